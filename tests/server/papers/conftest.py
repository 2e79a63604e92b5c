"""An office that deals with complaints, and keeps files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.complaints.office import Office, open_office
from tests.server.floor import Floor, opened_floor


@pytest.fixture
def floor(database_url: str, tmp_path: Path) -> Iterator[Floor]:
    with opened_floor(database_url, attachments={"folder": str(tmp_path / "sealed"), "largest_mb": 2}) as floor:
        yield floor


@pytest.fixture
def office(floor: Floor) -> Office:
    return open_office(floor)

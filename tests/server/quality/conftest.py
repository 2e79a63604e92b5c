"""A centre whose calls are reviewed."""

import pytest

from tests.server.floor import Floor
from tests.server.quality.centre import Reviewing, opened


@pytest.fixture
def centre(floor: Floor) -> Reviewing:
    return opened(floor)

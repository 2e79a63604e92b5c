"""An office that deals with complaints."""

import pytest

from tests.server.complaints.office import Office, open_office
from tests.server.floor import Floor


@pytest.fixture
def office(floor: Floor) -> Office:
    return open_office(floor)

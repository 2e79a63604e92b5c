"""What reports need beside the database, read once."""

import pytest

from agent_desktop.server.bank import open_bank
from agent_desktop.server.reports.book import ReportBook
from agent_desktop.server.reports.opening import report_book
from tests.server.support import HandClock, settings_for_tests


@pytest.fixture(scope="session")
def book() -> ReportBook:
    """The shipped settings' book."""
    settings = settings_for_tests()
    return report_book(settings, open_bank(settings, HandClock()))

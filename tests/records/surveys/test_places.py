"""Where to ask how it was is advertising, and where it is not: nothing is free that is not certainly so."""

import pytest

from agent_desktop.records.surveys.places import is_free
from agent_desktop.server.callbacks.rules import open_book
from agent_desktop.server.surveys.books import load_surveys
from tests.records.trial import OPTIONS
from tests.server.support import settings_for_tests


@pytest.mark.parametrize(
    ("address", "number", "free"),
    [
        ("Flat 8B, 12 Nathan Road, Kowloon", "+85261234567", True),
        ("", "+85261234567", True),
        ("上海市浦东新区世纪大道1号", "+8613812345678", True),
        ("1 Fleet Street, London, United Kingdom", "", True),
        ("Goethestr. 1, 60313 Frankfurt, Germany", "+85261234567", False),
        ("", "+4930123456", False),
        ("", "+436601234567", False),  # of a country that the file does not know
        ("", "", False),  # it may be anywhere
        ("5 Main Street, Springfield", "+12025550123", False),
    ],
)
def test_only_a_place_that_is_certainly_free_is(address: str, number: str, free: bool) -> None:
    settings = settings_for_tests()
    place = open_book(settings, OPTIONS).places.find(given="", address=address, number=number)
    assert is_free(place, load_surveys(settings).without_consent_in) is free

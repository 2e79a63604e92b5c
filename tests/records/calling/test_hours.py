"""What speaks against a call now, by the clock of the number's country and by what the customer wished."""

from datetime import UTC, datetime, time

import pytest

from agent_desktop.contract.outgoing import CallWarning
from agent_desktop.records.calling.hours import clocks_at, warnings_for

HOURS = (time(8), time(21))
HONG_KONG, LONDON, MANY_ZONES = "+85261234182", "+442079460018", "+18005550199"


def at(hour: int, minute: int = 0) -> datetime:
    """A winter's day, by the clock of Hong Kong."""
    return datetime(2026, 1, 12, (hour - 8) % 24, minute, tzinfo=UTC)


def test_a_number_of_one_zone_has_one_clock() -> None:
    assert [each.time() for each in clocks_at(HONG_KONG, at(19, 30))] == [time(19, 30)]
    assert [each.time() for each in clocks_at(LONDON, at(19, 30))] == [time(11, 30)]


@pytest.mark.parametrize(("hour", "minute", "warned"), [(7, 59, True), (8, 0, False), (20, 59, False), (21, 0, True)])
def test_the_hours_begin_and_end_to_the_minute(hour: int, minute: int, warned: bool) -> None:
    warnings = warnings_for(clocks_at(HONG_KONG, at(hour, minute)), (), HOURS)

    assert (CallWarning.OUTSIDE_HOURS in warnings) is warned


def test_a_country_of_several_clocks_is_warned_of_where_some_are_outside() -> None:
    clocks = clocks_at(MANY_ZONES, datetime(2026, 1, 12, 14, 0, tzinfo=UTC))  # nine in New York, six in Los Angeles

    assert len(clocks) > 1
    assert warnings_for(clocks, (), HOURS) == (CallWarning.HOURS_UNKNOWN,)


@pytest.mark.parametrize(
    ("wish", "hour", "against"),
    [
        ("No calls after 20:00", 19, False),
        ("No calls after 20:00", 20, True),
        ("No calls before 10:00", 9, True),
        ("No calls before 10:00", 10, False),
        ("Do not call", 12, True),
        ("No sales calls", 12, False),
        ("No paper", 12, False),
    ],
)
def test_a_wish_counts_at_its_hour(wish: str, hour: int, against: bool) -> None:
    warnings = warnings_for(clocks_at(HONG_KONG, at(hour)), ({"en": wish, "zh": "…"},), HOURS)

    assert (CallWarning.AGAINST_WISH in warnings) is against

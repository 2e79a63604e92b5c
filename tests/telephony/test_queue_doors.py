"""Which queue a caller comes to, when it takes them, and how long they are told to wait."""

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.queues.choice import Caller, Door, Entry, Turned, choose_queue, enter
from telephony.queues.expected import LONGEST_SECONDS, expected_wait
from telephony.queues.hours import OpeningHours, hours_from_json, is_open, next_opening

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
OFFICE = OpeningHours(
    weekly={day: ((time(9), time(18)),) for day in range(5)} | {5: ((time(9), time(13)),)},
    days={date(2026, 4, 3): (), date(2026, 2, 16): ((time(9), time(12)),)},
)


def hong_kong(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=HONG_KONG).astimezone(UTC)  # type: ignore[misc, arg-type]


def door(number: int, code: str, **values: object) -> Door:
    return Door(UUID(int=number), code, number, **values)  # type: ignore[arg-type]


CARDS = door(1, "cards", service="cards")
CARDS_EN = door(2, "cards_en", service="cards", languages=frozenset({"en"}))
GENERAL = door(3, "general", service="general")
GREEN = door(4, "green", tiers=frozenset({"platinum"}))
GREEN_EN = door(5, "green_en", tiers=frozenset({"platinum"}), languages=frozenset({"en"}))
FRAUD = door(6, "fraud", service="fraud", reasons=frozenset({"fraud", "lost_card"}))
DOORS = [CARDS, CARDS_EN, GENERAL, GREEN, GREEN_EN, FRAUD]


@pytest.mark.parametrize(
    ("wanted", "caller", "found"),
    [
        (CARDS, Caller(), "cards"),
        (GENERAL, Caller(language="en"), "general"),
        (CARDS, Caller(language="en"), "cards_en"),
        (CARDS, Caller(language="yue"), "cards"),
        (CARDS, Caller(tier="gold"), "cards"),
        (CARDS, Caller(tier="platinum"), "green"),
        (GENERAL, Caller(tier="platinum", language="en"), "green_en"),
        (CARDS, Caller(tier="platinum", language="en", reason="lost_card"), "fraud"),
        (GENERAL, Caller(reason="fraud"), "fraud"),
        (CARDS, Caller(reason="opening_hours"), "cards"),
        (FRAUD, Caller(tier="platinum"), "fraud"),
        (GREEN, Caller(tier="standard"), "green"),
    ],
)
def test_reason_goes_before_tier_and_tier_before_language(wanted: Door, caller: Caller, found: str) -> None:
    assert choose_queue(DOORS, wanted, caller).code == found
    assert choose_queue(DOORS[::-1], wanted, caller).code == found


@given(
    wanted=st.sampled_from(DOORS),
    tier=st.sampled_from(["", "platinum", "gold"]),
    language=st.sampled_from(["", "en", "yue"]),
)
def test_nobody_is_sent_to_a_queue_for_others_unless_they_asked_for_it(wanted: Door, tier: str, language: str) -> None:
    found = choose_queue(DOORS, wanted, Caller(tier=tier, language=language))

    if found != wanted:
        assert not found.tiers or tier in found.tiers
        assert not found.languages or language in found.languages
        assert not found.service or found.service == wanted.service
        assert not found.reasons


@pytest.mark.parametrize(
    ("at", "open_then"),
    [
        (hong_kong(2026, 3, 2, 8, 59), False),  # a Monday
        (hong_kong(2026, 3, 2, 9), True),
        (hong_kong(2026, 3, 2, 17, 59), True),
        (hong_kong(2026, 3, 2, 18), False),
        (hong_kong(2026, 3, 7, 12), True),  # Saturday
        (hong_kong(2026, 3, 7, 13), False),
        (hong_kong(2026, 3, 8, 12), False),  # Sunday
        (hong_kong(2026, 4, 3, 12), False),  # Good Friday
        (hong_kong(2026, 2, 16, 11), True),  # the eve of the new year
        (hong_kong(2026, 2, 16, 12), False),
    ],
)
def test_hours_are_the_banks_own_wall_clock_with_days_of_their_own(at: datetime, open_then: bool) -> None:
    assert is_open(OFFICE, at, HONG_KONG) is open_then


def test_a_queue_without_hours_is_always_open_and_midnight_ends_a_day() -> None:
    late = OpeningHours(weekly={0: ((time(20), time(0)),)})

    assert is_open(None, hong_kong(2026, 3, 8, 3), HONG_KONG)
    assert is_open(late, hong_kong(2026, 3, 2, 23, 59), HONG_KONG)
    assert not is_open(late, hong_kong(2026, 3, 3, 0), HONG_KONG)


def test_the_next_opening_passes_over_closed_days() -> None:
    assert next_opening(OFFICE, hong_kong(2026, 3, 2, 7), HONG_KONG) == hong_kong(2026, 3, 2, 9)
    assert next_opening(OFFICE, hong_kong(2026, 3, 2, 19), HONG_KONG) == hong_kong(2026, 3, 3, 9)
    assert next_opening(OFFICE, hong_kong(2026, 4, 2, 19), HONG_KONG) == hong_kong(2026, 4, 4, 9)
    assert next_opening(OpeningHours(weekly={}), hong_kong(2026, 4, 2, 19), HONG_KONG) is None


def test_the_day_on_which_clocks_change_has_the_hours_it_says() -> None:
    london = ZoneInfo("Europe/London")
    sunday = OpeningHours(weekly={6: ((time(0), time(3)),)})

    assert is_open(sunday, datetime(2026, 3, 29, 1, 30, tzinfo=UTC), london)  # 02:30 there: the clocks went forward
    assert not is_open(sunday, datetime(2026, 3, 29, 2, 0, tzinfo=UTC), london)


def test_hours_are_kept_and_read_back_as_they_were() -> None:
    assert hours_from_json(OFFICE.as_json()) == OFFICE


NIGHT = hong_kong(2026, 3, 2, 22)


def entered(wanted: Door, *doors: Door, waiting: dict[str, int] | None = None, at: datetime = NIGHT) -> Entry:
    counts = waiting or {}
    known = {each.code: each for each in (wanted, *doors)}
    return enter(known, wanted, lambda each: counts.get(each.code, 0), at=at, zone=HONG_KONG)


def test_a_closed_queue_says_when_it_opens_or_sends_its_callers_on() -> None:
    closed = door(1, "cards", hours=OFFICE)
    sends_on = door(1, "cards", hours=OFFICE, closed_to="night")
    night = door(2, "night")

    assert entered(closed) == Entry(closed, Turned.CLOSED, hong_kong(2026, 3, 3, 9))
    assert entered(sends_on, night) == Entry(night)
    assert entered(sends_on, night, at=hong_kong(2026, 3, 2, 10)) == Entry(sends_on)


def test_a_full_queue_turns_callers_away_or_sends_them_on() -> None:
    full = door(1, "cards", most=2)
    sends_on = door(1, "cards", most=2, full_to="general")
    general = door(2, "general")

    assert entered(full, waiting={"cards": 1}) == Entry(full)
    assert entered(full, waiting={"cards": 2}) == Entry(full, Turned.FULL)
    assert entered(sends_on, general, waiting={"cards": 2}) == Entry(general)


def test_queues_that_send_callers_to_each_other_are_gone_through_once() -> None:
    one = door(1, "one", most=1, full_to="two")
    two = door(2, "two", most=1, full_to="one")

    assert entered(one, two, waiting={"one": 1, "two": 1}) == Entry(two, Turned.FULL)


def test_the_expected_wait_is_position_times_handling_over_agents() -> None:
    assert expected_wait(0, 1, 240) == 240
    assert expected_wait(3, 4, 240) == 240
    assert expected_wait(0, 8, 240) == 30
    assert expected_wait(0, 0, 240) is None
    assert expected_wait(100, 1, 240) is None


@given(ahead=st.integers(0, 500), agents=st.integers(1, 300), handle=st.floats(1, 3_000))
def test_more_people_ahead_never_shorten_the_wait_and_more_agents_never_lengthen_it(
    ahead: int, agents: int, handle: float
) -> None:
    def seconds(ahead: int, agents: int) -> int:
        return expected_wait(ahead, agents, handle) or LONGEST_SECONDS + 1

    assert seconds(ahead, agents) <= seconds(ahead + 1, agents)
    assert seconds(ahead, agents) >= seconds(ahead, agents + 1)


def test_hours_of_another_time_zone_go_by_its_clock_and_are_kept_with_it() -> None:
    london = OpeningHours(weekly={0: ((time(9), time(17)),)}, zone="Europe/London")
    monday = datetime(2026, 3, 2, tzinfo=UTC)

    assert not is_open(london, monday.replace(hour=8), HONG_KONG)  # 16:00 in Hong Kong
    assert is_open(london, monday.replace(hour=9), HONG_KONG)
    assert next_opening(london, monday, HONG_KONG) == monday.replace(hour=9)
    assert hours_from_json(london.as_json()) == london
    assert hours_from_json({"weekly": {}, "days": {}}).zone == ""  # as an earlier program kept them

"""The day's calls, counted as they change: whatever the order, the sums are those of the calls as they stand."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from telephony.board.day import HALF_HOUR, DayLedger, add_counts, mark_before
from telephony.contract import EndCause
from telephony.statistics.definitions import Counts, Thresholds, count_calls
from telephony.statistics.records import CallRecord, Fate

MIDNIGHT = datetime(2026, 6, 15, 16, 0, tzinfo=UTC)  # in Hong Kong
TEN = MIDNIGHT + timedelta(hours=10)


def call(number: int, came: datetime, *, answered: float | None = None, ended: float | None = None) -> CallRecord:
    """A call that was answered, and ended, so many seconds after it came."""
    return CallRecord(
        call_id=UUID(int=number),
        queue="cards",
        called_at=None,
        enqueued_at=came,
        answered_at=None if answered is None else came + timedelta(seconds=answered),
        ended_at=None if ended is None else came + timedelta(seconds=ended),
        end_cause=None if ended is None else EndCause.CALLER_HUNG_UP,
    )


def counted(calls: list[CallRecord], now: datetime, thresholds: Thresholds) -> Counts:
    """The same from all calls at once."""
    waits = {fate: [each.waited_seconds(now) for each in calls if each.fate is fate] for fate in Fate}
    return count_calls(waits[Fate.ANSWERED], waits[Fate.ABANDONED], waits[Fate.WAITING], thresholds)


def test_a_call_counts_as_it_stands_now_and_no_longer_as_it_stood() -> None:
    day = DayLedger(MIDNIGHT, lambda _: Thresholds())
    day.put(call(1, TEN))
    assert day.today("cards", TEN + timedelta(seconds=20)) == Counts()
    assert day.today("cards", TEN + timedelta(seconds=21)) == Counts(waiting_late=1)
    day.put(call(1, TEN, answered=25))
    assert day.today("cards", TEN + timedelta(minutes=1)) == Counts(answered=1)
    day.put(call(1, TEN, answered=25, ended=300))
    day.put(call(2, TEN, ended=4))

    assert day.today("cards", TEN) == Counts(answered=1, abandoned=1, abandoned_in_time=1, short_abandoned=1)
    assert dict(day.slots("cards")) == {TEN: day.today("cards", TEN)}
    assert day.today("loans", TEN) == Counts()


def test_who_came_before_midnight_is_of_another_day() -> None:
    day = DayLedger(MIDNIGHT, lambda _: Thresholds())
    day.put(call(1, MIDNIGHT - timedelta(seconds=1), answered=3))
    day.put(call(2, MIDNIGHT, answered=3))

    assert day.today("cards", TEN).answered == 1


def test_thirty_minutes_begin_with_a_whole_minute_and_what_has_gone_by_counts_no_more() -> None:
    day = DayLedger(MIDNIGHT, lambda _: Thresholds())
    for number, minute in enumerate((0, 1, 29, 30)):
        day.put(call(number, TEN + timedelta(minutes=minute, seconds=59), answered=3))

    assert day.lately("cards", TEN + timedelta(minutes=30, seconds=59)).answered == 4
    assert day.lately("cards", TEN + timedelta(minutes=31)).answered == 3
    assert day.lately("cards", TEN + timedelta(minutes=61)).answered == 0
    assert day.today("cards", TEN + timedelta(minutes=61)).answered == 4


def test_whatever_comes_in_whatever_order_the_sums_are_those_of_the_calls_as_they_stand() -> None:
    chance = Random(5)
    for _ in range(20):
        thresholds = Thresholds(chance.choice((5, 20, 60)), chance.choice((0, 5)))
        day = DayLedger(MIDNIGHT, lambda _, given=thresholds: given)  # type: ignore[misc]
        known: dict[int, Any] = {}
        for _ in range(200):
            number = chance.randrange(40)
            came = known[number].enqueued_at if number in known else TEN + timedelta(seconds=chance.randrange(5000))
            answered = chance.choice((None, chance.uniform(0, 90)))
            ended = chance.choice((None, (answered or 0) + chance.uniform(0, 90)))
            known[number] = call(number, came, answered=answered, ended=ended)
            day.put(known[number])
        now = TEN + timedelta(seconds=chance.randrange(5000, 7000))
        assert day.today("cards", now) == counted(list(known.values()), now, thresholds)
        slots = dict(day.slots("cards"))
        for begin in (TEN, TEN + HALF_HOUR, TEN + 2 * HALF_HOUR):
            there = [each for each in known.values() if begin <= each.enqueued_at < begin + HALF_HOUR]
            late_not = counted([each for each in there if each.fate is not Fate.WAITING], now, thresholds)
            assert slots.get(begin, Counts()) == late_not
        other = Thresholds(30, 10)
        day.count_by(lambda _, given=other: given)  # type: ignore[misc]
        assert day.today("cards", now) == counted(list(known.values()), now, other)


def test_the_mark_looked_back_to_is_ten_to_forty_minutes_past_and_of_this_day() -> None:
    assert mark_before(TEN + timedelta(minutes=42), MIDNIGHT) == TEN + HALF_HOUR
    assert mark_before(TEN + timedelta(minutes=39), MIDNIGHT) == TEN
    assert mark_before(MIDNIGHT + timedelta(minutes=10), MIDNIGHT) == MIDNIGHT
    assert mark_before(MIDNIGHT + timedelta(minutes=9), MIDNIGHT) is None


def test_counts_of_queues_are_added_part_by_part() -> None:
    one, other = Counts(1, 2, 3, 4, 5, 6), Counts(10, 20, 30, 40, 50, 60)

    assert add_counts({"one": one, "other": other}) == Counts(11, 22, 33, 44, 55, 66)

"""Clocks that stop, go on, are extended, met, dropped and begun again; their ladder; properties of both."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agent_desktop.contract.complaint_clocks import ClockState, ClockUnit, SkipReason
from agent_desktop.records.complaint_clocks.following import (
    DROPPED,
    EXTENDED,
    PAUSED,
    RESUMED,
    TAKEN_BACK,
    Happening,
    follow,
)
from agent_desktop.records.complaint_clocks.ladder import percent_at, rung_at, runs_of
from agent_desktop.records.complaint_clocks.reckoning import Pause, add_months, reckon
from agent_desktop.records.complaint_clocks.schema import Span
from tests.records.calendars.shipped import calendar, shipped_calendars, working_days_between
from tests.records.complaint_clocks.shipped import (
    clock,
    complaint,
    due_on,
    received,
    reckoned_of,
    rule,
    shipped_rules,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
REOPENED = "house.reopened"


def at(day: int, hour: int = 9, *, month: int = 6) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def state(day: int, name: str, hour: int = 9) -> Happening:
    return Happening(at(day, hour), f"state.{name}")


def test_a_clock_stands_still_where_its_rule_says_so_and_each_midnight_counts() -> None:
    """Ten working days from 1 June end on 15 June; five nights of waiting, of which a weekend takes two."""
    happenings = received(at(1), state(1, "reopened"), state(3, "waiting_customer"), state(8, "investigating"))
    before = clock(REOPENED, happenings, at(2))
    waiting = clock(REOPENED, happenings, at(5))
    after = clock(REOPENED, happenings, at(9))

    assert due_on(before) == date(2026, 6, 15)
    assert (waiting.state, waiting.pause_reason, waiting.paused_since) == (
        ClockState.PAUSED, "waiting_customer", at(3),
    )  # fmt: skip
    assert due_on(waiting) == date(2026, 6, 17)
    assert after.state is ClockState.RUNNING
    assert due_on(after) == date(2026, 6, 18)
    skipped = [(each.day.on.day, each.why) for each in reckoned_of(after).skipped]
    assert skipped == [
        (3, SkipReason.PAUSED), (4, SkipReason.PAUSED), (5, SkipReason.PAUSED),
        (6, SkipReason.WEEKEND), (7, SkipReason.WEEKEND), (13, SkipReason.WEEKEND), (14, SkipReason.WEEKEND),
    ]  # fmt: skip


def test_waiting_stops_no_clock_whose_rule_does_not_say_so() -> None:
    happenings = received(at(1), state(3, "waiting_customer"))

    assert clock("cn.answer", happenings, at(10)).state is ClockState.RUNNING
    assert clock("cn.answer", happenings, at(17)).state is ClockState.LATE
    assert due_on(clock("cn.answer", happenings, at(10))) == date(2026, 6, 16)


def test_a_pause_by_hand_and_one_by_state_overlap_and_count_once() -> None:
    happenings = received(
        at(1),
        state(1, "reopened"),
        Happening(at(2), PAUSED, REOPENED, reason="documents asked for"),
        state(3, "waiting_customer"),
        Happening(at(4), RESUMED, REOPENED),
        state(5, "investigating"),
    )
    both = clock(REOPENED, happenings, at(3, 12))
    over = clock(REOPENED, happenings, at(5, 12))

    assert (both.state, both.paused_by_hand, both.paused_since) == (ClockState.PAUSED, True, at(2))
    assert clock(REOPENED, happenings, at(4, 12)).paused_by_hand is False
    assert [(each.since, each.until) for each in over.pauses] == [(at(2), at(5))]
    assert due_on(over) == date(2026, 6, 18)  # three working days later


def test_a_pause_on_the_first_day_moves_the_first_day_and_one_within_a_day_nothing() -> None:
    def due(*happenings: Happening) -> date:
        return due_on(clock(REOPENED, received(at(1), state(1, "reopened", 8), *happenings), at(12)))

    assert due() == due(Happening(at(2, 9), PAUSED, REOPENED), Happening(at(2, 18), RESUMED, REOPENED))
    assert due(Happening(at(1, 10), PAUSED, REOPENED), Happening(at(2, 8), RESUMED, REOPENED)) == date(2026, 6, 16)


def test_a_late_clock_is_late_whatever_is_paused_afterwards_and_late_when_met() -> None:
    happenings = received(at(1), state(1, "reopened"), state(16, "waiting_customer"), state(18, "answered"))

    assert clock(REOPENED, happenings, at(17)).state is ClockState.LATE
    met = clock(REOPENED, happenings, at(19))
    assert (met.state, met.ended_at) == (ClockState.MET_LATE, at(18))


def test_an_approved_extension_moves_the_date_and_what_is_met_by_it_is_met() -> None:
    extended = Happening(at(10), EXTENDED, "cn.answer", "complex", "two branches are in it")
    happenings = received(at(1), extended, state(30, "answered"))
    before, after = clock("cn.answer", happenings, at(9)), clock("cn.answer", happenings, at(20))

    assert due_on(before) == date(2026, 6, 16)
    assert due_on(after) == date(2026, 7, 1)
    assert (after.stage, after.state) == ("complex", ClockState.RUNNING)
    assert clock("cn.answer", happenings, at(30)).state is ClockState.MET
    assert clock("cn.answer", received(at(1), state(30, "answered")), at(30)).state is ClockState.MET_LATE


def test_each_time_a_complaint_is_taken_up_again_a_clock_of_its_own_runs() -> None:
    bound = rule(REOPENED)
    happenings = received(at(1), state(2, "reopened"), state(5, "answered"), state(20, "reopened"))
    cycles = follow(bound.rule, calendar("house"), happenings, at(21))

    assert [(each.cycle, each.state, each.started_at) for each in cycles] == [
        (0, ClockState.MET, at(2)), (1, ClockState.RUNNING, at(20)),
    ]  # fmt: skip


def test_the_customers_time_begins_anew_with_each_answer_and_is_over_not_late() -> None:
    happenings = received(at(1), state(2, "answered"), state(5, "reopened"), state(20, "answered"))
    window = clock("uk.ombudsman", happenings, at(21))

    assert due_on(window) == date(2026, 12, 20)
    assert clock("uk.ombudsman", happenings, at(21) + timedelta(days=365)).state is ClockState.OVER


def test_a_dropped_clock_stays_dropped_until_it_is_taken_back() -> None:
    dropped = Happening(at(3), DROPPED, "cn.answer")
    back = Happening(at(4), TAKEN_BACK, "cn.answer")

    assert clock("cn.answer", received(at(1), dropped), at(30)).state is ClockState.DROPPED
    assert clock("cn.answer", received(at(1), dropped, back), at(10)).state is ClockState.RUNNING
    assert clock("cn.answer", received(at(1), state(3, "joined")), at(30)).state is ClockState.DROPPED
    met = received(at(1), state(3, "answered"), state(5, "joined"))
    assert clock("cn.answer", met, at(30)).state is ClockState.MET


def test_every_clock_goes_on_when_a_complaint_that_was_joined_by_mistake_is_taken_out_again() -> None:
    """What the state dropped, it alone takes back: not what a mark or a change of the rules has dropped meanwhile."""
    for bound in shipped_rules().rules:
        each, begins = bound.rule, Happening(at(1, 10), bound.rule.starts_at)
        joined = [begins, state(3, "joined")]
        before = clock(each.id, received(at(1), begins), at(2))
        while_joined = clock(each.id, received(at(1), *joined), at(4))
        after = clock(each.id, received(at(1), *joined, state(5, "reopened")), at(6))
        dropped = [*joined, Happening(at(4), DROPPED, each.id), state(5, "reopened")]
        back = [*joined, Happening(at(4), DROPPED, each.id), Happening(at(4), TAKEN_BACK, each.id)]

        assert while_joined.state is ClockState.DROPPED, each.id
        assert after.ended_at is None, each.id
        assert after.state not in (ClockState.DROPPED, ClockState.WAITING), each.id
        assert (after.started_at, after.cycle) == (before.started_at, 0), each.id
        assert due_on(after) == due_on(before), each.id
        assert clock(each.id, received(at(1), *dropped), at(6)).state is ClockState.DROPPED, each.id
        assert clock(each.id, received(at(1), *back), at(6)).state is ClockState.DROPPED, each.id
    waited = received(at(1), state(3, "joined"), state(5, "reopened"))
    assert clock(REOPENED, waited, at(6)).state is ClockState.RUNNING
    found = [Happening(at(1), "mark.error_determined"), Happening(at(2), "mark.error_found")]
    marked = received(at(1), *found, state(3, "joined"), state(5, "reopened"))
    assert clock("us.rege.tell_none", marked, at(6)).state is ClockState.DROPPED


def test_every_region_has_an_answer_deadline_and_what_was_answered_has_one_again_when_it_is_not_accepted() -> None:
    for region in ("cn", "hk", "uk", "eu", "us", "house"):
        rules = {each.rule.id for each in shipped_rules().rules_for(complaint(at(1), region))}
        assert rules >= {"house.answer", "house.disputed", "house.escalated"}, region
    answered = state(4, "answered")
    assert due_on(clock("house.answer", received(at(1)), at(2))) == date(2026, 7, 13)
    assert clock("house.answer", received(at(1), answered), at(5)).state is ClockState.MET
    for rule_id, name in (("house.disputed", "disputed"), ("house.escalated", "escalated_internal")):
        again = received(at(1), answered, state(5, name), state(5, "investigating", 10))
        running = clock(rule_id, again, at(8))
        assert (running.state, due_on(running)) == (ClockState.RUNNING, date(2026, 6, 22))  # the 19th is a holiday
        assert clock(rule_id, [*again, state(9, "answered")], at(10)).state is ClockState.MET


def test_the_ladder_counts_the_time_in_which_the_clock_runs() -> None:
    """Two working days from Friday 9:00 over a weekend: 63 hours that count."""
    followed = clock("house.acknowledge", received(at(5)), at(5))
    started, due = at(5), datetime(2026, 6, 9, 15, 59, 59, tzinfo=UTC)

    assert reckoned_of(followed).due_at == due
    assert [(since, until) for since, until in followed.runs] == [
        (started, datetime(2026, 6, 5, 16, tzinfo=UTC)), (datetime(2026, 6, 7, 16, tzinfo=UTC), due),
    ]  # fmt: skip
    half = rung_at(50, followed.runs)
    assert half == datetime(2026, 6, 8, 8, 29, 59, tzinfo=UTC)
    assert rung_at(100, followed.runs) == due + timedelta(seconds=1)
    assert [percent_at(moment, followed.runs) for moment in (started, at(7, 12), half, due, at(20))] == [
        0, 23, 49, 100, 100,
    ]  # fmt: skip


MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 30), timezones=st.just(UTC))  # noqa: DTZ001
SPANS = st.one_of(
    st.builds(Span, amount=st.integers(1, 40), unit=st.sampled_from([ClockUnit.CALENDAR_DAYS, ClockUnit.WORKING_DAYS])),
    st.builds(Span, amount=st.integers(1, 8), unit=st.sampled_from([ClockUnit.WEEKS, ClockUnit.MONTHS])),
    st.builds(Span, amount=st.integers(1, 200), unit=st.just(ClockUnit.HOURS)),
)
PLACES = st.sampled_from([each.code for each in shipped_calendars()])


@settings(max_examples=50, deadline=None)
@given(place=PLACES, span=SPANS, start=MOMENTS, pause_after=st.integers(0, 600), pause_hours=st.integers(1, 400))
def test_a_pause_never_brings_a_date_forward_and_never_by_more_than_it_lasted(
    place: str, span: Span, start: datetime, pause_after: int, pause_hours: int
) -> None:
    where = calendar(place)
    plain = reckon(span, start, where)
    since = start + timedelta(hours=pause_after)
    paused = reckon(span, start, where, [Pause(since, since + timedelta(hours=pause_hours))])

    assert paused.due_at >= plain.due_at
    if since > plain.due_at:
        assert paused == plain
    if span.unit in (ClockUnit.CALENDAR_DAYS, ClockUnit.WEEKS, ClockUnit.HOURS):
        assert paused.due_at - plain.due_at <= timedelta(hours=pause_hours + 25)
    assert paused.due_on == paused.due_at.astimezone(where.zone).date()


@settings(max_examples=50, deadline=None)
@given(place=PLACES, span=SPANS, start=MOMENTS)
def test_a_date_is_the_last_second_of_its_day_and_never_before_the_start(
    place: str, span: Span, start: datetime
) -> None:
    where = calendar(place)
    reckoned = reckon(span, start, where)

    assert reckoned.due_at > start
    if span.unit is not ClockUnit.HOURS:
        after = (reckoned.due_at + timedelta(seconds=1)).astimezone(where.zone)
        assert (after.hour, after.minute, after.second) == (0, 0, 0)
        assert after.date() == reckoned.due_on + timedelta(days=1)
    if span.unit is ClockUnit.WORKING_DAYS:
        assert where.is_working(reckoned.due_on)
        start_on = start.astimezone(where.zone).date()
        assert working_days_between(where, start_on, reckoned.due_on) == span.amount


@settings(max_examples=50, deadline=None)
@given(place=PLACES, span=SPANS, start=MOMENTS, percents=st.tuples(st.integers(1, 99), st.integers(1, 99)))
def test_rungs_rise_lie_within_the_clock_and_say_the_percentage_they_are_of(
    place: str, span: Span, start: datetime, percents: tuple[int, int]
) -> None:
    where = calendar(place)
    reckoned = reckon(span, start, where)
    runs = runs_of(start, reckoned, (), where.zone)
    low, high = sorted(percents)
    assume(low < high)

    assert start - timedelta(seconds=1) <= rung_at(low, runs) <= rung_at(high, runs) <= rung_at(100, runs)
    assert rung_at(100, runs) == reckoned.due_at + timedelta(seconds=1)
    assert low - 1 <= percent_at(rung_at(low, runs), runs) <= low
    skipped = {each.day.on for each in reckoned.skipped}
    assert rung_at(low, runs).astimezone(where.zone).date() not in skipped


@settings(max_examples=100, deadline=None)
@given(on=st.dates(date(2020, 1, 1), date(2030, 12, 31)), count=st.integers(1, 36))
def test_months_end_on_the_same_day_or_on_the_last_there_is(on: date, count: int) -> None:
    later = add_months(on, count)

    assert (later.year - on.year) * 12 + later.month - on.month == count
    assert later.day == on.day or (later.day < on.day and (later + timedelta(days=1)).day == 1)

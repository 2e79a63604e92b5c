"""Clocks in the database: they follow their complaint, keep the rule they were started by, stop, and are extended."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockState, StageState
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState, Region, Severity
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.records.calendars.calendar import Calendars
from agent_desktop.records.complaint_clocks.book import RuleBook
from agent_desktop.records.complaint_clocks.errors import ClockNotFoundError
from agent_desktop.records.complaint_clocks.models import ComplaintClockEventRow, ComplaintWarnedRow
from agent_desktop.records.complaint_clocks.schema import ClockFile
from agent_desktop.records.complaint_clocks.warnings import list_warnings, see_warnings
from agent_desktop.records.complaints.models import ComplaintEventRow
from agent_desktop.records.errors import RecordsError
from agent_desktop.server.complaint_clocks.files import calendars_file, clocks_file
from agent_desktop.service_scripts.yaml_lines import read_yaml
from agent_desktop.settings import load_settings
from tests.records.calendars.shipped import shipped_calendars
from tests.records.complaint_clocks.cases import BACKUP, COMPLIANCE, NOW, OWNER, SUPERVISOR, Bank

S = ComplaintState


@pytest.fixture
def bank(session: Session) -> Bank:
    return Bank(session)


def day(n: int, hour: int = 2, month: int = 6) -> datetime:
    return datetime(2026, month, n, hour, tzinfo=UTC)


def refused(error: pytest.ExceptionInfo[RecordsError]) -> str:
    assert error.value.code is ErrorCode.CLOCK_REFUSED
    return str(error.value.details["problem"]).removeprefix("clock_")


def test_a_complaint_has_its_clocks_from_the_moment_it_is_recorded(bank: Bank) -> None:
    row = bank.record()
    shown = bank.shown(row, NOW)

    assert [(each.rule.rule_id, each.state, each.due_on) for each in shown.values()] == [
        ("house.acknowledge", ClockState.RUNNING, date(2026, 6, 18)),
        ("cn.answer", ClockState.RUNNING, date(2026, 7, 1)),
        ("house.answer", ClockState.RUNNING, date(2026, 7, 28)),
        ("house.disputed", ClockState.WAITING, None),
        ("house.escalated", ClockState.WAITING, None),
        ("house.reopened", ClockState.WAITING, None),
    ]
    assert shown["house.reopened"].expected == {"en": "Starts when it is reopened", "zh": "从“重新受理”起算"}
    assert (row.next_due_at, row.next_limit) == (datetime(2026, 6, 18, 15, 59, 59, tzinfo=UTC), "acknowledge")
    assert bank.shown(bank.record(kind=ComplaintKind.PRAISE), NOW) == {}


def test_clocks_are_met_by_what_happens_and_begin_again_when_it_is_taken_up_again(bank: Bank) -> None:
    row = bank.record()
    acknowledged = bank.change(row, day(17), state=S.ACKNOWLEDGED)
    answered = bank.change(row, day(25), state=S.ANSWERED)
    closed = bank.change(row, day(26), state=S.CLOSED)
    over = bank.shown(row, day(27))
    again = bank.change(row, day(29), state=S.REOPENED)

    assert acknowledged.next_rule_id == "cn.answer"
    assert (answered.next_due_at, closed.next_due_at, closed.late) == (None, None, 0)
    assert {key: (each.state, each.met_at) for key, each in over.items()} == {
        "house.acknowledge": (ClockState.MET, day(17)), "cn.answer": (ClockState.MET, day(25)),
        "house.answer": (ClockState.MET, day(25)),
    }  # fmt: skip
    assert (again.next_rule_id, again.next_due_on) == ("house.reopened", date(2026, 7, 13))


def test_a_letter_that_came_earlier_counts_from_its_day(bank: Bank) -> None:
    row = bank.record(received_at=day(10))

    assert bank.shown(row, NOW)["cn.answer"].due_on == date(2026, 6, 25)
    assert bank.shown(row, NOW)["house.acknowledge"].state is ClockState.LATE
    assert (row.clocks_late, row.next_limit) == (1, "acknowledge")


def test_what_a_complaint_turns_out_to_be_starts_rules_and_drops_others(bank: Bank) -> None:
    row = bank.record()
    bank.change(row, day(17), region=Region.US, category_code="cards.security.not_theirs")
    there = bank.shown(row, day(17))
    bank.change(row, day(18), region=Region.CN, severity=Severity.CRITICAL)
    back = bank.shown(row, day(18))

    assert there["cn.answer"].state is ClockState.DROPPED
    assert there["us.rege.determine"].due_on == date(2026, 6, 30)  # from its receipt: 19 June is a holiday there
    assert back["cn.answer"].state is ClockState.RUNNING
    assert back["us.rege.determine"].state is ClockState.DROPPED
    assert back["house.critical"].state is ClockState.LATE  # 24 hours from its receipt
    assert bank.change(row, day(18), owner_id=SUPERVISOR).next_rule_id == "house.critical"  # no matter for the rules


def test_marks_start_and_end_clocks_and_are_dated_when_they_happened(bank: Bank) -> None:
    row = bank.record(region=Region.US, flags=["electronic_transfer_error"])
    bank.clocks.mark(
        bank.session, row.complaint_id, "credit_given", happened_at=day(19), by=OWNER, at=day(22), events=bank.events
    )
    shown = bank.shown(row, day(22))

    assert (shown["us.rege.determine"].state, shown["us.rege.determine"].met_at) == (ClockState.MET, day(19))
    assert shown["us.rege.tell_credit"].due_on == date(2026, 6, 23)  # 18 June there, then a holiday
    for mark, when, problem in (("nothing", None, "mark_unknown"), ("credit_told", day(30), "time_wrong")):
        with pytest.raises(RecordsError) as error:
            bank.clocks.mark(
                bank.session, row.complaint_id, mark, happened_at=when, by=OWNER, at=day(22), events=bank.events
            )
        assert refused(error) == problem
    with pytest.raises(ClockNotFoundError):
        bank.clocks.mark(
            bank.session, UUID(int=1), "credit_told", happened_at=None, by=OWNER, at=NOW, events=bank.events
        )


def test_a_person_stops_and_resumes_a_clock_only_where_its_rule_lets_them(bank: Bank) -> None:
    row = bank.record()
    bank.change(row, day(17), state=S.REOPENED)
    clock, law = bank.shown(row, day(17))["house.reopened"], bank.shown(row, day(17))["cn.answer"]
    assert clock.clock_id is not None
    assert law.clock_id is not None

    def pause(clock_id: UUID, version: int, reason: str = "Papers were asked for.") -> None:
        bank.clocks.pause(
            bank.session, clock_id, seen_version=version, reason=reason, by=OWNER, at=day(18), events=bank.events
        )

    for clock_id, version, reason, problem in (
        (law.clock_id, law.version, "Papers", "never_stops"), (clock.clock_id, clock.version, "  ", "reason_missing"),
    ):  # fmt: skip
        with pytest.raises(RecordsError) as error:
            pause(clock_id, version, reason)
        assert refused(error) == problem
    with pytest.raises(RecordsError) as stale:
        pause(clock.clock_id, clock.version + 1)
    assert stale.value.code is ErrorCode.STALE_VERSION
    pause(clock.clock_id, clock.version)
    stopped = bank.shown(row, day(19))["house.reopened"]
    assert (stopped.state, stopped.paused_by_hand, stopped.pause_reason) == (
        ClockState.PAUSED, True, "Papers were asked for.",
    )  # fmt: skip
    assert row.clocks_paused == 1
    with pytest.raises(RecordsError) as error:
        pause(clock.clock_id, stopped.version)
    assert refused(error) == "not_running"
    for at in (day(23), day(24)):
        try:
            bank.clocks.resume(
                bank.session, clock.clock_id, seen_version=stopped.version, by=OWNER, at=at, events=bank.events
            )
        except RecordsError as again:
            assert again.code is ErrorCode.STALE_VERSION  # noqa: PT017  the second time
    after = bank.shown(row, day(24))["house.reopened"]
    assert (after.due_on, [each.on.day for each in after.skipped if each.why == "paused"]) == (
        date(2026, 7, 6), [18, 22],
    )  # fmt: skip
    history = bank.session.scalars(sa.select(ComplaintEventRow.detail).order_by(ComplaintEventRow.number)).all()
    assert [each["what"] for each in history] == ["clock.paused", "clock.resumed"]
    assert ("complaint.changed", BACKUP) in bank.told()


def _ask(bank: Bank, row: Any, rule_id: str, stage: str, at: datetime, by: UUID = OWNER) -> None:
    clock = bank.shown(row, at)[rule_id]
    assert clock.clock_id is not None
    bank.clocks.ask_extension(
        bank.session, clock.clock_id, seen_version=clock.version, stage=stage, reason="Two branches are in it.",
        by=by, at=at, events=bank.events,
    )  # fmt: skip


def _decide(
    bank: Bank, row: Any, rule_id: str, at: datetime, by: UUID, role: str, *, approved: bool, reason: str = ""
) -> None:
    clock = bank.shown(row, at)[rule_id]
    extension_id = next(each.extension_id for each in clock.stages if each.extension_id is not None and each.asked_by)
    assert clock.clock_id is not None
    bank.clocks.decide_extension(
        bank.session, clock.clock_id, extension_id, seen_version=clock.version, approved=approved, reason=reason,
        by=by, roles={role}, at=at, events=bank.events,
    )  # fmt: skip


def test_more_time_is_asked_for_with_a_reason_and_approved_by_another(bank: Bank) -> None:
    row = bank.record()
    with pytest.raises(RecordsError) as error:
        _ask(bank, row, "cn.answer", "exceptional", day(20))
    assert refused(error) == "stage_not_open"
    _ask(bank, row, "cn.answer", "complex", day(20))
    with pytest.raises(RecordsError) as error:
        _ask(bank, row, "cn.answer", "complex", day(21))
    assert refused(error) == "asked_already"
    asked = bank.shown(row, day(21))["cn.answer"]
    assert asked.due_on == date(2026, 7, 1)  # nothing moves before it is approved
    assert [each.state for each in asked.stages] == [StageState.ASKED, StageState.LATER]
    assert asked.stages[0].asked_by_name == "Person 11"
    assert {each.user_id for each in bank.session.scalars(sa.select(ComplaintWarnedRow))} == {SUPERVISOR, COMPLIANCE}

    for by, role, problem in (
        (OWNER, "compliance", "own_wish"), (BACKUP, "complaint_handler", "not_approver"),
    ):  # fmt: skip
        with pytest.raises(RecordsError) as error:
            _decide(bank, row, "cn.answer", day(22), by, role, approved=True)
        assert refused(error) == problem
    with pytest.raises(RecordsError) as error:
        _decide(bank, row, "cn.answer", day(22), SUPERVISOR, "supervisor", approved=False)
    assert refused(error) == "reason_missing"

    _decide(bank, row, "cn.answer", day(22), SUPERVISOR, "supervisor", approved=True)
    moved = bank.shown(row, day(23))["cn.answer"]
    assert (moved.due_on, row.next_due_at) == (date(2026, 7, 16), datetime(2026, 6, 18, 15, 59, 59, tzinfo=UTC))
    assert [each.state for each in moved.stages] == [StageState.APPROVED, StageState.OPEN]
    assert (moved.stages[0].reason, moved.stages[0].decided_by_name) == ("Two branches are in it.", "Person 21")
    told = [each.kind for each in list_warnings(bank.session, OWNER, day(23)).warnings]
    assert told == ["extension_decided"]


def test_a_refused_wish_leaves_the_date_and_another_may_be_asked(bank: Bank) -> None:
    row = bank.record()
    _ask(bank, row, "cn.answer", "complex", day(20))
    _decide(bank, row, "cn.answer", day(21), SUPERVISOR, "supervisor", approved=False, reason="It is simple.")
    refused_one = bank.shown(row, day(21))["cn.answer"]
    _ask(bank, row, "cn.answer", "complex", day(22))

    assert (refused_one.due_on, refused_one.stages[0].state) == (date(2026, 7, 1), StageState.OPEN)
    with pytest.raises(RecordsError) as error:
        _decide(bank, row, "cn.answer", day(2, month=7), COMPLIANCE, "compliance", approved=True)
    assert refused(error) == "too_late"
    with pytest.raises(RecordsError) as error:
        _ask(bank, bank.record(), "cn.answer", "complex", day(2, month=7))
    assert refused(error) == "too_late"


def test_a_holding_reply_comes_before_the_longer_time_it_gives(bank: Bank) -> None:
    row = bank.record(region=Region.UK, flags=["payment_service"])
    with pytest.raises(RecordsError) as error:
        _ask(bank, row, "uk.payment", "holding", day(20))
    bank.change(row, day(20), "holding_reply_sent")
    _ask(bank, row, "uk.payment", "holding", day(20))
    _decide(bank, row, "uk.payment", day(21), COMPLIANCE, "compliance", approved=True)

    assert refused(error) == "stage_needs"
    assert bank.shown(row, day(22))["uk.payment"].due_on == date(2026, 8, 4)


def _file(change: Any) -> ClockFile:
    value: Any = read_yaml(clocks_file(load_settings(None))).value
    change(value)
    return ClockFile.model_validate(value)


def test_another_file_of_rules_changes_nothing_that_runs(bank: Bank) -> None:
    row = bank.record()

    def shorter(value: Any) -> None:
        cn = next(each for each in value["sets"] if each["code"] == "cn")
        cn["rules"] = [each for each in cn["rules"] if each["id"] == "cn.answer"]
        cn["rules"][0]["span"] = {"amount": "7", "unit": "calendar_days"}
        extra = dict(cn["rules"][0], id="cn.extra", name={"en": "Extra", "zh": "额外"})
        cn["rules"].append(extra)

    other = Bank(bank.session, RuleBook(_file(shorter), shipped_calendars()))
    before = bank.shown(row, day(17))["cn.answer"]
    other.change(row, day(18), state=S.INVESTIGATING)
    other.change(row, day(19), owner_id=BACKUP, backup_id=None, severity=Severity.MAJOR)
    after, new = other.shown(row, day(19)), other.shown(other.record(day(19)), day(19))

    assert (after["cn.answer"].due_on, after["cn.answer"].rule.version) == (date(2026, 7, 1), before.rule.version)
    assert "cn.extra" not in after
    assert (new["cn.answer"].due_on, new["cn.extra"].due_on) == (date(2026, 6, 26), date(2026, 6, 26))
    assert new["cn.answer"].rule.version != before.rule.version


def test_holidays_that_are_announced_later_move_dates_and_say_so(bank: Bank) -> None:
    at = datetime(2026, 12, 30, 2, tzinfo=UTC)
    row = bank.record(at)
    provisional = bank.shown(row, at)["house.acknowledge"]
    value: Any = read_yaml(calendars_file(load_settings(None))).value
    mainland = next(each for each in value["calendars"] if each["code"] == "cn")
    mainland["announced_until"] = "2027"
    mainland["overrides"] = [
        {"day": "2027-01-02", "working": "true", "name": {"en": "Made up", "zh": "补班"}, "source": "notice"}
    ]
    announced = Calendars(type_of_calendars().model_validate(value))
    other = Bank(bank.session, RuleBook(_file(lambda _: None), announced), announced)
    reckoned = other.clocks.reckon_anew(other.session, at=at + timedelta(hours=1), events=other.events)
    again = other.clocks.reckon_anew(other.session, at=at + timedelta(hours=2), events=other.events)
    settled = other.shown(row, at)["house.acknowledge"]

    assert (provisional.due_on, provisional.is_provisional) == (date(2027, 1, 4), True)
    assert (settled.due_on, settled.is_provisional, settled.made_up) == (
        date(2027, 1, 2), False, (date(2027, 1, 2),),
    )  # fmt: skip
    assert (reckoned, again) == (1, 0)
    assert row.next_due_at == datetime(2027, 1, 2, 15, 59, 59, tzinfo=UTC)
    assert [each.kind for each in list_warnings(other.session, OWNER, at).warnings] == ["date_moved"]
    history = other.session.scalars(sa.select(ComplaintEventRow.detail)).all()
    assert [(each["what"], each["due_before"], each["due_on"]) for each in history] == [
        ("clock.moved", "2027-01-04", "2027-01-02")
    ]


def type_of_calendars() -> Any:
    from agent_desktop.records.calendars.schema import CalendarsFile

    return CalendarsFile


def test_what_happened_to_a_clock_stays_written(bank: Bank) -> None:
    bank.record()
    bank.session.flush()

    with pytest.raises(IntegrityError), bank.session.begin_nested():
        bank.session.execute(sa.update(ComplaintClockEventRow).values(at=day(1)))
    with pytest.raises(IntegrityError), bank.session.begin_nested():
        bank.session.execute(sa.delete(ComplaintClockEventRow))


def _climb(bank: Bank, at: datetime) -> list[tuple[str, UUID | None]]:
    known = len(bank.events)
    bank.clocks.give_warnings(bank.session, at=at, events=bank.events)
    return [each for each in bank.told(known) if each[0] == "complaint.warned"]


def test_the_ladder_tells_owner_supervisor_and_compliance_each_step_once(bank: Bank) -> None:
    row = bank.record()
    bank.change(row, NOW + timedelta(minutes=1), state=S.ACKNOWLEDGED)
    rungs = {each.percent: each.at for each in bank.shown(row, NOW)["cn.answer"].rungs}
    owners, upper, all_of_them = [OWNER, BACKUP], [OWNER, BACKUP, SUPERVISOR], [OWNER, BACKUP, SUPERVISOR, COMPLIANCE]

    assert _climb(bank, rungs[50] - timedelta(seconds=1)) == []
    for percent, told in ((50, owners), (75, upper), (90, all_of_them), (100, all_of_them)):
        assert _climb(bank, rungs[percent]) == [("complaint.warned", each) for each in told]
        assert _climb(bank, rungs[percent] + timedelta(hours=1)) == []
    listed = list_warnings(bank.session, COMPLIANCE, day(2, month=7))
    assert [(each.percent, each.told_as, each.is_late) for each in listed.warnings] == [
        (100, "compliance", True), (90, "compliance", True),
    ]  # fmt: skip
    assert (listed.unseen, listed.warnings[0].number) == (2, row.number)
    see_warnings(bank.session, COMPLIANCE, [each.warning_id for each in listed.warnings], day(3, month=7))
    assert list_warnings(bank.session, COMPLIANCE, day(3, month=7)).unseen == 0
    assert list_warnings(bank.session, OWNER, day(3, month=7)).unseen == 4
    assert row.clocks_late == 1
    history = bank.session.scalars(sa.select(ComplaintEventRow.detail)).all()
    assert [each["what"] for each in history] == ["clock.missed"]


def test_a_server_that_was_away_gives_the_highest_step_and_an_extension_begins_a_new_ladder(bank: Bank) -> None:
    row = bank.record()
    bank.change(row, NOW + timedelta(minutes=1), state=S.ACKNOWLEDGED)
    rungs = {each.percent: each.at for each in bank.shown(row, NOW)["cn.answer"].rungs}
    _ask(bank, row, "cn.answer", "complex", day(20))
    late = _climb(bank, rungs[90])
    _decide(bank, row, "cn.answer", rungs[90] + timedelta(hours=1), COMPLIANCE, "compliance", approved=True)
    extended = bank.shown(row, rungs[90] + timedelta(hours=1))["cn.answer"]

    assert late == [("complaint.warned", each) for each in (OWNER, BACKUP, SUPERVISOR, COMPLIANCE)]
    assert (extended.due_on, [each.told_at for each in extended.rungs]) == (date(2026, 7, 16), [None] * 4)
    assert _climb(bank, day(1, month=7)) == []  # 50 % of thirty days is not over
    assert _climb(bank, day(2, month=7)) == [("complaint.warned", each) for each in (OWNER, BACKUP)]


def test_nobody_is_warned_of_what_is_paused_met_or_the_customers_own(bank: Bank) -> None:
    row = bank.record(region=Region.UK)
    bank.change(row, day(17), state=S.ANSWERED)
    bank.change(row, day(17), state=S.ACCEPTED)
    assert _climb(bank, day(15, month=7)) == []
    bank.change(row, day(15, month=7), state=S.CLOSED)
    paused = bank.record(region=Region.HOUSE)
    bank.change(paused, day(17), state=S.ACKNOWLEDGED)
    bank.change(paused, day(17), state=S.ANSWERED)
    bank.change(paused, day(17), state=S.REOPENED)
    bank.change(paused, day(18), state=S.WAITING_CUSTOMER)
    assert _climb(bank, day(30, month=12)) == []


def test_without_an_owner_the_supervisors_are_told(bank: Bank) -> None:
    row = bank.record(owner_id=None, backup_id=None)
    rung = bank.shown(row, NOW)["house.acknowledge"].rungs[0]

    assert _climb(bank, rung.at) == [("complaint.warned", SUPERVISOR)]


def test_the_summary_way_of_the_united_kingdom_lapses_and_the_long_one_goes_on(bank: Bank) -> None:
    row = bank.record(region=Region.UK)
    bank.change(row, NOW + timedelta(minutes=1), state=S.ACKNOWLEDGED)
    assert row.next_limit == "resolve"
    _climb(bank, day(19, 23))
    shown = bank.shown(row, day(20))

    assert (shown["uk.summary"].state, shown["uk.answer"].state) == (ClockState.OVER, ClockState.RUNNING)
    assert (row.next_limit, row.clocks_late) == ("answer", 0)

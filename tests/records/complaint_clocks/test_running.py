"""Timers of complaint clocks among many complaints: one that fails, and one whose past was written anew."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockState, WarningKind
from agent_desktop.contract.complaint_lists import ComplaintFilter, Scope, SortBy, Standing
from agent_desktop.contract.complaints import ComplaintState, Region
from agent_desktop.records.complaint_clocks.casefile import ComplaintFile
from agent_desktop.records.complaint_clocks.models import ComplaintClockRow
from agent_desktop.records.complaint_clocks.repository import ClockRepository, DueRepository
from agent_desktop.records.complaint_clocks.service import BACK_OFF
from agent_desktop.records.complaint_clocks.waiting import Waits
from agent_desktop.records.complaint_clocks.warnings import Warnings, list_warnings
from agent_desktop.records.complaints.due import NO_CLOCK, facts_of, promised
from agent_desktop.records.complaints.list_queries import ListQueries, reach_of
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.showing import is_late
from agent_desktop.records.letters.repository import LetterRepository
from tests.records.calendars.shipped import shipped_calendars
from tests.records.complaint_clocks.cases import BACKUP, NOW, OWNER, SUPERVISOR, Bank
from tests.records.complaint_clocks.shipped import shipped_rules
from tests.records.learning.test_learning import report


@pytest.fixture
def bank(session: Session) -> Bank:
    return Bank(session)


def day(n: int, hour: int = 2, month: int = 6) -> datetime:
    return datetime(2026, month, n, hour, tzinfo=UTC)


def test_a_complaint_whose_clocks_cannot_be_followed_stops_no_other_and_is_tried_again_later(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = bank.record(), bank.record()
    climb = Warnings.climb

    def fails(self: Warnings, session: Session, facts: Any, *args: Any, **more: Any) -> bool:
        climbed = climb(self, session, facts, *args, **more)
        if facts.complaint_id == broken.complaint_id:
            session.execute(sa.text("SELECT 1 / 0"))
        return climbed

    monkeypatch.setattr(Warnings, "climb", fails)
    at, known = day(17, 12), len(bank.events)
    bank.clocks.give_warnings(bank.session, at=at, events=bank.events)
    told = {each.subject_id for each in tuple(bank.events)[known:]}
    assert told == {whole.complaint_id}
    assert DueRepository(bank.session).lock_warning_due(at, 50) == []
    monkeypatch.undo()
    later = at + BACK_OFF
    assert bank.clocks.give_warnings(bank.session, at=later, events=bank.events) == 1
    assert broken.complaint_id in {each.subject_id for each in bank.events}


def test_a_mark_that_is_dated_back_leaves_no_clock_behind_and_timers_come_to_an_end(bank: Bank) -> None:
    """An error that was found on the 17th leaves nothing to say of there being none, neither then nor on the 20th."""
    row = bank.record(region=Region.US, flags=["electronic_transfer_error"])
    for what, happened, noted in (
        ("error_determined", day(17), day(17)),
        ("result_told", day(18), day(18)),
        ("error_determined", day(20), day(20)),
        ("error_found", day(17, 12), day(21)),
    ):
        bank.clocks.mark(
            bank.session, row.complaint_id, what, happened_at=happened, by=OWNER, at=noted, events=bank.events
        )
    rows = sa.select(ComplaintClockRow).where(ComplaintClockRow.rule_id == "us.rege.tell_none")
    kept = bank.session.scalars(rows.order_by(ComplaintClockRow.cycle)).all()

    assert [(each.cycle, each.state, each.next_warning_at) for each in kept] == [
        (0, ClockState.DROPPED, None), (1, ClockState.DROPPED, None),
    ]  # fmt: skip
    kept[1].next_warning_at, kept[1].ended_at = NOW, None  # as an older version left it
    bank.session.flush()
    rounds = 0
    while bank.clocks.give_warnings(bank.session, at=day(1, month=12), events=bank.events):
        rounds += 1
        assert rounds < 5
    assert bank.clocks.give_warnings(bank.session, at=day(1, month=12), events=bank.events) == 0


def test_a_short_way_that_has_lapsed_is_no_answer_owed_in_letters_promises_or_figures(bank: Bank) -> None:
    """Three working days with the short way, then eight weeks by law; the bank's own six weeks come first."""
    row = bank.record(region=Region.UK, legal=True, flags=["payment_service"])
    plain = bank.record(region=Region.UK)
    facts = bank.clocks.case(bank.session, row.complaint_id)
    seen = ClockRepository(bank.session).find_facts(row.complaint_id)
    assert (seen, facts.facts_before(facts_of(row))) == (facts_of(row), facts_of(row))
    assert facts_of(row).flags == {"legal", "payment_service"}
    assert (row.next_limit, row.next_due_on) == ("acknowledge", date(2026, 6, 18))
    assert (row.answer_due_on, row.answer_due_at) == (
        date(2026, 7, 7), datetime(2026, 7, 7, 22, 59, 59, tzinfo=UTC),
    )  # fmt: skip
    for each in (row, plain):
        bank.change(each, NOW + timedelta(minutes=1), state=ComplaintState.ACKNOWLEDGED)
    assert (row.next_limit, row.next_due_on) == ("resolve", date(2026, 6, 19))
    assert row.next_due_at == datetime(2026, 6, 19, 22, 59, 59, tzinfo=UTC)  # the 20th in Hong Kong
    bank.clocks.give_warnings(bank.session, at=day(24), events=bank.events)
    bank.session.flush()
    assert LetterRepository(bank.session).find_answer_by(plain.complaint_id) == date(2026, 7, 28)
    assert (plain.next_due_on, plain.answer_due_on) == (date(2026, 7, 28), date(2026, 7, 28))
    bank.change(plain, day(25), state=ComplaintState.ANSWERED, answered_at=day(25))
    assert LetterRepository(bank.session).find_answer_by(plain.complaint_id) is None
    team = sa.update(ComplaintRow).where(ComplaintRow.complaint_id == plain.complaint_id).values(team="Alone")
    bank.session.execute(team)
    found = report(bank.session, team="Alone")
    assert [(each.on_time, each.late) for each in found.teams] == [(1, 0)]
    assert promised(row.answer_due_at, row.answer_due_on, day(7, month=7)) == date(2026, 7, 7)
    assert promised(row.answer_due_at, row.answer_due_on, day(8, month=7)) is None
    assert promised(None, None, NOW) is None


def test_what_was_closed_is_owed_as_long_as_clocks_of_the_banks_own_run_on(bank: Bank) -> None:
    row = bank.record(region=Region.US, flags=["electronic_transfer_error"])
    bank.change(row, day(17), state=ComplaintState.ANSWERED)
    bank.change(row, day(18), state=ComplaintState.CLOSED)
    joined = bank.record(region=Region.US, flags=["electronic_transfer_error"], owner_id=BACKUP, backup_id=None)
    bank.change(joined, day(18), state=ComplaintState.UNDONE)
    bank.session.flush()
    assert (row.ended_at, row.next_rule) == (day(18), "us.rege.determine")
    assert (joined.next_due_at, joined.due_order) == (None, NO_CLOCK)

    reach = reach_of(OWNER, "Cards", day(30, month=7), day(29, 16, month=7))
    queries = ListQueries(bank.session)
    for standing in (Standing.OPEN, Standing.LATE):
        wanted = ComplaintFilter(scope=Scope.ALL, standing=standing)
        page = queries.page(wanted, reach, (), SortBy.DEADLINE, descending=False, after="", limit=9)
        assert [each["complaint_id"] for each in page] == [row.complaint_id]
    counted = queries.counts(reach, sees_team=True)
    assert (counted["mine_open"], counted["mine_late"], counted["team_late"]) == (1, 1, 1)
    assert is_late(row, reach.at)
    for mark in ("error_determined", "result_told"):
        bank.clocks.mark(
            bank.session, row.complaint_id, mark, happened_at=None, by=OWNER, at=day(19), events=bank.events
        )
    assert (row.next_due_at, queries.counts(reach, sees_team=True)["mine_open"]) == (None, 0)


def test_a_wait_that_is_over_lets_clocks_go_on_and_tells_owner_and_supervisors_once(bank: Bank) -> None:
    waits_over = Waits(shipped_rules(), shipped_calendars(), Warnings(bank.staff), ComplaintFile(), bank.clocks.case)
    row = bank.record(region=Region.HOUSE)
    bank.change(row, day(17), state=ComplaintState.ANSWERED, state_since=day(17))
    bank.change(row, day(17), state=ComplaintState.DISPUTED, state_since=day(17))
    waits = {"state": ComplaintState.WAITING_CUSTOMER, "state_since": day(18), "waits_until": date(2026, 6, 22)}
    bank.change(row, day(18), **waits)
    assert (row.next_rule, row.clocks_paused) == ("", 1)

    known = len(bank.events)
    assert waits_over.end(bank.session, at=day(22, 15), events=bank.events) == 0
    over = day(22, 16)  # midnight there
    assert waits_over.end(bank.session, at=over, events=bank.events) == 1
    assert waits_over.end(bank.session, at=day(23), events=bank.events) == 0
    assert (row.next_rule, row.clocks_paused) == ("house.disputed", 0)
    assert bank.shown(row, day(24))["house.disputed"].state is ClockState.RUNNING
    told = [each for each in bank.told(known) if each[0] == "complaint.warned"]
    assert told == [("complaint.warned", each) for each in (OWNER, BACKUP, SUPERVISOR)]
    assert [each.kind for each in list_warnings(bank.session, OWNER, day(24)).warnings] == ["wait_over"]
    bank.change(row, day(24), **waits | {"state_since": day(24), "waits_until": date(2026, 6, 30)})
    assert waits_over.end(bank.session, at=day(29), events=bank.events) == 0
    bank.clocks.give_warnings(bank.session, at=day(1, month=7), events=bank.events)  # as the timers do
    kinds = [each.kind for each in list_warnings(bank.session, OWNER, day(2, month=7)).warnings]
    assert kinds.count(WarningKind.WAIT_OVER) == 2

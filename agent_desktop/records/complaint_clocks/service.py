"""Clocks start, follow their complaint, are stopped and extended. Nothing here commits."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final
from uuid import UUID, uuid4

import structlog
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockState, StageState, WarningKind
from agent_desktop.records.calendars.calendar import Calendars
from agent_desktop.records.complaint_clocks.alone import one_alone
from agent_desktop.records.complaint_clocks.book import RuleBook
from agent_desktop.records.complaint_clocks.case import Case, LiveClock, differs, standing_of
from agent_desktop.records.complaint_clocks.clockless import Clockless
from agent_desktop.records.complaint_clocks.errors import ClockNotFoundError, ClockRefusedError
from agent_desktop.records.complaint_clocks.facts import (
    CaseFile,
    ClockStanding,
    ComplaintChange,
    ComplaintFacts,
    People,
)
from agent_desktop.records.complaint_clocks.following import (
    DROPPED,
    EXTENDED,
    PAUSED,
    RECEIVED,
    REGISTERED,
    RESUMED,
    RUNNING,
    STOPPED,
    TAKEN_BACK,
)
from agent_desktop.records.complaint_clocks.models import ComplaintExtensionRow
from agent_desktop.records.complaint_clocks.repository import (
    ClockRepository,
    DueRepository,
    ExtensionRepository,
)
from agent_desktop.records.complaint_clocks.schema import Stage
from agent_desktop.records.complaint_clocks.waiting import Waits, tell
from agent_desktop.records.complaint_clocks.warnings import Warnings
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.events import RecordEvents

BACK_OFF: Final = timedelta(minutes=15)
"""So long a complaint waits whose clocks could not be followed."""

_log = structlog.stdlib.get_logger(__name__)


class ComplaintClocks:
    """Keeps the clocks of complaints by one book of rules; a `ClockKeeper`."""

    def __init__(self, book: RuleBook, calendars: Calendars, people: People, file: CaseFile) -> None:
        self._book = book
        self._calendars = calendars
        self._file = file
        self._warnings = Warnings(people)
        self._waits = Waits(book, calendars, self._warnings, file, self.case)
        self._clockless = Clockless(self._warnings, file, self._follow)
        self._reckoned: set[UUID] = set()

    def case(self, session: Session, complaint_id: UUID) -> Case:
        """Return the clocks of one complaint."""
        return Case(session, self._book, self._calendars, complaint_id)

    def start_clocks(
        self, session: Session, facts: ComplaintFacts, *, by: UUID | None, at: datetime, events: RecordEvents
    ) -> ClockStanding:
        """See `ClockKeeper`. A complaint that was settled at once is followed to where it stands."""
        del events  # whoever calls tells of the complaint
        session.flush()
        case = Case(session, self._book, self._calendars, facts.complaint_id, is_new=True)
        return self._start(case, facts, by=by, at=at)

    def clocks_after(
        self, session: Session, facts: ComplaintFacts, change: ComplaintChange, *, at: datetime, events: RecordEvents
    ) -> ClockStanding:
        """See `ClockKeeper`."""
        del events  # whoever calls tells of the complaint's change
        session.flush()
        case = self.case(session, facts.complaint_id)
        if case.is_new:
            return self._start(case, facts, by=change.by, at=at)
        before = case.facts_before(facts)
        dropped: tuple[str, ...] = ()
        if differs(before, facts):
            dropped = self._follow_facts(case, before, facts, by=change.by, at=at)
        for mark in change.marks:
            case.write(at, f"mark.{mark}", noted_at=at, by=change.by)
        if facts.state != case.last_state:
            case.write(at, f"state.{facts.state}", noted_at=at, by=change.by)
        return replace(standing_of(case.reckon(at)), dropped=dropped)

    def pause(
        self, session: Session, clock_id: UUID, *, seen_version: int, reason: str, by: UUID, at: datetime,
        events: RecordEvents,
    ) -> None:  # fmt: skip
        """Let a clock stand still.

        Raises:
            ClockNotFoundError: There is none.
            StaleVersionError: It was changed since `seen_version` was read.
            ClockRefusedError: never_stops, not_running, reason_missing.
        """
        case, clock, facts = self._locked(session, clock_id, seen_version, at)
        if not clock.bound.rule.may_pause:
            raise ClockRefusedError("never_stops")
        if clock.followed.state not in RUNNING or clock.followed.state is ClockState.LATE:
            raise ClockRefusedError("not_running")
        why = _words(reason)
        case.write(at, PAUSED, noted_at=at, by=by, rule_id=clock.bound.rule.id, reason=why)
        self._changed(session, case, facts, clock, "clock.paused", by=by, at=at, words=why, events=events)

    def resume(
        self, session: Session, clock_id: UUID, *, seen_version: int, by: UUID, at: datetime, events: RecordEvents
    ) -> None:
        """Let a clock that a person has stopped go on.

        Raises:
            ClockNotFoundError: There is none.
            StaleVersionError: It was changed since `seen_version` was read.
            ClockRefusedError: not_paused: it runs, or its complaint's state has stopped it.
        """
        case, clock, facts = self._locked(session, clock_id, seen_version, at)
        if not clock.followed.paused_by_hand:
            raise ClockRefusedError("not_paused")
        case.write(at, RESUMED, noted_at=at, by=by, rule_id=clock.bound.rule.id)
        self._changed(session, case, facts, clock, "clock.resumed", by=by, at=at, words="", events=events)

    def ask_extension(
        self, session: Session, clock_id: UUID, *, seen_version: int, stage: str, reason: str, by: UUID, at: datetime,
        events: RecordEvents,
    ) -> None:  # fmt: skip
        """Ask for a later date; it counts at once where the rule wants nobody's approval.

        Raises:
            ClockNotFoundError: There is none.
            StaleVersionError: It was changed since `seen_version` was read.
            ClockRefusedError: reason_missing, stage_unknown, stage_not_open, asked_already, too_late, stage_needs.
        """
        case, clock, facts = self._locked(session, clock_id, seen_version, at)
        why = _words(reason)
        extensions = ExtensionRepository(session)
        wanted = self._stage_to_ask(case, clock, stage)
        if any(each.clock_id == clock_id and each.decided_at is None for each in extensions.list_of(case.complaint_id)):
            raise ClockRefusedError("asked_already")
        due, later = clock.followed.reckoned, clock.followed.stages[stage]
        if due is None:
            raise ClockRefusedError("not_running")
        free = not wanted.approvers
        row = ComplaintExtensionRow(
            extension_id=uuid4(),
            clock_id=clock_id,
            stage=stage,
            reason=why,
            asked_by=by,
            asked_at=at,
            decided_by=None,
            decided_at=at if free else None,
            is_approved=True if free else None,
            decided_reason="",
            due_before=due.due_on,
            due_after=later.due_on,
        )
        extensions.add(row)
        clock.row.version += 1
        if free:
            case.write(at, EXTENDED, noted_at=at, by=by, rule_id=clock.bound.rule.id, code=stage, reason=why)
        else:
            self._warnings.ask_approvers(session, facts, clock, wanted.approvers, by=by, at=at, events=events)
        what = "clock.extended" if free else "clock.extension_asked"
        self._changed(session, case, facts, clock, what, by=by, at=at, words=why, events=events, stage=stage)

    def decide_extension(
        self, session: Session, clock_id: UUID, extension_id: UUID, *, seen_version: int, approved: bool, reason: str,
        by: UUID, roles: Collection[str], at: datetime, events: RecordEvents,
    ) -> None:  # fmt: skip
        """Approve a later date or refuse it.

        Raises:
            ClockNotFoundError: There is no such clock or wish.
            StaleVersionError: It was changed since `seen_version` was read.
            ClockRefusedError: decided_already, own_wish, not_approver, reason_missing (of a refusal), too_late (the
                clock has ended, or its date is past).
        """
        case, clock, facts = self._locked(session, clock_id, seen_version, at)
        wishes = ExtensionRepository(session).list_of(case.complaint_id)
        wish = next((each for each in wishes if each.extension_id == extension_id and each.clock_id == clock_id), None)
        if wish is None:
            raise ClockNotFoundError(clock_id)
        if wish.decided_at is not None:
            raise ClockRefusedError("decided_already")
        stage = next(each for each in clock.bound.rule.stages if each.code == wish.stage)
        if wish.asked_by == by:
            raise ClockRefusedError("own_wish")
        if not set(stage.approvers) & set(roles):
            raise ClockRefusedError("not_approver", roles=", ".join(stage.approvers))
        if approved and clock.followed.state not in (ClockState.RUNNING, ClockState.PAUSED):
            raise ClockRefusedError("too_late")
        why = reason.strip() if approved else _words(reason)
        wish.decided_by, wish.decided_at, wish.is_approved, wish.decided_reason = by, at, approved, why
        clock.row.version += 1
        if approved:
            rule_id = clock.bound.rule.id
            case.write(at, EXTENDED, noted_at=at, by=by, rule_id=rule_id, code=wish.stage, reason=wish.reason)
        kind = WarningKind.EXTENSION_DECIDED
        self._warnings.tell_one(session, facts, clock, kind, wish.asked_by, at=at, events=events)
        what = "clock.extended" if approved else "clock.extension_refused"
        words = wish.reason if approved else why
        self._changed(session, case, facts, clock, what, by=by, at=at, words=words, events=events, stage=wish.stage)

    def mark(
        self, session: Session, complaint_id: UUID, mark: str, *, happened_at: datetime | None, by: UUID, at: datetime,
        events: RecordEvents,
    ) -> None:  # fmt: skip
        """Write that something happened which starts or ends clocks.

        Raises:
            ClockNotFoundError: There is no such complaint, or it has no clocks.
            ClockRefusedError: mark_unknown, time_wrong: not yet, or before the complaint came.
        """
        facts = ClockRepository(session).lock_complaint(complaint_id)
        case = self.case(session, complaint_id)
        if facts is None or case.is_new:
            raise ClockNotFoundError(complaint_id)
        if mark not in {each.code for each in self._book.marks}:
            raise ClockRefusedError("mark_unknown", mark=mark)
        when = happened_at or at
        received = case.received_at or at
        if when > at or when < received:
            raise ClockRefusedError("time_wrong")
        case.write(when, f"mark.{mark}", noted_at=at, by=by)
        self._keep(session, case, at)
        detail = {"mark": mark, "happened_at": when.isoformat()}
        self._file.note(session, complaint_id, "clock.marked", by=by, at=at, words="", detail={**detail}, events=events)
        tell(facts, events)

    def give_warnings(self, session: Session, *, at: datetime, events: RecordEvents, most: int = 50) -> int:
        """Give the warnings that are due, have the clocks go on whose wait is over, and see to open complaints without
        a clock; return for how many.
        What somebody else works on waits.

        Each complaint succeeds or fails by itself. One that fails, or is still due afterwards, is logged and looked at
        again after `BACK_OFF`.
        """
        repository = DueRepository(session)
        waited = self._waits.end(session, at=at, events=events, most=most)
        waited += self._clockless.see(session, at=at, events=events, most=most)
        due = repository.lock_warning_due(at, most)
        for facts in due:
            one_alone(session, facts.complaint_id, events, partial(self._warn, session, facts, at))
            if repository.postpone(facts.complaint_id, at, at + BACK_OFF):
                _log.warning("complaint_clocks.postponed", complaint_id=str(facts.complaint_id))
        return len(due) + waited

    def reckon_anew(self, session: Session, *, at: datetime, events: RecordEvents, most: int = 50) -> int:
        """Reckon clocks that another version of their calendar gave the date of, and return for how many complaints.
        Whose date moves is told to its owner and written into the complaint's history. Each is tried once."""
        versions = [each.version for each in self._calendars]
        found = DueRepository(session).lock_other_calendars(versions, most, without=self._reckoned)
        for facts in found:
            self._reckoned.add(facts.complaint_id)
            one_alone(session, facts.complaint_id, events, partial(self._reckon_one, session, facts, at))
        return len(found)

    def _follow(self, session: Session, facts: ComplaintFacts, at: datetime) -> ClockStanding:
        return self.clocks_after(session, facts, ComplaintChange(), at=at, events=RecordEvents())

    def _warn(self, session: Session, facts: ComplaintFacts, at: datetime, events: RecordEvents) -> None:
        case = self.case(session, facts.complaint_id)
        for clock in case.live(at):
            told = case.told().get((clock.row.clock_id, clock.followed.stage), {})
            missed = self._warnings.climb(session, facts, clock, told, at=at, events=events)
            if missed:
                self._note(session, facts, clock, "clock.missed", by=None, at=at, words="", events=events)
                tell(facts, events)
        case.forget_told()
        self._keep(session, case, at)

    def _reckon_one(self, session: Session, facts: ComplaintFacts, at: datetime, events: RecordEvents) -> None:
        case = self.case(session, facts.complaint_id)
        before = {each.row.clock_id: each.row.due_on for each in case.live(at)}
        after = case.reckon(at)
        for clock in after:
            due = before.get(clock.row.clock_id)
            if due is None or due == clock.row.due_on or clock.followed.state in STOPPED:
                continue
            self._warnings.tell_date_moved(session, facts, clock, at=at, events=events)
            self._note(
                session, facts, clock, "clock.moved", by=None, at=at, words="", events=events, due_before=str(due)
            )
        self._file.keep_standing(session, facts.complaint_id, standing_of(after))

    def _start(self, case: Case, facts: ComplaintFacts, *, by: UUID | None, at: datetime) -> ClockStanding:
        rules = self._book.rules_for(facts)
        if not rules:
            return ClockStanding()
        received_at = min(facts.received_at or facts.registered_at, facts.registered_at)
        case.write(received_at, RECEIVED, noted_at=at, by=by, facts=facts)
        case.write(facts.registered_at, REGISTERED, noted_at=at, by=by)
        case.write(at, f"state.{facts.state}", noted_at=at, by=by)
        case.bind(rules, at)
        return standing_of(case.reckon(at))

    def _follow_facts(
        self, case: Case, before: ComplaintFacts, after: ComplaintFacts, *, by: UUID | None, at: datetime
    ) -> tuple[str, ...]:
        """Start the rules that the complaint has come to, and drop those that it has left; return which of the law's
        had a clock that was not over.

        Both by the book as it is now, so that a change of the book alone does neither.
        """
        bound, dropped = case.rules(), list[str]()
        owed = {each.bound.rule.id for each in case.live(at) if each.followed.state not in STOPPED}
        had = {each.rule.id for each in self._book.rules_for(before)}
        case.write(at, "facts", noted_at=at, by=by, facts=after)
        case.bind((each for each in self._book.rules_for(after) if each.rule.id not in had | bound.keys()), at)
        for rule_id, each in bound.items():
            fitted, fits = self._book.fits(each, before), self._book.fits(each, after)
            if fitted != fits:
                case.write(at, TAKEN_BACK if fits else DROPPED, noted_at=at, by=by, rule_id=rule_id)
            if fitted and not fits and not each.is_house and rule_id in owed:
                dropped.append(rule_id)
        return tuple(dropped)

    def _stage_to_ask(self, case: Case, clock: LiveClock, code: str) -> Stage:
        stages = [each for each in clock.bound.rule.stages if each.in_use]
        codes = [each.code for each in stages]
        if code not in codes:
            raise ClockRefusedError("stage_unknown")
        if clock.followed.state not in (ClockState.RUNNING, ClockState.PAUSED):
            raise ClockRefusedError("too_late")
        reached = codes.index(clock.followed.stage) if clock.followed.stage in codes else -1
        stage = stages[codes.index(code)]
        if codes.index(code) != reached + 1:
            raise ClockRefusedError("stage_not_open", state=StageState.LATER.value)
        if stage.needs is not None and not case.has_mark(stage.needs):
            raise ClockRefusedError("stage_needs", mark=stage.needs)
        return stage

    def _locked(
        self, session: Session, clock_id: UUID, seen_version: int, at: datetime
    ) -> tuple[Case, LiveClock, ComplaintFacts]:
        repository = ClockRepository(session)
        complaint_id = repository.find_complaint(clock_id)
        facts = repository.lock_complaint(complaint_id) if complaint_id is not None else None
        if complaint_id is None or facts is None:
            raise ClockNotFoundError(clock_id)
        case = self.case(session, complaint_id)
        clock = next((each for each in case.live(at) if each.row.clock_id == clock_id), None)
        if clock is None:
            raise ClockNotFoundError(clock_id)
        if clock.row.version != seen_version:
            raise StaleVersionError(current_version=clock.row.version)
        return case, clock, facts

    def _changed(
        self, session: Session, case: Case, facts: ComplaintFacts, clock: LiveClock, what: str, *, by: UUID,
        at: datetime, words: str, events: RecordEvents, stage: str = "",
    ) -> None:  # fmt: skip
        self._keep(session, case, at)
        self._note(session, facts, clock, what, by=by, at=at, words=words, events=events, stage=stage)
        tell(facts, events)

    def _keep(self, session: Session, case: Case, at: datetime) -> None:
        self._file.keep_standing(session, case.complaint_id, standing_of(case.reckon(at)))

    def _note(
        self, session: Session, facts: ComplaintFacts, clock: LiveClock, what: str, *, by: UUID | None, at: datetime,
        words: str, events: RecordEvents, **detail: str,
    ) -> None:  # fmt: skip
        due = "" if clock.row.due_on is None else clock.row.due_on.isoformat()
        self._file.note(
            session,
            facts.complaint_id,
            what,
            by=by,
            at=at,
            words=words,
            detail={"rule_id": clock.bound.rule.id, "due_on": due, **{k: v for k, v in detail.items() if v}},
            events=events,
        )


def _words(reason: str) -> str:
    why = reason.strip().replace("\x00", "")
    if not why:
        raise ClockRefusedError("reason_missing")
    return why

"""The clocks of one complaint, read whole, reckoned and written back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import structlog
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockLimit, ClockState
from agent_desktop.records.calendars.calendar import Calendar, Calendars
from agent_desktop.records.complaint_clocks.book import BoundRule, RuleBook
from agent_desktop.records.complaint_clocks.facts import ClockStanding, ComplaintFacts
from agent_desktop.records.complaint_clocks.following import RUNNING, Followed, Happening, follow
from agent_desktop.records.complaint_clocks.ladder import rung_at
from agent_desktop.records.complaint_clocks.models import ComplaintClockRow
from agent_desktop.records.complaint_clocks.repository import ClockRepository, ExtensionRepository, Told

_log = structlog.stdlib.get_logger(__name__)

_DECISIVE: Final = (
    "kind",
    "region",
    "severity",
    "channel",
    "vulnerable",
    "regulatory",
    "category",
    "product_code",
)
"""What of a complaint decides on its rules, beside its flags."""

_WHOLE: Final = 100

_SEEN: Final = frozenset({"started_at", "stage", "paused_at", "ended_at", "due_on", "due_at"})
"""What a person has seen of a clock before they change it."""


@dataclass(frozen=True, slots=True)
class LiveClock:
    """One clock of a complaint: its row, the rule that it goes by, and where it stands."""

    row: ComplaintClockRow
    bound: BoundRule
    calendar: Calendar
    followed: Followed


class Case:
    """The clocks of one complaint in one transaction. Whoever changes them holds the complaint's lock."""

    def __init__(
        self, session: Session, book: RuleBook, calendars: Calendars, complaint_id: UUID, *, is_new: bool = False
    ) -> None:
        """Read it; of one that `is_new` there is nothing to read."""
        self._repository = ClockRepository(session)
        self._session = session
        self._book = book
        self._calendars = calendars
        self.complaint_id: Final = complaint_id
        self._rows: list[ComplaintClockRow] = []
        self._events: list[Any] = []
        self._bound: dict[tuple[str, str], BoundRule] = {}
        self._told: Told | None = {} if is_new else None
        self._unwritten: list[dict[str, Any]] = []
        if not is_new:
            self._rows += self._repository.list_clocks(complaint_id)
            self._events += self._repository.list_events(complaint_id)
            kept = self._repository.list_rules({(row.rule_id, row.rule_version) for row in self._rows})
            self._bound |= {key: BoundRule.of(content) for key, content in kept.items()}

    @property
    def is_new(self) -> bool:
        """Whether nothing is written of it yet."""
        return not self._events

    @property
    def last_state(self) -> str:
        """Return the state of the complaint that was written last; empty where none was."""
        states = (each["what"] for each in reversed(self._events) if each["what"].startswith("state."))
        return next(states, "").removeprefix("state.")

    @property
    def received_at(self) -> datetime | None:
        return next((each["at"] for each in self._events if each["what"] == "received"), None)

    def has_mark(self, mark: str) -> bool:
        return any(each["what"] == f"mark.{mark}" for each in self._events)

    def facts_before(self, now: ComplaintFacts) -> ComplaintFacts:
        """Return the complaint as it was when it was last looked at, as far as that decides on its rules."""
        kept = next((each["facts"] for each in reversed(self._events) if each["facts"] is not None), None)
        if kept is None:
            return now
        return replace(now, flags=frozenset(kept["flags"]), **{name: kept[name] for name in _DECISIVE})

    def write(
        self,
        at: datetime,
        what: str,
        *,
        noted_at: datetime,
        by: UUID | None,
        rule_id: str = "",
        code: str = "",
        reason: str = "",
        facts: ComplaintFacts | None = None,
    ) -> None:
        """Have it that something happened: it counts from now on, and is written with `reckon`."""
        event = {
            "complaint_id": self.complaint_id,
            "at": at,
            "noted_at": noted_at,
            "what": what,
            "rule_id": rule_id,
            "code": code,
            "reason": reason,
            "by_user_id": by,
            "facts": None if facts is None else _kept_facts(facts),
        }
        self._unwritten.append(event)
        self._events.append(event)
        self._events.sort(key=lambda each: each["at"])  # stable: what happened at one time keeps its order

    def bind(self, rules: Iterable[BoundRule], at: datetime) -> None:
        """Have a clock for each rule; it starts when `reckon` finds that it has."""
        added = list(rules)
        self._repository.keep_rules(added, at)
        for bound in added:
            self._bound[bound.rule.id, bound.version] = bound
            self._add(bound, 0)

    def rules(self) -> Mapping[str, BoundRule]:
        """Return the rule of each clock, by its id."""
        return {row.rule_id: self._bound[row.rule_id, row.rule_version] for row in self._rows}

    def live(self, at: datetime) -> tuple[LiveClock, ...]:
        """Return every clock as it stands; nothing is written."""
        happenings = [_happening(each) for each in self._events]
        found: list[LiveClock] = []
        for rule_id, bound in self.rules().items():
            calendar = self.calendar_of(bound)
            rows = {row.cycle: row for row in self._rows if row.rule_id == rule_id}
            for followed in follow(bound.rule, calendar, happenings, at):
                row = rows.get(followed.cycle)
                if row is not None:
                    found.append(LiveClock(row, bound, calendar, followed))
        return tuple(found)

    def reckon(self, at: datetime) -> tuple[LiveClock, ...]:
        """Write what has happened, bring every clock's row to where the clock stands, and return them."""
        self._repository.add_events(self._unwritten)
        self._unwritten.clear()
        happenings = [_happening(each) for each in self._events]
        for rule_id, bound in self.rules().items():
            cycles = {each.cycle for each in follow(bound.rule, self.calendar_of(bound), happenings, at)}
            known = {row.cycle: row for row in self._rows if row.rule_id == rule_id}
            for cycle in sorted(cycles - known.keys()):
                self._add(bound, cycle)
            for cycle in known.keys() - cycles:  # what was written since, and happened before, began it elsewhere
                _drop(known[cycle], at)
        live = self.live(at)
        told = self.told()
        for each in live:
            _bring_up(each, told.get((each.row.clock_id, each.followed.stage), {}))
        self._session.flush()
        return live

    def told(self) -> Told:
        if self._told is None:
            self._told = ExtensionRepository(self._session).list_told(self.complaint_id)
        return self._told

    def calendar_of(self, bound: BoundRule) -> Calendar:
        """Return the calendar of a rule; where the file has it no more, that of the rule's set, or of those without."""
        if bound.calendar in self._calendars:
            return self._calendars.of(bound.calendar)
        _log.warning("complaint_clocks.calendar_gone", code=bound.calendar)
        return self._calendars.of(self._book.set_for(bound.set_code).calendar)

    def forget_told(self) -> None:
        """Read anew what was told, after something was."""
        self._told = None

    def _add(self, bound: BoundRule, cycle: int) -> None:
        row = ComplaintClockRow(
            clock_id=uuid4(),
            version=1,
            complaint_id=self.complaint_id,
            rule_id=bound.rule.id,
            rule_version=bound.version,
            cycle=cycle,
            limit=bound.rule.limit,
            is_ours=bound.rule.is_ours,
            state=ClockState.WAITING,
            started_at=None,
            due_on=None,
            due_at=None,
            is_provisional=False,
            stage="",
            paused_at=None,
            ended_at=None,
            calendar_version=self.calendar_of(bound).version,
            next_warning_at=None,
        )
        self._session.add(row)
        self._rows.append(row)


def standing_of(clocks: Iterable[LiveClock]) -> ClockStanding:
    """Return all clocks of a complaint in one line."""
    ours = [each for each in clocks if each.row.is_ours]
    running = [each for each in ours if each.followed.state in RUNNING and each.followed.reckoned is not None]
    first = min(running, key=lambda each: (each.row.due_at, each.row.rule_id), default=None)
    late = sum(each.followed.state is ClockState.LATE for each in ours)
    paused = sum(each.followed.state is ClockState.PAUSED for each in ours)
    if first is None:
        return ClockStanding(late=late, paused=paused)
    answers = [each for each in running if each.row.limit is ClockLimit.ANSWER and not each.bound.rule.lapses]
    answer = min(answers, key=lambda each: (each.row.due_at, each.row.rule_id), default=None)
    return ClockStanding(
        next_due_at=first.row.due_at,
        next_due_on=first.row.due_on,
        next_started_at=first.row.started_at,
        next_rule_id=first.row.rule_id,
        next_limit=first.row.limit,
        late=late,
        paused=paused,
        provisional=first.row.is_provisional,
        answer_due_at=None if answer is None else answer.row.due_at,
        answer_due_on=None if answer is None else answer.row.due_on,
    )


def next_rung(clock: LiveClock, told: Mapping[int, datetime]) -> tuple[int, datetime] | None:
    """Return the next step of a clock's ladder that was not told, and when it comes; None where none does.

    Whether it has a step for it or not, each clock is looked at when its date is past.
    """
    if not clock.bound.rule.is_ours or clock.followed.state not in RUNNING:
        return None
    for rung in clock.bound.ladder:
        if rung.percent not in told:
            return rung.percent, rung_at(rung.percent, clock.followed.runs)
    return None if clock.followed.state is ClockState.LATE else (_WHOLE, rung_at(_WHOLE, clock.followed.runs))


def _bring_up(clock: LiveClock, told: Mapping[int, datetime]) -> None:
    row, followed, reckoned = clock.row, clock.followed, clock.followed.reckoned
    rung = next_rung(clock, told)
    keeps_date = followed.state is ClockState.PAUSED and row.paused_at is not None
    new: dict[str, Any] = {
        "state": followed.state,
        "started_at": followed.started_at,
        "stage": followed.stage,
        "paused_at": followed.paused_since,
        "ended_at": followed.ended_at,
        "next_warning_at": None if rung is None else rung[1],
        "calendar_version": clock.calendar.version,
    }
    if not keeps_date:
        new["due_on"] = None if reckoned is None else reckoned.due_on
        new["due_at"] = None if reckoned is None else reckoned.due_at
        new["is_provisional"] = reckoned is not None and reckoned.is_provisional
    changed = [name for name, value in new.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, new[name])
    if _SEEN.intersection(changed):
        row.version += 1


def _drop(row: ComplaintClockRow, at: datetime) -> None:
    if row.state is ClockState.DROPPED:
        return
    row.state, row.ended_at = ClockState.DROPPED, row.ended_at or at
    row.paused_at = row.next_warning_at = None
    row.version += 1


def _happening(event: Any) -> Happening:
    return Happening(
        at=event["at"],
        what=event["what"],
        rule_id=event["rule_id"],
        code=event["code"],
        reason=event["reason"],
        by=event["by_user_id"],
    )


def _kept_facts(facts: ComplaintFacts) -> dict[str, Any]:
    return {**{name: getattr(facts, name) for name in _DECISIVE}, "flags": sorted(facts.flags)}


def differs(before: ComplaintFacts, after: ComplaintFacts) -> bool:
    """Say whether something changed that decides on rules."""
    return _kept_facts(before) != _kept_facts(after)

"""New house rules reach complaints that are open already: by a person's own act, who has seen what it changes.

A file alone starts nothing (ADR 62): what runs, runs by the rules of its beginning. It goes by portions, each a
transaction of its own: nobody who works on a complaint waits for thousands of others.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ReachedComplaint, ReachPreview, RuleReach
from agent_desktop.records.complaint_clocks.book import BoundRule, RuleBook
from agent_desktop.records.complaint_clocks.case import Case, LiveClock, standing_of
from agent_desktop.records.complaint_clocks.errors import ClockRefusedError
from agent_desktop.records.complaint_clocks.facts import CaseFile, ComplaintFacts
from agent_desktop.records.complaint_clocks.repository import ReachRepository
from agent_desktop.records.complaint_clocks.waiting import tell
from agent_desktop.records.events import RecordEvents

PORTION: Final = 100
"""So many complaints are looked at in one transaction."""


@dataclass(frozen=True, slots=True)
class _Reached:
    facts: ComplaintFacts
    number: str
    clocks: tuple[LiveClock, ...]


class Reaching:
    """Starts the clocks of house rules for complaints that were recorded before these rules were there."""

    def __init__(self, book: RuleBook, file: CaseFile, case_of: Callable[[Session, UUID], Case]) -> None:
        self._book = book
        self._file = file
        self._case_of = case_of

    def preview(
        self, session: Session, *, at: datetime, after: UUID | None = None, through: UUID | None = None
    ) -> ReachPreview:
        """Say which clocks `reach` would start for the next portion, until when; nothing is kept of it."""
        with session.begin_nested() as attempt:
            looked = self._each(session, at, after, through)
            preview = _preview([each for each in looked if each.clocks], at)
            attempt.rollback()
        session.expire_all()
        last = max((each.facts.complaint_id for each in looked), default=None)
        left = 0
        if len(looked) == PORTION and through is None:
            left = ReachRepository(session).count_without(self._house(), last)
        return preview.model_copy(update={"looked": len(looked), "through": through or last, "left": left})

    def reach(
        self,
        session: Session,
        *,
        after: UUID | None,
        through: UUID,
        digest: str,
        reason: str,
        by: UUID,
        at: datetime,
        events: RecordEvents,
    ) -> ReachPreview:
        """Start them for a portion; each is told to its owner and written into its complaint's history.

        Raises:
            ClockRefusedError: reason_missing; reach_changed: it is not what `digest` was seen of any more.
        """
        why = reason.strip().replace("\x00", "")
        if not why:
            raise ClockRefusedError("reason_missing")
        looked = self._each(session, at, after, through)
        found = [each for each in looked if each.clocks]
        preview = _preview(found, at).model_copy(update={"looked": len(looked), "through": through})
        if preview.digest != digest:
            raise ClockRefusedError("reach_changed")
        for each in found:
            for clock in each.clocks:
                due = "" if clock.row.due_on is None else clock.row.due_on.isoformat()
                self._file.note(
                    session, each.facts.complaint_id, "clock.reached", by=by, at=at, words=why,
                    detail={"rule_id": clock.bound.rule.id, "due_on": due}, events=events,
                )  # fmt: skip
            tell(each.facts, events)
        return preview

    def _house(self) -> list[str]:
        return [each.rule.id for each in self._book.rules if each.is_house and each.rule.in_use]

    def _each(self, session: Session, at: datetime, after: UUID | None, through: UUID | None) -> Sequence[_Reached]:
        rows = ReachRepository(session).lock_without(self._house(), PORTION, after, through)
        return [_Reached(facts, number, self._start(session, facts, at)) for facts, number in rows]

    def _start(self, session: Session, facts: ComplaintFacts, at: datetime) -> tuple[LiveClock, ...]:
        case = self._case_of(session, facts.complaint_id)
        if case.is_new:
            return ()  # it never came under any rule: its clocks start with its next change
        bound = case.rules()
        new: list[BoundRule] = [
            each for each in self._book.rules_for(facts) if each.is_house and each.rule.id not in bound
        ]
        if not new:
            return ()
        case.bind(new, at)
        live = case.reckon(at)
        self._file.keep_standing(session, facts.complaint_id, standing_of(live))
        ids = {each.rule.id for each in new}
        return tuple(each for each in live if each.bound.rule.id in ids)


def _preview(found: Sequence[_Reached], at: datetime) -> ReachPreview:
    rules: dict[str, list[LiveClock]] = {}
    for each in found:
        for clock in each.clocks:
            rules.setdefault(clock.bound.rule.id, []).append(clock)
    shown = tuple(
        ReachedComplaint(
            complaint_id=each.facts.complaint_id,
            number=each.number,
            rule_id=clock.bound.rule.id,
            due_on=clock.row.due_on,
            is_late=_is_late(clock, at),
        )
        for each in found
        for clock in each.clocks
    )
    return ReachPreview(
        digest=_digest(found),
        complaints=len(found),
        rules=tuple(
            RuleReach(
                rule_id=rule_id,
                name=dict(clocks[0].bound.rule.name),
                count=len(clocks),
                late=sum(_is_late(clock, at) for clock in clocks),
            )
            for rule_id, clocks in sorted(rules.items())
        ),
        shown=shown,
    )


def _is_late(clock: LiveClock, at: datetime) -> bool:
    due_at = clock.row.due_at
    return clock.row.ended_at is None and due_at is not None and due_at < at


def _digest(found: Collection[_Reached]) -> str:
    parts = sorted(
        (str(each.facts.complaint_id), clock.bound.rule.id, clock.bound.version, str(clock.row.due_on))
        for each in found
        for clock in each.clocks
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

"""Warnings: rows that are there until they are seen, and an event for each who is told."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockWarning, ClockWarnings, WarnedAs, WarningKind
from agent_desktop.records.complaint_clocks.book import BoundRule
from agent_desktop.records.complaint_clocks.case import LiveClock
from agent_desktop.records.complaint_clocks.facts import ComplaintFacts, People
from agent_desktop.records.complaint_clocks.following import RUNNING
from agent_desktop.records.complaint_clocks.ladder import rung_at
from agent_desktop.records.complaint_clocks.models import (
    ComplaintClockRow,
    ComplaintRuleRow,
    ComplaintWarnedRow,
    ComplaintWarningRow,
)
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.database import table_of
from agent_desktop.records.events import RecordEvents

WARNED: Final = "complaint.warned"
MISSED: Final = 100
SHOWN: Final = 200
"""So many warnings one person is shown."""

_CLOCKS: Final = table_of(ComplaintClockRow)
_RULES: Final = table_of(ComplaintRuleRow)
_WARNINGS: Final = table_of(ComplaintWarningRow)
_WARNED: Final = table_of(ComplaintWarnedRow)
_COMPLAINTS: Final = table_of(ComplaintRow)

_log = structlog.stdlib.get_logger(__name__)


class Warnings:
    """Gives warnings, each once."""

    def __init__(self, people: People) -> None:
        self._people = people

    def climb(
        self,
        session: Session,
        facts: ComplaintFacts,
        clock: LiveClock,
        told: Mapping[int, datetime],
        *,
        at: datetime,
        events: RecordEvents,
    ) -> bool:
        """Give the rungs of a clock that are due: all are written, the highest is told. Say whether it was missed."""
        if not clock.bound.rule.is_ours or clock.followed.state not in RUNNING:
            return False
        due = [
            each
            for each in clock.bound.ladder
            if each.percent not in told and rung_at(each.percent, clock.followed.runs) <= at
        ]
        for rung in due:
            to = self._told(session, facts, rung.tell) if rung is due[-1] else {}
            self._give(session, facts, clock, WarningKind.RUNG, to, at=at, events=events, percent=rung.percent)
        return any(each.percent == MISSED for each in due)

    def ask_approvers(
        self,
        session: Session,
        facts: ComplaintFacts,
        clock: LiveClock,
        roles: Iterable[str],
        *,
        by: UUID,
        at: datetime,
        events: RecordEvents,
    ) -> None:
        """Tell those who may approve an extension that one is asked for; whoever asks is none of them."""
        to: dict[UUID, WarnedAs] = {}
        for role in roles:
            if role == "supervisor":
                found = self._people.supervisors(session, facts.team)
            else:
                found = self._people.with_role(session, role)
            told_as = WarnedAs.SUPERVISOR if role == "supervisor" else WarnedAs.COMPLIANCE
            for user_id in found:
                to.setdefault(user_id, told_as)
        to.pop(by, None)
        _spare(to, facts)
        self._give(session, facts, clock, WarningKind.EXTENSION_ASKED, to, at=at, events=events)

    def tell_one(
        self,
        session: Session,
        facts: ComplaintFacts,
        clock: LiveClock,
        kind: WarningKind,
        user_id: UUID,
        *,
        at: datetime,
        events: RecordEvents,
    ) -> None:
        self._give(session, facts, clock, kind, {user_id: WarnedAs.OWNER}, at=at, events=events)

    def tell_date_moved(
        self, session: Session, facts: ComplaintFacts, clock: LiveClock, *, at: datetime, events: RecordEvents
    ) -> None:
        """Tell the owner, or who stands in for there being none, that a date has moved by itself."""
        to = self._told(session, facts, ("owner",))
        self._give(session, facts, clock, WarningKind.DATE_MOVED, to, at=at, events=events)

    def tell_wait_over(
        self, session: Session, facts: ComplaintFacts, clock: LiveClock, *, at: datetime, events: RecordEvents
    ) -> None:
        """Tell owner and supervisors that what is waited for has not come by its day."""
        to = self._told(session, facts, ("owner", "supervisor"))
        self._give(session, facts, clock, WarningKind.WAIT_OVER, to, at=at, events=events)

    def tell_no_clock(self, session: Session, facts: ComplaintFacts, *, at: datetime, events: RecordEvents) -> None:
        """Tell owner and supervisors that a complaint is open and nothing says by when, once for each of its states."""
        to = self._told(session, facts, ("owner", "supervisor"))
        self._give(session, facts, None, WarningKind.NO_CLOCK, to, at=at, events=events)

    def _told(self, session: Session, facts: ComplaintFacts, tell: Iterable[str]) -> dict[UUID, WarnedAs]:
        to: dict[UUID, WarnedAs] = {}
        wanted = list(tell)
        if "owner" in wanted:
            to |= {each: WarnedAs.OWNER for each in (facts.owner_id, facts.backup_id) if each is not None}
        if "supervisor" in wanted or ("owner" in wanted and not to):
            for each in self._people.supervisors(session, facts.team):
                to.setdefault(each, WarnedAs.SUPERVISOR)
        if "compliance" in wanted:
            for each in self._people.with_role(session, "compliance"):
                to.setdefault(each, WarnedAs.COMPLIANCE)
        _spare(to, facts)
        return to

    def _give(
        self,
        session: Session,
        facts: ComplaintFacts,
        clock: LiveClock | None,
        kind: WarningKind,
        to: Mapping[UUID, WarnedAs],
        *,
        at: datetime,
        events: RecordEvents,
        percent: int = 0,
    ) -> None:
        warning_id = uuid4()
        values = {
            "warning_id": warning_id,
            "complaint_id": facts.complaint_id,
            "clock_id": clock.row.clock_id if clock is not None else None,
            "kind": kind,
            "stage": clock.followed.stage if clock is not None else facts.state,
            "percent": percent,
            "at": at,
            "due_on": clock.row.due_on if clock is not None else None,
            "due_at": clock.row.due_at if clock is not None else None,
        }
        added = session.execute(
            postgresql.insert(_WARNINGS).values(**values).on_conflict_do_nothing().returning(_WARNINGS.c.warning_id)
        )
        if added.scalar_one_or_none() is None:
            return  # another server gave it
        if not to:
            if kind is not WarningKind.RUNG:
                _log.warning("complaint_clocks.nobody_to_tell", complaint_id=str(facts.complaint_id))
            return
        rows: list[dict[str, Any]] = [
            {"warning_id": warning_id, "user_id": user_id, "told_as": told_as} for user_id, told_as in to.items()
        ]
        session.execute(sa.insert(_WARNED), rows)
        for user_id in to:
            events.add(WARNED, facts.complaint_id, agent_id=user_id)


def _spare(to: dict[UUID, WarnedAs], facts: ComplaintFacts) -> None:
    """Have nobody be told of what is about them."""
    if facts.about_user_id is not None:
        to.pop(facts.about_user_id, None)


def list_warnings(session: Session, user_id: UUID, at: datetime) -> ClockWarnings:
    """Return the warnings given to a person: those not seen, then the newest."""
    mine = sa.and_(
        _WARNED.c.user_id == user_id,
        _WARNED.c.warning_id.not_in(
            sa.select(_WARNINGS.c.warning_id)
            .join(_COMPLAINTS, _COMPLAINTS.c.complaint_id == _WARNINGS.c.complaint_id)
            .where(_COMPLAINTS.c.about_user_id == user_id)
        ),
    )
    query = (
        sa.select(
            *_WARNINGS.c,
            _WARNED.c.told_as,
            _WARNED.c.seen_at,
            _RULES.c.content,
            _CLOCKS.c.ended_at,
            _COMPLAINTS.c.number,
        )
        .select_from(_WARNED)
        .join(_WARNINGS, _WARNINGS.c.warning_id == _WARNED.c.warning_id)
        .outerjoin(_CLOCKS, _CLOCKS.c.clock_id == _WARNINGS.c.clock_id)
        .outerjoin(_RULES, sa.and_(_RULES.c.rule_id == _CLOCKS.c.rule_id, _RULES.c.version == _CLOCKS.c.rule_version))
        .join(_COMPLAINTS, _COMPLAINTS.c.complaint_id == _WARNINGS.c.complaint_id)
        .where(mine)
        .order_by(_WARNED.c.seen_at.is_not(None), _WARNINGS.c.at.desc(), _WARNINGS.c.warning_id)
        .limit(SHOWN)
    )
    rows = session.execute(query).mappings().all()
    unseen = session.scalar(sa.select(sa.func.count()).select_from(_WARNED).where(mine, _WARNED.c.seen_at.is_(None)))
    return ClockWarnings(unseen=unseen or 0, warnings=tuple(_shown(row, at) for row in rows))


def see_warnings(session: Session, user_id: UUID, warning_ids: Iterable[UUID], at: datetime) -> None:
    """Write that a person has seen warnings; those of others stay as they are."""
    mine = sa.and_(_WARNED.c.user_id == user_id, _WARNED.c.warning_id.in_(list(warning_ids)))
    session.execute(sa.update(_WARNED).where(mine, _WARNED.c.seen_at.is_(None)).values(seen_at=at))


def _shown(row: sa.RowMapping, at: datetime) -> ClockWarning:
    bound = BoundRule.of(row["content"]) if row["content"] is not None else None
    return ClockWarning(
        warning_id=row["warning_id"],
        complaint_id=row["complaint_id"],
        number=row["number"],
        clock_id=row["clock_id"],
        kind=row["kind"],
        percent=row["percent"],
        told_as=row["told_as"],
        told_at=row["at"],
        seen_at=row["seen_at"],
        rule_name=dict(bound.rule.name) if bound is not None else {},
        set_name=dict(bound.set_name) if bound is not None else {},
        due_on=row["due_on"],
        due_at=row["due_at"],
        is_late=row["ended_at"] is None and row["due_at"] is not None and row["due_at"] < at,
    )

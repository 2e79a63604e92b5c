"""Complaints in the database with clocks that follow them, and people to be warned."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import Clock
from agent_desktop.contract.complaints import ComplaintChannel, ComplaintKind, ComplaintState, Region, Severity
from agent_desktop.records.calendars.calendar import Calendars
from agent_desktop.records.complaint_clocks.book import RuleBook
from agent_desktop.records.complaint_clocks.casefile import ComplaintFile
from agent_desktop.records.complaint_clocks.facts import ClockStanding, ComplaintChange
from agent_desktop.records.complaint_clocks.reading import ClockReader
from agent_desktop.records.complaint_clocks.service import ComplaintClocks
from agent_desktop.records.complaints.due import NO_CLOCK, facts_of, keep_standing
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.states import END_STATES
from agent_desktop.records.events import RecordEvents
from tests.records.calendars.shipped import shipped_calendars
from tests.records.complaint_clocks.shipped import shipped_rules

OWNER, BACKUP, SUPERVISOR, COMPLIANCE = (UUID(int=n) for n in (11, 12, 21, 31))
NOW: Final = datetime(2026, 6, 16, 2, 52, tzinfo=UTC)
"""10:52 on 16 June 2026 in Shanghai."""

_numbers = count(1)


class Staff:
    """`facts.People` of a small centre."""

    def __init__(self) -> None:
        self.supervisors_of: dict[str, list[UUID]] = {"Cards": [SUPERVISOR]}
        self.with_roles: dict[str, list[UUID]] = {"compliance": [COMPLIANCE]}

    def supervisors(self, session: Session, team: str) -> Collection[UUID]:
        return self.supervisors_of.get(team, [])

    def with_role(self, session: Session, role: str) -> Collection[UUID]:
        return self.with_roles.get(role, [])

    def names(self, session: Session, user_ids: Collection[UUID]) -> Mapping[UUID, str]:
        return {each: f"Person {each.int}" for each in user_ids}


class Bank:
    """The complaints of a bank in one session, by one book of rules."""

    def __init__(self, session: Session, rules: RuleBook | None = None, calendars: Calendars | None = None) -> None:
        self.session = session
        self.staff = Staff()
        self.events = RecordEvents()
        self._rules, self._calendars = rules or shipped_rules(), calendars or shipped_calendars()
        self.clocks = ComplaintClocks(self._rules, self._calendars, self.staff, ComplaintFile())

    def record(self, at: datetime = NOW, **fields: Any) -> ComplaintRow:
        """Record a complaint of a card customer; its clocks start."""
        running = next(_numbers)
        values: dict[str, Any] = {
            "complaint_id": uuid4(),
            "version": 1,
            "prefix": "CMP",
            "year": 26,
            "running": running,
            "number": f"CMP-26-{running:05}",
            "kind": ComplaintKind.COMPLAINT,
            "state": ComplaintState.REGISTERED,
            "state_place": 0,
            "state_since": at,
            "channel": ComplaintChannel.PHONE,
            "category_code": "cards.charges.instalment",
            "severity": Severity.MINOR,
            "what_happened": "A fee that was not agreed.",
            "region": Region.CN,
            "recorded_by": OWNER,
            "registered_at": at,
            "received_at": at,
            "owner_id": OWNER,
            "backup_id": BACKUP,
            "team": "Cards",
            "due_order": NO_CLOCK,
            "words": "",
        }
        row = ComplaintRow(**values | fields)
        self.session.add(row)
        self.session.flush()
        standing = self.clocks.start_clocks(self.session, facts_of(row), by=OWNER, at=at, events=self.events)
        keep_standing(row, standing)
        return row

    def change(self, row: ComplaintRow, at: datetime, *marks: str, **fields: Any) -> ClockStanding:
        """Change a complaint as somebody who works it; its clocks follow."""
        for name, value in fields.items():
            setattr(row, name, value)
        row.ended_at = at if row.state in END_STATES else None
        change = ComplaintChange(OWNER, marks)
        standing = self.clocks.clocks_after(self.session, facts_of(row), change, at=at, events=self.events)
        keep_standing(row, standing)
        return standing

    def shown(self, row: ComplaintRow, at: datetime) -> dict[str, Clock]:
        """Return the clocks of a complaint by rule; of several cycles the last."""
        reader = ClockReader(self._rules, self._calendars, self.staff)
        found = reader.clocks(self.session, row.complaint_id, at).clocks
        return {each.rule.rule_id: each for each in found}

    def told(self, since: int = 0) -> list[tuple[str, UUID | None]]:
        """Return who was told of what, in order."""
        return [(each.kind, each.agent_id) for each in tuple(self.events)[since:]]

"""Every query on the clocks of complaints."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockState, WarningKind
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState
from agent_desktop.records.complaint_clocks.book import BoundRule
from agent_desktop.records.complaint_clocks.facts import ComplaintFacts
from agent_desktop.records.complaint_clocks.following import WAIT_OVER
from agent_desktop.records.complaint_clocks.models import (
    ComplaintClockEventRow,
    ComplaintClockRow,
    ComplaintExtensionRow,
    ComplaintRuleRow,
    ComplaintWarningRow,
)
from agent_desktop.records.complaints.due import NO_CLOCK, facts_of
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.database import table_of

_CLOCKS: Final = table_of(ComplaintClockRow)
_EVENTS: Final = table_of(ComplaintClockEventRow)
_RULES: Final = table_of(ComplaintRuleRow)
_WARNINGS: Final = table_of(ComplaintWarningRow)
_LIVE: Final = (ClockState.WAITING, ClockState.RUNNING, ClockState.PAUSED, ClockState.LATE)

Told = Mapping[tuple[UUID, str], Mapping[int, datetime]]
"""The rungs given, by clock and stage: when each."""


class ClockRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add_events(self, events: Sequence[dict[str, Any]]) -> None:
        if events:
            self._session.execute(sa.insert(_EVENTS), list(events))

    def list_events(self, complaint_id: UUID) -> Sequence[sa.RowMapping]:
        """Return all that has happened to a complaint's clocks, in order."""
        query = sa.select(_EVENTS).where(_EVENTS.c.complaint_id == complaint_id)
        return self._session.execute(query.order_by(_EVENTS.c.at, _EVENTS.c.event_id)).mappings().all()

    def keep_rules(self, rules: Iterable[BoundRule], at: datetime) -> None:
        """Keep rules as they are, where they are not kept yet."""
        values = [
            {"rule_id": each.rule.id, "version": each.version, "content": each.kept, "first_used_at": at}
            for each in rules
        ]
        if values:
            self._session.execute(postgresql.insert(_RULES).on_conflict_do_nothing(), values)

    def list_rules(self, keys: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], dict[str, Any]]:
        """Return rules as they were kept, by id and version."""
        query = sa.select(_RULES).where(sa.tuple_(_RULES.c.rule_id, _RULES.c.version).in_(list(keys)))
        found = self._session.execute(query).mappings() if keys else ()
        return {(row["rule_id"], row["version"]): row["content"] for row in found}

    def list_clocks(self, complaint_id: UUID) -> Sequence[ComplaintClockRow]:
        """Return the clocks of a complaint, each rule's in order. Whoever changes them holds the complaint's lock."""
        query = sa.select(ComplaintClockRow).where(ComplaintClockRow.complaint_id == complaint_id)
        ordered = query.order_by(ComplaintClockRow.rule_id, ComplaintClockRow.cycle)
        return self._session.scalars(ordered.execution_options(populate_existing=True)).all()

    def find_complaint(self, clock_id: UUID) -> UUID | None:
        """Return the complaint of a clock."""
        return self._session.scalar(sa.select(_CLOCKS.c.complaint_id).where(_CLOCKS.c.clock_id == clock_id))

    def lock_complaint(self, complaint_id: UUID) -> ComplaintFacts | None:
        """Return a complaint for nobody else to change meanwhile, as it stands."""
        query = _of_facts().where(ComplaintRow.complaint_id == complaint_id).with_for_update()
        row = self._session.scalar(query)
        return None if row is None else facts_of(row)

    def find_facts(self, complaint_id: UUID) -> ComplaintFacts | None:
        row = self._session.scalar(_of_facts().where(ComplaintRow.complaint_id == complaint_id))
        return None if row is None else facts_of(row)


class DueRepository:
    """What timers ask."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_warning_due(self, at: datetime, most: int) -> Sequence[ComplaintFacts]:
        """Return complaints of which a warning is due, for nobody else to change meanwhile; those in other hands are
        passed over."""
        due = sa.exists().where(_CLOCKS.c.complaint_id == ComplaintRow.complaint_id, _CLOCKS.c.next_warning_at <= at)
        query = _of_facts().where(due).order_by(ComplaintRow.complaint_id).limit(most)
        return [facts_of(row) for row in self._session.scalars(query.with_for_update(skip_locked=True))]

    def lock_clockless(self, at: datetime, resting_since: datetime, most: int) -> Sequence[ComplaintFacts]:
        """Return open complaints for which nothing says by when the bank owes anything, and of which nobody was told in
        their state yet, or whose clocks know another state, as `lock_warning_due`. One whose answer the customer has
        may rest; not for ever."""
        rests = ComplaintRow.state.in_((ComplaintState.ANSWERED, ComplaintState.ACCEPTED))
        told = sa.exists().where(
            _WARNINGS.c.complaint_id == ComplaintRow.complaint_id,
            _WARNINGS.c.kind == WarningKind.NO_CLOCK,
            _WARNINGS.c.stage == ComplaintRow.state,
        )
        followed = (
            sa.select(_EVENTS.c.what)
            .where(_EVENTS.c.complaint_id == ComplaintRow.complaint_id, _EVENTS.c.what.startswith("state."))
            .order_by(_EVENTS.c.event_id.desc())
            .limit(1)
            .scalar_subquery()
        )
        behind = followed != sa.func.concat("state.", ComplaintRow.state)
        lies = sa.or_(sa.and_(~rests, ComplaintRow.state_since <= at), ComplaintRow.state_since <= resting_since)
        query = _of_facts().where(
            ComplaintRow.kind == ComplaintKind.COMPLAINT,
            ComplaintRow.ended_at.is_(None),
            ComplaintRow.due_order >= NO_CLOCK,  # none runs: said so that it has its index
            ComplaintRow.clocks_paused == 0,
            sa.or_(sa.and_(lies, ~told), behind),
        )
        query = query.order_by(ComplaintRow.due_order, ComplaintRow.complaint_id).limit(most)
        return [facts_of(row) for row in self._session.scalars(query.with_for_update(skip_locked=True))]

    def postpone(self, complaint_id: UUID, at: datetime, until: datetime) -> int:
        """Have the warnings of a complaint that are still due at `at` wait, and return how many do."""
        due = sa.and_(_CLOCKS.c.complaint_id == complaint_id, _CLOCKS.c.next_warning_at <= at)
        return len(
            self._session.execute(
                sa.update(_CLOCKS).where(due).values(next_warning_at=until).returning(_CLOCKS.c.clock_id)
            ).all()
        )

    def lock_other_calendars(
        self, versions: Collection[str], most: int, *, without: Collection[UUID] = ()
    ) -> Sequence[ComplaintFacts]:
        """Return complaints with clocks that were reckoned by other calendars than these, as `lock_warning_due`; those
        in other hands are waited for."""
        other = sa.select(_CLOCKS.c.complaint_id).where(
            _CLOCKS.c.state.in_(_LIVE), _CLOCKS.c.calendar_version.not_in(versions)
        )
        if without:
            other = other.where(_CLOCKS.c.complaint_id != sa.all_(sa.cast(list(without), postgresql.ARRAY(sa.Uuid()))))
        few = other.distinct().order_by(_CLOCKS.c.complaint_id).limit(most).subquery()
        query = _of_facts().where(ComplaintRow.complaint_id.in_(sa.select(few.c.complaint_id)))
        rows = self._session.scalars(query.order_by(ComplaintRow.complaint_id).with_for_update())
        return [facts_of(row) for row in rows]

    def lock_waits_over(self, todays: Mapping[str, date], most: int) -> Sequence[ComplaintFacts]:
        """Return complaints that wait longer than they were to, as `lock_warning_due`, each wait once; `todays` are the
        days of all regions."""
        passed = [
            sa.and_(ComplaintRow.region == region, ComplaintRow.waits_until < on) for region, on in todays.items()
        ]
        known = sa.exists().where(
            _EVENTS.c.complaint_id == ComplaintRow.complaint_id,
            _EVENTS.c.what == WAIT_OVER,
            _EVENTS.c.at >= ComplaintRow.state_since,
        )
        query = _of_facts().where(ComplaintRow.waits_until.is_not(None), sa.or_(*passed), ~known)
        query = query.order_by(ComplaintRow.complaint_id).limit(most)
        return [facts_of(row) for row in self._session.scalars(query.with_for_update(skip_locked=True))]

    def next_warning_at(self) -> datetime | None:
        """Return when the next warning of all is due."""
        at: datetime | None = self._session.scalar(sa.select(sa.func.min(_CLOCKS.c.next_warning_at)))
        return at


def _lacks(rule_ids: Collection[str], after: UUID | None) -> list[sa.ColumnElement[bool]]:
    has = (
        sa.select(sa.func.count(sa.distinct(_CLOCKS.c.rule_id)))
        .where(_CLOCKS.c.complaint_id == ComplaintRow.complaint_id, _CLOCKS.c.rule_id.in_(list(rule_ids)))
        .scalar_subquery()
    )
    lacks = [ComplaintRow.ended_at.is_(None), has < len(set(rule_ids))]
    return lacks if after is None else [*lacks, ComplaintRow.complaint_id > after]


class ReachRepository:
    """What new rules may reach."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_without(
        self, rule_ids: Collection[str], most: int, after: UUID | None, through: UUID | None
    ) -> list[tuple[ComplaintFacts, str]]:
        """Return open complaints that lack a clock of one of these rules, with their numbers, for nobody else to change
        meanwhile: the next in the order of their ids, up to `through`."""
        query = _of_facts().where(*_lacks(rule_ids, after))
        if through is not None:
            query = query.where(ComplaintRow.complaint_id <= through)
        rows = self._session.scalars(query.order_by(ComplaintRow.complaint_id).limit(most).with_for_update()).all()
        return [(facts_of(row), row.number) for row in rows]

    def count_without(self, rule_ids: Collection[str], after: UUID | None) -> int:
        """Count those that come after this one."""
        query = sa.select(sa.func.count()).select_from(ComplaintRow).where(*_lacks(rule_ids, after))
        return self._session.execute(query).scalar_one()


class ExtensionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of(self, complaint_id: UUID) -> Sequence[ComplaintExtensionRow]:
        """Return the wishes for all clocks of a complaint, in the order in which they were asked."""
        query = (
            sa.select(ComplaintExtensionRow)
            .join(ComplaintClockRow, ComplaintClockRow.clock_id == ComplaintExtensionRow.clock_id)
            .where(ComplaintClockRow.complaint_id == complaint_id)
            .order_by(ComplaintExtensionRow.asked_at)
        )
        return self._session.scalars(query.execution_options(populate_existing=True)).all()

    def add(self, row: ComplaintExtensionRow) -> None:
        self._session.add(row)
        self._session.flush()

    def list_told(self, complaint_id: UUID) -> Told:
        """Return the rungs that the clocks of a complaint have given."""
        query = sa.select(_WARNINGS.c.clock_id, _WARNINGS.c.stage, _WARNINGS.c.percent, _WARNINGS.c.at)
        told: dict[tuple[UUID, str], dict[int, datetime]] = defaultdict(dict)
        wanted = query.where(_WARNINGS.c.complaint_id == complaint_id, _WARNINGS.c.kind == WarningKind.RUNG)
        for row in self._session.execute(wanted):
            told[row.clock_id, row.stage][row.percent] = row.at
        return told


def _of_facts() -> sa.Select[ComplaintRow]:
    return sa.select(ComplaintRow).execution_options(populate_existing=True)

"""The queries behind lists of complaints: a page by keyset, capped counts, figures."""

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_clocks import ClockLimit
from agent_desktop.contract.complaint_lists import (
    COUNTED_UP_TO,
    ComplaintFilter,
    DeadlineBand,
    Scope,
    SortBy,
    Standing,
)
from agent_desktop.contract.complaint_parts import ComplaintTaskState
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState
from agent_desktop.records.complaints.due import NO_CLOCK
from agent_desktop.records.complaints.errors import CursorWrongError
from agent_desktop.records.complaints.finding import number_sought, query_of
from agent_desktop.records.complaints.models import ComplaintTaskRow
from agent_desktop.records.complaints.repository import COMPLAINTS
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.database import table_of

_C: Final = COMPLAINTS.c
_TASKS: Final = table_of(ComplaintTaskRow)
_MERGED: Final = table_of(MergedAccountRow)
_SORTED: Final[dict[SortBy, sa.ColumnElement[Any]]] = {
    SortBy.DEADLINE: _C.due_order,
    SortBy.RECORDED: _C.registered_at,
    SortBy.SEVERITY: _C.severity,  # critical, major, minor: as the alphabet has them
    SortBy.STATE: _C.state_place,
    SortBy.OWNER: _C.owner_key,
}
_OWED: Final = sa.or_(_C.ended_at.is_(None), _C.next_due_at.is_not(None))  # word by word as the indexes have it
"""What there is still to do for: open, or ended while clocks of the bank's own run on."""
_SHOWN: Final = tuple(column for column in COMPLAINTS.columns if column.name not in ("words", "answer", "note"))
_OPEN_TASKS: Final = (
    sa.select(sa.func.count())
    .select_from(_TASKS)
    .where(
        _TASKS.c.complaint_id == _C.complaint_id,
        _TASKS.c.state.in_((ComplaintTaskState.OPEN, ComplaintTaskState.TAKEN)),
    )
    .correlate(COMPLAINTS)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Who asks for a list, and the moments that its words mean: the beginnings of the bank's tomorrow, and of two days
    later. `leaves` are categories with none below them."""

    user_id: UUID
    team: str
    at: datetime
    tomorrow: datetime
    later: datetime
    leaves: frozenset[str] = frozenset()


class ListQueries:
    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self,
        wanted: ComplaintFilter,
        reach: Reach,
        customers: Sequence[UUID],
        sort: SortBy,
        *,
        descending: bool,
        after: str,
        limit: int,
        few: bool = False,
    ) -> Sequence[sa.RowMapping]:
        """Return a page, and one line more where there are others. `customers` are accounts whose names the text fits.
        `few`: at most `COUNTED_UP_TO` fit; they are found first, since in the order of the list they lie far apart.

        Raises:
            CursorWrongError: `after` is of no page of this order.
        """
        by = _SORTED[sort]
        query = sa.select(*_SHOWN, _OPEN_TASKS.label("open_tasks"), by.label("sorted_by"))
        fitting = list(_conditions(wanted, reach, customers))
        if few:
            some = sa.select(_C.complaint_id).where(*fitting).limit(COUNTED_UP_TO + 1).subquery("fitting")
            query = query.join(some, some.c.complaint_id == _C.complaint_id)
        else:
            query = query.where(*fitting)
        if after:
            value, last = _read_cursor(after, sort)
            typed = sa.bindparam(None, value, type_=by.type)
            place = sa.tuple_(by, _C.complaint_id), sa.tuple_(typed, sa.bindparam(None, last, type_=sa.Uuid()))
            query = query.where(place[0] < place[1] if descending else place[0] > place[1])
        order = (by.desc(), _C.complaint_id.desc()) if descending else (by, _C.complaint_id)
        return self._session.execute(query.order_by(*order).limit(limit + 1)).mappings().all()

    def count(
        self,
        wanted: ComplaintFilter,
        reach: Reach,
        customers: Sequence[UUID],
        *,
        up_to: int | None = COUNTED_UP_TO,
    ) -> int:
        """Return how many fit, at most one more than `up_to`; None: all of them."""
        some = sa.select(sa.literal(1)).select_from(COMPLAINTS).where(*_conditions(wanted, reach, customers))
        limited = some if up_to is None else some.limit(up_to + 1)
        counted = sa.select(sa.func.count()).select_from(limited.subquery())
        return self._session.execute(counted).scalar_one()

    def counts(self, reach: Reach, *, sees_team: bool) -> dict[str, int]:
        """Return the live numbers of one person: two statements, of which the team's looks at no row."""
        late, today, count = _late(reach), _today(reach), sa.func.count()
        owed = (_OWED, _C.kind == ComplaintKind.COMPLAINT, _not_about(reach))
        mine = sa.select(
            count.label("mine_open"), count.filter(late).label("mine_late"), count.filter(today).label("mine_today")
        ).where(*owed, sa.or_(_C.owner_id == reach.user_id, _C.backup_id == reach.user_id))
        proposed = sa.and_(_C.answer_proposed_by.is_not(None), _C.answer_proposed_by != reach.user_id)
        waits = _C.state.in_((ComplaintState.INVESTIGATING, ComplaintState.ESCALATED_INTERNAL))
        team = sa.select(
            count.label("team_open"),
            count.filter(late).label("team_late"),
            count.filter(today).label("team_today"),
            count.filter(_C.owner_id.is_(None)).label("nobodys"),
            count.filter(proposed, waits).label("to_approve"),
        ).where(*owed, _C.team == reach.team)
        found = dict(self._session.execute(mine).mappings().one())
        if not sees_team:
            return found | dict.fromkeys(("team_open", "team_late", "team_today", "nobodys", "to_approve"), 0)
        return found | dict(self._session.execute(team).mappings().one())

    def task_counts(self, departments: Sequence[str], at: datetime) -> tuple[int, int]:
        """Return how many tasks of these departments are open, and how many are late."""
        if not departments:
            return 0, 0
        count = sa.func.count()
        query = sa.select(count, count.filter(_TASKS.c.due_at < at)).where(
            _TASKS.c.department.in_(departments), _TASKS.c.ended_at.is_(None)
        )
        row = self._session.execute(query).one()
        return row[0], row[1]

    def bands(self, wanted: ComplaintFilter, reach: Reach) -> dict[DeadlineBand, int]:
        """Return how many open ones there are by deadline."""
        columns = [sa.func.count().filter(_band(band, reach)).label(band.value) for band in DeadlineBand]
        row = self._session.execute(sa.select(*columns).where(*_conditions(wanted, reach, ()))).mappings().one()
        return {band: row[band.value] for band in DeadlineBand}

    def deadlines_by_team(self, reach: Reach) -> Sequence[sa.RowMapping]:
        """Return how many open ones each team has by deadline, with the first date that was missed, the next of today,
        and how many of the next days wait for a word that we have them."""
        count, soon = sa.func.count(), _band(DeadlineBand.NEXT_DAYS, reach)
        later = sa.or_(_band(DeadlineBand.LATER, reach), _band(DeadlineBand.NO_CLOCK, reach))
        query = (
            sa.select(
                _C.team,
                count.filter(_late(reach)).label("late"),
                sa.func.min(_C.due_order).filter(_C.due_order < reach.at).label("oldest_due_at"),
                count.filter(_today(reach)).label("today"),
                sa.func.min(_C.due_order).filter(_today(reach)).label("next_due_at"),
                count.filter(soon).label("next_days"),
                count.filter(soon, _C.next_limit == ClockLimit.ACKNOWLEDGE.value).label("to_acknowledge"),
                count.filter(later).label("later"),
            )
            .where(_OWED, _C.kind == ComplaintKind.COMPLAINT)
            .group_by(_C.team)
        )
        return self._session.execute(query).mappings().all()

    def loads(self, wanted: ComplaintFilter, reach: Reach) -> Sequence[sa.RowMapping]:
        """Return the open ones of each owner; the fullest first."""
        count = sa.func.count()
        query = (
            sa.select(
                _C.owner_id,
                sa.func.max(_C.owner_name).label("owner_name"),
                sa.func.max(_C.team).label("team"),
                count.label("open"),
                count.filter(_late(reach)).label("late"),
                count.filter(_today(reach)).label("today"),
            )
            .where(*_conditions(wanted, reach, ()))
            .group_by(_C.owner_id)
            .order_by(count.desc())
        )
        return self._session.execute(query).mappings().all()

    def find_numbers(self, text: str, limit: int) -> Sequence[UUID]:
        """Return complaints by number or a part of one, the newest first."""
        sought = _number(text)
        if sought is None:
            return ()
        query = sa.select(_C.complaint_id).where(*sought, _C.state != ComplaintState.UNDONE)
        return self._session.scalars(query.order_by(_C.year.desc(), _C.prefix).limit(limit)).all()


def reach_of(user_id: UUID, team: str, at: datetime, midnight: datetime, leaves: frozenset[str] = frozenset()) -> Reach:
    """Return what a list is asked with; `midnight` is the beginning of the bank's day at `at`."""
    return Reach(user_id, team, at, midnight + timedelta(days=1), midnight + timedelta(days=3), leaves)


def cursor_of(row: sa.RowMapping) -> str:
    """Return what the page after this line is asked by."""
    value = row["sorted_by"]
    text = value.isoformat() if isinstance(value, datetime) else value
    return base64.urlsafe_b64encode(json.dumps([text, str(row["complaint_id"])]).encode()).decode()


def _read_cursor(after: str, sort: SortBy) -> tuple[Any, UUID]:
    try:
        value, last = json.loads(base64.urlsafe_b64decode(after.encode()))
        if sort in (SortBy.DEADLINE, SortBy.RECORDED):
            value = datetime.fromisoformat(value)
        elif not isinstance(value, int if sort is SortBy.STATE else str):
            raise CursorWrongError
        return value, UUID(last)
    except (ValueError, TypeError, AttributeError, binascii.Error):
        raise CursorWrongError from None


def _conditions(wanted: ComplaintFilter, reach: Reach, customers: Sequence[UUID]) -> Iterator[sa.ColumnElement[bool]]:
    yield _not_about(reach)
    yield from _of_scope(wanted, reach)
    yield from _of_standing(wanted, reach)
    if wanted.kinds and len(wanted.kinds) < len(ComplaintKind):
        yield _C.kind.in_(sorted(wanted.kinds))
    if wanted.states:
        yield _C.state.in_(sorted(wanted.states))
    if wanted.category:
        itself = _C.category_code == wanted.category
        below = _C.category_code.like(f"{_plain(wanted.category)}.%", escape="\\")
        yield itself if wanted.category in reach.leaves else sa.or_(itself, below)
    for column, values in (
        (_C.severity, wanted.severities),
        (_C.channel, wanted.channels),
        (_C.region, wanted.regions),
    ):
        if values:
            yield column.in_(sorted(values))
    if wanted.owner_id is not None:
        yield _C.owner_id == wanted.owner_id
    if wanted.nobody:
        yield _C.owner_id.is_(None)
    if wanted.team:
        yield _C.team == wanted.team
    if wanted.customer_id is not None:
        yield _C.customer_id.in_(_accounts_of(wanted.customer_id))
    if wanted.root_cause:
        yield _C.root_cause == wanted.root_cause
    for flag, said in (
        (_C.vulnerable, wanted.vulnerable),
        (_C.regulatory, wanted.regulatory),
        (_C.legal, wanted.legal),
        (_C.repeat_of.is_not(None), wanted.repeats),
    ):
        if said is not None:
            yield flag if said else ~flag  # said so that a flag that few have has its index
    yield from _of_time(wanted, reach)
    yield from _of_text(wanted.text, customers)


def _not_about(reach: Reach) -> sa.ColumnElement[bool]:
    """What is about whoever asks is in none of their lists."""
    return _C.about_user_id.is_distinct_from(reach.user_id)


def _of_scope(wanted: ComplaintFilter, reach: Reach) -> Iterator[sa.ColumnElement[bool]]:
    match wanted.scope:
        case Scope.MINE:
            yield sa.or_(_C.owner_id == reach.user_id, _C.backup_id == reach.user_id)
        case Scope.RECORDED:
            yield _C.recorded_by == reach.user_id
        case Scope.TEAM:
            yield _C.team == reach.team
        case Scope.ALL:
            pass


def _of_standing(wanted: ComplaintFilter, reach: Reach) -> Iterator[sa.ColumnElement[bool]]:
    match wanted.standing:
        case Standing.OPEN:
            yield _OWED
        case Standing.LATE:
            yield _OWED
            yield _late(reach)
        case Standing.DUE_TODAY:
            yield _OWED
            yield _today(reach)
        case Standing.CLOSED:
            yield _C.ended_at.is_not(None)
            yield _C.state != ComplaintState.UNDONE
        case Standing.ALL:
            yield _C.state != ComplaintState.UNDONE


def _of_time(wanted: ComplaintFilter, reach: Reach) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.band is not None:
        yield _band(wanted.band, reach)
    if wanted.due_before is not None:
        yield _C.due_order < min(wanted.due_before, NO_CLOCK)
    if wanted.recorded_from is not None:
        yield _C.registered_at >= wanted.recorded_from
    if wanted.recorded_before is not None:
        yield _C.registered_at < wanted.recorded_before


def _of_text(text: str, customers: Sequence[UUID]) -> Iterator[sa.ColumnElement[bool]]:
    if not text.strip():
        return
    number = _number(text)
    if number is not None and not text.strip().isdecimal():
        yield sa.and_(*number)
        return
    fits: list[sa.ColumnElement[bool]] = [sa.and_(*number)] if number is not None else []
    if query := query_of(text):
        fits.append(_C.words.bool_op("@@")(sa.func.to_tsquery(sa.text("'simple'"), query)))
    if customers:
        fits.append(_C.customer_id.in_(list(customers)))
    yield sa.or_(*fits) if fits else sa.false()


def _number(text: str) -> list[sa.ColumnElement[bool]] | None:
    sought = number_sought(text)
    if sought is None:
        return None
    conditions: list[sa.ColumnElement[bool]] = [_C.running == sought.running]
    if sought.year is not None:
        conditions.append(_C.year == sought.year)
    if sought.prefix:
        conditions.append(_C.prefix.startswith(sought.prefix, autoescape=True))
    return conditions


def _accounts_of(customer_id: UUID) -> sa.Select[Any] | sa.CompoundSelect[Any]:
    itself = _MERGED.alias("itself")
    others = sa.select(_MERGED.c.customer_id).where(
        _MERGED.c.lead_id == itself.c.lead_id, itself.c.customer_id == customer_id
    )
    return sa.union(sa.select(sa.literal(customer_id, sa.Uuid())), others)


def accounts_of_people(session: Session, people: Sequence[UUID]) -> Sequence[UUID]:
    """Return all accounts of these people, given by any of them."""
    if not people:
        return ()
    itself = _MERGED.alias("itself")
    query = (
        sa.select(_MERGED.c.customer_id)
        .join(itself, itself.c.lead_id == _MERGED.c.lead_id)
        .where(itself.c.customer_id.in_(list(people)))
    )
    return list({*people, *session.scalars(query)})


def _late(reach: Reach) -> sa.ColumnElement[bool]:
    return sa.or_(_C.due_order < reach.at, _C.clocks_late > 0)


def _today(reach: Reach) -> sa.ColumnElement[bool]:
    return sa.and_(_C.due_order >= reach.at, _C.due_order < reach.tomorrow, _C.clocks_late == 0)


def _band(band: DeadlineBand, reach: Reach) -> sa.ColumnElement[bool]:
    in_time = _C.clocks_late == 0
    match band:
        case DeadlineBand.LATE:
            return _late(reach)
        case DeadlineBand.TODAY:
            return _today(reach)
        case DeadlineBand.NEXT_DAYS:
            return sa.and_(_C.due_order >= reach.tomorrow, _C.due_order < reach.later, in_time)
        case DeadlineBand.LATER:
            return sa.and_(_C.due_order >= reach.later, _C.due_order < NO_CLOCK, in_time)
        case DeadlineBand.NO_CLOCK:
            return sa.and_(_C.due_order >= NO_CLOCK, in_time)


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

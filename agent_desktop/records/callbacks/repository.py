"""Every query on callbacks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.callbacks import OPEN_STATES, CallbackEventKind, CallbackOutcome, CallbackState
from agent_desktop.records.callbacks.book import Reader
from agent_desktop.records.callbacks.models import CallbackAttemptRow, CallbackEventRow, CallbackRow
from agent_desktop.records.consolidation.people import person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of

_BACK: Final = table_of(CallbackRow)
_EVENTS: Final = table_of(CallbackEventRow)
_ATTEMPTS: Final = table_of(CallbackAttemptRow)
_CUSTOMERS: Final = table_of(CustomerRow)
IS_OPEN: Final = _BACK.c.state.in_(sorted(OPEN_STATES))
_SAID_OF_IT: Final = (
    CallbackEventKind.JOINED,
    CallbackEventKind.WORD_ADDED,
    CallbackEventKind.MOVED,
    CallbackEventKind.HANDED_OVER,
    CallbackEventKind.CALLED_IN,
    CallbackEventKind.REOPENED,
)
SHOWN: Final = (
    sa.select(
        *_BACK.columns,
        _CUSTOMERS.c.customer_id.label("shown_id"),
        _CUSTOMERS.c.title,
        _CUSTOMERS.c.gender,
        _CUSTOMERS.c.name_latin,
        _CUSTOMERS.c.name_chinese,
        _CUSTOMERS.c.tier,
        _CUSTOMERS.c.wishes,
        _CUSTOMERS.c.calls_from,
        _CUSTOMERS.c.calls_until,
    )
    .select_from(_BACK)
    .outerjoin(_CUSTOMERS, _CUSTOMERS.c.customer_id == _BACK.c.person_id)
)


def may_work(reader: Reader, at: datetime) -> sa.ColumnElement[bool]:
    """Return the condition that somebody may have a callback before them: its owner, its team once the owner's time is
    over, everybody of its queue once the team's is; whoever has it, and supervisors."""
    if reader.is_supervisor:
        return sa.true()
    no_owner = sa.or_(_BACK.c.owner_id.is_(None), _BACK.c.owner_until < at)
    of_team = sa.and_(_BACK.c.team != "", _BACK.c.team == reader.team)
    no_team = sa.or_(_BACK.c.team == "", _BACK.c.team_until < at)
    return sa.or_(
        _BACK.c.owner_id == reader.user_id,
        _BACK.c.held_by == reader.user_id,
        sa.and_(no_owner, of_team),
        sa.and_(no_owner, no_team, _BACK.c.queue_code.in_(sorted(reader.queue_codes))),
    )


class CallbackRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lead_of(self, customer_id: UUID) -> UUID:
        """Return the leading account of a customer."""
        return self._session.execute(sa.select(person_of(sa.literal(customer_id, sa.Uuid())))).scalar_one()

    def lock(self, callback_id: UUID) -> CallbackRow | None:
        """Return one for nobody else to change meanwhile."""
        query = sa.select(CallbackRow).where(CallbackRow.callback_id == callback_id).with_for_update()
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    def lock_open(
        self, person_id: UUID | None, number: str, reason_code: str, about_id: UUID | None
    ) -> CallbackRow | None:
        """Return the open one of a person, or of a number that is nobody's, for this reason."""
        whose = _BACK.c.person_id == person_id if person_id is not None else sa.and_(
            _BACK.c.person_id.is_(None), _BACK.c.number == number
        )  # fmt: skip
        query = sa.select(CallbackRow).where(
            whose, CallbackRow.reason_code == reason_code, _BACK.c.about_id.is_not_distinct_from(about_id), IS_OPEN
        )
        locked = query.with_for_update().execution_options(populate_existing=True)
        return self._session.scalars(locked).one_or_none()

    def add_once(self, values: dict[str, Any]) -> bool:
        """Add one, unless another is open for the same person and reason; say whether it was added."""
        added = insert(_BACK).values(**values).on_conflict_do_nothing().returning(_BACK.c.callback_id)
        return self._session.execute(added).scalar_one_or_none() is not None

    def find_row(self, callback_id: UUID) -> CallbackRow | None:
        query = sa.select(CallbackRow).where(CallbackRow.callback_id == callback_id)
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    def find(self, callback_id: UUID) -> sa.RowMapping | None:
        """Return one with its customer's columns."""
        return self._session.execute(SHOWN.where(_BACK.c.callback_id == callback_id)).mappings().one_or_none()

    def find_workable(self, callback_id: UUID, reader: Reader, at: datetime) -> sa.RowMapping | None:
        query = SHOWN.where(_BACK.c.callback_id == callback_id, may_work(reader, at))
        return self._session.execute(query).mappings().one_or_none()

    def open_of(self, customer_id: UUID | None, number: str = "") -> Sequence[sa.RowMapping]:
        """Return the open ones of a person (by any account), or of a number that is nobody's."""
        if customer_id is not None:
            whose = _BACK.c.person_id == person_of(sa.literal(customer_id, sa.Uuid()))
        else:
            whose = sa.and_(_BACK.c.person_id.is_(None), _BACK.c.number == number)
        return self._session.execute(SHOWN.where(whose, IS_OPEN).order_by(_BACK.c.due_at)).mappings().all()

    def change_person(self, row: CallbackRow, customer_id: UUID | None) -> None:
        """Have one be another customer's; the trigger finds the person."""
        changed = sa.update(_BACK).where(_BACK.c.callback_id == row.callback_id).values(customer_id=customer_id)
        self._session.execute(changed)
        self._session.refresh(row)

    def list_of_call(self, call_id: UUID) -> Sequence[CallbackRow]:
        """Return those that were made in a call, for nobody else to change meanwhile."""
        query = sa.select(CallbackRow).where(CallbackRow.call_id == call_id).order_by(CallbackRow.callback_id)
        locked = query.with_for_update().execution_options(populate_existing=True)
        return self._session.scalars(locked).all()


def find_open_id(
    session: Session, customer_id: UUID | None, number: str, reason_code: str, about_id: UUID | None = None
) -> UUID | None:
    """Return the open one that a wish of this customer, or of this number, would join as things are; not locked."""
    whose = sa.and_(_BACK.c.person_id.is_(None), _BACK.c.number == number)
    if customer_id is not None:
        whose = sa.or_(whose, _BACK.c.person_id == person_of(sa.literal(customer_id, sa.Uuid())))
    query = sa.select(_BACK.c.callback_id).where(
        whose, _BACK.c.reason_code == reason_code, _BACK.c.about_id.is_not_distinct_from(about_id), IS_OPEN
    )
    return session.scalars(query.order_by(_BACK.c.person_id.is_(None)).limit(1)).one_or_none()


def open_ids_of_caller(session: Session, customer_id: UUID | None, number: str) -> Sequence[UUID]:
    """Return the open ones of a customer, by any account, and those of a number that is nobody's; not locked, always in
    one order."""
    whose = sa.and_(_BACK.c.person_id.is_(None), _BACK.c.number == number, sa.literal(bool(number)))
    if customer_id is not None:
        whose = sa.or_(whose, _BACK.c.person_id == person_of(sa.literal(customer_id, sa.Uuid())))
    return session.scalars(sa.select(_BACK.c.callback_id).where(whose, IS_OPEN).order_by(_BACK.c.callback_id)).all()


_MERGING: Final = 7606039
"""The advisory lock of migration 0039."""
_MISSED: Final = """
    SELECT DISTINCT c.customer_id
    FROM callbacks c LEFT JOIN merged_accounts m ON m.customer_id = c.customer_id
    WHERE c.state IN ('open', 'due', 'offered', 'dialling', 'expired')
      AND c.person_id <> coalesce(m.lead_id, c.customer_id)
"""


class DueCallbackRepository:
    """To whom their time brings something, and of whom telephony is to be told."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_due(self, at: datetime, most: int) -> Sequence[UUID]:
        """Return those to whom their time brings something now, the longest waiting first."""
        query = sa.select(_BACK.c.callback_id).where(_BACK.c.next_at <= at).order_by(_BACK.c.next_at).limit(most)
        return self._session.scalars(query).all()

    def lock_due(self, callback_id: UUID, at: datetime) -> CallbackRow | None:
        """Return one to whom its time brings something now; None where that was done, or somebody has it in hand."""
        return self._lock_free(_BACK.c.callback_id == callback_id, _BACK.c.next_at <= at)

    def next_at(self) -> datetime | None:
        first: datetime | None = self._session.scalar(sa.select(sa.func.min(_BACK.c.next_at)))
        return first

    def follow_people(self) -> int:
        """Have open callbacks that were made while accounts were being merged be the merged person's; return how many
        were not. While somebody merges accounts nothing is done."""
        free = self._session.scalar(sa.select(sa.func.pg_try_advisory_xact_lock(_MERGING)))
        if not free:
            return 0
        missed = self._session.scalars(sa.text(_MISSED)).all()
        if missed:
            self._session.execute(sa.text("SELECT callbacks_follow(:accounts)"), {"accounts": list(missed)})
            self._session.expire_all()
        return len(missed)

    def list_to_sync(self, most: int) -> Sequence[UUID]:
        """Return those of whose standing telephony has not been told yet."""
        return self._session.scalars(sa.select(_BACK.c.callback_id).where(_BACK.c.to_sync).limit(most)).all()

    def lock_to_sync(self, callback_id: UUID) -> CallbackRow | None:
        """Return one of whose standing telephony has not been told; None where it has, or somebody has it in hand.
        Telephony's item of it is locked before."""
        return self._lock_free(_BACK.c.callback_id == callback_id, _BACK.c.to_sync)

    def _lock_free(self, *conditions: sa.ColumnElement[bool]) -> CallbackRow | None:
        query = sa.select(CallbackRow).where(*conditions).with_for_update(skip_locked=True)
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()


class AttemptRepository:
    """Attempts, and the history."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: CallbackAttemptRow) -> None:
        self._session.add(row)
        self._session.flush()

    def find_under_way(self, callback_id: UUID) -> CallbackAttemptRow | None:
        query = sa.select(CallbackAttemptRow).where(
            CallbackAttemptRow.callback_id == callback_id, CallbackAttemptRow.ended_at.is_(None)
        )
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    def find_of_call(self, call_id: UUID) -> CallbackAttemptRow | None:
        query = sa.select(CallbackAttemptRow).where(CallbackAttemptRow.call_id == call_id)
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()

    def list_of(self, callback_id: UUID) -> Sequence[CallbackAttemptRow]:
        query = sa.select(CallbackAttemptRow).where(CallbackAttemptRow.callback_id == callback_id)
        return self._session.scalars(query.order_by(CallbackAttemptRow.at)).all()

    def failed_last(self, callback_id: UUID) -> int:
        """Return how many of the last attempts, without another between them, the carrier failed in."""
        failed = 0
        for row in reversed(self.list_of(callback_id)):
            if row.outcome is not CallbackOutcome.FAILED:
                break
            failed += 1
        return failed

    def add_event(self, values: dict[str, Any]) -> None:
        self._session.execute(sa.insert(_EVENTS).values(**values))

    def wished_since_rest(self, callback_id: UUID) -> bool:
        """Say whether somebody has wished for one, or promised it, after it was last told to rest."""
        c = _EVENTS.c
        rested = sa.select(sa.func.max(c.event_no)).where(
            c.callback_id == callback_id, c.kind == CallbackEventKind.RESTED
        )
        wished = sa.or_(
            c.kind.in_([CallbackEventKind.JOINED, CallbackEventKind.REOPENED]),
            sa.and_(c.kind == CallbackEventKind.MOVED, c.by_id.is_not(None)),
        )
        query = sa.exists().where(c.callback_id == callback_id, wished, c.event_no > rested.scalar_subquery())
        return bool(self._session.execute(sa.select(query)).scalar_one())

    def was_changed_since(self, callback_id: UUID, since: datetime) -> bool:
        """Say whether somebody has changed one since, or said something of it: not only looked at it, or called."""
        c = _EVENTS.c
        query = sa.exists().where(
            c.callback_id == callback_id, c.at >= since, c.by_id.is_not(None), c.kind.in_(_SAID_OF_IT)
        )
        return bool(self._session.execute(sa.select(query)).scalar_one())

    def history_of(self, callback_id: UUID) -> Sequence[sa.RowMapping]:
        query = sa.select(*_EVENTS.columns).where(_EVENTS.c.callback_id == callback_id).order_by(_EVENTS.c.event_no)
        return self._session.execute(query).mappings().all()


class CallbackListRepository:
    """Lists and counts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_where(
        self,
        *conditions: sa.ColumnElement[bool],
        from_at: datetime | None,
        until_at: datetime | None,
        also_ended: bool,
        most: int,
    ) -> tuple[Sequence[sa.RowMapping], int]:
        """Return what fits, by the time it is due, at most so many, and how many fit."""
        where = [*conditions]
        if not also_ended:
            where.append(IS_OPEN)
        if from_at is not None:
            where.append(_BACK.c.due_at >= from_at)
        if until_at is not None:
            where.append(_BACK.c.due_at < until_at)
        query = SHOWN.add_columns(sa.func.count().over().label("all_of_them")).where(*where)
        rows = self._session.execute(query.order_by(_BACK.c.due_at, _BACK.c.callback_id).limit(most)).mappings().all()
        return rows, rows[0]["all_of_them"] if rows else 0

    def counts(self, reader: Reader, at: datetime, today_until: datetime) -> sa.RowMapping:
        """Return how many open ones somebody has and may take, and how many wait for a supervisor's word."""
        mine = sa.or_(_BACK.c.owner_id == reader.user_id, _BACK.c.held_by == reader.user_id)
        waits = _BACK.c.state.in_([CallbackState.OPEN, CallbackState.DUE, CallbackState.EXPIRED])
        as_agent = Reader(reader.user_id, reader.team, reader.queue_codes)

        def count(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
            return sa.func.count().filter(*conditions)

        query = sa.select(
            count(mine).label("mine_open"),
            count(mine, _BACK.c.due_at < today_until).label("mine_today"),
            count(mine, _BACK.c.window_to < at, ~_BACK.c.rests).label("mine_late"),
            count(may_work(as_agent, at), waits, _BACK.c.window_from <= at, ~_BACK.c.rests).label("ours_due"),
            count(_BACK.c.state == CallbackState.EXPIRED).label("expired"),
        ).where(IS_OPEN)
        return self._session.execute(query).mappings().one()

    def count_day(self, agent_id: UUID, midnight: datetime, tomorrow: datetime, at: datetime) -> tuple[int, int, int]:
        """Count what was somebody's own to call back on the day: what they have ended, all of it, and what is late."""
        by_them = (
            sa.exists()
            .where(
                _ATTEMPTS.c.callback_id == _BACK.c.callback_id,
                _ATTEMPTS.c.by_id == agent_id,
                _ATTEMPTS.c.at >= midnight,
            )
            .correlate(_BACK)
        )
        theirs = sa.or_(_BACK.c.owner_id == agent_id, _BACK.c.held_by == agent_id)
        done = sa.and_(_BACK.c.state == CallbackState.DONE, sa.or_(by_them, _BACK.c.owner_id == agent_id))
        count = sa.func.count().filter
        query = sa.select(
            count(done),
            count(IS_OPEN, theirs, _BACK.c.due_at < tomorrow),
            count(IS_OPEN, theirs, _BACK.c.window_to < at, ~_BACK.c.rests),
        ).where(sa.or_(IS_OPEN, _BACK.c.ended_at >= midnight))
        ended, waits, late = self._session.execute(query).one()
        return ended, ended + waits, late

    def count_owned(self, owner_id: UUID, before: datetime) -> int:
        """Count the open ones that somebody has promised themselves, due before then."""
        query = sa.select(sa.func.count()).where(IS_OPEN, _BACK.c.owner_id == owner_id, _BACK.c.due_at < before)
        return self._session.scalar(query) or 0

    def count_late_by_queue(self, at: datetime) -> Mapping[str, int]:
        """Count the open ones whose promised time is over, by the code of their queue; queues without one are left
        out."""
        query = sa.select(_BACK.c.queue_code, sa.func.count()).where(IS_OPEN, _BACK.c.window_to < at, ~_BACK.c.rests)
        rows: Sequence[Any] = self._session.execute(query.group_by(_BACK.c.queue_code)).all()
        return dict(rows)

    def due_by_place(self, at: datetime, hour_until: datetime, today_until: datetime) -> Sequence[sa.RowMapping]:
        """Return how many open ones each team and queue has that are late, due within the hour, or later today, with
        the end of the first window that was missed. Whom somebody calls just now is not late."""
        late = sa.and_(_BACK.c.window_to < at, _BACK.c.state != CallbackState.DIALLING)
        soon = sa.and_(_BACK.c.window_to >= at, _BACK.c.due_at < hour_until)
        nobodys = sa.or_(_BACK.c.owner_id.is_(None), _BACK.c.owner_until < at)
        count = sa.func.count()
        query = (
            sa.select(
                _BACK.c.team,
                _BACK.c.queue_code,
                count.filter(late).label("late"),
                count.filter(is_expired()).label("expired"),
                sa.func.min(_BACK.c.window_to).filter(late).label("oldest_due_at"),
                count.filter(soon).label("next_hour"),
                count.filter(soon, nobodys, _BACK.c.held_by.is_(None)).label("next_hour_unowned"),
                count.filter(_BACK.c.due_at >= hour_until, _BACK.c.due_at < today_until).label("later_today"),
            )
            .where(IS_OPEN, _BACK.c.due_at < today_until, ~_BACK.c.rests)
            .group_by(_BACK.c.team, _BACK.c.queue_code)
        )
        return self._session.execute(query).mappings().all()


def is_mine(reader: Reader) -> sa.ColumnElement[bool]:
    return sa.or_(_BACK.c.owner_id == reader.user_id, _BACK.c.held_by == reader.user_id)


def is_expired() -> sa.ColumnElement[bool]:
    return _BACK.c.state == CallbackState.EXPIRED


def is_at(queue_codes: Collection[str], teams: Collection[str]) -> sa.ColumnElement[bool]:
    """Of one of these queues, or of one of these teams."""
    return sa.or_(_BACK.c.queue_code.in_(sorted(queue_codes)), _BACK.c.team.in_(sorted(teams)))


def does_not_rest() -> sa.ColumnElement[bool]:
    return ~_BACK.c.rests


def is_of(customer_id: UUID) -> sa.ColumnElement[bool]:
    return _BACK.c.person_id == person_of(sa.literal(customer_id, sa.Uuid()))

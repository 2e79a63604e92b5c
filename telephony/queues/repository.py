"""Every query on queues, their groups, their members and what these can; dispatch has its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallDirection, CallState, QueueSnapshot
from telephony.database import table_of
from telephony.queues.models import AgentSkillRow, QueueGroupRow, QueueMemberRow, QueueRow
from telephony.times import utc

HANDLED_LATELY: Final = 50
"""How many of a queue's last calls say how long one takes."""

HERE: Final = (AgentState.READY, AgentState.ON_CALL, AgentState.WRAP_UP)
"""The states of an agent who takes calls, now or next."""

_CALLS: Final = table_of(CallRow)
_QUEUES: Final = table_of(QueueRow)
_GROUPS: Final = table_of(QueueGroupRow)
_AGENTS: Final = table_of(AgentRow)
_MEMBERS: Final = table_of(QueueMemberRow)

_LOCK_GROUP: Final = (
    sa.select(QueueGroupRow.queue_group_id)
    .where(QueueGroupRow.queue_group_id == sa.bindparam("group_id"))
    .with_for_update()
)


def _of_report(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """Return `column` of the queue that a report's call stands in, or is to go to: the wanted or the default one."""
    known = sa.select(column).join(_CALLS, _CALLS.c.queue_id == _QUEUES.c.queue_id)
    is_known = sa.and_(_CALLS.c.provider == sa.bindparam("provider"), _CALLS.c.call_sid == sa.bindparam("call_sid"))
    return sa.func.coalesce(
        known.where(is_known).correlate(None).scalar_subquery(),
        *(
            sa.select(column)
            .where(_QUEUES.c.code == sa.bindparam(code), ~_QUEUES.c.retired)
            .correlate(None)
            .scalar_subquery()
            for code in ("wanted_code", "default_code")
        ),
    )


def group_of_report() -> sa.ColumnElement[Any]:
    """Return the group of the queue that a report's call stands in, or is to go to."""
    return _of_report(_QUEUES.c.queue_group_id)


_OF_REPORT: Final = (
    sa.select(_of_report(_QUEUES.c.queue_id).label("queue_id")).cte("of_report").prefix_with("MATERIALIZED")
)
_WANTED: Final = _QUEUES.alias("wanted")
_LOCK_GROUP_OF_REPORT: Final = (
    sa.select(*_QUEUES.columns, _WANTED.c.queue_id.label("wanted_id"))
    .select_from(_OF_REPORT)
    .join(_WANTED, _WANTED.c.queue_id == _OF_REPORT.c.queue_id)
    .join(_GROUPS, _GROUPS.c.queue_group_id == _WANTED.c.queue_group_id)
    .join(_QUEUES, _QUEUES.c.queue_group_id == _GROUPS.c.queue_group_id)
    .with_for_update(of=_GROUPS)
    .execution_options(later=True)
)
_LIST_QUEUES: Final = sa.select(QueueRow).where(QueueRow.queue_group_id == sa.bindparam("group_id"))
_SNAPSHOTS: Final = (
    sa.select(
        _QUEUES.c.queue_id,
        _QUEUES.c.name,
        sa.func.count(_CALLS.c.call_id),
        sa.func.min(_CALLS.c.enqueued_at),
    )
    .select_from(_QUEUES)
    .outerjoin(
        _CALLS,
        sa.and_(_CALLS.c.queue_id == _QUEUES.c.queue_id, _CALLS.c.state == CallState.QUEUED, ~_CALLS.c.undialled),
    )
    .group_by(_QUEUES.c.queue_id)
    .order_by(_QUEUES.c.position, _QUEUES.c.code)
)
_SNAPSHOTS_OF: Final = _SNAPSHOTS.where(
    _QUEUES.c.queue_id.in_(sa.select(_MEMBERS.c.queue_id).where(_MEMBERS.c.agent_id == sa.bindparam("of_agent"))),
    ~_QUEUES.c.retired,
).execution_options(later=True)
_LAST_HANDLED: Final = (
    sa.select((_CALLS.c.talk_seconds + _CALLS.c.hold_seconds + _CALLS.c.wrap_up_seconds).label("seconds"))
    .where(
        _CALLS.c.queue_id == sa.bindparam("of_queue"),
        _CALLS.c.wrapped_up_at.is_not(None),
        _CALLS.c.direction == CallDirection.INBOUND,
    )
    .order_by(_CALLS.c.wrapped_up_at.desc())
    .limit(HANDLED_LATELY)
    .subquery()
)
_STANDING: Final = sa.select(
    sa.select(sa.func.count())
    .select_from(_MEMBERS.join(_AGENTS, _AGENTS.c.agent_id == _MEMBERS.c.agent_id))
    .where(_MEMBERS.c.queue_id == sa.bindparam("of_queue"), _AGENTS.c.state.in_(HERE))
    .scalar_subquery(),
    sa.select(sa.func.avg(_LAST_HANDLED.c.seconds)).scalar_subquery(),
)


class QueueRepository:
    """Reads queues. `lock_group` comes before every other lock of a use case."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_group(self, group_id: UUID) -> None:
        """Take the lock under which everything in a group is decided, until the end of the transaction."""
        self._session.execute(_LOCK_GROUP, {"group_id": group_id})

    def lock_group_of_report(
        self, provider: str, call_sid: str, *, wanted_code: str, default_code: str
    ) -> Callable[[], tuple[QueueRow, Sequence[QueueRow]] | None]:
        """Lock the group of a carrier's call; the answer is the call's queue and all queues of that group, to read.

        The queue of a call that is not known yet is the wanted one, or the default one where there is none of that
        code; None where there is neither. Who was first under the lock may have made the call meanwhile: read it.
        """
        codes = {"wanted_code": wanted_code, "default_code": default_code}
        found = self._session.execute(_LOCK_GROUP_OF_REPORT, {"provider": provider, "call_sid": call_sid, **codes})

        def answer() -> tuple[QueueRow, Sequence[QueueRow]] | None:
            rows: Sequence[Any] = found.all()  # they read like a `QueueRow` and cost a fraction of one
            wanted = next((row for row in rows if row.queue_id == row.wanted_id), None)
            return None if wanted is None else (wanted, rows)

        return answer

    def list_queues(self, group_id: UUID) -> Sequence[QueueRow]:
        """List the queues of a group."""
        return self._session.scalars(_LIST_QUEUES, {"group_id": group_id}).all()

    def get_queue(self, queue_id: UUID) -> QueueRow:
        """Return a queue that a call stands in (a foreign key holds it)."""
        return self._session.get_one(QueueRow, queue_id)

    def find_by_code(self, code: str) -> QueueRow | None:
        """Return the queue that the settings call `code`."""
        return self._session.scalar(sa.select(QueueRow).where(QueueRow.code == code, ~QueueRow.retired))

    def put_group(self, code: str) -> UUID:
        """Have the group and return its id. Safe when several servers start at once."""
        self._session.execute(
            insert(QueueGroupRow).values(code=code).on_conflict_do_nothing(index_elements=[QueueGroupRow.code])
        )
        return self._session.scalars(sa.select(QueueGroupRow.queue_group_id).where(QueueGroupRow.code == code)).one()

    def put_queue(self, code: str, **values: object) -> None:
        """Have the queue with these columns, new or as it was. What the session has read of queues is read anew."""
        values["retired"] = False
        put = insert(QueueRow).values(code=code, **values)
        self._session.execute(put.on_conflict_do_update(index_elements=[QueueRow.code], set_=values))
        self._session.expire_all()


class MemberRepository:
    """Who serves which queue, and what they can."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find_group_of_member(self, agent_id: UUID) -> UUID | None:
        """Return the group of the queues that an agent serves."""
        query = (
            sa.select(QueueRow.queue_group_id)
            .join(QueueMemberRow, QueueMemberRow.queue_id == QueueRow.queue_id)
            .where(QueueMemberRow.agent_id == agent_id)
            .order_by(QueueRow.code)
            .limit(1)
        )
        return self._session.scalar(query)

    def list_queue_ids_of(self, agent_id: UUID) -> frozenset[UUID]:
        """List the queues that an agent serves."""
        served = sa.select(QueueMemberRow.queue_id).where(QueueMemberRow.agent_id == agent_id)
        return frozenset(self._session.scalars(served))

    def add_member(self, queue_id: UUID, agent_id: UUID) -> None:
        """Have the agent serve the queue; nothing where they do."""
        member = insert(QueueMemberRow).values(queue_id=queue_id, agent_id=agent_id)
        self._session.execute(member.on_conflict_do_nothing())

    def put_skill(self, agent_id: UUID, skill: str, level: int) -> None:
        """Have the agent's level in the skill be `level`, 1 to 5."""
        put = insert(AgentSkillRow).values(agent_id=agent_id, skill=skill, level=level)
        known = [AgentSkillRow.agent_id, AgentSkillRow.skill]
        self._session.execute(put.on_conflict_do_update(index_elements=known, set_={"level": level}))

    def skills_of(self, agent_id: UUID) -> Mapping[str, int]:
        """Return an agent's levels by skill."""
        query = sa.select(AgentSkillRow.skill, AgentSkillRow.level).where(AgentSkillRow.agent_id == agent_id)
        rows: Sequence[Any] = self._session.execute(query).all()
        return dict(rows)

    def who_is_here(self, group_id: UUID, agent_id: UUID | None, team: str) -> tuple[bool, bool]:
        """Say whether this agent, and whether anybody of this team, is signed in to the group and takes calls."""
        query = sa.select(
            sa.func.coalesce(sa.func.bool_or(_AGENTS.c.agent_id == agent_id), sa.false()),
            sa.func.coalesce(sa.func.bool_or(sa.and_(_AGENTS.c.team == team, _AGENTS.c.team != "")), sa.false()),
        ).where(_AGENTS.c.queue_group_id == group_id, _AGENTS.c.state.in_(HERE))
        agent_is, team_is = self._session.execute(query).one()
        return bool(agent_is), bool(team_is)


class BoardRepository:
    """How the queues stand."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count_waiting(self, queue_id: UUID) -> int:
        """Count the callers of a queue to whom nobody has been offered yet."""
        query = sa.select(sa.func.count()).where(
            _CALLS.c.queue_id == queue_id, _CALLS.c.state == CallState.QUEUED, ~_CALLS.c.undialled
        )
        return self._session.scalar(query) or 0

    def count_ahead(self, call: CallRow, point_seconds: int) -> int:
        """Count the callers of a waiting call's queue who stand before it, by `policy.place_of`; those who would rather
        be called back stand there too."""
        points = sa.func.make_interval(0, 0, 0, 0, 0, 0, _CALLS.c.priority * point_seconds)
        mine = call.enqueued_at - timedelta(seconds=call.priority * point_seconds)
        place = sa.tuple_(~_CALLS.c.urgent, _CALLS.c.enqueued_at - points, _CALLS.c.call_id)
        query = sa.select(sa.func.count()).where(
            _CALLS.c.queue_id == call.queue_id,
            _CALLS.c.state == CallState.QUEUED,
            sa.not_(sa.and_(_CALLS.c.undialled, _CALLS.c.by_share)),
            place < sa.tuple_(sa.literal(not call.urgent), sa.literal(mine), sa.literal(call.call_id)),
        )
        return self._session.scalar(query) or 0

    def list_snapshots(self, queue_ids: Collection[UUID]) -> tuple[QueueSnapshot, ...]:
        """List these queues with how many wait, in the settings' order."""
        return self._snapshots(_QUEUES.c.queue_id.in_(queue_ids))

    def list_snapshots_of(self, agent_id: UUID) -> tuple[QueueSnapshot, ...]:
        """List the queues that an agent serves with how many wait, in the settings' order."""
        return self.ask_snapshots_of(agent_id)()

    def ask_snapshots_of(self, agent_id: UUID) -> Callable[[], tuple[QueueSnapshot, ...]]:
        """Ask what `list_snapshots_of` returns; it may wait for what is asked beside it."""
        found = self._session.execute(_SNAPSHOTS_OF, {"of_agent": agent_id})
        return lambda: _snapshots_from(found.all())

    def strength_of(self, queue_id: UUID) -> tuple[int, float | None]:
        """Return how many who serve the queue take calls now, and the mean seconds (talk, hold, wrap-up) of the last
        calls handled in it; None where there were none."""
        agents, seconds = self._session.execute(_STANDING, {"of_queue": queue_id}).one()
        return agents, None if seconds is None else float(seconds)

    def _snapshots(self, which: sa.ColumnElement[bool]) -> tuple[QueueSnapshot, ...]:
        return _snapshots_from(self._session.execute(_SNAPSHOTS.where(which)).all())


def _snapshots_from(rows: Sequence[Any]) -> tuple[QueueSnapshot, ...]:
    return tuple(
        QueueSnapshot(
            queue_id=queue_id,
            name=name,
            waiting=waiting,
            longest_enqueued_at=None if longest is None else utc(longest),
        )
        for queue_id, name, waiting, longest in rows
    )

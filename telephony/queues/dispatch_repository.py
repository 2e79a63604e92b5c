"""Every query of a dispatch: who waits, who is free, and what became of earlier offers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, OfferOutcome
from telephony.database import table_of
from telephony.offers.models import OfferRow
from telephony.queues.models import AgentSkillRow, QueueMemberRow, QueueRow
from telephony.queues.policy import ReadyAgent, WaitingCall
from telephony.queues.repository import group_of_report

DISPATCH_LIMIT: Final = 500
"""The most waiting calls of each queue that one dispatch looks at, from the front."""

_REFUSED: Final = (OfferOutcome.DECLINED, OfferOutcome.NOT_ANSWERED)

_CALLS: Final = table_of(CallRow)
_QUEUES: Final = table_of(QueueRow)
_AGENTS: Final = table_of(AgentRow)
_OFFERS: Final = table_of(OfferRow)
_MEMBERS: Final = table_of(QueueMemberRow)
_SKILLS: Final = table_of(AgentSkillRow)

_QUEUED: Final = sa.literal(CallState.QUEUED, _CALLS.c.state.type, literal_execute=True)
"""In the words of the statement and no value of it: so the database may use the index of those that wait without
planning anew each time."""

_PLACE: Final = (
    _CALLS.c.urgent.desc(),
    _CALLS.c.enqueued_at
    - sa.func.make_interval(0, 0, 0, 0, 0, 0, _CALLS.c.priority * sa.bindparam("point_seconds", type_=sa.Integer)),
    _CALLS.c.call_id,
)
"""The order of `policy.place_of`, for which callers stand at the front."""


def _list_waiting(group: sa.ColumnElement[Any]) -> sa.Select[Any]:
    front = (
        sa.select(
            _CALLS.c.call_id,
            _CALLS.c.queue_id,
            _CALLS.c.priority,
            _CALLS.c.enqueued_at,
            _CALLS.c.urgent,
            _CALLS.c.preferred_agent_id,
            _CALLS.c.preferred_until_at,
            _CALLS.c.preferred_team,
            _CALLS.c.team_until_at,
            sa.func.row_number().over(partition_by=_CALLS.c.queue_id, order_by=_PLACE).label("place"),
        )
        .join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
        .where(_QUEUES.c.queue_group_id == group, _CALLS.c.state == _QUEUED)
        .subquery("front")
    )
    return (
        sa.select(
            *(column for column in front.c if column.name != "place"),
            sa.exists().where(_OFFERS.c.call_id == front.c.call_id, _OFFERS.c.outcome.in_(_REFUSED)),
        )
        .where(front.c.place <= DISPATCH_LIMIT)
        .execution_options(later=True)
    )


def _list_ready(group: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return (
        sa.select(
            _AGENTS.c.agent_id,
            _AGENTS.c.idle_since_at,
            sa.func.array_agg(_MEMBERS.c.queue_id),
            sa.select(sa.func.jsonb_object_agg(_SKILLS.c.skill, _SKILLS.c.level))
            .where(_SKILLS.c.agent_id == _AGENTS.c.agent_id)
            .scalar_subquery(),
            _AGENTS.c.team,
        )
        .join(_MEMBERS, _MEMBERS.c.agent_id == _AGENTS.c.agent_id)
        .where(
            _AGENTS.c.queue_group_id == group,
            _AGENTS.c.state == AgentState.READY,
            _AGENTS.c.offer_id.is_(None),
            _AGENTS.c.desktop_lost_at.is_(None),
            sa.or_(
                sa.bindparam("somebody_waits", type_=sa.Boolean),
                sa.exists().where(
                    _QUEUES.c.queue_group_id == _AGENTS.c.queue_group_id,
                    _CALLS.c.queue_id == _QUEUES.c.queue_id,
                    _CALLS.c.state == _QUEUED,
                ),
            ),
        )
        .group_by(_AGENTS.c.agent_id)
        .execution_options(later=True)
    )


_GROUP: Final = sa.bindparam("group_id", type_=_QUEUES.c.queue_group_id.type)
_LIST_WAITING: Final = _list_waiting(_GROUP)
_LIST_READY: Final = _list_ready(_GROUP)
_LIST_WAITING_OF_REPORT: Final = _list_waiting(group_of_report())
_LIST_READY_OF_REPORT: Final = _list_ready(group_of_report())


class Asked:
    """Who waits and who is ready, asked for in one go."""

    def __init__(self, waiting: sa.Result[Any], ready: sa.Result[Any]) -> None:
        self._waiting = waiting
        self._ready = ready

    def answers(self, new: Sequence[CallRow]) -> tuple[Sequence[WaitingCall], Sequence[ReadyAgent]]:
        """List the calls that wait in a group's queues, of each queue those at the front, in no order; and the
        group's agents who are ready and have no offer, with the queues they serve and what they can.

        `new` are calls that wait and are not written yet. Look once only.
        """
        calls: Sequence[Any] = self._waiting.all()
        agents: Sequence[Any] = self._ready.all()
        return [*(WaitingCall(*row) for row in calls), *(_waiting(call) for call in new)], [
            ReadyAgent(agent_id, idle, frozenset(queue_ids), skills or {}, team)
            for agent_id, idle, queue_ids, skills, team in agents
        ]


class DispatchRepository:
    """What the policy decides on: who waits and who is free. Read it under the group's lock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask_waiting_and_ready(self, group_id: UUID, point_seconds: int, somebody_waits: bool) -> Asked:
        """Ask who waits and who is ready in a group. Where nobody waits, written or not (`somebody_waits`), nobody is
        listed as ready."""
        return Asked(
            self._session.execute(_LIST_WAITING, {"group_id": group_id, "point_seconds": point_seconds}),
            self._session.execute(_LIST_READY, {"group_id": group_id, "somebody_waits": somebody_waits}),
        )

    def ask_of_report(
        self, provider: str, call_sid: str, point_seconds: int, *, wanted_code: str, default_code: str
    ) -> Asked:
        """Ask the same of the group that `QueueRepository.lock_group_of_report` locks, for a call that is to wait."""
        call = {"provider": provider, "call_sid": call_sid, "wanted_code": wanted_code, "default_code": default_code}
        return Asked(
            self._session.execute(_LIST_WAITING_OF_REPORT, {**call, "point_seconds": point_seconds}),
            self._session.execute(_LIST_READY_OF_REPORT, {**call, "somebody_waits": True}),
        )

    def get_waiting(self, call_id: UUID) -> WaitingCall:
        """Return one call as the policy sees it."""
        return _waiting(self.get_call(call_id))

    def get_call(self, call_id: UUID) -> CallRow:
        """Return a waiting call. What was read of it under the lock is what it is."""
        return self._session.get_one(CallRow, call_id)

    def list_refusals(self, call_ids: Collection[UUID]) -> Sequence[tuple[UUID, UUID, OfferOutcome, datetime]]:
        """List (call, agent, outcome, when) of the offers of these calls that were declined or not answered."""
        query = sa.select(OfferRow.call_id, OfferRow.agent_id, OfferRow.outcome, OfferRow.ended_at).where(
            OfferRow.call_id.in_(call_ids),
            OfferRow.outcome.in_(_REFUSED),
        )
        found = self._session.execute(query)
        return [(call, agent, outcome, ended) for call, agent, outcome, ended in found if ended is not None]


def _waiting(row: CallRow) -> WaitingCall:
    return WaitingCall(
        row.call_id,
        row.queue_id,
        row.priority,
        row.enqueued_at,
        row.urgent,
        row.preferred_agent_id,
        row.preferred_until_at,
        row.preferred_team,
        row.team_until_at,
    )

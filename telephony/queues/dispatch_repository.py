"""Every query of a dispatch: who waits, who is free, and what became of earlier offers."""

from collections.abc import Collection, Mapping, Sequence
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
"""The most waiting calls of each kind and queue that one dispatch looks at, from the front."""

LISTED_AT_LEAST: Final = 8
"""So many of those free in a queue are listed in any case. Where fewer come, they are all who are free, and the manager
and the team of a new caller need not be asked for: that would be one more wait for the database."""

_REFUSED: Final = (OfferOutcome.DECLINED, OfferOutcome.NOT_ANSWERED, OfferOutcome.GIVEN_BACK)

_CALLS: Final = table_of(CallRow)
_QUEUES: Final = table_of(QueueRow)
_AGENTS: Final = table_of(AgentRow)
_OFFERS: Final = table_of(OfferRow)
_MEMBERS: Final = table_of(QueueMemberRow)
_SKILLS: Final = table_of(AgentSkillRow)

_QUEUED: Final = sa.literal(CallState.QUEUED, _CALLS.c.state.type, literal_execute=True)
"""In the words of the statement and no value of it: so the database may use the index of those that wait without
planning anew each time."""

_READY: Final = sa.literal(AgentState.READY, _AGENTS.c.state.type, literal_execute=True)
"""Likewise, for the index of those who are free."""

_BY_SHARE: Final = sa.and_(_CALLS.c.by_share, _CALLS.c.undialled)
"""One that was dialled and waits now is a caller as any other."""

_IS_FREE: Final = (
    _AGENTS.c.state == _READY,
    _AGENTS.c.offer_id.is_(None),
    _AGENTS.c.desktop_lost_at.is_(None),
    _AGENTS.c.kept_for_id.is_(None),
)


_WAITING: Final = _CALLS.join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)


def _waits_in(group: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
    return sa.and_(_QUEUES.c.queue_group_id == group, _CALLS.c.state == _QUEUED)


def _free_in(group: sa.ColumnElement[Any]) -> sa.CTE:
    """Build who is free in a group."""
    free = sa.select(_AGENTS.c.agent_id).where(_AGENTS.c.queue_group_id == group, *_IS_FREE).limit(DISPATCH_LIMIT)
    return free.cte("free").prefix_with("MATERIALIZED")


def _list_waiting(group: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Build what lists those who could be chosen of the callers: nobody where no agent is free, or else of each queue
    the front, as many as there are free agents.

    Who of a queue has been waiting for the same step of its overflow can have the same agents, so whoever stands behind
    as many as there are agents gets none. Only who waits for certain agents, may have one of another queue's, or has
    been refused, is like nobody else: those are listed by themselves.
    """
    free = _free_in(group)
    count = sa.select(sa.func.count()).select_from(free).scalar_subquery()
    at = sa.bindparam("at", type_=_CALLS.c.enqueued_at.type)
    step = sa.func.jsonb_each_text(_QUEUES.c.overflow).table_valued("key", "value")
    after = sa.func.make_interval(0, 0, 0, 0, 0, 0, sa.cast(step.c.value, sa.Integer))
    steps = sa.select(sa.func.count()).select_from(step).where(_CALLS.c.enqueued_at + after <= at).scalar_subquery()
    queued = (
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
            sa.exists()
            .where(_OFFERS.c.call_id == _CALLS.c.call_id, _OFFERS.c.outcome.in_(_REFUSED))
            .label("was_refused"),
            _BY_SHARE.label("by_share"),
            _CALLS.c.late_at,
            _QUEUES.c.callback_credit,
            sa.case((_QUEUES.c.overflow == sa.text("'{}'::jsonb"), 0), else_=steps).label("steps"),
        )
        .select_from(_WAITING)
        .where(_waits_in(group), count > 0)
        .cte("queued")
        .prefix_with("MATERIALIZED")
    )
    is_apart = sa.or_(
        queued.c.by_share,
        queued.c.was_refused,
        sa.func.coalesce(sa.func.greatest(queued.c.preferred_until_at, queued.c.team_until_at) > at, sa.false()),
        sa.func.coalesce(queued.c.preferred_agent_id.in_(sa.select(free.c.agent_id)), sa.false()),
    )
    # Callbacks by themselves: however many wait, no caller is hidden behind them.
    kind = (queued.c.queue_id, queued.c.by_share, is_apart, queued.c.steps)
    points = queued.c.priority * sa.bindparam("point_seconds", type_=sa.Integer)
    worth = sa.func.make_interval(0, 0, 0, 0, 0, 0, points)
    # The order of `policy.place_of`.
    place = (queued.c.urgent.desc(), queued.c.enqueued_at - worth, queued.c.call_id)
    ranked = sa.select(
        *(column for column in queued.c if column.name != "steps"),
        is_apart.label("apart"),
        sa.func.row_number().over(partition_by=kind, order_by=place).label("place"),
    ).subquery("ranked")
    return (
        sa.select(*(column for column in ranked.c if column.name not in ("apart", "place")))
        .where(ranked.c.place <= sa.case((ranked.c.apart, DISPATCH_LIMIT), else_=count))
        .execution_options(later=True)
    )


def _count_needed(group: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    """Build what says how many agents of a kind a dispatch can need: one for each call that waits, one for the call
    that has just come, and one for each who has refused one of them."""
    waiting = sa.select(_CALLS.c.call_id).select_from(_WAITING).where(_waits_in(group)).cte("waiting_ids")
    refused = sa.select(sa.func.count()).where(_OFFERS.c.call_id == waiting.c.call_id, _OFFERS.c.outcome.in_(_REFUSED))
    total = sa.select(sa.func.count()).select_from(waiting).scalar_subquery() + refused.scalar_subquery() + 1
    return sa.select(total).scalar_subquery()


def _list_front(group: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Build what lists those who could be chosen: of each queue the longest idle, as many as a dispatch can need.

    Where a queue needs skills, the level goes before that, and all its members are listed. Managers and teams of the
    calls that wait go before others too.
    """
    free = _free_in(group)
    count = sa.select(sa.func.count()).select_from(free).scalar_subquery()
    needed = sa.select(_count_needed(group).label("most")).cte("needed").prefix_with("MATERIALIZED")
    # Once as many wait as are free, the others need not be counted: they may be very many.
    some = sa.select(_CALLS.c.call_id).select_from(_WAITING).where(_waits_in(group)).limit(count).subquery("some")
    enough = sa.select(sa.func.count()).select_from(some).scalar_subquery() >= count
    most = sa.case((enough, count), else_=sa.select(needed.c.most).scalar_subquery())
    longest_idle = (
        sa.select(_AGENTS.c.agent_id)
        .join(_MEMBERS, sa.and_(_MEMBERS.c.agent_id == _AGENTS.c.agent_id, _MEMBERS.c.queue_id == _QUEUES.c.queue_id))
        .where(_AGENTS.c.queue_group_id == group, *_IS_FREE)
        .correlate(_QUEUES)
        .order_by(_AGENTS.c.idle_since_at, _AGENTS.c.agent_id)
        .limit(sa.case((_QUEUES.c.needs == sa.text("'{}'::jsonb"), sa.func.greatest(most, LISTED_AT_LEAST))))
        .lateral("longest_idle")
    )
    of_queues = (
        sa.select(longest_idle.c.agent_id)
        .select_from(_QUEUES.join(longest_idle, sa.true()))
        .where(_QUEUES.c.queue_group_id == group)
    )
    wished = (
        sa.select(_AGENTS.c.agent_id)
        .join(_QUEUES, _QUEUES.c.queue_group_id == _AGENTS.c.queue_group_id)
        .join(_CALLS, _CALLS.c.queue_id == _QUEUES.c.queue_id)
        .where(
            _AGENTS.c.queue_group_id == group,
            *_IS_FREE,
            _CALLS.c.state == _QUEUED,
            sa.or_(
                _CALLS.c.preferred_agent_id == _AGENTS.c.agent_id,
                sa.and_(_CALLS.c.preferred_team == _AGENTS.c.team, _CALLS.c.preferred_team != ""),
            ),
        )
    )
    return sa.union(of_queues, wished)  # type: ignore[return-value]


_READY_COLUMNS: Final = (
    _AGENTS.c.agent_id,
    _AGENTS.c.idle_since_at,
    sa.func.array_agg(_MEMBERS.c.queue_id),
    sa.select(sa.func.jsonb_object_agg(_SKILLS.c.skill, _SKILLS.c.level))
    .where(_SKILLS.c.agent_id == _AGENTS.c.agent_id)
    .scalar_subquery(),
    _AGENTS.c.team,
)


def _list_ready(group: sa.ColumnElement[Any]) -> sa.Select[Any]:
    return (
        sa.select(*_READY_COLUMNS)
        .join(_MEMBERS, _MEMBERS.c.agent_id == _AGENTS.c.agent_id)
        .where(
            _AGENTS.c.agent_id.in_(_list_front(group)),
            sa.or_(
                sa.bindparam("somebody_waits", type_=sa.Boolean),
                sa.exists().where(
                    _QUEUES.c.queue_group_id == group,
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
_LIST_WISHED: Final = (
    sa.select(*_READY_COLUMNS)
    .join(_MEMBERS, _MEMBERS.c.agent_id == _AGENTS.c.agent_id)
    .where(
        _AGENTS.c.queue_group_id == _GROUP,
        *_IS_FREE,
        sa.or_(
            _AGENTS.c.agent_id == sa.bindparam("of_agent", type_=_AGENTS.c.agent_id.type),
            sa.and_(_AGENTS.c.team == sa.bindparam("of_team", type_=sa.String), _AGENTS.c.team != ""),
        ),
    )
    .group_by(_AGENTS.c.agent_id)
    .execution_options(later=True)
)


_KEEP_CREDIT: Final = (
    sa.update(_QUEUES)
    .where(_QUEUES.c.queue_id == sa.bindparam("of_queue"))
    .values(callback_credit=sa.bindparam("new_credit"))
    .execution_options(later=True)
)


class Asked:
    """Who waits and who is ready, asked for in one go."""

    def __init__(self, waiting: sa.Result[Any], ready: sa.Result[Any]) -> None:
        self._waiting = waiting
        self._ready = ready

    def answers(self, new: Sequence[CallRow]) -> tuple[Sequence[WaitingCall], Sequence[ReadyAgent]]:
        """List the calls that wait in a group's queues, of each queue those at the front, in no order, where anybody is
        free at all; and those of the group's agents who are ready and have no offer who could be chosen for them, with
        the queues they serve and what they can.

        `new` are calls that wait and are not written yet; whoever goes before others for their sake is to be asked for
        (`DispatchRepository.list_wished`). Look once only.
        """
        calls: Sequence[Any] = self._waiting.all()
        waiting = [*(WaitingCall(*row) for row in calls), *(_waiting(call) for call in new)]
        return waiting, _agents(self._ready.all())


class DispatchRepository:
    """What the policy decides on: who waits and who is free. Read it under the group's lock."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask_waiting_and_ready(self, group_id: UUID, point_seconds: int, somebody_waits: bool, *, at: datetime) -> Asked:
        """Ask who waits at `at` and who is ready in a group. Where nobody waits, written or not (`somebody_waits`),
        nobody is listed as ready, and where nobody is ready, nobody as waiting."""
        return Asked(
            self._session.execute(_LIST_WAITING, {"group_id": group_id, "point_seconds": point_seconds, "at": at}),
            self._session.execute(_LIST_READY, {"group_id": group_id, "somebody_waits": somebody_waits}),
        )

    def ask_of_report(
        self, provider: str, call_sid: str, point_seconds: int, *, wanted_code: str, default_code: str, at: datetime
    ) -> Asked:
        """Ask the same of the group that `QueueRepository.lock_group_of_report` locks, for a call that is to wait."""
        call = {"provider": provider, "call_sid": call_sid, "wanted_code": wanted_code, "default_code": default_code}
        return Asked(
            self._session.execute(_LIST_WAITING_OF_REPORT, {**call, "point_seconds": point_seconds, "at": at}),
            self._session.execute(_LIST_READY_OF_REPORT, {**call, "somebody_waits": True}),
        )

    def list_wished(self, group_id: UUID, call: CallRow, known: Sequence[ReadyAgent]) -> Sequence[ReadyAgent]:
        """List who is free in the group and goes before others for a call that has just come: its manager and their
        team, without those who are `known`. Nothing is asked where it has neither, or where so few are `known` that
        they are all who are free."""
        if len(known) < LISTED_AT_LEAST or (call.preferred_agent_id is None and not call.preferred_team):
            return ()
        wished = {"group_id": group_id, "of_agent": call.preferred_agent_id, "of_team": call.preferred_team}
        found = _agents(self._session.execute(_LIST_WISHED, wished).all())
        ids = {agent.agent_id for agent in known}
        return [agent for agent in found if agent.agent_id not in ids]

    def get_waiting(self, call_ids: Collection[UUID]) -> Sequence[WaitingCall]:
        """Return these calls as the policy sees them, in no order."""
        if len(call_ids) == 1:
            return [_waiting(self.get_call(call_id)) for call_id in call_ids]  # most often it is at hand
        return [
            _waiting(call) for call in self._session.scalars(sa.select(CallRow).where(CallRow.call_id.in_(call_ids)))
        ]

    def get_call(self, call_id: UUID) -> CallRow:
        """Return a waiting call. What was read of it under the lock is what it is."""
        return self._session.get_one(CallRow, call_id)

    def keep_credits(self, left: Mapping[UUID, int]) -> None:
        """Write what callbacks of these queues have to their credit; nothing where there are none."""
        for queue_id, credit in left.items():
            self._session.execute(_KEEP_CREDIT, {"of_queue": queue_id, "new_credit": credit})

    def list_refusals(self, call_ids: Collection[UUID]) -> Sequence[tuple[UUID, UUID, OfferOutcome, datetime]]:
        """List (call, agent, outcome, when) of the offers of these calls that were declined, not answered or given
        back."""
        query = sa.select(OfferRow.call_id, OfferRow.agent_id, OfferRow.outcome, OfferRow.ended_at).where(
            OfferRow.call_id.in_(call_ids),
            OfferRow.outcome.in_(_REFUSED),
        )
        found = self._session.execute(query)
        return [(call, agent, outcome, ended) for call, agent, outcome, ended in found if ended is not None]


def _agents(rows: Sequence[Any]) -> list[ReadyAgent]:
    return [
        ReadyAgent(agent_id, idle, frozenset(queue_ids), skills or {}, team)
        for agent_id, idle, queue_ids, skills, team in rows
    ]


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

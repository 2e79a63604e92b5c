"""Reads how everybody and everything stands now, and what has become of a day's calls. Changes nothing.

Columns, not rows of the ORM, and each part in one statement: two thousand agents are read several times a second.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.board.facts import AgentDone, LiveAgent, LiveCall, LiveQueue, words_of
from telephony.calls.models import CallRow, CallStretchRow
from telephony.contract import AgentState, CallDirection, CallState
from telephony.database import table_of
from telephony.events.models import EventRow
from telephony.offers.models import OfferRow
from telephony.queues.hours import hours_from_json
from telephony.queues.models import QueueMemberRow, QueueRow
from telephony.statistics.records import CallRecord
from telephony.supervision.models import SupervisionRow
from telephony.times import utc
from telephony.transfers.models import LegRow

_AGENTS: Final = table_of(AgentRow)
_CALLS: Final = table_of(CallRow)
_EVENTS: Final = table_of(EventRow)
_LEGS: Final = table_of(LegRow)
_MEMBERS: Final = table_of(QueueMemberRow)
_OFFERS: Final = table_of(OfferRow)
_QUEUES: Final = table_of(QueueRow)
_STRETCHES: Final = table_of(CallStretchRow)
_SUPERVISIONS: Final = table_of(SupervisionRow)

LONGEST_WAIT: Final = timedelta(hours=12)
"""Who has waited for longer is looked for no more, where it is asked who waited once."""

_LIVE_AGENTS: Final = (
    sa.select(
        _AGENTS.c.agent_id,
        _AGENTS.c.team,
        _AGENTS.c.state,
        _AGENTS.c.system_reason,
        _AGENTS.c.reason.label("own_reason"),
        _AGENTS.c.since_at,
        _AGENTS.c.planned_end_at,
        _AGENTS.c.next_state,
        _AGENTS.c.call_id,
        _OFFERS.c.call_id.label("offered_call_id"),
        _OFFERS.c.offered_at,
        _AGENTS.c.desktop_lost_at.is_not(None).label("is_silent"),
    )
    .select_from(_AGENTS.outerjoin(_OFFERS, _OFFERS.c.offer_id == _AGENTS.c.offer_id))
    .where(_AGENTS.c.state != AgentState.OFFLINE)
)
_WRAPPED: Final = sa.select(_AGENTS.c.call_id).where(_AGENTS.c.state == AgentState.WRAP_UP)
_LIVE_CALLS: Final = (
    sa.select(
        _CALLS.c.call_id,
        _CALLS.c.direction,
        _CALLS.c.state,
        _CALLS.c.queue_id,
        _CALLS.c.agent_id,
        _CALLS.c.caller_number,
        _CALLS.c.keyed_digits,
        _CALLS.c.menu_path,
        _CALLS.c.enqueued_at,
        _CALLS.c.answered_at,
        _CALLS.c.since_at,
        _CALLS.c.urgent,
        _CALLS.c.undialled,
        _CALLS.c.callback_wished_at.is_not(None).label("callback_wished"),
        _CALLS.c.colleague_id,
        _CALLS.c.colleague_state,
        _CALLS.c.conferring,
        _SUPERVISIONS.c.supervisor_id,
        _CALLS.c.recording,
        _CALLS.c.pending.is_not(None).label("pending"),
    )
    .select_from(
        _CALLS.outerjoin(_SUPERVISIONS, _SUPERVISIONS.c.supervision_id == _CALLS.c.supervision_id),
    )
    .where(sa.or_(_CALLS.c.state != CallState.ENDED, _CALLS.c.call_id.in_(_WRAPPED)))
)
_DAY_CALLS: Final = (
    sa.select(
        _CALLS.c.call_id,
        _QUEUES.c.code,
        _CALLS.c.called_at,
        _CALLS.c.enqueued_at,
        _CALLS.c.answered_at,
        _CALLS.c.ended_at,
        _CALLS.c.end_cause,
        _CALLS.c.callback_wished_at.is_not(None).label("callback_wished"),
    )
    .select_from(
        # The queue whose caller it was: one that an agent sent on was answered there.
        _CALLS.join(_QUEUES, _QUEUES.c.queue_id == sa.func.coalesce(_CALLS.c.first_queue_id, _CALLS.c.queue_id))
    )
    .where(_CALLS.c.direction == CallDirection.INBOUND)
)
_SPENT: Final = (_CALLS.c.talk_seconds + _CALLS.c.hold_seconds + _CALLS.c.wrap_up_seconds).label("seconds")


class FloorRepository:
    """Read several in one REPEATABLE READ transaction: then they fit together."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_agents(self) -> dict[UUID, LiveAgent]:
        """List everybody who is signed in."""
        return {
            row.agent_id: LiveAgent(
                row.agent_id,
                row.team,
                row.state,
                row.own_reason or row.system_reason,
                utc(row.since_at),
                _known(row.planned_end_at),
                row.next_state,
                row.call_id,
                row.offered_call_id,
                _known(row.offered_at),
                row.is_silent,
            )
            for row in self._session.execute(_LIVE_AGENTS)
        }

    def list_calls(self) -> dict[UUID, LiveCall]:
        """List the calls that go on, and those that are wrapped up."""
        return {
            row.call_id: LiveCall(
                row.call_id,
                row.direction,
                row.state,
                row.queue_id,
                row.agent_id,
                row.caller_number,
                row.keyed_digits,
                words_of(row.menu_path),
                utc(row.enqueued_at),
                _known(row.answered_at),
                utc(row.since_at),
                row.urgent,
                row.undialled,
                row.callback_wished,
                row.colleague_id,
                row.colleague_state,
                row.conferring,
                row.supervisor_id,
                row.recording,
                row.pending,
            )
            for row in self._session.execute(_LIVE_CALLS)
        }

    def list_queues(self) -> dict[UUID, LiveQueue]:
        """List the queues of the settings."""
        query = sa.select(
            _QUEUES.c.queue_id,
            _QUEUES.c.code,
            _QUEUES.c.name,
            _QUEUES.c.position,
            _QUEUES.c.wrap_up_seconds,
            _QUEUES.c.hours,
        ).where(~_QUEUES.c.retired)
        return {
            row.queue_id: LiveQueue(
                row.queue_id,
                row.code,
                dict(row.name),
                row.position,
                row.wrap_up_seconds,
                None if row.hours is None else hours_from_json(row.hours),
            )
            for row in self._session.execute(query)
        }

    def list_served(self) -> dict[UUID, frozenset[UUID]]:
        """List the queues that each agent serves."""
        served: defaultdict[UUID, set[UUID]] = defaultdict(set)
        for agent_id, queue_id in self._session.execute(sa.select(_MEMBERS.c.agent_id, _MEMBERS.c.queue_id)):
            served[agent_id].add(queue_id)
        return {agent_id: frozenset(queues) for agent_id, queues in served.items()}

    def list_done(self, midnight: datetime, agents: Collection[UUID]) -> dict[UUID, AgentDone]:
        """List what agents have done since `midnight`, as `AgentRepository.day_since` counts it of one."""
        own = sa.select(_CALLS.c.agent_id, _SPENT).where(
            _CALLS.c.agent_id.in_(agents), _CALLS.c.wrapped_up_at >= midnight, _CALLS.c.answered_at.is_not(None)
        )
        passed_on = sa.select(
            _LEGS.c.agent_id, _LEGS.c.talk_seconds + _LEGS.c.hold_seconds + _LEGS.c.wrap_up_seconds
        ).where(_LEGS.c.agent_id.in_(agents), _LEGS.c.wrapped_up_at >= midnight)
        worked = sa.union_all(own, passed_on).subquery("worked")
        query = sa.select(worked.c.agent_id, sa.func.count(), sa.func.avg(worked.c.seconds)).group_by(worked.c.agent_id)
        return {agent: AgentDone(handled, round(average)) for agent, handled, average in self._session.execute(query)}

    def list_day(self, midnight: datetime) -> Sequence[CallRecord]:
        """List the calls that came to a queue since `midnight`, without their stretches and rings."""
        return self._records(_DAY_CALLS.where(_CALLS.c.enqueued_at >= midnight))

    def list_of_day(self, call_ids: Collection[UUID]) -> Sequence[CallRecord]:
        """List these of the calls that came to a queue, as `list_day` does."""
        return self._records(_DAY_CALLS.where(_CALLS.c.call_id.in_(call_ids))) if call_ids else []

    def count_waiting_at(self, at: datetime) -> Mapping[UUID, int]:
        """Count by queue who waited at a moment that is past, and had been offered to nobody just then."""
        then = (_STRETCHES.c.state == CallState.QUEUED, _STRETCHES.c.began_at <= at, _STRETCHES.c.ended_at > at)
        there = (
            _CALLS.c.direction == CallDirection.INBOUND,
            _CALLS.c.enqueued_at <= at,
            _CALLS.c.enqueued_at > at - LONGEST_WAIT,
            sa.or_(_CALLS.c.ended_at.is_(None), _CALLS.c.ended_at > at),
        )
        past = (
            sa.select(_STRETCHES.c.queue_id).join(_CALLS, _CALLS.c.call_id == _STRETCHES.c.call_id).where(*there, *then)
        )
        still = sa.select(_CALLS.c.queue_id).where(
            _CALLS.c.state == CallState.QUEUED, ~_CALLS.c.undialled, _CALLS.c.since_at <= at
        )
        both = sa.union_all(past, still).subquery("waited")
        query = sa.select(both.c.queue_id, sa.func.count()).group_by(both.c.queue_id)
        counted: Sequence[Any] = self._session.execute(query).all()
        return dict(counted)

    def list_touched(self, after: int, most: int) -> Sequence[tuple[int, str, UUID]]:
        """List number, kind and subject of up to `most` events after this number, in order."""
        query = (
            sa.select(_EVENTS.c.number, sa.cast(_EVENTS.c.kind, sa.String), _EVENTS.c.subject_id)
            .where(_EVENTS.c.number > after)
            .order_by(_EVENTS.c.number)
            .limit(most)
        )
        return [(number, kind, subject) for number, kind, subject in self._session.execute(query)]

    def _records(self, query: sa.Select[Any]) -> list[CallRecord]:
        return [
            CallRecord(
                row.call_id,
                row.code,
                _known(row.called_at),
                utc(row.enqueued_at),
                _known(row.answered_at),
                _known(row.ended_at),
                row.end_cause,
                row.callback_wished,
            )
            for row in self._session.execute(query)
        ]


def _known(at: datetime | None) -> datetime | None:
    return None if at is None else utc(at)

"""Who and what is live now, beside what looks wrong with it: for a supervisor to look at. Reads only, locks nothing,
and does not ask the carrier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import AgentState, CallState, OfferOutcome
from telephony.database import table_of
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueRow
from telephony.reconciling.by_hand import Doubt, Effect, agent_doubt, call_doubt, end_effects, free_effects
from telephony.reconciling.repository import ReconcilingRepository
from telephony.reconciling.states import (
    TIMER_LATE,
    AgentFacts,
    Finding,
    agent_finding,
    call_finding,
    offer_finding,
)
from telephony.timers.repository import TimerRepository
from telephony.times import utc

_AGENTS: Final = table_of(AgentRow)
_CALLS: Final = table_of(CallRow)
_OFFERS: Final = table_of(OfferRow)
_QUEUES: Final = table_of(QueueRow)
_CALL_COLUMNS: Final = (
    _CALLS.c.call_id,
    _CALLS.c.state.label("call_state"),
    _CALLS.c.direction,
    _CALLS.c.colleague_state,
    _CALLS.c.undialled,
    _QUEUES.c.name,
)


class LiveKind(StrEnum):
    AGENT = "agent"
    CALL = "call"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class Live:
    """One agent, call or offer. `since_at` is since when it is as it is. `free` and `end` are what would come of
    freeing the agent and of ending the call; empty where that cannot be done."""

    kind: LiveKind
    subject_id: UUID
    state: str
    since_at: datetime
    agent_id: UUID | None = None
    call_id: UUID | None = None
    queue: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    finding: Finding | None = None
    doubt: Doubt | None = None
    free: tuple[Effect, ...] = ()
    end: tuple[Effect, ...] = ()

    @property
    def looks_stuck(self) -> bool:
        """Something contradicts itself, or goes on for too long."""
        return self.finding is not None or self.doubt is not None


def list_live(session: Session, now: datetime) -> Sequence[Live]:
    """List every offer that is open, every call that is on and every agent who is not plainly offline; of each kind
    the one that has been so the longest first."""
    found = ReconcilingRepository(session)
    agents = found.list_agent_facts()
    late = _late(session, now)
    offers = {key: offer_finding(facts) for key, facts in found.list_offer_facts().items()}
    calls = {key: call_finding(facts) for key, facts in found.list_call_facts().items()}
    for call_id in found.list_unoffered_calls(now - TIMER_LATE):
        calls[call_id] = calls.get(call_id) or Finding.CALL_NOT_OFFERED
    return (
        *_offers(session, {key: each or late.get(key) for key, each in offers.items()}, agents),
        *_calls(session, {key: each or late.get(key) for key, each in calls.items()}, now),
        *_agents(session, agents, now),
    )


def _late(session: Session, now: datetime) -> Mapping[UUID, Finding]:
    """Return what timers that nobody has run are about: calls, and offers."""
    return {each.subject_id: Finding.TIMER_NOT_RUN for each in TimerRepository(session).list_due(now - TIMER_LATE)}


def _offers(
    session: Session, findings: Mapping[UUID, Finding | None], agents: Mapping[UUID, AgentFacts]
) -> Sequence[Live]:
    query = (
        sa.select(_OFFERS.c.offer_id, _OFFERS.c.agent_id, _OFFERS.c.offered_at, *_CALL_COLUMNS)
        .join(_CALLS, _CALLS.c.call_id == _OFFERS.c.call_id)
        .join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
        .where(_OFFERS.c.outcome == OfferOutcome.OPEN)
        .order_by(_OFFERS.c.offered_at, _OFFERS.c.offer_id)
    )
    return [
        Live(
            LiveKind.OFFER,
            row.offer_id,
            CallState.RINGING.value,
            utc(row.offered_at),
            agent_id=row.agent_id,
            call_id=row.call_id,
            queue=row.name,
            finding=findings.get(row.offer_id),
            free=free_effects(agents[row.agent_id]) if row.agent_id in agents else (),
            end=end_effects(row.call_state, row.direction, row.colleague_state, undialled=row.undialled),
        )
        for row in session.execute(query)
    ]


def _calls(session: Session, findings: Mapping[UUID, Finding | None], now: datetime) -> Sequence[Live]:
    is_live = _CALLS.c.state != sa.literal(CallState.ENDED, _CALLS.c.state.type, literal_execute=True)
    query = (
        sa.select(*_CALL_COLUMNS, _CALLS.c.since_at, _CALLS.c.enqueued_at, _CALLS.c.answered_at, _CALLS.c.agent_id)
        .join(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
        .where(is_live)
    )
    lives = [
        Live(
            LiveKind.CALL,
            row.call_id,
            row.call_state.value,
            # Who is offered and comes back waits since they came, not since they came back.
            since := utc(row.enqueued_at if row.call_state is CallState.QUEUED else row.since_at),
            agent_id=row.agent_id,
            call_id=row.call_id,
            queue=row.name,
            finding=findings.get(row.call_id),
            doubt=call_doubt(row.call_state, since, None if row.answered_at is None else utc(row.answered_at), now),
            end=end_effects(row.call_state, row.direction, row.colleague_state, undialled=row.undialled),
        )
        for row in session.execute(query)
    ]
    return sorted(lives, key=_longest_first)


def _agents(session: Session, facts: Mapping[UUID, AgentFacts], now: datetime) -> Sequence[Live]:
    query = (
        sa.select(_AGENTS.c.agent_id, _AGENTS.c.state, _AGENTS.c.since_at, _AGENTS.c.call_id)
        .add_columns(_AGENTS.c.reason, _AGENTS.c.system_reason, _QUEUES.c.name)
        .add_columns(*(column for column in _CALL_COLUMNS if column.name not in {"call_id", "name"}))
        .outerjoin(_CALLS, _CALLS.c.call_id == _AGENTS.c.call_id)
        .outerjoin(_QUEUES, _QUEUES.c.queue_id == _CALLS.c.queue_id)
        .where(sa.or_(_AGENTS.c.state != AgentState.OFFLINE, _AGENTS.c.offer_id.is_not(None)))
    )
    lives = [
        Live(
            LiveKind.AGENT,
            row.agent_id,
            row.state.value,
            since := utc(row.since_at),
            agent_id=row.agent_id,
            call_id=row.call_id,
            queue=row.name or {},
            reason=_reason(row),
            finding=agent_finding(facts[row.agent_id]) if row.agent_id in facts else None,
            doubt=agent_doubt(row.state, since, now),
            free=free_effects(facts[row.agent_id]) if row.agent_id in facts else (),
            end=_own_call_ends(facts.get(row.agent_id), row),
        )
        for row in session.execute(query)
    ]
    return sorted(lives, key=_longest_first)


def _own_call_ends(facts: AgentFacts | None, row: Any) -> tuple[Effect, ...]:
    if facts is None or not facts.call_is_theirs or row.call_state is None:
        return ()
    return end_effects(row.call_state, row.direction, row.colleague_state, undialled=row.undialled)


def _reason(row: Any) -> str:
    given = row.reason or row.system_reason
    return "" if given is None else str(given.value)


def _longest_first(live: Live) -> tuple[datetime, UUID]:
    return live.since_at, live.subject_id

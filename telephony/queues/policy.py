"""Who gets which call. Pure: the same facts give the same answer on every server.

Callers go by priority, then by when they entered the queue; a call that came back keeps that time. Among the
agents who serve the call's queue the preferred one goes first, then the one who has been ready longest. An agent
who declined a call is not offered it again during the pause; one who has not answered it is passed over while
another is there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """One call in a queue. A higher `priority` goes first. `was_refused` says that `Refusals` may know it."""

    call_id: UUID
    queue_id: UUID
    priority: int
    enqueued_at: datetime
    preferred_agent_id: UUID | None = None
    was_refused: bool = False


@dataclass(frozen=True, slots=True)
class ReadyAgent:
    """One agent who is ready and has no offer. `idle_since_at` is since when."""

    agent_id: UUID
    idle_since_at: datetime
    queue_ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Refusals:
    """What has become of earlier offers of the waiting calls, by call.

    `paused` are the agents who declined within the pause; `missed` those who let it ring.
    """

    paused: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)
    missed: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assignment:
    call_id: UUID
    agent_id: UUID


def order_of(call: WaitingCall) -> tuple[int, datetime, str]:
    """Return the sort key of a call's place: priority, then time of entry, then id, so that a tie is settled."""
    return (-call.priority, call.enqueued_at, str(call.call_id))


def choose_agent(call: WaitingCall, agents: Collection[ReadyAgent], refusals: Refusals) -> ReadyAgent | None:
    """Return the agent for one call, or None where nobody may have it now."""
    paused = refusals.paused.get(call.call_id, ())
    missed = refusals.missed.get(call.call_id, ())
    able = [agent for agent in agents if call.queue_id in agent.queue_ids and agent.agent_id not in paused]
    return min(
        able,
        key=lambda agent: (
            agent.agent_id in missed,
            agent.agent_id != call.preferred_agent_id,
            agent.idle_since_at,
            str(agent.agent_id),
        ),
        default=None,
    )


def assign(calls: Collection[WaitingCall], agents: Collection[ReadyAgent], refusals: Refusals) -> Sequence[Assignment]:
    """Return who is to be offered what, the front caller first. Nobody is in it twice."""
    free = {agent.agent_id: agent for agent in agents}
    assignments: list[Assignment] = []
    for call in sorted(calls, key=order_of):
        if not free:
            break
        agent = choose_agent(call, free.values(), refusals)
        if agent is not None:
            del free[agent.agent_id]
            assignments.append(Assignment(call.call_id, agent.agent_id))
    return assignments

"""Who gets which call. Pure: the same facts give the same answer on every server.

Callers go by their place (see `priority`); a call that came back keeps it. A call is first its customer's own
relationship manager's for a while, then their service team's, then everybody's who can serve its queue, and after set
times those of other queues too. Who can serve a queue is a member with the skills it needs, each at the least level.
Of those the one who missed no offer of this call goes first, then the relationship manager, then the team, then the
call's own queue, then the higher levels, and among equals the one who has been ready longest. An agent who declined a
call is not offered it again during the pause.

A callback whose caller waits for nothing (`WaitingCall.by_share`) has no place among callers. Where it and a caller
want the same agent, its queue's share decides: so many of a hundred such choices are for the callback, evenly spread
(each adds the share to the queue's credit, and whoever has a hundred spends it). An urgent caller goes first whatever
the share. What no caller wants goes to callbacks by their own places.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from telephony.queues.priority import Place, place_of

WHOLE: Final = 100
"""The credit that a callback spends to go before a caller: a share is so many of it."""


@dataclass(frozen=True, slots=True)
class Overflow:
    """From `after_seconds` of waiting on, those who serve another queue may take the call too."""

    after_seconds: int
    queue_id: UUID


@dataclass(frozen=True, slots=True)
class QueueRules:
    """What an agent needs to serve a queue (least level by skill), where its callers go with time, and how many of a
    hundred choices between a caller and a callback are for the callback: `late_share` once its promised time is over.
    """

    needs: Mapping[str, int] = field(default_factory=dict)
    overflow: tuple[Overflow, ...] = ()
    share: int = 0
    late_share: int = 0


@dataclass(frozen=True, slots=True)
class WaitingCall:
    """One call in a queue. `priority` is in points. `was_refused` says that `Refusals` may know it.

    Until `manager_until_at` only `manager_id` may have it, until `team_until_at` only they and the agents of `team`;
    None is no such time. Later both still go before others who are free.

    `by_share`: it is a callback that goes by its queue's share, whose credit against callers is `credit`; `late_at` is
    when its promised time is over.
    """

    call_id: UUID
    queue_id: UUID
    priority: int
    enqueued_at: datetime
    urgent: bool = False
    manager_id: UUID | None = None
    manager_until_at: datetime | None = None
    team: str = ""
    team_until_at: datetime | None = None
    was_refused: bool = False
    by_share: bool = False
    late_at: datetime | None = None
    credit: int = 0


@dataclass(frozen=True, slots=True)
class ReadyAgent:
    """One agent who is ready and has no offer. `idle_since_at` is since when. `skills` are levels by skill."""

    agent_id: UUID
    idle_since_at: datetime
    queue_ids: frozenset[UUID]
    skills: Mapping[str, int] = field(default_factory=dict)
    team: str = ""


@dataclass(frozen=True, slots=True)
class Refusals:
    """What has become of earlier offers of the waiting calls, by call.

    `paused` are the agents who declined within the pause; `missed` those who let it ring.
    """

    paused: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)
    missed: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is offered what. `credits` are those of queues whose callbacks were weighed for it, as they are now."""

    call_id: UUID
    agent_id: UUID
    credits: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Routing:
    """What the settings say of a group: the rules by queue, and what a point of priority is worth in waiting."""

    rules: Mapping[UUID, QueueRules] = field(default_factory=dict)
    point_seconds: int = 60

    def place_of(self, call: WaitingCall) -> Place:
        """Return the sort key of a call's place."""
        return place_of(
            call.call_id,
            urgent=call.urgent,
            points=call.priority,
            enqueued_at=call.enqueued_at,
            point_seconds=self.point_seconds,
        )

    def queues_of(self, call: WaitingCall, at: datetime) -> tuple[UUID, ...]:
        """Return the queues whose agents may take the call at `at`: its own first, then those it has flowed over to."""
        overflow = self.rules.get(call.queue_id, QueueRules()).overflow
        waited = at - call.enqueued_at
        further = [each.queue_id for each in overflow if waited >= timedelta(seconds=each.after_seconds)]
        return (call.queue_id, *further)

    def share_of(self, callback: WaitingCall, at: datetime) -> int:
        """Return how many of a hundred choices between this callback and a caller are for it."""
        rules = self.rules.get(callback.queue_id, QueueRules())
        return rules.late_share if callback.late_at is not None and at >= callback.late_at else rules.share

    def level_in(self, agent: ReadyAgent, queue_id: UUID) -> int | None:
        """Return how able an agent is in a queue: the sum of their levels in the skills it needs. None where they do
        not serve it or lack a skill."""
        if queue_id not in agent.queue_ids:
            return None
        needs = self.rules.get(queue_id, QueueRules()).needs
        levels = [(agent.skills.get(skill, 0), least) for skill, least in needs.items()]
        return None if any(level < least for level, least in levels) else sum(level for level, _ in levels)

    def next_change_at(self, call: WaitingCall, at: datetime) -> datetime | None:
        """Return when more agents may have the call than at `at`, with nothing else happening; None for never."""
        overflow = self.rules.get(call.queue_id, QueueRules()).overflow
        changes = [call.enqueued_at + timedelta(seconds=each.after_seconds) for each in overflow]
        changes += [end for end in (call.manager_until_at, call.team_until_at) if end is not None]
        return min((change for change in changes if change > at), default=None)


_Rank = tuple[bool, bool, bool, int, int, datetime, UUID]
_Candidate = tuple[int, datetime, UUID, ReadyAgent]
"""The level turned negative, since when the agent is idle, their id, and the agent: sorted, the ablest comes first."""


class _Floor:
    """The agents who are free, by the queue they can serve. An agent is taken once."""

    def __init__(self, agents: Collection[ReadyAgent], routing: Routing) -> None:
        self._free = {agent.agent_id: agent for agent in agents}
        self._agents = agents
        self._routing = routing
        self._by_queue: dict[UUID, list[_Candidate]] = {}

    def __bool__(self) -> bool:
        return bool(self._free)

    def find(self, agent_id: UUID | None) -> ReadyAgent | None:
        return None if agent_id is None else self._free.get(agent_id)

    def serving(self, queue_id: UUID) -> Iterator[_Candidate]:
        """Yield who is free and can serve the queue, the ablest first, among equals the longest idle."""
        return (each for each in self._candidates(queue_id) if each[2] in self._free)

    def take(self, agent: ReadyAgent) -> None:
        del self._free[agent.agent_id]

    def _candidates(self, queue_id: UUID) -> Sequence[_Candidate]:
        # Only of the queues that somebody waits for: most agents serve several, and few of those have a caller.
        if queue_id not in self._by_queue:
            members = [agent for agent in self._agents if queue_id in agent.queue_ids]
            levels = ((agent, self._routing.level_in(agent, queue_id)) for agent in members)
            self._by_queue[queue_id] = sorted(
                (-level, agent.idle_since_at, agent.agent_id, agent) for agent, level in levels if level is not None
            )
        return self._by_queue[queue_id]


def assign(
    calls: Collection[WaitingCall],
    agents: Collection[ReadyAgent],
    refusals: Refusals,
    *,
    routing: Routing,
    at: datetime,
) -> Sequence[Assignment]:
    """Return who is to be offered what at `at`, the front caller first. Nobody is in it twice."""
    floor = _Floor(agents, routing)
    assignments: list[Assignment] = []
    in_order = sorted(calls, key=routing.place_of)
    callbacks = _Callbacks([call for call in in_order if call.by_share])
    for call in in_order:
        if not floor:
            break
        if call.by_share:
            continue
        while (agent := _choose(call, floor, refusals, routing, at)) is not None:
            rival = None if call.urgent else callbacks.find_rival(agent, floor, refusals, routing, at)
            spent = rival is not None and callbacks.weigh(rival, routing.share_of(rival, at))
            chosen = rival if rival is not None and spent else call
            floor.take(agent)
            assignments.append(Assignment(chosen.call_id, agent.agent_id, callbacks.taken(rival, chosen)))
            if chosen is call:
                break
    for call in callbacks.left():
        agent = _choose(call, floor, refusals, routing, at) if floor else None
        if agent is not None:
            floor.take(agent)
            assignments.append(Assignment(call.call_id, agent.agent_id, callbacks.served(call)))
    return assignments


class _Callbacks:
    """Callbacks that go by share, in the order of their places, with the credits of their queues."""

    def __init__(self, in_order: Sequence[WaitingCall]) -> None:
        self._waiting = list(in_order)
        self._credits = {call.queue_id: call.credit for call in in_order}

    def find_rival(
        self, agent: ReadyAgent, floor: _Floor, refusals: Refusals, routing: Routing, at: datetime
    ) -> WaitingCall | None:
        """Return the first that would have this agent."""
        for call in self._waiting:
            if routing.share_of(call, at) and _choose(call, floor, refusals, routing, at) is agent:
                return call
        return None

    def weigh(self, rival: WaitingCall, share: int) -> bool:
        """Count one choice against a caller, and say whether the callback has it."""
        credit = self._credits[rival.queue_id] + share
        self._credits[rival.queue_id] = credit - WHOLE if credit >= WHOLE else credit
        return credit >= WHOLE

    def taken(self, rival: WaitingCall | None, chosen: WaitingCall) -> Mapping[UUID, int]:
        """Return what the choice has changed; a rival that was chosen waits no more."""
        if rival is None:
            return {}
        if rival is chosen:
            self._waiting.remove(rival)
        return {rival.queue_id: self._credits[rival.queue_id]}

    def served(self, call: WaitingCall) -> Mapping[UUID, int]:
        """Return what it changes that a callback had an agent whom no caller wanted: its queue waits for nothing now
        that it had not had."""
        if not self._credits[call.queue_id]:
            return {}
        self._credits[call.queue_id] = 0
        return {call.queue_id: 0}

    def left(self) -> Sequence[WaitingCall]:
        """Return those that wait still."""
        return tuple(self._waiting)


def _choose(call: WaitingCall, floor: _Floor, refusals: Refusals, routing: Routing, at: datetime) -> ReadyAgent | None:
    paused = refusals.paused.get(call.call_id, ())
    missed = refusals.missed.get(call.call_id, ())
    best: tuple[_Rank, ReadyAgent] | None = None
    manager = floor.find(call.manager_id)
    if manager is not None and manager.agent_id not in paused:  # whatever queues they serve: the customer is theirs
        not_team = not call.team or manager.team != call.team
        was_missed = manager.agent_id in missed
        best = (was_missed, False, not_team, 0, 0, manager.idle_since_at, manager.agent_id), manager
    manager_refused = call.manager_id in paused or call.manager_id in missed
    if _is_before(at, call.manager_until_at) and not manager_refused:
        return None if best is None else best[1]
    team_only = _is_before(at, call.team_until_at)
    for step, queue_id in enumerate(routing.queues_of(call, at)):
        for level, idle_since_at, agent_id, agent in floor.serving(queue_id):
            not_team = not call.team or agent.team != call.team
            if agent_id in paused or (team_only and agent.team != call.team):
                continue
            rank = (agent_id in missed, agent_id != call.manager_id, not_team, step, level, idle_since_at, agent_id)
            if best is None or rank < best[0]:
                best = rank, agent
            if agent_id not in missed and (not call.team or not not_team):
                break  # nobody behind them in this queue goes before them
    return None if best is None else best[1]


def _is_before(at: datetime, end: datetime | None) -> bool:
    return end is not None and at < end

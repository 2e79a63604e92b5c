"""What would become of a caller: the product's own pure policy, asked without a call."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from agent_desktop.contract.routing import Foretell, Foretold, ForetoldKind, ForetoldStep
from agent_desktop.server.configuration.routing import can_serve
from agent_desktop.server.routing_settings import queues_from, wish_rules_from
from agent_desktop.settings import Settings
from agent_desktop.settings_telephony import QueueSettings, RoutingSettings
from telephony.queues.change_repository import ServingRepository
from telephony.queues.choice import Caller, Door, Turned, choose_queue, enter, road_in
from telephony.queues.policy import Overflow, QueueRules, Routing, WaitingCall
from telephony.settings import QueueSettings as TelephonyQueue

_K = ForetoldKind
_CALL = UUID(int=0)


def foretell(session: Session, settings: Settings, routing: RoutingSettings, wish: Foretell) -> Foretold:
    """Return the way of a caller through a routing that was checked."""
    queues = {each.code: each for each in routing.queues}
    strengths = _strengths(session, routing)
    ways = _Way(settings, routing, wish)
    steps = [
        step.model_copy(
            update={
                "name": queues[step.queue].name if step.queue in queues else {},
                "agents": strengths.get(step.queue, (0, 0))[0],
                "ready": strengths.get(step.queue, (0, 0))[1],
            }
        )
        for step in ways.steps()
    ]
    if steps[-1].kind is not _K.TURNED_AWAY and not any(
        step.agents for step in steps if step.kind in {_K.QUEUE, _K.OVERFLOW}
    ):
        steps.append(ForetoldStep(kind=_K.NOBODY, queue=steps[-1].queue, name=steps[-1].name))
    return Foretold(steps=tuple(steps))


class _Way:
    """One caller's way, from the menu to the last queue whose agents may have the call."""

    def __init__(self, settings: Settings, routing: RoutingSettings, wish: Foretell) -> None:
        self._zone = ZoneInfo(settings.records.time_zone)
        self._routing = routing
        self._wish = wish
        self._rules = wish_rules_from(settings, routing)
        self._queues = {each.code: each for each in queues_from(settings, routing)}
        self._doors = {code: _door(queue, number) for number, (code, queue) in enumerate(self._queues.items())}

    def steps(self) -> Iterator[ForetoldStep]:
        wish = self._wish
        wanted = self._doors.get(wish.queue) or self._doors[self._routing.default_queue]
        group = self._queues[wanted.code].group
        doors = {code: door for code, door in self._doors.items() if self._queues[code].group == group}
        caller = Caller(reason=wish.reason, tier=wish.tier, language=wish.language)
        chosen = choose_queue(doors.values(), wanted, caller)
        yield ForetoldStep(kind=_K.WANTED, queue=wanted.code)
        yield ForetoldStep(kind=_K.CHOSEN, queue=chosen.code)

        def waiting(door: Door) -> int:
            return door.most if door.code in wish.full else 0

        came_from = chosen.code
        for door, turned in road_in(doors, chosen, waiting, at=wish.at, zone=self._zone):
            if door.code != came_from:
                yield ForetoldStep(kind=_K.SENT_ON, queue=door.code)
            if turned is not None:
                yield ForetoldStep(kind=_K.CLOSED if turned is Turned.CLOSED else _K.FULL, queue=door.code)
            came_from = door.code
        entry = enter(doors, chosen, waiting, at=wish.at, zone=self._zone)
        if entry.turned is not None:
            yield ForetoldStep(kind=_K.TURNED_AWAY, queue=entry.door.code, opens_at=entry.opens_at)
            return
        yield from self._waits(self._queues[entry.door.code], urgent=self._queues[chosen.code].urgent)

    def _waits(self, queue: TelephonyQueue, *, urgent: bool) -> Iterator[ForetoldStep]:
        urgent = urgent or queue.urgent
        points = queue.priority + self._rules.tier_points.get(self._wish.tier, 0)
        points += self._rules.promise_points if self._wish.promised else 0
        if urgent:
            yield ForetoldStep(kind=_K.URGENT, queue=queue.code)
        else:
            seconds = points * self._routing.point_seconds
            yield ForetoldStep(kind=_K.POINTS, queue=queue.code, points=points, seconds=seconds)
        asked_first = self._wish.has_manager and not urgent
        manager = queue.manager_seconds if asked_first else 0
        team = queue.team_seconds if asked_first else 0
        if manager:
            yield ForetoldStep(kind=_K.MANAGER, queue=queue.code, lasts=manager)
        if team:
            yield ForetoldStep(kind=_K.TEAM, queue=queue.code, seconds=manager, lasts=team)
        yield from self._flows(queue, timedelta(seconds=manager + team))

    def _flows(self, queue: TelephonyQueue, asked_first: timedelta) -> Iterator[ForetoldStep]:
        """Ask the policy at each moment at which more agents may have the call."""
        begun, at = self._wish.at, self._wish.at + asked_first
        rules = {_id(code): _rules(each) for code, each in self._queues.items()}
        policy = Routing(rules, self._routing.point_seconds)
        codes = {_id(code): code for code in self._queues}
        call = WaitingCall(_CALL, _id(queue.code), 0, begun)
        told: set[UUID] = set()
        moment: datetime | None = at
        while moment is not None:
            seconds = int((moment - begun).total_seconds())
            for queue_id in policy.queues_of(call, moment):
                if queue_id not in told:
                    told.add(queue_id)
                    kind = _K.QUEUE if queue_id == call.queue_id else _K.OVERFLOW
                    yield ForetoldStep(kind=kind, queue=codes[queue_id], seconds=seconds)
            moment = policy.next_change_at(call, moment)


def _strengths(session: Session, routing: RoutingSettings) -> Mapping[str, tuple[int, int]]:
    """Return how many can serve each queue, and how many of them take calls now."""
    serving = ServingRepository(session)
    members, skills, here = serving.list_members(), serving.list_skills(), serving.list_here()

    def able(queue: QueueSettings) -> set[UUID]:
        return {agent for agent, codes in members.items() if can_serve(queue, codes, skills.get(agent, {}))}

    found = {queue.code: able(queue) for queue in routing.queues}
    return {code: (len(agents), len(agents & here)) for code, agents in found.items()}


def _id(code: str) -> UUID:
    return uuid5(NAMESPACE_OID, code)


def _door(queue: TelephonyQueue, position: int) -> Door:
    return Door(
        queue_id=_id(queue.code),
        code=queue.code,
        position=position,
        service=queue.service,
        languages=frozenset(queue.languages),
        tiers=frozenset(queue.tiers),
        reasons=frozenset(queue.reasons),
        hours=queue.hours,
        most=queue.max_waiting,
        closed_to=queue.closed_to,
        full_to=queue.full_to,
    )


def _rules(queue: TelephonyQueue) -> QueueRules:
    flows = [Overflow(seconds, _id(code)) for code, seconds in queue.overflow.items()]
    return QueueRules(needs=queue.needs, overflow=tuple(sorted(flows, key=lambda each: each.after_seconds)))

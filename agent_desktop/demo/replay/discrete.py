"""A replay as fast as the machine goes: one process of discrete events on the business clock.

Business time moves only when inbox, outbox and due timers are empty, and then at once to whatever comes next: a caller,
an agent's deed, a timer. Nothing waits for the machine, and nothing happens at the same time as anything else, so that
the same plan and seed give the same replay.
"""

import heapq
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

import sqlalchemy as sa

from agent_desktop.demo.replay.centre import Centre
from agent_desktop.demo.replay.conduct import Step, delay_of, next_step
from agent_desktop.demo.replay.plan import Plan, PlannedCall, Shift
from agent_desktop.demo.replay.prepare import ReplayAgent, by_number
from agent_desktop.settings import Settings
from telephony.clock import SteppedClock
from telephony.contract import DeskSnapshot, apply_change
from telephony.events.journal import Entry, agent_topic
from telephony.providers.base import Arrival
from telephony.providers.simulator.callers import ScriptedCallers
from telephony.providers.simulator.carrier import Carrier

CALLED = "+85228880000"
"""The number that callers of a replay dial."""

Watch = Callable[[datetime, int], bool]
"""Told the business time and how many calls have been offered, after each moment; False has nobody call any more."""


class Agenda:
    """What will happen when, on the business clock. Of two things at one moment the one noted first comes first."""

    def __init__(self, clock: SteppedClock) -> None:
        self._clock = clock
        self._order = count()
        self._things: list[tuple[datetime, int, Callable[[], None]]] = []

    def at(self, moment: datetime, do: Callable[[], None]) -> None:
        """Have `do` happen at `moment`."""
        heapq.heappush(self._things, (moment, next(self._order), do))

    def later(self, seconds: float, do: Callable[[], None]) -> None:
        """Have `do` happen so many business seconds from now."""
        self.at(self._clock.now() + timedelta(seconds=seconds), do)

    def next_at(self) -> datetime | None:
        """Return when the next thing happens."""
        return self._things[0][0] if self._things else None

    def take_due(self) -> Callable[[], None] | None:
        """Return what is to happen by now, the earliest first; None where nothing is."""
        if not self._things or self._things[0][0] > self._clock.now():
            return None
        return heapq.heappop(self._things)[2]


class DiscreteAgent:
    """One agent in a replay at full speed. Follows their desk by the events of the journal, as a desktop does."""

    def __init__(self, agent_id: UUID, centre: Centre, agenda: Agenda, chance: Random) -> None:
        self._agent_id = agent_id
        self._centre = centre
        self._agenda = agenda
        self._chance = chance
        self._desk: DeskSnapshot | None = None
        self._on_shift = False
        self._intended: Step | None = None

    def begin(self) -> None:
        """Come to work."""
        self._on_shift = True
        self._desk = self._centre.sign_in(self._agent_id)
        self._decide()

    def end(self) -> None:
        """Go home, as soon as the caller on the line is served."""
        self._on_shift = False
        self._decide()

    def heard(self, entry: Entry) -> None:
        """Take in what one event changes of the desk."""
        if self._desk is not None and entry.change is not None:
            self._desk = apply_change(self._desk, entry.change)
            self._decide()

    def _decide(self) -> None:
        if self._desk is None:
            return
        step = next_step(self._desk, on_shift=self._on_shift)
        if step == self._intended:
            return
        self._intended = step
        if step is not None:
            self._agenda.later(delay_of(step, self._chance), lambda: self._do(step))

    def _do(self, step: Step) -> None:
        if step is not self._intended:
            return  # it has come otherwise meanwhile
        self._intended = None
        self._centre.do(self._agent_id, step)


class DiscreteReplay:
    """Plays one plan. `run` returns when everybody has hung up and gone home."""

    def __init__(
        self, plan: Plan, settings: Settings, connection: sa.Connection, agents: Sequence[ReplayAgent], *, seed: int
    ) -> None:
        self._plan = plan
        self._clock = SteppedClock(plan.begins_at)
        self._agenda = Agenda(self._clock)
        self._carrier = Carrier()
        self._callers = ScriptedCallers(self._agenda.later, self._hang_up)
        self._centre = Centre(
            settings, connection, self._clock, self._carrier, heard=self._heard, sent=self._callers.heard
        )
        self._agents = {
            number: DiscreteAgent(agent.agent_id, self._centre, self._agenda, Random(f"{seed} agent {number}"))
            for number, agent in by_number(agents).items()
        }
        self._by_topic = {agent_topic(agent.agent_id): self._agents[agent.number] for agent in agents}
        self._offered: list[str] = []
        self._ended = False

    @property
    def offered(self) -> Sequence[str]:
        """The `call_sid` of every call that was offered."""
        return self._offered

    def run(self, watch: Watch) -> None:
        """Play until nothing is left to happen."""
        for shift in self._plan.shifts:
            self._agenda.at(shift.begins_at, lambda shift=shift: self._begin(shift))  # type: ignore[misc]
            self._agenda.at(shift.ends_at, self._agents[shift.agent].end)
        for call in self._plan.calls:
            self._agenda.at(call.at, lambda call=call: self._ring(call))  # type: ignore[misc]
        while (moment := self._next_moment()) is not None:
            self._clock.move_to(moment)
            self._centre.settle()
            while (do := self._agenda.take_due()) is not None:
                do()
                self._centre.settle()
            if not self._ended and not watch(self._clock.now(), len(self._offered)):
                self._end_early()

    def _next_moment(self) -> datetime | None:
        moments = [moment for moment in (self._agenda.next_at(), self._centre.next_due_at()) if moment is not None]
        return min(moments, default=None)

    def _begin(self, shift: Shift) -> None:
        if not self._ended:
            self._agents[shift.agent].begin()

    def _ring(self, call: PlannedCall) -> None:
        if self._ended:
            return
        arrival = Arrival(from_number=call.number, to_number=CALLED, queue_code=call.queue, menu_path=call.menu_path())
        room, report = self._carrier.ring(arrival, self._clock.now(), call_sid=call.call_sid)
        self._offered.append(call.call_sid)
        self._callers.follow(room, patience_seconds=call.patience_seconds, talk_seconds=call.talk_seconds)
        self._centre.deliver(report)

    def _hang_up(self, call_sid: str) -> None:
        report = self._carrier.hang_up(call_sid, self._clock.now())
        if report is not None:
            self._centre.deliver(report)

    def _heard(self, entry: Entry) -> None:
        for topic in entry.topics:
            agent = self._by_topic.get(topic)
            if agent is not None:
                agent.heard(entry)

    def _end_early(self) -> None:
        """Have nobody call any more; who is on the line is served, and then everybody goes home."""
        self._ended = True
        for agent in self._agents.values():
            agent.end()

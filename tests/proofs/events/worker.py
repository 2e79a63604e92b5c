"""One dispatcher: a process that lets random things happen to calls and agents that others deal with at the same time.

``python -m tests.proofs.events.worker URL ZERO SEED NUMBER EVENTS``; prints what it was acknowledged, as JSON.
"""

import gc
import json
import sys
import time
from collections import Counter, deque
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from telephony.agents.service import change_agent_state, finish_wrap_up, sign_in_agent
from telephony.calls.reports import receive_report
from telephony.calls.service import act_on_call
from telephony.contract import AgentAction, AgentState, CallAction, CallState, ChosenReason
from telephony.deps import Deps
from telephony.errors import TelephonyError
from telephony.providers.base import CarrierReport
from telephony.providers.outbox import OutboxRunner
from telephony.timers.worker import TimerRunner
from tests.proofs.events.world import GROUPS, World, agent_ids, open_world

_VIEW_EVENTS: Final = 16
"""After so many events the worker looks anew who is where; what it does in between may come too late, as people do."""

_COLLECT_EVERY: Final = 50_000
"""Objects made between two looks of the collector."""

_WAITING: Final = 12
"""Where more callers wait than this, fewer come."""

_LIVE: Final = sa.text("SELECT call_sid, call_id, agent_id, state FROM calls WHERE state <> 'ended'")
_OFFERED: Final = sa.text("SELECT call_id, agent_id FROM offers WHERE outcome = 'open'")
_AGENTS: Final = sa.text("SELECT agent_id, state, call_id FROM agents")

UseCase = Callable[[Session, Deps], object]


class Chance:
    """What happens next in this process, and what it was told came of it."""

    def __init__(self, world: World, seed: int, number: int) -> None:
        self._world = world
        self._chance = Random(f"{seed}-{number}")
        self._name = f"w{number}-"
        self._sids = 0
        self._sent: deque[CarrierReport] = deque(maxlen=200)
        self._timers = TimerRunner(world.units.begin, world.deps)
        self._outbox = OutboxRunner(world.units.begin, world.deps, world.rooms)
        self._agent_ids = agent_ids()
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.arrived: list[str] = []
        self.answered: list[tuple[str, str]] = []
        self.failed: list[str] = []
        self._look()

    def play(self, events: int) -> None:
        """Let so many things happen."""
        next_look = 0
        while (count := self.done.total() + self.refused.total()) < events:
            if count >= next_look:
                self._timers_and_orders()
                self._look()
                next_look = count + _VIEW_EVENTS
            self._one()

    def drain(self) -> None:
        """Bring what the carrier has still to say."""
        while self._outbox.run_next() or self._world.rooms.reports:
            self._bring_waiting()

    def _look(self) -> None:
        with self._world.engine.connect() as connection:
            self._live = connection.execute(_LIVE).all()
            self._offered = connection.execute(_OFFERED).all()
            self._agents = connection.execute(_AGENTS).all()
        self._waiting = sum(row.state == CallState.QUEUED for row in self._live)

    def _timers_and_orders(self) -> None:
        self.done["timer"] += self._timers.run_due()
        while self._outbox.run_next():
            self.done["order"] += 1
        self._bring_waiting()

    def _bring_waiting(self) -> None:
        reports = self._world.rooms.reports
        while reports:
            self._report("told", reports.popleft())

    def _one(self) -> None:
        draw = self._chance.random()
        if draw < (0.22 if self._waiting < _WAITING else 0.04):
            self._ring()
        elif draw < 0.45:
            self._offer_ends()
        elif draw < 0.63:
            self._call_goes_on()
        elif draw < 0.73:
            self._hang_up()
        elif draw < 0.78:
            self._repeat()
        else:
            self._agent_changes()

    def _ring(self) -> None:
        self._sids += 1
        sid = f"{self._name}{self._sids}"
        group = self._chance.choice(GROUPS)
        queue = group if self._chance.random() < 0.6 else f"{group}-2"
        report = self._world.rooms.arrival(sid, queue, "!" * self._chance.randrange(3))
        if self._report("ring", report):
            self.arrived.append(sid)

    def _offer_ends(self) -> None:
        if not self._offered:
            return
        offer = self._chance.choice(self._offered)
        if self._chance.random() < 0.75:
            if self._do("answer", partial(self._act, offer.call_id, offer.agent_id, CallAction.ANSWER)):
                self.answered.append((str(offer.call_id), str(offer.agent_id)))
        else:
            self._do("decline", partial(self._act, offer.call_id, offer.agent_id, CallAction.DECLINE))

    def _call_goes_on(self) -> None:
        handled = [row for row in self._live if row.agent_id is not None]
        if not handled:
            return
        call = self._chance.choice(handled)
        action = self._chance.choice(
            (CallAction.HOLD, CallAction.RESUME, CallAction.MUTE, CallAction.HANG_UP, CallAction.HANG_UP)
        )
        self._do(action.value, partial(self._act, call.call_id, call.agent_id, action))

    def _hang_up(self) -> None:
        if self._live:
            self._report("hang_up_by_caller", self._world.rooms.hang_up(self._chance.choice(self._live).call_sid))

    def _repeat(self) -> None:
        if self._sent:
            self._report("repeat", self._chance.choice(self._sent))

    def _agent_changes(self) -> None:
        agent = self._chance.choice(self._agents)
        if agent.state == AgentState.WRAP_UP and agent.call_id is not None:
            self._do("finish", lambda session, deps: finish_wrap_up(session, deps, agent.agent_id, agent.call_id))
        elif agent.state == AgentState.OFFLINE:
            self._do("sign_in", lambda session, deps: sign_in_agent(session, deps, agent.agent_id))
        elif agent.state == AgentState.NOT_READY:
            self._do("go_ready", partial(self._change, agent.agent_id, AgentAction.GO_READY, None))
        elif self._chance.random() < 0.3:
            leaves = self._chance.random() < 0.2
            action = AgentAction.GO_OFFLINE if leaves else AgentAction.GO_NOT_READY
            reason = None if leaves else ChosenReason.BREAK
            self._do(action.value, partial(self._change, agent.agent_id, action, reason))

    def _act(self, call_id: UUID, agent_id: UUID, action: CallAction, session: Session, deps: Deps) -> None:
        act_on_call(session, deps, call_id, agent_id, action)

    def _change(
        self, agent_id: UUID, action: AgentAction, reason: ChosenReason | None, session: Session, deps: Deps
    ) -> None:
        change_agent_state(session, deps, agent_id, action, reason)

    def _report(self, what: str, report: CarrierReport) -> bool:
        self._sent.append(report)
        name = self._world.rooms.name
        return self._do(what, lambda session, deps: receive_report(session, deps, name, report))

    def _do(self, what: str, use_case: UseCase) -> bool:
        """Do it in a unit of work of its own, and say whether it was acknowledged."""
        try:
            with self._world.units.begin() as work:
                use_case(work.session, self._world.deps(work.journal))
        except TelephonyError:
            self.refused[what] += 1
            return False
        except (StaleDataError, DBAPIError) as error:
            self.failed.append(f"{what}: {type(error).__name__} {str(error)[:300]}")
            self.refused[what] += 1
            return False
        self.done[what] += 1
        return True


def main(url: str, zero: float, seed: int, number: int, events: int) -> None:
    """Play, and print what came of it."""
    chance = Chance(open_world(url, zero), seed, number)
    # What is there stays, and what a unit of work leaves behind is looked through seldom.
    gc.freeze()
    gc.set_threshold(_COLLECT_EVERY, 50, 50)
    began = time.monotonic()
    chance.play(events)
    seconds = time.monotonic() - began
    chance.drain()
    told = {
        "seconds": seconds,
        "done": chance.done,
        "refused": chance.refused,
        "arrived": chance.arrived,
        "answered": chance.answered,
        "failed": chance.failed,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5]))

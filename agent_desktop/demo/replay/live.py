"""A replay with processes of its own: server, simulator and here the callers' agenda and the agents, all on one clock
that runs some times faster than the machine's."""

import heapq
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from secrets import token_urlsafe as new_key
from threading import Event
from time import monotonic
from typing import Final

import httpx
import yaml

from agent_desktop.demo.parts import Part, free_port
from agent_desktop.demo.replay.child import MODULE, clock_arguments, start_clock
from agent_desktop.demo.replay.discrete import CALLED, Watch
from agent_desktop.demo.replay.live_agent import LiveAgent
from agent_desktop.demo.replay.plan import Plan, PlannedCall
from agent_desktop.demo.replay.prepare import ReplayAgent, by_number, replay_settings
from agent_desktop.server.secrets import VARIABLES, SecretName, Secrets
from agent_desktop.settings import Settings
from telephony.clock import ScaledClock
from telephony.providers.simulator.wire import CallerScript, CallView, LineView, RingRequest

LOOK_SECONDS: Final = 0.2
QUIET_SECONDS: Final = 120.0
"""The most the end may take by the machine's clock, when nobody talks any more."""

_HOST: Final = "127.0.0.1"


class LiveReplay:
    """Plays one plan `speed` times as fast as it was. `run` returns when everybody has hung up and gone home.

    Logs and settings of the processes are written into `folder`.
    """

    def __init__(
        self,
        plan: Plan,
        settings: Settings,
        secrets: Secrets,
        agents: Sequence[ReplayAgent],
        password: str,
        *,
        speed: float,
        seed: int,
        folder: Path,
    ) -> None:
        self._plan = plan
        self._settings = settings
        self._secrets = secrets
        self._people = agents
        self._password = password
        self._speed = speed
        self._seed = seed
        self._folder = folder
        self._offered: list[str] = []
        self._order = count()
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._agents: dict[int, LiveAgent] = {}

    def run(self, watch: Watch) -> Sequence[str]:
        """Play until nothing is left to happen; return the `call_sid` of every call that was offered.

        Raises:
            PartNotStartedError: A process of the replay does not start.
            httpx.HTTPError: The simulator has gone.
        """
        with ExitStack() as stack:
            ports = free_port(), free_port()
            server, simulator = (f"http://{_HOST}:{port}" for port in ports)
            start = self._folder / "clock"
            start.unlink(missing_ok=True)
            parts = self._parts(ports, server, simulator, start)
            for part in parts:
                stack.callback(part.stop)
                part.start()
            for part in parts:
                part.wait_until_ready()
            carrier = stack.enter_context(httpx.Client(base_url=simulator, timeout=10.0, trust_env=False))
            clock = start_clock(self._plan.begins_at, self._speed, start)
            for number, person in by_number(self._people).items():
                chance = Random(f"{self._seed} agent {number}")
                agent = LiveAgent(server, person, self._password, clock, chance)
                stack.callback(agent.stop)
                self._agents[number] = agent
            self._note_everything(carrier)
            whole = self._play(clock, watch)
            self._end(carrier, clock, watch, hang_up=not whole)
        return self._offered

    def _parts(self, ports: tuple[int, int], server: str, simulator: str, start: Path) -> list[Part]:
        self._folder.mkdir(parents=True, exist_ok=True)
        config = self._folder / "config.yaml"
        settings = replay_settings(self._settings, port=ports[0], simulator_url=simulator)
        config.write_text(
            yaml.safe_dump(settings.model_dump(mode="json"), allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
        environment = {VARIABLES[SecretName.CARRIER]: new_key(32)}
        password = self._secrets.get(SecretName.DATABASE) if settings.database.url else None
        if password:
            environment[VARIABLES[SecretName.DATABASE]] = password
        clock = clock_arguments(self._plan.begins_at, self._speed, start)

        def part(name: str, arguments: list[str], health: str) -> Part:
            log = self._folder / "logs" / f"{name}.log"
            return Part(
                name, [name, *arguments, *clock], health_url=health, log=log, environment=environment, module=MODULE
            )

        return [
            part("server", ["--config", str(config)], f"{server}/v1/ready"),
            part("simulator", ["--port", str(ports[1]), "--server", server], f"{simulator}/health"),
        ]

    def _note_everything(self, carrier: httpx.Client) -> None:
        for shift in self._plan.shifts:
            self._note(shift.begins_at, self._agents[shift.agent].begin)
            self._note(shift.ends_at, self._agents[shift.agent].end)
        for call in self._plan.calls:
            self._note(call.at, partial(self._ring, carrier, call))

    def _note(self, at: datetime, do: Callable[[], None]) -> None:
        heapq.heappush(self._agenda, (at, next(self._order), do))

    def _ring(self, carrier: httpx.Client, call: PlannedCall) -> None:
        script = CallerScript(patience_seconds=call.patience_seconds, talk_seconds=call.talk_seconds)
        request = RingRequest(
            from_number=call.number,
            to_number=CALLED,
            queue=call.queue,
            menu_path=call.menu_path(),
            call_sid=call.call_sid,
            script=script,
        )
        carrier.post("/calls", json=request.model_dump(mode="json")).raise_for_status()
        self._offered.append(call.call_sid)

    def _play(self, clock: ScaledClock, watch: Watch) -> bool:
        """Have everything in the agenda happen; return False where it was ended early."""
        pause = Event()
        while self._agenda:
            if not watch(clock.now(), len(self._offered)):
                return False
            seconds = clock.machine_seconds_until(self._agenda[0][0])
            if seconds > 0:
                pause.wait(min(seconds, LOOK_SECONDS))
            else:
                heapq.heappop(self._agenda)[2]()
        return True

    def _end(self, carrier: httpx.Client, clock: ScaledClock, watch: Watch, *, hang_up: bool) -> None:
        """Wait until nobody is on the line and every agent has gone home; what then still is, is stuck."""
        pause, quiet_since = Event(), monotonic()
        while monotonic() - quiet_since < QUIET_SECONDS:
            line = LineView.model_validate(carrier.get("/line").raise_for_status().json())
            if line.callers:
                quiet_since = monotonic()
            if hang_up or not watch(clock.now(), len(self._offered)):
                self._hang_up_all(carrier)
                hang_up = False
            if not (line.callers or line.undelivered):
                for agent in self._agents.values():
                    agent.end()
                if not any(agent.is_at_work for agent in self._agents.values()):
                    return
            pause.wait(LOOK_SECONDS)

    @staticmethod
    def _hang_up_all(carrier: httpx.Client) -> None:
        for call in carrier.get("/calls").raise_for_status().json():
            view = CallView.model_validate(call)
            if view.ended_by is None:
                carrier.post(f"/calls/{view.call_sid}/hang-up").raise_for_status()

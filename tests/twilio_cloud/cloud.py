"""The stand-in in a thread of its own, for tests: `with Cloud() as cloud`. See README.md."""

import asyncio
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import uvicorn

from tests.twilio_cloud.clock import START
from tests.twilio_cloud.rest.app import App
from tests.twilio_cloud.stage import Stage
from tests.twilio_cloud.things import Call
from tests.twilio_cloud.webhooks import Delivery
from tests.twilio_cloud.world import Credentials, Problem, World

_Value = TypeVar("_Value")
REQUESTS_OF_ALL = "TWILIO_CLOUD_REQUESTS"
"""The environment variable that names a file to which every stand-in of a run adds its REST requests."""
PATIENCE = 60
"""Seconds of the wall that an order of a test may take."""


class Runner:
    """Serves a world on loopback, within a running event loop."""

    def __init__(self, world: World, port: int = 0, record_to: Path | None = None) -> None:
        self.world = world
        self.stage = Stage(world)
        self.app = App(world, self.control, record_to)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))  # with the protocol named, asyncio does not hold small answers back
        self._socket.listen(256)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self.app, log_level="critical", access_log=False, lifespan="off", timeout_graceful_shutdown=1
        )
        self.server = uvicorn.Server(config)

    async def serve(self) -> None:
        """Serve until `server.should_exit`."""
        self.world.post.open()
        ticking = asyncio.get_running_loop().create_task(self.world.clock.run())
        try:
            await self.server.serve(sockets=[self._socket])
        finally:
            ticking.cancel()
            await asyncio.gather(ticking, return_exceptions=True)
            await self.world.clock.stop()
            await self.world.post.close()
            self._socket.close()

    async def control(self, verb: str, given: dict[str, Any]) -> Any:
        """Do what another process orders: a method of `Stage` by its name, or one of a few more."""
        if verb == "advance":
            await self.world.clock.advance(float(given["seconds"]))
            return self.world.clock.seconds
        if verb == "speed":
            return self.world.clock.set_speed(float(given["speed"]))
        if verb == "hosts":
            self.world.post.hosts.update(given)
            return self.world.post.hosts
        if verb == "credentials":
            ours = self.world.credentials
            names = ("account_sid", "auth_token", "key_sid", "key_secret")
            return {name: getattr(ours, name) for name in names}
        if verb == "problems":
            return [(one.code, one.text, one.call_sid) for one in self.world.problems]
        method = getattr(self.stage, verb, None)
        if verb.startswith("_") or verb == "world" or not callable(method):
            raise LookupError(verb)
        found = method(**given)
        return found.sid if isinstance(found, Call) else found if isinstance(found, (dict, list, str)) else None


@dataclass(frozen=True, slots=True)
class Line:
    """One call, as a test holds it."""

    cloud: "Cloud"
    call: Call

    @property
    def sid(self) -> str:
        return self.call.sid

    @property
    def status(self) -> str:
        return self.call.status

    @property
    def told(self) -> list[str]:
        """All they were told: `say: …`, `play: …`, `digits: …`, `heard: …`."""
        return list(self.call.told)

    def press(self, digits: str) -> None:
        self.cloud.do(lambda stage: stage.press(self.sid, digits))

    def say(self, words: str) -> None:
        self.cloud.do(lambda stage: stage.say(self.sid, words))

    def pick_up(self) -> None:
        self.cloud.do(lambda stage: stage.pick_up(self.sid))

    def hang_up(self) -> None:
        self.cloud.do(lambda stage: stage.hang_up(self.sid))


class Cloud:
    """A stand-in that serves while the context lasts. With speed 0 time stands still until `advance`."""

    def __init__(
        self,
        *,
        seed: int = 1,
        speed: float = 0,
        start: datetime = START,
        port: int = 0,
        record_to: Path | None = None,
    ) -> None:
        self.world = World(seed, speed, start)
        of_all = os.environ.get(REQUESTS_OF_ALL)
        self._given = (port, record_to or (Path(of_all) if of_all else None))
        self._runner: Runner | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main()), name="twilio-cloud", daemon=True)

    def __enter__(self) -> "Cloud":
        self._thread.start()
        if not self._ready.wait(PATIENCE):
            raise TimeoutError("the stand-in did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._started.server.should_exit = True
        self._thread.join(PATIENCE)
        if error is None and self.world.clock.failures:
            raise self.world.clock.failures[0]

    @property
    def url(self) -> str:
        """Where it serves what api.twilio.com serves."""
        return self._started.url

    @property
    def credentials(self) -> Credentials:
        return self.world.credentials

    @property
    def problems(self) -> list[Problem]:
        """What the product got wrong, as Twilio's debugger would show it."""
        return list(self.world.problems)

    @property
    def requests(self) -> list[dict[str, Any]]:
        """Every REST request: method, template, fields, status."""
        return list(self._started.app.requests)

    def forget_requests(self) -> None:
        """Keep none of the requests so far."""
        self._started.app.requests.clear()

    def deliveries(self, about: str = "") -> list[Delivery]:
        """Every webhook, of one kind if it is given: voice, wait, room-wait, action, conference, leg, recording,
        message, hold, announcement, payment, transcription."""
        return [one for one in self.world.post.made if about in ("", one.about)]

    def do(self, order: Callable[[Stage], _Value]) -> _Value:
        """Have something done on the stand-in's own loop, and return what it returns."""

        async def run() -> _Value:
            return order(self._started.stage)

        return asyncio.run_coroutine_threadsafe(run(), self._the_loop).result(PATIENCE)

    def advance(self, seconds: float = 0) -> None:
        """Let time pass, and all webhooks on the way be answered. 0: finish what is due now.

        Raises:
            BaseException: A mistake of the stand-in's own.
        """
        asyncio.run_coroutine_threadsafe(self.world.clock.advance(seconds), self._the_loop).result(PATIENCE)
        if self.world.clock.failures:
            raise self.world.clock.failures.pop(0)

    def ring(self, to: str, from_: str, **how: Any) -> Line:
        """Somebody calls in (`Stage.ring`)."""
        return Line(self, self.do(lambda stage: stage.ring(to, from_, **how)))

    def dial_in(self, to: str, from_: str, **how: Any) -> Line:
        """An agent's phone calls in (`Stage.dial_in`)."""
        return Line(self, self.do(lambda stage: stage.dial_in(to, from_, **how)))

    def line(self, sid: str) -> Line:
        """Return a call by its id."""
        return Line(self, self.world.calls[sid])

    def line_to(self, address: str) -> Line:
        """Return the last call that rang at an address."""
        return Line(self, self.world.people[address].calls[-1])

    def hears(self) -> dict[str, list[str]]:
        """Who hears whom."""
        return self.do(Stage.hears)

    def sounds(self) -> dict[str, str]:
        """What else they hear."""
        return self.do(Stage.sounds)

    async def _main(self) -> None:
        port, record_to = self._given
        self._loop = asyncio.get_running_loop()
        self._runner = Runner(self.world, port, record_to)
        self._ready.set()
        await self._runner.serve()

    @property
    def _started(self) -> Runner:
        assert self._runner is not None, "use it as a context"
        return self._runner

    @property
    def _the_loop(self) -> asyncio.AbstractEventLoop:
        assert self._loop is not None, "use it as a context"
        return self._loop

"""One desktop's stream, from its hello to its close."""

import asyncio
import functools
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

import anyio
import anyio.to_thread
import structlog
from pydantic import TypeAdapter, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.tokens import AccessTokens
from agent_desktop.server.errors import NotAllowedError, SignedOutError, VersionTooOldError, log_failure
from agent_desktop.server.stages import Stage, Stages
from agent_desktop.server.stream.hub import Hub, Subscriber
from agent_desktop.server.stream.opening import Listening, Openings
from agent_desktop.server.versions import check_client_version
from telephony.clock import BusinessClock
from telephony.contract import StreamBeat, StreamClose, StreamHello, StreamRenew, StreamWatch

HEARTBEAT_SECONDS: Final = 5.0
HELLO_SECONDS: Final = 5.0
CLOSE_SECONDS: Final = 2.0
MOST_BEGINNINGS: Final = 3
"""How often the beginning is read again where what the agent serves changes while their stream opens."""

T = TypeVar("T")
_log = structlog.stdlib.get_logger(__name__)


_FromDesktop = StreamBeat | StreamRenew | StreamWatch
_FROM_DESKTOP: Final = TypeAdapter[_FromDesktop](_FromDesktop)

_BEAT: Final = StreamBeat()
_PLAIN_BEAT: Final = _BEAT.model_dump_json()
"""A beat as our own desktop writes it: two thousand of them are four hundred a second, and need not be parsed."""

SILENT_SECONDS: Final = 60.0
"""A stream whose desktop has beaten and was not heard for so long is ended: its machine went without a word."""


class Seats(Protocol):
    """What streams tell of the desktops at their other ends."""

    def opened(self, user_id: UUID, family_id: UUID, *, takes_seat: bool) -> None:
        """A desktop opens its stream; where it takes the seat it is the active one from now on. May wait."""
        ...

    def beat(self, user_id: UUID, family_id: UUID) -> None:
        """A desktop is there. On the event loop: it must not wait."""
        ...


class Watching(Protocol):
    """What one desktop watches beside the events. On the event loop: nothing here waits."""

    def asked(self, watch: StreamWatch) -> None:
        """The desktop asks to be told of something, or to be told of it no more."""
        ...

    def ended(self) -> None:
        """The stream is over."""
        ...


WatchingOf = Callable[[Person, Callable[[str], None], Callable[[], int]], Watching]
"""Begins to answer what a person's desktop wants to watch. It is given what sends a text, from any thread, and what
says how much waits to be sent."""


class CloseStreamError(Exception):
    """The stream ends with this close code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class StreamConnection:
    """Runs one stream: a reader that renews the token, a writer that sends; the first to end ends both."""

    def __init__(
        self,
        socket: WebSocket,
        hub: Hub,
        openings: Openings,
        tokens: AccessTokens,
        clock: BusinessClock,
        *,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        stages: Stages,
        seats: Seats | None = None,
        at_once: anyio.CapacityLimiter | None = None,
        watching: WatchingOf | None = None,
    ) -> None:
        self._watching = watching
        self._at_once = at_once
        self._seats = seats
        self._stages = stages
        self._socket = socket
        self._hub = hub
        self._openings = openings
        self._tokens = tokens
        self._clock = clock
        self._heartbeat_seconds = heartbeat_seconds
        self._number = 0
        self._heard_at: float | None = None
        self._expires_at = 0.0
        self._renewed = asyncio.Event()

    async def run(self) -> None:
        """Serve the stream until one side ends it."""
        try:
            code = await self._serve()
        except CloseStreamError as closing:
            code = closing.code
        except WebSocketDisconnect:
            return
        except Exception as error:  # noqa: BLE001  the stream's outermost loop; the desktop comes back by itself
            log_failure("stream.failed", error)
            code = StreamClose.SERVER_STOPPING
        await self._close(code)

    async def _serve(self) -> int:
        await self._socket.accept()
        hello = await self._hello()
        listening = await self._admit(hello.access_token)
        self._expires_at = self._loop_time_of(listening)
        structlog.contextvars.bind_contextvars(user_id=str(listening.person.user_id))
        if self._seats is not None and listening.takes_calls:
            user_id, family_id = listening.person.user_id, listening.claims.family_id
            opened = functools.partial(self._seats.opened, user_id, family_id, takes_seat=hello.takes_seat)
            await self._off_loop(opened)
        subscriber = Subscriber(listening.topics, listening.claims.family_id, takes_ahead=hello.takes_ahead)
        with self._hub.subscribed(subscriber):
            begin = functools.partial(self._openings.begin, listening, hello.resume_after)
            start = await self._off_loop(begin)
            for _ in range(MOST_BEGINNINGS):
                if start.topics == subscriber.topics:
                    break
                # Queues were given or taken meanwhile: what is said of them must be heard before it is read.
                self._hub.listen_to(subscriber, start.topics)
                start = await self._off_loop(begin)
            _log.info("stream.opened", resumed=start.snapshot is None, missed=len(start.missed))
            self._number = start.number
            if start.snapshot is not None:
                await self._socket.send_text(start.snapshot)
            for event in start.missed:
                await self._socket.send_text(event.text_for(subscriber.topics, self._number))
                self._number = event.number
            watching = self._watching_of(subscriber, listening)
            try:
                return await self._first_of(
                    self._read(subscriber, listening, watching),
                    self._write(subscriber, start.up_to),
                    self._beat(),
                    self._expire(),
                    _result_of(subscriber.closing),
                )
            finally:
                if watching is not None:
                    watching.ended()

    def _watching_of(self, subscriber: Subscriber, listening: Listening) -> Watching | None:
        if self._watching is None:
            return None
        loop = asyncio.get_running_loop()

        def send(text: str) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(subscriber.give_beside, text)

        return self._watching(listening.person, send, lambda: subscriber.behind)

    async def _hello(self) -> StreamHello:
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                text = await self._socket.receive_text()
        except (TimeoutError, KeyError):
            raise CloseStreamError(StreamClose.TOKEN_MISSING_OR_WRONG) from None
        try:
            hello = StreamHello.model_validate_json(text)
            if hello.client_version:
                check_client_version(hello.client_version)
        except (ValidationError, VersionTooOldError):
            raise CloseStreamError(StreamClose.PROTOCOL) from None
        return hello

    async def _admit(self, access_token: str) -> Listening:
        try:
            return await self._off_loop(functools.partial(self._openings.admit, access_token))
        except (SignedOutError, NotAllowedError):
            raise CloseStreamError(StreamClose.TOKEN_MISSING_OR_WRONG) from None

    async def _read(self, subscriber: Subscriber, listening: Listening, watching: Watching | None) -> int:
        """Take beats, renewals and what is to be watched, until the desktop goes."""
        loop = asyncio.get_running_loop()
        while True:
            try:
                text = await self._socket.receive_text()
                message = _BEAT if text == _PLAIN_BEAT else _FROM_DESKTOP.validate_json(text)
            except (ValidationError, KeyError):
                return StreamClose.PROTOCOL
            if isinstance(message, StreamBeat):
                self._heard_at = loop.time()
                if self._seats is not None and listening.takes_calls:
                    self._seats.beat(listening.person.user_id, subscriber.family_id)
                continue
            if isinstance(message, StreamWatch):
                if watching is not None:
                    watching.asked(message)
                continue
            renewal = message
            renewed = await self._admit(renewal.access_token)
            if renewed.person.user_id != listening.person.user_id:
                return StreamClose.TOKEN_MISSING_OR_WRONG
            subscriber.family_id = renewed.claims.family_id
            self._expires_at = self._loop_time_of(renewed)
            self._renewed.set()

    async def _write(self, subscriber: Subscriber, up_to: int) -> int:
        """Send what comes after the beginning."""
        while True:
            event = await subscriber.next()
            if isinstance(event, str):
                await self._socket.send_text(event)
                continue
            if event.number <= up_to:  # the snapshot, or what was missed, holds it already
                continue
            previous, self._number = self._number, event.number
            await self._socket.send_text(event.text_for(subscriber.topics, previous))
            if event.offered_call_id is not None:
                self._stages.passed(Stage.SENT, call_id=event.offered_call_id)

    async def _beat(self) -> int:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(self._heartbeat_seconds)
            if self._heard_at is not None and loop.time() - self._heard_at > SILENT_SECONDS:
                return StreamClose.TOO_SLOW
            await self._socket.send_text(heartbeat_text(self._number, self._clock.now()))

    async def _expire(self) -> int:
        loop = asyncio.get_running_loop()
        while (left := self._expires_at - loop.time()) > 0:
            self._renewed.clear()
            try:
                async with asyncio.timeout(left):
                    await self._renewed.wait()
            except TimeoutError:
                continue
        return StreamClose.TOKEN_EXPIRED

    async def _first_of(self, *parts: Coroutine[Any, Any, int]) -> int:
        """Run `parts` side by side; the first to end says how, the others are stopped."""
        tasks = [asyncio.ensure_future(part) for part in parts]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return next(iter(done)).result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _off_loop(self, work: Callable[[], T]) -> T:
        return await anyio.to_thread.run_sync(work, limiter=self._at_once)

    async def _close(self, code: int) -> None:
        _log.info("stream.closed", code=code)
        try:
            async with asyncio.timeout(CLOSE_SECONDS):  # a desktop that reads nothing must not hold us
                await self._socket.close(code)
        except (TimeoutError, RuntimeError, WebSocketDisconnect):
            pass

    def _loop_time_of(self, listening: Listening) -> float:
        return asyncio.get_running_loop().time() + self._tokens.seconds_left(listening.claims)


def heartbeat_text(number: int, now: datetime) -> str:
    """Return a heartbeat as `StreamMessage` writes it; there are as many as beats."""
    at = now.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return f'{{"type":"heartbeat","number":{number},"previous":{number},"server_at":"{at}"}}'


async def _result_of(future: "asyncio.Future[int]") -> int:
    return await asyncio.shield(future)

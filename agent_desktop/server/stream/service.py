"""The stream's parts of one server process, started and stopped together."""

import asyncio
import functools
from collections.abc import Callable, Sequence
from typing import Final, TypeVarTuple

import anyio
import anyio.to_thread
import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker
from starlette.websockets import WebSocket

from agent_desktop.server.auth.tokens import AccessTokens
from agent_desktop.server.errors import log_failure
from agent_desktop.server.stages import Stage, Stages
from agent_desktop.server.stream.connection import HEARTBEAT_SECONDS, Seats, StreamConnection, WatchingOf
from agent_desktop.server.stream.encoding import EncodedEvent, no_more_ahead
from agent_desktop.server.stream.hub import Hub
from agent_desktop.server.stream.listener import JournalListener
from agent_desktop.server.stream.opening import DeskOf, Openings
from telephony.clock import BusinessClock
from telephony.contract import EventKind, StreamClose
from telephony.events.journal import Appended, Entry

Ts = TypeVarTuple("Ts")
_log = structlog.stdlib.get_logger(__name__)

CHECK_SECONDS: Final = 5.0

OPENINGS_AT_ONCE: Final = 4
"""Streams that open at the same time: where another server has died, all of its desktops come at once, and the callers
of the others must not wait for a thread behind them."""


class StreamService:
    """Owns the hub, the journal's listener and the tasks between them."""

    def __init__(
        self,
        engine: Engine,
        sessions: sessionmaker[Session],
        tokens: AccessTokens,
        clock: BusinessClock,
        desk_of: DeskOf,
        *,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        check_seconds: float = CHECK_SECONDS,
        stages: Stages | None = None,
        seats: Seats | None = None,
        watching: WatchingOf | None = None,
        configuration_changed: Callable[[], None] = lambda: None,
    ) -> None:
        """`configuration_changed` is called, from any thread, when some server of this database has saved one."""
        self._configuration_changed = configuration_changed
        self._seats = seats
        self._watching = watching
        self._stages = stages or Stages()
        self._tokens = tokens
        self._clock = clock
        self._heartbeat_seconds = heartbeat_seconds
        self._check_seconds = check_seconds
        self._openings = Openings(engine, sessions, tokens, clock, desk_of)
        self._openings_at_once = anyio.CapacityLimiter(OPENINGS_AT_ONCE)
        self._hub = Hub()
        self._batches: asyncio.Queue[list[EncodedEvent]] = asyncio.Queue()
        self._publishing = False
        self._tasks: list[asyncio.Task[None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self.listener = JournalListener(engine, clock, self._heard)

    async def start(self) -> None:
        """Begin to follow the journal; call it on the server's event loop."""
        self._loop = asyncio.get_running_loop()
        await anyio.to_thread.run_sync(self.listener.start)
        work = (self._publish(), self._hub.give_kept_back(), self._check_sign_ins())
        self._tasks = [asyncio.create_task(each) for each in work]

    async def stop(self) -> None:
        """End every stream and all that feeds them."""
        self._hub.close_all(StreamClose.SERVER_STOPPING)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await anyio.to_thread.run_sync(self.listener.stop)

    def look(self, committed: Appended | None = None) -> None:
        """Send what has just been committed, without waiting for the doorbell. From any thread; never raises."""
        self.listener.look(committed)

    def make_ready(self, appended: Appended) -> None:
        """Encode what is just being committed. From any thread; never raises."""
        self.listener.make_ready(appended)

    def go_ahead(self, entry: Entry) -> EncodedEvent | None:
        """Send an offer, before it is committed, to the agent's desktop, which makes ready to show it; return what was
        made of it for the event itself. From any thread; never raises."""
        event = self.listener.encode_ahead(entry)
        if event is not None:
            self._on_loop(self._hub.give_ahead, event.own_topic, event.ahead)
        return event

    def take_back(self, entries: Sequence[Entry]) -> None:
        """Say that what went ahead was not committed. From any thread; never raises."""
        for entry in entries:
            if isinstance(entry.ahead, EncodedEvent):
                _log.warning("stream.taken_back", call_id=str(entry.subject_id))
                give = functools.partial(self._hub.give_ahead, takes_back=True)
                self._on_loop(give, entry.ahead.own_topic, no_more_ahead(self._clock.now()))

    async def serve(self, socket: WebSocket) -> None:
        """Serve one desktop's stream until it ends."""
        connection = StreamConnection(
            socket,
            self._hub,
            self._openings,
            self._tokens,
            self._clock,
            heartbeat_seconds=self._heartbeat_seconds,
            stages=self._stages,
            seats=self._seats,
            at_once=self._openings_at_once,
            watching=self._watching,
        )
        await connection.run()

    @property
    def alive(self) -> bool:
        return self.listener.alive and all(not task.done() for task in self._tasks)

    def _heard(self, events: list[EncodedEvent]) -> None:
        """On the thread that has read them: hand over to the loop."""
        for event in events:
            if event.kind is EventKind.CONFIGURATION_CHANGED:
                self._configuration_changed()
            if event.offered_call_id is not None:
                self._stages.passed(Stage.ENCODED, call_id=event.offered_call_id)
        self._on_loop(self._give, events)

    def _on_loop(self, call: Callable[[*Ts], object], *values: *Ts) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(call, *values)

    def _give(self, events: list[EncodedEvent]) -> None:
        # A ringing call concerns few, and waits for no turn of another task; nothing overtakes what waits already.
        if self._batches.empty() and not self._publishing and self._hub.publish_few(events):
            return
        self._batches.put_nowait(events)

    async def _publish(self) -> None:
        while True:
            events = await self._batches.get()
            self._publishing = True
            await self._hub.publish(events)
            self._publishing = False

    async def _check_sign_ins(self) -> None:
        """A sign-out ends the streams of that sign-in, also those that another copy of the server holds."""
        while True:
            await asyncio.sleep(self._check_seconds)
            asked = self._hub.family_ids
            if not asked:
                continue
            try:
                still_open = await anyio.to_thread.run_sync(self._openings.open_families, asked)
            except SQLAlchemyError as error:
                log_failure("stream.check_failed", error)  # the next round asks again
            else:
                self._hub.close_all_but(still_open, asked)

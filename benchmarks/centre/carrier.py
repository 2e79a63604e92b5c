"""The carrier of the benchmark: the simulator's own rooms, with an HTTP face that costs next to nothing."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from pydantic_core import to_json

from benchmarks.centre.wire import Http, read_message
from telephony.providers.base import Arrival, CarrierReport, Order, OrderKind, ReportKind
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.room_answers import look_up_answer, rooms_answer
from telephony.providers.simulator.rooms import live_rooms
from telephony.providers.simulator.signing import SIGNATURE_HEADER, sign

_PATH: Final = "/v1/carrier/simulator/reports"
_ROOMS_A_PAGE: Final = 200
_RETRY_SECONDS: Final = 0.5
_LINES: Final = 500
"""How many reports are on their way at once: what a server that has fallen behind does not take waits here, and not in
as many sockets."""


class BenchCarrier:
    """Rings, brings reports to the servers in turn, takes their orders. Lives on one event loop.

    `talks` says for how many seconds the next caller who gets an agent talks before they hang up. `answered_seconds`
    is how long each report of an arrival took until it was acknowledged; `failures` counts reports told again.
    """

    def __init__(self, https: Sequence[Http], key: str, talks: Callable[[], float]) -> None:
        self._https = itertools.cycle(https)
        self._key = key
        self._talks = talks
        self._carrier = Carrier(kept_rooms=5000)
        self._tasks: set[asyncio.Task[None]] = set()
        self._told: dict[str, asyncio.Lock] = {}
        self._lines = asyncio.Semaphore(_LINES)
        self.answered_seconds: dict[str, float] = {}
        self.failures = 0
        self.orders = 0

    async def listen(self, host: str, port: int) -> asyncio.Server:
        """Take the server's orders."""
        return await asyncio.start_server(self._serve, host, port)

    def ring(self, number: str, reason: str, queue_code: str) -> tuple[str, str, float]:
        """Somebody calls for a queue; return the call's sid, the report's id, and when it was sent."""
        arrival = Arrival(from_number=number, to_number="+85228880000", menu_reason=reason, queue_code=queue_code)
        room, report = self._carrier.ring(arrival, datetime.now(UTC))
        sent = time.monotonic()
        self._bring(report)
        return room.call_sid, report.event_id, sent

    def hang_up(self, call_sid: str) -> None:
        """The caller hangs up."""
        report = self._carrier.hang_up(call_sid, datetime.now(UTC))
        if report is not None:
            self._bring(report)

    async def close(self) -> None:
        """Bring nothing more."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _bring(self, report: CarrierReport) -> None:
        task = asyncio.create_task(self._deliver(report))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, report: CarrierReport) -> None:
        body = to_json(asdict(report))
        began = time.monotonic()
        async with self._told.setdefault(report.call_sid, asyncio.Lock()):  # one call's reports keep their order
            while not await self._accepted(report, body):
                self.failures += 1
                await asyncio.sleep(_RETRY_SECONDS)
        if report.kind is ReportKind.CALL_ARRIVED:
            self.answered_seconds[report.event_id] = time.monotonic() - began
        elif report.kind is ReportKind.CALL_ENDED:
            self._told.pop(report.call_sid, None)

    async def _accepted(self, report: CarrierReport, body: bytes) -> bool:
        headers = f"{SIGNATURE_HEADER}: {sign(self._key, body, time.time())}\r\nX-Request-Id: {report.event_id}\r\n"
        try:
            async with self._lines:
                status, _ = await next(self._https).request("POST", _PATH, body, headers)
        except OSError:
            return False
        return status < 300

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                first, body = await read_message(reader)
                answer = self._answer(first.split(b" ", 2)[1], body)
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer)
                    + answer
                )
        except (asyncio.IncompleteReadError, OSError):
            writer.close()

    def _answer(self, path: bytes, body: bytes) -> bytes:
        asked = json.loads(body) if body else {}
        if path == b"/rooms/list":
            rooms = live_rooms(self._carrier.rooms(), int(asked.get("page") or 0), limit=_ROOMS_A_PAGE)
            return rooms_answer(rooms).model_dump_json().encode()
        if path == b"/rooms/look-up":
            room = self._carrier.find_room(asked["call_sid"])
            return look_up_answer(None if room is None else room.last_report).model_dump_json().encode()
        self.orders += 1
        order = Order(UUID(asked["order_id"]), asked["call_sid"], OrderKind(asked["kind"]), asked.get("endpoint", ""))
        outcome, report = self._carrier.carry_out(order, datetime.now(UTC))
        if report is not None:
            self._bring(report)
            if report.kind is ReportKind.PARTY_JOINED:
                asyncio.get_running_loop().call_later(self._talks(), self.hang_up, order.call_sid)
        return to_json({"outcome": outcome})

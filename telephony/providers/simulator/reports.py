"""Brings the simulator's reports to the server: in order within a call, and again until they are accepted."""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from typing import Final

import httpx
from pydantic_core import to_json

from telephony.messages.port import MessageReport
from telephony.providers.base import CarrierReport
from telephony.providers.simulator.sender import SignedSender
from telephony.transcripts.port import WordsReport

FIRST_RETRY_SECONDS: Final = 0.1
LAST_RETRY_SECONDS: Final = 2.0

_log = logging.getLogger(__name__)


Told = CarrierReport | MessageReport | WordsReport


class ReportDelivery:
    """One task a call or a message while it has reports to bring. Lives on one event loop; `close` it there.

    `url` is the server's ``/v1/carrier/simulator/reports``. A server that is away is waited for: callers live on.
    """

    def __init__(
        self, url: str, key: str, *, timeout_seconds: float = 5, unix_time: Callable[[], float] = time.time
    ) -> None:
        self._sender = SignedSender(url, key, timeout_seconds=timeout_seconds, unix_time=unix_time)
        self._waiting: dict[str, deque[Told]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def send(self, report: Told) -> None:
        """Have the report delivered after the earlier ones of its call or message. Returns at once."""
        sid = report.message_sid if isinstance(report, MessageReport) else report.call_sid
        self._waiting.setdefault(sid, deque()).append(report)
        task = self._tasks.get(sid)
        if task is None or task.done():
            self._tasks[sid] = asyncio.create_task(self._deliver_call(sid))

    def undelivered(self, call_sid: str) -> int:
        """Return how many reports of a call the server has not yet accepted."""
        return len(self._waiting.get(call_sid, ()))

    def waiting(self) -> int:
        """Return how many reports the server has not yet accepted."""
        return sum(len(reports) for reports in self._waiting.values())

    async def close(self) -> None:
        """Stop trying; what is not delivered is lost, as with a carrier that goes down."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._sender.close()

    async def _deliver_call(self, call_sid: str) -> None:
        reports = self._waiting[call_sid]
        while reports:
            await self._deliver(reports[0])
            reports.popleft()
        del self._waiting[call_sid], self._tasks[call_sid]

    async def _deliver(self, report: Told) -> None:
        body = to_json(asdict(report))
        delay, complained = FIRST_RETRY_SECONDS, ""
        while True:
            problem = await self._try(body)
            if not problem:
                return
            if problem != complained:
                _log.warning("report %s is not accepted yet: %s", report.event_id, problem)
                complained = problem
            await asyncio.sleep(delay)
            delay = min(2 * delay, LAST_RETRY_SECONDS)

    async def _try(self, body: bytes) -> str:
        try:
            answer = await self._sender.send(body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return type(error).__name__
        return "" if answer.is_success else f"status {answer.status_code}"

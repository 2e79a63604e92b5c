"""Brings the simulator's questions about the entry menu to the server, and its answers back."""

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Final

import httpx
from pydantic import ValidationError

from telephony.providers.simulator.sender import SignedSender
from telephony.providers.simulator.wire import QuestionMessage, StepMessage

TRIES: Final = 2
"""A carrier asks a server that cannot be reached once more, and then goes on by itself."""

_log = logging.getLogger(__name__)


class MenuQuestions:
    """One task a question. Lives on one event loop; `close` it there. `url` is the server's
    ``/v1/carrier/simulator/menu``."""

    def __init__(
        self, url: str, key: str, *, timeout_seconds: float = 5, unix_time: Callable[[], float] = time.time
    ) -> None:
        self._sender = SignedSender(url, key, timeout_seconds=timeout_seconds, unix_time=unix_time)
        self._tasks: set[asyncio.Task[None]] = set()

    def ask(self, question: QuestionMessage, then: Callable[[StepMessage | None], None]) -> None:
        """Ask, and call `then` with the answer, or with None where there is none in time. Returns at once."""
        task = asyncio.create_task(self._ask(question, then))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop asking."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._sender.close()

    async def _ask(self, question: QuestionMessage, then: Callable[[StepMessage | None], None]) -> None:
        body = question.model_dump_json().encode()
        for _ in range(TRIES):
            try:
                answer = await self._sender.send(body)
                answer.raise_for_status()
                step = StepMessage.model_validate_json(answer.content)
            except httpx.ConnectError:
                continue
            except (httpx.HTTPError, httpx.InvalidURL, ValidationError) as error:
                _log.warning("no answer about the menu for %s: %s", question.call_sid, type(error).__name__)
                break
            then(step)
            return
        then(None)

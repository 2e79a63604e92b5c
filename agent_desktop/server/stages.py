"""When a screen pop passes each stage in the server, for whoever measures it. Nothing listens unless asked to.

Times are ``time.monotonic()``: seconds of a clock that all processes of one machine share.
"""

import time
from enum import StrEnum
from typing import Protocol
from uuid import UUID


class Stage(StrEnum):
    RECEIVED = "received"  # the carrier's report has reached the server's first line of code
    COMMITTED = "committed"  # the commit that offered the call has returned
    ANSWERED = "answered"  # the answer to the carrier is with the socket
    ENCODED = "encoded"  # the stream has read the event and the payload, and encoded the message
    SENT = "sent"  # the message is with the socket of a desktop that hears it


class StageObserver(Protocol):
    """Told of each stage, on the event loop and on worker threads: quick, thread-safe, and it never raises.

    `request_id` comes with what belongs to a request, `call_id` with what belongs to an offered call; `committed`
    has both.
    """

    def __call__(self, stage: Stage, at: float, *, request_id: str = "", call_id: UUID | None = None) -> None: ...


class Stages:
    """Tells the observer, if there is one."""

    def __init__(self, observe: StageObserver | None = None) -> None:
        self._observe = observe

    def passed(self, stage: Stage, *, request_id: str = "", call_id: UUID | None = None) -> None:
        """Say that a stage was passed now."""
        if self._observe is not None:
            self._observe(stage, time.monotonic(), request_id=request_id, call_id=call_id)

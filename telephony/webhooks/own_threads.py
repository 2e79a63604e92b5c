"""Threads that do one kind of work and no other, so that nothing else can take them, nor they anything else's."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Final, TypeVar

T = TypeVar("T")

TELL_SECONDS: Final = 0.9
"""The most that a carrier waits until what it tells is kept (machine time); then it is to tell it again."""


class OwnThreads:
    """At most `most` pieces of work at once; each has a thread, and with it its database connection, to its very end.

    Whoever gives up waiting frees no thread: while the database stands still, no more than `most` connections wait.
    """

    def __init__(self, name: str, most: int) -> None:
        self._threads = ThreadPoolExecutor(most, thread_name_prefix=name)

    async def run(self, do: Callable[[], T], seconds: float) -> T:
        """Return what `do` returns, waiting `seconds` (machine time) at most, the wait for a thread included.

        Raises:
            TimeoutError: It took longer. What has begun goes on by itself; what has not is never begun.
        """
        work = asyncio.get_running_loop().run_in_executor(self._threads, copy_context().run, do)
        return await asyncio.wait_for(work, seconds)

"""The stand-in's own clock, and the jobs that live by it.

Driven (speed 0), time stands still until `advance`: every timer on the way fires in its order, and between two of them
all jobs run until each one waits for the clock or has ended, webhooks under way included. With a speed, one second of
the wall is that many of the clock. All of it belongs to one event loop.
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Coroutine
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(eq=False, slots=True)
class Job:
    """One thing that goes on, such as a call. Parked: it waits for the clock or for a signal."""

    parked: bool = False
    task: "asyncio.Task[None] | None" = None


_current: ContextVar[Job | None] = ContextVar("_current", default=None)


@dataclass(eq=False, slots=True)
class _Wake:
    job: Job
    future: "asyncio.Future[Signal | None]"
    clock: "Clock"

    def wake(self, by: "Signal | None") -> None:
        if self.future.done():
            return
        if self.job.parked:
            self.job.parked = False
            self.clock._enter()
        self.future.set_result(by)


@dataclass(eq=False, slots=True)
class Signal:
    """Something that happens once; `value` says more of it."""

    fired: bool = False
    value: Any = None
    _waiting: list[_Wake] = field(default_factory=list)

    def fire(self, value: Any = None) -> None:
        """Let it happen; a second time changes nothing."""
        if self.fired:
            return
        self.fired, self.value = True, value
        waiting, self._waiting = self._waiting, []
        for wake in waiting:
            wake.wake(self)


class Clock:
    """Time, timers and jobs. `speed` 0: driven."""

    def __init__(self, start: datetime = START, speed: float = 0) -> None:
        self._start = start
        self._speed = speed
        self._passed = 0.0
        self._wall = time.monotonic()
        self._timers: list[tuple[float, int, _Wake]] = []
        self._numbers = itertools.count()
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._changed = asyncio.Event()
        self._driving = asyncio.Lock()
        self._jobs: set[asyncio.Task[None]] = set()
        self.failures: list[BaseException] = []

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        if not self._speed:
            return self._passed
        return self._passed + (time.monotonic() - self._wall) * self._speed

    @property
    def now(self) -> datetime:
        """The time, aware UTC."""
        return self._start + timedelta(seconds=self.seconds)

    def set_speed(self, speed: float) -> None:
        """Let the clock run at `speed`, or stand still with 0."""
        self._passed, self._wall, self._speed = self.seconds, time.monotonic(), speed
        self._changed.set()

    def start_job(self, work: Coroutine[Any, Any, None]) -> Job:
        """Start a job. What it raises is kept in `failures`."""
        job = Job()
        self._enter()
        job.task = asyncio.get_running_loop().create_task(self._run(job, work))
        self._jobs.add(job.task)
        job.task.add_done_callback(self._jobs.discard)
        return job

    async def sleep(self, seconds: float) -> None:
        """Wait within a job."""
        await self.wait(within=seconds)

    async def wait(self, *signals: Signal, within: float | None = None) -> Signal | None:
        """Wait within a job for the first of `signals`; None after `within` seconds."""
        for signal in signals:
            if signal.fired:
                return signal
        job = _current.get()
        if job is None:
            raise RuntimeError("only a job waits for the clock")
        wake = _Wake(job, asyncio.get_running_loop().create_future(), self)
        for signal in signals:
            signal._waiting.append(wake)
        if within is not None:
            heapq.heappush(self._timers, (self.seconds + max(within, 0), next(self._numbers), wake))
            self._changed.set()
        job.parked = True
        self._leave()
        try:
            return await wake.future
        finally:
            for signal in signals:
                if wake in signal._waiting:
                    signal._waiting.remove(wake)
            if job.parked:
                job.parked = False
                self._enter()

    async def advance(self, seconds: float) -> None:
        """Drive the clock on by `seconds`, with all that happens on the way."""
        async with self._driving:
            target = self._passed + seconds
            while True:
                await self._idle.wait()
                due = self._next_due()
                if due is None or due > target:
                    break
                self._passed = max(self._passed, due)
                self._fire_due()
            self._passed = max(self._passed, target)

    async def run(self) -> None:
        """Let time pass by itself whenever there is a speed. Never returns."""
        while True:
            self._changed.clear()
            wait = None
            if self._speed:
                self._fire_due()
                due = self._next_due()
                wait = None if due is None else max(0.0, (due - self.seconds) / self._speed)
            try:
                await asyncio.wait_for(self._changed.wait(), wait)
            except TimeoutError:
                continue

    async def stop(self) -> None:
        """End every job, unfinished."""
        jobs = list(self._jobs)
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)

    async def _run(self, job: Job, work: Coroutine[Any, Any, None]) -> None:
        _current.set(job)
        try:
            await work
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - a job's mistake is shown to the test, not to the loop
            self.failures.append(error)
        finally:
            self._leave()

    def _next_due(self) -> float | None:
        while self._timers and self._timers[0][2].future.done():
            heapq.heappop(self._timers)
        return self._timers[0][0] if self._timers else None

    def _fire_due(self) -> None:
        """Wake whoever is due: all of one moment when driven."""
        while (due := self._next_due()) is not None and due <= self.seconds:
            heapq.heappop(self._timers)[2].wake(None)

    def _enter(self) -> None:
        self._busy += 1
        self._idle.clear()

    def _leave(self) -> None:
        self._busy -= 1
        if not self._busy:
            self._idle.set()

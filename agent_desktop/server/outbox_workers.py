"""The workers that carry orders to the carrier."""

from collections.abc import Callable
from typing import Final

from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated, due_work
from telephony.app import Telephony
from telephony.providers.base import Provider
from telephony.providers.outbox import OutboxRunner

OUTBOX_WORKERS: Final = 4
"""Orders carried to the carrier at the same time; one that answers late delays few others."""

LOOK_SECONDS: Final = 1.0
"""The most between two looks of the timers, and of the first worker of the outbox, for what will be due and when, on
the business clock. No timer is set for less than this, so that each is known before it is due; an order wakes the
workers here, and only one that another copy of the server left behind waits for this look."""

LEAST_LOOK_SECONDS: Final = 0.05
"""However fast business time runs, nobody looks more often than after these seconds of the machine's."""

HELP_SECONDS: Final = 5.0
"""How often the other workers of the outbox look, where nothing wakes them."""


def look_seconds(speed: float) -> float:
    """Return the most between two looks, of the machine's seconds, where business time runs `speed` times as fast."""
    return max(LOOK_SECONDS / speed, LEAST_LOOK_SECONDS)


def outbox_workers(units: UnitsOfWork, telephony: Telephony, provider: Provider, speed: float) -> list[Repeated]:
    """Return every worker; the first looks after what is to be tried again."""
    return [_worker(number, units, telephony, provider, speed) for number in range(OUTBOX_WORKERS)]


def _worker(number: int, units: UnitsOfWork, telephony: Telephony, provider: Provider, speed: float) -> Repeated:
    runner = OutboxRunner(units.begin, telephony.deps, provider)
    if number == 0:
        work = due_work(runner.run_due, runner.next_due_at, units.now, speed=speed)
        return Repeated("outbox-0", work, every_seconds=look_seconds(speed))
    return Repeated(f"outbox-{number}", _runs(runner.run_due), every_seconds=HELP_SECONDS)


def _runs(run_due: Callable[[], int]) -> Callable[[], None]:
    def run() -> None:
        run_due()

    return run

"""The workers that carry orders to the carrier."""

from collections.abc import Callable, Iterator
from typing import Final

from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.workers import Repeated, due_work
from telephony.app import Telephony
from telephony.contract import EventKind
from telephony.messages.port import MessageSender
from telephony.messages.runner import MessageRunner
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

ORDERING_KINDS: Final = frozenset(
    {
        EventKind.CALL_ACCEPTED,
        EventKind.CALL_ACTION_ASKED,
        EventKind.CALL_REQUEUED,
        EventKind.CALL_DIALLED,
        EventKind.COLLEAGUE_CHANGED,
        EventKind.TRANSFER_CHANGED,
        EventKind.SUPERVISION_CHANGED,
        EventKind.MESSAGE_CHANGED,
        EventKind.RECORDING_CHANGED,
    }
)
"""What comes with orders to the carrier; it wakes the outbox of this server at once."""


def look_seconds(speed: float) -> float:
    """Return how often to look where business time runs so many times as fast as the machine's."""
    return max(LOOK_SECONDS / speed, LEAST_LOOK_SECONDS)


def outbox_workers(units: UnitsOfWork, telephony: Telephony, provider: Provider, speed: float) -> Iterator[Repeated]:
    """Make the workers; the first of them looks after what is to be tried again."""
    for number in range(OUTBOX_WORKERS):
        yield _outbox_worker(number, units, telephony, provider, speed)


def message_worker(units: UnitsOfWork, telephony: Telephony, sender: MessageSender, speed: float) -> Repeated:
    """Make the worker that gives short messages to their sender."""
    runner = MessageRunner(units.begin, telephony.deps, sender)
    work = due_work(runner.run_due, runner.next_due_at, units.now, speed=speed)
    return Repeated("messages", work, every_seconds=look_seconds(speed))


def _outbox_worker(number: int, units: UnitsOfWork, telephony: Telephony, provider: Provider, speed: float) -> Repeated:
    runner = OutboxRunner(units.begin, telephony.deps, provider)
    if number == 0:  # looks after what is to be tried again
        work = due_work(runner.run_due, runner.next_due_at, units.now, speed=speed)
        return Repeated("outbox-0", work, every_seconds=look_seconds(speed))
    return Repeated(f"outbox-{number}", _runs(runner.run_due), every_seconds=HELP_SECONDS)


def _runs(run_due: Callable[[], int]) -> Callable[[], None]:
    def run() -> None:
        run_due()

    return run

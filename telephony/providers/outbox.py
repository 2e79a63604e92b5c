"""Carries the outbox's orders to the carrier, after the commit that asked for them."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from telephony.calls.orders import OrderFailure, order_failed
from telephony.deps import Deps
from telephony.errors import CarrierAwayError
from telephony.events.journal import Journal
from telephony.menu.walk import Spoken
from telephony.ports import Work, WorkFactory
from telephony.providers.base import RECORD_KINDS, Audience, Order, OrderKind, OrderOutcome, OrderTaker
from telephony.providers.models import OutboxRow
from telephony.providers.repository import OutboxRepository

_log = logging.getLogger(__name__)

FIRST_RETRY_SECONDS: Final = 0.2
LAST_RETRY_SECONDS: Final = 5.0
STUBBORN: Final = timedelta(hours=1)
"""How long an order to end or to leave is tried: a line that stays open costs, and somebody may still be heard."""

_FAILURES: Final[Mapping[OrderOutcome, OrderFailure]] = MappingProxyType(
    {OrderOutcome.CALL_UNKNOWN: OrderFailure.CALL_UNKNOWN, OrderOutcome.REFUSED: OrderFailure.REFUSED}
)

_STUBBORN_KINDS: Final = frozenset(
    {OrderKind.END_CALL, OrderKind.REMOVE_AGENT, OrderKind.REMOVE_COLLEAGUE, OrderKind.LEAVE}
)

_DIALS: Final = frozenset({OrderKind.DIAL, OrderKind.DIAL_OUTSIDE})


class OutboxRunner:
    """One transaction an order, holding its row: a worker that dies leaves the order to the next one.

    Any number of runners may work on one outbox; each order is carried out by one, and those of one call in order.
    The carrier knows an order by its id, so that one which was done before the worker died is not done twice.
    """

    def __init__(self, open_work: WorkFactory, deps_for: Callable[[Journal], Deps], provider: OrderTaker) -> None:
        self._open_work = open_work
        self._deps_for = deps_for
        self._provider = provider

    def run_due(self) -> int:
        """Carry out everything that is due now and return how many attempts that were."""
        attempts = 0
        while self.run_next():
            attempts += 1
        return attempts

    def next_due_at(self) -> datetime | None:
        """Return when the next order becomes due, by the business clock."""
        with self._open_work() as work:
            return OutboxRepository(work.session).next_due_at(self._provider.name)

    def run_next(self) -> bool:
        """Carry out the next order that is due and say whether there was one."""
        taken: UUID | None = None
        try:
            with self._open_work() as work:
                deps = self._deps_for(work.journal)
                row = OutboxRepository(work.session).lock_next_due(self._provider.name, deps.now())
                if row is None:
                    return False
                taken = row.outbox_id
                self._carry_out(work, deps, row)
        except Exception as error:
            if taken is None:
                raise
            # One order that cannot be dealt with must not stand before all others.
            _log.error("order %s failed: %s", taken, type(error).__name__)
            self._put_off(taken)
        return True

    def _put_off(self, outbox_id: UUID) -> None:
        """Have an order that cannot be dealt with tried again; given up, it counts as refused. It is put off, or out of
        the way of the call's later orders, even where the call cannot be told of it."""
        with self._open_work() as work:
            deps = self._deps_for(work.journal)
            orders = OutboxRepository(work.session)
            row = orders.lock_order(outbox_id)
            if row is None or row.done_at is not None:
                return  # somebody else has it
            now, order = deps.now(), _order_of(row)
            row.attempts += 1
            row.due_at = now + timedelta(seconds=LAST_RETRY_SECONDS)
            if now - row.asked_at < _patience(order, deps):
                return
            stubborn = order.kind in _STUBBORN_KINDS and now - row.asked_at < STUBBORN
            if not stubborn or orders.is_waited_for(row):
                row.done_at = now
        # A call that cannot be ended is over for whoever asked: they are free, and it is tried on behind them.
        ends = order.kind is OrderKind.END_CALL
        failure = OrderFailure.CARRIER_AWAY if ends else OrderFailure.REFUSED
        try:
            with self._open_work() as work:
                again = OutboxRepository(work.session).lock_order(outbox_id)
                if again is not None:
                    self._failed(work, self._deps_for(work.journal), again, order, failure)
        except Exception as error:  # noqa: BLE001  the call's later orders run all the same
            _log.error("the call of order %s was not told: %s", outbox_id, type(error).__name__)

    def _carry_out(self, work: Work, deps: Deps, row: OutboxRow) -> None:
        order = _order_of(row)
        if order.kind in _DIALS and _is_stale(row, deps):
            # Whoever wanted this call has waited for it in vain: a telephone that rings now rings for nobody.
            row.done_at = deps.now()
            self._failed(work, deps, row, order, OrderFailure.CARRIER_AWAY)
            return
        try:
            outcome = self._provider.carry_out(order)
        except CarrierAwayError:
            self._try_later(work, deps, row, order)
            return
        failure = _FAILURES.get(outcome)
        if outcome is OrderOutcome.CALL_ENDED and order.kind in RECORD_KINDS:
            failure = OrderFailure.CALL_ENDED  # one call may be over for us long before: no report of its end follows
        if failure is None:  # the carrier's report says the rest
            OutboxRepository(work.session).mark_done(row.outbox_id, deps.now())
            return
        row.attempts += 1
        row.done_at = deps.now()
        self._failed(work, deps, row, order, failure)

    def _try_later(self, work: Work, deps: Deps, row: OutboxRow, order: Order) -> None:
        now = deps.now()
        delay = min(FIRST_RETRY_SECONDS * 2 ** min(row.attempts, 10), LAST_RETRY_SECONDS)
        row.attempts += 1
        row.due_at = now + timedelta(seconds=delay)
        row.failure = OrderFailure.CARRIER_AWAY.value
        asked_at = row.asked_at
        stubborn = order.kind in _STUBBORN_KINDS
        if now - asked_at < _patience(order, deps):
            return
        if not stubborn or now - asked_at >= STUBBORN:
            row.done_at = now
        self._failed(work, deps, row, order, OrderFailure.CARRIER_AWAY)

    def _failed(self, work: Work, deps: Deps, row: OutboxRow, order: Order, failure: OrderFailure) -> None:
        row.failure = failure.value
        call_id: UUID = row.call_id
        # The order's row is locked before the group here. Nobody who holds a group waits for an order's row.
        work.session.flush()
        order_failed(work.session, deps, call_id, order.kind, order.endpoint, failure)


def _patience(order: Order, deps: Deps) -> timedelta:
    """Return how long an order is tried before whoever waits for it is told that it failed."""
    seconds = deps.settings.order_seconds
    if order.kind in RECORD_KINDS:  # asked for anew as long as it is wanted: nothing else of the call waits for it
        seconds = min(seconds, deps.settings.recording_seconds)
    return timedelta(seconds=seconds)


def _is_stale(row: OutboxRow, deps: Deps) -> bool:
    return deps.now() - row.asked_at >= timedelta(seconds=deps.settings.order_seconds)


def _order_of(row: OutboxRow) -> Order:
    return Order(
        order_id=row.outbox_id,
        call_sid=str(row.order["call_sid"]),
        kind=OrderKind(row.order["kind"]),
        endpoint=str(row.order["endpoint"]),
        spoken=tuple(Spoken(**each) for each in row.order.get("spoken", ())),
        to_number=str(row.order.get("to_number", "")),
        from_number=str(row.order.get("from_number", "")),
        ring_seconds=int(row.order.get("ring_seconds", 0)),
        audience=None if (audience := row.order.get("audience")) is None else Audience(audience),
        transcribe=str(row.order.get("transcribe", "")),
    )

"""The server's half of a replay at full speed: the product's own use cases in this process, without HTTP.

What a desktop asks over HTTP is asked here as its routes ask it, in the same units of work. The carrier is the
simulator's own `Carrier`; what it reports goes through the inbox like every report.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from agent_desktop.demo.replay.conduct import Deed, Step
from agent_desktop.records.customers.options import options_from
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.interactions.service import finish_interaction
from agent_desktop.server.calls.own import get_own_call
from agent_desktop.server.database import session_factory
from agent_desktop.server.dispositions import load_dispositions
from agent_desktop.server.host import BankHost
from agent_desktop.server.routing_settings import telephony_settings_from
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork
from agent_desktop.service_scripts.loader import load_scripts
from agent_desktop.settings import Settings, scripts_folder
from telephony.agents.service import change_agent_state, finish_wrap_up, sign_in_agent
from telephony.app import Telephony
from telephony.calls.reports import receive_report
from telephony.calls.service import act_on_call
from telephony.clock import SteppedClock
from telephony.contract import AgentAction, CallAction, DeskSnapshot
from telephony.database import table_of
from telephony.desk import desk_of
from telephony.errors import SignatureWrongError
from telephony.events.journal import Appended, Entry
from telephony.providers.base import CarrierReport, Order, OrderOutcome, RoomPage, SignedRequest
from telephony.providers.models import OutboxRow
from telephony.providers.outbox import OutboxRunner
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.rooms import as_listed, live_rooms
from telephony.providers.simulator.wire import NAME
from telephony.timers.models import TimerRow
from telephony.timers.worker import TimerRunner

_ORDERS: Final = table_of(OutboxRow)
_TIMERS: Final = table_of(TimerRow)
_DUE: Final = sa.select(
    sa.select(sa.func.min(_ORDERS.c.due_at)).where(_ORDERS.c.done_at.is_(None)).scalar_subquery().label("order_due_at"),
    sa.select(sa.func.min(_TIMERS.c.due_at)).scalar_subquery().label("timer_due_at"),
).execution_options(later=True)

_ACTIONS: Final = {Deed.GO_READY: AgentAction.GO_READY, Deed.GO_OFFLINE: AgentAction.GO_OFFLINE}


class CarrierHere:
    """`telephony.providers.base.Provider` on a `Carrier` in this process. Each report goes to `send`."""

    name = NAME

    def __init__(self, carrier: Carrier, clock: SteppedClock, send: Callable[[CarrierReport], None]) -> None:
        self._carrier = carrier
        self._clock = clock
        self._send = send

    def carry_out(self, order: Order) -> OrderOutcome:
        outcome, report = self._carrier.carry_out(order, self._clock.now())
        if report is not None:
            self._send(report)
        return outcome

    def list_live_rooms(self, page: str = "") -> RoomPage:
        """All on one page."""
        return RoomPage(
            () if page else tuple(as_listed(room) for room in live_rooms(self._carrier.rooms(), limit=10**6))
        )

    def look_up_room(self, call_sid: str) -> CarrierReport | None:
        room = self._carrier.find_room(call_sid)
        return None if room is None else room.last_report

    def verify(self, request: SignedRequest) -> None:  # noqa: ARG002  the port's signature
        """Nothing comes over HTTP here. Raises: SignatureWrongError."""
        raise SignatureWrongError

    def read_report(self, body: bytes) -> CarrierReport:  # noqa: ARG002  the port's signature
        """Nothing comes over HTTP here. Raises: SignatureWrongError."""
        raise SignatureWrongError


class Centre:
    """Inbox, outbox, timers and desks of one replay. One thread uses it, and it uses one connection, its owner's.

    `heard` is told of every event after its commit, `sent` of every report after the inbox has it.
    """

    def __init__(
        self,
        settings: Settings,
        connection: sa.Connection,
        clock: SteppedClock,
        carrier: Carrier,
        *,
        heard: Callable[[Entry], None],
        sent: Callable[[CarrierReport], None],
    ) -> None:
        self._clock = clock
        self._heard = heard
        self._sent = sent
        self._reports: deque[CarrierReport] = deque()
        self._order_due_at: datetime | None = None
        self._timer_due_at: datetime | None = None
        # On a connection of its own nothing is asked of the pool, and no word goes to the disk before the next one:
        # a replay that was cut off is begun again.
        connection.execute(sa.text("SET synchronous_commit = off"))
        # A computer that sleeps in the middle of a transaction is to go on afterwards: nobody else waits for its locks.
        connection.execute(sa.text("SET idle_in_transaction_session_timeout = 0"))
        connection.commit()
        self._units = UnitsOfWork(session_factory(connection), clock, after_commit=self._committed)
        self._dispositions = load_dispositions(settings)
        scripts = load_scripts(scripts_folder(settings))
        host = BankHost(options_from(settings), scripts, dispositions=self._dispositions)
        self._telephony = Telephony(clock, host, telephony_settings_from(settings))
        self._outbox = OutboxRunner(self._begin, self._telephony.deps, CarrierHere(carrier, clock, self.deliver))
        self._timers = TimerRunner(self._begin, self._telephony.deps)

    def deliver(self, report: CarrierReport) -> None:
        """Have a report of the carrier's reach the inbox with the next `settle`."""
        self._reports.append(report)

    def settle(self) -> None:
        """Do everything that there is to do at this moment: until inbox, outbox and due timers are empty."""
        while True:
            if self._reports:
                self._receive(self._reports.popleft())
                continue
            if self._is_due(self._order_due_at):
                self._outbox.run_next()
            elif self._is_due(self._timer_due_at):
                self._timers.run_due()
            else:
                return

    def next_due_at(self) -> datetime | None:
        """Return when the next timer or order becomes due."""
        return min((at for at in (self._order_due_at, self._timer_due_at) if at is not None), default=None)

    def sign_in(self, agent_id: UUID) -> DeskSnapshot:
        """Have the agent come to work; return their desk."""
        with self._begin() as work:
            deps = self._telephony.deps(work.journal)
            sign_in_agent(work.session, deps, agent_id)
            return desk_of(work.session, deps.settings, agent_id, work.now())

    def do(self, agent_id: UUID, step: Step) -> None:
        """Do what an agent has decided to do."""
        with self._begin() as work:
            session, deps = work.session, self._telephony.deps(work.journal)
            if step.deed is Deed.ANSWER:
                act_on_call(session, deps, _call_of(step), agent_id, CallAction.ANSWER)
            elif step.deed is Deed.FINISH:
                call_id = _call_of(step)
                interaction = InteractionRepository(session).find(call_id, agent_id)
                assert interaction is not None  # opened when they answered
                own = get_own_call(session, call_id, agent_id)
                finish_interaction(
                    session,
                    interaction_id=interaction.interaction_id,
                    by=agent_id,
                    disposition_code=self._dispositions[0].code,
                    dispositions=self._dispositions,
                    at=work.now(),
                    subject=own.subject,
                    duration_seconds=own.talk_seconds,
                )
                finish_wrap_up(session, deps, agent_id, call_id)
            else:
                change_agent_state(session, deps, agent_id, _ACTIONS[step.deed], None)

    @contextmanager
    def _begin(self) -> Iterator[UnitOfWork]:
        """Give one unit of work, and learn before its commit what is due after it.

        Nobody else works here: what a unit leaves behind stays until the next one.
        """
        with self._units.begin() as work:
            yield work
            work.session.flush()
            due = work.session.execute(_DUE)
        self._order_due_at, self._timer_due_at = due.one()

    def _is_due(self, at: datetime | None) -> bool:
        return at is not None and at <= self._clock.now()

    def _receive(self, report: CarrierReport) -> None:
        with self._begin() as work:
            receive_report(work.session, self._telephony.deps(work.journal), NAME, report)
        self._sent(report)

    def _committed(self, appended: Appended) -> None:
        for entry in appended.entries:
            self._heard(entry)


def _call_of(step: Step) -> UUID:
    assert step.call_id is not None
    return step.call_id

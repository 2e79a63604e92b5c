"""A small contact centre for tests: our own clock, host and carrier, over a real database.

It runs as a replay does: one thread, business time that only the test moves, the carrier in the same process.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.server.database import session_factory
from telephony.agents.service import change_agent_state, finish_wrap_up, note_outcome, sign_in_agent
from telephony.calls.models import CallRow
from telephony.calls.reports import receive_report
from telephony.calls.service import act_on_call
from telephony.colleagues.service import call_colleague
from telephony.contract import (
    AgentAction,
    CallAction,
    CallRole,
    CallState,
    ChosenReason,
    DeskSnapshot,
    NumberCheck,
    Reached,
    StartTransfer,
    TransferKind,
)
from telephony.deps import Deps
from telephony.desk import desk_of
from telephony.errors import CarrierAwayError
from telephony.events.journal import Appended, Journal, append_events
from telephony.outgoing.service import call_number
from telephony.providers.base import Arrival, CarrierReport, EndedBy, Order, OrderOutcome, RoomPage, SignedRequest
from telephony.providers.outbox import OutboxRunner
from telephony.providers.simulator.carrier import Carrier
from telephony.providers.simulator.rooms import as_listed, live_rooms
from telephony.providers.simulator.survey_callers import answer_survey, end_survey
from telephony.queues.service import ensure_member, ensure_queues
from telephony.settings import OutgoingNumber, QueueSettings, TelephonySettings
from telephony.timers.worker import TimerRunner
from telephony.transfers.service import start_transfer
from tests.telephony.fake_host import FakeHost

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

CARDS = QueueSettings(code="cards", group="retail", name={"en": "Cards", "zh": "信用卡"})
LOANS = QueueSettings(code="loans", group="retail", name={"en": "Loans", "zh": "贷款"}, ring_seconds=10)

HOTLINE = OutgoingNumber(code="hotline", number="+85228880000", name={"en": "Hotline", "zh": "热线"})
SETTINGS = TelephonySettings(default_queue="cards", outgoing_numbers=(HOTLINE,))


def number_of(appended: Appended | None) -> int:
    """Return the last number that `append_events` gave, 0 where it gave none."""
    return 0 if appended is None else appended.last_number


class FakeClock:
    """Business time that stands still until the test moves it."""

    def __init__(self, at: datetime = NINE) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def advance(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class FakeCarrier:
    """The simulator's pure carrier behind the provider port, in process. Reports wait until the test brings them."""

    name = "simulator"

    def __init__(self, clock: FakeClock) -> None:
        self._clock = clock
        self.carrier = Carrier()
        self.away = False
        self.orders: list[Order] = []
        self.reports: list[CarrierReport] = []
        self.sent: list[CarrierReport] = []
        self.looked_up: list[str] = []

    def carry_out(self, order: Order) -> OrderOutcome:
        if self.away:
            raise CarrierAwayError
        self.orders.append(order)
        outcome, report = self.carrier.carry_out(order, self._clock.now())
        self._keep(report)
        return outcome

    def ring(self, number: str, **arrival: object) -> str:
        values: dict[str, object] = {"from_number": number, "number_check": NumberCheck.PASSED, **arrival}
        room, report = self.carrier.ring(Arrival(**values), self._clock.now())  # type: ignore[arg-type]
        self._keep(report)
        return room.call_sid

    def hang_up(self, call_sid: str) -> None:
        self._keep(self.carrier.hang_up(call_sid, self._clock.now()))

    def alert(self, call_sid: str) -> None:
        self._keep(self.carrier.callee(call_sid, Reached.RINGING, self._clock.now()))

    def answer(self, call_sid: str) -> None:
        """Whoever is called answers."""
        self._keep(self.carrier.callee(call_sid, Reached.HERE, self._clock.now()))

    def refuse(self, call_sid: str, why: EndedBy) -> None:
        self._keep(self.carrier.callee(call_sid, why, self._clock.now()))

    def come_to(self, call_sid: str, came_to: Reached | EndedBy) -> None:
        """Whoever is called comes so far."""
        self._keep(self.carrier.callee(call_sid, came_to, self._clock.now()))

    def drop(self, call_sid: str, label: str) -> None:
        """An agent's or a colleague's line goes down, and nobody had asked for it."""
        self._keep(self.carrier.hang_up(call_sid, self._clock.now(), label=label))

    def key_in_survey(self, call_sid: str, keys: str) -> None:
        """The caller answers what they are asked after the call."""
        self._keep(answer_survey(self.carrier, call_sid, keys, self._clock.now()))

    def end_survey(self, call_sid: str) -> None:
        self._keep(end_survey(self.carrier, call_sid, self._clock.now()))

    def press(self, call_sid: str, keys: str) -> None:
        self._keep(self.carrier.press_keys(call_sid, keys, self._clock.now()))

    def lose_everything(self) -> None:
        """The carrier is started anew and knows no call."""
        self.carrier = Carrier()

    def list_live_rooms(self, page: str = "") -> RoomPage:
        """A page holds two rooms: more than one page is the rule."""
        if self.away:
            raise CarrierAwayError
        rooms = live_rooms(self.carrier.rooms(), int(page or 0), limit=2)
        return RoomPage(tuple(as_listed(room) for room in rooms), str(rooms[-1].number) if rooms else "")

    def look_up_room(self, call_sid: str) -> CarrierReport | None:
        if self.away:
            raise CarrierAwayError
        self.looked_up.append(call_sid)
        room = self.carrier.find_room(call_sid)
        return None if room is None else room.last_report

    def verify(self, request: SignedRequest) -> None:
        raise NotImplementedError

    def read_report(self, body: bytes) -> CarrierReport:
        raise NotImplementedError

    def _keep(self, report: CarrierReport | None) -> None:
        if report is not None:
            self.reports.append(report)
            self.sent.append(report)


@dataclass
class Unit:
    session: Session
    journal: Journal


class Centre:
    """Drives telephony as a server would, one unit of work a step."""

    def __init__(self, engine: sa.Engine, settings: TelephonySettings = SETTINGS) -> None:
        self.engine = engine
        self.clock = FakeClock()
        self.host = FakeHost()
        self.carrier = FakeCarrier(self.clock)
        self.settings = settings
        self._sessions = session_factory(engine)
        self.appended: list[Appended] = []
        self.timers = TimerRunner(self.open_work, self.deps)
        self.outbox = OutboxRunner(self.open_work, self.deps, self.carrier)
        with self.open_work() as work:
            ensure_queues(work.session, [CARDS, LOANS])

    @contextmanager
    def open_work(self) -> Iterator[Unit]:
        with self._sessions() as session:
            unit = Unit(session, Journal())
            yield unit
            appended = append_events(session, unit.journal, self.clock.now())
            session.commit()
            if appended is not None:
                self.appended.append(appended)

    def deps(self, journal: Journal) -> Deps:
        return Deps(clock=self.clock, host=self.host, settings=self.settings, journal=journal)

    def do(self, use_case: Callable[[Session, Deps], Any]) -> Any:
        """Run one use case in its own unit of work, and return what it does."""
        with self.open_work() as work:
            return use_case(work.session, self.deps(work.journal))

    def agent(self, *queues: str, ready: bool = True) -> UUID:
        """Sign a new agent in; each one a second after the last, so that who is idle longest is plain."""
        agent_id = uuid4()
        with self.open_work() as work:
            for code in queues or ("cards",):
                ensure_member(work.session, agent_id, code)
        self.sign_in(agent_id)
        if ready:
            self.go(agent_id, AgentAction.GO_READY)
        self.clock.advance(1)
        return agent_id

    def sign_in(self, agent_id: UUID) -> DeskSnapshot:
        self.do(lambda session, deps: sign_in_agent(session, deps, agent_id))
        return self.desk(agent_id)

    def go(
        self,
        agent_id: UUID,
        action: AgentAction,
        reason: ChosenReason | None = None,
        *,
        planned_seconds: int | None = None,
        after_call: bool = False,
    ) -> DeskSnapshot:
        def change(session: Session, deps: Deps) -> None:
            change_agent_state(
                session, deps, agent_id, action, reason, planned_seconds=planned_seconds, after_call=after_call
            )

        self.do(change)
        return self.desk(agent_id)

    def act(
        self, agent_id: UUID, call_id: UUID, action: CallAction, reason: str = "", role: CallRole | None = None
    ) -> DeskSnapshot:
        self.do(lambda session, deps: act_on_call(session, deps, call_id, agent_id, action, reason=reason, role=role))
        return self.desk(agent_id)

    def choose(self, agent_id: UUID, call_id: UUID) -> DeskSnapshot:
        """The agent chooses an outcome of the call, which the host keeps."""
        self.host.outcomes.add(call_id)
        self.do(lambda session, deps: note_outcome(session, deps, agent_id, call_id))
        return self.desk(agent_id)

    def finish(self, agent_id: UUID, call_id: UUID) -> DeskSnapshot:
        self.do(lambda session, deps: finish_wrap_up(session, deps, agent_id, call_id))
        return self.desk(agent_id)

    def desk(self, agent_id: UUID) -> DeskSnapshot:
        with self.open_work() as work:
            return desk_of(work.session, self.settings, agent_id, self.clock.now())

    def report(self, report: CarrierReport) -> bool:
        """Bring one report to the server."""
        with self.open_work() as work:
            return receive_report(work.session, self.deps(work.journal), self.carrier.name, report)

    def deliver(self) -> None:
        """Bring every waiting report, in order."""
        while self.carrier.reports:
            self.report(self.carrier.reports.pop(0))

    def run(self) -> None:
        """Go on until inbox, outbox and due timers are empty, as a replay does before it moves its clock."""
        while self.carrier.reports or self.outbox.run_due() or self.timers.run_due():
            self.deliver()

    def ring(self, number: str = "+85291234567", **arrival: object) -> UUID:
        """Somebody calls; return the id of the call."""
        sid = self.carrier.ring(number, **arrival)
        self.run()
        return self.call_by_sid(sid).call_id

    def answered(self, agent_id: UUID) -> UUID:
        """Somebody calls and this agent, who must be next, talks with them."""
        call_id = self.ring()
        self.act(agent_id, call_id, CallAction.ANSWER)
        self.run()
        assert self.call(call_id).state is CallState.TALKING
        return call_id

    def dial(self, agent_id: UUID, number: str = "+85261234182") -> UUID:
        """This agent calls a customer; return the call."""
        called: UUID = self.do(
            lambda session, deps: call_number(
                session, deps, agent_id, number, outgoing_code="hotline", provider="simulator"
            )
        )
        return called

    def reached(self, agent_id: UUID) -> UUID:
        """This agent calls a customer, who answers."""
        call_id = self.dial(agent_id)
        self.run()
        self.carrier.answer(self.call(call_id).call_sid)
        self.run()
        return call_id

    def call_colleague(self, agent_id: UUID, colleague_id: UUID) -> UUID:
        called: UUID = self.do(
            lambda session, deps: call_colleague(session, deps, agent_id, colleague_id, provider="simulator")
        )
        return called

    def transfer(self, by: UUID, call_id: UUID, kind: TransferKind, **to: Any) -> None:
        asked = StartTransfer(command_id=uuid4(), kind=kind, **to)
        self.do(lambda session, deps: start_transfer(session, deps, call_id, by, asked))

    def consult(self, agent_id: UUID, call_id: UUID, colleague_id: UUID) -> None:
        self.transfer(agent_id, call_id, TransferKind.WARM, agent_id=colleague_id)

    def caller_hangs_up(self, call_id: UUID) -> None:
        self.carrier.hang_up(self.call(call_id).call_sid)
        self.run()

    def call(self, call_id: UUID) -> CallRow:
        with Session(self.engine) as session:
            return session.get_one(CallRow, call_id)

    def call_by_sid(self, sid: str) -> CallRow:
        with Session(self.engine) as session:
            return session.scalars(sa.select(CallRow).where(CallRow.call_sid == sid)).one()

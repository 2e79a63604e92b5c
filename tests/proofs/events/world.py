"""The centre in which random events happen: its queues, its agents, its clock, a host and a carrier without memory."""

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from pydantic import JsonValue
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from agent_desktop.server.database import create_engine, session_factory
from agent_desktop.server.unit_of_work import UnitsOfWork
from telephony.agents.service import sign_in_agent
from telephony.clock import ScaledClock
from telephony.contract import WrapUpMode
from telephony.deps import Deps
from telephony.events.journal import Appended, Journal
from telephony.messages.states import MessageProblem, MessageState
from telephony.ports import CallFacts, RecordingFacts, RoutingWish
from telephony.providers.base import (
    Arrival,
    CarrierReport,
    EndedBy,
    Order,
    OrderKind,
    OrderOutcome,
    ReportKind,
    RoomState,
)
from telephony.queues.service import ensure_member, ensure_queues
from telephony.settings import QueueSettings, TelephonySettings
from tests.telephony.no_callbacks import NoCallbacks

SPEED: Final = 6.0
"""Business seconds in one of the machine's: so that rings run out, and wrap-ups end, while events come."""

GROUPS: Final = ("retail", "loans", "wealth")
AGENTS_A_GROUP: Final = 12
_NAMES: Final = UUID(int=0x5EED)
_BEGINS_AT: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

SETTINGS: Final = TelephonySettings(default_queue="retail", decline_pause_seconds=10)


def queues() -> list[QueueSettings]:
    """Two queues in each group, the second of which flows over to the first."""
    plain = {"ring_seconds": 12, "outcome_required": False, "wrap_up_seconds": 15}
    found = []
    for group in GROUPS:
        name = {"en": group, "zh": group}
        timed = {"wrap_up_mode": WrapUpMode.TIMED}
        found.append(QueueSettings(code=group, group=group, name=name, **plain, **timed))  # type: ignore[arg-type]
        found.append(
            QueueSettings(code=f"{group}-2", group=group, name=name, overflow={group: 20}, **plain)  # type: ignore[arg-type]
        )
    return found


def agent_ids() -> list[UUID]:
    """Return the agents of all groups, one group after the other."""
    return [uuid5(_NAMES, f"agent {number}") for number in range(AGENTS_A_GROUP * len(GROUPS))]


class LeanHost(NoCallbacks):
    """A host that has nothing to say of anybody."""

    def goes_straight(self, session: Session, caller_number: str) -> bool:
        return False

    def foresee(self, session: Session, caller_number: str, keyed_digits: str, *, at: datetime) -> object | None:
        return None

    def routing_wish(self, session: Session, call: CallFacts, *, foreseen: object | None = None) -> RoutingWish:
        return RoutingWish(priority=len(call.menu_reason))

    def caller_payload(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, foreseen: object | None = None
    ) -> dict[str, JsonValue]:
        return {}

    def bare_payload(self, call: CallFacts) -> dict[str, JsonValue]:
        return {}

    def foresee_consult(
        self, session: Session, call_id: UUID, *, from_agent_id: UUID, to_agent_id: UUID, at: datetime
    ) -> object | None:
        return None

    def colleague_payload(
        self,
        session: Session,
        call_id: UUID,
        *,
        from_agent_id: UUID,
        to_agent_id: UUID,
        at: datetime,
        transfer_id: UUID | None = None,
        foreseen: object | None = None,
    ) -> dict[str, JsonValue]:
        return {}

    def may_complete(self, session: Session, call_id: UUID, transfer_id: UUID) -> bool:
        return True

    def call_handed_over(
        self, session: Session, call: CallFacts, *, from_agent_id: UUID, to_agent_id: UUID, at: datetime
    ) -> None:
        return

    def transfer_number(self, session: Session, *, number_id: str, number: str) -> str:
        return number

    def call_accepted(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        return

    def call_returned(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        return

    def work_ended(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, outcome_required: bool
    ) -> bool:
        return True

    def supervision_changed(
        self,
        session: Session,
        *,
        call_id: UUID,
        supervisor_id: UUID,
        agent_id: UUID,
        deed: str,
        over: bool,
        at: datetime,
    ) -> None:
        return

    def agent_told(
        self,
        session: Session,
        *,
        agent_id: UUID,
        by: UUID | None,
        topic: str,
        detail: Mapping[str, str],
        at: datetime,
    ) -> None:
        return

    def message_changed(
        self, session: Session, *, message_id: UUID, state: MessageState, problem: MessageProblem, at: datetime
    ) -> UUID | None:
        return None

    def recording_changed(self, session: Session, recording: RecordingFacts, *, at: datetime) -> None:
        return

    def recording_asked(self, session: Session, call_id: UUID, what: str, *, by: UUID | None, at: datetime) -> None:
        return

    def call_ended_unanswered(self, session: Session, call: CallFacts, *, at: datetime) -> None:
        return


class Rooms:
    """A carrier's reports, told from the order alone: it remembers no room. `reports` wait to be brought.

    A report's number is the machine's time in tenths of a millisecond, one clock for all processes.
    """

    name = "simulator"

    def __init__(self, clock: ScaledClock, zero: float) -> None:
        self._clock = clock
        self._zero = zero
        self.reports: deque[CarrierReport] = deque()

    def carry_out(self, order: Order) -> OrderOutcome:
        here = order.endpoint
        room, kind = {
            OrderKind.JOIN_AGENT: (RoomState(agent_endpoint=here), ReportKind.PARTY_JOINED),
            OrderKind.REMOVE_AGENT: (RoomState(), ReportKind.PARTY_LEFT),
            OrderKind.HOLD: (RoomState(agent_endpoint=here, caller_held=True), ReportKind.PARTY_HELD),
            OrderKind.RESUME: (RoomState(agent_endpoint=here), ReportKind.PARTY_RESUMED),
            OrderKind.MUTE: (RoomState(agent_endpoint=here, agent_muted=True), ReportKind.PARTY_MUTED),
            OrderKind.UNMUTE: (RoomState(agent_endpoint=here), ReportKind.PARTY_UNMUTED),
            OrderKind.END_CALL: (RoomState(ended_by=EndedBy.AGENT), ReportKind.CALL_ENDED),
        }[order.kind]
        self.reports.append(self.report(order.call_sid, kind, room))
        return OrderOutcome.DONE

    def arrival(self, sid: str, queue: str, reason: str) -> CarrierReport:
        """Return the first report of a new call."""
        said = Arrival(from_number="+85291234567", queue_code=queue, menu_reason=reason)
        return CarrierReport(f"{sid}-1", sid, 1, ReportKind.CALL_ARRIVED, self._clock.now(), said)

    def hang_up(self, sid: str) -> CarrierReport:
        """Return the report that the caller has hung up."""
        return self.report(sid, ReportKind.CALL_ENDED, RoomState(ended_by=EndedBy.CALLER))

    def report(self, sid: str, kind: ReportKind, room: RoomState) -> CarrierReport:
        sequence = 2 + int((time.monotonic() - self._zero) * 10_000)
        return CarrierReport(f"{sid}-{sequence}-{kind}", sid, sequence, kind, self._clock.now(), room=room)


@dataclass(frozen=True, slots=True)
class World:
    """The product's units of work on one database, as one server has them."""

    engine: Engine
    units: UnitsOfWork
    clock: ScaledClock
    rooms: Rooms
    host: LeanHost

    def deps(self, journal: Journal) -> Deps:
        return Deps(clock=self.clock, host=self.host, settings=SETTINGS, journal=journal)


def open_world(url: str, zero: float) -> World:
    """Open it; `zero` is when its business day began on CLOCK_MONOTONIC, the same for all who play in it."""
    engine = create_engine(url, pool_size=3)
    clock = ScaledClock(_BEGINS_AT, zero, SPEED)
    units = UnitsOfWork(session_factory(engine), clock, after_commit=_tell_nobody)
    return World(engine, units, clock, Rooms(clock, zero), LeanHost())


def fill(world: World) -> None:
    """Have the queues, and every agent signed in."""
    with world.units.begin() as work:
        ensure_queues(work.session, queues())
    for number, agent_id in enumerate(agent_ids()):
        group = GROUPS[number // AGENTS_A_GROUP]
        with world.units.begin() as work:
            ensure_member(work.session, agent_id, group)
            if number % 2:
                ensure_member(work.session, agent_id, f"{group}-2")
            sign_in_agent(work.session, world.deps(work.journal), agent_id)


def _tell_nobody(_: Appended) -> None:
    return

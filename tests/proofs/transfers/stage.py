"""A caller, the agent who has them and a specialist: the real server, the simulator over HTTP, and the product's own
client at each desk. What each hears is the carrier's word, not the server's."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

import httpx
import sqlalchemy as sa

from agent_desktop.contract.handovers import HandoverDraft, SendHandover
from agent_desktop.contract.sessions import Role
from agent_desktop.server.composition import Clocks
from telephony.clock import SystemClock
from telephony.contract import (
    AgentState,
    CallAction,
    CallState,
    StartTransfer,
    TransferKind,
    TransferOutcome,
    TransferState,
)
from telephony.providers.simulator.wire import CallView
from telephony.timers.models import TimerKind
from tests.proofs.transfers.desk import ClientDesk
from tests.server.floor import Floor, opened_floor
from tests.server.support import until

Heard = dict[str, set[str]]

OUTSIDE_NUMBER: Final = "+85228881234"
TALK: Final[Heard] = {"caller": {"agent"}, "agent": {"caller"}}
HELD: Final[Heard] = {"caller": set(), "agent": set()}
ALONE: Final[Heard] = {"caller": set()}
OVER: Final[Heard] = {}
CONSULT: Final[Heard] = {"caller": set(), "agent": {"colleague"}, "colleague": {"agent"}}
SWAPPED: Final[Heard] = {"caller": {"agent"}, "agent": {"caller"}, "colleague": set()}
CONFERENCE: Final[Heard] = {
    "caller": {"agent", "colleague"},
    "agent": {"caller", "colleague"},
    "colleague": {"caller", "agent"},
}


@dataclass
class Machine:
    """The machine's clock, which a test puts forward while a desktop is silent. It never stands."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Stage:
    """Agent May has the caller; specialist Ken is ready."""

    floor: Floor
    may: ClientDesk
    ken: ClientDesk
    machine: Machine
    stack: ExitStack
    sid: str = ""
    call_id: UUID = field(default_factory=uuid4)

    # how it begins

    def begin_call(self) -> None:
        """A caller comes, whom May takes; then Ken is ready."""
        self.may.go_ready()
        self._taken_by_may()
        self.ken.go_ready()

    def _taken_by_may(self) -> None:
        self.sid = self.floor.ring()
        until(lambda: any(desk.desk is not None and desk.desk.offer is not None for desk in (self.may, self.ken)))
        if self.ken.desk is not None and self.ken.desk.offer is not None:
            self.may, self.ken = self.ken, self.may  # both are ready: whoever gets the caller is the agent
        self.may.answer()
        until(lambda: self.may.call is not None and self.may.call.state is CallState.TALKING)
        assert self.may.call is not None
        self.call_id = self.may.call.call_id

    def begin_anew(self) -> None:
        """End what is on; both finish their work, and the next caller comes. Which of them takes it is called May."""
        if self.room().state != "ended":
            self.floor.hang_up(self.sid)
        query = sa.text("SELECT count(*) FROM calls WHERE state <> 'ended'")
        autonomous = self.floor.engine.execution_options(isolation_level="AUTOCOMMIT")
        with autonomous.connect() as connection:
            until(lambda: connection.execute(query).scalar_one() == 0)
        self.nobody_is_held_for_nothing()
        for desk in (self.may, self.ken):
            if desk.state is AgentState.WRAP_UP:
                desk.wrap_up(self.call_id)
            desk.go_ready()
        self._taken_by_may()

    # what happens

    def act(self, action: CallAction) -> None:
        self.may.ask(self.call_id, action)

    def begin(self, kind: TransferKind = TransferKind.WARM, **to: object) -> None:
        target = to or {"agent_id": self.ken.agent_id}
        wanted = StartTransfer.model_validate({"command_id": uuid4(), "kind": kind, **target})
        self.may.api.outgoing.transfer(self.call_id, wanted)

    def send_note(self, summary: str = "The card is with her.") -> None:
        """May writes the least that a hand-over needs, and sends it."""
        notes = self.may.api.handovers
        reason = notes.reasons().reasons[0].code
        draft = HandoverDraft(command_id=uuid4(), seen_version=0, reason_code=reason, summary=summary)
        note = notes.save(self.call_id, draft)
        notes.send(self.call_id, SendHandover(command_id=uuid4(), seen_version=note.version))

    def ringing(self) -> None:
        self.begin()
        until(lambda: self.ken.desk is not None and self.ken.desk.offer is not None)
        self.hear(HELD)

    def consulting(self) -> None:
        self.ringing()
        self.ken.answer()
        self.hear(CONSULT)
        self.stand(TransferState.CONSULTING)

    def swapped(self) -> None:
        self.consulting()
        self.may_once(CallAction.RESUME)
        self.hear(SWAPPED)

    def conferring(self) -> None:
        self.consulting()
        self.may_once(CallAction.CONFER)
        self.hear(CONFERENCE)
        self.stand(TransferState.CONFERRING)

    def blind(self) -> None:
        """It rings at Ken, and May has left the caller to him."""
        self.send_note()
        self.ringing()
        self.may_once(CallAction.COMPLETE_TRANSFER)
        self.hear(ALONE)
        until(lambda: self.may.state is AgentState.WRAP_UP)

    def declined(self) -> None:
        """Ken did not want it, and the caller is on hold at May."""
        self.ringing()
        self.ken.ask(self.call_id, CallAction.DECLINE)
        self.stand(TransferState.FAILED, TransferOutcome.DECLINED)

    def may_once(self, action: CallAction) -> None:
        """May does it as soon as her desk offers it."""
        until(lambda: self.may.call is not None and action in self.may.call.allowed)
        self.act(action)

    def comes_back(self) -> None:
        """Whose desktop died starts it again, and sees there what has become of it all."""
        self.may, self.ken = (desk if desk.alive else self._again(desk) for desk in (self.may, self.ken))
        self.nobody_is_held_for_nothing()

    def _again(self, dead: ClientDesk) -> ClientDesk:
        back = ClientDesk(self.floor.origin, dead.name)
        self.stack.callback(back.close)
        return back

    def desktop_dies(self, desk: ClientDesk) -> None:
        """A desktop falls silent. The machine's clock is put forward in steps that are no break in the server's own
        listening, each once the other desktop was heard after it, until the server has found the silent one lost."""
        desk.die()
        (other,) = {self.may, self.ken} - {desk}
        query = sa.text(
            "SELECT a.desktop_lost_at IS NOT NULL, s.beat_at > :after FROM agents a, seats s"
            " WHERE a.agent_id = :dead AND s.agent_id = :other"
        )

        def looked(after: datetime) -> tuple[bool, bool] | None:
            with self.floor.engine.connect() as connection:
                lost, heard = connection.execute(
                    query, {"dead": desk.agent_id, "other": other.agent_id, "after": after}
                ).one()
            return (lost, heard) if lost or heard else None

        for _ in range(200):
            self.machine.ahead += timedelta(seconds=3)
            after = self.machine.now()
            if until(lambda after=after: looked(after))[0]:  # type: ignore[misc]
                return
        raise AssertionError("the server never found it lost")

    def ring_expires(self) -> None:
        """The ring's time is up: its limit is business time, and is moved here."""
        with self.floor.engine.begin() as connection:
            moved = connection.execute(
                sa.text("UPDATE timers SET due_at = now() - interval '1 second' WHERE kind = :kind"),
                {"kind": TimerKind.OFFER_EXPIRES.value},
            )
        assert moved.rowcount == 1

    def at_the_carrier(self, what: str, **body: object) -> None:
        """A person at a telephone does something: hangs up, answers, refuses; or a line goes down."""
        answer = self.floor.carrier.post(f"/calls/{self.sid}/{what}", json=body)
        assert answer.status_code == httpx.codes.OK, answer.text

    # what must hold

    def room(self) -> CallView:
        return self.floor.room(self.sid)

    def hear(self, heard: Heard) -> None:
        """Wait until the carrier's own table says so."""
        try:
            until(lambda: self._heard() == heard)
        except AssertionError:
            raise AssertionError(f"wanted {heard}, the carrier has {self._heard()}") from None

    def stand(self, state: TransferState, outcome: TransferOutcome | None = None) -> None:
        """Wait until May's desk says that the transfer stands so."""

        def stands() -> bool:
            transfer = self.may.transfer
            return transfer is not None and (transfer.state, transfer.outcome) == (state, outcome)

        try:
            until(stands)
        except AssertionError:
            raise AssertionError(f"wanted {state}, {outcome}; the desk has {self.may.transfer}") from None

    def stands_at_last(self, state: TransferState, outcome: TransferOutcome | None) -> None:
        """Wait until the tables have it so of the call's last transfer: of one in which May is no more, too."""
        query = sa.text("SELECT state, outcome FROM transfers WHERE call_id = :call ORDER BY began_at DESC LIMIT 1")

        def stands() -> tuple[str, str | None]:
            with self.floor.engine.connect() as connection:
                row = connection.execute(query, {"call": self.call_id}).one()
            return str(row[0]), row[1]

        try:
            until(lambda: stands() == (state, outcome))
        except AssertionError:
            raise AssertionError(f"wanted {state}, {outcome}; the tables have {stands()}") from None

    def state_of(self, desk: ClientDesk) -> AgentState:
        """How somebody stands: at their desk, or where that is dead, at the server."""
        query = sa.text("SELECT state FROM agents WHERE agent_id = :agent")
        with self.floor.engine.connect() as connection:
            stored = AgentState(connection.execute(query, {"agent": desk.agent_id}).scalar_one())
        return desk.state if desk.alive else stored

    def ends(self) -> tuple[str, str]:
        """Wait until the call's transfer is over, and return its state and why, as the tables have it."""
        query = sa.text(
            "SELECT state, outcome FROM transfers WHERE call_id = :call AND ended_at IS NOT NULL ORDER BY ended_at DESC"
        )

        def found() -> tuple[str, str] | None:
            with self.floor.engine.connect() as connection:
                row = connection.execute(query, {"call": self.call_id}).first()
            return None if row is None else (str(row[0]), str(row[1]))

        return until(found)

    def nobody_is_held_for_nothing(self) -> None:
        """No agent is reserved without an offer, or on a call that is not live; both desks are as the server says."""
        query = sa.text(
            "SELECT count(*) FROM agents a LEFT JOIN calls c ON c.call_id = a.call_id LEFT JOIN offers o"
            " ON o.offer_id = a.offer_id AND o.outcome = 'open' WHERE (a.offer_id IS NOT NULL AND o.offer_id IS NULL)"
            " OR (a.state = 'on_call' AND (c.call_id IS NULL OR c.state = 'ended'))"
        )
        with self.floor.engine.connect() as connection:
            assert connection.execute(query).scalar_one() == 0
        for desk in (self.may, self.ken):
            until(lambda desk=desk: desk.desk == desk.api.desk.desk())  # type: ignore[misc]

    def _heard(self) -> Heard:
        return {who: set(whom) for who, whom in self.room().hears.items()}


@contextmanager
def opened_stage(database_url: str) -> Iterator[Stage]:
    """Open it with May and the caller talking, and Ken ready."""
    machine = Machine()
    clocks = Clocks(SystemClock(), machine.now, time.time)
    with opened_floor(database_url, clocks=clocks) as floor, staged(floor, machine) as stage:
        yield stage


@contextmanager
def staged(floor: Floor, machine: Machine | None = None) -> Iterator[Stage]:
    """Open it on a floor that is there."""
    with ExitStack() as stack:
        desks = []
        for name in ("may", "ken"):
            floor.add_person(name, Role.AGENT)
            desks.append(ClientDesk(floor.origin, name))
            stack.callback(desks[-1].close)
        floor.carrier.post("/conducts", json={"number": OUTSIDE_NUMBER, "after_seconds": 1000}).raise_for_status()
        may, ken = desks
        stage = Stage(floor, may, ken, machine or Machine(), stack)
        stage.begin_call()
        yield stage

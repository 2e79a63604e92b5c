"""A caller, the agent who has them and a specialist: the real server, the simulator over HTTP, and the product's own
client at each desk. What each hears is the carrier's word, not the server's."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

import httpx
import sqlalchemy as sa

from agent_desktop.client.api import Api, SessionsApi
from agent_desktop.client.clock import ServerClock
from agent_desktop.client.http import Http
from agent_desktop.client.session import Session
from agent_desktop.client.stream import DeskStream
from agent_desktop.client.vault import Vault
from agent_desktop.contract.handovers import HandoverDraft, SendHandover
from agent_desktop.contract.sessions import Role
from telephony.contract import (
    AgentAction,
    AgentCommand,
    AgentState,
    CallAction,
    CallCommand,
    CallSnapshot,
    CallState,
    DeskSnapshot,
    StartTransfer,
    StreamMessage,
    TransferKind,
    TransferOutcome,
    TransferSnapshot,
    TransferState,
    apply_change,
)
from telephony.providers.simulator.wire import CallView
from telephony.timers.models import TimerKind
from tests.server.floor import PASSWORD, Floor, opened_floor
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


class ClientDesk:
    """One person's desk, without a window: the product's client, and the desk as its stream makes it."""

    def __init__(self, origin: str, name: str) -> None:
        self._http = Http(origin, "0.1.0")
        session = Session(SessionsApi(self._http), Vault(lambda: None))
        self.agent_id = session.sign_in(name, PASSWORD).user_id
        self.api = Api(self._http, session)
        self.desk: DeskSnapshot | None = None
        self._stream = DeskStream(
            origin,
            session,
            ServerClock(),
            on_message=self._heard,
            on_link=lambda _: None,
            client_version="0.1.0",
        )
        self._stream.start()
        until(lambda: self.desk)

    def _heard(self, message: StreamMessage) -> None:
        if message.desk is not None:
            self.desk = message.desk
        elif message.type == "event" and message.change is not None and self.desk is not None:
            self.desk = apply_change(self.desk, message.change)

    @property
    def state(self) -> AgentState:
        assert self.desk is not None
        return self.desk.agent.state

    @property
    def call(self) -> CallSnapshot | None:
        return None if self.desk is None else self.desk.call

    @property
    def transfer(self) -> TransferSnapshot | None:
        return None if self.call is None else self.call.transfer

    def go_ready(self) -> None:
        self.api.desk.agent_command(AgentCommand(command_id=uuid4(), action=AgentAction.GO_READY))
        until(lambda: self.state is AgentState.READY)

    def answer(self) -> None:
        """Take what rings here."""
        offer = until(lambda: None if self.desk is None else self.desk.offer)
        self.ask(offer.call_id, CallAction.ANSWER)

    def ask(self, call_id: UUID, action: CallAction) -> None:
        self.api.desk.call_command(call_id, CallCommand(command_id=uuid4(), action=action))

    def decline(self, call_id: UUID) -> None:
        """Let an ordinary call go by, which wants a reason."""
        reason = self.api.desk.decline_reasons()[0].code
        command = CallCommand(command_id=uuid4(), action=CallAction.DECLINE, reason=reason)
        self.api.desk.call_command(call_id, command)

    def close(self) -> None:
        self._http.close()
        assert self._stream.stop()


@dataclass
class Stage:
    """Agent May has the caller; specialist Ken is ready."""

    floor: Floor
    may: ClientDesk
    ken: ClientDesk
    sid: str
    call_id: UUID

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

    def ends(self) -> tuple[str, str]:
        """Wait until the call's transfer is over, and return its state and why, as the tables have it."""
        query = sa.text("SELECT state, outcome FROM transfers WHERE ended_at IS NOT NULL ORDER BY ended_at DESC")

        def found() -> tuple[str, str] | None:
            with self.floor.engine.connect() as connection:
                row = connection.execute(query).first()
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
    with opened_floor(database_url) as floor, ExitStack() as stack:
        desks = []
        for name in ("may", "ken"):
            floor.add_person(name, Role.AGENT)
            desks.append(ClientDesk(floor.origin, name))
            stack.callback(desks[-1].close)
        may, ken = desks
        floor.carrier.post("/conducts", json={"number": OUTSIDE_NUMBER, "after_seconds": 1000}).raise_for_status()
        may.go_ready()
        sid = floor.ring()
        may.answer()
        until(lambda: may.call is not None and may.call.state is CallState.TALKING)
        assert may.call is not None
        ken.go_ready()
        yield Stage(floor, may, ken, sid, may.call.call_id)

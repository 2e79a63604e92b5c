"""One person's desk without a window: the product's own client at a real server."""

from typing import Final
from uuid import UUID, uuid4

from agent_desktop.client.api import Api, SessionsApi
from agent_desktop.client.clock import ServerClock
from agent_desktop.client.http import Http
from agent_desktop.client.session import Session
from agent_desktop.client.stream import DeskStream, StreamLimits
from agent_desktop.client.vault import Vault
from agent_desktop.contract.interactions import FinishWrapUp
from telephony.contract import (
    AgentAction,
    AgentCommand,
    AgentState,
    CallAction,
    CallCommand,
    CallSnapshot,
    DeskSnapshot,
    StreamMessage,
    TransferSnapshot,
    apply_change,
)
from tests.server.floor import PASSWORD
from tests.server.support import until

SOON: Final = StreamLimits(heartbeat_seconds=0.1, missed=600, first_retry_seconds=0.05, most_retry_seconds=0.2)
"""Beats come quickly, so that a test need not wait for one; a link is not lost for want of the server's."""


class ClientDesk:
    """One person's desk, without a window: the product's client, and the desk as its stream makes it."""

    def __init__(self, origin: str, name: str) -> None:
        self.name = name
        self._http = Http(origin, "0.1.0")
        session = Session(SessionsApi(self._http), Vault(lambda: None))
        self.agent_id = session.sign_in(name, PASSWORD).user_id
        self.api = Api(self._http, session)
        self.desk: DeskSnapshot | None = None
        self.alive = True
        self._stream = DeskStream(
            origin,
            session,
            ServerClock(),
            on_message=self._heard,
            on_link=lambda _: None,
            client_version="0.1.0",
            limits=SOON,
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
        until(lambda: self.state is not AgentState.WRAP_UP)  # what was finished leads to the state of before
        if self.state is AgentState.READY:
            return
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

    def wrap_up(self, call_id: UUID) -> None:
        """Finish one's part of a call, which leads to the state of before."""
        until(lambda: self.state is AgentState.WRAP_UP)
        part = self.api.interactions.interaction(call_id)
        done = FinishWrapUp(command_id=uuid4(), disposition_code="resolved")
        self.api.interactions.finish(part.interaction_id, done)

    def die(self) -> None:
        """The desktop is gone without a word: no beat comes any more."""
        if self.alive:
            self.alive = False
            assert self._stream.stop()

    def close(self) -> None:
        self.die()
        self._http.close()

"""Agents without a window, on the product's own client: load beside the desktops. One process, a thread an agent.

``python -m tests.proofs.kill.agents_program SERVER FOLDER PASSWORD SEED NAME …``
"""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Final
from uuid import UUID, uuid4

from agent_desktop.client.api import Api, SessionsApi
from agent_desktop.client.clock import ServerClock
from agent_desktop.client.errors import ClientError
from agent_desktop.client.link import LinkState
from agent_desktop.client.session import Session
from agent_desktop.client.vault import Vault
from agent_desktop.contract.interactions import FinishWrapUp, SaveNote
from agent_desktop.ui.desk.process import program_version
from telephony.contract import (
    AgentAction,
    AgentCommand,
    CallAction,
    CallCommand,
    CallState,
    DeskSnapshot,
    OfferOutcome,
    StreamMessage,
    apply_change,
)
from tests.proofs.kill.ledger import Ledger
from tests.proofs.kill.orders import Orders, note_for
from tests.proofs.kill.witness import FileKeyring, http_with, stream_with

_LOOK_SECONDS: Final = 0.05
_AGAIN_SECONDS: Final = 0.3

Command = Callable[[], DeskSnapshot | None]


class HeadlessAgent:
    """Answers, writes a note in two saves, holds once, hangs up, finishes. A command without an answer goes again."""

    def __init__(self, server: str, folder: Path, name: str, password: str, seed: int, orders: Orders) -> None:
        self._ledger = Ledger(folder / f"{name}.ledger")
        self._orders = orders
        self._who = (name, password)
        self._seed = seed
        self._chance = Random(f"{seed}-{name}")
        http = http_with(self._ledger)(server, program_version())
        self._session = Session(SessionsApi(http), Vault(lambda: FileKeyring(folder / f"{name}.keyring")))
        self._api = Api(http, self._session)
        self._guard = threading.Lock()
        self._desk: DeskSnapshot | None = None
        self._up = False
        self._stream = stream_with(self._ledger)(
            server,
            self._session,
            ServerClock(),
            on_message=self._heard,
            on_link=self._link_changed,
            client_version=program_version(),
        )
        self._in_doubt: Command | None = None
        self._told_settled = 0
        self._saves: dict[UUID, int] = {}
        self._held: set[UUID] = set()
        self._talk_until: dict[UUID, float] = {}

    def run(self) -> None:
        """Work until the process ends."""
        self._sign_in()
        self._stream.start()
        while True:
            time.sleep(_LOOK_SECONDS)
            try:
                self._step()
            except ClientError as error:
                if not error.may_pass:  # refused: the state has moved on, or was not what we thought
                    self._ledger.write("refused", code=str(error.code))
                    self._in_doubt = None
                    self._read_again()
                time.sleep(_AGAIN_SECONDS)

    def _sign_in(self) -> None:
        while True:
            try:
                self._session.sign_in(*self._who)
                return
            except ClientError:
                time.sleep(_AGAIN_SECONDS)

    def _heard(self, message: StreamMessage) -> None:
        with self._guard:
            if message.desk is not None:
                self._desk = message.desk
            elif message.change is not None and self._desk is not None:
                self._desk = apply_change(self._desk, message.change)

    def _link_changed(self, link: LinkState) -> None:
        self._up = link.is_up

    def _read_again(self) -> None:
        try:
            desk = self._api.desk.desk()
        except ClientError:
            return
        with self._guard:
            self._desk = desk

    def _step(self) -> None:
        if self._in_doubt is None and not self._orders.paused:
            with self._guard:
                desk = self._desk
            if desk is None or not self._up:
                return
            self._in_doubt = self._next(desk)
        if self._in_doubt is not None:
            answer = self._in_doubt()
            self._in_doubt = None
            if answer is not None:
                self._take(answer)
        elif self._orders.paused and self._up and self._told_settled != self._orders.number:
            self._told_settled = self._orders.number
            self._ledger.write("settled", number=self._orders.number)

    def _take(self, answer: DeskSnapshot) -> None:
        with self._guard:
            known = self._desk
            if known is None or not _is_older(answer, known):
                self._desk = answer

    def _next(self, desk: DeskSnapshot) -> Command | None:
        """Return the next thing to do, with its command id made once."""
        agent, call = desk.agent, desk.call
        if AgentAction.GO_READY in agent.allowed and call is None:
            ready = AgentCommand(command_id=uuid4(), action=AgentAction.GO_READY)
            return lambda: self._api.desk.agent_command(ready)
        if call is None:
            return None
        if desk.offer is not None and desk.offer.outcome is OfferOutcome.OPEN:
            return self._act(call.call_id, CallAction.ANSWER) if CallAction.ANSWER in call.allowed else None
        if call.state in (CallState.TALKING, CallState.HELD, CallState.ENDED):
            return self._next_in_call(call.call_id, call.state, call.allowed)
        return None

    def _next_in_call(self, call_id: UUID, state: CallState, allowed: frozenset[CallAction]) -> Command | None:
        now = time.monotonic()
        end = self._talk_until.setdefault(call_id, now + self._chance.uniform(1.0, 3.0))
        saves = self._saves.get(call_id, 0)
        if saves == 0 or (state is CallState.ENDED and saves == 1):
            return self._save(call_id, whole=saves == 1)
        if state is CallState.ENDED:
            finish = FinishWrapUp(command_id=uuid4(), disposition_code="resolved")
            interaction_id = self._api.interactions.interaction(call_id).interaction_id
            return lambda: self._api.interactions.finish(interaction_id, finish)
        if state is CallState.TALKING and call_id not in self._held and CallAction.HOLD in allowed:
            self._held.add(call_id)
            return self._act(call_id, CallAction.HOLD)
        if state is CallState.HELD and CallAction.RESUME in allowed:
            return self._act(call_id, CallAction.RESUME)
        if now > end and CallAction.HANG_UP in allowed:
            return self._act(call_id, CallAction.HANG_UP)
        return None

    def _act(self, call_id: UUID, action: CallAction) -> Command:
        command = CallCommand(command_id=uuid4(), action=action)
        return lambda: self._api.desk.call_command(call_id, command)

    def _save(self, call_id: UUID, *, whole: bool) -> Command:
        interaction = self._api.interactions.interaction(call_id)
        text = note_for(self._seed, call_id)
        save = SaveNote(
            command_id=uuid4(), seen_version=interaction.note_version, text=text if whole else text[: len(text) // 2]
        )

        def send() -> None:
            self._api.interactions.save_note(interaction.interaction_id, save)
            self._saves[call_id] = self._saves.get(call_id, 0) + 1

        return send


def _is_older(answer: DeskSnapshot, known: DeskSnapshot) -> bool:
    """Whether an answer came after what the stream told of later, as the product's desktop passes it over: the line may
    have joined before the answer of whoever took the call is here, and what is sent again gets its first answer."""
    if answer.agent.version < known.agent.version:
        return True
    if answer.call is not None and known.call is not None and answer.call.call_id == known.call.call_id:
        return answer.call.version < known.call.version
    if known.offer is None or known.offer.outcome is not OfferOutcome.OPEN or answer.offer is not None:
        return False
    return answer.call is None or answer.call.call_id != known.offer.call_id


def main(server: str, folder: Path, password: str, seed: int, names: list[str]) -> None:
    """Work until whoever started us is gone."""
    orders = Orders()
    agents = [HeadlessAgent(server, folder, name, password, seed, orders) for name in names]
    threads = [threading.Thread(target=agent.run, name="agent") for agent in agents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4]), sys.argv[5:])

"""The desktop's own code, without its window, against the real server, database and carrier."""

import queue
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from agent_desktop.client.api import Api, SessionsApi
from agent_desktop.client.clock import ServerClock
from agent_desktop.client.drafts import DraftJournal
from agent_desktop.client.errors import ClientError, as_client_error
from agent_desktop.client.http import Http
from agent_desktop.client.notes import NoteStatus
from agent_desktop.client.session import Session
from agent_desktop.client.stream import DeskStream
from agent_desktop.client.vault import Vault
from agent_desktop.contract.sessions import Role
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.customer.presenter import CustomerKindShown
from agent_desktop.ui.desk.presenters import build_presenters
from agent_desktop.ui.palette.presenter import PaletteCommand
from agent_desktop.ui.script_panel.presenter import ScriptKind, ScriptSaving
from telephony.contract import AgentAction, AgentState, CallAction
from tests.client.support import wait_until
from tests.server.floor import PASSWORD, Floor, opened_floor
from tests.support.script_keys import answer_number, say_next

T = TypeVar("T")


class Loop:
    """One thread's turns, as the window's event loop has them; work runs elsewhere."""

    def __init__(self) -> None:
        self._turns: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._elsewhere = ThreadPoolExecutor(4)

    def post(self, turn: Callable[[], None]) -> None:
        self._turns.put(turn)

    def run(
        self, work: Callable[[], T], on_done: Callable[[T], None], on_failed: Callable[[ClientError], None]
    ) -> None:
        def job() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - the outermost loop of this thread
                failure = as_client_error(error)
                self.post(lambda: on_failed(failure))
            else:
                self.post(lambda: on_done(result))

        self._elsewhere.submit(job)

    def turn(self) -> None:
        while not self._turns.empty():
            self._turns.get()()

    def close(self) -> None:
        self._elsewhere.shutdown()


class Desktop:
    def __init__(self, origin: str, folder: Path, name: str) -> None:
        self.loop = Loop()
        self.http = Http(origin, "0.1.0")
        self.vault = Vault(lambda: None)
        self.session = Session(SessionsApi(self.http), self.vault)
        person = self.session.sign_in(name, PASSWORD)
        self.clock = ServerClock()
        self.journal = DraftJournal(folder, person.user_id, self.session.draft_key)
        no_commands: tuple[PaletteCommand, ...] = ()
        self.panels = build_presenters(
            Api(self.http, self.session),
            person,
            self.journal,
            self.loop,
            self.loop,
            self.clock.now,
            commands=lambda: no_commands,
            on_command=lambda _: None,
        )
        desk = self.panels.desk
        self.stream = DeskStream(
            origin,
            self.session,
            self.clock,
            on_message=lambda message: self.loop.post(lambda: desk.receive(message)),
            on_link=lambda link: self.loop.post(lambda: desk.link_changed(link)),
            client_version="0.1.0",
        )
        self.stream.start()

    def until(self, condition: Callable[[], bool], what: str = "") -> None:
        def turned() -> bool:
            self.loop.turn()
            self.panels.tick()
            return condition()

        wait_until(turned, what)

    def close(self) -> None:
        self.panels.stop()
        self.http.close()
        assert self.stream.stop()
        self.loop.close()
        self.journal.close()
        self.vault.close()


@contextmanager
def desktop(floor: Floor, folder: Path, name: str) -> Iterator[Desktop]:
    opened = Desktop(floor.origin, folder, name)
    try:
        yield opened
    finally:
        opened.close()


@pytest.fixture
def floor(database_url: str) -> Iterator[Floor]:
    with opened_floor(database_url) as floor:
        yield floor


def take_call(floor: Floor, agent: Desktop) -> str:
    panels = agent.panels
    agent.until(lambda: AgentAction.GO_READY in panels.presence.state.allowed, "signed in")
    panels.presence.action_chosen(AgentAction.GO_READY)
    agent.until(lambda: panels.presence.state.state is AgentState.READY, "ready")
    call_sid = floor.ring(menu_reason="card_charge")
    agent.until(lambda: panels.call_bar.state.kind is SlotKind.RINGING, "ringing")
    assert panels.offer.state.visible
    panels.call_bar.action_chosen(CallAction.ANSWER)
    agent.until(lambda: panels.call_bar.state.kind is SlotKind.CONNECTED, "connected")
    agent.until(lambda: panels.notes.state.open, "notes open")
    return call_sid


def test_a_whole_call_through_the_desktops_own_code(floor: Floor, tmp_path: Path) -> None:
    floor.add_customer()
    floor.add_person("may", Role.AGENT)
    with desktop(floor, tmp_path, "may") as agent:
        panels = agent.panels
        call_sid = take_call(floor, agent)
        assert panels.call_bar.state.caller_name
        assert panels.customer.state.kind in (CustomerKindShown.READY, CustomerKindShown.PARTLY_FAILED)

        panels.call_bar.hold_pressed()
        agent.until(lambda: panels.call_bar.state.kind is SlotKind.HOLD, "on hold")
        agent.until(lambda: CallAction.RESUME in panels.call_bar.state.enabled)
        panels.call_bar.hold_pressed()
        agent.until(lambda: panels.call_bar.state.kind is SlotKind.CONNECTED, "resumed")

        agent.until(lambda: panels.script.state.kind is ScriptKind.READY, "script")
        say_next(panels.script)
        panels.script.go(1)
        answer_number(panels.script, 1)
        agent.until(lambda: panels.script.state.saving is ScriptSaving.SAVED, "script saved")

        panels.notes.typed("卡在钱包里。Does not know the charge.")
        agent.until(lambda: panels.notes.state.status is NoteStatus.SAVED, "note saved")

        agent.until(lambda: CallAction.HANG_UP in panels.call_bar.state.enabled)
        panels.call_bar.action_chosen(CallAction.HANG_UP)
        agent.until(lambda: panels.wrap_up.state.visible, "wrap-up")
        panels.notes.typed("卡在钱包里。Does not know the charge. Blocked.")
        panels.wrap_up.disposition_chosen("card_blocked")
        panels.wrap_up.finish_pressed()
        agent.until(lambda: panels.presence.state.state is AgentState.READY, "ready again")
        agent.until(lambda: panels.presence.state.handled == 1)

        assert not panels.wrap_up.state.visible
        assert panels.notes.state.waiting_count == 0
        assert floor.room(call_sid).state == "ended"


def test_a_desktop_that_starts_again_in_a_call_finds_caller_script_and_note(floor: Floor, tmp_path: Path) -> None:
    floor.add_customer()
    floor.add_person("may", Role.AGENT)
    with desktop(floor, tmp_path, "may") as agent:
        take_call(floor, agent)
        agent.until(lambda: agent.panels.script.state.kind is ScriptKind.READY)
        say_next(agent.panels.script)
        agent.panels.script.go(1)
        step_id = agent.panels.script.state.step_id
        agent.until(lambda: agent.panels.script.state.saving is ScriptSaving.SAVED)
        agent.panels.notes.typed("saved")
        agent.until(lambda: agent.panels.notes.state.status is NoteStatus.SAVED)
        agent.panels.notes.typed("saved, and not yet sent")

    with desktop(floor, tmp_path, "may") as agent:
        panels = agent.panels
        agent.until(lambda: panels.call_bar.state.kind is SlotKind.CONNECTED, "the call is back")
        agent.until(lambda: panels.notes.state.open and panels.notes.state.status is NoteStatus.SAVED, "the note too")
        agent.until(lambda: panels.script.state.kind is ScriptKind.READY, "and the script")

        agent.until(lambda: bool(panels.call_bar.state.caller_name), "and who it is")
        assert panels.notes.state.text == "saved, and not yet sent"
        assert panels.script.state.step_id == step_id

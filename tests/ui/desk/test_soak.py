"""Thousands of calls on one window: nothing grows, nothing breaks."""

import gc
import resource
from dataclasses import dataclass, field
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication

from agent_desktop.client.clock import ServerClock
from agent_desktop.client.draft_files import MemoryFiles
from agent_desktop.client.errors import Problem
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerCard, CallerOutcome, Profile, ScriptChoice
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Interaction, SaveNote, SaveScriptRun, ScriptRun
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.demo.screen_customers import HO
from agent_desktop.ui.desk.collector import QuietCollector
from agent_desktop.ui.desk.signed_in import DeskSurroundings, SignedIn
from agent_desktop.ui.script_panel.presenter import ScriptKind
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.tray.ring import SilentRing
from telephony.contract import (
    AgentAction,
    AgentSnapshot,
    AgentState,
    CallAction,
    CallSnapshot,
    CallState,
    DeskSnapshot,
    OfferSnapshot,
    StreamMessage,
)
from tests.support.memory_desk import START, MemoryApi, MemoryServer, StillStream

_ALLOWED_GROWTH_MB = 6

NAME: LocalText = {"en": "Cards", "zh": "信用卡"}
CARD_SCRIPT = "transaction-not-recognised"


class Server(MemoryServer):
    """One that saves as well."""

    away = ErrorCode.SYSTEM_AWAY

    def save_note(self, interaction_id: UUID, command: SaveNote) -> Interaction:
        return self.interaction(interaction_id).model_copy(
            update={"note": command.text, "note_version": command.seen_version + 1, "note_saved_at": START}
        )

    def save_script_run(self, interaction_id: UUID, command: SaveScriptRun) -> Interaction:
        run = ScriptRun(
            script_id=command.script_id,
            version=command.version,
            step_id=command.step_id,
            answers=command.answers,
            said=command.said,
        )
        return self.interaction(interaction_id).model_copy(
            update={"script_run": run, "script_version_number": command.seen_version + 1}
        )


@dataclass
class Memory:
    """The journal, in memory."""

    recovered: tuple[Any, ...] = ()
    recovered_runs: tuple[Any, ...] = ()
    recovered_handovers: tuple[Any, ...] = ()
    recovered_outcomes: tuple[Any, ...] = ()
    recovered_complaints: tuple[Any, ...] = ()
    recovered_typed: tuple[Any, ...] = ()
    files: Any = field(default_factory=MemoryFiles)
    problem: Problem | None = None

    def keep(self, draft: object) -> None:
        pass

    def drop(self, draft_id: UUID, kind: object = None) -> None:
        pass


@pytest.fixture
def desk(theme: Theme, qapp: QApplication, tmp_path: Path) -> Any:
    server = Server()
    surroundings = DeskSurroundings(
        theme,
        ServerClock(),
        QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat),
        SilentRing(),
        UTC,
        with_tray=False,
    )
    person = Person(user_id=UUID(int=1), name="may", display_name="May Lee", roles=frozenset({Role.AGENT}))
    api = MemoryApi(server)
    tasks = ImmediateTasks()
    made = SignedIn(surroundings, person, api, Memory(), tasks, tasks, lambda *_: StillStream())  # type: ignore[arg-type]
    made.start(keyring=KeyringState.WORKING, journal=None)
    made.presenters.desk.link_changed(LinkState(LinkStatus.UP))
    yield made
    made.stop()
    made.deleteLater()


class Calls:
    """One call after another, as the stream would tell it."""

    def __init__(self, desk: SignedIn, profile: Profile, script: ScriptChoice) -> None:
        self._desk, self._profile, self._script = desk, profile, script
        self._number = 0

    def take_one(self, number: int) -> None:
        call_id = uuid4()
        name = f"Customer {number}"
        profile = self._profile.model_copy(update={"customer_id": uuid4(), "name": name})
        card = CallerCard(
            call_id=call_id,
            outcome=CallerOutcome.MATCHED,
            number_masked="+852 6••• 4182",
            profile=profile,
            script=self._script,
            facts={"customer_name": {"en": name, "zh": name}},
        )
        ringing = self._call(call_id, CallState.RINGING, CallAction.ANSWER, CallAction.DECLINE)
        offer = OfferSnapshot(
            offer_id=uuid4(),
            call_id=call_id,
            agent_id=UUID(int=1),
            offered_at=START,
            expires_at=START + timedelta(seconds=20),
            payload=card.model_dump(mode="json"),
        )
        self._say(AgentState.READY, ringing, offer)
        self._say(AgentState.ON_CALL, self._call(call_id, CallState.TALKING, CallAction.HOLD, CallAction.HANG_UP))
        assert self._desk.presenters.script.state.kind is ScriptKind.READY
        shown = self._desk.presenters.customer.state.profile
        assert shown is not None
        assert shown.name == name
        self._desk.views.notes.typed.emit(f"note {number}")
        self._desk.views.script.tick_next_must_say()
        self._desk.presenters.script.go(1)
        self._desk.presenters.tick()
        self._say(AgentState.WRAP_UP, self._call(call_id, CallState.ENDED))
        self._say(AgentState.READY, None)

    def _call(self, call_id: UUID, state: CallState, *allowed: CallAction) -> CallSnapshot:
        return CallSnapshot(
            call_id=call_id,
            state=state,
            queue_id=UUID(int=2),
            queue_name=NAME,
            arrived_at=START,
            enqueued_at=START,
            since_at=START,
            answered_at=None if state is CallState.RINGING else START,
            menu_path=(NAME, NAME),
            allowed=frozenset(allowed),
        )

    def _say(self, state: AgentState, call: CallSnapshot | None, offer: OfferSnapshot | None = None) -> None:
        self._number += 1
        agent = AgentSnapshot(
            agent_id=UUID(int=1),
            state=state,
            since_at=START + timedelta(seconds=self._number),
            allowed=frozenset({AgentAction.GO_NOT_READY}),
            version=self._number,
        )
        desk = DeskSnapshot(agent=agent, call=call, offer=offer)
        self._desk.presenters.desk.receive(
            StreamMessage(type="snapshot", number=self._number, server_at=START, desk=desk)
        )
        self._desk.window.repaint()
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def all_objects() -> int:
    """With those that the collector passes over."""
    return len(gc.get_objects()) + gc.get_freeze_count()


def resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


@pytest.mark.prove
@pytest.mark.timeout(3_000)
def test_thousands_of_calls_on_one_window_leave_nothing_behind(
    desk: SignedIn, full_size: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("Memory is measured on Linux only")
    pops = 5_000 if full_size else 5
    stretch = pops // 5
    calls = Calls(desk, HO, next(each for each in Server().scripts() if each.script_id == CARD_SCRIPT))
    collector = QuietCollector(desk.has_call)  # who collects in the product, and when: between two calls
    collector.start()
    try:
        for number in range(20 if full_size else 5):
            calls.take_one(number)
        collector.look()
        objects, parts = all_objects(), len(desk.window.findChildren(QObject))
        memory, used = [resident_mb()], processor_seconds()

        for number in range(1, pops + 1):
            calls.take_one(number)
            if number % stretch == 0:
                collector.look()
                memory.append(resident_mb())
        used = processor_seconds() - used
    finally:
        collector.stop()

    gc.collect()
    grown = 1000 * (memory[-1] - memory[1]) / (pops - stretch)
    with capsys.disabled():
        print(
            f"\n{pops} pops, each answered, noted and wrapped up: {1000 * used / pops:.0f} ms of the processor a pop; ",
            end="",
        )
        print(f"MiB at the start and after each {stretch}: {', '.join(f'{each:.1f}' for each in memory)}; ", end="")
        print(f"after the first {stretch} it grew by {grown:.2f} MiB a thousand pops")
    assert desk.window.isVisible()
    assert len(desk.window.findChildren(QObject)) <= parts + 10  # fewer than one a call
    assert all_objects() <= objects * 1.05 + 500
    # The first stretch may still fill what is kept for the next call; after it nothing grows.
    assert memory[-1] - memory[1] < _ALLOWED_GROWTH_MB

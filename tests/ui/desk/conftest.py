"""The whole desktop, as the program builds it, at the real server, database and carrier."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.stream import StreamLimits
from agent_desktop.contract.sessions import Role
from agent_desktop.ui.app import Desktop, DesktopOptions, build_desktop
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.desk.presenters import Presenters
from agent_desktop.ui.desk.rehearsal import Rehearsal
from agent_desktop.ui.desk.signed_in import SignedIn
from agent_desktop.ui.desk.views import Views
from agent_desktop.ui.script_panel.presenter import ScriptKind
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.tray.ring import SilentRing
from telephony.contract import AgentAction, AgentState
from tests.server.floor import PASSWORD, Floor, opened_floor
from tests.server.test_process import ServerProcess, centre_in
from tests.ui.conftest import let_go

MENU = [{"en": "Cards", "zh": "卡"}, {"en": "I don't know this charge", "zh": "不认识的交易"}]

SOON = StreamLimits(first_retry_seconds=0.1, most_retry_seconds=0.5)


@dataclass
class Driver:
    """One desktop, driven as its agent would."""

    desktop: Desktop
    ring: SilentRing
    qtbot: QtBot

    @property
    def desk(self) -> SignedIn:
        assert self.desktop.desk is not None
        return self.desktop.desk

    @property
    def views(self) -> Views:
        return self.desk.views

    @property
    def presenters(self) -> Presenters:
        return self.desk.presenters

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()))

    def sign_in(self, name: str = "may", password: str = PASSWORD) -> None:
        self.desktop.sign_in(name, password)
        self.until(lambda: self.desktop.desk)
        self.until(lambda: self.presenters.presence.state.state)
        self.bring_up()

    def bring_up(self) -> None:
        window = self.views.window
        window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is window)

    def go_ready(self) -> None:
        self.presenters.presence.action_chosen(AgentAction.GO_READY)
        self.until(lambda: self.presenters.presence.state.state is AgentState.READY)

    def until_slot(self, kind: SlotKind) -> None:
        self.until(lambda: self.presenters.call_bar.state.kind is kind)

    def take_call(self) -> None:
        """F2, and wait for the caller, the script and the note."""
        self.until_slot(SlotKind.RINGING)
        self.press(Qt.Key.Key_F2)
        self.until_slot(SlotKind.CONNECTED)
        self.until(lambda: self.presenters.script.state.kind is ScriptKind.READY)
        self.until(lambda: self.presenters.notes.state.open)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the focus is."""
        self.qtbot.keyClick(self.focus() or self.views.window, key, modifiers)

    def type(self, text: str) -> None:
        focused = self.focus()
        assert focused is not None
        self.qtbot.keyClicks(focused, text)

    @staticmethod
    def focus() -> QWidget | None:
        return QApplication.focusWidget()


@pytest.fixture
def floor(database_url: str) -> Iterator[Floor]:
    """The centre, with one customer and the agent may."""
    with opened_floor(database_url) as floor:
        floor.add_customer()
        floor.add_person("may", Role.AGENT)
        yield floor


@pytest.fixture
def centre(database_url: str, tmp_path: Path) -> Iterator[tuple[ServerProcess, Floor]]:
    """A server process that can be killed, and apart from it the carrier; the agent may."""
    with centre_in(database_url, tmp_path) as (server, floor):
        floor.add_customer()
        floor.add_person("may", Role.AGENT)
        yield server, floor


@pytest.fixture
def open_desktop(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], Driver]]:
    """Opens a desktop at an origin, started and not yet signed in. Every one is stopped after the test. Those of one
    `computer` share what is kept on it. None draws its calls beforehand, which `test_rehearsal` looks at: it would be a
    fifth of what a test costs."""
    monkeypatch.setattr(Rehearsal, "start", lambda _: None)
    opened: list[Desktop] = []

    def open_one(origin: str, limits: StreamLimits = SOON, computer: str = "data") -> Driver:
        ring = SilentRing()
        store = QSettings(str(tmp_path / f"desktop{len(opened)}.ini"), QSettings.Format.IniFormat)
        desktop = build_desktop(
            qapp,
            DesktopOptions(
                origin,
                tmp_path / computer,
                store,
                find_keyring=lambda: None,
                ring=ring,
                limits=limits,
                with_tray=False,
            ),
        )
        opened.append(desktop)
        desktop.start()
        return Driver(desktop, ring, qtbot)

    yield open_one
    for desktop in opened:
        desktop.stop()
    qapp.processEvents()
    let_go()
    if any((each.theme.name, each.theme.text_scale) != (ThemeName.LIGHT, 100) for each in opened):
        Theme().apply(qapp)  # or the next window of a test would have this one's colours


@pytest.fixture
def driver(floor: Floor, open_desktop: Callable[[str], Driver]) -> Driver:
    """A desktop that is signed in and not ready."""
    made = open_desktop(floor.origin)
    made.sign_in()
    return made

"""A desktop in a process of its own, to be killed: signs in, takes a call, types a note. Prints where it is."""

import sys
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from agent_desktop.client.draft_records import Draft, read_journal
from agent_desktop.ui.app import Desktop, DesktopOptions, build_desktop
from agent_desktop.ui.tray.ring import SilentRing
from telephony.contract import AgentAction, AgentState, CallAction
from tests.server.floor import PASSWORD


def until(holds: Callable[[], object]) -> None:
    """Let Qt run until it holds."""
    loop = QEventLoop()
    timer = QTimer()
    timer.setInterval(10)
    timer.timeout.connect(lambda: loop.quit() if holds() else None)
    timer.start()
    loop.exec()
    timer.stop()


def take_call(app: QApplication, origin: str, data: Path) -> Desktop:
    """Sign in, say so, and answer the call that comes."""
    store = QSettings(str(data / "agent.ini"), QSettings.Format.IniFormat)
    options = DesktopOptions(origin, data, store, find_keyring=lambda: None, ring=SilentRing(), with_tray=False)
    desktop = build_desktop(app, options)
    desktop.start()
    desktop.sign_in("may", PASSWORD)
    until(lambda: desktop.desk is not None and desktop.desk.presenters.presence.state.state is not None)
    assert desktop.desk is not None
    presenters = desktop.desk.presenters
    presenters.presence.action_chosen(AgentAction.GO_READY)
    until(lambda: presenters.presence.state.state is AgentState.READY)
    print("ready", flush=True)
    until(lambda: presenters.offer.state.visible)
    presenters.call_bar.action_chosen(CallAction.ANSWER)
    until(lambda: presenters.notes.state.open)
    return desktop


def main(origin: str, data: Path) -> None:
    """Type until killed."""
    app = QApplication([])
    desktop = take_call(app, origin, data)
    assert desktop.desk is not None
    desktop.desk.views.notes.focus_field()
    QTest.keyClicks(desktop.desk.views.notes._field, "Found on the disk again.")
    (path,) = (data / "journal").rglob("*.journal")

    def kept() -> list[str]:
        drafts = read_journal(Fernet(desktop.session.draft_key.encode()), path.read_bytes()).drafts.values()
        return [draft.text for draft in drafts if isinstance(draft, Draft)]

    until(lambda: kept() == ["Found on the disk again."])
    print("typed", flush=True)
    app.exec()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

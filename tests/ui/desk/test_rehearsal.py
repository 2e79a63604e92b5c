"""What the desktop does between calls, so that a call finds it quick."""

import gc
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.desk.collector import FEW, QuietCollector
from agent_desktop.ui.desk.rehearsal import Rehearsal
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.ticker import Ticker


class ShownWindows(QObject):
    """Notes every window that comes up."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def owner() -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def test_the_rehearsal_draws_every_panel_where_nobody_sees_it(
    qtbot: QtBot, theme: Theme, ticker: Ticker, owner: QObject, caplog: pytest.LogCaptureFixture
) -> None:
    before = set(QApplication.topLevelWidgets())
    windows = ShownWindows()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)
    rehearsal = Rehearsal(theme, ticker, lambda: False, owner)
    rehearsal.start()

    qtbot.waitUntil(lambda: rehearsal.done)

    app.removeEventFilter(windows)
    assert windows.shown == []
    qtbot.waitUntil(lambda: not [w for w in QApplication.topLevelWidgets() if w not in before])
    assert caplog.text == ""


def test_the_rehearsal_waits_while_a_call_is_on(qtbot: QtBot, theme: Theme, ticker: Ticker, owner: QObject) -> None:
    asked: list[bool] = []

    def busy() -> bool:
        asked.append(True)
        return len(asked) < 4

    rehearsal = Rehearsal(theme, ticker, busy, owner)
    rehearsal.start()

    qtbot.waitUntil(lambda: len(asked) >= 2)
    assert not rehearsal.done
    qtbot.waitUntil(lambda: rehearsal.done)


def test_colours_that_change_after_the_sign_out_begin_no_rehearsal(
    theme: Theme, ticker: Ticker, owner: QObject
) -> None:
    rehearsal = Rehearsal(theme, ticker, lambda: False, owner)
    rehearsal.start()
    rehearsal.stop()

    theme.changed.emit()

    assert rehearsal.done
    rehearsal.stop()  # a second time is nothing


def test_a_bug_in_the_rehearsal_is_logged_and_keeps_nothing_from_working(
    qtbot: QtBot,
    theme: Theme,
    ticker: Ticker,
    owner: QObject,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_self: Rehearsal) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(Rehearsal, "_profile", broken)
    rehearsal = Rehearsal(theme, ticker, lambda: False, owner)
    rehearsal.start()

    qtbot.waitUntil(lambda: rehearsal.done)
    assert "The rehearsal" in caplog.text


def test_nobody_but_the_collector_of_the_windows_collects_and_it_leaves_a_call_alone() -> None:
    class Ring:
        """Refers to itself, as what the collector is for."""

        def __init__(self) -> None:
            self.itself = self

    gc.collect()  # what other tests left may be so much that it is looked through in a call as well
    before, on_call = gc.isenabled(), [True]
    collector = QuietCollector(lambda: on_call[0])
    collector.start()
    try:
        assert not gc.isenabled()
        forgotten = weakref.ref(Ring())
        collector.look()
        assert forgotten() is not None

        on_call[0] = False
        collector.look()
        assert forgotten() is None
        assert gc.get_freeze_count() > 0
    finally:
        collector.stop()
    assert gc.isenabled() is before
    assert gc.get_freeze_count() == 0


def test_a_call_that_never_ends_does_not_keep_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ring:
        """Refers to itself."""

        def __init__(self) -> None:
            self.itself = self

    monkeypatch.setattr("agent_desktop.ui.desk.collector.MANY", 0)
    collector = QuietCollector(lambda: True)
    collector.start()
    try:
        forgotten = weakref.ref(Ring())
        collector.look()
        assert forgotten() is None
    finally:
        collector.stop()


def test_a_desktop_that_waits_is_not_looked_through_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[bool] = []
    collector = QuietCollector(lambda: False)
    collector.start()
    try:
        collector.look()
        monkeypatch.setattr(gc, "collect", lambda *_: looks.append(True))
        collector.look()
        assert looks == []

        kept = [[] for _ in range(FEW + 100)]  # type: ignore[var-annotated]
        collector.look()
        assert looks == [True]
        assert kept
    finally:
        monkeypatch.undo()
        collector.stop()

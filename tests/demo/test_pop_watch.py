from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.demo.guided import profile_on_offer
from agent_desktop.demo.pop_watch import PopWatch
from agent_desktop.demo.windows import silence_offscreen
from agent_desktop.ui.offer.presenter import OfferState
from tests.client.support import profile


class Window:
    """A window, and what its offer shows."""

    def __init__(self, qtbot: QtBot) -> None:
        self.widget = QWidget()
        qtbot.addWidget(self.widget)
        self.widget.show()
        qtbot.waitExposed(self.widget)
        self.state = OfferState()
        self.watch = PopWatch(self.widget, lambda: profile_on_offer(self.state))

    def paint(self, qtbot: QtBot) -> None:
        """Have the window painted, and let everything that follows from it happen."""
        seen: list[bool] = []
        watch = PopWatch(self.widget, lambda: _note(seen))
        self.widget.update()
        qtbot.waitUntil(lambda: bool(seen))
        QApplication.processEvents()  # what was put off to after the paint
        self.widget.removeEventFilter(watch)


def _note(seen: list[bool]) -> None:
    seen.append(True)


def test_a_paint_before_the_profile_is_there_is_not_the_pop(qtbot: QtBot) -> None:
    window, call_id = Window(qtbot), uuid4()
    window.state = OfferState(visible=True, call_id=call_id, loading=True)
    window.paint(qtbot)
    assert window.watch.painted_at(call_id) is None

    window.state = OfferState(visible=True, call_id=call_id, profile=profile())
    window.paint(qtbot)
    first = window.watch.painted_at(call_id)
    assert first is not None
    window.paint(qtbot)
    assert window.watch.painted_at(call_id) == first


def test_a_failing_question_does_not_leave_the_event_filter(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    window = Window(qtbot)
    asked: list[bool] = []

    def fails() -> UUID | None:
        asked.append(True)
        raise RuntimeError("a bug")

    PopWatch(window.widget, fails)
    window.widget.update()
    qtbot.waitUntil(lambda: bool(asked))
    assert "eventFilter" in caplog.text


def test_only_the_offscreen_platforms_own_line_is_silenced(capsys: pytest.CaptureFixture[str]) -> None:
    heard: list[str] = []
    before = qInstallMessageHandler(lambda _kind, _context, message: heard.append(message))
    try:
        restore: Callable[[], None] = silence_offscreen()
        qWarning("This plugin does not support propagateSizeHints()")
        qWarning("This plugin does not support propagateSizeHints() at all")
        restore()
        qWarning("This plugin does not support propagateSizeHints()")
    finally:
        qInstallMessageHandler(before)
    assert heard == [
        "This plugin does not support propagateSizeHints() at all",
        "This plugin does not support propagateSizeHints()",
    ]
    assert capsys.readouterr().err == ""

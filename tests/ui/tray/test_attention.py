from uuid import uuid4

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.settings_dialog.ring_port import RingDevice, RingProblem
from agent_desktop.ui.tray.attention import Attention
from agent_desktop.ui.tray.ring import SilentRing


@pytest.fixture
def alerts(monkeypatch: pytest.MonkeyPatch) -> list[QWidget]:
    seen: list[QWidget] = []
    monkeypatch.setattr(QApplication, "alert", lambda widget, *rest: seen.append(widget))
    return seen


def no_words() -> tuple[str, str]:
    return "", ""


def test_an_offer_rings_once_and_is_silent_when_it_is_gone(qtbot: QtBot, alerts: list[QWidget]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ring = SilentRing()
    attention = Attention(window, ring, QIcon())
    offer = uuid4()

    attention.offer_shown(offer, no_words)
    attention.offer_shown(offer, no_words)
    assert (ring.rings, ring.ringing) == (1, True)

    attention.offer_shown(None, no_words)
    assert (ring.rings, ring.ringing) == (1, False)


def test_an_offer_flashes_the_task_bar_only_while_the_window_is_behind(qtbot: QtBot, alerts: list[QWidget]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    attention = Attention(window, SilentRing(), QIcon())

    attention.offer_shown(uuid4(), no_words)
    assert alerts == [window]

    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    attention.offer_shown(uuid4(), no_words)
    assert alerts == [window]


@pytest.mark.parametrize("raise_window", [False, True])
def test_an_offer_never_takes_the_focus_from_another_window(
    qtbot: QtBot, alerts: list[QWidget], raise_window: bool
) -> None:
    window, other = QWidget(), QWidget()
    field = QLineEdit()
    QVBoxLayout(other).addWidget(field)
    qtbot.addWidget(window)
    qtbot.addWidget(other)
    window.show()
    other.show()
    other.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    attention = Attention(window, SilentRing(), QIcon())
    attention.set_raise_window(raise_window)

    attention.offer_shown(uuid4(), no_words)
    QApplication.processEvents()

    assert field.hasFocus()
    assert not window.isActiveWindow()


def test_a_ring_without_a_device_has_a_word_for_it() -> None:
    assert SilentRing().problem() is RingProblem.NO_DEVICE
    assert SilentRing((RingDevice("a", "Headset"),)).problem() is None


def test_a_call_that_was_here_before_rings_and_leaves_the_window_where_it_is(
    qtbot: QtBot, alerts: list[QWidget]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    ring = SilentRing()
    attention = Attention(window, ring, QIcon())
    attention.set_raise_window(True)

    attention.offer_shown(uuid4(), no_words, pops=False)
    assert ring.ringing
    assert window.isMinimized()

    attention.offer_shown(uuid4(), no_words)
    assert not window.isMinimized()

"""The window of accounts to review: by keyboard alone, in either language."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.consolidation import LinkField
from agent_desktop.demo.screen_linking import LINKING
from agent_desktop.ui.linking.presenter import ReviewPresenter
from agent_desktop.ui.linking.window import ReviewWindow
from agent_desktop.ui.theme.theme import Theme
from tests.ui.conftest import NOW
from tests.ui.test_linking_presenter import Server


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def window(theme: Theme, bring_up: Callable[[QWidget], None], server: Server) -> ReviewWindow:
    window = ReviewWindow(theme, ReviewPresenter(server, ImmediateTasks()), now=lambda: NOW, zone=None)
    bring_up(window)
    window.start()
    return window


def test_pairs_are_walked_through_and_decided_with_the_keyboard(
    window: ReviewWindow, server: Server, qtbot: QtBot
) -> None:
    qtbot.keyClick(window.table, Qt.Key.Key_Down)
    qtbot.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert [each for each in server.done if each[0] != "shown"] == [  # type: ignore[index]
        ("decided", 2, False, ""),
        ("decided", 3, True, ""),
        ("taken back", 103),
    ]


def test_the_reason_goes_with_the_decision_and_not_with_the_next_one(
    window: ReviewWindow, server: Server, qtbot: QtBot
) -> None:
    qtbot.keyClicks(window.reason, "twins")
    qtbot.mouseClick(window.apart, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.same, Qt.MouseButton.LeftButton)

    assert [each for each in server.done if each[0] == "decided"] == [  # type: ignore[index]
        ("decided", 1, False, "twins"),
        ("decided", 2, True, ""),
    ]


def test_an_eye_shows_both_sides_clear_and_goes(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    window = LINKING["linking-refused"](theme)
    bring_up(window)
    eye = window.evidence.eyes[LinkField.BIRTH]
    assert eye.accessibleName() == "Show clear: Born. It is recorded."

    qtbot.mouseClick(eye, Qt.MouseButton.LeftButton)

    texts = [label.text() for label in window.evidence.findChildren(QLabel)]
    assert texts.count("1980-06-21") == 2
    assert not eye.isVisible()

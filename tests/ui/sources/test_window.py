"""The window of source systems: by keyboard alone, in every state."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_sources import SOURCES
from agent_desktop.ui.sources.presenter import SourcesKind
from agent_desktop.ui.sources.window import SourcesWindow
from agent_desktop.ui.theme.theme import Theme


def _texts(window: SourcesWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


@pytest.fixture
def shown(theme: Theme, bring_up: Callable[[QWidget], None]) -> Callable[[str], SourcesWindow]:
    def show(name: str) -> SourcesWindow:
        window = SOURCES[name](theme)
        bring_up(window)
        return window

    return show


def test_sources_are_walked_through_and_each_shows_what_it_refused(
    shown: Callable[[str], SourcesWindow], qtbot: QtBot
) -> None:
    window = shown("sources-refused")
    model = window.refused.model()
    assert [model.index(0, column).data() for column in (0, 1, 2)] == ["cards/cards.csv", "4,182", "as_of"]

    qtbot.keyClick(window.table, Qt.Key.Key_Down)

    assert window.sources.state.selected == "core_banking"
    assert "No row of the last load was refused." in _texts(window)
    assert not window.refused.isVisible()


def test_a_load_is_asked_for_once_by_key(shown: Callable[[str], SourcesWindow], qtbot: QtBot) -> None:
    window = shown("sources-refused")

    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)

    assert window.sources.state.going_on
    assert not window.run.isEnabled()
    assert "a server begins in a moment" in _texts(window)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sources-running", "Storing holdings, 40 %"),
        ("sources-failed", "The full load of cards lacks 10204 of 19871"),
        ("sources-late", "Trying again at"),
        ("sources-unplanned", "No server loads it by itself"),
        ("sources-never", "Nothing was loaded yet"),
        ("sources-away", "The server does not answer."),
    ],
)
def test_each_state_says_what_is_and_what_to_do(shown: Callable[[str], SourcesWindow], name: str, words: str) -> None:
    assert words in _texts(shown(name))


def test_a_server_that_cannot_be_asked_shows_so_and_can_be_asked_again(shown: Callable[[str], SourcesWindow]) -> None:
    state = shown("sources-away").sources.state

    assert state.kind is SourcesKind.FAILED
    assert state.problem is not None
    assert state.problem.code is ErrorCode.SERVER_AWAY

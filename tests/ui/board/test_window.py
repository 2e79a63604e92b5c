"""The board's own window: on another screen, and on the wall with larger letters."""

from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.board.page import BoardPage
from agent_desktop.ui.board.window import BoardWindow
from agent_desktop.ui.theme.fonts import Role
from agent_desktop.ui.theme.theme import Theme, beside
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.widgets.ticker import Ticker
from tests.ui.board.stage import Stage

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def window(theme: Theme, stage: Stage, bring_up: Callable[[QWidget], None]) -> Iterator[BoardWindow]:
    own = beside(theme)
    window = BoardWindow(own, BoardPage(own, Ticker(stage.now, UTC), stage.presenters))
    own.setParent(window)
    window.put_away.connect(stage.presenters.board.close)
    bring_up(window)
    stage.begin()
    yield window
    window.close()


def test_f11_fills_the_screen_with_larger_letters_and_escape_leaves_it(window: BoardWindow, qtbot: QtBot) -> None:
    usual = window.view._theme.font(Role.BODY).pixelSize()
    height = window.view.queues.table.rowHeight(0)

    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert window.view._theme.font(Role.BODY).pixelSize() > usual
    assert window.view.queues.table.rowHeight(0) > height
    assert window.view.head.wall.accessibleName() == "Leave full screen (F11)"

    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.is_wall
    assert window.view._theme.font(Role.BODY).pixelSize() == usual
    assert window.view.queues.table.rowHeight(0) == height


def test_colours_follow_the_rest_of_the_desktop_and_letters_do_not(window: BoardWindow, theme: Theme) -> None:
    window.toggle_wall()
    theme.choose(name=ThemeName.DARK)

    assert window.view._theme.name is ThemeName.DARK
    assert window.view._theme.text_scale > theme.text_scale
    window.toggle_wall()


def test_f6_goes_through_the_panels_and_f1_lists_the_keys(window: BoardWindow, qtbot: QtBot) -> None:
    panels = [panel for panel in window.view.panels() if panel.isVisible()]
    reached = []
    for _ in panels:
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        reached += [panel for panel in panels if focus is not None and (panel is focus or panel.isAncestorOf(focus))]
    assert set(reached) == set(panels)

    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.keys.isVisible()
    qtbot.keyClick(window.keys, Qt.Key.Key_Escape)
    assert not window.keys.isVisible()


def test_alt_y_and_the_other_keys_act_on_the_selected_agent(window: BoardWindow, stage: Stage, qtbot: QtBot) -> None:
    agents = window.view.agents
    agents.table.pick(stage.presenters.board.state.agents[1].agent_id)
    agents.table.setFocus()

    for key in (Qt.Key.Key_L, Qt.Key.Key_P, Qt.Key.Key_J):
        qtbot.keyClick(agents.table, key, ALT)
    assert [each[1].value for each in stage.server.asked] == ["listen", "whisper", "barge"]  # type: ignore[index]
    qtbot.keyClick(agents.table, Qt.Key.Key_Y, ALT)
    assert not window.view.state_sheet.isHidden()


def test_a_closed_window_watches_no_longer_and_opens_as_a_window_again(
    theme: Theme, stage: Stage, tmp_path: Path, qtbot: QtBot
) -> None:
    store = QSettings(str(tmp_path / "kept.ini"), QSettings.Format.IniFormat)

    def opened() -> BoardWindow:
        own = beside(theme)
        made = BoardWindow(own, BoardPage(own, Ticker(stage.now, UTC), stage.presenters))
        own.setParent(made)
        made.remember_in(store, "window/board")
        made.put_away.connect(stage.presenters.board.close)
        qtbot.addWidget(made)
        made.start()
        return made

    window = opened()
    assert stage.feed.watched
    window.toggle_wall()
    window.close()
    assert not stage.feed.watched

    again = opened()
    assert store.value("window/board") is not None
    assert not again.is_wall
    again.close()

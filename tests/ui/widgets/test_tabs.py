from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind
from agent_desktop.ui.widgets.tabs import TabStrip


@pytest.fixture
def tabs(qtbot: QtBot, theme: Theme) -> Iterator[TabStrip]:
    """Two tabs, just wide enough, in a window: one of their own is never narrower than its layout."""
    window = QWidget()
    qtbot.addWidget(window)
    made = TabStrip(theme, ("Ctrl+1", "Ctrl+2"))
    made.setParent(window)
    for tab, words in zip(made.tabs, ("Overview", "Complaints"), strict=True):
        tab.show_tab(words)
    made.resize(made.sizeHint())
    window.show()
    yield made
    window.close()


def shows_keys(of: TabStrip) -> bool:
    """Whether every tab has its key beside its words; else it is the tooltip."""
    shown = {tab.width() == tab.width_with(keys=True) for tab in of.tabs}
    assert len(shown) == 1
    assert all((tab.toolTip() == "") is (tab.width() == tab.width_with(keys=True)) for tab in of.tabs)
    return shown == {True}


def test_keys_are_left_out_where_there_is_no_room_for_them_and_come_back(qtbot: QtBot, tabs: TabStrip) -> None:
    wide = tabs.width()
    qtbot.waitUntil(lambda: shows_keys(tabs))

    tabs.resize(wide - 5, tabs.height())
    qtbot.waitUntil(lambda: not shows_keys(tabs))
    assert tabs.tabs[1].toolTip() == "Ctrl+2"
    assert tabs.minimumSizeHint().width() < wide - 5
    tabs.resize(wide, tabs.height())

    qtbot.waitUntil(lambda: shows_keys(tabs))


def test_a_count_that_comes_takes_the_place_of_the_keys(qtbot: QtBot, tabs: TabStrip) -> None:
    tabs.tabs[1].show_tab("Complaints", "12 open", Kind.CAUTION)

    qtbot.waitUntil(lambda: not shows_keys(tabs))
    assert tabs.tabs[1].accessibleName() == "Complaints 12 open"

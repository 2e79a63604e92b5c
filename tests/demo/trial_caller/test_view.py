from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.demo.trial_caller.presenter import CallerKind, Line, TrialCallerPresenter
from agent_desktop.demo.trial_caller.switches import Mode, SwitchesPresenter
from agent_desktop.demo.trial_caller.view import TrialCallerView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from telephony.providers.simulator.wire import SpokenMessage
from tests.demo.trial_caller.test_presenter import FakeCarrier, FakePeople

# The offscreen screen says this of itself.
pytestmark = pytest.mark.qt_log_ignore(r"This plugin does not support propagateSizeHints\(\)")


class FakeSwitches:
    def __init__(self) -> None:
        self.asked: list[tuple[str, Mode]] = []

    def switch(self, system: str, mode: Mode) -> None:
        self.asked.append((system, mode))


class Window:
    def __init__(self, theme: Theme) -> None:
        self.carrier = FakeCarrier()
        self.presenter = TrialCallerPresenter(FakePeople(), self.carrier, ImmediateTasks())
        self.presenter.start()
        self.switches = FakeSwitches()
        self.view = TrialCallerView(theme, self.presenter, SwitchesPresenter(self.switches, ImmediateTasks()))

    def button(self, words: str) -> CommandButton:
        return next(each for each in self.view.findChildren(CommandButton) if each.text() == words)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    theme = Theme()
    theme.apply(qapp)
    window = Window(theme)
    window.view.show()
    qtbot.waitExposed(window.view)
    yield window
    window.view.stop()


def test_a_press_on_call_rings_and_a_press_on_hang_up_ends_it(window: Window, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.button("Call"), Qt.MouseButton.LeftButton)
    while_on = window.presenter.state
    assert while_on.line is Line.WAITING
    assert not window.button("Call").isEnabled()

    qtbot.mouseClick(window.button("7"), Qt.MouseButton.LeftButton)
    assert window.carrier.keyed == "7"

    qtbot.mouseClick(window.button("Hang up"), Qt.MouseButton.LeftButton)
    assert window.presenter.state.line is Line.ENDED


def test_typing_narrows_the_list(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClicks(window.view._search, "ben")
    assert window.view._model.rowCount() == 1
    assert "Mr Ben" in window.view._model.item(0, 0).text()


def test_without_people_to_choose_the_list_is_away(window: Window) -> None:
    window.presenter.kind_chosen(CallerKind.WITHHELD)
    assert not window.view._table.isVisible()
    assert window.view._nobody.isVisible()
    assert window.button("Call").isEnabled()


def test_another_language_keeps_what_was_chosen(window: Window, qapp: QApplication) -> None:
    window.presenter.person_chosen(1)
    qapp.sendEvent(window.view, QEvent(QEvent.Type.LanguageChange))
    assert window.presenter.state.chosen == 1
    assert window.view._model.rowCount() == 2


def test_a_system_of_the_bank_is_made_slow(window: Window) -> None:
    window.view._mode.chosen.emit(Mode.SLOW.value)
    assert window.switches.asked == [("core_banking", Mode.SLOW)]


def test_what_the_caller_hears_and_the_keys_it_waits_for_are_shown(window: Window, qtbot: QtBot) -> None:
    assert not window.view._heard.isVisible()
    qtbot.mouseClick(window.button("Call"), Qt.MouseButton.LeftButton)
    window.carrier.state, window.carrier.keys = "menu", "12"
    window.carrier.prompt = (SpokenMessage(language="en", text="For English, press 2."),)
    window.presenter.tick()
    assert window.view._heard.isVisible()
    assert window.view._prompt.text() == "For English, press 2."
    assert window.view._keys.text() == "Keys: 1 2"

    window.carrier.keys = "0123456789#"
    window.presenter.tick()
    assert window.view._keys.text() == "Keys: a number and #. Ms Ann has 1"
    qtbot.mouseClick(window.button("#"), Qt.MouseButton.LeftButton)
    assert window.carrier.keyed == "#"


def test_closing_the_window_only_minimises_it(window: Window) -> None:
    window.view.close()
    assert window.view.isVisible()
    assert window.view.isMinimized()

"""A whole script by the keyboard alone, in both languages: the guide with its presenter, and the keys of the window."""

from collections.abc import Callable
from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.base import Language
from agent_desktop.contract.scripts import ActionState
from agent_desktop.contract.verification import Level
from agent_desktop.demo.screen_customers import HO
from agent_desktop.service_scripts.schema import Script
from agent_desktop.ui.customer.checks.presenter import ChecksPresenter
from agent_desktop.ui.desk.script_commands import join_script
from agent_desktop.ui.script_panel.state import ActionStage
from agent_desktop.ui.script_panel.view import ScriptView
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import SCRIPT_ANSWERS, Command
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from tests.ui.reading import words_in
from tests.ui.script_bench import Bench
from tests.ui.test_script_panel_deeds import SCRIPT

ALT = Qt.KeyboardModifier.AltModifier


class NoChecks:
    """Counts how often the question of the check was opened."""

    def __init__(self) -> None:
        self.opened = 0

    def open(self) -> None:
        self.opened += 1


class Seat:
    """Somebody at a keyboard before the guide."""

    def __init__(
        self, theme: Theme, qtbot: QtBot, bring_up: Callable[[QWidget], None], script: Script = SCRIPT
    ) -> None:
        self.bench = Bench()
        self.bench.scripts.text = script
        call_id = self.bench.call.call_id
        self.bench.reader.cards[call_id] = self.bench.reader.cards[call_id].model_copy(update={"profile": HO})
        told = {"values": {"today": "2026-06-16", "region": "HK"}, "by_hand": {"message.send"}}
        self.bench.scripts.told = self.bench.scripts.told.model_copy(update=told)
        self.checks = NoChecks()
        self.view = ScriptView(theme)
        self.view.resize(388, 700)
        join_script(self.view, self.bench.presenter, cast(ChecksPresenter, self.checks))
        self.bench.presenter.show_to(self.view.display)
        self.qtbot = qtbot
        keys = KeyActions(self.view)
        keys.on(Command.SCRIPT_NEXT, self.view.go_on)
        keys.on(Command.SCRIPT_BACK, self.view.go_back)
        keys.on(Command.MUST_SAY, self.view.tick_next_must_say)
        for number, command in enumerate(SCRIPT_ANSWERS, start=1):
            keys.on(command, partial(self.view.choose_answer, number))
        bring_up(self.view)
        self.bench.talk()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.view, key, modifier)

    def write(self, text: str) -> None:
        field = QApplication.focusWidget()
        assert field is not None
        self.qtbot.keyClicks(field, text)

    def step(self) -> str:
        return self.bench.state().step_id

    def answer(self, question_id: str) -> str:
        return next(each.answer for each in self.bench.state().questions if each.question_id == question_id)

    def stage(self) -> ActionStage:
        return self.bench.state().actions[0].stage


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_a_script_is_gone_through_by_the_keyboard_alone(
    theme: Theme, language: LanguageSwitch, qtbot: QtBot, bring_up: Callable[[QWidget], None], spoken: Language
) -> None:
    language.use(spoken)
    seat = Seat(theme, qtbot, bring_up)

    # The check: Next does not pass it, and opens once the server holds the level.
    seat.press(Qt.Key.Key_Right, ALT)
    assert seat.step() == "check"
    seat.press(Qt.Key.Key_Tab)  # nothing can be asked yet: the focus is on "Could not verify"
    seat.bench.scripts.told = seat.bench.scripts.told.model_copy(update={"level": Level.FULL})
    seat.bench.standing.read()
    seat.press(Qt.Key.Key_Right, ALT)
    assert seat.step() == "ask"

    # Yes by its number; Next leads to the day that is left, which is typed, moved, and left with Enter.
    seat.press(Qt.Key.Key_1, ALT)
    assert seat.answer("again") == "yes"
    seat.press(Qt.Key.Key_Right, ALT)
    seat.write("t")
    assert seat.answer("lost_on") == "2026-06-16"
    seat.press(Qt.Key.Key_Down)
    assert seat.answer("lost_on") == "2026-06-15"
    seat.press(Qt.Key.Key_Return)
    seat.press(Qt.Key.Key_Right, ALT)
    assert seat.step() == "blame"

    # What must be said is not passed over: Next says so, Alt+M ticks it.
    seat.press(Qt.Key.Key_Right, ALT)
    assert seat.step() == "blame"
    assert ("Say this first" if spoken == "en" else "请先告知客户") in words_in(seat.view)
    seat.press(Qt.Key.Key_M, ALT)
    seat.press(Qt.Key.Key_Right, ALT)
    assert seat.step() == "block"

    # The card: asked about with the safe button in focus, then done, then on.
    seat.press(Qt.Key.Key_1, ALT)
    assert seat.stage() is ActionStage.CONFIRM
    seat.press(Qt.Key.Key_Space)
    assert seat.stage() is ActionStage.READY
    seat.press(Qt.Key.Key_1, ALT)
    seat.press(Qt.Key.Key_Tab)
    seat.press(Qt.Key.Key_Space)
    assert seat.stage() is ActionStage.DONE
    seat.press(Qt.Key.Key_Right, ALT)
    assert seat.bench.state().outcome == "card_blocked"

    # Back to the question, another answer, and what it alters is said.
    for _ in range(3):
        seat.press(Qt.Key.Key_Left, ALT)
    seat.press(Qt.Key.Key_2, ALT)
    assert ("Falls away: Fees." if spoken == "en" else "不再需要：Fees。") in words_in(seat.view)


def test_an_outcome_that_is_not_known_is_told_as_that_with_the_way_to_ask_again(
    theme: Theme, qtbot: QtBot, bring_up: Callable[[QWidget], None]
) -> None:
    seat = Seat(theme, qtbot, bring_up)
    seat.bench.scripts.told = seat.bench.scripts.told.model_copy(update={"level": Level.FULL})
    seat.bench.standing.read()
    for question, answer in (("again", "no"), ("lost_on", "t")):
        seat.bench.presenter.go(1)
        seat.bench.presenter.answered(question, answer)
    seat.bench.presenter.go(1)
    seat.bench.scripts.result = ActionState.UNKNOWN
    seat.press(Qt.Key.Key_1, ALT)
    seat.press(Qt.Key.Key_Tab)
    seat.press(Qt.Key.Key_Space)
    assert "Block card: not known whether it is done" in words_in(seat.view)

    seat.bench.scripts.result = ActionState.DONE
    seat.press(Qt.Key.Key_1, ALT)

    assert "Block card: done" in words_in(seat.view)
    assert len({command.attempt_id for _, command in seat.bench.scripts.attempts}) == 1

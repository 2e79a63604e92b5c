"""Scripts of the library by the keyboard alone, from their first step to an end, in both languages."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.base import Language
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.schema import QuestionKind, Script
from agent_desktop.ui.script_panel.state import ActionStage, BlockedBy, QuestionState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from tests.support.shipped import shipped_scripts
from tests.ui.reading import words_in
from tests.ui.script_panel.test_keyboard import ALT, Seat

SCRIPTS = {script.id: script for script in shipped_scripts().newest()}
DRIVEN = ("lost-card", "transaction-not-recognised", "standing-order", "satisfaction-survey")
MOST_KEYS = 400
KEYS = {number: getattr(Qt.Key, f"Key_{number}") for number in range(1, 10)}
TYPED = {
    QuestionKind.TEXT: "a word",
    QuestionKind.NUMBER: "5",
    QuestionKind.MONEY: "500",
    QuestionKind.DATE: "t",
    QuestionKind.PHONE: "+85291234567",
}


class Typist(Seat):
    """Presses what the guide shows: nothing else is touched but the keyboard, and the check beside the guide."""

    def __init__(self, theme: Theme, qtbot: QtBot, bring_up: Callable[[QWidget], None], script: Script) -> None:
        super().__init__(theme, qtbot, bring_up, script)
        self.script = script

    def go_through(self) -> str:
        """Go on until the script has ended; return how."""
        for _ in range(MOST_KEYS):
            state = self.bench.state()
            if state.finished:
                return state.outcome
            if state.must_left:
                self.press(Qt.Key.Key_M, ALT)
            elif self._answers_by_number() or self._acts():
                continue
            else:
                self.press(Qt.Key.Key_Right, ALT)
                if self.bench.state().blocked_by is not None and self.step() == state.step_id:
                    self._fill_what_is_left()
        state = self.bench.state()
        raise AssertionError(f"stands at {state.step_id}: {state.blocked_by} {state.blocked_question}")

    def _answers_by_number(self) -> bool:
        state = self.bench.state()
        for question in (*((state.main_question,) if state.main_question else ()), *state.questions):
            first = 1 if question is state.main_question else question.first_key
            if first and not question.answer:
                self.press(KEYS[first], ALT)
                return True
        return False

    def _acts(self) -> bool:
        """Do the first action that waits, by its number; where it asks, say yes."""
        for action in self.bench.state().actions:
            if action.stage is ActionStage.CONFIRM:
                self.press(Qt.Key.Key_Tab)
                self.press(Qt.Key.Key_Space)
                return True
            if action.stage is ActionStage.READY and action.key:
                self.press(KEYS[action.key], ALT)
                return True
        return False

    def _fill_what_is_left(self) -> None:
        """Next has led to what is left: answer it where the focus is."""
        state = self.bench.state()
        if state.blocked_by is BlockedBy.VERIFY:
            self.bench.scripts.told = self.bench.scripts.told.model_copy(update={"level": Level.FULL})
            self.bench.standing.read()
            return
        left = [each for each in state.questions if each.question_id == state.blocked_question]
        if left:
            self._answer(left[0])

    def _answer(self, question: QuestionState) -> None:
        if question.kind in TYPED:
            self.write(
                question.least if question.kind is QuestionKind.DATE and question.least else TYPED[question.kind]
            )
            self.press(Qt.Key.Key_Return)
        else:
            self.press(Qt.Key.Key_Down if question.kind is QuestionKind.ACCOUNT else Qt.Key.Key_Space)


@pytest.mark.parametrize("spoken", ["en", "zh"])
@pytest.mark.parametrize("script_id", DRIVEN)
def test_a_script_of_the_library_comes_to_an_end_by_keys_alone(
    theme: Theme,
    language: LanguageSwitch,
    qtbot: QtBot,
    bring_up: Callable[[QWidget], None],
    script_id: str,
    spoken: Language,
) -> None:
    language.use(spoken)
    typist = Typist(theme, qtbot, bring_up, SCRIPTS[script_id])

    outcome = typist.go_through()

    assert outcome in {step.outcome for step in SCRIPTS[script_id].steps}
    assert SCRIPTS[script_id].title[spoken] in words_in(typist.view)

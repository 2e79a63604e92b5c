"""Every script of the library by the keyboard alone, in both languages, along roads that its own branches give.

For each script roads are chosen out of all there are, each because it passes most ways between steps that nobody has
gone yet; the guide has to come by the same steps to the same outcome as the walk. Here two of them are gone, the first
in one language, the next in the other; in `make prove` so many that every way of every script is gone, in both.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final, get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.base import Language
from agent_desktop.contract.scripts import ActionState
from agent_desktop.contract.verification import LEVELS, Level
from agent_desktop.service_scripts.answers import FAILED, possible_answers
from agent_desktop.service_scripts.schema import Question, QuestionKind, Script
from agent_desktop.ui.script_panel.state import ActionStage, BlockedBy, QuestionState, ScriptState
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from tests.service_scripts.every_road import TODAY, Road, edges_of, every_road
from tests.support.shipped import shipped_scripts
from tests.ui.conftest import let_go
from tests.ui.reading import words_in
from tests.ui.script_panel.test_keyboard import ALT, Seat

SCRIPTS: Final = {script.id: script for script in shipped_scripts().newest()}
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
MOST_KEYS: Final = 400
FEW_ROADS: Final = 2
MOST_ROADS: Final = 40
LOOKED_AT: Final = 50
"""Roads that are looked at for each that is gone."""
KEYS: Final = {number: getattr(Qt.Key, f"Key_{number}") for number in range(1, 10)}
TYPED: Final = (
    QuestionKind.TEXT,
    QuestionKind.NUMBER,
    QuestionKind.MONEY,
    QuestionKind.DATE,
    QuestionKind.PHONE,
)


def chosen_roads(script: Script, most: int) -> Sequence[Road]:
    """Return few roads that pass many ways: the first passes most, each one most of what is left."""
    left, looked_at = edges_of(script), list[tuple[set[tuple[str, str]], Road]]()
    unseen = set(left)
    for road in islice(every_road(script), LOOKED_AT * most):
        looked_at.append((road.edges, road))
        unseen -= looked_at[-1][0]
        if not unseen and len(looked_at) >= LOOKED_AT:
            break
    chosen = list[Road]()
    while len(chosen) < most:
        ways, best = max(looked_at, key=lambda each: len(each[0] & left))
        if chosen and not ways & left:
            break
        chosen.append(best)
        left -= ways
    return chosen if len(chosen) > 1 else chosen * len(LANGUAGES)


class Stage:
    """One window for one guide after another: a window takes longer to come to the front than a road to be gone, and
    each that stayed would be worded anew with every change of language."""

    def __init__(self, bring_up: Callable[[QWidget], None]) -> None:
        self.window = QWidget()
        self.window.resize(388, 700)
        self._row = QVBoxLayout(self.window)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._on: QWidget | None = None
        bring_up(self.window)

    def bring(self, guide: QWidget) -> None:
        """Put a guide in the place of the one before."""
        self.clear()
        self._row.addWidget(guide)
        guide.show()
        self._on = guide

    def clear(self) -> None:
        """Have no guide in the window."""
        if self._on is not None:
            self._on.close()
            self._on.deleteLater()
            self._on = None
            let_go()


class Typist(Seat):
    """Presses what the guide shows: nothing else is touched but the keyboard, and the server beside it."""

    def __init__(
        self, theme: Theme, qtbot: QtBot, bring_up: Callable[[QWidget], None], script: Script, road: Road
    ) -> None:
        super().__init__(theme, qtbot, bring_up, script)
        self.script, self.road = script, road
        self.questions = {question.id: question for step in script.steps for question in step.questions}
        self.came_by: list[str] = []
        values = {"region": "HK", **road.known.values, "today": TODAY}
        told = {"values": values, "by_hand": set(), "level": Level(road.began_with)}
        self.bench.scripts.told = self.bench.scripts.told.model_copy(update=told)
        self.bench.standing.read()

    def go_through(self) -> str:
        """Go along the road until the script has ended; return how."""
        for _ in range(MOST_KEYS):
            state = self.bench.state()
            if not self.came_by or self.came_by[-1] != state.step_id:
                self.came_by.append(state.step_id)
            if state.finished:
                return state.outcome
            if state.must_left:
                self.press(Qt.Key.Key_M, ALT)
            elif self._answers_by_number(state) or self._acts(state):
                continue
            else:
                self.press(Qt.Key.Key_Right, ALT)
                if self.bench.state().blocked_by is not None and self.step() == state.step_id:
                    self._fill_what_is_left()
        state = self.bench.state()
        raise AssertionError(f"stands at {state.step_id}: {state.blocked_by} {state.blocked_question}")

    def _answers_by_number(self, state: ScriptState) -> bool:
        for question in (*((state.main_question,) if state.main_question else ()), *state.questions):
            first = 1 if question is state.main_question else question.first_key
            wanted = self.road.answers.get(question.question_id, "")
            if not first or question.answer == wanted or not wanted:
                continue
            options = possible_answers(self.questions[question.question_id])
            if question.kind is QuestionKind.MULTI_CHOICE:
                options = tuple(option.id for option in question.options)
                wanted = next(each for each in wanted.split(",") if each not in question.answer.split(","))
            self.press(KEYS[first + options.index(wanted)], ALT)
            return True
        return False

    def _acts(self, state: ScriptState) -> bool:
        """Do the first action that waits, by its number; where it asks, say yes. It comes to what the road says."""
        for action in state.actions:
            if action.stage is ActionStage.CONFIRM:
                self.press(Qt.Key.Key_Tab)
                self.press(Qt.Key.Key_Space)
                return True
            if action.stage is ActionStage.READY and action.key:
                came_to = [came for (name, _), came in self.road.known.results.items() if name == action.action_id]
                self.bench.scripts.result = ActionState(came_to[0] if came_to else ActionState.DONE)
                self.press(KEYS[action.key], ALT)
                return True
        return False

    def _fill_what_is_left(self) -> None:
        """Next has led to what is left: answer it where the focus is."""
        state = self.bench.state()
        if state.blocked_by is BlockedBy.VERIFY:
            self._check(state)
            return
        left = [each for each in state.questions if each.question_id == state.blocked_question]
        if left:
            self._answer(left[0], self.questions[left[0].question_id])

    def _check(self, state: ScriptState) -> None:
        if self.road.answers.get(state.step_id) == FAILED:
            self.press(Qt.Key.Key_Space)  # nothing can be asked: the focus is on "Could not verify"
            verify = self.bench.state().verify
            assert verify is not None
            assert verify.failed
            return
        needed = next(step.verify for step in self.script.steps if step.id == state.step_id)
        assert needed is not None
        level = max(self.bench.scripts.told.level, needed.level, key=LEVELS.index)
        self.bench.scripts.told = self.bench.scripts.told.model_copy(update={"level": level})
        self.bench.standing.read()

    def _answer(self, question: QuestionState, asked: Question) -> None:
        wanted = self.road.answers[question.question_id]
        if question.kind in TYPED:
            self.write("a word" if question.kind is QuestionKind.TEXT else wanted)
            self.press(Qt.Key.Key_Return)
        elif question.kind is QuestionKind.ACCOUNT:
            self.press(Qt.Key.Key_Down)
        elif question.kind is QuestionKind.MULTI_CHOICE:
            self.press(Qt.Key.Key_Space)
        else:
            for _ in range(1 + possible_answers(asked).index(wanted)):
                self.press(Qt.Key.Key_Right if self._answered(question) else Qt.Key.Key_Space)

    def _answered(self, question: QuestionState) -> bool:
        return bool(self.answer(question.question_id))


@pytest.mark.prove
@pytest.mark.parametrize("script_id", SCRIPTS)
def test_a_script_of_the_library_is_gone_through_by_keys_alone_in_both_languages(
    theme: Theme,
    language: LanguageSwitch,
    qtbot: QtBot,
    bring_up: Callable[[QWidget], None],
    script_id: str,
    full_size: bool,
) -> None:
    script = SCRIPTS[script_id]
    roads, stage = chosen_roads(script, MOST_ROADS if full_size else FEW_ROADS), Stage(bring_up)
    for number, now in enumerate(LANGUAGES):
        language.use(now)
        for road in roads if full_size else roads[number :: len(LANGUAGES)]:
            typist = Typist(theme, qtbot, stage.bring, script, road)
            assert (typist.go_through(), typist.came_by) == (road.walked.outcome, list(road.walked.path))
            assert script.title[now] in words_in(typist.view)
        stage.clear()
    if full_size:
        gone = {way for road in roads for way in road.edges}
        assert edges_of(script) - gone == set()
        ends = {step.outcome for step in script.steps if step.outcome}
        assert {road.walked.outcome for road in roads} == ends

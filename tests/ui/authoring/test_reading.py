"""A script that runs others is seen and tried as it is walked; what only the server knows is told in its text."""

from collections.abc import Callable
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.contract.scripts import ScriptProblem
from agent_desktop.demo.screen_authoring import CHOSEN, Library
from agent_desktop.service_scripts.schema import Script
from agent_desktop.settings import shipped_file
from agent_desktop.ui.authoring.state import Need, checklist, is_ready
from agent_desktop.ui.theme.theme import Theme
from tests.ui.authoring.test_window import Bench
from tests.ui.test_authoring_presenter import Desk

ALT: Final = Qt.KeyboardModifier.AltModifier
RUNNING: Final = (
    (shipped_file("scripts") / "lost-card.yaml").read_text(encoding="utf-8").replace("lost-card", CHOSEN, 1)
)
NO_QUEUE: Final = ScriptProblem(
    problem=ProblemCode.QUEUE_NOT_THERE,
    details={"queue": "crads", "allowed": ["cards"]},
    line=3,
    column=8,
    end_column=12,
    fix="cards",
    is_warning=True,
)
ALIKE: Final = ScriptProblem(problem=ProblemCode.OPENS_ALIKE, details={"other": "lost-card"}, line=1)


def _walked(desk: Desk) -> list[str]:
    whole = desk.authoring.state.whole
    return [step.id for step in whole.steps] if whole is not None else []


def test_the_steps_of_a_script_that_is_run_stand_in_its_place_and_each_is_asked_for_once() -> None:
    library = Library(draft=RUNNING)
    desk = Desk(library)
    own = [step.id for step in desk.authoring.state.read.script.steps]  # type: ignore[union-attr]
    assert "verify" in own

    assert _walked(desk)[:3] == ["greet", "verify-caller.check", "verify-caller.verified"]
    assert "verify" not in _walked(desk)
    desk.authoring.write(RUNNING + "# a word\n")
    desk.wait(2)
    assert sorted(library.read) == [("closing", "1.3"), ("verify-caller", "6.2")]


class Gone(Library):
    """A server that does not give what is run, until it does."""

    gone = True

    def script(self, script_id: str, version: str) -> Script:
        if self.gone:
            raise ClientError(ErrorCode.SERVER_AWAY)
        return super().script(script_id, version)


def test_what_cannot_be_had_leaves_the_script_as_it_is_written_until_the_library_is_read_anew() -> None:
    library = Gone(draft=RUNNING)
    desk = Desk(library)
    assert "verify" in _walked(desk)

    library.gone = False
    desk.authoring.write(RUNNING + "# a word\n")
    desk.wait(2)
    assert "verify" in _walked(desk), "it is not asked for at each letter"
    desk.authoring.open()

    assert "verify" not in _walked(desk)


def test_a_whole_trial_goes_by_the_agents_keys_through_what_is_run(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    bench = Bench(theme, Library(draft=RUNNING), qtbot)
    bring_up(bench.window)
    window, preview = bench.window, bench.window.preview
    window.editor.go_to(bench.presenter.state.read.line_of("verify"))
    assert preview.state.drawn.step_id == "verify-caller.check"  # what an agent sees there

    bench.key(Qt.Key.Key_F5)
    assert preview.state.drawn.step_id == "greet"
    bench.key(Qt.Key.Key_M, ALT)
    bench.key(Qt.Key.Key_Right, ALT)
    assert preview.state.drawn.step_id == "verify-caller.check"
    preview.check_answered(passed=True)
    bench.key(Qt.Key.Key_M, ALT)
    bench.key(Qt.Key.Key_Right, ALT)
    assert preview.state.drawn.step_id == "verify-caller.verified"
    bench.key(Qt.Key.Key_Right, ALT)

    assert preview.state.drawn.step_id == "what_happened"


@pytest.mark.parametrize("found", [NO_QUEUE, ALIKE], ids=lambda each: each.problem)
def test_what_the_server_finds_in_what_was_saved_is_told_with_the_rest_until_the_text_is_another(
    found: ScriptProblem,
) -> None:
    library = Library()
    desk = Desk(library)
    library.found = (found,)
    right = library.live.replace('version: "', 'version: "9.', 1)
    desk.authoring.write(right)
    desk.wait(2)

    (told,) = desk.authoring.state.read.problems
    assert (told.code, told.line, told.is_warning) == (found.problem, found.line, found.is_warning)
    assert (told.fix.new if told.fix is not None else "") == found.fix
    assert is_ready(desk.authoring.state) is found.is_warning
    met = {each.need: each.is_met for each in checklist(desk.authoring.state)}
    assert met[Need.NO_WARNINGS if found.is_warning else Need.NO_ERRORS] is False

    desk.authoring.write(right + "# a word\n")
    desk.wait(0.4)  # it is read, and not saved yet
    assert desk.authoring.state.read.text.endswith("# a word\n")
    assert desk.authoring.state.read.problems == ()


def test_what_both_find_is_told_once() -> None:
    library = Library()
    desk = Desk(library)
    desk.authoring.write(library.live.replace("next: explain", "next: nowhere", 1))
    desk.wait(0.4)
    (own,) = desk.authoring.state.read.errors
    library.found = (ScriptProblem(problem=own.code, details={**own.details}, line=own.line, column=own.column),)

    desk.wait(2)

    assert [each.code for each in desk.authoring.state.read.errors] == [own.code]


def test_a_phrase_is_found_in_the_texts_and_its_line_opened_by_keys(
    theme: Theme, bring_up: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    bench = Bench(theme, Library(), qtbot)
    bring_up(bench.window)
    found = bench.window.list
    bench.window.authoring.choose("lost-card")
    line = next(n for n, each in enumerate(bench.server.draft_text.split("\n"), 1) if "id: do_block" in each)

    bench.key(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(found.filter, "ID: do_block")
    assert found.listed() == []  # typing has not rested yet
    bench.later()
    assert (found.listed(), found.lines()) == ([CHOSEN], [(CHOSEN, line)])

    found.view.setFocus()
    for _ in range(2):
        bench.key(Qt.Key.Key_Down)
    bench.key(Qt.Key.Key_Return)
    assert bench.presenter.state.chosen == CHOSEN
    assert bench.window.editor.textCursor().blockNumber() + 1 == line
    found.filter.setText("ID: do_blocked")
    assert found.listed() == [], "what was found before does not hold what is typed now"
    found.filter.clear()
    assert found.lines() == []
    assert len(found.listed()) > 10

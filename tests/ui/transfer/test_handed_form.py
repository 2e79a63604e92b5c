"""The complaint form that came along with a note: what it says, and who may go on with it when."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from agent_desktop.demo.screen_complaints import WORDS
from agent_desktop.demo.screen_four import FORM
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.transfer.note.handed_form import HandedFormBox
from agent_desktop.ui.widgets.buttons import CommandButton
from tests.ui.reading import the, words_in


@pytest.fixture
def box(theme: Theme, bring_up: Callable[[QWidget], None]) -> HandedFormBox:
    made = HandedFormBox(theme)
    bring_up(made)
    return made


def test_whoever_is_asked_reads_it_and_goes_on_with_it_once_the_caller_is_theirs(box: HandedFormBox) -> None:
    chosen: list[bool] = []
    box.go_on_chosen.connect(lambda: chosen.append(True))
    box.display(FORM, theirs=False)
    said = words_in(box)
    assert WORDS.what in said
    assert "Files that came along: statement-may.pdf" in said
    assert "still with" not in said
    assert "Once the caller is yours, Alt+C goes on with it." in said
    assert not the(box, CommandButton).isVisible()

    box.display(FORM, theirs=True)
    the(box, CommandButton).click()
    assert chosen == [True]
    box.display(FORM.model_copy(update={"files": 2}), theirs=False)
    assert "Files that are still with Amy Wong: 2" in words_in(box)


def test_one_that_is_taken_or_not_there_is_not_shown_and_one_that_cannot_be_read_says_so(box: HandedFormBox) -> None:
    for form in (None, FORM.model_copy(update={"taken_by_id": FORM.from_agent_id})):
        box.display(form, theirs=True)
        assert box.isHidden()

    box.display(FORM.model_copy(update={"content": {}}), theirs=True)
    assert "It was written by another version of the program." in words_in(box)
    assert not the(box, CommandButton).isEnabled()

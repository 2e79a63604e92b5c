"""*Was this a complaint?* in the wrap-up of a call, where the note says so: answered by a key, and counted."""

import sqlalchemy as sa
from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from agent_desktop.records.complaint_questions.models import ComplaintQuestionRow
from agent_desktop.ui.call_bar.presenter import SlotKind
from agent_desktop.ui.complaints.form.question import QuestionBand
from agent_desktop.ui.widgets.buttons import CommandButton
from tests.server.floor import Floor
from tests.ui.desk.conftest import Driver
from tests.ui.desk.test_complaining import in_a_call
from tests.ui.reading import words_in


def answers(floor: Floor) -> list[tuple[str, str]]:
    with Session(floor.engine) as session:
        return [(row.answer.value, row.cause.value) for row in session.scalars(sa.select(ComplaintQuestionRow))]


def wraps_up(driver: Driver, floor: Floor, note: str) -> QuestionBand:
    """A call is over whose note is this; return what asks."""
    call_sid = in_a_call(driver, floor)
    driver.views.notes.focus_field()
    driver.type(note)
    band = driver.views.complaint_question
    assert not band.isVisible(), "not while they talk"
    floor.hang_up(call_sid)
    driver.until_slot(SlotKind.WRAP_UP)
    driver.until(lambda: driver.presenters.complaint.dissatisfied_words)
    return band


def test_the_note_suggests_it_and_the_key_of_its_button_opens_the_form_and_is_counted(
    driver: Driver, floor: Floor
) -> None:
    band = wraps_up(driver, floor, "She is unhappy and wants to complain about the fee")
    driver.until(band.isVisible)
    said = words_in(band)
    assert "Was this a complaint?" in said
    assert "Your note says" in said

    driver.press(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)

    driver.until(lambda: driver.presenters.complaint.state.open)
    assert not band.isVisible()
    driver.until(lambda: answers(floor) == [("yes", "words")])
    # What it is about is found by the initials of its Chinese name, 分期手续费, with the bank's own tree.
    driver.until(lambda: driver.presenters.complaint.state.prefill is not None)
    driver.type("fqsxf")
    driver.press(Qt.Key.Key_Return)
    words = driver.presenters.forms.view.words
    assert words is not None
    assert words.category == "cards.charges.instalment"


def test_no_puts_it_away_for_this_call_and_a_note_without_such_words_asks_nothing(driver: Driver, floor: Floor) -> None:
    band = wraps_up(driver, floor, "He made no complaint")
    assert not band.isVisible()
    driver.type(". His wife complained")
    driver.until(band.isVisible)
    no = next(each for each in band.findChildren(CommandButton) if each.text() == "No")
    no.click()
    assert not band.isVisible()
    driver.type(" twice, and they complained again")
    assert not band.isVisible()
    driver.until(lambda: answers(floor) == [("no", "words")])

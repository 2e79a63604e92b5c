"""Calls are reviewed by the scorecard, and the agent reads it, on the screen."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid5

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.quality import ReviewState
from agent_desktop.demo.quality_bank import ROOT, Bank
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_quality import own_window, quality_window
from agent_desktop.ui.quality.card_presenter import Lists
from agent_desktop.ui.quality.own_window import OwnQualityWindow
from agent_desktop.ui.quality.window import QualityWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.fields import ChoiceField
from agent_desktop.ui.widgets.labels import TextLabel

CTRL_RETURN = (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def window(theme: Theme, bank: Bank, bring_up: Callable[[QWidget], None]) -> QualityWindow:
    window = quality_window(theme, bank)
    bring_up(window)
    window.start()
    return window


@pytest.fixture
def own(theme: Theme, bank: Bank, bring_up: Callable[[QWidget], None]) -> OwnQualityWindow:
    window = own_window(theme, bank)
    bring_up(window)
    window.start()
    return window


def said(window: QWidget) -> str:
    return "\n".join(each.full_text() for each in window.findChildren(TextLabel) if each.isVisible())


def choose(field: ChoiceField, value: str) -> None:
    row = field.findData(value)
    field.setCurrentIndex(row)
    field.activated.emit(row)


def begun(window: QualityWindow) -> QualityWindow:
    window.calls.selectRow(1)
    window.card.begin.click()
    return window


def test_a_call_is_reviewed_kept_and_published(window: QualityWindow, bank: Bank, qtbot: QtBot) -> None:
    begun(window)
    rows = window.card.scorecard.rows

    for code, row in rows.items():
        choose(row.points, str(row.question.points if code != "greeting" else 2))
    rows["greeting"].note.setText("说了银行，没说姓名")
    rows["greeting"].note.textEdited.emit("说了银行，没说姓名")
    window.card.summary.setPlainText("Calm and quick.")
    assert "being kept" in said(window)
    qtbot.waitUntil(lambda: window.quality.state.kept)

    assert {each.code: each.points for each in bank.saves[-1].answers}["greeting"] == 2
    assert bank.saves[-1].answers[0].note == "说了银行，没说姓名"
    assert "97.5 %" in said(window)
    qtbot.keyClick(window, *CTRL_RETURN)
    assert window.quality.state.review is not None
    assert window.quality.state.review.state is ReviewState.PUBLISHED
    assert "Published. The agent sees it now." in said(window)
    assert not rows["greeting"].points.isEnabled()


def test_what_was_given_is_kept_before_another_call_is_looked_at_and_when_the_window_goes(
    window: QualityWindow, bank: Bank
) -> None:
    begun(window)
    choose(window.card.scorecard.rows["greeting"].points, "4")
    window.calls.selectRow(2)
    assert [each.points for each in bank.saves[-1].answers] == [4]

    window.calls.selectRow(3)
    window.card.begin.click()
    choose(window.card.scorecard.rows["greeting"].points, "3")
    window.close()

    assert [each.points for each in bank.saves[-1].answers] == [3]


def test_what_the_server_does_not_take_stays_on_the_card_and_says_why(window: QualityWindow, bank: Bank) -> None:
    begun(window)
    bank.refuses = ClientError(ErrorCode.QUALITY_REFUSED, {"problem": "move_closed"})
    choose(window.card.scorecard.rows["greeting"].points, "4")
    window.quality.card.keep()

    assert "It is past that. Look at where it stands now." in said(window)
    assert window.card.scorecard.rows["greeting"].points.currentData() == "4"
    assert not window.quality.state.kept
    bank.refuses = None
    window.quality.card.keep()
    assert window.quality.state.kept


def test_a_disputed_review_shows_what_the_agent_says_and_is_settled_with_a_word(
    window: QualityWindow, bank: Bank, qtbot: QtBot
) -> None:
    window.quality.list_what(Lists.REVIEWS)
    window.reviews.selectRow(1)
    assert "The agent says: The line was bad: I had to ask again." in said(window)

    window.card.why.setText("Heard again: agreed.")
    choose(window.card.scorecard.rows["greeting"].points, "5")
    qtbot.keyClick(window, *CTRL_RETURN)

    review = bank.reviews[uuid5(ROOT, "review 2")]
    assert (review.state, review.history[-1].words) == (ReviewState.SETTLED, "Heard again: agreed.")
    assert next(each.points for each in review.answers if each.code == "greeting") == 5


def test_some_calls_are_drawn_by_chance_and_a_note_is_sent_to_the_agent(window: QualityWindow, bank: Bank) -> None:
    window.sample.click()
    assert "5 of 9, drawn by chance" in said(window)
    begun(window)
    window.card.note.setPlainText("  先看左侧栏。 ")
    window.card.again.setCurrentIndex(2)

    window.card.coach.click()

    (note,) = bank.notes
    assert (note.text, note.look_again_on) == ("先看左侧栏。", NOW.date() + timedelta(days=14))
    assert window.card.note.toPlainText() == ""
    assert "The note was sent to the agent." in said(window)


def test_what_was_recorded_of_the_call_can_be_heard_where_there_is_a_contact(
    window: QualityWindow, qtbot: QtBot
) -> None:
    window.calls.selectRow(0)
    assert not window.card.hear.isVisible()
    window.calls.selectRow(1)
    with qtbot.waitSignal(window.hear_wanted) as heard:
        window.card.hear.click()
    assert heard.args == [uuid5(ROOT, "contact 1")]


def test_an_agent_reads_what_was_given_for_what_and_says_that_they_see_it_otherwise(
    own: OwnQualityWindow, bank: Bank
) -> None:
    own.table.selectRow(2)
    assert "90.0 %" in said(own)
    assert "Mean of the last 90 days: 83.4 %" in said(own)
    row = own.scorecard.rows["greeting"]
    assert (row.points.isEnabled(), row.note.text()) == (False, "04:10 asked for the card number again")

    own.words.setPlainText("I had to: the line was bad.")
    own.dispute.click()

    review = bank.reviews[uuid5(ROOT, "review 3")]
    assert (review.state, review.history[-1].words) == (ReviewState.DISPUTED, "I had to: the line was bad.")
    assert not own.agree.isVisible()


def test_an_agent_answers_a_note(own: OwnQualityWindow, bank: Bank, qtbot: QtBot) -> None:
    own.table.selectRow(3)
    assert "Before you ask the caller for anything" in said(own)
    own.words.setPlainText("好的。")
    qtbot.keyClick(own, *CTRL_RETURN)
    assert [each.words for each in bank.answered] == ["好的。"]


def test_a_server_that_is_away_and_nothing_to_review_are_said_in_words(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    away, nothing, own = (
        quality_window(theme, Bank(away=True)),
        quality_window(theme, Bank(nothing=True)),
        own_window(theme, Bank(nothing=True)),
    )
    for window in (away, nothing, own):
        bring_up(window)
        window.start()

    assert "The list cannot be read now" in said(away)
    assert "No such call" in said(nothing)
    assert "No review of your calls yet" in said(own)

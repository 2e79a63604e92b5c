"""Reviewers score one call apart on the screen, see how far apart they were, and agree; notes are read and closed."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4, uuid5

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.quality import CalibrationState, GivenPoints
from agent_desktop.demo.calibration_bank import CalibrationBank
from agent_desktop.demo.quality_bank import AGENTS, HELEN, ROOT, Bank, given_of, scorecards
from agent_desktop.demo.screen_calibration import FIRST, SECOND
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_quality import quality_window
from agent_desktop.ui.quality.calibration_presenter import CalibrationPresenter
from agent_desktop.ui.quality.window import QualityWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from tests.client.support import HeldTasks
from tests.ui.quality.test_windows import choose, said

CTRL = Qt.KeyboardModifier.ControlModifier
OMAR = uuid5(ROOT, "Omar Lee")


@pytest.fixture
def bank() -> CalibrationBank:
    return CalibrationBank()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked before it was done; each is answered with yes."""
    titles: list[str] = []

    def agree(dialog: ConfirmDialog) -> int:
        titles.append(dialog.windowTitle())
        return 1

    monkeypatch.setattr(ConfirmDialog, "exec", agree)
    return titles


@pytest.fixture
def window(theme: Theme, bank: CalibrationBank, bring_up: Callable[[QWidget], None], qtbot: QtBot) -> QualityWindow:
    window = quality_window(theme, Bank(), bank)
    bring_up(window)
    window.start()
    qtbot.keyClick(window, Qt.Key.Key_3, CTRL)
    return window


def test_a_score_is_given_blind_kept_as_a_draft_and_handed_in_once(
    window: QualityWindow, bank: CalibrationBank, asked: list[str], qtbot: QtBot
) -> None:
    assert "1 to score" in said(window)
    window.calibrations.table.selectRow(0)
    assert "June: disputes" in said(window)
    assert not window.panel.results.isVisible()
    rows = window.panel.scorecard.rows
    for code, row in rows.items():
        if code != "greeting":
            choose(row.points, str(row.question.points))
    assert not window.panel.hand_in.isEnabled()
    assert "1 question not looked at yet" in said(window)
    qtbot.waitUntil(lambda: window.calibrating.state.kept)
    assert len(bank.drafts[-1].answers) == len(rows) - 1

    window.calibrations.table.selectRow(1)
    window.calibrations.table.selectRow(0)
    choose(rows["greeting"].points, "2")
    qtbot.keyClick(window, Qt.Key.Key_Return, CTRL)

    assert asked == ["Hand in your score?"]
    assert bank.gave[FIRST][HELEN][-1] == GivenPoints(code="greeting", points=2)
    assert window.panel.results.isVisible()
    assert "Omar Lee" in said(window)
    greeting = next(bar for bar in window.panel.results.bars if bar.spread.code == "greeting")
    assert (greeting.spread.lowest, greeting.spread.highest) == (1, 2)
    assert greeting.accessibleName() == "1 to 2 of 5, mean 1.3"
    assert greeting.grab().toImage() != window.panel.results.bars[1].grab().toImage()
    assert window.calibrating.state.listed is not None
    assert not any(each.mine_is_wanted for each in window.calibrating.state.listed)


def test_what_is_agreed_on_closes_it_and_shows_how_far_off_each_reviewer_was(
    window: QualityWindow, bank: CalibrationBank, asked: list[str], qtbot: QtBot
) -> None:
    window.calibrating.choose(SECOND)
    qtbot.keyClick(window, Qt.Key.Key_Return, CTRL)  # settle what is agreed on
    rows = window.panel.scorecard.rows
    assert rows["verified"].points.currentData() == "15"  # all gave it alike
    qtbot.keyClicks(window.panel.words, "3 of 5")
    window.panel.back.click()
    assert window.panel.results.isVisible()
    window.panel.agree.click()
    for code, row in rows.items():
        choose(row.points, str(row.question.points if code != "greeting" else 3))
    bank.give(SECOND, OMAR, given_of(scorecards()[0], 8))  # meanwhile
    qtbot.keyClick(window, Qt.Key.Key_Return, CTRL)
    assert window.calibrating.state.problem is not None
    assert window.panel.words.text() == "3 of 5"
    window.panel.agree.click() if window.panel.agree.isVisible() else None
    qtbot.keyClick(window, Qt.Key.Key_Return, CTRL)

    assert asked == ["Close the calibration?", "Close the calibration?"]
    assert bank.closes[-1].words == "3 of 5"
    shown = window.calibrating.state.shown
    assert shown is not None
    assert shown.state is CalibrationState.CLOSED
    assert "% from what was agreed on" in said(window)
    assert "What was agreed on" in said(window)
    assert not window.panel.call_off.isVisible()


def test_one_that_nobody_scores_is_called_off_with_a_word(
    window: QualityWindow, bank: CalibrationBank, asked: list[str], qtbot: QtBot
) -> None:
    window.calibrations.table.selectRow(0)
    assert not window.panel.call_off.isEnabled()
    qtbot.keyClicks(window.panel.words, "The wrong call.")
    window.panel.call_off.click()
    assert asked == ["Call the calibration off?"]
    assert (bank.closes[-1].agreed, bank.closes[-1].words) == ((), "The wrong call.")


def test_one_is_begun_from_the_call_that_shows(window: QualityWindow, bank: CalibrationBank, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    window.calls.selectRow(1)
    window.card.calibrate.click()
    begin = window.panel.begin
    assert "Calibrate with a call of Ken Yip" in said(window)
    assert not begin.ask.isEnabled()
    qtbot.keyClicks(begin.name, "July")
    begin.ticks[HELEN].setChecked(True)
    assert not begin.ask.isEnabled()
    begin.ticks[OMAR].setChecked(True)
    bank.refuses = ClientError(ErrorCode.SERVER_AWAY)
    begin.ask.click()
    assert "The server does not answer" in said(window)
    bank.refuses = None
    begin.ask.click()

    begun = next(each for each in bank.kept.values() if each.name == "July")
    assert begun.due_on == NOW.date() + timedelta(days=7)
    assert {each.reviewer_id for each in begun.scores} == {HELEN, OMAR}
    assert window.calibrating.state.chosen == begun.calibration_id
    assert window.panel.hand_in.isVisible()


def test_what_is_given_while_a_draft_is_on_its_way_is_sent_after_it_and_a_refusal_loses_nothing() -> None:
    bank, tasks = CalibrationBank(), HeldTasks()
    presenter = CalibrationPresenter(bank, tasks)
    presenter.read()
    tasks.run_all()
    presenter.choose(FIRST)
    presenter.give(GivenPoints(code="greeting", points=1))
    presenter.keep()
    presenter.give(GivenPoints(code="greeting", points=2))
    presenter.choose(SECOND)
    tasks.run_all()
    assert [each.answers[0].points for each in bank.drafts] == [1, 2]

    presenter.choose(FIRST)
    bank.refuses = ClientError(ErrorCode.SERVER_AWAY)
    presenter.give(GivenPoints(code="greeting", points=3))
    presenter.keep()
    tasks.run_all()
    assert (presenter.state.kept, presenter.state.answers["greeting"].points) == (False, 3)
    bank.refuses = None
    presenter.read()
    tasks.run_all()
    assert (presenter.state.kept, bank.drafts[-1].answers[0].points) == (True, 3)
    presenter.begin("Nothing is begun", "service_call", (HELEN, uuid4()), date(2026, 7, 1))
    assert not tasks.held


def test_no_calibration_and_a_server_that_is_away_are_said_in_words(
    theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    for others, words in (
        (CalibrationBank(nothing=True), "No calibration yet"),
        (CalibrationBank(nothing=True, away=True), "The list cannot be read now"),
    ):
        window = quality_window(theme, Bank(), others)
        bring_up(window)
        window.start()
        window.show_list("calibrations")
        assert words in said(window)


def test_the_notes_of_an_agent_are_read_when_they_are_wanted_and_one_is_closed(
    window: QualityWindow, bank: CalibrationBank, qtbot: QtBot
) -> None:
    window.show_list("reviews")
    assert not window.notes.isVisible()
    window.reviews.selectRow(1)
    assert window.notes.notes.state.notes is None  # nobody asked: nothing is read, nothing stands in the audit
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.AltModifier)

    assert "好的，我会先看左侧栏。" in said(window)
    assert "Closed" in said(window)
    note = bank.written[uuid5(ROOT, "coaching 1")]
    row = window.notes.rows[note.note_id]
    row.words.setText("It has come about.")
    bank.written[note.note_id] = note.model_copy(update={"version": 3, "answer": "Now I do."})
    row.close_it.click()
    assert "Now I do." in said(window)
    row = window.notes.rows[note.note_id]
    assert row.words.text() == "It has come about."
    row.close_it.click()

    assert bank.written[note.note_id].closing_words == "It has come about."
    window.reviews.selectRow(0)
    assert window.notes.notes.state.agent_id == AGENTS[0].agent_id
    assert "Nobody has written to this agent yet." in said(window)

"""One complaint: what may be done now, what each deed asks for, and what happens where two people change it at once."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import JsonValue
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.complaint_clocks import AskExtension, PauseClock
from agent_desktop.contract.complaint_parts import AddTask, ProposeRedress
from agent_desktop.contract.complaint_work import CaseField, FieldConflict, Move, Need
from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.surveys import AnswerSurvey, Surveys, SurveyState
from agent_desktop.demo import screen_case_papers as papers
from agent_desktop.demo import screen_case_parts as parts
from agent_desktop.demo.screen_case_bank import CaseBank, case_page
from agent_desktop.demo.screen_case_samples import OWNERS, named
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.complaints.cases.case.conflict import BOTH, THEIRS
from agent_desktop.ui.complaints.cases.case.page import CasePage
from agent_desktop.ui.complaints.cases.case.presenter import CaseKind
from agent_desktop.ui.complaints.cases.case.story import story_of
from agent_desktop.ui.complaints.cases.surveys.card import gap_text
from agent_desktop.ui.complaints.small_form import read_money
from agent_desktop.ui.complaints.words import (
    MOVE_ICONS,
    STATE_LOOKS,
    field_word,
    lack_sentence,
    move_word,
    need_word,
    problem_word,
    state_word,
)
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import ChoiceField, TextField


@pytest.fixture
def shown(theme: Theme, bring_up: Callable[[QWidget], None]) -> Callable[..., tuple[CasePage, CaseBank]]:
    def show(**how: object) -> tuple[CasePage, CaseBank]:
        bank = CaseBank(**how)  # type: ignore[arg-type]
        page = case_page(theme, bank)
        bring_up(page)
        return page, bank

    return show


def _texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _fill(page: CasePage, **values: str) -> None:
    fields = page.view.form._fields
    for code, value in values.items():
        field = fields[code]
        if isinstance(field, TextField):
            field.setPlainText(value)
        elif isinstance(field, ChoiceField):
            assert field.findData(value) >= 0, (code, value)
            field.setCurrentIndex(field.findData(value))
        else:
            field.setText(value)  # type: ignore[attr-defined]


def _press(widget: QWidget, words: str) -> None:
    QApplication.processEvents()  # rows that were made anew are shown
    next(each for each in widget.findChildren(CommandButton) if each.text() == words and each.isVisible()).click()


def test_only_the_moves_that_the_server_offers_are_there_and_what_lacks_is_said(
    shown: Callable[..., tuple[CasePage, CaseBank]],
) -> None:
    page, _ = shown()
    head = page.view.head
    assert set(head.moves) == {each.move for each in parts.CASE.moves}
    assert not head.moves[Move.CLOSE].isEnabled()
    assert "Close: Decide the redress first, or say that none is given." in _texts(page)
    assert head.moves[Move.PROPOSE_ANSWER].hasFocus()


def test_a_move_asks_for_what_it_needs_and_nothing_is_sent_before_that_is_there(
    shown: Callable[..., tuple[CasePage, CaseBank]], qtbot: QtBot
) -> None:
    page, bank = shown()
    page.view.head.moves[Move.PROPOSE_ANSWER].click()
    form = page.view.form
    assert [each.code for each in form.spec.fields] == [Need.ANSWER, Need.ROOT_CAUSE, Need.RESULT, Need.REASON]  # type: ignore[union-attr]
    assert not page.view.head.moves[Move.WAIT_FOR_CUSTOMER].isEnabled()  # one thing at a time

    assert page.finish()
    assert bank.work.moves == []
    assert _texts(form).count("This is needed.") == 3

    _fill(page, answer="We pay it back.", root_cause="unclear_fee", result="upheld")
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sent = bank.work.moves[0]
    assert (sent.move, sent.answer, sent.root_cause, sent.result) == (
        Move.PROPOSE_ANSWER,
        "We pay it back.",
        "unclear_fee",
        "upheld",
    )
    assert sent.seen_version == parts.CASE.version
    assert form.isHidden()  # done: it goes by itself


def test_what_was_typed_stays_where_the_server_refuses_and_the_case_is_read_anew(
    shown: Callable[..., tuple[CasePage, CaseBank]],
) -> None:
    page, bank = shown()
    page.view.head.moves[Move.WAIT_FOR_CUSTOMER].click()
    _fill(page, reason="Waits for the form", until="2026-06-20")
    bank.work.problem = ErrorCode.STALE_VERSION
    assert page.finish()
    assert page.view.form.values()["reason"] == "Waits for the form"
    assert page.view.form.isVisible()

    bank.work.problem = None
    assert page.finish()
    assert bank.work.moves[-1].until == date(2026, 6, 20)


def test_an_edit_sends_only_what_differs_from_the_version_that_it_was_begun_with(
    shown: Callable[..., tuple[CasePage, CaseBank]],
) -> None:
    page, bank = shown()
    page.deeds.edit()
    newer = bank.work.shown.model_copy(update={"version": 12, "note": "Ken wrote this meanwhile."})
    bank.work.shown = newer
    page.look()  # somebody else's change comes while the form is open
    _fill(page, amount="270")
    assert page.finish()
    change = bank.work.changes[0]
    assert change.fields == {CaseField.AMOUNT}
    assert (change.seen_version, change.edit.amount) == (parts.CASE.version, Decimal("270.00"))


def test_where_both_changed_the_same_field_both_values_are_shown_and_none_is_lost(
    shown: Callable[..., tuple[CasePage, CaseBank]],
) -> None:
    page, bank = shown()
    ago = NOW - timedelta(minutes=3)
    bank.work.conflicts = (
        FieldConflict(field=CaseField.AMOUNT, before="250", yours="270", theirs="260", by_name="Ken Yip", at=ago),
        FieldConflict(field=CaseField.NOTE, before="a", yours="mine", theirs="theirs", by_name="Ken Yip", at=ago),
    )
    wanted: dict[CaseField, JsonValue] = {CaseField.AMOUNT: "270", CaseField.NOTE: "mine", CaseField.LEGAL: True}
    page.presenters.case.change(wanted, 8)
    said = {row.accessibleName() for row in page.view.conflict.answers.values()}
    assert {"Yours: 270.00", "Ken Yip, today 10:39: 260.00", "Both, theirs first"} <= said

    page.view.conflict.answers[CaseField.AMOUNT, THEIRS].click()
    page.view.conflict.answers[CaseField.NOTE, BOTH].click()
    assert page.finish()
    merged = bank.work.changes[-1]
    assert merged.fields == {CaseField.AMOUNT, CaseField.NOTE, CaseField.LEGAL}
    assert (merged.edit.amount, merged.edit.note, merged.edit.legal) == (Decimal(260), "theirs\nmine", True)
    assert merged.seen_version == page.presenters.case.state.case.version - 1  # type: ignore[union-attr]
    assert page.view.conflict.isHidden()

    bank.work.merged = frozenset({CaseField.SEVERITY})
    page.presenters.case.change({CaseField.LEGAL: False}, 9)
    assert "Somebody else had changed Severity meanwhile; that stays too." in _texts(page)


def test_owner_tasks_redress_and_more_time_are_asked_for_in_the_same_small_form(
    shown: Callable[..., tuple[CasePage, CaseBank]],
) -> None:
    page, bank = shown()
    page.deeds.hand_over()
    _fill(page, owner_id=str(OWNERS[2].owner_id), backup_id="", reason="On leave")
    page.finish()
    assigned = bank.work.assigned[0]
    assert (assigned.owner_id, assigned.backup_id, assigned.reason) == (OWNERS[2].owner_id, None, "On leave")

    page.view.open_tab(1)
    page.parts.add_task()
    _fill(page, department="payments", due_on="2026-06-19", words="When was it sent?")
    page.finish()
    page.parts.propose_redress()
    _fill(page, kind="refund", amount="", reason="Fee not named")
    page.finish()
    assert "Say how much." in _texts(page)
    _fill(page, amount="260")
    page.finish()
    page.parts.propose_redress()
    _fill(page, kind="none", reason="Nothing went wrong")
    page.finish()
    task, refund, nothing = bank.parts.done
    assert isinstance(task, AddTask)
    assert (task.department, task.due_at.date().isoformat()) == ("payments", "2026-06-19")
    assert isinstance(refund, ProposeRedress)
    assert isinstance(nothing, ProposeRedress)
    assert (refund.amount, refund.currency) == (Decimal("260.00"), "HKD")
    assert (nothing.kind, nothing.amount, nothing.currency) == ("none", None, None)

    buttons = page.view.clocks.findChildren(CommandButton)
    assert "Stop the clock" not in [each.text() for each in buttons], "the rule of Hong Kong lets nobody"
    answer, *others = bank.clocks.told.clocks
    may_pause = answer.model_copy(update={"rule": answer.rule.model_copy(update={"may_pause": True})})
    bank.clocks.told = bank.clocks.told.model_copy(update={"clocks": (may_pause, *others)})
    _press(page.view.clocks, "More time: 60 days in all")
    _fill(page, reason="The other bank has not answered")
    page.finish()
    _press(page.view.clocks, "Stop the clock")
    _fill(page, reason="Waits for the customer")
    page.finish()
    more, stop = bank.clocks.asked
    assert isinstance(more, AskExtension)
    assert isinstance(stop, PauseClock)
    assert (more.stage, stop.seen_version) == ("60", 1)
    assert page.view.form.isHidden()


def test_a_letter_is_seen_before_it_goes_out_and_never_goes_as_it_was_not_seen(
    shown: Callable[..., tuple[CasePage, CaseBank]],
) -> None:
    page, bank = shown()
    letters = page.presenters.letters
    letters.write("final_answer")
    assert page.letter.paper.pages.document.pageCount() == 1
    assert "You should have been told of the" in page.letter.paper.pages.accessibleDescription()
    assert page.letter.send.isEnabled()

    letters.fill(words={"findings": ""})
    assert not page.letter.send.isEnabled()  # what is seen is not what would go
    letters.draw()
    assert "Still to be filled in: What we found" in _texts(page)
    letters.send()
    assert bank.letters.sent_letters == []

    letters.fill(words={"findings": "The form names our fee only."})
    letters.draw()
    assert page.finish()
    sent = bank.letters.sent_letters[0]
    assert (sent.words["findings"], sent.seen_digest) == ("The form names our fee only.", "d")
    assert letters.state.template is None


def test_files_are_shown_saved_added_and_removed_with_a_reason(
    shown: Callable[..., tuple[CasePage, CaseBank]], tmp_path: Path
) -> None:
    page, bank = shown()
    page.view.open_tab(2)
    _press(page.view.letters, "Show")
    assert page.paper.pages.document.pageCount() == 1
    page.go_back()
    assert page.view.isVisible()

    page.presenters.files.add(tmp_path / "photo.jpg")
    page.parts.remove_file(papers.FILES.attachments[1])
    _fill(page, why="Another customer's form")
    page.finish()
    assert getattr(bank.files.asked[-1], "why", "") == "Another customer's form"


def test_the_history_is_a_story_and_scores_say_what_was_expected(
    shown: Callable[..., tuple[CasePage, CaseBank]],
) -> None:
    page, _ = shown(surveys=papers.ANSWERED)
    said = [chapter.said for chapter in story_of(parts.HISTORY, None)]
    assert said[:3] == ["Redress proposed", "Changed: Amount in dispute", "Task for Payments"]
    assert said[-2:] == ["Given to Amy Wong", "Recorded"]
    assert "Found 3.5 of 5" in _texts(page)
    assert "had expected 4.5, that is \u22121.0" in _texts(page)
    assert gap_text(Decimal("0.4")) == "+0.4"


def test_answers_of_a_survey_are_noted_question_by_question(shown: Callable[..., tuple[CasePage, CaseBank]]) -> None:
    asked = papers.SURVEY.model_copy(update={"state": SurveyState.ASKED, "perceived": None, "scores": ()})
    page, bank = shown(surveys=Surveys(surveys=(asked,)))
    _press(page.view.surveys, "Note the answers")
    _fill(page, **{"result.perceived": "4", "result.expected": "5", "speed.perceived": "3", "comment": "Friendly"})
    page.finish()
    noted = bank.surveys.asked[0]
    assert isinstance(noted, AnswerSurvey)
    assert [(each.question, each.perceived, each.expected) for each in noted.scores] == [
        ("result", 4, 5),
        ("speed", 3, None),
    ]
    assert noted.comment == "Friendly"


def test_who_may_not_see_it_is_told_so_and_what_is_old_says_so(
    shown: Callable[..., tuple[CasePage, CaseBank]],
) -> None:
    page, _ = shown(problem=ErrorCode.COMPLAINT_NOT_FOUND)
    assert "This complaint is not open to you" in _texts(page)
    page, _ = shown(problem=ErrorCode.SERVER_AWAY)
    assert "The complaint cannot be read now" in _texts(page)

    page, bank = shown()
    bank.work.problem = ErrorCode.SERVER_AWAY
    page.look()
    assert page.presenters.case.state.kind is CaseKind.READY
    assert "What is shown may be old." in _texts(page)


def test_keys_lead_to_the_customer_to_the_next_part_and_back(
    shown: Callable[..., tuple[CasePage, CaseBank]], qtbot: QtBot
) -> None:
    page, _ = shown()
    with qtbot.waitSignal(page.customer_chosen) as told:
        page.show_customer()
    assert told.args == [named("Ms Grace Ho")]
    page.view.step_tab(1)
    assert page.view.tasks.isVisible()
    page.deeds.hand_over()
    page.go_back()
    assert page.view.form.isHidden()  # first the form
    with qtbot.waitSignal(page.back_chosen):
        page.go_back()


def test_every_word_of_the_contract_has_one_here() -> None:
    assert all(state_word(each) and each in STATE_LOOKS for each in ComplaintState)
    assert all(move_word(each) and each in MOVE_ICONS for each in Move)
    assert all(need_word(each) and lack_sentence(each) for each in Need)
    assert all(field_word(each) for each in CaseField)
    assert (state_word("new_state"), move_word("new"), field_word("new"), problem_word("new")) == (
        "new_state",
        "new",
        "new",
        "new",
    )


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,286.40", "1286.40"),
        ("1286.4", "1286.40"),
        ("1\uff0c286", "1286.00"),
        ("-3", None),
        ("1.234", None),
        ("x", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, amount: str | None) -> None:
    assert read_money(text) == (Decimal(amount) if amount is not None else None)


def test_what_was_typed_into_a_form_of_a_case_is_there_again_after_a_crash_and_gone_once_it_is_sent_or_put_away(
    shown: Callable[..., tuple[CasePage, CaseBank]], qtbot: QtBot
) -> None:
    kept = Kept()
    page, _ = shown()
    page.keep_words(kept)
    page.view.head.moves[Move.PROPOSE_ANSWER].click()
    _fill(page, answer="We pay it back.", root_cause="unclear_fee")
    (place,) = kept.places
    assert place.endswith(f"{parts.CASE.complaint_id}/move.propose_answer")
    assert kept.places[place] == {"answer": "We pay it back.", "root_cause": "unclear_fee"}

    again, bank = shown()
    again.keep_words(kept)
    again.view.head.moves[Move.PROPOSE_ANSWER].click()
    assert again.view.form.values()["answer"] == "We pay it back."
    _fill(again, result="upheld")
    again.view.form.finish()
    assert bank.work.moves[0].answer == "We pay it back."
    assert kept.places == {}
    page.view.form.cancelled.emit()
    assert kept.places == {}


class Kept:
    """Stands in for the journal."""

    def __init__(self) -> None:
        self.places: dict[str, dict[str, str | bool]] = {}

    def find(self, place: str) -> Mapping[str, str | bool]:
        return self.places.get(place, {})

    def keep(self, place: str, values: Mapping[str, str | bool]) -> None:
        self.places[place] = dict(values)

    def drop(self, place: str) -> None:
        self.places.pop(place, None)

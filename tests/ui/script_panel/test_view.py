from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethod
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import Language
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.scripts import ListedScript
from agent_desktop.service_scripts.schema import Option, QuestionKind
from agent_desktop.service_scripts.variables import Piece
from agent_desktop.ui.script_panel.presenter import (
    BlockedBy,
    MustSayState,
    QuestionState,
    ScriptKind,
    ScriptSaving,
    ScriptState,
    StepMark,
    StepStatus,
)
from agent_desktop.ui.script_panel.rows import MustSayRow
from agent_desktop.ui.script_panel.say_block import SayBlock
from agent_desktop.ui.script_panel.state import Fault
from agent_desktop.ui.script_panel.view import ScriptView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.answer_row import AnswerRow
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.menu_button import MenuButton
from tests.ui.reading import named, the, words_in
from tests.ui.typing import commit, compose

MADE_IT = QuestionState(
    "made_it",
    QuestionKind.CHOICE,
    {"en": "Did she make it?", "zh": "是她做的吗？"},
    True,
    (
        Option(id="yes", label={"en": "Yes, she made it", "zh": "是"}),
        Option(id="no", label={"en": "No, she did not", "zh": "不是"}),
    ),
    500,
)
CARD_HERE = QuestionState("card", QuestionKind.YES_NO, {"en": "Card with her?", "zh": "卡在身边吗？"}, True, (), 500)
LAST_USED = QuestionState("last", QuestionKind.DATE, {"en": "Last used", "zh": "最后使用"}, False, (), 500)
OTHER = ListedScript(script_id="lost", version="1.0", title={"en": "Lost card"})
NOTICE = {"en": (Piece("This call is recorded."),), "zh": (Piece("本次通话会被录音。"),)}

READY = ScriptState(
    kind=ScriptKind.READY,
    script_id="card",
    version="3.2",
    title={"en": "Transaction not recognised", "zh": "不认识的交易"},
    steps=(
        StepMark("greet", {"en": "Greet", "zh": "问候"}, StepStatus.DONE),
        StepMark("confirm", {"en": "Confirm", "zh": "确认"}, StepStatus.CURRENT),
        StepMark("block", {"en": "Block", "zh": "冻结"}, StepStatus.TO_DO),
    ),
    step_id="confirm",
    step_number=2,
    step_title={"en": "Confirm", "zh": "确认"},
    say={
        "en": (Piece("Ms Ho", is_variable=True), Piece(", did you make it?")),
        "zh": (Piece("何女士", is_variable=True), Piece("，是您做的吗？")),
    },
    main_question=MADE_IT,
    questions=(CARD_HERE, LAST_USED),
    must_says=(MustSayState("notice", NOTICE), MustSayState("block", NOTICE)),
    must_left=2,
    can_go_back=True,
    next_title={"en": "Block", "zh": "冻结"},
    blocked_by=BlockedBy.MUST_SAY,
)


@pytest.fixture
def view(theme: Theme, bring_up: Callable[[QWidget], None]) -> ScriptView:
    made = ScriptView(theme)
    made.resize(388, 620)
    made.display(READY)
    bring_up(made)
    return made


def rows(view: ScriptView) -> list[AnswerRow]:
    return [row for row in view.findChildren(AnswerRow) if row.isVisible()]


def texts(view: QWidget) -> str:
    return " | ".join(label.full_text() for label in view.findChildren(TextLabel) if label.isVisible())


def test_what_to_say_is_shown_in_quotation_marks_with_its_facts(view: ScriptView) -> None:
    assert the(view, SayBlock).text() == "“Ms Ho, did you make it?”"
    assert "Step 2 of 3 · Confirm" in texts(view)


def test_an_answer_is_asked_for_and_drawn_only_once_the_presenter_has_it(view: ScriptView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.answered) as asked:
        qtbot.mouseClick(rows(view)[1], Qt.MouseButton.LeftButton)

    assert asked.args == ["made_it", "no"]
    assert [row.isChecked() for row in rows(view)] == [False, False]

    view.display(replace(READY, main_question=replace(MADE_IT, answer="no")))
    assert [row.isChecked() for row in rows(view)] == [False, True]


def test_the_keyboard_reaches_every_answer(view: ScriptView, qtbot: QtBot) -> None:
    view.focus_first()
    qtbot.keyClick(rows(view)[0], Qt.Key.Key_Down)
    assert rows(view)[1].hasFocus()

    with qtbot.waitSignal(view.answered) as asked:
        qtbot.keyClick(rows(view)[1], Qt.Key.Key_Return)
    assert asked.args == ["made_it", "no"]

    with qtbot.waitSignal(view.answered) as asked:
        view.choose_answer(1)
    assert asked.args == ["made_it", "yes"]
    view.choose_answer(9)


def test_a_click_on_an_answer_leaves_the_focus_in_the_field_being_typed_in(
    theme: Theme, qtbot: QtBot, bring_up: Callable[[QWidget], None]
) -> None:
    window, field, view = QWidget(), QLineEdit(), ScriptView(theme)
    column = QVBoxLayout(window)
    column.addWidget(view)
    column.addWidget(field)
    view.display(READY)
    bring_up(window)
    field.setFocus()

    qtbot.mouseClick(rows(view)[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.findChildren(MustSayRow)[0], Qt.MouseButton.LeftButton)

    assert field.hasFocus()


def test_the_next_must_say_is_the_first_one_left(view: ScriptView, qtbot: QtBot) -> None:
    said = MustSayState("notice", NOTICE, datetime.now(UTC), said_call_seconds=21)
    view.display(replace(READY, must_says=(said, READY.must_says[1]), must_left=1))

    with qtbot.waitSignal(view.must_say_toggled) as asked:
        view.tick_next_must_say()

    assert asked.args == ["block"]
    first, second = view.findChildren(MustSayRow)
    assert first.isChecked()
    assert first.accessibleDescription() == "said 00:21"
    assert second.accessibleDescription() == "Alt+M"
    assert "1 left" in texts(view)


def test_next_is_off_with_a_reason_and_on_without_one(view: ScriptView) -> None:
    following = next(each for each in view.findChildren(CommandButton) if each.text() == "Next: Block")
    assert not following.isEnabled()
    assert "must be said" in following.toolTip()

    view.display(replace(READY, blocked_by=BlockedBy.ANSWER, blocked_question="card"))
    assert "Next opens once “Card with her?” is answered." in texts(view)

    view.display(replace(READY, blocked_by=None, can_go_on=True))
    assert following.isEnabled()


def test_a_date_that_is_none_is_told_next_to_its_field_but_not_while_it_is_typed(
    view: ScriptView, qtbot: QtBot
) -> None:
    field = the(view, LineField)
    field.setFocus()
    with qtbot.waitSignal(view.answered) as asked:
        qtbot.keyClicks(field, "1")
    assert asked.args == ["last", "1"]
    view.display(replace(READY, questions=(CARD_HERE, replace(LAST_USED, answer="1", fault=Fault.NOT_A_DATE))))
    assert "is not a date" not in texts(view)

    field.clearFocus()
    view.display(
        replace(READY, questions=(CARD_HERE, replace(LAST_USED, answer="1", fault=Fault.NOT_A_DATE)), must_left=1)
    )
    assert "“1” is not a date. Write it as 2026-06-18, or T for today." in texts(view)


def test_what_is_being_typed_is_never_written_over(view: ScriptView, qtbot: QtBot) -> None:
    field = the(view, LineField)
    field.setFocus()
    qtbot.keyClicks(field, "2026-06")

    view.display(replace(READY, questions=(CARD_HERE, replace(LAST_USED, answer="2026"))))

    assert field.text() == "2026-06"
    assert field.hasFocus()


def test_going_on_keeps_the_focus_in_the_guide(view: ScriptView) -> None:
    view.focus_first()

    view.display(replace(READY, step_id="block", main_question=replace(MADE_IT, question_id="other")))

    assert rows(view)[0].hasFocus()


def test_the_language_of_what_is_said_turns_without_the_window(view: ScriptView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view._say_switch, Qt.MouseButton.LeftButton)

    assert the(view, SayBlock).text() == "“何女士，是您做的吗？”"
    assert "Say this" in texts(view)


def test_both_languages_stand_under_each_other_when_asked_for(view: ScriptView) -> None:
    view.set_both(True)

    said = [each.text() for each in view.findChildren(SayBlock) if each.isVisible()]
    assert said == ["“Ms Ho, did you make it?”", "“何女士，是您做的吗？”"]


def test_everything_turns_with_the_language_of_the_window(
    view: ScriptView, language: LanguageSwitch, qtbot: QtBot
) -> None:
    language.use("zh")

    qtbot.waitUntil(lambda: "确认" in texts(view))
    assert the(view, SayBlock).text() == "“何女士，是您做的吗？”"
    assert [row.text() for row in rows(view)] == ["是", "不是"]
    assert "Next" not in " ".join(button.text() for button in view.findChildren(CommandButton))


def test_a_script_that_did_not_come_says_why_and_can_be_read_again(view: ScriptView, qtbot: QtBot) -> None:
    view.display(ScriptState(kind=ScriptKind.FAILED, problem=Problem(ErrorCode.SERVER_AWAY)))
    assert "The script is not here" in texts(view)
    again = next(each for each in view.findChildren(CommandButton) if each.isVisible() and each.text() == "Try again")

    with qtbot.waitSignal(view.retry_chosen):
        again.click()


@pytest.mark.parametrize(
    ("saving", "words"),
    [(ScriptSaving.KEPT_HERE, "Kept on this computer"), (ScriptSaving.REFUSED, "Not saved"), (ScriptSaving.SAVED, "")],
)
def test_how_the_run_is_kept_is_said_where_it_is_not_saved(view: ScriptView, saving: ScriptSaving, words: str) -> None:
    view.display(replace(READY, saving=saving))

    assert words in texts(view)


def test_a_finished_call_leaves_nothing_to_press(view: ScriptView) -> None:
    view.display(replace(READY, read_only=True))

    assert not any(row.isEnabled() for row in rows(view))
    assert the(view, LineField).isReadOnly()


def test_nothing_in_the_guide_is_cut_at_any_width_or_size(view: ScriptView, theme: Theme, qtbot: QtBot) -> None:
    for scale in (100, 125):
        theme.choose(text_scale=scale)
        for width in (340, 388, 480):
            view.resize(width, 620)
            qtbot.waitUntil(lambda width=width: view.width() == width)  # type: ignore[misc]
            qtbot.waitUntil(lambda: view._page._content.width() <= view._page.viewport().width())


def test_a_low_column_shows_what_to_say_to_ask_and_to_tick_without_scrolling(
    qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    for scale, width, height in ((100, 348, 444), (125, 435, 573)):
        theme.choose(text_scale=scale)
        view = ScriptView(theme)
        view.resize(width, height)
        view.display(READY)
        bring_up(view)
        qtbot.waitUntil(lambda view=view, height=height: view.height() == height)  # type: ignore[misc]
        scroll = view._page
        for part in (the(view, SayBlock), *rows(view), *view.findChildren(MustSayRow)):
            bottom = part.mapTo(scroll.viewport(), part.rect().bottomLeft()).y()
            assert 0 <= bottom <= scroll.viewport().height(), f"{part.accessibleName()} at {scale} %"


def test_room_shows_the_name_of_the_script_and_a_low_column_keeps_its_step_and_the_way_to_another(
    view: ScriptView, qtbot: QtBot
) -> None:
    choices = (ListedScript(script_id="card", version="3.2", title={"en": "Transaction not recognised"}), OTHER)
    view.display(replace(READY, choices=choices))
    assert "Transaction not recognised" in texts(view)

    view.resize(348, 430)
    qtbot.waitUntil(lambda: view.height() == 430)
    assert "2/3 · Confirm" in texts(view)
    change = the(view, MenuButton)
    assert change.isVisible()
    assert change.accessibleName() == "Change the script: Transaction not recognised"


def test_an_answer_brings_what_is_left_to_do_into_view(
    view: ScriptView, qtbot: QtBot, bring_up: Callable[[QWidget], None]
) -> None:
    view.resize(340, 300)
    qtbot.waitUntil(lambda: view.height() == 300)
    last = the(view, MustSayRow)
    assert view._page.verticalScrollBar().value() == 0

    view.display(replace(READY, main_question=replace(MADE_IT, answer="no")))
    qtbot.waitUntil(lambda: view._page.verticalScrollBar().value() > 0)
    shown = view._page.viewport().rect().contains(last.mapTo(view._page.viewport(), last.rect().center()))
    assert shown


def test_words_still_being_composed_are_an_answer_when_their_step_is_built_anew(
    view: ScriptView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = replace(CARD_HERE, question_id="words", kind=QuestionKind.TEXT)
    view.display(replace(READY, step_id="ask", questions=(asked,)))
    field = named(view, "Card with her?", LineField)
    field.setFocus()
    compose(field, "ka")
    left = ["卡"]
    monkeypatch.setattr(QInputMethod, "commit", lambda _: commit(field, left.pop()) if left else None)

    def take(question: str, answer: str) -> None:
        view.display(replace(READY, step_id="block", questions=(replace(LAST_USED, question_id=question),)))
        given.append((question, answer))

    given: list[tuple[str, str]] = []
    view.answered.connect(take)
    view.display(replace(READY, step_id="block", questions=(LAST_USED,)))

    assert given == [("words", "卡")]
    assert named(view, "Last used", LineField).text() == ""


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("en", "This script has another version now. You go on in it; the answers that fit it are kept."),
        ("zh", "该脚本已有新版本，后续步骤按新版本进行；仍适用的回答已保留。"),
    ],
)
def test_a_call_that_goes_on_in_another_version_says_so(
    view: ScriptView, language: LanguageSwitch, spoken: Language, words: str
) -> None:
    language.use(spoken)
    view.display(READY)
    assert words not in words_in(view)

    view.display(replace(READY, version="4.0", moved_from="3.2"))

    assert words in words_in(view)

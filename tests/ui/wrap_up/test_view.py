from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import Problem
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Disposition, DispositionGroup
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.answer_row import AnswerRow
from agent_desktop.ui.widgets.fields import LineField
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel
from agent_desktop.ui.wrap_up.presenter import WrapUpState
from agent_desktop.ui.wrap_up.view import WrapUpView
from telephony.contract import AgentState, ChosenReason, EndCause, NextState, WrapUp, WrapUpMode
from tests.ui.conftest import NOW
from tests.ui.reading import button, the, words_in

OUTCOMES = tuple(
    Disposition(code=code, name={"en": english, "zh": chinese})
    for code, english, chinese in (
        ("resolved", "Resolved", "已解决"),
        ("card_blocked", "Card blocked", "已冻结卡片"),
        ("follow_up", "Needs follow-up", "需要跟进"),
    )
)
OPEN = WrapUpState(
    visible=True, dispositions=OUTCOMES, caller_name="Ms Ho", end_cause=EndCause.CALLER_HUNG_UP, since_at=NOW
)


@pytest.fixture
def view(theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> WrapUpView:
    made = WrapUpView(theme, ticker)
    made.resize(388, 520)
    made.display(OPEN)
    bring_up(made)
    return made


def shown(view: WrapUpView) -> list[str]:
    return [row.text() for row in view.findChildren(AnswerRow) if row.isVisible()]


def test_the_outcome_is_found_and_chosen_without_the_mouse(view: WrapUpView, qtbot: QtBot) -> None:
    view.focus_first()
    field = the(view, LineField)
    qtbot.keyClicks(field, "block")
    assert shown(view) == ["Card blocked"]

    with qtbot.waitSignal(view.disposition_chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert chosen.args == ["card_blocked"]


def test_the_list_is_reached_with_the_arrow_keys(view: WrapUpView, qtbot: QtBot) -> None:
    view.focus_first()
    qtbot.keyClick(the(view, LineField), Qt.Key.Key_Down)
    first = QApplication.focusWidget()
    assert isinstance(first, AnswerRow)
    qtbot.keyClick(first, Qt.Key.Key_Down)

    with qtbot.waitSignal(view.disposition_chosen) as chosen:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)

    assert chosen.args == ["card_blocked"]


def test_the_numbers_count_what_is_shown(view: WrapUpView, qtbot: QtBot) -> None:
    qtbot.keyClicks(the(view, LineField), "o")
    assert shown(view) == ["Resolved", "Card blocked", "Needs follow-up"]
    the(view, LineField).setText("")
    qtbot.keyClicks(the(view, LineField), "need")

    with qtbot.waitSignal(view.disposition_chosen) as chosen:
        view.choose_number(1)

    assert chosen.args == ["follow_up"]


def test_what_matches_nothing_is_named(view: WrapUpView, qtbot: QtBot) -> None:
    qtbot.keyClicks(the(view, LineField), "xyz")

    assert shown(view) == []
    assert "No outcome matches “xyz”." in words_in(view)


def test_finishing_without_an_outcome_leads_to_the_field_and_says_why(view: WrapUpView, qtbot: QtBot) -> None:
    finish = button(view, "Finish")
    assert finish.isEnabled()
    with qtbot.waitSignal(view.finish_chosen):
        finish.click()

    view.display(replace(OPEN, problem=Problem(ErrorCode.DISPOSITION_NEEDED)))

    assert the(view, LineField).hasFocus()
    assert "Choose an outcome before you finish." in words_in(view)


def test_a_list_that_did_not_come_can_be_read_again(view: WrapUpView, qtbot: QtBot) -> None:
    view.display(replace(OPEN, dispositions=(), disposition_problem=Problem(ErrorCode.SERVER_AWAY)))

    with qtbot.waitSignal(view.retry_chosen):
        button(view, "Try again").click()


def test_the_next_call_starts_with_an_empty_search(view: WrapUpView, qtbot: QtBot) -> None:
    qtbot.keyClicks(the(view, LineField), "block")
    view.display(WrapUpState(dispositions=OUTCOMES))

    view.display(OPEN)

    assert the(view, LineField).text() == ""
    assert len(shown(view)) == 3


def test_outcomes_are_found_in_either_language_and_shown_in_the_one_in_use(
    view: WrapUpView, language: LanguageSwitch, qtbot: QtBot
) -> None:
    language.use("zh")
    qtbot.waitUntil(lambda: shown(view) == ["已解决", "已冻结卡片", "需要跟进"])

    qtbot.keyClicks(the(view, LineField), "block")

    assert shown(view) == ["已冻结卡片"]


CARDS = DispositionGroup(code="cards", name={"en": "Cards", "zh": "信用卡"})
TREE = (
    OUTCOMES[0],
    OUTCOMES[1].model_copy(update={"groups": (CARDS,), "initials": ("ydjkp", "xyk")}),
    OUTCOMES[2].model_copy(update={"initials": ("xygj",)}),
)
TIMED = WrapUp(mode=WrapUpMode.TIMED, limit_at=NOW + timedelta(seconds=40), extensions_left=1, extension_seconds=60)


def test_a_group_opens_and_closes_and_stands_among_the_numbers(view: WrapUpView, qtbot: QtBot) -> None:
    view.display(replace(OPEN, dispositions=TREE))
    assert shown(view) == ["Resolved", "Cards", "Needs follow-up"]

    view.choose_number(2)
    assert shown(view) == ["Resolved", "Cards", "Card blocked", "Needs follow-up"]
    with qtbot.waitSignal(view.disposition_chosen) as chosen:
        view.choose_number(3)
    assert chosen.args == ["card_blocked"]

    view.choose_number(2)
    assert shown(view) == ["Resolved", "Cards", "Needs follow-up"]


@pytest.mark.parametrize("text", ["block", "card_bl", "冻结", "ydjk", "信用"])
def test_an_outcome_is_found_in_its_group_by_name_code_or_pinyin_initials(
    view: WrapUpView, qtbot: QtBot, text: str
) -> None:
    view.display(replace(OPEN, dispositions=TREE))
    field = the(view, LineField)
    field.setFocus()
    field.insert(text)
    field.textEdited.emit(text)
    assert shown(view) == ["Cards", "Card blocked"]

    with qtbot.waitSignal(view.disposition_chosen) as chosen:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert chosen.args == ["card_blocked"]


def test_the_chosen_outcome_is_seen_in_its_group(view: WrapUpView) -> None:
    view.display(replace(OPEN, dispositions=TREE, chosen="card_blocked"))

    assert "Card blocked" in shown(view)


def test_a_limit_is_counted_down_and_can_be_put_off(view: WrapUpView, qtbot: QtBot) -> None:
    view.display(replace(OPEN, rules=TIMED, can_extend=True))

    assert the(view, TimerLabel).text() == "00:40"
    assert "left" in words_in(view)
    with qtbot.waitSignal(view.extend_chosen):
        button(view, "01:00 more").click()


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (WrapUp(mode=WrapUpMode.AGENT_ENDS), "It lasts until you finish."),
        (TIMED.model_copy(update={"mode": WrapUpMode.FIXED}), "not before."),
        (TIMED, "if an outcome is chosen, or when you finish."),
        (TIMED.model_copy(update={"outcome_required": False}), ", or when you finish."),
        (TIMED.model_copy(update={"overdue": True}), "The time is up. Choose an outcome: that ends the wrap-up."),
    ],
)
def test_how_it_ends_is_said(view: WrapUpView, rules: WrapUp, said: str) -> None:
    view.display(replace(OPEN, rules=rules))

    assert said in words_in(view)
    assert button(view, "Finish").isEnabled() is (rules.mode is not WrapUpMode.FIXED)


def test_what_comes_after_it_is_said(view: WrapUpView) -> None:
    view.display(replace(OPEN, next=NextState(state=AgentState.NOT_READY, reason=ChosenReason.LUNCH)))

    assert "Then you are not ready, as you chose." in words_in(view)


def test_during_a_call_it_is_no_wrap_up_and_leads_back_to_the_script(view: WrapUpView, qtbot: QtBot) -> None:
    in_call = WrapUpState(in_call=True, dispositions=OUTCOMES)
    view.display(in_call)
    assert "What the call came to" in words_in(view)
    assert not the(view, TimerLabel).isVisible()
    with qtbot.waitSignal(view.back_chosen):
        button(view, "Back to the script").click()

    view.focus_first()
    with qtbot.waitSignal(view.back_chosen):
        qtbot.keyClick(the(view, LineField), Qt.Key.Key_Escape)

    view.display(replace(in_call, chosen="card_blocked"))
    assert "Not kept yet: Card blocked" in words_in(view)
    view.display(replace(in_call, chosen="card_blocked", kept=True))
    assert "Kept: Card blocked" in words_in(view)

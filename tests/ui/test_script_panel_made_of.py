"""What an action is made of: another answer makes another action of it, and what was done before stands beside it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.base import Language
from agent_desktop.contract.scripts import ActionState
from agent_desktop.contract.verification import Level
from agent_desktop.service_scripts.schema import Script
from agent_desktop.ui.customer.checks.presenter import ChecksPresenter
from agent_desktop.ui.desk.script_commands import join_script
from agent_desktop.ui.script_panel.state import ActionStage, Alteration, BlockedBy, DoneBefore
from agent_desktop.ui.script_panel.view import ScriptView
from agent_desktop.ui.shortcuts.actions import KeyActions
from agent_desktop.ui.shortcuts.keys import SCRIPT_ANSWERS, Command
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from tests.client.support import AWAY, START
from tests.ui.reading import words_in
from tests.ui.script_bench import Bench

ALT = Qt.KeyboardModifier.AltModifier
SCRIPT = Script.model_validate(
    {
        "id": "lost-card",
        "version": "1.0",
        "title": {"en": "Time deposit"},
        "steps": [
            {
                "id": "ask",
                "title": {"en": "Ask"},
                "questions": [
                    {"id": "amount", "kind": "money", "label": {"en": "Amount?"}, "currencies": ["HKD"]},
                    {"id": "months", "kind": "number", "label": {"en": "Months?"}},
                    {
                        "id": "then",
                        "kind": "choice",
                        "label": {"en": "At maturity?"},
                        "options": [
                            {"id": "renew", "label": {"en": "Renew", "zh": "续存"}},
                            {"id": "pay_out", "label": {"en": "Pay out", "zh": "支取"}},
                        ],
                    },
                ],
                "next": "open",
            },
            {
                "id": "open",
                "title": {"en": "Open"},
                "must_say": [
                    {
                        "id": "early",
                        "text": {"en": "Early withdrawal costs interest.", "zh": "提前支取会损失利息。"},
                        "before": ["deposit", "receipt"],
                    },
                    {"id": "thanks", "text": {"en": "Thank you."}},
                ],
                "actions": [
                    {
                        "id": "deposit",
                        "kind": "bank.open_time_deposit",
                        "label": {"en": "Open the deposit", "zh": "开立存款"},
                        "with": {
                            "from_account": "acc",
                            "amount": "{{answers.amount}}",
                            "months": "{{answers.months}}",
                            "at_maturity": "{{answers.then}}",
                        },
                        "required": True,
                    },
                    {
                        "id": "receipt",
                        "kind": "message.send",
                        "label": {"en": "Send a receipt", "zh": "发送回执"},
                        "with": {"channel": "sms", "text": "{{answers.amount}}"},
                    },
                ],
                "next": "close",
            },
            {"id": "close", "title": {"en": "Close"}, "outcome": "opened"},
        ],
    }
)


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.scripts.text = SCRIPT
    told = {"values": {"today": "2026-06-16"}, "by_hand": {"message.send"}, "level": Level.FULL}
    made.scripts.told = made.scripts.told.model_copy(update=told)
    return made


def at_open(bench: Bench) -> Bench:
    bench.talk()
    for question, answer in (("amount", "8000 HKD"), ("months", "6"), ("then", "renew")):
        bench.presenter.answered(question, answer)
    bench.presenter.go(1)
    return bench


def said(bench: Bench) -> Bench:
    for statement in ("early", "thanks"):
        bench.presenter.must_say_toggled(statement)
    return bench


def stages(bench: Bench) -> list[ActionStage]:
    return [each.stage for each in bench.state().actions]


def answer_again(bench: Bench, question: str, answer: str) -> None:
    while bench.state().step_id != "ask":
        bench.presenter.go(-1)
    bench.presenter.answered(question, answer)
    bench.presenter.go(1)


def test_another_answer_makes_the_action_one_that_is_not_done_and_tells_what_was(bench: Bench) -> None:
    said(at_open(bench)).presenter.actions.choose("deposit")
    assert (stages(bench)[0], bench.state().can_go_on) == (ActionStage.DONE, True)
    first = bench.state().actions[0].made_of

    answer_again(bench, "amount", "9000 HKD")

    drawn = bench.state().actions[0]
    assert (drawn.stage, bench.state().blocked_by) == (ActionStage.READY, BlockedBy.ACTION)
    assert drawn.made_of != first
    given = {"en": "acc, HKD 8,000.00, For how many months: 6, Renew", "zh": "acc、HKD 8,000.00、存期（月）：6、续存"}
    assert drawn.before == (DoneBefore(ActionStage.DONE, START, given),)

    bench.presenter.actions.choose("deposit")
    assert len(bench.scripts.attempts) == 2
    answer_again(bench, "amount", "8000 HKD")
    drawn = bench.state().actions[0]
    assert (drawn.stage, drawn.made_of, len(drawn.before)) == (ActionStage.DONE, first, 1)


def test_what_another_script_of_the_call_had_the_bank_do_is_done_here_too(bench: Bench) -> None:
    said(at_open(bench)).presenter.actions.choose("deposit")
    (result,) = bench.scripts.told.results
    elsewhere = result.model_copy(update={"script_id": "other", "action_id": "open", "kind": "bank.open_time_deposit"})
    bench.scripts.told = bench.scripts.told.model_copy(update={"results": (elsewhere,)})

    bench.standing.read()
    assert (stages(bench)[0], bench.state().can_go_on) == (ActionStage.DONE, True)

    not_the_banks = elsewhere.model_copy(update={"kind": "message.send"})
    bench.scripts.told = bench.scripts.told.model_copy(update={"results": (not_the_banks,)})
    bench.standing.read()
    assert (stages(bench)[0], bench.state().can_go_on) == (ActionStage.READY, False)


def test_what_the_agent_changes_back_on_the_way_counts_no_longer_and_that_is_told(bench: Bench) -> None:
    said(at_open(bench)).presenter.actions.choose("deposit")
    bench.presenter.go(-1)

    bench.presenter.answered("months", "12")

    assert bench.state().alteration == Alteration({"en": "Months?"}, actions=1)
    bench.presenter.undo()
    assert bench.state().alteration is None
    bench.presenter.go(1)
    assert stages(bench)[0] is ActionStage.DONE


def test_what_was_refused_with_something_else_was_not_done_and_is_not_told(bench: Bench) -> None:
    bench.scripts.result = ActionState.REFUSED
    said(at_open(bench)).presenter.actions.choose("deposit")
    assert stages(bench)[0] is ActionStage.REFUSED

    answer_again(bench, "months", "12")

    assert (stages(bench)[0], bench.state().actions[0].before) == (ActionStage.READY, ())


def test_an_attempt_in_doubt_is_asked_about_with_its_own_answers_only(bench: Bench) -> None:
    bench.scripts.result = ActionState.UNKNOWN
    said(at_open(bench)).presenter.actions.choose("deposit")
    assert stages(bench)[0] is ActionStage.UNKNOWN
    bench.scripts.result = ActionState.DONE

    answer_again(bench, "months", "12")
    assert [each.stage for each in bench.state().actions[0].before] == [ActionStage.UNKNOWN]
    bench.presenter.actions.choose("deposit")

    assert len({command.attempt_id for _, command in bench.scripts.attempts}) == 2
    assert stages(bench)[0] is ActionStage.DONE


def test_an_attempt_without_an_answer_is_told_beside_other_answers_too(bench: Bench) -> None:
    bench.scripts.result = AWAY
    said(at_open(bench)).presenter.actions.choose("deposit")
    assert stages(bench)[0] is ActionStage.UNKNOWN

    answer_again(bench, "months", "12")
    assert stages(bench)[0] is ActionStage.READY
    assert bench.state().actions[0].before == (DoneBefore(ActionStage.UNKNOWN, None),)

    answer_again(bench, "months", "6")
    bench.scripts.result = ActionState.DONE
    bench.presenter.actions.choose("deposit")
    assert (stages(bench)[0], bench.state().actions[0].before) == (ActionStage.DONE, ())
    assert len({command.attempt_id for _, command in bench.scripts.attempts}) == 1


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("en", "Asked for with other details: not known whether it is done."),
        ("zh", "已提交：其他内容，不确定是否已完成。"),
    ],
)
def test_the_guide_says_that_something_else_was_asked_for_and_has_no_answer(
    bench: Bench, theme: Theme, language: LanguageSwitch, qtbot: QtBot, bring_up: Callable[[QWidget], None],
    spoken: Language, words: str,
) -> None:  # fmt: skip
    language.use(spoken)
    seat = Seat(bench, theme, qtbot, bring_up)
    bench.scripts.result = AWAY
    said(at_open(bench)).presenter.actions.choose("deposit")
    assert words not in words_in(seat.view)

    answer_again(bench, "months", "12")

    assert words in words_in(seat.view)


def test_what_must_be_said_before_an_action_keeps_it_off_also_where_it_is_only_ticked(bench: Bench) -> None:
    at_open(bench)
    assert stages(bench) == [ActionStage.SAY_FIRST, ActionStage.SAY_FIRST]
    bench.presenter.actions.choose("deposit")
    bench.presenter.actions.by_hand("receipt")
    assert bench.scripts.attempts == []

    bench.presenter.must_say_toggled("thanks")  # it is before nothing
    assert stages(bench)[0] is ActionStage.SAY_FIRST
    bench.presenter.must_say_toggled("early")

    assert stages(bench) == [ActionStage.READY, ActionStage.HAND_ONLY]


class NoChecks:
    def open(self) -> None:
        raise AssertionError("no check was asked for")


class Seat:
    """Somebody at a keyboard before the guide."""

    def __init__(self, bench: Bench, theme: Theme, qtbot: QtBot, bring_up: Callable[[QWidget], None]) -> None:
        self.bench, self.qtbot = bench, qtbot
        self.view = ScriptView(theme)
        self.view.resize(388, 700)
        join_script(self.view, bench.presenter, cast(ChecksPresenter, NoChecks()))
        bench.presenter.show_to(self.view.display)
        keys = KeyActions(self.view)
        keys.on(Command.MUST_SAY, self.view.tick_next_must_say)
        for number, command in enumerate(SCRIPT_ANSWERS, start=1):
            keys.on(command, partial(self.view.choose_answer, number))
        bring_up(self.view)

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(QApplication.focusWidget() or self.view, key, ALT)


@pytest.mark.parametrize(
    ("spoken", "why", "first"),
    [
        ("en", "Say first what must be said before this, and tick it.", "Say this first, then tick it"),
        ("zh", "请先向客户说明必须告知的内容并勾选，之后才能办理。", "请先告知客户"),
    ],
)
def test_the_key_of_an_action_that_waits_leads_to_what_must_be_said(
    bench: Bench, theme: Theme, language: LanguageSwitch, qtbot: QtBot, bring_up: Callable[[QWidget], None],
    spoken: Language, why: str, first: str,
) -> None:  # fmt: skip
    language.use(spoken)
    seat = Seat(bench, theme, qtbot, bring_up)
    at_open(bench)
    assert why in words_in(seat.view)
    assert first not in words_in(seat.view)

    seat.press(Qt.Key.Key_1)

    assert first in words_in(seat.view)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "early"
    assert bench.scripts.attempts == []
    seat.press(Qt.Key.Key_M)
    assert why not in words_in(seat.view)
    seat.press(Qt.Key.Key_1)
    assert stages(bench)[0] is ActionStage.DONE


@pytest.mark.parametrize(
    ("spoken", "state", "words"),
    [
        ("en", ActionState.DONE, "Done at {time} with acc, HKD 8,000.00, For how many months: 6, Renew."),
        ("zh", ActionState.DONE, "{time} 已办理：acc、HKD 8,000.00、存期（月）：6、续存。"),
        ("en", ActionState.BY_HAND, "Done by hand at {time} with acc, HKD 8,000.00, For how many months: 6, Renew."),
        ("zh", ActionState.BY_HAND, "{time} 已人工办理：acc、HKD 8,000.00、存期（月）：6、续存。"),
        (
            "en",
            ActionState.UNKNOWN,
            "Asked for at {time} with acc, HKD 8,000.00, For how many months: 6, Renew: not known whether it is done.",
        ),
        ("zh", ActionState.UNKNOWN, "{time} 已提交：acc、HKD 8,000.00、存期（月）：6、续存，不确定是否已完成。"),
    ],
)
def test_the_guide_says_what_was_done_before_with_what_and_when(
    bench: Bench, theme: Theme, language: LanguageSwitch, qtbot: QtBot, bring_up: Callable[[QWidget], None],
    spoken: Language, state: ActionState, words: str,
) -> None:  # fmt: skip
    language.use(spoken)
    seat = Seat(bench, theme, qtbot, bring_up)
    bench.scripts.result = state
    said(at_open(bench)).presenter.actions.choose("deposit")

    answer_again(bench, "months", "12")

    assert words.format(time=f"{START.astimezone():%H:%M}") in words_in(seat.view)


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("en", "The bank’s system has done it, and it was ticked as done by hand. Look whether it is done twice."),
        ("zh", "银行系统已办理，而此前也已标记为人工办理。请核对是否重复办理。"),
    ],
)
def test_what_may_be_done_twice_says_so(
    bench: Bench, theme: Theme, language: LanguageSwitch, qtbot: QtBot, bring_up: Callable[[QWidget], None],
    spoken: Language, words: str,
) -> None:  # fmt: skip
    language.use(spoken)
    seat = Seat(bench, theme, qtbot, bring_up)
    said(at_open(bench)).presenter.actions.choose("deposit")
    (done,) = bench.scripts.told.results
    late = done.model_copy(update={"reason": "also_by_hand", "at": datetime(2026, 6, 16, 3, tzinfo=UTC)})
    bench.scripts.told = bench.scripts.told.model_copy(update={"results": (late,)})
    assert words not in words_in(seat.view)

    bench.standing.read()

    assert words in words_in(seat.view)
    assert bench.state().can_go_on

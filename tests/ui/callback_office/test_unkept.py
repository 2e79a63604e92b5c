"""What nobody kept: a supervisor sees it with its history, and gives, moves, ends or opens it again."""

from collections.abc import Callable
from typing import Literal

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.callback_lists import CallbackScope
from agent_desktop.contract.callbacks import (
    CallbackEvent,
    CallbackEventKind,
    CallbackState,
    CallbackStep,
    ChangeCallback,
)
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.demo.screen_unkept import EXPIRED, TAKERS, Unkept, unkept_window
from agent_desktop.ui.callback_office.unkept.presenter import Which
from agent_desktop.ui.callback_office.unkept.window import UnkeptWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.callback_history import event_text
from agent_desktop.ui.widgets.labels import TextLabel


@pytest.fixture
def server() -> Unkept:
    return Unkept()


@pytest.fixture
def window(theme: Theme, server: Unkept, bring_up: Callable[[QWidget], None]) -> UnkeptWindow:
    window = unkept_window(theme, server)
    bring_up(window)
    window.start()
    return window


def said(widget: QWidget) -> str:
    QApplication.processEvents()  # lines of a list that is filled anew are shown with the next turn of the loop
    return "\n".join(each.full_text() for each in widget.findChildren(TextLabel) if each.isVisible())


def commands(server: Unkept) -> list[ChangeCallback]:
    return [each for each in server.asked if isinstance(each, ChangeCallback)]


def test_what_nobody_kept_is_listed_with_what_happened_and_when_they_may_be_called(
    window: UnkeptWindow, server: Unkept, language: LanguageSwitch, qtbot: QtBot
) -> None:
    model = window.table.model()

    assert (CallbackScope.EXPIRED, None) in server.asked
    assert [str(model.index(row, 1).data()) for row in range(model.rowCount())] == [
        "Mr Imran Shah", "Mr Tse Wai Lun", "Mdm Lee Suk Fan",
    ]  # fmt: skip
    assert [str(model.index(row, 3).data()) for row in range(3)] == ["Cards", "Home loans", "General"]
    shown = said(window)
    assert "Moved from 04:42 to 05:42: “In a meeting until then”" in shown
    assert "No answer; next try 06:42: “Rang out after 30 s”" in shown
    assert shown.index("Nobody kept it: a supervisor decides") < shown.index("No answer")
    assert window.slot.count() == 8
    language.use("zh")
    qtbot.waitUntil(lambda: "无人履约：由主管处理" in said(window))


def test_it_is_given_to_a_queue_a_team_or_a_person_and_leaves_the_list(window: UnkeptWindow, server: Unkept) -> None:
    window.give.click()
    assert commands(server) == [], "to whom is not said"
    for place in (1, 3, 6):
        window.words.setText("Please,  today")
        window.to.setCurrentIndex(place)
        window.give.click()

    to_queue, to_team, to_person = commands(server)
    assert (to_queue.step, to_queue.queue_code, to_queue.words) == (CallbackStep.HAND_OVER, "loans", "Please, today")
    assert (to_team.team, to_person.owner_id) == ("Cards", TAKERS.people[1].user_id)
    assert to_queue.seen_version == EXPIRED[0].version
    assert "Nothing to decide" in said(window)


def test_it_is_promised_for_the_next_lawful_time_and_a_refusal_stays_on_the_screen(
    window: UnkeptWindow, server: Unkept
) -> None:
    window.slot.setCurrentIndex(2)
    server.problem = ClientError(ErrorCode.CALLBACK_REFUSED, {"problem": "unlawful_hour"})
    window.promise.click()
    assert window.unkept.state.problem is not None
    server.problem = None
    window.promise.click()

    first, second = commands(server)
    assert (first.step, first.due_at) == (CallbackStep.MOVE, second.due_at)
    assert first.command_id == second.command_id, "the press that was refused is repeated"
    assert window.unkept.state.done is not None


def test_what_is_typed_of_one_stays_with_it_until_it_is_sent(window: UnkeptWindow, server: Unkept) -> None:
    window.words.setText("Ask for the passport")
    window.unkept.select(EXPIRED[1].callback_id)
    assert window.words.text() == ""
    server.listed = (EXPIRED[0], EXPIRED[2])  # a colleague has dealt with the one that is looked at
    window.unkept.read()
    assert window.unkept.state.selected == EXPIRED[0].callback_id
    assert window.words.text() == "Ask for the passport"

    window.add_word.click()
    assert [each.words for each in commands(server)] == ["Ask for the passport"]
    assert window.words.text() == ""


def test_to_end_one_needs_a_word_and_can_be_taken_back(window: UnkeptWindow, server: Unkept) -> None:
    window.cancel.click()
    assert commands(server) == []
    assert window.words.hasFocus()
    window.words.setText("They have moved away")
    window.cancel.click()
    window.unkept.undo()

    cancelled, opened = commands(server)
    assert (cancelled.step, opened.step) == (CallbackStep.CANCEL, CallbackStep.REOPEN)
    assert opened.seen_version == cancelled.seen_version + 1


def test_late_ones_and_all_of_today_can_be_listed_and_a_server_that_is_away_is_said(
    window: UnkeptWindow, server: Unkept
) -> None:
    server.listed = (*EXPIRED, EXPIRED[0].model_copy(update={"is_late": False, "state": CallbackState.OPEN}))
    window.unkept.show_which(Which.LATE)
    assert (CallbackScope.ALL, NOW) in server.asked
    assert window.table.model().rowCount() == 3
    window.unkept.show_which(Which.TODAY)
    assert window.table.model().rowCount() == 4
    server.problem = ClientError(ErrorCode.SERVER_AWAY)
    window.unkept.read()
    assert "The list may not be up to date" in said(window)
    assert window.table.model().rowCount() == 4


@pytest.mark.parametrize("kind", CallbackEventKind)
@pytest.mark.parametrize("tongue", ["en", "zh"])
def test_everything_that_happens_to_a_callback_has_words(
    kind: CallbackEventKind, tongue: Literal["en", "zh"], language: LanguageSwitch
) -> None:
    language.use(tongue)
    event = CallbackEvent(at=NOW, kind=kind, words="code", from_at=NOW, to_at=NOW, from_name="Amy", to_name="Ken")

    text = event_text(event, lambda at: f"{at:%H:%M}")

    assert text
    assert "{" not in text
    assert (tongue == "zh") == any("\u4e00" <= sign <= "\u9fff" for sign in text)
    assert ("code" in text) is (kind is not CallbackEventKind.RETURNED)

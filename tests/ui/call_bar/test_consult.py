"""The slot while three have to do with each other: it is higher, says each party, and every key has its button."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from agent_desktop.demo import screen_four as four
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo import screen_transfers as transfers
from agent_desktop.ui.call_bar.buttons import DEAF_SECONDS, CallButtons
from agent_desktop.ui.call_bar.consult_slot import CONSULT_HEIGHT, ConsultSlot
from agent_desktop.ui.call_bar.presenter import CallSlotState
from agent_desktop.ui.call_bar.view import SLOT_HEIGHT
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.buttons import LinkButton
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.transfer_words import outcome_text, party_text, told_text, transfer_text
from telephony.contract import CallAction, CallerTold, PartyView, TransferOutcome, TransferState
from tests.ui.call_bar.test_view import Bar
from tests.ui.reading import words_in

HAN = range(0x4E00, 0xA000)


@pytest.fixture
def bar(theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> Bar:
    made = Bar(theme, ticker)
    bring_up(made.view)
    return made


def slot_of(bar: Bar) -> ConsultSlot:
    return bar.view.findChildren(ConsultSlot)[0]


def test_the_slot_is_higher_only_while_three_have_to_do_with_each_other(bar: Bar) -> None:
    bar.show(transfers.CONSULTING)
    assert bar.view.height() == CONSULT_HEIGHT
    assert slot_of(bar).isVisible()

    bar.show(samples.TALKING)
    assert bar.view.height() == SLOT_HEIGHT
    assert not slot_of(bar).isVisible()


def test_each_party_is_said_with_how_it_stands(bar: Bar) -> None:
    bar.show(transfers.CONSULTING)

    assert bar.view.accessibleName() == "Ms Grace Ho, On hold. Zhang Min, Consulting"
    said = words_in(slot_of(bar))
    for each in ("of 02:00", "You", "Mic on", "whole call", "Told: please wait"):
        assert each in said


def test_there_is_no_button_to_hang_up_while_the_agent_consults(bar: Bar) -> None:
    bar.show(transfers.CONSULTING)

    assert not bar.view.findChildren(CallButtons)[0].isVisible()
    assert "Hang up" not in words_in(slot_of(bar))


@pytest.mark.parametrize(
    ("state", "word", "action"),
    [
        (transfers.CONSULTING, "Complete transfer", CallAction.COMPLETE_TRANSFER),
        (transfers.RINGING, "Send now", CallAction.COMPLETE_TRANSFER),
        (transfers.CONSULTING, "Conference", CallAction.CONFER),
        (transfers.CONSULTING, "Swap", CallAction.RESUME),
        (transfers.SWAPPED, "Swap", CallAction.HOLD),
        (transfers.CONSULTING, "Cancel & return", CallAction.END_CONSULT),
        (transfers.CONFERRING, "Leave to them", CallAction.LEAVE_CONFERENCE),
        (transfers.SPECIALIST_CONSULTED, "Leave", CallAction.HANG_UP),
    ],
)
def test_each_button_asks_for_its_own(bar: Bar, state: CallSlotState, word: str, action: CallAction) -> None:
    bar.show(state)
    bar.button(word).click()

    assert bar.chosen == [action]


def test_the_caller_is_recovered_from_their_own_box(bar: Bar) -> None:
    bar.show(transfers.RINGING)
    next(each for each in slot_of(bar).findChildren(LinkButton) if each.text() == "Recover caller").click()

    assert bar.chosen == [CallAction.RECOVER_CALLER]


def test_clicks_are_not_heard_right_after_the_transfer_took_a_step(bar: Bar) -> None:
    bar.show(transfers.RINGING)
    bar.show(transfers.CONSULTING, settled=False)
    bar.button("Complete transfer").click()
    assert bar.chosen == []

    bar.now += DEAF_SECONDS
    bar.button("Complete transfer").click()
    assert bar.chosen == [CallAction.COMPLETE_TRANSFER]


def test_the_fourth_has_a_box_of_their_own_and_the_guest_can_be_taken_out(bar: Bar) -> None:
    bar.show(four.FOUR)

    said = bar.view.accessibleName()
    assert "Ken Lau, Conference" in said
    assert "Zhang Min, In the call too" in said
    next(each for each in slot_of(bar).findChildren(LinkButton) if each.text() == "Take out").click()
    assert bar.chosen == [CallAction.REMOVE_GUEST]


def test_in_a_conference_of_three_another_is_added_and_in_one_of_four_nobody(bar: Bar) -> None:
    bar.show(replace(transfers.CONFERRING, enabled=transfers.CONFERRING.enabled | {CallAction.KEEP_GUEST}))
    bar.button("Add another").click()
    assert bar.chosen == [CallAction.KEEP_GUEST]

    bar.show(four.FOUR)
    assert not bar.button("Conference").isEnabled()


def test_who_stays_is_named_on_the_slot_of_the_call_with_the_key_that_takes_them_out(bar: Bar) -> None:
    bar.show(four.GUEST_STAYS)
    assert "Zhang Min is in the call too. Shift+F8 takes them out." in bar.view.accessibleDescription()

    bar.show(four.IS_GUEST)
    assert "You stay in the call, and are never on hold" in bar.view.accessibleDescription()


def test_a_button_that_is_off_says_why(bar: Bar) -> None:
    bar.show(transfers.RINGING)
    assert bar.button("Conference").toolTip() == "Once the specialist is on the line"

    bar.show(transfers.COMPLETING)
    assert bar.button("Complete transfer").toolTip() == "Waiting for the telephone system"
    assert bar.button("Swap").toolTip() == "Another action is under way"


def test_the_specialist_sees_the_boxes_and_may_only_leave(bar: Bar) -> None:
    bar.show(transfers.SPECIALIST_CONSULTED)

    assert "Amy Wong, Consulting" in bar.view.accessibleName()
    assert not bar.button("Complete transfer").isVisible()
    assert bar.button("Leave").isVisible()


def test_how_a_transfer_ended_stands_on_the_slot_of_the_call_that_goes_on(bar: Bar) -> None:
    bar.show(transfers.DECLINED)

    assert "Zhang Min declined. The caller is still yours." in bar.view.accessibleDescription()


def test_whether_the_note_was_read_stands_in_the_specialists_box(bar: Bar) -> None:
    bar.show(transfers.CONSULTING)
    bar.view.show_note("Reading your note")

    assert "Reading your note" in words_in(slot_of(bar))


def _said() -> list[str]:
    return [
        *(outcome_text(each, "") for each in TransferOutcome),
        *(told_text(each) for each in CallerTold if each is not CallerTold.NOTHING),
        *(party_text(each) for each in PartyView),
        *(transfer_text(each) for each in TransferState),
    ]


def test_every_end_every_state_and_all_that_a_caller_is_told_has_words_in_both_languages(
    language: LanguageSwitch,
) -> None:
    english = _said()
    assert all(english)
    language.use("zh")
    chinese = _said()
    language.use("en")

    assert [each for each in chinese if not any(ord(letter) in HAN for letter in each)] == []

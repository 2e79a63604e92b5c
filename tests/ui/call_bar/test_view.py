from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.customers import CallerOutcome
from agent_desktop.demo import screen_outgoing as outgoing
from agent_desktop.demo import screen_samples as samples
from agent_desktop.ui.call_bar.buttons import DEAF_SECONDS, CallButtons
from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.call_bar.view import SLOT_HEIGHT, CallBarView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import ThemeName
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.call_button import CallButton
from agent_desktop.ui.widgets.drawn_panel import DrawnPanel
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import CallAction
from tests.ui.reading import the, words_in


class Bar:
    """The call slot on a clock of its own."""

    def __init__(self, theme: Theme, ticker: Ticker) -> None:
        self.now = 100.0
        self.view = CallBarView(theme, ticker, lambda: self.now)
        self.view.resize(1280, SLOT_HEIGHT)
        self.chosen: list[CallAction] = []
        self.view.action_chosen.connect(self.chosen.append)
        self.declined: list[str] = []
        self.view.decline_chosen.connect(self.declined.append)

    def show(self, state: CallSlotState, *, settled: bool = True) -> None:
        self.view.display(state)
        if settled:
            self.now += DEAF_SECONDS

    def button(self, word: str) -> CallButton:
        return next(button for button in self.view.findChildren(CallButton) if button.text() == word)

    def place(self, word: str) -> tuple[QPoint, QPoint]:
        button = self.button(word)
        top = button.mapTo(self.view, QPoint(0, 0))
        return top, top + QPoint(button.width(), button.height())


@pytest.fixture
def bar(theme: Theme, ticker: Ticker, bring_up: Callable[[QWidget], None]) -> Bar:
    made = Bar(theme, ticker)
    bring_up(made.view)
    return made


def test_what_came_with_a_call_stands_beside_why_they_call(bar: Bar) -> None:
    bar.show(replace(samples.RINGING, carried=(("X-Branch", "Central"), ("Topic", "card"))))
    assert "Branch: Central  ·  Topic: card" in bar.view.accessibleDescription()
    bar.show(replace(samples.RINGING, menu_path=(), carried=(("X-Branch", "Central"),)))
    assert "Branch: Central" in bar.view.accessibleDescription()
    bar.show(samples.RINGING)
    assert "Branch" not in bar.view.accessibleDescription()


def test_a_ringing_call_that_was_made_ready_looks_as_one_that_was_not(bar: Bar) -> None:
    bar.show(samples.RINGING)
    plain = bar.view.grab().toImage()
    described = bar.view.accessibleDescription()
    bar.show(samples.NO_CALL)

    bar.view.make_ready(samples.RINGING)
    waiting = bar.view.accessibleDescription()
    bar.show(samples.RINGING)

    assert waiting != described == bar.view.accessibleDescription()
    assert bar.view.grab().toImage() == plain


@pytest.mark.parametrize(
    "state",
    [
        samples.NO_CALL,
        samples.RINGING,
        samples.CONNECTING,
        samples.TALKING,
        samples.HELD,
        samples.AFTER,
        samples.LINE_LOST,
        samples.ringing_from(CallerOutcome.WITHHELD),
    ],
)
def test_the_slot_keeps_its_height_whatever_the_call_does(bar: Bar, state: CallSlotState) -> None:
    bar.show(state)

    assert bar.view.height() == SLOT_HEIGHT
    assert bar.view.accessibleName()


def test_a_call_that_we_made_is_said_to_be_outgoing_from_dialling_to_wrap_up(
    bar: Bar, language: LanguageSwitch
) -> None:
    stages = (
        (outgoing.DIALLING, "Outgoing · Dialling", "呼出 · 拨号中"),
        (outgoing.ALERTING, "Outgoing · Ringing", "呼出 · 响铃中"),
        (outgoing.OUTGOING_TALK, "Outgoing · Connected", "呼出 · 通话中"),
        (outgoing.NOT_ANSWERED, "Outgoing · Wrap-up", None),
    )
    for state, english, _ in stages:
        bar.show(state)
        assert english in bar.view.accessibleDescription()
    language.use("zh")
    for state, _, chinese in stages:
        bar.show(state)
        assert (chinese or "呼出 · ") in bar.view.accessibleDescription()
    bar.show(samples.TALKING)
    assert "呼出" not in bar.view.accessibleDescription()


def test_answer_and_hang_up_share_no_place(bar: Bar, qtbot: QtBot) -> None:
    bar.show(samples.RINGING)
    qtbot.wait(0)
    answer_left, answer_right = bar.place("Answer")
    bar.show(samples.TALKING)
    qtbot.wait(0)
    hang_up_left, hang_up_right = bar.place("Hang up")

    assert answer_right.x() <= hang_up_left.x() or hang_up_right.x() <= answer_left.x()


def test_clicks_are_not_heard_right_after_the_slot_has_changed(bar: Bar, qtbot: QtBot) -> None:
    bar.show(samples.RINGING)
    bar.show(samples.TALKING, settled=False)
    bar.button("Hang up").click()
    assert bar.chosen == []

    bar.now += DEAF_SECONDS
    bar.button("Hang up").click()
    assert bar.chosen == [CallAction.HANG_UP]


def test_a_change_of_the_timer_or_the_buttons_does_not_make_the_slot_deaf(bar: Bar) -> None:
    bar.show(samples.TALKING)
    bar.show(samples.MUTED, settled=False)
    bar.button("Unmute").click()

    assert bar.chosen == [CallAction.UNMUTE]


def test_hold_becomes_resume_in_the_same_place(bar: Bar, qtbot: QtBot) -> None:
    bar.show(samples.TALKING)
    qtbot.wait(0)
    hold = bar.place("Hold")
    bar.show(samples.HELD)
    qtbot.wait(0)

    assert bar.place("Resume") == hold
    bar.button("Resume").click()
    assert bar.chosen == [CallAction.RESUME]


def test_a_toggle_is_drawn_on_by_the_servers_word_and_not_by_the_click(bar: Bar) -> None:
    bar.show(samples.TALKING)
    mute = bar.button("Mute")
    mute.click()

    assert not mute.is_on()
    bar.show(samples.MUTED)
    assert mute.is_on()


def test_while_the_server_is_asked_every_button_is_off_and_says_why(bar: Bar) -> None:
    bar.show(samples.HOLDING)
    buttons = [bar.button(word) for word in ("Hold", "Mute", "Hang up")]

    assert not any(button.isEnabled() for button in buttons)
    assert all(button.toolTip() for button in buttons)


def test_without_a_link_the_slot_says_that_the_call_goes_on(bar: Bar) -> None:
    bar.show(samples.CUT_OFF)
    assert "No link, the call goes on" in words_in(bar.view)
    bar.show(replace(samples.CUT_OFF, enabled=frozenset()))
    assert "call goes on" in bar.button("Hang up").toolTip()

    bar.show(replace(samples.AFTER, link_lost=True))
    assert "No link" not in words_in(bar.view)


def test_why_they_call_takes_the_room_that_who_calls_leaves(bar: Bar) -> None:
    bar.show(replace(samples.TALKING, caller_name="Ms Ho"))
    panel = the(bar.view, DrawnPanel)
    bar.view.resize(1120, SLOT_HEIGHT)
    assert panel.cut_texts() == []

    while not panel.cut_texts():
        bar.view.resize(bar.view.width() - 10, SLOT_HEIGHT)
    assert panel.cut_texts() == ["Cards  ›  Transactions  ›  “I don’t know this charge”"]
    assert panel.width() < 2 * panel.fontMetrics().horizontalAdvance(panel.cut_texts()[0])


def test_a_wrap_up_that_is_counted_down_says_that_the_time_is_what_is_left(bar: Bar) -> None:
    bar.show(samples.AFTER_TIMED)
    assert "left" in words_in(bar.view)

    bar.show(samples.AFTER)
    assert "left" not in words_in(bar.view)


def test_the_slot_says_what_the_call_came_to_and_whether_the_server_has_it(bar: Bar) -> None:
    bar.show(samples.TALKING)
    outcome = bar.button("Outcome")
    assert outcome.toolTip() == "None chosen yet"

    for kept, told in ((False, "Not kept yet: Card blocked"), (True, "Card blocked")):
        bar.view.show_outcome("Card blocked", kept=kept)
        assert outcome.toolTip() == told
        assert told in outcome.accessibleDescription()
    bar.view.show_outcome("Card blocked", "No longer on the list.", kept=False)
    assert outcome.toolTip() == "No longer on the list."


def test_no_button_is_shown_where_there_is_nothing_to_do(bar: Bar) -> None:
    for state in (samples.NO_CALL, samples.AFTER):
        bar.show(state)
        assert not any(button.isVisible() for button in bar.view.findChildren(CallButton))


def test_an_unknown_caller_is_named_as_such(bar: Bar) -> None:
    for outcome, word in (
        (CallerOutcome.UNKNOWN, "Unknown caller"),
        (CallerOutcome.WITHHELD, "Number withheld"),
        (CallerOutcome.SEVERAL, "One of several customers"),
    ):
        bar.show(samples.ringing_from(outcome))
        assert word in bar.view.accessibleName()


def test_a_click_on_a_call_button_takes_no_focus(bar: Bar, qtbot: QtBot) -> None:
    bar.show(samples.TALKING)
    qtbot.mouseClick(bar.button("Hold"), Qt.MouseButton.LeftButton)

    assert bar.chosen == [CallAction.HOLD]
    assert not bar.button("Hold").hasFocus()


def test_the_slot_speaks_the_language_chosen_while_it_is_on_screen(
    qtbot: QtBot, bar: Bar, language: LanguageSwitch
) -> None:
    bar.show(samples.RINGING)
    answer = bar.button("Answer")
    language.use("zh")
    qtbot.waitUntil(lambda: answer.text() not in ("", "Answer"))

    assert answer.accessibleName() == answer.text()
    language.use("en")
    qtbot.waitUntil(lambda: answer.text() == "Answer")


def test_every_kind_of_slot_can_be_drawn_in_turn(bar: Bar) -> None:
    for kind in SlotKind:
        bar.show(replace(samples.TALKING, kind=kind))
        assert not bar.view.grab().isNull()


def test_a_call_is_declined_for_a_reason_chosen_from_a_list(bar: Bar, language: LanguageSwitch) -> None:
    bar.show(samples.RINGING)
    buttons = bar.view.findChildren(CallButtons)[0]

    menu = buttons.fill_reasons()
    assert menu.actions()[0].text() == "Not at my desk"
    menu.actions()[3].trigger()
    assert (bar.declined, bar.chosen) == (["conflict"], [])

    language.use("zh")
    assert buttons.fill_reasons().actions()[0].text() == "不在座位"


def test_the_list_of_reasons_comes_for_the_button_and_goes_with_the_offer(
    bar: Bar, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _: seen.append(menu.actions()[0].text()))
    monkeypatch.setattr(QMenu, "close", lambda _: seen.append("closed"))
    bar.show(samples.RINGING)
    bar.button("Decline").click()
    assert seen == ["Not at my desk"]

    bar.show(samples.NO_CALL)

    assert (seen[-1], bar.chosen, bar.declined) == ("closed", [], [])


def test_where_there_are_no_reasons_one_press_declines(bar: Bar) -> None:
    bar.show(replace(samples.RINGING, decline_reasons=()))

    bar.view.decline()

    assert bar.chosen == [CallAction.DECLINE]


@pytest.mark.parametrize("state", ["", "hover", "pressed"])
def test_a_button_that_is_copied_looks_as_it_is_drawn(bar: Bar, state: str) -> None:
    for slot in (samples.RINGING, samples.TALKING, samples.HELD, samples.MUTED, samples.HOLDING):
        bar.show(slot)
        for button in bar.view.findChildren(CallButton):
            button.force_state(state)
        copied = bar.view.grab().toImage()
        for button in bar.view.findChildren(CallButton):
            button._lies_on = None  # drawn anew at each paint

        assert bar.view.grab().toImage() == copied


def test_other_colours_are_not_taken_for_the_buttons_of_before(bar: Bar, theme: Theme) -> None:
    bar.show(samples.RINGING)
    light = bar.view.grab().toImage()

    theme.choose(name=ThemeName.DARK)
    bar.show(samples.RINGING)
    dark = bar.view.grab().toImage()
    theme.choose(name=ThemeName.LIGHT)

    inside = bar.button("Answer").mapTo(bar.view, QPoint(6, 6))
    assert light.pixelColor(inside) != dark.pixelColor(inside)

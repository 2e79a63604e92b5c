from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.theme.tokens import Kind, Token
from agent_desktop.ui.widgets.buttons import CommandButton, IconButton
from agent_desktop.ui.widgets.confirm import ConfirmDialog
from agent_desktop.ui.widgets.fields import FieldFrame, LineField, TextField
from agent_desktop.ui.widgets.focus_ring import FocusRing
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.masked_value import MaskedValue
from agent_desktop.ui.widgets.message_bar import MessageBar
from agent_desktop.ui.widgets.ring_countdown import RingCountdown
from agent_desktop.ui.widgets.segmented import SegmentedChoice
from agent_desktop.ui.widgets.ticker import Ticker
from agent_desktop.ui.widgets.timer_label import TimerLabel

W = TypeVar("W", bound=QWidget)

START = datetime(2026, 6, 16, 10, 42, 6, tzinfo=UTC)


class MovingClock:
    def __init__(self) -> None:
        self.at = START
        self.ticker = Ticker(lambda: self.at, UTC)

    def after(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.ticker.ticked.emit()


@pytest.fixture
def clock(qtbot: QtBot) -> MovingClock:
    return MovingClock()


def only(parent: QWidget, kind: type[W]) -> W:
    """Return the first widget of `kind` in `parent`."""
    return parent.findChildren(kind)[0]


def tone(label: TextLabel) -> object:
    return label.property("tone")


def test_a_timer_turns_caution_and_then_problem(qtbot: QtBot, theme: Theme, clock: MovingClock) -> None:
    label = TimerLabel(clock.ticker)
    qtbot.addWidget(label)
    label.count_up(START - timedelta(seconds=55), START + timedelta(seconds=5), START + timedelta(seconds=35))

    assert (label.text(), tone(label)) == ("00:55", Token.TEXT.value)
    clock.after(6)
    assert (label.text(), tone(label)) == ("01:01", Token.CAUTION.value)
    clock.after(30)
    assert (label.text(), tone(label)) == ("01:31", Token.PROBLEM.value)


def test_a_timer_is_as_large_as_its_figures_after_other_ones_and_another_text_size(
    qtbot: QtBot, theme: Theme, clock: MovingClock
) -> None:
    label = TimerLabel(clock.ticker)
    qtbot.addWidget(label)
    label.show()
    label.count_up(START - timedelta(seconds=55))
    short = label.size()

    label.count_up(START - timedelta(hours=2))
    assert label.width() > short.width()
    theme.choose(text_scale=125)
    assert label.height() > short.height()

    theme.choose(text_scale=100)
    label.count_up(START - timedelta(seconds=55))
    assert label.size() == short


def test_a_countdown_counts_a_begun_second_whole_and_stops_at_zero(
    qtbot: QtBot, theme: Theme, clock: MovingClock
) -> None:
    ring = RingCountdown(theme, clock.ticker)
    qtbot.addWidget(ring)
    ring.count(START + timedelta(seconds=14.2), 20)

    assert ring.seconds_left() == 15
    clock.after(60)
    assert ring.seconds_left() == 0


def test_a_countdown_speaks_only_in_its_last_seconds(qtbot: QtBot, theme: Theme, clock: MovingClock) -> None:
    ring = RingCountdown(theme, clock.ticker)
    qtbot.addWidget(ring)
    ring.count(START + timedelta(seconds=7), 20)

    assert ring.accessibleName() == ""
    clock.after(3)
    assert ring.accessibleName() == "4"


def test_the_beat_comes_again_and_ends_when_stopped(qtbot: QtBot) -> None:
    ticker = Ticker(lambda: START.replace(microsecond=995_000))  # ever just before the next second
    with qtbot.waitSignals([ticker.ticked, ticker.ticked]):
        ticker.start()
    (beat,) = ticker.findChildren(QTimer)
    assert beat.isActive()

    ticker.stop()
    assert not beat.isActive()


def test_a_shown_value_hides_itself_after_its_time_without_asking_anybody(
    qtbot: QtBot, theme: Theme, clock: MovingClock
) -> None:
    value = MaskedValue(theme, clock.ticker)
    qtbot.addWidget(value)
    asked: list[str] = []
    value.shown.connect(lambda: asked.append("show"))
    value.hidden.connect(lambda: asked.append("hide"))
    value.resize(300, 30)
    value.show_masked("Mobile", "+852 •••• 4182")
    value.show_clear("Mobile", "+852 6000 4182", START + timedelta(seconds=15))
    label, eye = only(value, TextLabel), only(value, IconButton)

    assert label.full_text() == "+852 6000 4182"
    clock.after(15)
    assert label.full_text() == "+852 •••• 4182"
    assert asked == []
    eye.click()
    assert asked == ["show"]


def test_the_eye_hides_a_value_before_its_time(qtbot: QtBot, theme: Theme, clock: MovingClock) -> None:
    value = MaskedValue(theme, clock.ticker)
    qtbot.addWidget(value)
    value.show_masked("Mobile", "•••• 4182")
    value.show_clear("Mobile", "6000 4182", START + timedelta(seconds=15))
    with qtbot.waitSignal(value.hidden):
        only(value, IconButton).click()

    assert only(value, TextLabel).full_text() == "•••• 4182"


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_a_field_leaves_the_window_its_keys(
    qtbot: QtBot, theme: Theme, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    for field in (LineField(theme), TextField()):
        qtbot.addWidget(field)
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        event.accept()
        field.event(event)
        assert not event.isAccepted()


def test_typing_in_a_field_is_never_a_command(qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    window = QWidget()
    field = LineField(theme)
    QHBoxLayout(window).addWidget(field)
    done: list[str] = []
    action = QAction(window)
    action.setShortcut(QKeySequence("Ctrl+K"))
    action.triggered.connect(lambda: done.append("find"))
    window.addAction(action)
    bring_up(window)
    field.setFocus()
    field.setText("Ho 1234")
    field.setCursorPosition(2)

    qtbot.keyClicks(field, " 5")
    qtbot.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)

    assert field.text() == "Ho 5 1234"
    assert done == ["find"]


def test_a_wrong_value_says_what_and_how_to_put_it_right(qtbot: QtBot, theme: Theme) -> None:
    field = LineField(theme)
    framed = FieldFrame(theme, field, "Amount", required=True)
    qtbot.addWidget(framed)
    framed.show_problem("More than the amount in dispute, 1,286.40. Check with the customer.")

    assert field.property("wrong") is True
    assert "1,286.40" in field.accessibleDescription()
    framed.show_problem("")
    assert field.property("wrong") is False


def test_a_clicked_button_leaves_the_focus_in_the_field(
    qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    window = QWidget()
    row = QHBoxLayout(window)
    field, button = TextField(), CommandButton(theme, "Hold", keys="F3")
    row.addWidget(field)
    row.addWidget(button)
    bring_up(window)
    field.setFocus()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert field.hasFocus()


def test_a_button_reached_by_keyboard_shows_its_ring(
    qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    window = QWidget()
    button = CommandButton(theme, "Hold", keys="F3")
    QHBoxLayout(window).addWidget(button)
    bring_up(window)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    ring = only(window, FocusRing)

    assert ring.isVisible()
    assert ring.geometry() == button.geometry().adjusted(-3, -3, 3, 3)
    button.clearFocus()
    assert not ring.isVisible()


def test_an_off_button_says_why(qtbot: QtBot, theme: Theme) -> None:
    button = CommandButton(theme, "Hold")
    qtbot.addWidget(button)
    button.set_off("No call")

    assert not button.isEnabled()
    assert button.toolTip() == "No call"
    button.set_off("")
    assert button.isEnabled()


def test_one_of_a_few_is_chosen_and_can_be_shown_as_none(qtbot: QtBot, theme: Theme) -> None:
    choice = SegmentedChoice(theme)
    qtbot.addWidget(choice)
    chosen: list[str] = []
    choice.chosen.connect(chosen.append)
    choice.show_options((("yes", "Yes"), ("no", "No")), "yes")
    choice._group.button(1).click()

    assert chosen == ["no"]
    choice.show_options((("yes", "Yes"), ("no", "No")), "")
    assert choice._group.checkedButton() is None


def test_a_lasting_message_cannot_be_put_away(qtbot: QtBot, theme: Theme) -> None:
    bar = MessageBar(theme)
    qtbot.addWidget(bar)
    bar.show()
    bar.show_message(Kind.PROBLEM, "Calls still work.", title="No link to the server.")
    close = only(bar, IconButton)

    assert close.isHidden()
    assert bar.accessibleName() == "No link to the server. Calls still work."
    bar.show_message(Kind.GOOD, "Saved.", closable=True)
    assert not close.isHidden()


def test_a_confirmation_gives_the_safe_button_the_focus(
    qtbot: QtBot, theme: Theme, bring_up: Callable[[QWidget], None]
) -> None:
    dialog = ConfirmDialog(
        theme, None, title="Block card •••• 4417?", text="It cannot be used again.", do_it="Block card", keep="Keep it"
    )
    bring_up(dialog)
    focused = dialog.focusWidget()

    assert isinstance(focused, CommandButton)
    assert focused.text() == "Keep it"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == ConfirmDialog.DialogCode.Rejected


def test_an_elided_label_keeps_the_whole_text_for_tooltip_and_screen_reader(qtbot: QtBot, theme: Theme) -> None:
    label = TextLabel(elided=True)
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.set_text("Opened “Report a transaction”, left at step 2")
    label.show()

    assert label.text().endswith("…")
    assert label.toolTip() == label.accessibleName() == "Opened “Report a transaction”, left at step 2"

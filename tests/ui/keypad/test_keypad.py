"""The keypad: in order, once, and only where somebody is there to hear it."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.desk import DeskModel
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.call_bar.view import CallBarView
from agent_desktop.ui.keypad.presenter import KEYS, KeypadPresenter, KeypadState
from agent_desktop.ui.keypad.view import KeypadView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.call_button import CallButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker
from telephony.contract import CallAction, DeskChange, DigitsSent, SendDigits, SupervisionMode
from tests.client.support import HeldTasks, call, desk, event, snapshot
from tests.client.test_desk import Reader

TALKS = call(allowed={CallAction.SEND_DIGITS})


class Line:
    def __init__(self) -> None:
        self.sent: list[SendDigits] = []
        self.problem: ClientError | None = None

    def send_digits(self, call_id: UUID, command: SendDigits) -> DigitsSent:
        assert call_id == TALKS.call_id
        if self.problem is not None:
            raise self.problem
        self.sent.append(command)
        return DigitsSent(count=sum(len(each.digits) for each in self.sent))


class Bench:
    def __init__(self) -> None:
        self.line, self.tasks = Line(), HeldTasks()
        self.desk = DeskModel(Reader(), ImmediateTasks())
        self.presenter = KeypadPresenter(self.desk, self.line, self.tasks)
        self.desk.receive(snapshot(desk(call=TALKS)))

    @property
    def state(self) -> KeypadState:
        return self.presenter.state


def test_keys_are_sent_in_order_and_those_pressed_meanwhile_go_together() -> None:
    bench = Bench()
    bench.presenter.press("1")
    assert bench.tasks.held == [], "it is not open yet"
    bench.presenter.toggle()
    for key in "12x#":
        bench.presenter.press(key)
    assert bench.state.waiting == 3
    bench.tasks.run_all()

    assert [each.digits for each in bench.line.sent] == ["1", "2#"]
    assert (bench.state.count, bench.state.waiting) == (3, 0)
    assert "2#" not in repr(bench.line.sent)


def test_what_follows_a_key_that_was_not_heard_is_not_sent() -> None:
    bench = Bench()
    bench.presenter.toggle()
    bench.line.problem = ClientError(ErrorCode.CARRIER_AWAY)
    for key in "123":
        bench.presenter.press(key)
    bench.tasks.run_all()

    assert bench.line.sent == []
    assert (bench.state.waiting, bench.state.problem) == (0, Problem(ErrorCode.CARRIER_AWAY))


def test_the_keypad_goes_when_nobody_is_there_to_hear_it() -> None:
    bench = Bench()
    bench.presenter.toggle()
    seen = [bench.state.visible]
    bench.desk.receive(event(DeskChange(call=TALKS.model_copy(update={"allowed": frozenset()}))))
    seen.append(bench.state.visible)
    bench.presenter.toggle()
    assert [*seen, bench.state.visible] == [True, False, False]


def test_each_key_is_pressed_by_mouse_and_by_keyboard_and_has_a_name(qtbot: QtBot, theme: Theme) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 600)
    host.show()
    view = KeypadView(theme, host)
    pressed: list[str] = []
    view.pressed.connect(pressed.append)
    view.display(KeypadState(visible=True, possible=True, count=2, problem=Problem(ErrorCode.CARRIER_AWAY)))
    buttons = view.findChildren(CommandButton)
    for button in buttons:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "".join(pressed) == KEYS
    pressed.clear()
    for key in "0a*#":
        qtbot.keyClicks(view.frame, key)
    assert pressed == ["0", "*", "#"]
    assert {"Star", "Hash", "5"} <= {button.accessibleName() for button in buttons}
    said = "\n".join(each.full_text() for each in view.findChildren(TextLabel) if each.isVisible())
    assert "Keys sent: 2" in said
    with qtbot.waitSignal(view.cancelled):
        qtbot.keyClick(view.frame, Qt.Key.Key_Escape)


def test_the_call_slot_has_a_keypad_where_somebody_hears_it_and_says_what_a_supervisor_does(
    qtbot: QtBot, theme: Theme, ticker: Ticker
) -> None:
    view = CallBarView(theme, ticker)
    qtbot.addWidget(view)
    view.resize(1280, 78)
    view.show()
    talks = CallSlotState(kind=SlotKind.CONNECTED, caller_name="Ms Ho", enabled=frozenset({CallAction.SEND_DIGITS}))

    def keypad() -> CallButton | None:
        buttons = view.findChildren(CallButton)
        return next((each for each in buttons if each.isVisible() and each.text() == "Keypad"), None)

    view.display(replace(talks, enabled=frozenset()))
    assert keypad() is None
    view.display(replace(talks, supervised=SupervisionMode.WHISPER, muted=True))
    button = keypad()
    assert button is not None
    qtbot.wait_until(lambda: _pressed(qtbot, view, button))
    said = "\n".join(each.full_text() for each in view.findChildren(TextLabel) if each.isVisible())
    assert "You are muted · Supervisor talks to you alone" in said


def _pressed(qtbot: QtBot, view: CallBarView, button: CallButton) -> bool:
    """Press it: for a moment after the slot has changed it is deaf."""
    heard: list[bool] = []
    view.keypad_wanted.connect(lambda: heard.append(True))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    return bool(heard)

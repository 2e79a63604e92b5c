"""What is said over the window while another desktop is the active one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.demo import screen_seats as samples
from agent_desktop.ui.seat.presenter import SeatState
from agent_desktop.ui.seat.view import SeatView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.widgets.buttons import CommandButton
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> SeatView:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    return SeatView(theme, ticker, host)


def _said(view: SeatView) -> str:
    return "\n".join(each.full_text() for each in view.findChildren(TextLabel) if each.isVisible())


def test_nothing_lies_over_the_window_of_the_active_desktop(view: SeatView) -> None:
    view.display(SeatState())

    assert view.isHidden()


def test_it_says_where_calls_ring_and_that_the_call_goes_on(view: SeatView) -> None:
    view.display(samples.SEAT_WITH_CALL)
    with_call = _said(view)
    view.display(samples.SEAT_ELSEWHERE)

    assert "Another desktop has your calls now" in with_call
    assert "Your call goes on there." in with_call
    assert "Your call goes on there." not in _said(view)


def test_neither_a_key_nor_a_click_beside_it_puts_it_away_or_takes_the_seat(qtbot: QtBot, view: SeatView) -> None:
    view.display(samples.SEAT_ELSEWHERE)
    taken: list[None] = []
    view.take_back_chosen.connect(lambda: taken.append(None))

    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(view.frame, key)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().bottomLeft())

    assert view.isVisible()
    assert taken == []
    assert not isinstance(QApplication.focusWidget(), (QPushButton, CommandButton))


def test_the_buttons_take_the_seat_back_and_sign_out(qtbot: QtBot, view: SeatView) -> None:
    view.display(samples.SEAT_ELSEWHERE)
    sign_out, take = view.findChildren(CommandButton)

    with qtbot.waitSignal(view.take_back_chosen):
        take.click()
    with qtbot.waitSignal(view.sign_out_chosen):
        sign_out.click()
    view.display(SeatState(elsewhere=True, taking=True))
    assert not take.isEnabled()
    view.display(SeatState())
    assert view.isHidden()

"""Customers to turn to, as they are drawn."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.outreach import TaskStep
from agent_desktop.demo import screen_outreach as samples
from agent_desktop.ui.outreach.view import OutreachView
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.ticker import Ticker


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, ticker: Ticker) -> OutreachView:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 690)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is host)
    return OutreachView(theme, ticker, host, show_at_once=True)


def said(view: OutreachView) -> str:
    return "\n".join(each.full_text() for each in view.findChildren(TextLabel) if each.isVisible())


def test_a_task_is_shown_with_its_reasons_its_owner_and_when_the_customer_wants_no_call(view: OutreachView) -> None:
    view.display(samples.OUTREACH)

    words = said(view)
    assert "6.7 times the customer's usual cash withdrawal of HKD 1,200.00" in words
    assert "From Ken Yip: She may be asleep until nine." in words
    assert "yours" in words
    assert "No calls after 20:00" in words
    assert view.finish.text() == "Done"


def test_one_that_nobody_has_can_only_be_taken(view: OutreachView) -> None:
    view.display(samples.OUTREACH_FREE)

    assert "for anybody of Wealth" in said(view)
    assert view.finish.text() == "I take it"
    assert not view.call.isEnabled()
    assert view.call.toolTip() == "Take it first, so that nobody else calls too"
    assert view.cancel.isHidden()
    assert view.reason.isHidden()


def test_what_is_not_needed_is_said_with_why_and_the_field_asks_for_it(view: OutreachView, qtbot: QtBot) -> None:
    view.display(samples.OUTREACH)
    view.reason.setText("Has moved abroad")
    with qtbot.waitSignal(view.step_chosen) as chosen:
        qtbot.mouseClick(view.cancel, Qt.MouseButton.LeftButton)
    assert chosen.args == [TaskStep.CANCEL, "Has moved abroad"]

    view.display(samples.OUTREACH_REFUSED)

    assert view.reason.hasFocus()
    assert "Say why." in said(view)
    assert not view.call.isEnabled()


def test_it_speaks_chinese(view: OutreachView, language: LanguageSwitch, qtbot: QtBot) -> None:
    language.use("zh")

    view.display(samples.OUTREACH)

    qtbot.waitUntil(lambda: view.cancel.text() == "无需联系")
    words = said(view)
    assert "是该客户通常取现 HKD 1,200.00 的6.7倍" in words
    assert "20:00后请勿致电" in words
    assert view.finish.text() == "完成"

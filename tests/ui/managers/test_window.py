"""Who looks after which customers, on the screen: loads, marks, handing over with a reason, and taking it back."""

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.contract.managers import HandOver
from agent_desktop.demo.screen_managers import FOUND, Bank, managers_window
from agent_desktop.ui.managers.window import ManagersWindow
from agent_desktop.ui.theme.theme import Theme
from agent_desktop.ui.translations.switch import LanguageSwitch
from agent_desktop.ui.widgets.labels import TextLabel
from agent_desktop.ui.widgets.views import RowTable

FIONA = FOUND.managers[1]


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def window(theme: Theme, bank: Bank, bring_up: Callable[[QWidget], None]) -> ManagersWindow:
    window = managers_window(theme, bank)
    bring_up(window)
    window.start()
    window.managers.choose("Raymond Lau")
    return window


def said(window: ManagersWindow) -> str:
    return "\n".join(each.full_text() for each in window.findChildren(TextLabel) if each.isVisible())


def cells(table: RowTable, row: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data() or "") for column in range(model.columnCount())]


def mark(window: ManagersWindow, *rows: int) -> None:
    flags = window.customers.selectionModel().SelectionFlag
    for row in rows:
        index = window.customers.model().index(row, 0)
        window.customers.selectionModel().select(index, flags.Select | flags.Rows)


def test_loads_languages_and_names_that_nobody_signs_in_by_are_seen(window: ManagersWindow) -> None:
    spoken = "Mandarin, English, Cantonese"
    assert cells(window.table, 0) == ["Adrian Tse Lok Man", "Private banking", spoken, "80 of 80"]
    assert cells(window.table, 3)[1:] == ["Signs in nowhere", "", "37"]
    assert "1,284 customers have no manager" in said(window)
    assert "Raymond Lau, 64 customers" in said(window)


def test_marked_customers_are_handed_over_with_a_reason_and_taken_back(window: ManagersWindow, bank: Bank) -> None:
    mark(window, 1, 3)
    assert window.marked.text() == "Hand over 2"
    window.to.setCurrentIndex(window.to.findData(str(FIONA.user_id)))
    window.reason.setText("On leave")

    window.marked.click()

    (command,) = bank.done
    assert isinstance(command, HandOver)
    assert (command.from_name, command.to_id, command.reason) == ("Raymond Lau", FIONA.user_id, "On leave")
    assert len(command.customer_ids or ()) == 2
    assert "2 customers have another manager now." in said(window)
    assert not window.customers.selectionModel().hasSelection()
    window.managers.undo()
    assert isinstance(bank.done[-1], UUID)


def test_all_are_handed_over_and_nothing_without_a_reason_or_somebody_to_have_them(
    window: ManagersWindow, bank: Bank
) -> None:
    window.all.click()
    assert "Say in a few words why" in said(window)
    window.reason.setText("Left the bank")
    window.all.click()
    assert bank.done == []
    assert "Choose somebody from the list" in said(window)

    window.to.setCurrentIndex(0)
    window.all.click()

    (command,) = bank.done
    assert isinstance(command, HandOver)
    assert command.customer_ids is None


def test_a_change_of_the_list_is_taken_back_once(window: ManagersWindow, bank: Bank) -> None:
    window.changes.selectRow(2)
    assert not window.undo.isEnabled()
    window.changes.selectRow(1)

    window.undo.click()

    assert bank.done == [FOUND.changes[1].change_id]
    assert "have the manager again whom they had" in said(window)


def test_the_window_speaks_chinese_too(qtbot: QtBot, window: ManagersWindow, language: LanguageSwitch) -> None:
    language.use("zh")

    qtbot.waitUntil(lambda: window.windowTitle() == "客户经理")
    assert cells(window.table, 0)[3] == "80 / 80"


def test_a_server_that_is_away_is_said_and_asked_again(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    bank = Bank(away=True)
    window = managers_window(theme, bank)
    bring_up(window)
    window.start()
    assert "The managers cannot be read now" in said(window)
    bank.away = False

    window.managers.open()

    assert window.table.model().rowCount() == 5

"""The window of one customer's accounts: by keyboard alone; and the way to it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from agent_desktop.client.tasks import ImmediateTasks
from agent_desktop.demo.screen_accounts import ACCOUNTS
from agent_desktop.ui.linking.accounts_presenter import AccountsPresenter
from agent_desktop.ui.linking.accounts_window import AccountsWindow
from agent_desktop.ui.theme.theme import Theme
from tests.ui.conftest import NOW
from tests.ui.test_accounts_presenter import LEAD, Server


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def window(theme: Theme, bring_up: Callable[[QWidget], None], server: Server) -> AccountsWindow:
    window = AccountsWindow(theme, AccountsPresenter(server, ImmediateTasks()), now=lambda: NOW, zone=None)
    bring_up(window)
    return window


def test_somebody_is_found_looked_at_merged_and_taken_back_with_the_keyboard(
    window: AccountsWindow, server: Server, qtbot: QtBot
) -> None:
    window.start(LEAD)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.query, "he shiyong")
    qtbot.keyClick(window.query, Qt.Key.Key_Return)
    window.table.setFocus()
    for _ in range(4):  # heads are passed over
        qtbot.keyClick(window.table, Qt.Key.Key_Down)
    window.reason.setText("her card")
    qtbot.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert [each[0] for each in server.done if each[0] in ("searched", "merged", "taken back")] == [
        "searched",
        "merged",
        "taken back",
    ]
    assert ("merged", 1, 4, "her card") in server.done


def test_only_what_can_be_said_of_an_account_is_offered(theme: Theme, bring_up: Callable[[QWidget], None]) -> None:
    offered: dict[str, tuple[bool, bool]] = {}
    for name in ("accounts-own", "accounts-possible", "accounts-refused", "accounts-alone"):
        window = ACCOUNTS[name](theme)
        bring_up(window)
        offered[name] = (window.same.isVisible(), window.apart.isVisible())
        window.close()

    assert offered == {
        "accounts-own": (False, True),
        "accounts-possible": (True, True),
        "accounts-refused": (True, False),
        "accounts-alone": (False, False),
    }


def test_nobody_is_shown_until_somebody_is_found(window: AccountsWindow, server: Server, qtbot: QtBot) -> None:
    window.start(None)
    assert server.done == []
    assert window.query.hasFocus()

    qtbot.keyClicks(window.query, "ho")
    qtbot.keyClick(window.query, Qt.Key.Key_Return)
    window.table.setFocus()
    qtbot.keyClick(window.table, Qt.Key.Key_Down)

    assert server.done[-1] == ("read", LEAD.int)

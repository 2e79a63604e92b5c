"""The sign-in window in each of its states."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QWidget

from agent_desktop.client.errors import Problem
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.login.presenter import LoginState
from agent_desktop.ui.login.view import LoginView
from agent_desktop.ui.theme.theme import Theme

_ORIGIN: Final = "https://desk.bank.example"

LOGINS: Final[Mapping[str, LoginState]] = MappingProxyType(
    {
        "sign-in": LoginState(name="amy.wong", origin=_ORIGIN),
        "sign-in-wrong-password": LoginState(
            name="amy.wong", origin=_ORIGIN, problem=Problem(ErrorCode.WRONG_PASSWORD)
        ),
        "sign-in-server-away": LoginState(
            name="amy.wong", origin=_ORIGIN, problem=Problem(ErrorCode.SERVER_AWAY), waiting_notes=2
        ),
        "sign-in-no-keyring": LoginState(name="amy.wong", origin=_ORIGIN, keyring=KeyringState.MISSING),
    }
)


def login_screen(theme: Theme, state: LoginState) -> QWidget:
    """Return the sign-in window in `state`."""
    view = LoginView(theme)
    view.display(state)
    return view

"""The sign-in window in each of its states."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QWidget

from agent_desktop.client.errors import Problem
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.ui.login.presenter import LoginPhase, LoginState
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
        "sign-in-too-many-attempts": LoginState(
            name="amy.wong", origin=_ORIGIN, problem=Problem(ErrorCode.TOO_MANY_ATTEMPTS, {"seconds": 45})
        ),
        "sign-in-version-too-old": LoginState(
            name="amy.wong", origin=_ORIGIN, problem=Problem(ErrorCode.VERSION_TOO_OLD, {"needed": "1.2"})
        ),
        "sign-in-signed-out": LoginState(name="amy.wong", origin=_ORIGIN, problem=Problem(ErrorCode.SIGNED_OUT)),
        "sign-in-nothing-typed": LoginState(origin=_ORIGIN, name_wanted=True, password_wanted=True),
        "sign-in-deciding": LoginState(phase=LoginPhase.SIGNING_IN, name="amy.wong", origin=_ORIGIN, busy=True),
        "sign-in-keyring-locked": LoginState(name="amy.wong", origin=_ORIGIN, keyring=KeyringState.LOCKED),
        "sign-in-no-keyring": LoginState(name="amy.wong", origin=_ORIGIN, keyring=KeyringState.MISSING),
    }
)


def login_screen(theme: Theme, state: LoginState) -> QWidget:
    """Return the sign-in window in `state`."""
    view = LoginView(theme)
    view.display(state)
    return view

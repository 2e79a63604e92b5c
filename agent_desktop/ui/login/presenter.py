"""Signing in, and staying signed in."""

from dataclasses import dataclass
from enum import StrEnum

from agent_desktop.client.errors import Problem
from agent_desktop.client.vault import KeyringState


class LoginPhase(StrEnum):
    RESUMING = "resuming"  # a kept sign-in is being tried; show no form yet
    ASKING = "asking"
    SIGNING_IN = "signing_in"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LoginState:
    """Everything the login window draws. The password never stands in a state.

    `problem` is WRONG_PASSWORD, TOO_MANY_ATTEMPTS (details `seconds`), SERVER_AWAY, VERSION_TOO_OLD …
    `name_wanted` / `password_wanted` mark a field left empty. `keyring` other than WORKING brings a line of words:
    the sign-in is not kept after closing. `waiting_notes` counts notes kept on this computer and not yet sent.
    """

    phase: LoginPhase = LoginPhase.ASKING
    name: str = ""
    origin: str = ""
    busy: bool = False
    problem: Problem | None = None
    name_wanted: bool = False
    password_wanted: bool = False
    keyring: KeyringState = KeyringState.WORKING
    waiting_notes: int = 0

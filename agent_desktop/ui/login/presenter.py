"""Signing in, and staying signed in."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol

from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.session import Remembered
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.vault import KeyringState
from agent_desktop.client.watched import Shows
from agent_desktop.contract.sessions import Person

RESUME_AGAIN_SECONDS: Final = 5.0
"""How often a kept sign-in is tried while the server is away."""


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


class SignsIn(Protocol):
    """The part of `client.session.Session` that is used. All but `keyring_state` may wait."""

    @property
    def keyring_state(self) -> KeyringState: ...

    def sign_in(self, name: str, password: str) -> Person: ...

    def resume(self) -> Person | None: ...

    def remembered(self) -> Remembered | None: ...


class LoginPresenter(Shows[LoginState]):
    """Signs in: silently as the person who was before, or by name and password.

    `on_signed_in` is called once for each sign-in. `count_waiting` counts the notes that a remembered person has on
    this computer and not yet on the server; it may read the disk. `look_first` raises `ClientError` where nobody may
    sign in here, and may read the disk too: the server is not asked then, for a sign-in takes the person's seat.
    """

    def __init__(
        self,
        session: SignsIn,
        tasks: Tasks,
        on_signed_in: Callable[[Person], None],
        *,
        origin: str,
        count_waiting: Callable[[Remembered], int] = lambda _: 0,
        monotonic: Callable[[], float] = time.monotonic,
        look_first: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(LoginState(origin=origin))
        self._look_first = look_first
        self._session = session
        self._tasks = tasks
        self._on_signed_in = on_signed_in
        self._count_waiting = count_waiting
        self._monotonic = monotonic
        self._again_at: float | None = None
        self._resuming = False

    def start(self) -> None:
        """Try the kept sign-in; the form comes only if there is none."""
        self._show(replace(self.state, phase=LoginPhase.RESUMING, problem=None))
        self._tasks.run(self._remembered, self._remembered_came, self._resume_failed)

    def sign_in_pressed(self, name: str, password: str) -> None:
        """Sign in. A second press is ignored while the server decides."""
        state = self.state
        if state.phase is not LoginPhase.ASKING or state.busy:
            return
        name = name.strip()
        if not name or not password:
            self._show(replace(state, name=name, name_wanted=not name, password_wanted=not password, problem=None))
            return
        self._again_at = None
        self._show(
            replace(
                state,
                phase=LoginPhase.SIGNING_IN,
                name=name,
                busy=True,
                problem=None,
                name_wanted=False,
                password_wanted=False,
            )
        )
        self._tasks.run(lambda: self._sign_in(name, password), self._signed_in, self._refused)

    def signed_out(self, problem: Problem | None = None) -> None:
        """Ask again: the sign-in has ended. The name stays in its field."""
        self._again_at = None
        self._show(
            replace(
                self.state, phase=LoginPhase.ASKING, busy=False, problem=problem, keyring=self._session.keyring_state
            )
        )

    def tick(self) -> None:
        """Try the kept sign-in again while the server is away. Called a few times a second."""
        due = self._again_at is not None and self._monotonic() >= self._again_at
        if due and not self._resuming and self.state.phase is LoginPhase.ASKING:
            self._resume()

    # off the thread that draws

    def _sign_in(self, name: str, password: str) -> Person:
        self._look_first()
        return self._session.sign_in(name, password)

    def _take_up(self) -> Person | None:
        self._look_first()
        return self._session.resume()

    def _remembered(self) -> tuple[Remembered | None, int]:
        remembered = self._session.remembered()
        return remembered, self._count_waiting(remembered) if remembered is not None else 0

    # what became of it

    def _remembered_came(self, known: tuple[Remembered | None, int]) -> None:
        remembered, waiting = known
        if remembered is None:
            self._ask(None)
            return
        self._show(replace(self.state, name=remembered.name, waiting_notes=waiting))
        self._resume()

    def _resume(self) -> None:
        self._again_at = None
        self._resuming = True
        self._tasks.run(self._take_up, self._resumed, self._resume_failed)

    def _resumed(self, person: Person | None) -> None:
        self._resuming = False
        if self.state.phase in (LoginPhase.SIGNING_IN, LoginPhase.DONE):  # the person was faster
            return
        if person is None:
            self._ask(None)
        else:
            self._signed_in(person)

    def _resume_failed(self, error: ClientError) -> None:
        self._resuming = False
        if self.state.phase in (LoginPhase.SIGNING_IN, LoginPhase.DONE):
            return
        if error.may_pass:
            self._again_at = self._monotonic() + RESUME_AGAIN_SECONDS
        self._ask(error.problem)

    def _signed_in(self, person: Person) -> None:
        self._again_at = None
        self._show(
            replace(
                self.state,
                phase=LoginPhase.DONE,
                name=person.name,
                busy=False,
                problem=None,
                keyring=self._session.keyring_state,
            )
        )
        self._on_signed_in(person)

    def _refused(self, error: ClientError) -> None:
        self._ask(error.problem)

    def _ask(self, problem: Problem | None) -> None:
        self._show(
            replace(
                self.state,
                phase=LoginPhase.ASKING,
                busy=False,
                problem=problem,
                keyring=self._session.keyring_state,
            )
        )

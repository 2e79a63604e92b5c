"""Secrets in the operating system's keyring, which may be missing, locked, or never answer."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final, Protocol, TypeVar

_log = logging.getLogger(__name__)
T = TypeVar("T")

SERVICE: Final = "agent-desktop"
_REFUSED: Final = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")
"""Backends that keep nothing, or keep it readable for everyone."""


class KeyringState(StrEnum):
    WORKING = "working"
    LOCKED = "locked"  # it did not answer in time or refused: what is kept is kept until the program ends
    MISSING = "missing"  # this machine has none that keeps secrets safe


class Keyring(Protocol):
    """The part of a keyring backend that is used."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class Vault:
    """Keeps small secrets by name, in the keyring and in memory. May be used by several threads at once.

    The keyring is only ever touched on one own thread, since a locked one can block for ever: after `limit_seconds`
    the caller goes on without it, and what was kept is written in order once it answers. What it refused, as a locked
    one does at once where nobody can be asked for its password, is written at its next use that it does not refuse.
    """

    def __init__(
        self,
        find_keyring: Callable[[], Keyring | None],
        *,
        limit_seconds: float = 3.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._find = find_keyring
        self._limit = limit_seconds
        self._monotonic = monotonic
        self._kept: dict[str, str | None] = {}
        self._refused: set[str] = set()  # names whose value the keyring does not have; only its thread looks
        self._guard = threading.Lock()
        self._jobs: queue.SimpleQueue[Callable[[Keyring | None], None] | None] = queue.SimpleQueue()
        self._busy_since: float | None = None
        self._state = KeyringState.WORKING
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> KeyringState:
        """How the last use of the keyring went."""
        return self._state

    def read(self, name: str) -> str | None:
        """Return the secret, or None where none is kept or the keyring does not answer."""
        with self._guard:
            if name in self._kept:
                return self._kept[name]
        answered, value = self._ask(lambda keyring: keyring.get_password(SERVICE, name))
        if not answered:
            return None
        with self._guard:
            return self._kept.setdefault(name, value)

    def keep(self, name: str, secret: str) -> bool:
        """Keep the secret. Returns whether the keyring has it; if not, it is in memory only."""
        with self._guard:
            self._kept[name] = secret
        answered, _ = self._ask(lambda keyring: self._write(keyring, name))
        return answered

    def forget(self, name: str) -> None:
        """Keep it no longer."""
        with self._guard:
            self._kept[name] = None
        self._ask(lambda keyring: self._write(keyring, name))

    def close(self) -> None:
        """End the keyring's thread. One that the keyring blocks is left behind; it cannot keep the program alive."""
        with self._guard:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._jobs.put(None)
            thread.join(self._limit)

    def _write(self, keyring: Keyring, name: str) -> None:
        """Make the keyring have what is kept under `name` now, or nothing where that was forgotten."""
        with self._guard:
            secret = self._kept[name]
        self._refused.add(name)
        if secret is not None:
            keyring.set_password(SERVICE, name, secret)
        elif keyring.get_password(SERVICE, name) is not None:
            keyring.delete_password(SERVICE, name)
        self._refused.discard(name)

    def _ask(self, use: Callable[[Keyring], T]) -> tuple[bool, T | None]:
        answers: queue.SimpleQueue[tuple[bool, T | None]] = queue.SimpleQueue()

        def job(keyring: Keyring | None) -> None:
            if keyring is None:
                self._state = KeyringState.MISSING
                answers.put((False, None))
                return
            try:
                value = use(keyring)
                for name in tuple(self._refused):
                    self._write(keyring, name)
            except Exception as error:  # noqa: BLE001 - a backend raises whatever its system does
                _log.warning("the keyring refused: %s", type(error).__name__)
                self._state = KeyringState.LOCKED
                answers.put((False, None))
                return
            self._state = KeyringState.WORKING
            answers.put((True, value))

        self._start()
        busy_since = self._busy_since
        self._jobs.put(job)
        if busy_since is not None and self._monotonic() - busy_since >= self._limit:
            return False, None  # known to be stuck: nobody waits again
        try:
            return answers.get(timeout=self._limit)
        except queue.Empty:
            _log.warning("the keyring did not answer within %s s", self._limit)
            self._state = KeyringState.LOCKED
            return False, None

    def _start(self) -> None:
        with self._guard:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="keyring", daemon=True)
                self._thread.start()

    def _serve(self) -> None:
        keyring: Keyring | None = None
        found = False
        while (job := self._jobs.get()) is not None:
            self._busy_since = self._monotonic()
            if not found:
                try:
                    keyring, found = self._find(), True
                except Exception as error:  # noqa: BLE001 - a backend raises whatever its system does
                    _log.warning("no keyring: %s", type(error).__name__)
            job(keyring)
            self._busy_since = None


def find_keyring() -> Keyring | None:
    """Return this machine's keyring, or None where it has none that keeps secrets safe. May block."""
    import keyring

    backend = keyring.get_keyring()
    for candidate in (*getattr(backend, "backends", ()), backend):
        module = type(candidate).__module__
        if not module.startswith(_REFUSED) and not module.startswith("keyring.backends.chainer"):
            found: Keyring = candidate
            return found
    return None

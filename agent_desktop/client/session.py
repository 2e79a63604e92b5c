"""Who is signed in: tokens kept fresh, and kept over a restart in the vault."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID

from pydantic import BaseModel, ValidationError

from agent_desktop.client.errors import ClientError
from agent_desktop.client.vault import KeyringState
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Person, SessionTokens

_log = logging.getLogger(__name__)

_MARGIN_SHARE: Final = 0.2
_MARGIN_SECONDS: Final = 60.0
_LOCK_SECONDS: Final = 30.0


class Sessions(Protocol):
    """The server's side of signing in."""

    @property
    def origin(self) -> str: ...

    def sign_in(self, name: str, password: str) -> SessionTokens: ...

    def refresh(self, refresh_token: str) -> SessionTokens: ...

    def sign_out(self, access_token: str) -> None: ...


class Secrets(Protocol):
    """The part of the vault that is used."""

    @property
    def state(self) -> KeyringState: ...

    def read(self, name: str) -> str | None: ...

    def keep(self, name: str, secret: str) -> bool: ...

    def forget(self, name: str) -> None: ...


class Remembered(BaseModel):
    """What the vault keeps of a sign-in. `draft_key` opens this person's journal before the server has answered."""

    user_id: UUID
    name: str
    refresh_token: str
    draft_key: str


@dataclass(frozen=True, slots=True)
class _Held:
    tokens: SessionTokens
    renew_at: float
    ends_at: float


class Session:
    """One person's sign-in. May be used by several threads at once; only one of them refreshes.

    `on_signed_out` is called, on whatever thread found out, when the server takes the refresh token no longer.
    """

    def __init__(
        self,
        sessions: Sessions,
        vault: Secrets,
        *,
        on_signed_out: Callable[[], None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions = sessions
        self._vault = vault
        self._on_signed_out = on_signed_out
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._held: _Held | None = None
        self._secret = f"sign-in {sessions.origin}"

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        held = self._held
        return held.tokens.person if held else None

    @property
    def session_id(self) -> UUID | None:
        """Which sign-in this is: by it the desktop knows whether it has the person's seat."""
        held = self._held
        return held.tokens.session_id if held else None

    @property
    def draft_key(self) -> str:
        """The key of this person's journal; empty before the sign-in."""
        held = self._held
        return held.tokens.draft_key if held else ""

    @property
    def keyring_state(self) -> KeyringState:
        """Whether the sign-in is kept over a restart."""
        return self._vault.state

    def sign_in(self, name: str, password: str) -> Person:
        """Sign in with name and password. Raises: as `SessionsApi.sign_in`."""
        tokens = self._sessions.sign_in(name, password)
        self._hold(tokens)
        return tokens.person

    def resume(self) -> Person | None:
        """Sign in as the person who was before, silently.

        Returns:
            None where nobody is remembered or the server no longer takes it.

        Raises:
            ClientError: The server is away or refuses this version; the person stays remembered.
        """
        remembered = self.remembered()
        if remembered is None:
            return None
        try:
            tokens = self._sessions.refresh(remembered.refresh_token)
        except ClientError as error:
            if error.code != ErrorCode.SIGNED_OUT:
                raise
            self._vault.forget(self._secret)
            return None
        self._hold(tokens)
        return tokens.person

    def remembered(self) -> Remembered | None:
        """Return what the vault keeps of the last sign-in at this server."""
        kept = self._vault.read(self._secret)
        if not kept:
            return None
        try:
            return Remembered.model_validate_json(kept)
        except ValidationError:
            _log.warning("the kept sign-in is not readable and is dropped")
            self._vault.forget(self._secret)
            return None

    def sign_out(self) -> None:
        """Forget the sign-in here, and end it on the server if that answers."""
        held, self._held = self._held, None
        self._vault.forget(self._secret)
        if held is not None:
            try:
                self._sessions.sign_out(held.tokens.access_token)
            except ClientError as error:
                _log.info("the server did not hear of the sign-out: %s", error.code)

    def access_token(self) -> str:
        """Return a token that is good for a while yet; refreshes it before it ends."""
        held = self._held
        if held is None:
            raise ClientError(ErrorCode.SIGNED_OUT)
        if self._monotonic() < held.renew_at:
            return held.tokens.access_token
        try:
            return self.renew(held.tokens.access_token)
        except ClientError as error:
            # Refreshed early on purpose: while the old one still counts, a server away for a moment costs nothing.
            if error.may_pass and self._monotonic() < held.ends_at:
                return held.tokens.access_token
            raise

    def access_seconds_left(self) -> float:
        """Return how long until the token should be renewed, in seconds; 0 where it is due."""
        held = self._held
        return max(0.0, held.renew_at - self._monotonic()) if held else 0.0

    def renew(self, rejected: str) -> str:
        """Return another token than `rejected`. Threads that come meanwhile wait for the one refresh."""
        if not self._lock.acquire(timeout=_LOCK_SECONDS):
            raise ClientError(ErrorCode.SERVER_AWAY, {"origin": self._sessions.origin})
        held = self._held
        try:
            if held is None:
                raise ClientError(ErrorCode.SIGNED_OUT)
            if held.tokens.access_token != rejected:
                return held.tokens.access_token
            tokens = self._sessions.refresh(held.tokens.refresh_token)
            if self._held is not held:  # signed out, or in again, while the server answered
                raise ClientError(ErrorCode.SIGNED_OUT)
            self._hold(tokens)
            return tokens.access_token
        except ClientError as error:
            if error.code == ErrorCode.SIGNED_OUT and held is not None and self._held is held:
                self._held = None
                self._vault.forget(self._secret)
                self._on_signed_out()
            raise
        finally:
            self._lock.release()

    def _hold(self, tokens: SessionTokens) -> None:
        now = self._monotonic()
        margin = min(_MARGIN_SECONDS, tokens.access_seconds * _MARGIN_SHARE)
        ends_at = now + tokens.access_seconds
        self._held = _Held(tokens, ends_at - margin, ends_at)
        remembered = Remembered(
            user_id=tokens.person.user_id,
            name=tokens.person.name,
            refresh_token=tokens.refresh_token,
            draft_key=tokens.draft_key,
        )
        self._vault.keep(self._secret, remembered.model_dump_json())

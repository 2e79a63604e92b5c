"""The use cases of signing in and out, each in its own short transactions.

A wrong password is counted and committed although the answer is a failure, and no database connection is held
while a hash is computed; so these do not run in the unit of work of a request.
"""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from threading import Lock
from typing import Final
from uuid import UUID

from agent_desktop.contract.sessions import Person, Refresh, SessionTokens, SignIn
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.service import (
    ATTEMPTS_LIMIT,
    LOCKED_FOR,
    end_family,
    find_login,
    note_failed_attempt,
    open_family,
    refresh_family,
    refuse_while_locked,
)
from agent_desktop.server.auth.tokens import AccessClaims, AccessTokens
from agent_desktop.server.errors import SignedOutError, WrongPasswordError
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork
from agent_desktop.server.versions import check_client_version

UNKNOWN_NAMES_KEPT: Final = 10_000


class SignIns:
    """Signs people in and out.

    Args:
        entered: Called in the transaction of a sign-in with its family: gives an agent their place in telephony, and
            the seat to this desktop. A refresh does not call it.
        left: Called in the transaction of a person's last sign-out, and of the one at their active desktop.
        seat_left: Called with each sign-out; says whether it was the one at the active desktop.
        machine_now: The machine's clock, not the business clock: locks and tokens run by it.
    """

    def __init__(
        self,
        units: UnitsOfWork,
        passwords: Passwords,
        tokens: AccessTokens,
        *,
        refresh_seconds: int,
        machine_now: Callable[[], datetime],
        entered: Callable[[UnitOfWork, Person, UUID], None],
        left: Callable[[UnitOfWork, UUID], None],
        seat_left: Callable[[UnitOfWork, UUID, UUID], bool] = lambda _work, _user, _family: False,
    ) -> None:
        self._units = units
        self._passwords = passwords
        self._tokens = tokens
        self._refresh_seconds = refresh_seconds
        self._machine_now = machine_now
        self._entered = entered
        self._left = left
        self._seat_left = seat_left
        self._unknown = _UnknownNames()

    def sign_in(self, asked: SignIn) -> SessionTokens:
        """Begin a session.

        Raises:
            VersionTooOldError: The desktop cannot work with this server.
            WrongPasswordError: No such name, or not its password; nobody can tell which.
            TooManyAttemptsError: Five wrong ones in a row; `seconds` says how long to wait.
        """
        check_client_version(asked.client_version)
        now = self._machine_now()
        with self._units.begin() as work:
            login = find_login(work.session, asked.name, at=now)
        if login.user_id is None:
            self._unknown.refuse_while_locked(asked.name, now)
        if not self._passwords.check(login.password_hash, asked.password) or login.user_id is None:
            self._count_failure(login.user_id, asked.name)
            raise WrongPasswordError
        with self._units.begin() as work:
            session = open_family(
                work.session,
                login.user_id,
                self._tokens,
                at=self._machine_now(),
                refresh_seconds=self._refresh_seconds,
            )
            self._entered(work, session.person, self._tokens.read(session.access_token).family_id)
        return session

    def refresh(self, asked: Refresh) -> SessionTokens:
        """Go on with a session.

        Raises:
            VersionTooOldError: The desktop cannot work with this server.
            SignedOutError: The token is unknown, too old or used before; then the whole family has ended.
        """
        check_client_version(asked.client_version)
        with self._units.begin() as work:
            session = refresh_family(
                work.session,
                asked.refresh_token,
                self._tokens,
                at=self._machine_now(),
                refresh_seconds=self._refresh_seconds,
            )
        if session is None:
            raise SignedOutError
        return session

    def sign_out(self, claims: AccessClaims) -> None:
        """End the session; with a person's last one, or the one at their active desktop, their agent goes offline,
        unless a call keeps them."""
        with self._units.begin() as work:
            still_in = end_family(work.session, claims.user_id, claims.family_id, at=self._machine_now())
            had_seat = self._seat_left(work, claims.user_id, claims.family_id)
            if had_seat or not still_in:
                self._left(work, claims.user_id)

    def _count_failure(self, user_id: UUID | None, name: str) -> None:
        now = self._machine_now()
        if user_id is None:
            self._unknown.note_failure(name, now)
            return
        with self._units.begin() as work:
            note_failed_attempt(work.session, user_id, at=now)


class _UnknownNames:
    """Locks names nobody has as it locks real ones, so that a lock does not tell which names exist.

    Kept in memory: nothing real depends on it, and made-up names must not fill a table.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._failures: OrderedDict[bytes, tuple[int, datetime | None]] = OrderedDict()

    def refuse_while_locked(self, name: str, at: datetime) -> None:
        with self._lock:
            _, locked_until_at = self._failures.get(self._key(name), (0, None))
        refuse_while_locked(locked_until_at, at)

    def note_failure(self, name: str, at: datetime) -> None:
        with self._lock:
            failures, locked_until_at = self._failures.pop(self._key(name), (0, None))
            failures += 1
            if failures >= ATTEMPTS_LIMIT:
                failures, locked_until_at = 0, at + LOCKED_FOR
            self._failures[self._key(name)] = (failures, locked_until_at)
            while len(self._failures) > UNKNOWN_NAMES_KEPT:
                self._failures.popitem(last=False)

    @staticmethod
    def _key(name: str) -> bytes:
        return sha256(name.encode()).digest()

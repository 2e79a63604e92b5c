"""Signing in, staying signed in, signing out, and adding people. Nothing here commits."""

import base64
import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Person, Role, SessionTokens
from agent_desktop.server.auth.models import RefreshTokenRow, SigningKeyRow, UserRow
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.repository import RefreshTokenRepository, SigningKeyRepository, UserRepository
from agent_desktop.server.auth.tokens import AccessTokens, new_refresh_token, refresh_token_hash
from agent_desktop.server.errors import (
    PasswordTooShortError,
    SignedOutError,
    TooManyAttemptsError,
    UserNameTakenError,
)
from agent_desktop.server.versions import server_version

ATTEMPTS_LIMIT: Final = 5
LOCKED_FOR: Final = timedelta(seconds=60)

PASSWORD_LENGTH: Final = 8
"""Characters a password must have at least."""

LOST_ANSWER_FOR: Final = timedelta(minutes=2)
"""How long a refresh may be asked again because its answer was lost: a server that is killed in the middle of one, and
takes half a minute to come back on a busy machine, must not sign an agent out of a call. Each answer has a token of its
own, and all are good until one is used: of two requests the one that was given up may be the last to be carried out.
Whoever shows another of them afterwards ends the family."""


@dataclass(frozen=True, slots=True)
class Login:
    """What a password is checked against. `user_id` is None for a name nobody has."""

    user_id: UUID | None
    password_hash: str | None


def find_login(session: Session, name: str, *, at: datetime) -> Login:
    """Look up whom `name` is.

    Raises:
        TooManyAttemptsError: Too many wrong passwords; the wait is not over.
    """
    user = UserRepository(session).find_user_by_name(name)
    if user is None or user.disabled_at is not None:
        return Login(None, None)
    refuse_while_locked(user.locked_until_at, at)
    return Login(user.user_id, user.password_hash)


def refuse_while_locked(locked_until_at: datetime | None, at: datetime) -> None:
    """Raises: TooManyAttemptsError: `locked_until_at` is still to come."""
    if locked_until_at is not None and locked_until_at > at:
        raise TooManyAttemptsError(seconds=max(1, round((locked_until_at - at).total_seconds())))


def note_failed_attempt(session: Session, user_id: UUID, *, at: datetime) -> None:
    """Count a wrong password; the fifth in a row locks the name for a minute."""
    user = UserRepository(session).lock_user(user_id)
    if user is None:
        return
    user.failed_attempts += 1
    if user.failed_attempts >= ATTEMPTS_LIMIT:
        user.failed_attempts = 0
        user.locked_until_at = at + LOCKED_FOR


def open_family(
    session: Session, user_id: UUID, tokens: AccessTokens, *, at: datetime, refresh_seconds: int
) -> SessionTokens:
    """Begin one sign-in on one workstation, after the password was right.

    Raises:
        SignedOutError: The person was taken out meanwhile.
        TooManyAttemptsError: Somebody else locked the name meanwhile.
    """
    user = UserRepository(session).lock_user(user_id)
    if user is None or user.disabled_at is not None:
        raise SignedOutError
    refuse_while_locked(user.locked_until_at, at)
    user.failed_attempts = 0
    user.locked_until_at = None
    return _issue(RefreshTokenRepository(session), user, uuid4(), tokens, at=at, refresh_seconds=refresh_seconds)


def refresh_family(
    session: Session, refresh_token: str, tokens: AccessTokens, *, at: datetime, refresh_seconds: int
) -> SessionTokens | None:
    """Rotate a refresh token; it is good once, but for a lost answer.

    None means refused: the caller commits (a reuse has ended the family) and says so.
    """
    repository = RefreshTokenRepository(session)
    row = repository.lock_refresh_token(refresh_token_hash(refresh_token))
    if row is None:
        return None
    user = UserRepository(session).find_user(row.user_id)
    if row.ended_at is not None or row.expires_at <= at or user is None or user.disabled_at is not None:
        repository.end_family(row.family_id, at)
        return None
    if row.used_at is None:
        row.used_at = at
        session.flush()
        repository.end_unused(row.family_id, at)
    else:
        given = repository.lock_issued_since(row.family_id, row.used_at)
        if at - row.used_at > LOST_ANSWER_FOR or any(each.used_at is not None for each in given if each is not row):
            repository.end_family(row.family_id, at)
            return None
    return _issue(repository, user, row.family_id, tokens, at=at, refresh_seconds=refresh_seconds)


def end_family(session: Session, user_id: UUID, family_id: UUID, *, at: datetime) -> bool:
    """Sign out of one workstation; return whether the person is still signed in on another."""
    repository = RefreshTokenRepository(session)
    repository.end_family(family_id, at)
    return repository.has_open_family(user_id, at)


def add_user(
    session: Session,
    passwords: Passwords,
    *,
    name: str,
    display_name: str,
    password: str,
    roles: Iterable[Role],
    extension: str = "",
    team: str = "",
    other_name: str = "",
    site: str = "",
    languages: Iterable[str] = (),
    service_role: str = "",
) -> Person:
    """Let one more person sign in. The last four are what the directory says of them, see `UserRow`.

    Raises:
        PasswordTooShortError: The password has fewer than `PASSWORD_LENGTH` characters.
        UserNameTakenError: Somebody has this name already.
    """
    if len(password.strip()) < PASSWORD_LENGTH:
        raise PasswordTooShortError(least=PASSWORD_LENGTH)
    repository = UserRepository(session)
    if repository.find_user_by_name(name) is not None:
        raise UserNameTakenError(name=name)
    user = UserRow(
        user_id=uuid4(),
        name=name,
        display_name=display_name,
        password_hash=passwords.hash(password),
        roles=sorted(Role(role).value for role in roles),
        extension=extension,
        team=team,
        other_name=other_name,
        site=site,
        languages=list(languages),
        service_role=service_role,
        draft_key=base64.urlsafe_b64encode(os.urandom(32)).decode(),
    )
    repository.add(user)
    session.flush()  # a second one of the same name must fail here, not later
    return person_of(user)


def ensure_signing_keys(session: Session, *, at: datetime) -> tuple[dict[str, bytes], str]:
    """Return all signing keys by id, and the id of the one that signs; make the first one at the first start."""
    repository = SigningKeyRepository(session)
    repository.lock_signing_keys()
    rows = repository.list_signing_keys()
    if not rows:
        key = os.urandom(32)
        key_id = hashlib.sha256(key).hexdigest()[:8]
        repository.add(SigningKeyRow(key_id=key_id, key=base64.urlsafe_b64encode(key).decode(), created_at=at))
        session.flush()
        rows = repository.list_signing_keys()
    return {row.key_id: base64.urlsafe_b64decode(row.key) for row in rows}, rows[-1].key_id


def person_of(user: UserRow) -> Person:
    return Person(
        user_id=user.user_id,
        name=user.name,
        display_name=user.display_name,
        roles=frozenset(Role(role) for role in user.roles),
        extension=user.extension,
        team=user.team,
    )


def _issue(
    repository: RefreshTokenRepository,
    user: UserRow,
    family_id: UUID,
    tokens: AccessTokens,
    *,
    at: datetime,
    refresh_seconds: int,
) -> SessionTokens:
    refresh_token = new_refresh_token()
    repository.add(
        RefreshTokenRow(
            token_hash=refresh_token_hash(refresh_token),
            family_id=family_id,
            user_id=user.user_id,
            issued_at=at,
            expires_at=at + timedelta(seconds=refresh_seconds),
        )
    )
    return SessionTokens(
        access_token=tokens.issue(user.user_id, family_id),
        access_seconds=tokens.seconds,
        refresh_token=refresh_token,
        draft_key=user.draft_key,
        person=person_of(user),
        server_version=server_version(),
        session_id=family_id,
    )

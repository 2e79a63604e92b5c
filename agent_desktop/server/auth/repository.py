"""Every query on people, their refresh tokens and the keys that sign access tokens."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.database import table_of
from agent_desktop.server.auth.models import RefreshTokenRow, SigningKeyRow, UserRow
from telephony.seats.models import SeatRow

_USERS: Final = table_of(UserRow)
_FIND_DISPLAY_NAME: Final = (
    sa.select(_USERS.c.display_name).where(_USERS.c.user_id == sa.bindparam("wanted")).execution_options(later=True)
)


class UserRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find_user_by_name(self, name: str) -> UserRow | None:
        return self._session.scalar(sa.select(UserRow).where(UserRow.name == name))

    def find_user(self, user_id: UUID) -> UserRow | None:
        return self._session.get(UserRow, user_id)

    def ask_display_name(self, user_id: UUID) -> sa.Result[Any]:
        """Ask for a person's name as others see it: one value or none."""
        return self._session.execute(_FIND_DISPLAY_NAME, {"wanted": user_id})

    def list_display_names(self, user_ids: Collection[UUID]) -> Mapping[UUID, str]:
        """Return the names of these people as others see them, by id."""
        query = sa.select(_USERS.c.user_id, _USERS.c.display_name).where(_USERS.c.user_id.in_(user_ids))
        return {row.user_id: row.display_name for row in self._session.execute(query)} if user_ids else {}

    def lock_user(self, user_id: UUID) -> UserRow | None:
        """Lock one person's row, read afresh."""
        query = sa.select(UserRow).where(UserRow.user_id == user_id).with_for_update()
        return self._session.scalar(query.execution_options(populate_existing=True))

    def find_seated(self, user_id: UUID, family_id: UUID) -> tuple[UserRow | None, SeatRow | None]:
        """Return the person as `find_person` does, and where there is one whoever has that person's seat."""
        query = _person(user_id, family_id).add_columns(SeatRow)
        found = self._session.execute(query.outerjoin(SeatRow, SeatRow.agent_id == UserRow.user_id)).one_or_none()
        return (None, None) if found is None else (found[0], found[1])

    def find_person(self, user_id: UUID, family_id: UUID) -> UserRow | None:
        """Return the person of an open family who may still sign in."""
        return self._session.scalar(_person(user_id, family_id))

    def add(self, row: UserRow) -> None:
        self._session.add(row)


def _person(user_id: UUID, family_id: UUID) -> sa.Select[UserRow]:
    is_open = sa.exists().where(
        RefreshTokenRow.family_id == family_id,
        RefreshTokenRow.user_id == user_id,
        RefreshTokenRow.ended_at.is_(None),
    )
    return sa.select(UserRow).where(UserRow.user_id == user_id, UserRow.disabled_at.is_(None), is_open)


class RefreshTokenRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: RefreshTokenRow) -> None:
        self._session.add(row)

    def lock_refresh_token(self, token_hash: str) -> RefreshTokenRow | None:
        query = sa.select(RefreshTokenRow).where(RefreshTokenRow.token_hash == token_hash).with_for_update()
        return self._session.scalar(query)

    def lock_issued_since(self, family_id: UUID, at: datetime) -> Sequence[RefreshTokenRow]:
        """Lock and return the family's tokens that were issued then or later."""
        query = sa.select(RefreshTokenRow).where(
            RefreshTokenRow.family_id == family_id, RefreshTokenRow.issued_at >= at
        )
        return self._session.scalars(query.order_by(RefreshTokenRow.token_hash).with_for_update()).all()

    def end_unused(self, family_id: UUID, at: datetime) -> None:
        """End those of the family's tokens that nobody has used."""
        self._session.execute(
            sa.update(RefreshTokenRow)
            .where(
                RefreshTokenRow.family_id == family_id,
                RefreshTokenRow.used_at.is_(None),
                RefreshTokenRow.ended_at.is_(None),
            )
            .values(ended_at=at)
        )

    def end_family(self, family_id: UUID, at: datetime) -> None:
        self._session.execute(
            sa.update(RefreshTokenRow)
            .where(RefreshTokenRow.family_id == family_id, RefreshTokenRow.ended_at.is_(None))
            .values(ended_at=at)
        )

    def end_all_of(self, user_id: UUID, at: datetime) -> None:
        """End every sign-in of a person."""
        self._session.execute(
            sa.update(RefreshTokenRow)
            .where(RefreshTokenRow.user_id == user_id, RefreshTokenRow.ended_at.is_(None))
            .values(ended_at=at)
        )

    def has_open_family(self, user_id: UUID, at: datetime) -> bool:
        """Say whether the person is still signed in somewhere."""
        query = sa.select(
            sa.exists().where(
                RefreshTokenRow.user_id == user_id,
                RefreshTokenRow.ended_at.is_(None),
                RefreshTokenRow.used_at.is_(None),
                RefreshTokenRow.expires_at > at,
            )
        )
        return bool(self._session.scalar(query))

    def list_open_families(self, family_ids: list[UUID]) -> set[UUID]:
        """Return those of `family_ids` that nobody has ended, of people who may still sign in."""
        query = (
            sa.select(RefreshTokenRow.family_id)
            .join(UserRow, UserRow.user_id == RefreshTokenRow.user_id)
            .where(
                RefreshTokenRow.family_id.in_(family_ids),
                RefreshTokenRow.ended_at.is_(None),
                UserRow.disabled_at.is_(None),
            )
        )
        return set(self._session.scalars(query))

    def delete_tokens_expired_before(self, at: datetime) -> int:
        deleted = sa.delete(RefreshTokenRow).where(RefreshTokenRow.expires_at < at)
        return len(self._session.execute(deleted.returning(RefreshTokenRow.token_hash)).all())


class SigningKeyRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: SigningKeyRow) -> None:
        self._session.add(row)

    def lock_signing_keys(self) -> None:
        """Let one server at a time look for the first key and make it; until the end of the transaction."""
        self._session.execute(sa.text("LOCK TABLE signing_keys IN EXCLUSIVE MODE"))

    def list_signing_keys(self) -> list[SigningKeyRow]:
        """Return the keys, oldest first."""
        return list(self._session.scalars(sa.select(SigningKeyRow).order_by(SigningKeyRow.created_at)))

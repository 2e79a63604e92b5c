"""Every query on the versions of what administrators change."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.configuration.models import ConfigurationRow

ROUTING: Final = "routing"
MENU: Final = "menu"

_LOCK: Final = 0x636F6E66
"""An advisory lock's number: one change of the configuration at a time."""


class ConfigurationRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self) -> None:
        """Let nobody else change a configuration until the end of the transaction. Before every other lock."""
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))

    def find_newest(self, kind: str) -> ConfigurationRow | None:
        """Return the version that counts."""
        query = sa.select(ConfigurationRow).where(ConfigurationRow.kind == kind)
        return self._session.scalar(query.order_by(ConfigurationRow.version.desc()).limit(1))

    def find(self, kind: str, version: int) -> ConfigurationRow | None:
        return self._session.get(ConfigurationRow, (kind, version))

    def list_newest(self, kind: str, limit: int) -> Sequence[ConfigurationRow]:
        """List versions, the newest first."""
        query = sa.select(ConfigurationRow).where(ConfigurationRow.kind == kind)
        return self._session.scalars(query.order_by(ConfigurationRow.version.desc()).limit(limit)).all()

    def newest_versions(self) -> Mapping[str, int]:
        """Return the number of the version that counts, by kind."""
        query = sa.select(ConfigurationRow.kind, sa.func.max(ConfigurationRow.version))
        rows: Sequence[Any] = self._session.execute(query.group_by(ConfigurationRow.kind)).all()
        return dict(rows)

    def names_of(self, user_ids: set[UUID]) -> Mapping[UUID, str]:
        """Return how these people are called."""
        query = sa.select(UserRow.user_id, UserRow.display_name).where(UserRow.user_id.in_(user_ids))
        rows: Sequence[Any] = self._session.execute(query).all()
        return dict(rows)

    def list_people(self) -> Sequence[UserRow]:
        """List who may sign in, by team and name."""
        query = sa.select(UserRow).where(UserRow.disabled_at.is_(None))
        return self._session.scalars(query.order_by(UserRow.team, UserRow.display_name, UserRow.name)).all()

    def add(self, row: ConfigurationRow) -> None:
        self._session.add(row)
        self._session.flush()

"""Who is warned of complaints, and their names."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.records.database import table_of
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.repository import UserRepository

_USERS: Final = table_of(UserRow)


class CentrePeople:
    """The people of the centre (`facts.People`)."""

    def supervisors(self, session: Session, team: str) -> Collection[UUID]:
        """Return a team's supervisors; where it has none those of the whole centre, and where there are none such,
        all."""
        query = sa.select(_USERS.c.user_id, _USERS.c.team).where(*_with(Role.SUPERVISOR)).order_by(_USERS.c.name)
        found = session.execute(query).all()
        own = [row.user_id for row in found if team and row.team == team]
        of_centre = [row.user_id for row in found if not row.team]
        return own or of_centre or [row.user_id for row in found]

    def with_role(self, session: Session, role: str) -> Collection[UUID]:
        """Return everybody with a role."""
        query = sa.select(_USERS.c.user_id).where(*_with(role)).order_by(_USERS.c.name)
        return session.scalars(query).all()

    def names(self, session: Session, user_ids: Collection[UUID]) -> Mapping[UUID, str]:
        return UserRepository(session).list_display_names(user_ids)


def _with(role: str) -> tuple[sa.ColumnElement[bool], ...]:
    return _USERS.c.roles.contains([str(role)]), _USERS.c.disabled_at.is_(None)

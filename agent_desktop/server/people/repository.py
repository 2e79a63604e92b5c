"""Every query of administrators on people."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.server.auth.models import RefreshTokenRow, UserRow
from telephony.agents.models import AgentRow
from telephony.agents.states import BUSY


class PeopleRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_people(self) -> Sequence[UserRow]:
        """List everybody, also who is disabled, by name."""
        query = sa.select(UserRow).order_by(sa.func.lower(UserRow.display_name), UserRow.name)
        return self._session.scalars(query.execution_options(populate_existing=True)).all()

    def lock_with_administrators(self, user_id: UUID) -> tuple[UserRow | None, int]:
        """Lock a person and every enabled administrator, all in one order; return the person, and how many other
        enabled administrators there are. Two who would take each other's role away wait for each other."""
        administrator = sa.and_(UserRow.disabled_at.is_(None), UserRow.roles.contains([Role.ADMINISTRATOR.value]))
        query = sa.select(UserRow).where(sa.or_(UserRow.user_id == user_id, administrator))
        locked = query.order_by(UserRow.user_id).with_for_update().execution_options(populate_existing=True)
        rows = self._session.scalars(locked).all()
        person = next((row for row in rows if row.user_id == user_id), None)
        return person, sum(row.user_id != user_id for row in rows)

    def count_sign_ins(self, at: datetime) -> Mapping[UUID, int]:
        """Count the open sign-ins of each person; `at` is the machine's time."""
        query = (
            sa.select(RefreshTokenRow.user_id, sa.func.count(RefreshTokenRow.family_id.distinct()))
            .where(
                RefreshTokenRow.ended_at.is_(None), RefreshTokenRow.used_at.is_(None), RefreshTokenRow.expires_at > at
            )
            .group_by(RefreshTokenRow.user_id)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def list_in_call(self) -> Collection[UUID]:
        """Return who has a call, or its wrap-up."""
        return set(self._session.scalars(sa.select(AgentRow.agent_id).where(AgentRow.state.in_(BUSY))))

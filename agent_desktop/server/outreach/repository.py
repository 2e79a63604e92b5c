"""Who is there to be asked to turn to a customer: people by name and team, and who serves a queue."""

from collections.abc import Collection, Mapping
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.outreach.service import Centre
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.repository import UserRepository
from telephony.queues.models import QueueMemberRow, QueueRow


def centre_in(session: Session) -> Centre:
    """Return who may be asked; each is looked up when it is needed."""

    def manager(name: str) -> UUID | None:
        query = sa.select(UserRow.user_id).where(
            sa.func.lower(UserRow.display_name) == name.strip().lower(), UserRow.disabled_at.is_(None)
        )
        found = session.scalars(query.limit(2)).all()
        return found[0] if len(found) == 1 else None  # two of one name: nobody is surely meant

    def has_team(team: str) -> bool:
        query = sa.select(UserRow.user_id).where(UserRow.team == team, UserRow.disabled_at.is_(None))
        return bool(team) and session.scalars(query.limit(1)).first() is not None

    def has_queue(code: str) -> bool:
        query = sa.select(QueueRow.queue_id).where(QueueRow.code == code, ~QueueRow.retired)
        return session.scalars(query).first() is not None

    def names_of(user_ids: Collection[UUID]) -> Mapping[UUID, str]:
        return UserRepository(session).list_display_names(user_ids)

    return Centre(manager, has_team, has_queue, names_of)


def who_works(session: Session) -> tuple[frozenset[UUID], frozenset[str]]:
    """Return who does not work here any more, and the teams in which somebody does."""
    gone = session.scalars(sa.select(UserRow.user_id).where(UserRow.disabled_at.is_not(None)))
    teams = session.scalars(sa.select(UserRow.team).where(UserRow.disabled_at.is_(None), UserRow.team != "").distinct())
    return frozenset(gone), frozenset(teams)


def queue_codes_of(session: Session, user_id: UUID) -> frozenset[str]:
    """Return the codes of the queues that somebody serves."""
    query = sa.select(QueueRow.code).join(QueueMemberRow, QueueMemberRow.queue_id == QueueRow.queue_id)
    return frozenset(session.scalars(query.where(QueueMemberRow.agent_id == user_id, ~QueueRow.retired)))

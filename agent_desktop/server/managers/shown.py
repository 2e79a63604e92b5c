"""What a profile says of a customer's manager beyond the name."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.relationships import Relationship
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.managers.repository import given_since
from agent_desktop.server.auth.models import UserRow


def with_manager(session: Session, relationship: Relationship, options: ProfileOptions) -> Relationship:
    """Return a relationship with its manager's team, and since when they are, where that is known here."""
    manager, customer_id = relationship.manager, relationship.customer_id
    if manager is None:
        return relationship
    since_at = given_since(session, customer_id, manager.name)
    since_on = options.day_of(since_at) if since_at is not None else manager.since_on
    shown = manager.model_copy(update={"team": _team_of(session, manager.name) or manager.team, "since_on": since_on})
    return relationship.model_copy(update={"manager": shown})


def _team_of(session: Session, name: str) -> str:
    """Return the team of who signs in by this name; empty where nobody or several do."""
    query = sa.select(UserRow.team).where(UserRow.display_name == name, UserRow.disabled_at.is_(None)).limit(2)
    teams = session.scalars(query).all()
    return teams[0] if len(teams) == 1 else ""

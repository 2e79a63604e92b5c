"""Who took the calls of a customer's last seven days: told with the relationship, once they are on screen."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from agent_desktop.contract.relationships import CallTaken, Relationship
from agent_desktop.records.contacts.repository import ContactRepository
from agent_desktop.server.auth.repository import UserRepository

DAYS: Final = 7
MOST: Final = 10


def with_calls_taken(session: Session, relationship: Relationship, at: datetime) -> Relationship:
    """Return a relationship with who took the customer's calls of the seven days before `at`."""
    rows = ContactRepository(session).list_calls_taken(relationship.customer_id, at - timedelta(days=DAYS), at, MOST)
    if not rows:
        return relationship
    names = UserRepository(session).list_display_names({row["agent_id"] for row in rows})
    taken = (CallTaken(contact_id=row["contact_id"], agent_name=names.get(row["agent_id"], "")) for row in rows)
    return relationship.model_copy(update={"calls_taken": tuple(each for each in taken if each.agent_name)})

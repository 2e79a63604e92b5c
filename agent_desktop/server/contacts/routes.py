"""``GET /v1/contacts``: the agent's own present and recent contacts."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime

from agent_desktop.contract.contacts import AgentContacts
from agent_desktop.contract.interactions import Disposition
from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.rules import AGENTS
from agent_desktop.server.contacts.service import contacts_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.app import Telephony
from telephony.contacts.repository import After


def contact_routes(telephony: Telephony, dispositions: Sequence[Disposition]) -> APIRouter:
    """Build the route. `dispositions` are those of the settings."""
    router = APIRouter(tags=["contacts"])

    @router.get("/contacts")
    def list_contacts(
        person: Annotated[Person, Depends(AGENTS)],
        work: Annotated[UnitOfWork, Depends(unit_of_work, scope="function")],
        after_at: AwareDatetime | None = None,
        after_call: UUID | None = None,
    ) -> AgentContacts:
        after = None if after_at is None or after_call is None else After(after_at, after_call)
        return contacts_of(work, telephony.settings, dispositions, person.user_id, after)

    return router

"""``/v1/customers/{id}/value``: how what a customer is worth was reckoned."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.sessions import Person
from agent_desktop.contract.valuation import ValueExplanation
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.valuation.service import explain_value
from agent_desktop.server.auth.rules import CUSTOMER_READERS
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Reader = Annotated[Person, Depends(CUSTOMER_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def valuation_routes() -> APIRouter:
    """Build the route."""
    router = APIRouter(tags=["customers"])

    @router.get("/customers/{customer_id}/value")
    def read_value(customer_id: UUID, person: Reader, work: Unit) -> ValueExplanation:
        explanation = explain_value(work.session, customer_id, at=work.now())
        record_look(
            work.session,
            at=work.now(),
            by=person.user_id,
            what="value.shown",
            record_kind="customer",
            record_id=customer_id,
        )
        return explanation

    return router

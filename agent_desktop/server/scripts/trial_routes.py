"""``/v1/customers/{id}/script-facts`` and ``/v1/script-trials/any-customer``: customers to try a script with.

Every look is audited; nothing is stored.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends
from pydantic import JsonValue

from agent_desktop.contract.base import Language
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.script_trials import TrialAccount, TrialAge, TrialCustomer, TrialKind, TrialProduct
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.caller_cards.service import Caller
from agent_desktop.records.customers.facts import script_facts
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.service import compose_profile_and_card
from agent_desktop.records.customers.unnamed import NO_NAME, any_customer, values_without_name, without_name
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.records.formatting import both
from agent_desktop.records.script_runs.values import Talk, values_of
from agent_desktop.server.auth.rules import CUSTOMER_READERS, SCRIPT_AUTHORS, SCRIPT_READERS
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Reader = Annotated[Person, Depends(CUSTOMER_READERS)]
Author = Annotated[Person, Depends(SCRIPT_AUTHORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

_NO_CALL = Caller(call_id=UUID(int=0), number="")


def trial_routes(options: ProfileOptions) -> APIRouter:
    """Build the routes. Whom one may see, one chooses; who only writes scripts chooses a kind, and gets some customer
    of it, unnamed: the one right does not bring the other."""
    router = APIRouter(tags=["scripts"])

    @router.get("/customers/{customer_id}/script-facts", dependencies=[Depends(SCRIPT_READERS)])
    def read_facts(customer_id: UUID, person: Reader, work: Unit) -> TrialCustomer:
        return customer_of(customer_id, person, work, work.now())

    @router.get("/script-trials/any-customer")
    def read_any(
        person: Author,
        work: Unit,
        tier: Tier | None = None,
        language: Language | None = None,
        product: TrialProduct | None = None,
        age: TrialAge | None = None,
    ) -> TrialCustomer:
        kind = TrialKind(tier, language, product, age)
        customer_id = any_customer(work.session, kind, today=options.day_of(work.now()))
        if customer_id is None:
            raise CustomerNotFoundError(_NO_CALL.call_id)
        found = customer_of(customer_id, person, work, work.now(), wished=kind)
        accounts = (TrialAccount(holding_id=uuid4(), product=each.product) for each in found.accounts)
        return TrialCustomer(
            customer_id=uuid4(),  # of this trial alone
            name=NO_NAME,
            facts=without_name(found.facts),
            values=values_without_name(found.values),
            accounts=tuple(accounts),
        )

    def customer_of(
        customer_id: UUID, person: Person, work: UnitOfWork, at: datetime, *, wished: TrialKind | None = None
    ) -> TrialCustomer:
        profile, card = compose_profile_and_card(work.session, customer_id, at=at, options=options)
        values = values_of(work.session, Talk(_NO_CALL, at), customer_id, at=at, options=options)
        record_look(
            work.session,
            at=at,
            by=person.user_id,
            what="script.tried",
            record_kind="customer",
            record_id=customer_id,
            detail={"wished": list[JsonValue](sorted(wished.wishes))} if wished is not None else None,
        )
        return TrialCustomer(
            customer_id=customer_id,
            name=both(profile.name, profile.name_chinese or profile.name),
            facts=script_facts(profile, card, at=at, options=options),
            values=values,
            accounts=tuple(
                TrialAccount(holding_id=each.holding_id, product=each.product, number_masked=each.number_masked)
                for part in profile.parts
                for each in part.holdings
            ),
        )

    return router

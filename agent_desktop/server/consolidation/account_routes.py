"""``/v1/consolidation/accounts``, ``/comparisons``, ``/search`` and ``/runs``: beside the review list."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.consolidation import (
    AccountsOfCustomer,
    CompareAccounts,
    Comparison,
    Consolidations,
    RevealCompared,
    RevealedPair,
)
from agent_desktop.contract.customers import Search, SearchHit
from agent_desktop.contract.sessions import Person
from agent_desktop.records.consolidation.accounts import accounts_of_customer, compare_accounts, reveal_compared
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.records.consolidation.runs import consolidations
from agent_desktop.records.customers.service import record_found, search_customers
from agent_desktop.server.auth.rules import RECORD_KEEPERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.consolidation.nightly import GIVEN_UP_AFTER
from agent_desktop.server.schedule import Schedule
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Keeper = Annotated[Person, Depends(RECORD_KEEPERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def account_routes(options: LinkOptions, schedule: Schedule | None) -> APIRouter:
    """Build the routes. `schedule` says when nights are due, None for never."""
    router = APIRouter(tags=["consolidation"])

    @router.get("/consolidation/runs")
    def read_runs(person: Keeper, work: Unit) -> Consolidations:  # noqa: ARG001  the rule is all that is asked
        now = work.now()
        next_at = schedule.next_after(now) if schedule is not None else None
        return consolidations(work.session, next_at=next_at, silent_before=now - GIVEN_UP_AFTER)

    @router.post("/consolidation/search")  # a POST as that of customers, which administrators may not ask
    def search(asked: Search, person: Keeper, work: Unit) -> list[SearchHit]:
        hits = search_customers(work.session, asked.text, asked.limit)
        record_found(work.session, hits, at=work.now(), by=person.user_id)
        return hits

    @router.get("/consolidation/accounts/{customer_id}")
    def read_accounts(customer_id: UUID, person: Keeper, work: Unit) -> AccountsOfCustomer:
        return accounts_of_customer(work.session, customer_id, at=work.now(), by=person.user_id)

    @router.post("/consolidation/comparisons")
    def compare(asked: CompareAccounts, person: Keeper, work: Unit) -> Comparison:
        return compare_accounts(
            work.session, asked.one_id, asked.other_id, at=work.now(), by=person.user_id, options=options
        )

    @router.post("/consolidation/comparisons/reveals")
    def reveal(command: RevealCompared, person: Keeper, work: Unit) -> RevealedPair:
        def show() -> RevealedPair:
            return reveal_compared(
                work.session, command.one_id, command.other_id, command.field, at=work.now(), by=person.user_id
            )

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line("reveal compared", command),
            at=work.now(),
            do=show,
            kept=lambda _: {},  # a clear value is not kept
            again=lambda _: show(),
        )

    return router

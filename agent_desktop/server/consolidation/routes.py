"""``/v1/consolidation``: the review list, the evidence of a pair, and what a person says of it. Back office only."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, JsonValue

from agent_desktop.contract.consolidation import (
    AccountGroup,
    DecidePair,
    MergeAccounts,
    PairEvidence,
    RevealedPair,
    RevealPair,
    ReviewList,
    TakeBack,
    UnmergeAccount,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.consolidation.options import LinkOptions
from agent_desktop.records.consolidation.service import (
    account_group,
    decide_pair,
    merge_accounts,
    pair_evidence,
    reveal_pair,
    review_list,
    take_back_decision,
    unmerge_account,
)
from agent_desktop.server.auth.rules import RECORD_KEEPERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Keeper = Annotated[Person, Depends(RECORD_KEEPERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

MOST_PAIRS = 200


def consolidation_routes(options: LinkOptions) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["consolidation"])

    def looked(work: UnitOfWork, person: Person, what: str, record_id: UUID | None, **detail: JsonValue) -> None:
        record_look(
            work.session,
            at=work.now(),
            by=person.user_id,
            what=what,
            record_kind="customer",
            record_id=record_id,
            detail=detail,
        )

    def shown(work: UnitOfWork, person: Person, group: AccountGroup) -> AccountGroup:
        seen: list[JsonValue] = [str(each.account.customer_id) for each in group.accounts]
        looked(work, person, "accounts.shown", group.customer_id, accounts=seen)
        return group

    def group_once(
        work: UnitOfWork, person: Person, command_id: UUID, route: str, body: BaseModel, do: Callable[[], AccountGroup]
    ) -> AccountGroup:
        return once(
            work.session,
            command_id=command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(route, body),
            at=work.now(),
            do=lambda: shown(work, person, do()),
            kept=_ids,  # names are not kept
            again=lambda kept: shown(
                work,
                person,
                account_group(work.session, UUID(kept["customer_id"])).model_copy(
                    update={"decision_id": UUID(kept["decision_id"]) if kept["decision_id"] else None}
                ),
            ),
        )

    @router.get("/consolidation/pairs")
    def list_pairs(
        person: Keeper,
        work: Unit,
        limit: Annotated[int, Query(ge=1, le=MOST_PAIRS)] = 100,
        skip: Annotated[int, Query(ge=0)] = 0,
    ) -> ReviewList:
        listed = review_list(work.session, limit=limit, skip=skip)
        if listed.pairs:  # it names people
            seen: list[JsonValue] = [str(pair.pair_id) for pair in listed.pairs]
            looked(work, person, "pairs.listed", None, pair_ids=seen)
        return listed

    @router.get("/consolidation/pairs/{pair_id}")
    def read_pair(pair_id: UUID, person: Keeper, work: Unit) -> PairEvidence:
        return pair_evidence(work.session, pair_id, at=work.now(), by=person.user_id)

    @router.post("/consolidation/pairs/{pair_id}/reveals")
    def reveal(pair_id: UUID, command: RevealPair, person: Keeper, work: Unit) -> RevealedPair:
        def show() -> RevealedPair:
            return reveal_pair(work.session, pair_id, command.field, at=work.now(), by=person.user_id)

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"reveal pair {pair_id}", command),
            at=work.now(),
            do=show,
            kept=lambda _: {},  # a clear value is not kept
            again=lambda _: show(),
        )

    @router.post("/consolidation/pairs/{pair_id}/decisions")
    def decide(pair_id: UUID, command: DecidePair, person: Keeper, work: Unit) -> AccountGroup:
        def do() -> AccountGroup:
            return decide_pair(
                work.session,
                pair_id,
                is_same=command.is_same,
                reason=command.reason,
                at=work.now(),
                by=person.user_id,
                options=options,
            )

        return group_once(work, person, command.command_id, f"decide pair {pair_id}", command, do)

    @router.post("/consolidation/merges")
    def merge(command: MergeAccounts, person: Keeper, work: Unit) -> AccountGroup:
        def do() -> AccountGroup:
            return merge_accounts(
                work.session,
                command.one_id,
                command.other_id,
                reason=command.reason,
                at=work.now(),
                by=person.user_id,
                options=options,
            )

        return group_once(work, person, command.command_id, "merge accounts", command, do)

    @router.get("/consolidation/groups/{customer_id}")
    def read_group(customer_id: UUID, person: Keeper, work: Unit) -> AccountGroup:
        return shown(work, person, account_group(work.session, customer_id))

    @router.post("/consolidation/groups/{customer_id}/unmerge")
    def unmerge(customer_id: UUID, command: UnmergeAccount, person: Keeper, work: Unit) -> AccountGroup:
        def do() -> AccountGroup:
            return unmerge_account(
                work.session,
                customer_id,
                reason=command.reason,
                at=work.now(),
                by=person.user_id,
                options=options,
            )

        return group_once(work, person, command.command_id, f"unmerge {customer_id}", command, do)

    @router.post("/consolidation/decisions/{decision_id}/take-back")
    def undo(decision_id: UUID, command: TakeBack, person: Keeper, work: Unit) -> AccountGroup:
        def do() -> AccountGroup:
            return take_back_decision(work.session, decision_id, at=work.now(), by=person.user_id, options=options)

        return group_once(work, person, command.command_id, f"take back {decision_id}", command, do)

    return router


def _ids(group: AccountGroup) -> dict[str, str]:
    return {
        "customer_id": str(group.customer_id),
        "decision_id": str(group.decision_id) if group.decision_id is not None else "",
    }

"""``/v1/managers``: who looks after which customers, for supervisors."""

from collections.abc import Callable
from typing import Annotated, Final
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from pydantic import JsonValue

from agent_desktop.contract.managers import (
    CUSTOMERS_A_PAGE,
    ChangeDone,
    ChangeKind,
    HandOver,
    ListCustomers,
    ManagedCustomer,
    ManagedCustomers,
    ManagerChange,
    ManagerLine,
    Managers,
    UndoChange,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.customers.masking import mask_customer_number
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.managers.repository import ManagerRepository
from agent_desktop.records.managers.schema import AssignmentRules
from agent_desktop.records.managers.service import hand_over, undo_change
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.rules import SUPERVISORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.managers.rules import list_people, most_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Supervisor = Annotated[Person, Depends(SUPERVISORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

LAST_CHANGES: Final = 20


def manager_routes(rules: AssignmentRules) -> APIRouter:
    """Build the routes. `rules` say who may look after customers, and after how many."""
    router = APIRouter(tags=["managers"])

    @router.get("/managers")
    def read(person: Supervisor, work: Unit) -> Managers:  # noqa: ARG001  the rule
        repository = ManagerRepository(work.session)
        counts = dict(repository.counts())
        without = counts.pop("", 0)
        people = [each for each in list_people(work.session, rules) if each.name in counts or most_of(each, rules)]
        lines = [
            ManagerLine(
                name=each.name,
                user_id=each.user_id,
                team=each.team,
                languages=tuple(sorted(each.languages)),
                customers=counts.get(each.name, 0),
                most=most_of(each, rules),
            )
            for each in people
        ]
        known = {each.name for each in people}
        lines += [
            ManagerLine(name=name, user_id=None, customers=count) for name, count in counts.items() if name not in known
        ]
        changes = repository.list_changes(LAST_CHANGES)
        names = _names(work, {each.by_user_id for each in changes if each.by_user_id is not None})
        return Managers(
            managers=tuple(sorted(lines, key=lambda each: each.name)),
            without=without,
            changes=tuple(
                ManagerChange(
                    change_id=each.change_id,
                    at=each.at,
                    kind=ChangeKind(each.kind),
                    by_name=names.get(each.by_user_id, "") if each.by_user_id is not None else "",
                    reason=each.reason,
                    from_name=each.from_name,
                    to_name=each.to_name,
                    customers=each.customer_count,
                    undone_at=each.undone_at,
                )
                for each in changes
            ),
        )

    @router.post("/managers/customers")
    def customers(asked: ListCustomers, person: Supervisor, work: Unit) -> ManagedCustomers:
        rows = ManagerRepository(work.session).list_of(asked.name, limit=CUSTOMERS_A_PAGE + 1, skip=asked.skip)
        shown = rows[:CUSTOMERS_A_PAGE]
        if shown:
            seen: list[JsonValue] = [str(row["customer_id"]) for row in shown]
            record_look(
                work.session,
                at=work.now(),
                by=person.user_id,
                what="managers.customers_listed",
                record_kind="customer",
                record_id=None,
                detail={"customer_ids": seen},
            )
        return ManagedCustomers(
            customers=tuple(
                ManagedCustomer(
                    customer_id=row["customer_id"],
                    name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
                    name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
                    kind=row["kind"],
                    tier=row["tier"],
                    number_masked=mask_customer_number(row["customer_number"]),
                    languages=tuple(row["languages"]),
                )
                for row in shown
            ),
            more=len(rows) > len(shown),
        )

    @router.post("/managers/hand-over")
    def hand(command: HandOver, person: Supervisor, work: Unit) -> ChangeDone:
        def do() -> ChangeDone:
            to = next((each for each in list_people(work.session, rules) if each.user_id == command.to_id), None)
            change_id, customers = hand_over(
                work.session,
                command.from_name,
                to,
                customer_ids=command.customer_ids,
                reason=command.reason,
                at=work.now(),
                by=person.user_id,
            )
            return ChangeDone(change_id=change_id, customers=customers)

        return _once(work, person, "hand over", command, do)

    @router.post("/managers/changes/{change_id}/undo")
    def undo(change_id: UUID, command: UndoChange, person: Supervisor, work: Unit) -> ChangeDone:
        def do() -> ChangeDone:
            return ChangeDone(customers=undo_change(work.session, change_id, at=work.now(), by=person.user_id))

        return _once(work, person, f"undo {change_id}", command, do)

    return router


def _once(
    work: UnitOfWork, person: Person, route: str, command: HandOver | UndoChange, do: Callable[[], ChangeDone]
) -> ChangeDone:
    return once(
        work.session,
        command_id=command.command_id,
        user_id=person.user_id,
        fingerprint=in_one_line(route, command),
        at=work.now(),
        do=do,
        kept=lambda answer: answer.model_dump(mode="json"),
        again=ChangeDone.model_validate,
    )


def _names(work: UnitOfWork, user_ids: set[UUID]) -> dict[UUID, str]:
    query = sa.select(UserRow.user_id, UserRow.display_name).where(UserRow.user_id.in_(list(user_ids)))
    return {user_id: name for user_id, name in work.session.execute(query)}  # noqa: C416  dict() takes no rows

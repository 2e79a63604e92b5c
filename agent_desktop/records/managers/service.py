"""Gives customers a relationship manager by rule, hands them over, and takes either back. Never commits.

The manager is `customers.manager_name`, which routing and the profile read already.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.errors import (
    ChangeNotUndoableError,
    HandOverReasonError,
    ManagerUnknownError,
    NobodyToHandOverError,
)
from agent_desktop.records.managers.models import ManagerChangeRow
from agent_desktop.records.managers.planning import Manager, Plan, Unassigned, plan_assignments
from agent_desktop.records.managers.repository import ManagerRepository
from agent_desktop.records.managers.schema import AssignmentRules

REASON_LIMIT: Final = 500
_EVERY: Final = 1_000


@dataclass(frozen=True, slots=True)
class Assigned:
    """What an assignment comes to. `managers` have the loads of before; `after` are those it leads to, by manager."""

    plan: Plan
    managers: Sequence[Manager]
    after: Counter[UUID]
    change_id: UUID | None = None


def with_loads(session: Session, managers: Sequence[Manager]) -> list[Manager]:
    """Return the managers with how many customers each has now."""
    counts = ManagerRepository(session).counts()
    return [replace(each, customers=counts.get(each.name, 0)) for each in managers]


def assign_managers(
    session: Session,
    managers: Sequence[Manager],
    rules: AssignmentRules,
    *,
    at: datetime,
    dry_run: bool,
    reason: str = "",
    progress: Callable[[int], None] = lambda _: None,
) -> Assigned:
    """Plan who looks after whom, and do it unless it is a `dry_run`. `progress` hears how many were looked at.

    A plan and what follows from it are one transaction under one lock: nobody fills the room meanwhile.
    """
    repository = ManagerRepository(session)
    repository.lock()
    loaded = with_loads(session, managers)
    tiers = {tier for rule in rules.rules for tier in (rule.tiers or tuple(Tier))}
    kinds = {kind for rule in rules.rules for kind in rule.kinds} - {CustomerKind.PROSPECT}
    plan = plan_assignments(_told(repository.unassigned(tiers, kinds), progress), loaded, rules)
    after = Counter({each.user_id: each.customers for each in loaded})
    after.update(each.manager_id for each in plan.assignments)
    if dry_run or not plan.assignments:
        return Assigned(plan, loaded, after)
    names = {each.user_id: each.name for each in loaded}
    given = {each.customer_id: names[each.manager_id] for each in plan.assignments}
    change_id = _enter(session, "assigned", given, at=at, by=None, reason=reason, from_name="", to_name="")
    return Assigned(plan, loaded, after, change_id)


def hand_over(
    session: Session,
    from_name: str,
    to: Manager | None,
    *,
    customer_ids: Collection[UUID] | None,
    reason: str,
    at: datetime,
    by: UUID,
) -> tuple[UUID, int]:
    """Have `to` look after customers of `from_name`: all of them (None), or these.

    Returns the change, to undo it by, and how many customers it has.

    Raises:
        ManagerUnknownError: Nobody of that id may sign in.
        HandOverReasonError: There is no reason, or one of more than `REASON_LIMIT` characters.
        NobodyToHandOverError: None of them is that manager's, or they would stay where they are.
    """
    if to is None:
        raise ManagerUnknownError
    if not reason.strip() or len(reason) > REASON_LIMIT:
        raise HandOverReasonError(limit=REASON_LIMIT)
    repository = ManagerRepository(session)
    repository.lock()
    ids = repository.ids_of(from_name, customer_ids) if from_name and from_name != to.name else []
    if not ids:
        raise NobodyToHandOverError
    given = dict.fromkeys(ids, to.name)
    change_id = _enter(
        session, "handed_over", given, at=at, by=by, reason=reason.strip(), from_name=from_name, to_name=to.name
    )
    return change_id, len(given)


def undo_change(session: Session, change_id: UUID, *, at: datetime, by: UUID) -> int:
    """Give the customers of a change back whom they had before; return how many. Who was changed since stays.

    Raises:
        ChangeNotUndoableError: There is no such change, or it was undone already.
    """
    repository = ManagerRepository(session)
    repository.lock()
    change = repository.lock_change(change_id)
    if change is None or change.undone_at is not None:
        raise ChangeNotUndoableError
    back = repository.take_back(change)
    change.undone_at, change.undone_by = at, by
    session.flush()
    _audit(session, "managers.change_undone", change_id, back, at, by)
    return back


def _enter(
    session: Session,
    kind: str,
    given: dict[UUID, str],
    *,
    at: datetime,
    by: UUID | None,
    reason: str,
    from_name: str,
    to_name: str,
) -> UUID:
    change = ManagerChangeRow(
        change_id=uuid4(),
        at=at,
        by_user_id=by,
        kind=kind,
        reason=reason[:REASON_LIMIT],
        from_name=from_name,
        to_name=to_name,
        customer_count=len(given),
    )
    ManagerRepository(session).enter(change, given, at)
    _audit(session, f"managers.{kind}", change.change_id, len(given), at, by)
    return change.change_id


def _audit(session: Session, what: str, change_id: UUID, customers: int, at: datetime, by: UUID | None) -> None:
    detail: dict[str, JsonValue] = {"customers": customers}  # who they are stands in the change's own entries
    record_change(session, at=at, by=by, what=what, record_kind="manager_change", record_id=change_id, detail=detail)


def _told(customers: Iterator[Unassigned], progress: Callable[[int], None]) -> Iterator[Unassigned]:
    looked = 0
    for looked, customer in enumerate(customers, start=1):
        yield customer
        if looked % _EVERY == 0:
            progress(looked)
    progress(looked)

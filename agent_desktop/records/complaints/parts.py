"""Tasks and redress as the contract shows them, and what somebody may do with them. Pure but for the rows."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_parts import (
    ComplaintTask,
    ComplaintTaskState,
    ComplaintTaskStep,
    Redress,
    RedressDecision,
    RedressState,
)
from agent_desktop.records.complaints.access import Asking, departments_of
from agent_desktop.records.complaints.models import ComplaintRedressRow, ComplaintRow, ComplaintTaskRow
from agent_desktop.records.complaints.rights import DESK
from agent_desktop.records.complaints.states import END_STATES, Actor

_S, _T = ComplaintTaskState, ComplaintTaskStep

TASK_STEPS: Final[Mapping[tuple[ComplaintTaskState, ComplaintTaskStep], ComplaintTaskState]] = MappingProxyType(
    {
        (_S.OPEN, _T.TAKE): _S.TAKEN,
        (_S.OPEN, _T.REFUSE): _S.REFUSED,
        (_S.OPEN, _T.CANCEL): _S.CANCELLED,
        (_S.OPEN, _T.MOVE): _S.OPEN,
        (_S.TAKEN, _T.TAKE): _S.TAKEN,
        (_S.TAKEN, _T.GIVE_BACK): _S.OPEN,
        (_S.TAKEN, _T.FINISH): _S.DONE,
        (_S.TAKEN, _T.REFUSE): _S.REFUSED,
        (_S.TAKEN, _T.CANCEL): _S.CANCELLED,
        (_S.TAKEN, _T.MOVE): _S.TAKEN,
        (_S.DONE, _T.REOPEN): _S.OPEN,
        (_S.REFUSED, _T.REOPEN): _S.OPEN,
        (_S.CANCELLED, _T.REOPEN): _S.OPEN,
    }
)
"""How a task goes on. The department takes, gives back, finishes and refuses; whoever has the complaint cancels, moves
the deadline and opens it again."""

DEPARTMENTS_STEPS: Final = frozenset({_T.TAKE, _T.GIVE_BACK, _T.FINISH, _T.REFUSE})

_R, _D = RedressState, RedressDecision
DECISIONS: Final[Mapping[tuple[RedressState, RedressDecision], RedressState]] = MappingProxyType(
    {
        (_R.PROPOSED, _D.APPROVE): _R.APPROVED,
        (_R.PROPOSED, _D.REFUSE): _R.REFUSED,
        (_R.PROPOSED, _D.WITHDRAW): _R.WITHDRAWN,
        (_R.APPROVED, _D.WITHDRAW): _R.WITHDRAWN,
        (_R.APPROVED, _D.PAY): _R.PAID,
    }
)
"""How redress is decided."""
APPROVERS: Final = frozenset({Actor.HANDLER, Actor.SUPERVISOR, Actor.COMPLIANCE})


def may_step(
    task: ComplaintTaskRow, step: ComplaintTaskStep, actors: Collection[Actor], by: UUID, departments: Collection[str]
) -> bool:
    """Say whether somebody may take a step of a task: their department's, or of a complaint that they work on."""
    if (task.state, step) not in TASK_STEPS:
        return False
    if step not in DEPARTMENTS_STEPS:
        return bool(DESK & frozenset(actors))
    if task.department not in departments and not APPROVERS & frozenset(actors):
        return False
    if step is _T.TAKE:
        return task.taken_by != by
    return task.state is _S.OPEN or task.taken_by == by


def shown_tasks(
    tasks: Iterable[ComplaintTaskRow],
    row: ComplaintRow,
    actors: Collection[Actor],
    asking: Asking,
    names: Mapping[UUID, str],
) -> tuple[ComplaintTask, ...]:
    """Return the tasks of one complaint, with the steps that whoever asks may take."""
    departments = departments_of(asking.book, asking.who.team)
    return tuple(shown_task(task, row, actors, departments, asking, names) for task in tasks)


def shown_task(
    task: ComplaintTaskRow,
    row: ComplaintRow,
    actors: Collection[Actor],
    departments: Collection[str],
    asking: Asking,
    names: Mapping[UUID, str],
) -> ComplaintTask:
    """Return one task."""
    department = asking.book.departments.get(task.department)
    by = asking.who.user_id
    steps = () if row.state in END_STATES else ComplaintTaskStep
    return ComplaintTask(
        task_id=task.task_id,
        version=task.version,
        complaint_id=task.complaint_id,
        complaint_number=row.number,
        department=task.department,
        department_name=department.name if department is not None else {},
        state=task.state,
        words=task.words,
        due_at=task.due_at,
        is_late=task.ended_at is None and task.due_at < asking.at,
        asked_at=task.asked_at,
        asked_by=names.get(task.asked_by, ""),
        taken_by_id=task.taken_by,
        taken_by=names.get(task.taken_by, "") if task.taken_by is not None else "",
        ended_at=task.ended_at,
        result=task.result,
        steps=frozenset(step for step in steps if may_step(task, step, actors, by, departments)),
    )


def in_limits_currency(asking: Asking, amount: Decimal | None, currency: str | None) -> Decimal | None:
    """Return an amount in the currency of the limits; None where there is no rate."""
    if amount is None or currency is None:
        return Decimal(0)
    wanted = asking.book.plan.redress.currency
    if currency == wanted:
        return amount
    base = asking.options.in_base(amount, currency)
    rate = asking.options.in_base(Decimal(1), wanted)
    return (base / rate).quantize(Decimal("0.01")) if base is not None and rate else None


def is_within(asking: Asking, amount: Decimal | None, *, alone: bool) -> bool:
    """Say whether whoever asks may give so much (in the currency of the limits; None: nobody knows how much)."""
    limit = asking.book.limit(asking.who.roles, alone=alone)
    return limit is None or (amount is not None and amount <= limit)


def given_in_all(session: Session, row: ComplaintRow, asking: Asking) -> Decimal | None:
    """Return how much is approved and paid for a complaint and all that goes on in one with it, in the currency of the
    limits; None where nobody knows. What is given in parts counts together."""
    together = sa.or_(
        ComplaintRow.complaint_id == (row.joined_into or row.complaint_id),
        ComplaintRow.joined_into == (row.joined_into or row.complaint_id),
    )
    query = (
        sa.select(ComplaintRedressRow.amount, ComplaintRedressRow.currency)
        .join(ComplaintRow, ComplaintRow.complaint_id == ComplaintRedressRow.complaint_id)
        .where(together, ComplaintRedressRow.state.in_((_R.APPROVED, _R.PAID)))
    )
    return _sum(in_limits_currency(asking, amount, currency) for amount, currency in session.execute(query))


def with_given(asking: Asking, each: ComplaintRedressRow, given: Decimal | None) -> Decimal | None:
    """Return one amount together with what was given before; None where nobody knows."""
    return _sum((given, in_limits_currency(asking, each.amount, each.currency)))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def may_decide(
    each: ComplaintRedressRow,
    decision: RedressDecision,
    actors: Collection[Actor],
    asking: Asking,
    given: Decimal | None,
) -> bool:
    """Say whether somebody may decide so. Whoever proposed it approves nothing beyond what they may give alone.
    `given` is what `given_in_all` says."""
    mine, by = frozenset(actors), asking.who.user_id
    if (each.state, decision) not in DECISIONS:
        return False
    match decision:
        case RedressDecision.APPROVE:
            is_within_limit = each.amount is None or is_within(asking, with_given(asking, each, given), alone=False)
            return bool(APPROVERS & mine) and by != each.proposed_by and is_within_limit
        case RedressDecision.REFUSE:
            return bool(APPROVERS & mine) and by != each.proposed_by
        case RedressDecision.WITHDRAW:
            return by == each.proposed_by or bool(DESK & mine)
    return bool(DESK & mine)


def shown_redress(
    redress: Iterable[ComplaintRedressRow],
    row: ComplaintRow,
    actors: Collection[Actor],
    asking: Asking,
    names: Mapping[UUID, str],
    given: Decimal | None,
) -> tuple[Redress, ...]:
    """Return the redress of one complaint, with the decisions that whoever asks may take."""
    decisions = () if row.state in END_STATES - {row.state.CLOSED} else RedressDecision
    kinds = asking.book.redress_kinds
    return tuple(
        Redress(
            redress_id=each.redress_id,
            version=each.version,
            kind=each.kind,
            kind_name=kinds[each.kind].name if each.kind in kinds else {},
            state=each.state,
            amount=each.amount,
            currency=each.currency or "",
            reason=each.reason,
            proposed_at=each.proposed_at,
            proposed_by=names.get(each.proposed_by, ""),
            decided_at=each.decided_at,
            decided_by=names.get(each.decided_by, "") if each.decided_by is not None else "",
            decided_reason=each.decided_reason,
            needs_limit=in_limits_currency(asking, each.amount, each.currency) if each.state is _R.PROPOSED else None,
            decisions=frozenset(one for one in decisions if may_decide(each, one, actors, asking, given)),
        )
        for each in redress
    )

"""An alert starts a task for the right person; whoever has it acts on it, and an end of it ends the alert."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.alerts import AlertKind, AlertState, AlertStep
from agent_desktop.contract.outreach import OutreachTask, OutreachTasks, TaskState, TaskStep
from agent_desktop.records.alerts.errors import AlertNotFoundError
from agent_desktop.records.alerts.repository import AlertRepository
from agent_desktop.records.alerts.schema import Addressee, AlertRules, OutreachRule
from agent_desktop.records.alerts.service import NamesOf, change_alert
from agent_desktop.records.alerts.states import OPEN
from agent_desktop.records.alerts.words import ICONS, words_of
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import StaleVersionError
from agent_desktop.records.outreach.errors import TaskNotFoundError, TaskRefusedError
from agent_desktop.records.outreach.repository import OutreachRepository, Reader

MOST: Final = 200
"""How many tasks are listed; the count says how many there are."""


@dataclass(frozen=True, slots=True)
class Centre:
    """Who is there to be asked. `manager` finds who may sign in by the name that a bank's system has; `has_team` and
    `has_queue` say whether anybody is of a team, or serves a queue."""

    manager: Callable[[str], UUID | None]
    has_team: Callable[[str], bool]
    has_queue: Callable[[str], bool]
    names_of: NamesOf


@dataclass(frozen=True, slots=True)
class Asking:
    """One request: who asks, when, and by what words and rules it is answered."""

    reader: Reader
    at: datetime
    options: ProfileOptions
    rules: AlertRules
    centre: Centre


def list_tasks(session: Session, asking: Asking, *, count_only: bool) -> OutreachTasks:
    """Return the tasks that somebody has or may take; that they saw whose they are is audited."""
    repository = OutreachRepository(session)
    count = repository.count_for(asking.reader, asking.at)
    if count_only or not count:
        return OutreachTasks(count=count)
    rows = repository.list_for(asking.reader, asking.at, MOST)
    record_look(
        session,
        at=asking.at,
        by=asking.reader.user_id,
        what="tasks.listed",
        record_kind="customer",
        record_id=None,
        detail={"task_ids": [str(row["task_id"]) for row in rows]},
    )
    return OutreachTasks(count=count, tasks=_shown(rows, asking))


def start_task(session: Session, alert_id: UUID, *, note: str, asking: Asking) -> OutreachTask:
    """Have the first there is of those whom the rules name turn to the customer.

    Raises:
        AlertNotFoundError: No such alert.
        TaskRefusedError: alert_closed, started_already, nobody_to_ask.
    """
    repository = OutreachRepository(session)
    alert = AlertRepository(session).lock(alert_id)
    if alert is None:
        raise AlertNotFoundError(alert_id)
    if alert["state"] not in OPEN:
        raise TaskRefusedError("alert_closed")
    if repository.find_of_alert(alert_id) is not None:
        raise TaskRefusedError("started_already")
    rule = asking.rules.outreach.get(alert["kind"])
    to = None if rule is None else _addressees(rule, repository.manager_of(alert["account_id"]), asking.centre)
    if rule is None or to is None:
        raise TaskRefusedError("nobody_to_ask")
    task_id = uuid4()
    due_at = asking.at + timedelta(hours=rule.due_hours)
    repository.add(
        {
            "task_id": task_id,
            "alert_id": alert_id,
            "customer_id": alert["account_id"],
            "note": note.strip(),
            "due_at": due_at if alert["due_at"] is None else min(due_at, max(alert["due_at"], asking.at)),
            "started_at": asking.at,
            "started_by": asking.reader.user_id,
            **to,
        }
    )
    _audit(session, "task.started", task_id, alert["account_id"], asking, {"kind": alert["kind"].value})
    if alert["state"] is AlertState.NEW:
        _change_alert(session, alert_id, AlertStep.SEE, "", asking)
    return read_task(session, task_id, asking=asking)


def change_task(
    session: Session,
    task_id: UUID,
    step: TaskStep,
    *,
    seen_version: int,
    due_at: datetime | None,
    reason: str,
    asking: Asking,
) -> OutreachTask:
    """Do a step. An end of the task ends its alert as well: done, or dismissed with the same reason.

    Raises:
        TaskNotFoundError: No such task, or it is for others.
        StaleVersionError: Somebody changed it since `seen_version` was read.
        TaskRefusedError: ended, not_yours, time_needed, time_past, reason_given.
    """
    repository = OutreachRepository(session)
    if step in (TaskStep.FINISH, TaskStep.CANCEL) and (known := repository.find(task_id)) is not None:
        AlertRepository(session).lock(known["alert_id"])  # before the task, as whoever decides the alert does
    task = repository.lock(task_id, asking.reader, asking.at)
    if task is None:
        raise TaskNotFoundError(task_id)
    if task["version"] != seen_version:
        raise StaleVersionError(current_version=task["version"])
    values = _values(task, step, due_at, reason.strip(), asking)
    repository.change(task_id, values)
    detail = {"step": step.value, "before": str(task["owner_id"]) if task["owner_id"] else ""}
    _audit(session, "task.changed", task_id, task["customer_id"], asking, detail)
    if step in (TaskStep.FINISH, TaskStep.CANCEL):
        alert = AlertRepository(session).lock(task["alert_id"])
        if alert is not None and alert["state"] in OPEN:
            ended = AlertStep.FINISH if step is TaskStep.FINISH else AlertStep.DISMISS
            _change_alert(session, task["alert_id"], ended, reason, asking)
    return read_task(session, task_id, asking=asking)


def read_task(session: Session, task_id: UUID, *, asking: Asking) -> OutreachTask:
    """Return one task as it is now.

    Raises:
        TaskNotFoundError: No such task.
    """
    row = OutreachRepository(session).find(task_id)
    if row is None:
        raise TaskNotFoundError(task_id)
    return _shown([row], asking)[0]


def _addressees(rule: OutreachRule, manager_name: str, centre: Centre) -> dict[str, Any] | None:
    """Return who gets it: the first there is, and behind them those who come after."""
    to: dict[str, Any] = {}
    for addressee in rule.to:
        match addressee:
            case Addressee.MANAGER:
                manager = centre.manager(manager_name) if manager_name else None
                to |= {"owner_id": manager} if manager is not None else {}
            case Addressee.TEAM:
                to |= {"team": rule.team} if centre.has_team(rule.team) else {}
            case Addressee.QUEUE:
                to |= {"queue_code": rule.queue} if centre.has_queue(rule.queue) else {}
    return to or None


def _values(
    task: sa.RowMapping, step: TaskStep, due_at: datetime | None, reason: str, asking: Asking
) -> dict[str, Any]:
    if task["state"] is not TaskState.OPEN:
        raise TaskRefusedError("ended")
    me = asking.reader.user_id
    if step is TaskStep.TAKE:
        return {"owner_id": me}
    if task["owner_id"] != me:
        raise TaskRefusedError("not_yours")
    match step:
        case TaskStep.GIVE_BACK:
            if not task["team"] and not task["queue_code"]:
                raise TaskRefusedError("nobody_to_ask")
            return {"owner_id": None}
        case TaskStep.POSTPONE:
            if due_at is None:
                raise TaskRefusedError("time_needed")
            if due_at <= asking.at:
                raise TaskRefusedError("time_past")
            return {"due_at": due_at}
        case TaskStep.CANCEL if not reason:
            raise TaskRefusedError("reason_given")
    state = TaskState.DONE if step is TaskStep.FINISH else TaskState.CANCELLED
    return {"state": state, "ended_at": asking.at, "ended_by": me, "ended_reason": reason}


def _change_alert(session: Session, alert_id: UUID, step: AlertStep, reason: str, asking: Asking) -> None:
    change_alert(
        session,
        alert_id,
        step,
        reason=reason,
        at=asking.at,
        by=asking.reader.user_id,
        options=asking.options,
        names_of=asking.centre.names_of,
    )


def _audit(
    session: Session, what: str, task_id: UUID, customer_id: UUID, asking: Asking, detail: Mapping[str, str]
) -> None:
    record_change(
        session,
        at=asking.at,
        by=asking.reader.user_id,
        what=what,
        record_kind="customer",
        record_id=customer_id,
        detail={"task_id": str(task_id), **detail},
    )


def _shown(rows: Collection[sa.RowMapping], asking: Asking) -> tuple[OutreachTask, ...]:
    people = {row[column] for row in rows for column in ("owner_id", "started_by") if row[column] is not None}
    names = asking.centre.names_of(people)
    return tuple(_one(row, names, asking) for row in rows)


def _one(row: sa.RowMapping, names: Mapping[UUID, str], asking: Asking) -> OutreachTask:
    kind: AlertKind = row["kind"]
    words = words_of(kind, row["figures"], due_at=row["alert_due_at"], at=asking.at, options=asking.options)
    is_mine, is_open = row["owner_id"] == asking.reader.user_id, row["state"] is TaskState.OPEN
    steps = set[TaskStep]()
    if is_open:
        steps = {TaskStep.POSTPONE, TaskStep.FINISH, TaskStep.CANCEL} if is_mine else {TaskStep.TAKE}
        if is_mine and (row["team"] or row["queue_code"]):
            steps.add(TaskStep.GIVE_BACK)
    return OutreachTask(
        task_id=row["task_id"],
        version=row["version"],
        state=row["state"],
        customer_id=row["person_id"],
        customer_name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
        name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
        tier=row["tier"],
        kind=kind,
        alert_id=row["alert_id"],
        status=words.status,
        icon=ICONS[kind],
        title=words.title,
        detail=words.detail,
        reasons=words.reasons,
        note=row["note"],
        owner_name=names.get(row["owner_id"], ""),
        is_mine=is_mine,
        team=row["team"],
        queue_code=row["queue_code"],
        due_at=row["due_at"],
        is_late=is_open and row["due_at"] < asking.at,
        calls_from=row["calls_from"],
        calls_until=row["calls_until"],
        started_at=row["started_at"],
        by_name=names.get(row["started_by"], ""),
        ended_reason=row["ended_reason"],
        steps=frozenset(steps),
    )

"""What is done with kept alerts: they are read, seen, done, dismissed with a reason, and taken up again."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.alerts import AlertKind, AlertStep, CustomerAlert, CustomerAlerts
from agent_desktop.records.alerts.errors import AlertDecidedError, AlertNotFoundError, AlertReasonMissingError
from agent_desktop.records.alerts.repository import AlertRepository
from agent_desktop.records.alerts.states import OPEN, TRANSITIONS, steps_from
from agent_desktop.records.alerts.words import ICONS, words_of
from agent_desktop.records.audit.service import record_change, record_look
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError

MOST: Final = 100
"""How many alerts of one customer are read at once."""

NamesOf = Callable[[Collection[UUID]], Mapping[UUID, str]]
"""The display names of users by their ids."""


def list_alerts(
    session: Session,
    customer_id: UUID,
    *,
    also_closed: bool,
    at: datetime,
    by: UUID,
    options: ProfileOptions,
    names_of: NamesOf,
) -> CustomerAlerts:
    """Return a customer's alerts; that they were seen is audited.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    rows = AlertRepository(session).list_of(customer_id, also_closed=also_closed, most=MOST)
    if not rows and not CustomerRepository(session).exists(customer_id):
        raise CustomerNotFoundError(customer_id)
    seen: list[JsonValue] = [str(row["alert_id"]) for row in rows]
    record_look(
        session,
        at=at,
        by=by,
        what="alerts.shown",
        record_kind="customer",
        record_id=customer_id,
        detail={"alert_ids": seen},
    )
    names = names_of({row["by_user_id"] for row in rows if row["by_user_id"] is not None})
    return CustomerAlerts(alerts=tuple(shown_alert(row, at=at, options=options, names=names) for row in rows))


def change_alert(
    session: Session,
    alert_id: UUID,
    step: AlertStep,
    *,
    reason: str,
    at: datetime,
    by: UUID,
    options: ProfileOptions,
    names_of: NamesOf,
) -> CustomerAlert:
    """Do a step; it is audited with its reason's presence, not its words. Its end ends an open task for it as well.

    Raises:
        AlertNotFoundError: No such alert.
        AlertDecidedError: This cannot be done to it now.
        AlertReasonMissingError: It is to be dismissed without a reason.
    """
    repository = AlertRepository(session)
    row = repository.lock(alert_id)
    if row is None:
        raise AlertNotFoundError(alert_id)
    state = TRANSITIONS.get((row["state"], step))
    if state is None:
        raise AlertDecidedError(row["state"])
    if step is AlertStep.DISMISS and not reason.strip():
        raise AlertReasonMissingError
    repository.change(alert_id, state=state, reason=reason.strip(), at=at, by=by)
    if state not in OPEN:
        repository.end_tasks(alert_id, at)
    repository.sum_up(row["customer_id"], options.day_of(at))
    record_change(
        session,
        at=at,
        by=by,
        what=f"alert.{state.value}" if step is not AlertStep.REOPEN else "alert.reopened",
        record_kind="customer",
        record_id=row["customer_id"],
        detail={"alert_id": str(alert_id), "kind": row["kind"].value, "before": row["state"].value},
    )
    return read_alert(session, alert_id, at=at, options=options, names_of=names_of)


def read_alert(
    session: Session, alert_id: UUID, *, at: datetime, options: ProfileOptions, names_of: NamesOf
) -> CustomerAlert:
    """Return one alert as it is now.

    Raises:
        AlertNotFoundError: No such alert.
    """
    row = AlertRepository(session).find(alert_id)
    if row is None:
        raise AlertNotFoundError(alert_id)
    names = names_of([row["by_user_id"]] if row["by_user_id"] is not None else [])
    return shown_alert(row, at=at, options=options, names=names)


def shown_alert(
    row: sa.RowMapping, *, at: datetime, options: ProfileOptions, names: Mapping[UUID, str]
) -> CustomerAlert:
    """Return a row as a desktop may see it: in words, with what may be done to it."""
    kind: AlertKind = row["kind"]
    words = words_of(kind, row["figures"], due_at=row["due_at"], at=at, options=options)
    return CustomerAlert(
        alert_id=row["alert_id"],
        kind=kind,
        state=row["state"],
        status=words.status,
        icon=ICONS[kind],
        title=words.title,
        detail=words.detail,
        reasons=words.reasons,
        score=row["score"],
        due_at=row["due_at"],
        ends_on=row["ends_on"],
        raised_at=row["raised_at"],
        changed_at=row["changed_at"],
        by_name=names.get(row["by_user_id"], ""),
        reason=row["reason"],
        steps=steps_from(row["state"]),
    )

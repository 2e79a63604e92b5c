"""Every query on outreach tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.outreach import TaskState
from agent_desktop.records.alerts.models import AlertRow
from agent_desktop.records.consolidation.people import person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.outreach.models import OutreachTaskRow

_TASKS: Final = table_of(OutreachTaskRow)
_ALERTS: Final = table_of(AlertRow)
_CUSTOMERS: Final = table_of(CustomerRow)

QUEUE_AFTER: Final = timedelta(days=1)
"""A task that is late comes to the team at once, and so long after to the queue."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: their team, and the codes of the queues that they serve."""

    user_id: UUID
    team: str
    queue_codes: frozenset[str]


def _may_see(reader: Reader, at: datetime) -> sa.ColumnElement[bool]:
    free = _TASKS.c.owner_id.is_(None)
    of_team = sa.and_(_TASKS.c.team != "", _TASKS.c.team == reader.team)
    of_queue = _TASKS.c.queue_code.in_(sorted(reader.queue_codes))
    return sa.or_(
        _TASKS.c.owner_id == reader.user_id,
        sa.and_(of_team, sa.or_(free, _TASKS.c.due_at < at)),
        sa.and_(of_queue, sa.or_(sa.and_(free, _TASKS.c.team == ""), _TASKS.c.due_at < at - QUEUE_AFTER)),
    )


_SHOWN: Final = (
    sa.select(
        *_TASKS.columns,
        _ALERTS.c.kind,
        _ALERTS.c.figures,
        _ALERTS.c.due_at.label("alert_due_at"),
        _CUSTOMERS.c.customer_id.label("person_id"),
        _CUSTOMERS.c.title,
        _CUSTOMERS.c.gender,
        _CUSTOMERS.c.name_latin,
        _CUSTOMERS.c.name_chinese,
        _CUSTOMERS.c.tier,
        _CUSTOMERS.c.calls_from,
        _CUSTOMERS.c.calls_until,
    )
    .join(_ALERTS, _ALERTS.c.alert_id == _TASKS.c.alert_id)
    .join(_CUSTOMERS, _CUSTOMERS.c.customer_id == person_of(_TASKS.c.customer_id))
)


class OutreachRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_for(self, reader: Reader, at: datetime, most: int) -> Sequence[sa.RowMapping]:
        """Return the open tasks that somebody has or may take, with their alert's and customer's columns."""
        query = _SHOWN.where(_TASKS.c.state == TaskState.OPEN, _may_see(reader, at))
        ordered = query.order_by(_TASKS.c.due_at, _TASKS.c.task_id).limit(most)
        return self._session.execute(ordered).mappings().all()

    def count_for(self, reader: Reader, at: datetime) -> int:
        query = sa.select(sa.func.count()).where(_TASKS.c.state == TaskState.OPEN, _may_see(reader, at))
        return self._session.execute(query).scalar_one()

    def find(self, task_id: UUID) -> sa.RowMapping | None:
        return self._session.execute(_SHOWN.where(_TASKS.c.task_id == task_id)).mappings().first()

    def find_of_alert(self, alert_id: UUID) -> UUID | None:
        return self._session.execute(
            sa.select(_TASKS.c.task_id).where(_TASKS.c.alert_id == alert_id)
        ).scalar_one_or_none()

    def lock(self, task_id: UUID, reader: Reader, at: datetime) -> sa.RowMapping | None:
        """Return a task that somebody may see, for nobody else to change meanwhile."""
        query = sa.select(*_TASKS.columns).where(_TASKS.c.task_id == task_id, _may_see(reader, at)).with_for_update()
        return self._session.execute(query).mappings().first()

    def manager_of(self, customer_id: UUID) -> str:
        """Return the name of the relationship manager, as the bank's system has it; empty where there is none."""
        query = sa.select(_CUSTOMERS.c.manager_name).where(
            _CUSTOMERS.c.customer_id == person_of(sa.literal(customer_id))
        )
        return self._session.execute(query).scalar_one_or_none() or ""

    def add(self, values: dict[str, Any]) -> None:
        self._session.execute(sa.insert(_TASKS).values(**values))

    def change(self, task_id: UUID, values: dict[str, Any]) -> None:
        changed = sa.update(_TASKS).where(_TASKS.c.task_id == task_id)
        self._session.execute(changed.values(version=_TASKS.c.version + 1, **values))

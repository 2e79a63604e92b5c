"""Every query on kept alerts but those of a run."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.alerts import AlertState
from agent_desktop.records.alerts.keeping import END_TASKS, SUMMARY
from agent_desktop.records.alerts.models import AlertRow
from agent_desktop.records.alerts.states import OPEN
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.database import table_of

_ALERTS: Final = table_of(AlertRow)
_SUM_UP: Final = sa.text(
    f"UPDATE customers c SET alerts = ({SUMMARY}) WHERE c.customer_id = :customer_id"  # noqa: S608  our own
)


class AlertRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of(self, customer_id: UUID, *, also_closed: bool, most: int) -> Sequence[sa.RowMapping]:
        """Return the alerts of a person, the open ones first; of those the one with the highest score, then the one
        that is due or ends first; the closed ones by when they were changed."""
        is_open = _ALERTS.c.state.in_(OPEN)
        query = sa.select(*_ALERTS.columns).where(of_person(_ALERTS.c.account_id))
        if not also_closed:
            query = query.where(is_open)
        ordered = query.order_by(
            is_open.desc(),
            sa.case((is_open, None), else_=_ALERTS.c.changed_at).desc().nulls_last(),
            _ALERTS.c.score.desc().nulls_last(),
            _ALERTS.c.due_at,
            _ALERTS.c.ends_on,
            _ALERTS.c.alert_id,
        )
        return self._session.execute(ordered.limit(most), {"of_customer": customer_id}).mappings().all()

    def find(self, alert_id: UUID) -> sa.RowMapping | None:
        return (
            self._session.execute(sa.select(*_ALERTS.columns).where(_ALERTS.c.alert_id == alert_id)).mappings().first()
        )

    def lock(self, alert_id: UUID) -> sa.RowMapping | None:
        """Return an alert for nobody else to change meanwhile."""
        query = sa.select(*_ALERTS.columns).where(_ALERTS.c.alert_id == alert_id).with_for_update()
        return self._session.execute(query).mappings().first()

    def change(self, alert_id: UUID, *, state: AlertState, reason: str, at: datetime, by: UUID) -> None:
        values: dict[str, Any] = {"state": state, "reason": reason, "changed_at": at, "by_user_id": by}
        self._session.execute(sa.update(_ALERTS).where(_ALERTS.c.alert_id == alert_id).values(**values))

    def end_tasks(self, alert_id: UUID, at: datetime) -> None:
        """End the open task of an alert that is open no more; it is audited."""
        self._session.flush()
        self._session.execute(sa.text(END_TASKS), {"alert_id": alert_id, "at": at})

    def sum_up(self, customer_id: UUID, today: date) -> None:
        """Have the customer's row carry what a profile shows of the alerts now."""
        self._session.flush()
        self._session.execute(_SUM_UP, {"customer_id": customer_id, "today": today})

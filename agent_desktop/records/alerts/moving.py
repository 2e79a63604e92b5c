"""Alerts go with their accounts when those are merged or taken apart: at once, not with the next run."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from agent_desktop.records.alerts.keeping import SUMMARY

# It waits for nobody: an import or a run holds such rows until its end. What they hold the run that follows moves.
_MOVE: Final = sa.text(
    """
    WITH stray AS MATERIALIZED (
        SELECT o.alert_id, o.customer_id AS before, coalesce(m.lead_id, o.account_id) AS person_id
        FROM customer_alerts o LEFT JOIN merged_accounts m ON m.customer_id = o.account_id
        WHERE o.account_id = ANY(:accounts) AND o.customer_id <> coalesce(m.lead_id, o.account_id)
        FOR UPDATE OF o SKIP LOCKED
    ), free AS MATERIALIZED (
        SELECT customer_id FROM customers
        WHERE customer_id IN (SELECT before FROM stray UNION SELECT person_id FROM stray)
        FOR NO KEY UPDATE SKIP LOCKED
    )
    UPDATE customer_alerts a SET customer_id = s.person_id
    FROM stray s
    WHERE a.alert_id = s.alert_id AND s.before IN (SELECT customer_id FROM free)
      AND s.person_id IN (SELECT customer_id FROM free)
    RETURNING s.before, s.person_id
    """
).bindparams(sa.bindparam("accounts", type_=ARRAY(sa.Uuid())))
_SUM_UP: Final = sa.text(
    f"UPDATE customers c SET alerts = ({SUMMARY}) WHERE c.customer_id = ANY(:people)"  # noqa: S608  our own
).bindparams(sa.bindparam("people", type_=ARRAY(sa.Uuid())))


def move_alerts(session: Session, accounts: Collection[UUID], at: datetime) -> None:
    """Have the alerts of accounts be those of whose they are now, and the profiles concerned show only their own."""
    session.flush()
    moved = session.execute(_MOVE, {"accounts": sorted(accounts)}).all()
    people = sorted({customer_id for row in moved for customer_id in (row.before, row.person_id)})
    if people:
        # The bank's day may be the one before that of UTC; a decided alert that is kept a day longer tells nothing.
        today = at.date() - timedelta(days=1)
        session.execute(_SUM_UP, {"people": people, "today": today})

"""Every query on checks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.verification.models import VerificationCheckRow

_CUSTOMER: Final = (
    CustomerRow.birth_date,
    CustomerRow.document_number,
    CustomerRow.address,
    CustomerRow.email,
    CustomerRow.customer_number,
)


class VerificationRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find_record(self, customer_id: UUID, *, lock: bool = False) -> sa.RowMapping | None:
        """Return what answers are compared with. With `lock` one check of a customer waits for another."""
        query = sa.select(*_CUSTOMER).where(CustomerRow.customer_id == customer_id)
        if lock:
            query = query.with_for_update(key_share=True)
        return self._session.execute(query).mappings().one_or_none()

    def list_checks(self, customer_id: UUID, call_id: UUID, since: datetime) -> Sequence[VerificationCheckRow]:
        """Return a customer's checks of this call, and those of any call after `since`, oldest first."""
        rows = VerificationCheckRow
        query = (
            sa.select(rows)
            .where(rows.customer_id == customer_id, sa.or_(rows.call_id == call_id, rows.at > since))
            .order_by(rows.at, rows.verification_check_id)
        )
        return self._session.scalars(query).all()

    def add(self, row: VerificationCheckRow) -> None:
        """Add the result of one check."""
        self._session.add(row)
        self._session.flush()

"""Every query on checks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.people import of_person, people_of, person_of
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.verification.models import VerificationCheckRow

_CUSTOMER: Final = (
    CustomerRow.customer_id,
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
        """Return what answers are compared with, and whose: the leading account of the person's, always.

        With `lock` one check of a person waits for another.
        """
        query = sa.select(*_CUSTOMER).where(CustomerRow.customer_id == person_of(sa.literal(customer_id)))
        if lock:
            query = query.with_for_update(key_share=True)
        return self._session.execute(query).mappings().one_or_none()

    def people(self, *customer_ids: UUID) -> dict[UUID, UUID]:
        """Return the leading account of the person of each of these accounts."""
        leads = people_of(self._session, customer_ids)
        return {each: leads.get(each, each) for each in customer_ids}

    def accounts_of(self, customer_id: UUID) -> tuple[UUID, ...]:
        """Return all accounts of the person who has this one."""
        query = sa.select(CustomerRow.customer_id).where(of_person(table_of(CustomerRow).c.customer_id))
        found = self._session.scalars(query.order_by(CustomerRow.customer_id), {"of_customer": customer_id})
        return tuple(found)

    def list_checks(self, customer_id: UUID, call_id: UUID, since: datetime) -> Sequence[VerificationCheckRow]:
        """Return a person's checks of this call, and those of any call after `since`, oldest first.

        They are those of all their accounts: what was heard before two were merged counts as it did.
        """
        rows = VerificationCheckRow
        query = (
            sa.select(rows)
            .where(of_person(table_of(rows).c.customer_id), sa.or_(rows.call_id == call_id, rows.at > since))
            .order_by(rows.at, rows.verification_check_id)
        )
        return self._session.scalars(query, {"of_customer": customer_id}).all()

    def add(self, row: VerificationCheckRow) -> None:
        """Add the result of one check."""
        self._session.add(row)
        self._session.flush()

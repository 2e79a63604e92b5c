"""Every query on forms that go along with a call."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.handed_forms.models import HandedFormRow


class HandedFormRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, complaint_id: UUID, *, lock: bool = False) -> HandedFormRow | None:
        """Return one as the database has it now."""
        query = sa.select(HandedFormRow).where(HandedFormRow.complaint_id == complaint_id)
        query = query.execution_options(populate_existing=True)
        return self._session.scalars(query.with_for_update() if lock else query).one_or_none()

    def find_of_call(self, call_id: UUID) -> HandedFormRow | None:
        """Return the one of a call that was changed last."""
        query = sa.select(HandedFormRow).where(HandedFormRow.call_id == call_id)
        newest = query.order_by(HandedFormRow.changed_at.desc(), HandedFormRow.complaint_id).limit(1)
        return self._session.scalars(newest.execution_options(populate_existing=True)).one_or_none()

    def add(self, row: HandedFormRow) -> None:
        self._session.add(row)
        self._session.flush()

    def remove(self, row: HandedFormRow) -> None:
        self._session.delete(row)
        self._session.flush()

"""Every query on files that belong to records."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import AttachmentState, RecordKind
from agent_desktop.records.attachments.errors import AttachmentNotFoundError
from agent_desktop.records.attachments.models import TAKEN_OUT, AttachmentRow


class AttachmentRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add_once(self, values: Mapping[str, object]) -> AttachmentRow:
        """Write a new one where there is none of this id, and return the one that there is."""
        added = insert(AttachmentRow).values(**values).on_conflict_do_nothing(index_elements=["attachment_id"])
        self._session.execute(added)
        return self.lock(UUID(str(values["attachment_id"])))

    def add(self, values: Mapping[str, object]) -> AttachmentRow:
        """Write a new one.

        Raises:
            AttachmentNotFoundError: There is one of this id, and it is another one.
        """
        added = insert(AttachmentRow).values(**values).on_conflict_do_nothing(index_elements=["attachment_id"])
        attachment_id = UUID(str(values["attachment_id"]))
        if self._session.scalar(added.returning(AttachmentRow.attachment_id)) is None:
            raise AttachmentNotFoundError(attachment_id=str(attachment_id))
        return self.lock(attachment_id)

    def get(self, attachment_id: UUID) -> AttachmentRow:
        """Return one.

        Raises:
            AttachmentNotFoundError: There is none.
        """
        row = self._session.get(AttachmentRow, attachment_id, populate_existing=True)
        if row is None:
            raise AttachmentNotFoundError(attachment_id=str(attachment_id))
        return row

    def lock(self, attachment_id: UUID) -> AttachmentRow:
        """Return one, for nobody else to change until the transaction ends.

        Raises:
            AttachmentNotFoundError: There is none.
        """
        query = sa.select(AttachmentRow).where(AttachmentRow.attachment_id == attachment_id).with_for_update()
        row = self._session.scalar(query, execution_options={"populate_existing": True})
        if row is None:
            raise AttachmentNotFoundError(attachment_id=str(attachment_id))
        return row

    def list_of_record(self, kind: RecordKind, record_id: UUID) -> Sequence[AttachmentRow]:
        """List what belongs to a record and has come, oldest first; what was removed among it."""
        query = sa.select(AttachmentRow).where(
            AttachmentRow.record_kind == kind,
            AttachmentRow.record_id == record_id,
            AttachmentRow.state != AttachmentState.WAITING,
            AttachmentRow.removed_why != TAKEN_OUT,
        )
        return self._session.scalars(query.order_by(AttachmentRow.added_at, AttachmentRow.attachment_id)).all()

    def lock_of_form(self, complaint_id: UUID) -> Sequence[AttachmentRow]:
        """Lock and return what has come, or is announced, with the form of a complaint."""
        query = sa.select(AttachmentRow).where(
            AttachmentRow.record_kind == RecordKind.COMPLAINT,
            AttachmentRow.record_id == complaint_id,
            AttachmentRow.state != AttachmentState.REMOVED,
        )
        locked = query.order_by(AttachmentRow.attachment_id).with_for_update()
        return self._session.scalars(locked, execution_options={"populate_existing": True}).all()

    def count_of_record(self, kind: RecordKind, record_id: UUID, besides: UUID) -> int:
        """Count the files of a record that are there or on their way, one of them left out."""
        query = sa.select(sa.func.count()).where(
            AttachmentRow.record_kind == kind,
            AttachmentRow.record_id == record_id,
            AttachmentRow.state != AttachmentState.REMOVED,
            AttachmentRow.attachment_id != besides,
        )
        return self._session.scalar(query.select_from(AttachmentRow)) or 0

    def list_stored(self, after: UUID | None, limit: int) -> Sequence[AttachmentRow]:
        """List a page of what is kept, by id, after the last one of the page before."""
        query = sa.select(AttachmentRow).where(AttachmentRow.state == AttachmentState.KEPT)
        if after is not None:
            query = query.where(AttachmentRow.attachment_id > after)
        return self._session.scalars(query.order_by(AttachmentRow.attachment_id).limit(limit)).all()

    def lock_files_due(self, waiting_before: datetime, limit: int) -> Sequence[AttachmentRow]:
        """Lock what was removed and whose file is to go, and what has waited for its content since before then."""
        left = sa.and_(AttachmentRow.state == AttachmentState.WAITING, AttachmentRow.added_at < waiting_before)
        query = sa.select(AttachmentRow).where(sa.or_(AttachmentRow.is_file_due, left)).limit(limit)
        locked = query.with_for_update(skip_locked=True)
        return self._session.scalars(locked, execution_options={"populate_existing": True}).all()

    def delete(self, row: AttachmentRow) -> None:
        """Delete what never came."""
        self._session.delete(row)
        self._session.flush()

"""Every query on short messages."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic_core import to_jsonable_python
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.database import table_of
from telephony.messages.models import MessageRow
from telephony.messages.port import MessageReport
from telephony.messages.states import MessageState
from telephony.providers.models import InboxRow

_MESSAGES: Final = table_of(MessageRow)
_INBOX: Final = table_of(InboxRow)


class MessageRepository:
    """Reads and writes messages, each by itself: they depend on no call."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: MessageRow) -> bool:
        """Write a new one; False where there is one of this id."""
        values = {column.key: getattr(row, column.key) for column in _MESSAGES.columns if column.key in row.__dict__}
        new = insert(_MESSAGES).values(values).on_conflict_do_nothing(index_elements=[_MESSAGES.c.message_id])
        return self._session.execute(new.returning(_MESSAGES.c.message_id)).first() is not None

    def find(self, message_id: UUID) -> MessageRow | None:
        """Return one as the database has it now."""
        return self._session.get(MessageRow, message_id, populate_existing=True)

    def lock_of_report(self, provider: str, report: MessageReport) -> MessageRow | None:
        """Lock and return the message that a report is about, by our id where it brings it, else by the carrier's."""
        about = (
            MessageRow.message_id == report.message_id
            if report.message_id is not None
            else MessageRow.message_sid == report.message_sid
        )
        query = sa.select(MessageRow).where(MessageRow.provider == provider, about).with_for_update()
        return self._session.scalar(query.execution_options(populate_existing=True))

    def lock_next_due(self, provider: str, at: datetime) -> MessageRow | None:
        """Lock and return the next message that the carrier is to be given and that nobody else holds."""
        query = (
            sa.select(MessageRow)
            .where(
                MessageRow.provider == provider,
                MessageRow.state == sa.literal(MessageState.WAITING, _MESSAGES.c.state.type, literal_execute=True),
                MessageRow.due_at <= at,
            )
            .order_by(MessageRow.due_at, MessageRow.message_id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        return self._session.scalar(query.execution_options(populate_existing=True))

    def next_due_at(self, provider: str) -> datetime | None:
        """Return when the next message is to be given to the carrier."""
        due_at: datetime | None = self._session.scalar(
            sa.select(sa.func.min(_MESSAGES.c.due_at)).where(
                _MESSAGES.c.provider == provider,
                _MESSAGES.c.state == sa.literal(MessageState.WAITING, _MESSAGES.c.state.type, literal_execute=True),
            )
        )
        return due_at

    def store_report(self, provider: str, report: MessageReport, at: datetime) -> bool:
        """Store a report; False where it is stored already."""
        body = to_jsonable_python(report)
        row = {
            "inbox_id": uuid4(),
            "provider": provider,
            "event_id": report.event_id,
            "call_sid": report.message_sid,
            "sequence": 0,
            "received_at": at,
            "applied_at": at,
            "body": body,
        }
        store = insert(_INBOX).values(row)
        once = store.on_conflict_do_nothing(index_elements=[_INBOX.c.provider, _INBOX.c.event_id])
        return self._session.execute(once.returning(_INBOX.c.inbox_id)).first() is not None

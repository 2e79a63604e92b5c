"""Every query on messages to customers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.database import table_of
from agent_desktop.records.messages.models import MessageOptOutRow, SentMessageRow

_SENT: Final = table_of(SentMessageRow)
_OPT_OUTS: Final = table_of(MessageOptOutRow)


class MessageRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: SentMessageRow) -> None:
        """Write a new one."""
        self._session.add(row)
        self._session.flush()

    def find(self, message_id: UUID) -> SentMessageRow | None:
        """Return one as the database has it now."""
        return self._session.get(SentMessageRow, message_id, populate_existing=True)

    def list_of_person(self, customer_id: UUID, limit: int) -> Sequence[SentMessageRow]:
        """List what was sent to a person, at whichever of their accounts, the newest first."""
        query = sa.select(SentMessageRow).where(of_person(_SENT.c.customer_id))
        newest = query.order_by(SentMessageRow.asked_at.desc(), SentMessageRow.message_id).limit(limit)
        return self._session.scalars(newest, {"of_customer": customer_id}).all()

    def has_opted_out(self, number: str) -> bool:
        """Say whether whoever has this number (E.164) wants no messages."""
        return self._session.scalar(sa.select(sa.exists().where(_OPT_OUTS.c.number == number))) is True

    def note_opt_out(self, number: str, at: datetime) -> None:
        """Note that whoever has this number wants no messages."""
        noted = insert(_OPT_OUTS).values(number=number, said_at=at)
        self._session.execute(noted.on_conflict_do_nothing(index_elements=[_OPT_OUTS.c.number]))

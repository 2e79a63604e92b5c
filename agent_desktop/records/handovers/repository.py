"""Every query on hand-over notes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.records.database import table_of
from agent_desktop.records.handovers.models import HandoverReadRow, HandoverRow

_READS: Final = table_of(HandoverReadRow)
_OF_CALL: Final = sa.select(HandoverRow).where(HandoverRow.call_id == sa.bindparam("of_call"))
_FROM: Final = _OF_CALL.where(HandoverRow.from_agent_id == sa.bindparam("of_agent")).execution_options(
    populate_existing=True
)
_LOCK_FROM: Final = _FROM.with_for_update()
_SENT_TO_OTHERS: Final = (
    _OF_CALL.where(HandoverRow.from_agent_id != sa.bindparam("of_agent"), HandoverRow.sent_version > 0)
    .order_by(HandoverRow.sent_at.desc())
    .limit(1)
    .execution_options(populate_existing=True)
)


class HandoverRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, call_id: UUID, agent_id: UUID, *, lock: bool = False) -> HandoverRow | None:
        """Return an agent's own note of a call as the database has it now."""
        query = _LOCK_FROM if lock else _FROM
        return self._session.scalars(query, {"of_call": call_id, "of_agent": agent_id}).one_or_none()

    def find_sent(self, call_id: UUID, reader_id: UUID, *, from_agent_id: UUID | None = None) -> HandoverRow | None:
        """Return the note of a call that somebody else sent last; with `from_agent_id` only that one's."""
        if from_agent_id is not None:
            found = self.find(call_id, from_agent_id)
            return found if found is not None and found.sent_version > 0 else None
        asked = {"of_call": call_id, "of_agent": reader_id}
        return self._session.scalars(_SENT_TO_OTHERS, asked).one_or_none()

    def add(self, row: HandoverRow) -> None:
        self._session.add(row)
        self._session.flush()

    def note_read(self, handover_id: UUID, agent_id: UUID, version: int, at: datetime) -> bool:
        """Note that a colleague has read a version; say whether they had not read that one before."""
        read = insert(_READS).values(handover_id=handover_id, agent_id=agent_id, version=version, read_at=at)
        known = read.on_conflict_do_update(
            index_elements=[_READS.c.handover_id, _READS.c.agent_id],
            set_={"version": read.excluded.version, "read_at": read.excluded.read_at},
            where=_READS.c.version < read.excluded.version,
        )
        return self._session.execute(known.returning(_READS.c.version)).one_or_none() is not None

    def list_reads(self, handover_id: UUID) -> Sequence[HandoverReadRow]:
        """Return who has read a note, the first reader first."""
        query = sa.select(HandoverReadRow).where(HandoverReadRow.handover_id == handover_id)
        return self._session.scalars(
            query.order_by(HandoverReadRow.read_at).execution_options(populate_existing=True)
        ).all()

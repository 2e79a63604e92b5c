"""Every query on what was said in calls."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.database import table_of
from telephony.transcripts.models import CallWordsRow
from telephony.transcripts.port import LONGEST, WordsReport


class CallWordsRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find_call(self, provider: str, call_sid: str) -> CallRow | None:
        """Return the call that a carrier means; nothing of it is locked."""
        query = sa.select(CallRow).where(CallRow.provider == provider, CallRow.call_sid == call_sid)
        return self._session.scalars(query).one_or_none()

    def add(self, call_id: UUID, words: WordsReport, at: datetime) -> bool:
        """Keep one line; False where it is kept already."""
        values = {
            "call_id": call_id,
            "event_id": words.event_id[:120],
            "speaker": words.speaker,
            "text": words.text[:LONGEST],
            "said_at": words.at,
            "kept_at": at,
        }
        statement = insert(table_of(CallWordsRow)).on_conflict_do_nothing().returning(CallWordsRow.event_id)
        return self._session.execute(statement, values).first() is not None

    def list_of(self, call_id: UUID) -> Sequence[CallWordsRow]:
        """List what was said in a call, in its order."""
        query = sa.select(CallWordsRow).where(CallWordsRow.call_id == call_id)
        return self._session.scalars(query.order_by(CallWordsRow.said_at, CallWordsRow.event_id)).all()

    def forget(self, call_id: UUID, before: datetime) -> None:
        """Forget what was said in a call, and in all whose work nobody has finished since `before`."""
        words = table_of(CallWordsRow)
        self._session.execute(sa.delete(words).where(sa.or_(words.c.call_id == call_id, words.c.kept_at < before)))

"""Every query on the e-mails that bring letters."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.mails import MailStage
from agent_desktop.records.database import table_of
from agent_desktop.records.letters.models import LetterMailRow, LetterRow
from agent_desktop.records.waiting_mails import WaitingMails

MAIL_LOCK: Final = 7_505_088

Found = tuple[LetterRow, LetterMailRow]


class LetterMailRepository(WaitingMails):
    def __init__(self, session: Session) -> None:
        super().__init__(session, table_of(LetterMailRow), MAIL_LOCK)

    def add(self, row: LetterMailRow) -> None:
        self._session.add(row)
        self._session.flush()

    def lock_next(self, at: datetime) -> Found | None:
        """Lock and return the next that is due, with its letter; None where none is."""
        due = (LetterMailRow.state == MailStage.WAITING, LetterMailRow.due_at <= at)
        query = _pairs().where(*due).order_by(LetterMailRow.due_at, LetterMailRow.letter_id).limit(1)
        return next(iter(self._locked(query)), None)

    def lock_one(self, letter_id: UUID) -> Found:
        """Lock and return one."""
        (found,) = self._locked(_pairs().where(LetterMailRow.letter_id == letter_id))
        return found

    def lock_unfinished(self) -> Sequence[Found]:
        """Lock and return what was being sent when its server died: it may have gone out, nobody knows. Only with the
        lock of `try_lock` held."""
        return self._locked(_pairs().where(LetterMailRow.state == MailStage.SENDING))

    def of_letters(self, letter_ids: Collection[UUID]) -> Mapping[UUID, LetterMailRow]:
        """Return how the e-mails of letters stand, by letter."""
        if not letter_ids:
            return {}
        query = sa.select(LetterMailRow).where(LetterMailRow.letter_id.in_(list(letter_ids)))
        return {row.letter_id: row for row in self._session.scalars(query)}

    def _locked(self, query: sa.Select[LetterRow, LetterMailRow]) -> list[Found]:
        held = query.with_for_update(of=(LetterMailRow, LetterRow)).execution_options(populate_existing=True)
        return [(row, mail) for row, mail in self._session.execute(held)]


def _pairs() -> sa.Select[LetterRow, LetterMailRow]:
    return sa.select(LetterRow, LetterMailRow).join(LetterRow, LetterRow.letter_id == LetterMailRow.letter_id)

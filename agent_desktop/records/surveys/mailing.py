"""Every query on the e-mails of surveys."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.mails import MailStage
from agent_desktop.records.database import table_of
from agent_desktop.records.surveys.models import SurveyMailRow, SurveyRow
from agent_desktop.records.waiting_mails import WaitingMails

MAIL_LOCK: Final = 7_505_087

Found = tuple[SurveyRow, SurveyMailRow]


class SurveyMailRepository(WaitingMails):
    def __init__(self, session: Session) -> None:
        super().__init__(session, table_of(SurveyMailRow), MAIL_LOCK)

    def add(self, survey_id: UUID, due_at: datetime) -> None:
        """Have the e-mail of a survey wait."""
        self._session.add(SurveyMailRow(survey_id=survey_id, state=MailStage.WAITING, due_at=due_at))
        self._session.flush()

    def lock_next(self, at: datetime) -> Found | None:
        """Lock and return the next that is due, with its survey; None where none is."""
        due = (SurveyMailRow.state == MailStage.WAITING, SurveyMailRow.due_at <= at)
        query = _pairs().where(*due).order_by(SurveyMailRow.due_at, SurveyMailRow.survey_id).limit(1)
        return next(iter(self._locked(query)), None)

    def lock_one(self, survey_id: UUID) -> Found | None:
        """Lock and return one; None where its customer was erased meanwhile."""
        return next(iter(self._locked(_pairs().where(SurveyMailRow.survey_id == survey_id))), None)

    def lock_unfinished(self) -> Sequence[Found]:
        """Lock and return what was being sent when its server died: it may have gone out, nobody knows. Only with the
        lock of `try_lock` held."""
        return self._locked(_pairs().where(SurveyMailRow.state == MailStage.SENDING))

    def of_surveys(self, survey_ids: Collection[UUID]) -> Mapping[UUID, SurveyMailRow]:
        """Return how the e-mails of surveys stand, by survey."""
        if not survey_ids:
            return {}
        query = sa.select(SurveyMailRow).where(SurveyMailRow.survey_id.in_(list(survey_ids)))
        return {row.survey_id: row for row in self._session.scalars(query)}

    def _locked(self, query: sa.Select[SurveyRow, SurveyMailRow]) -> list[Found]:
        held = query.with_for_update(of=(SurveyMailRow, SurveyRow)).execution_options(populate_existing=True)
        return [(row, mail) for row, mail in self._session.execute(held)]


def _pairs() -> sa.Select[SurveyRow, SurveyMailRow]:
    return sa.select(SurveyRow, SurveyMailRow).join(SurveyRow, SurveyRow.survey_id == SurveyMailRow.survey_id)

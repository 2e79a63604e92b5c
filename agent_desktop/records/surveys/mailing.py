"""Every query on the e-mails of surveys, and on whose link is whose."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.surveys import SurveyMail
from agent_desktop.records.database import table_of
from agent_desktop.records.surveys.models import SurveyMailRow, SurveyRow

MAIL_LOCK: Final = 7_505_087
_MAILS: Final = table_of(SurveyMailRow)

Found = tuple[SurveyRow, SurveyMailRow]


def link_hash(token: str) -> str:
    """Return what is kept of the secret of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


class SurveyMailRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, survey_id: UUID, due_at: datetime) -> None:
        """Have the e-mail of a survey wait."""
        self._session.add(SurveyMailRow(survey_id=survey_id, state=SurveyMail.WAITING, due_at=due_at))
        self._session.flush()

    def try_lock(self) -> bool:
        """Be the one who sends until this transaction ends; False where somebody else is."""
        return bool(self._session.execute(sa.select(sa.func.pg_try_advisory_xact_lock(MAIL_LOCK))).scalar_one())

    def keep_alive(self) -> None:
        """Say that this transaction is at work: the database ends those that are idle, and their locks with them."""
        self._session.execute(sa.select(1))

    def lock_next(self, at: datetime) -> Found | None:
        """Lock and return the next that is due, with its survey; None where none is."""
        due = (SurveyMailRow.state == SurveyMail.WAITING, SurveyMailRow.due_at <= at)
        query = _pairs().where(*due).order_by(SurveyMailRow.due_at, SurveyMailRow.survey_id).limit(1)
        return next(iter(self._locked(query)), None)

    def lock_one(self, survey_id: UUID) -> Found | None:
        """Lock and return one; None where its customer was erased meanwhile."""
        return next(iter(self._locked(_pairs().where(SurveyMailRow.survey_id == survey_id))), None)

    def lock_unfinished(self) -> Sequence[Found]:
        """Lock and return what was being sent when its server died: it may have gone out, nobody knows. Only with the
        lock of `try_lock` held."""
        return self._locked(_pairs().where(SurveyMailRow.state == SurveyMail.SENDING))

    def put_off(self, due: datetime, until: datetime) -> None:
        """Have all that are due wait until then."""
        waiting = sa.and_(_MAILS.c.state == SurveyMail.WAITING, _MAILS.c.due_at <= due)
        self._session.execute(sa.update(_MAILS).where(waiting).values(due_at=until))

    def next_due_at(self) -> datetime | None:
        query = sa.select(sa.func.min(_MAILS.c.due_at)).where(_MAILS.c.state == SurveyMail.WAITING)
        found: datetime | None = self._session.execute(query).scalar_one()
        return found

    def of_link(self, token: str, *, lock: bool = False) -> SurveyRow | None:
        """Return the survey of a link, for nobody else to change where it is locked; None: there is none any more."""
        query = (
            sa.select(SurveyRow)
            .join(SurveyMailRow, SurveyMailRow.survey_id == SurveyRow.survey_id)
            .where(SurveyMailRow.link_hash == link_hash(token))
        )
        wanted = query.with_for_update(of=SurveyRow) if lock else query
        return self._session.scalar(wanted, execution_options={"populate_existing": True})

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

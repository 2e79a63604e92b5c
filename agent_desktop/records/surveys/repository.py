"""Every query on surveys."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from agent_desktop.contract.attachments import RecordKind
from agent_desktop.contract.complaints import ComplaintKind, ComplaintState
from agent_desktop.contract.mails import MailStage
from agent_desktop.contract.surveys import SurveyState
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.consolidation.people import of_person, person_of
from agent_desktop.records.database import table_of
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.records.script_runs.models import ScriptRunRow
from agent_desktop.records.surveys.errors import SurveyNotFoundError
from agent_desktop.records.surveys.models import SurveyMailRow, SurveyRow, SurveyScoreRow
from agent_desktop.records.surveys.schema import ByScript
from agent_desktop.records.valuation.models import SurveyAnswerRow

_SURVEYS: Final = table_of(SurveyRow)
_SCORES: Final = table_of(SurveyScoreRow)
_COUNTS: Final = (SurveyState.ASKED, SurveyState.ANSWERED)


class SaidByScript(NamedTuple):
    """What was said in a script: `answers` as they stand in it."""

    survey_id: UUID
    answers: Mapping[str, Any]
    agent_id: UUID
    call_id: UUID
    at: datetime


class SurveyRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: SurveyRow) -> None:
        self._session.add(row)
        self._session.flush()

    def lock(self, survey_id: UUID) -> SurveyRow:
        """Return one for nobody else to change until the transaction ends.

        Raises:
            SurveyNotFoundError: There is none.
        """
        query = sa.select(SurveyRow).where(SurveyRow.survey_id == survey_id).with_for_update()
        row = self._session.scalar(query, execution_options={"populate_existing": True})
        if row is None:
            raise SurveyNotFoundError(survey_id=str(survey_id))
        return row

    def list_of_record(self, kind: RecordKind, record_id: UUID) -> Sequence[SurveyRow]:
        """List the surveys about a record, the newest first."""
        query = sa.select(SurveyRow).where(SurveyRow.record_kind == kind, SurveyRow.record_id == record_id)
        return self._session.scalars(query.order_by(SurveyRow.asked_at.desc(), SurveyRow.survey_id)).all()

    def list_of_person(self, customer_id: UUID, limit: int) -> Sequence[SurveyRow]:
        """List what a person was asked, at whichever of their accounts, the newest first."""
        query = sa.select(SurveyRow).where(of_person(_SURVEYS.c.customer_id))
        newest = query.order_by(SurveyRow.asked_at.desc(), SurveyRow.survey_id).limit(limit)
        return self._session.scalars(newest, {"of_customer": customer_id}).all()

    def was_asked_since(self, customer_id: UUID, at: datetime) -> bool:
        """Say whether a person was asked anything since then."""
        asked = _SURVEYS.c.state != SurveyState.NOT_SENT
        query = sa.select(sa.exists().where(of_person(_SURVEYS.c.customer_id), _SURVEYS.c.asked_at > at, asked))
        return self._session.scalar(query, {"of_customer": customer_id}) is True

    def scores_of(self, survey_ids: Collection[UUID]) -> Mapping[UUID, Sequence[SurveyScoreRow]]:
        """Return what was answered, by survey, in the order of the questions."""
        query = sa.select(SurveyScoreRow).where(SurveyScoreRow.survey_id.in_(list(survey_ids)))
        found: dict[UUID, list[SurveyScoreRow]] = {}
        for row in self._session.scalars(query.order_by(SurveyScoreRow.place)):
            found.setdefault(row.survey_id, []).append(row)
        return found

    def keep_answer(
        self,
        row: SurveyRow,
        scores: Sequence[SurveyScoreRow],
        perceived: Decimal,
        expected: Decimal | None,
        at: datetime,
    ) -> None:
        """Keep what was answered, and its means as one of the customer's answers, by which they are valued."""
        self._session.add_all(scores)
        self._session.add(
            SurveyAnswerRow(
                source_code=OWN_SOURCE,
                source_key=f"survey:{row.survey_id}",
                customer_id=row.customer_id,
                at=at,
                perceived=perceived,
                expected=expected,
            )
        )
        self._session.flush()

    def change_answer(self, survey_id: UUID, question: str, perceived: int, expected: int | None, at: datetime) -> None:
        """Put another answer in the place of a survey's only one."""
        of_survey = sa.and_(SurveyScoreRow.survey_id == survey_id, SurveyScoreRow.question == question)
        score = {"perceived": perceived, "expected": expected}
        self._session.execute(sa.update(SurveyScoreRow).where(of_survey).values(score))
        own = sa.and_(SurveyAnswerRow.source_code == OWN_SOURCE, SurveyAnswerRow.source_key == f"survey:{survey_id}")
        self._session.execute(sa.update(SurveyAnswerRow).where(own).values(**score, at=at))
        self._session.flush()

    def end_unanswered(self, at: datetime) -> int:
        """End those whose days are over, but for what still waits to be sent; return how many."""
        unsent = sa.exists().where(
            SurveyMailRow.survey_id == SurveyRow.survey_id,
            SurveyMailRow.state.in_([MailStage.WAITING, MailStage.SENDING]),
        )
        ended = (
            sa.update(SurveyRow)
            .where(SurveyRow.state == SurveyState.ASKED, SurveyRow.ends_at <= at, ~unsent)
            .values(state=SurveyState.NOT_ANSWERED, ended_at=at, version=SurveyRow.version + 1)
            .execution_options(synchronize_session=False)
        )
        return self._session.connection().execute(ended).rowcount


class AskedByItselfRepository:
    """What is asked, and answered, without anybody who asks for it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_to_ask(self, since: datetime, until: datetime, most: int, without: Collection[UUID]) -> Sequence[UUID]:
        """Return complaints that were closed in this time, and about which nobody was asked; the first closed first."""
        asked = sa.exists().where(
            _SURVEYS.c.record_kind == RecordKind.COMPLAINT, _SURVEYS.c.record_id == ComplaintRow.complaint_id
        )
        query = sa.select(ComplaintRow.complaint_id).where(
            ComplaintRow.state == ComplaintState.CLOSED,
            ComplaintRow.kind == ComplaintKind.COMPLAINT,
            ComplaintRow.customer_id.is_not(None),
            ComplaintRow.ended_at >= since,
            ComplaintRow.ended_at <= until,
            ~asked,
        )
        if without:
            query = query.where(ComplaintRow.complaint_id.not_in(list(without)))
        return self._session.scalars(query.order_by(ComplaintRow.ended_at).limit(most)).all()

    def answered_by_script(self, form: str, by_script: ByScript, most: int) -> Sequence[SaidByScript]:
        """Return what answers surveys that are open: of whose customer a finished call has all of it in a script, or
        that they declined, since they were asked and before their days were over; the last of each."""
        parts, runs = table_of(InteractionRow), table_of(ScriptRunRow)
        names = [name for each in by_script.questions.values() for name in (each.perceived, each.expected) if name]
        decisive = [sa.and_(*(runs.c.answers[name].astext.in_(list(by_script.answers)) for name in names))]
        if (declined := by_script.declined) is not None:
            decisive.append(runs.c.answers[declined.question].astext == declined.answer)
        query = (
            sa.select(_SURVEYS.c.survey_id, runs.c.answers, parts.c.agent_id, parts.c.call_id, runs.c.saved_at)
            .select_from(_SURVEYS)
            .join(parts, person_of(parts.c.customer_id) == person_of(_SURVEYS.c.customer_id))
            .join(runs, runs.c.interaction_id == parts.c.interaction_id)
            .where(
                _SURVEYS.c.form == form,
                _SURVEYS.c.state == SurveyState.ASKED,
                parts.c.finished_at.is_not(None),
                runs.c.script_id == by_script.script,
                runs.c.saved_at >= _SURVEYS.c.asked_at,
                runs.c.saved_at < _SURVEYS.c.ends_at,
                sa.or_(*decisive),
            )
            .order_by(_SURVEYS.c.survey_id, runs.c.saved_at.desc())
            .limit(most)
            .ext(postgresql.distinct_on(_SURVEYS.c.survey_id))
        )
        return [SaidByScript(*row) for row in self._session.execute(query)]

    def drop_spoken(self, call_id: UUID, form: str) -> None:
        """Have what a script kept as an answer about a call be none of its own any more: it answers a survey."""
        of_call = (SurveyRow.record_kind == RecordKind.CALL, SurveyRow.record_id == call_id, SurveyRow.form == form)
        for survey_id in self._session.scalars(sa.select(SurveyRow.survey_id).where(*of_call)).all():
            key = f"survey:{survey_id}"
            own = sa.and_(SurveyAnswerRow.source_code == OWN_SOURCE, SurveyAnswerRow.source_key == key)
            self._session.execute(sa.delete(SurveyAnswerRow).where(own))
            self._session.execute(sa.delete(SurveyRow).where(SurveyRow.survey_id == survey_id))


def mean_of_agent(session: Session, agent_id: UUID, since: datetime) -> tuple[float | None, int]:
    """Return the mean of five of what customers answered who were asked about somebody's calls since then, as
    reports count it, and how many answered."""
    of_five = sa.case((_SCORES.c.scale == 10, 1 + _SCORES.c.perceived * 0.4), else_=_SCORES.c.perceived * 1.0)
    query = (
        sa.select(sa.func.avg(of_five), sa.func.count(_SURVEYS.c.survey_id.distinct()))
        .select_from(_SURVEYS.outerjoin(_SCORES, _SCORES.c.survey_id == _SURVEYS.c.survey_id))
        .where(
            _SURVEYS.c.asked_at >= since,
            _SURVEYS.c.agent_id == agent_id,
            _SURVEYS.c.state == SurveyState.ANSWERED,
        )
    )
    mean, count = session.execute(query).one()
    return (None if mean is None else float(mean)), count

"""Every query on surveys by keypad."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.calls.models import CallRow
from telephony.surveys.models import CallSurveyRow
from telephony.surveys.states import SurveyStage


class CallSurveyRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, call_id: UUID) -> CallSurveyRow | None:
        """Return that of a call, as the database has it now."""
        return self._session.get(CallSurveyRow, call_id, populate_existing=True)

    def add(self, row: CallSurveyRow) -> None:
        self._session.add(row)
        self._session.flush()

    def find_running(self, provider: str, call_sid: str) -> CallSurveyRow | None:
        """Return the survey that the caller of a carrier's call is in, or is to be in."""
        query = sa.select(CallSurveyRow).join(CallRow, CallRow.call_id == CallSurveyRow.call_id)
        of_call = sa.and_(CallRow.provider == provider, CallRow.call_sid == call_sid)
        return self._session.scalar(query.where(of_call, CallSurveyRow.stage != SurveyStage.OVER))

    def list_open(self) -> Sequence[UUID]:
        """List the calls whose survey is not over."""
        return self._session.scalars(
            sa.select(CallSurveyRow.call_id).where(CallSurveyRow.stage != SurveyStage.OVER)
        ).all()

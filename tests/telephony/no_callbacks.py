"""The host's half of callbacks, and of surveys by keypad, where there are none."""

from datetime import datetime
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.orm import Session

from telephony.callbacks.states import ReturnedWhy
from telephony.ports import CallFacts
from telephony.surveys.port import SurveyFacts, SurveyWish
from telephony.terms import EndCause


class NoCallbacks:
    """Nobody is to be called back, or asked how it was: what is asked all the same fails."""

    def survey_wish(
        self, session: Session, call: CallFacts, *, agent_id: UUID, talked_seconds: int, at: datetime
    ) -> SurveyWish:
        raise AssertionError(call.call_id)

    def survey_changed(self, session: Session, survey: SurveyFacts, *, at: datetime) -> None:
        raise AssertionError(survey.call_id)

    def callback_payload(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime
    ) -> dict[str, JsonValue]:
        raise AssertionError(call.item_id)

    def callback_refusal(self, session: Session, item_id: UUID, *, agent_id: UUID, at: datetime) -> str:
        raise AssertionError(item_id)

    def callback_offered(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        raise AssertionError(call.item_id)

    def callback_previewed(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        raise AssertionError(call.item_id)

    def callback_returned(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, why: ReturnedWhy
    ) -> None:
        raise AssertionError(call.item_id)

    def callback_dialled(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        raise AssertionError(call.item_id)

    def callback_reached(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        raise AssertionError(call.item_id)

    def caller_spoken_with(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        """Nobody was to be called back."""

    def callback_call_ended(
        self,
        session: Session,
        call: CallFacts,
        *,
        agent_id: UUID | None,
        answered: bool,
        cause: EndCause,
        at: datetime,
    ) -> None:
        raise AssertionError(call.item_id)

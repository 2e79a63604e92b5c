"""The bank's half of the product as telephony's tests have it: it knows what it is told, and notes what it hears."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from telephony.callbacks.states import ReturnedWhy
from telephony.contract import EndCause
from telephony.messages.states import MessageProblem, MessageState
from telephony.ports import CallFacts, RecordingFacts, RoutingWish
from telephony.surveys.port import SurveyFacts, SurveyWish


@dataclass
class FakeHost:
    """A host that remembers what it was asked."""

    wish: RoutingWish = field(default_factory=RoutingWish)
    payload: dict[str, JsonValue] = field(default_factory=lambda: {"name": "Ms Ho"})
    failing: bool = False
    accepted: list[tuple[UUID, UUID]] = field(default_factory=list)
    returned: list[tuple[UUID, UUID]] = field(default_factory=list)
    unanswered: list[UUID] = field(default_factory=list)
    spoken_with: list[tuple[UUID, UUID]] = field(default_factory=list)
    offered: list[CallFacts] = field(default_factory=list)
    spared: set[str] = field(default_factory=set)
    outcomes: set[UUID] = field(default_factory=set)
    ended: list[tuple[UUID, UUID]] = field(default_factory=list)
    without_note: set[UUID] = field(default_factory=set)
    handed_over: list[tuple[UUID, UUID, UUID]] = field(default_factory=list)
    directory: dict[str, str] = field(default_factory=dict)
    messages: list[tuple[UUID, MessageState, MessageProblem]] = field(default_factory=list)
    supervised: list[tuple[UUID, str, bool]] = field(default_factory=list)
    told: list[tuple[UUID, str]] = field(default_factory=list)
    recordings: list[RecordingFacts] = field(default_factory=list)
    recording_deeds: list[tuple[str, UUID | None]] = field(default_factory=list)
    to_call_back: dict[str, UUID] = field(default_factory=dict)
    refusals: dict[UUID, str] = field(default_factory=dict)
    callbacks: list[tuple[str, UUID | None, UUID | None]] = field(default_factory=list)
    survey: SurveyWish = field(default_factory=SurveyWish)
    surveyed: list[SurveyFacts] = field(default_factory=list)
    talked: list[int] = field(default_factory=list)

    def goes_straight(self, session: Session, caller_number: str) -> bool:
        if self.failing:
            session.execute(sa.text("SELECT 1 / 0"))
        return caller_number in self.spared

    def foresee(self, session: Session, caller_number: str, keyed_digits: str, *, at: datetime) -> object | None:
        return None

    def routing_wish(self, session: Session, call: CallFacts, *, foreseen: object | None = None) -> RoutingWish:
        return self.wish

    def caller_payload(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, foreseen: object | None = None
    ) -> dict[str, JsonValue]:
        if self.failing:
            session.execute(sa.text("SELECT 1 / 0"))
        self.offered.append(call)
        return self.payload

    def bare_payload(self, call: CallFacts) -> dict[str, JsonValue]:
        return {}

    def foresee_consult(
        self, session: Session, call_id: UUID, *, from_agent_id: UUID, to_agent_id: UUID, at: datetime
    ) -> object | None:
        return None

    def colleague_payload(
        self,
        session: Session,
        call_id: UUID,
        *,
        from_agent_id: UUID,
        to_agent_id: UUID,
        at: datetime,
        transfer_id: UUID | None = None,
        foreseen: object | None = None,
    ) -> dict[str, JsonValue]:
        return {"from": str(from_agent_id)}

    def may_complete(self, session: Session, call_id: UUID, transfer_id: UUID) -> bool:
        return call_id not in self.without_note

    def call_handed_over(
        self, session: Session, call: CallFacts, *, from_agent_id: UUID, to_agent_id: UUID, at: datetime
    ) -> None:
        self.handed_over.append((call.call_id, from_agent_id, to_agent_id))

    def transfer_number(self, _: Session, *, number_id: str, number: str) -> str:
        return self.directory.get(number_id, number)

    def call_accepted(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        self.accepted.append((call.call_id, agent_id))

    def call_returned(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        self.returned.append((call.call_id, agent_id))

    def work_ended(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, outcome_required: bool
    ) -> bool:
        if self.failing:
            session.execute(sa.text("SELECT 1 / 0"))
        if call.call_id not in self.outcomes and outcome_required:
            return False
        self.ended.append((call.call_id, agent_id))
        return True

    def supervision_changed(
        self,
        session: Session,
        *,
        call_id: UUID,
        supervisor_id: UUID,
        agent_id: UUID,
        deed: str,
        over: bool,
        at: datetime,
    ) -> None:
        self.supervised.append((supervisor_id, deed, over))

    def agent_told(
        self,
        session: Session,
        *,
        agent_id: UUID,
        by: UUID | None,
        topic: str,
        detail: Mapping[str, str],
        at: datetime,
    ) -> None:
        self.told.append((agent_id, topic))

    def message_changed(
        self, session: Session, *, message_id: UUID, state: MessageState, problem: MessageProblem, at: datetime
    ) -> UUID | None:
        self.messages.append((message_id, state, problem))
        return None

    def recording_changed(self, session: Session, recording: RecordingFacts, *, at: datetime) -> None:
        self.recordings.append(recording)

    def recording_asked(self, session: Session, call_id: UUID, what: str, *, by: UUID | None, at: datetime) -> None:
        self.recording_deeds.append((what, by))

    def survey_wish(
        self, session: Session, call: CallFacts, *, agent_id: UUID, talked_seconds: int, at: datetime
    ) -> SurveyWish:
        self.talked.append(talked_seconds)
        return self.survey

    def survey_changed(self, session: Session, survey: SurveyFacts, *, at: datetime) -> None:
        if self.failing:
            session.execute(sa.text("SELECT 1 / 0"))
        self.surveyed.append(survey)

    def call_ended_unanswered(self, session: Session, call: CallFacts, *, at: datetime) -> UUID | None:
        self.unanswered.append(call.call_id)
        return self.to_call_back.get(call.caller_number) if call.callback_wished else None

    def callback_payload(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime
    ) -> dict[str, JsonValue]:
        if self.failing:
            session.execute(sa.text("SELECT 1 / 0"))
        return self.payload | {"callback": str(call.item_id)}

    def callback_refusal(self, session: Session, item_id: UUID, *, agent_id: UUID, at: datetime) -> str:
        return self.refusals.get(item_id, "")

    def callback_offered(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        self._heard("offered", call, agent_id)

    def callback_previewed(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        self._heard("previewed", call, agent_id)

    def callback_returned(
        self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime, why: ReturnedWhy
    ) -> None:
        self._heard(why.value, call, agent_id)

    def callback_dialled(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        self._heard("dialled", call, agent_id)

    def callback_reached(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        self._heard("reached", call, agent_id)

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
        self._heard(f"ended:{cause.value}", call, agent_id)

    def caller_spoken_with(self, session: Session, call: CallFacts, *, agent_id: UUID, at: datetime) -> None:
        self.spoken_with.append((call.call_id, agent_id))

    def _heard(self, what: str, call: CallFacts, agent_id: UUID | None) -> None:
        self.callbacks.append((what, call.item_id, agent_id))

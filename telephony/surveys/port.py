"""What passes between telephony and its host about surveys by keypad.

Every method of the host is called inside the transaction that changes the call, under its group's lock: short, and
nothing is asked over a network.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.surveys.schema import KeypadSurvey
from telephony.surveys.states import KeyedScore, NotAsked, SurveyOutcome

if TYPE_CHECKING:
    from telephony.ports import CallFacts


@dataclass(frozen=True, slots=True)
class SurveyWish:
    """Whether the caller of an answered call is to be asked by keypad when it is over: with `survey`, in `language`
    (empty: in all of its); else `why_not`."""

    survey: KeypadSurvey | None = None
    language: str = ""
    why_not: NotAsked = NotAsked.BY_RULE


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """A survey that the caller of a call is in, or was in once `outcome` is known. `agent_id` had the call last, in the
    queue `queue_code`; `questions` is how many it has."""

    call_id: UUID
    code: str
    name: dict[str, str]
    language: str
    agent_id: UUID | None
    queue_code: str
    began_at: datetime
    questions: int
    outcome: SurveyOutcome | None = None
    scores: tuple[KeyedScore, ...] = ()


class SurveyHost(Protocol):
    """The part of `telephony.ports.Host` that is about surveys by keypad."""

    def survey_wish(
        self, session: Session, call: "CallFacts", *, agent_id: UUID, talked_seconds: int, at: datetime
    ) -> SurveyWish:
        """Say whether a caller is to be asked how the call was. Asked twice of one call it says the same, as long as
        nothing else has become known of them."""
        ...

    def survey_changed(self, session: Session, survey: SurveyFacts, *, at: datetime) -> None:
        """A caller has begun to be asked, or it is over: keep what they answered, and audit it."""
        ...

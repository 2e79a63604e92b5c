"""What happened to each call and each agent, as instants. Every figure is counted from these. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from telephony.contract import AgentState, CallState, EndCause, OfferOutcome


class Fate(StrEnum):
    """What became of a call that came to a queue."""

    ANSWERED = "answered"  # somebody talked with them
    ABANDONED = "abandoned"
    CALLBACK = "callback"  # they left, and are to be called back: no abandon (Amazon Connect)
    TURNED_AWAY = "turned_away"  # closed or full: they never waited
    FAILED = "failed"  # the carrier lost them while they waited
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of a call in one state. `ended_at` is None for the present one."""

    state: CallState
    began_at: datetime
    ended_at: datetime | None
    agent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Ring:
    """One time that a call rang at an agent; `outcome` is how it ended, open while it rings."""

    agent_id: UUID
    began_at: datetime
    ended_at: datetime | None
    outcome: OfferOutcome
    decline_reason: str = ""


@dataclass(frozen=True, slots=True)
class WrapUp:
    """One agent's wrap-up of a call. `put_off_seconds` is how far its limit was put off."""

    agent_id: UUID
    began_at: datetime
    ended_at: datetime | None
    put_off_seconds: float = 0


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call with all that happened to it, in order.

    `called_at` is when the caller reached the carrier's menu, None where there was none; `answered_at` when they
    were first heard by an agent.
    """

    call_id: UUID
    queue: str
    called_at: datetime | None
    enqueued_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None
    end_cause: EndCause | None
    callback_wished: bool = False
    stretches: tuple[Stretch, ...] = ()
    rings: tuple[Ring, ...] = ()
    wrap_ups: tuple[WrapUp, ...] = ()

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.answered_at is not None:
            return Fate.ANSWERED
        if self.ended_at is None:
            return Fate.WAITING
        if self.end_cause in (EndCause.TURNED_AWAY_CLOSED, EndCause.TURNED_AWAY_FULL):
            return Fate.TURNED_AWAY
        if self.callback_wished:
            return Fate.CALLBACK
        return Fate.FAILED if self.end_cause is EndCause.CARRIER_FAILED else Fate.ABANDONED

    def waited_seconds(self, now: datetime) -> float:
        """Return how long the caller waited for an agent, from the queue to the talk or the end: ringing too."""
        return ((self.answered_at or self.ended_at or now) - self.enqueued_at).total_seconds()

    def queued_seconds(self, now: datetime) -> float:
        """Return how long of it nobody was asked: without ringing, and without the agent's line being joined."""
        return self.seconds_in(CallState.QUEUED, now)

    def seconds_in(self, state: CallState, now: datetime) -> float:
        """Return how long it was in `state` altogether."""
        return sum(seconds(each.began_at, each.ended_at or now) for each in self.stretches if each.state is state)

    def wrap_up_seconds(self, now: datetime) -> float:
        """Return how long it was wrapped up altogether."""
        return sum(seconds(each.began_at, each.ended_at or now) for each in self.wrap_ups)


@dataclass(frozen=True, slots=True)
class MenuDeparture:
    """One caller who hung up in the entry menu, and so came to no queue.

    `called_at` is when they reached it, None where that is not known. `queue` is the code of the queue that they had
    chosen until then, empty for none; `last_choice` the label of what they chose last, by language.
    """

    called_at: datetime | None
    left_at: datetime
    queue: str = ""
    last_choice: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AgentStretch:
    """One stretch of one agent in one state."""

    agent_id: UUID
    state: AgentState
    began_at: datetime
    ended_at: datetime | None


def seconds(began_at: datetime, ended_at: datetime) -> float:
    """Return the seconds between two moments, none where they are not in order."""
    return max(0.0, (ended_at - began_at).total_seconds())


def seconds_within(began_at: datetime, ended_at: datetime, since: datetime, until: datetime) -> float:
    """Return how much of a stretch lies between `since` and `until`."""
    return seconds(max(began_at, since), min(ended_at, until))

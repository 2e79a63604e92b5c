"""The life of a survey by keypad after one call, as one table. Pure: no database, no carrier, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class KeyedScore:
    """What was answered to one question, of `scale`: how it was, and how it had been expected where that was asked and
    answered."""

    question: str
    scale: int
    perceived: int
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What is known after some keys. `whole`: every question has its answer. `closed`: nothing more is asked."""

    scores: tuple[KeyedScore, ...] = ()
    refused: bool = False
    whole: bool = False
    closed: bool = False


class SurveyStage(StrEnum):
    """How far it has come."""

    WANTED = "wanted"  # the carrier is asked to let the agent go and to ask the caller
    RUNNING = "running"  # the caller hears it
    OVER = "over"


class SurveyTrigger(StrEnum):
    BEGUN = "begun"
    ENDED = "ended"  # the call is over at the carrier, or the time is up
    NOT_BEGUN = "not_begun"  # the call was over before, or the carrier does not do it


class SurveyOutcome(StrEnum):
    """What came of it."""

    ANSWERED = "answered"
    PARTLY = "partly"
    REFUSED = "refused"
    SILENT = "silent"  # they were asked, and answered nothing
    NOT_ASKED = "not_asked"


class NotAsked(StrEnum):
    """Why a caller was not asked."""

    CALLER_HUNG_UP = "caller_hung_up"  # before anybody could ask; the next one too, by the carrier's doing
    CARRIER_FAILED = "carrier_failed"
    BY_RULE = "by_rule"  # the queue, the reason, the tier or the direction is not asked
    TOO_SHORT = "too_short"
    NOT_IN_SAMPLE = "not_in_sample"
    UNKNOWN_CALLER = "unknown_caller"
    NOT_WISHED = "not_wished"
    ASKED_LATELY = "asked_lately"
    HANDED_OUTSIDE = "handed_outside"
    ENDED_BY_HAND = "ended_by_hand"  # a supervisor, or the reconciler, ended the call


_G, _T = SurveyStage, SurveyTrigger

STEPS: Final[Mapping[tuple[SurveyStage, SurveyTrigger], SurveyStage]] = MappingProxyType(
    {
        (_G.WANTED, _T.BEGUN): _G.RUNNING,
        (_G.WANTED, _T.NOT_BEGUN): _G.OVER,
        (_G.RUNNING, _T.ENDED): _G.OVER,
    }
)
"""What changes it; everything else, a repeated report among it, changes nothing."""


def after(stage: SurveyStage, trigger: SurveyTrigger) -> SurveyStage | None:
    """Return where a survey goes; None where it stays as it is."""
    return STEPS.get((stage, trigger))


def outcome_of(answered: Answered) -> SurveyOutcome:
    """Return what came of a survey that was begun."""
    if answered.whole:
        return SurveyOutcome.ANSWERED
    if answered.scores:
        return SurveyOutcome.PARTLY
    return SurveyOutcome.REFUSED if answered.refused else SurveyOutcome.SILENT

"""What complaints teach: why they come, whether they come again or are answered late, and what was done."""

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from agent_desktop.contract.base import Answer, LocalText, Request

REPEAT_DAYS: Final = 90
MOST_DAYS: Final = 1830
"""So many days one report may be about."""
ACTION_LIMIT: Final = 2000


class Period(StrEnum):
    WEEK = "week"  # from Monday
    MONTH = "month"


class LearningQuery(Request):
    """`GET /v1/learning?first=2026-01-01&last=2026-06-30…`: complaints registered on these days of the bank, both
    within. What is None or empty narrows nothing; `category` narrows to it and what is under it."""

    first: date
    last: date
    by: Period = Period.MONTH
    region: str = Field(default="", max_length=20)
    team: str = Field(default="", max_length=100)
    category: str = Field(default="", max_length=80)
    product: str = Field(default="", max_length=80)
    root_cause: str = Field(default="", max_length=80)

    @model_validator(mode="after")
    def _is_a_time(self) -> Self:
        if not timedelta(0) <= self.last - self.first <= timedelta(days=MOST_DAYS):
            raise ValueError("last")
        return self


class ParetoBar(Answer):
    """One root cause: how often, and which percent of those with a root cause it and all before it are."""

    code: str
    name: LocalText
    count: int
    percent: Decimal
    cumulative_percent: Decimal
    redress: Decimal | None = None  # in the base currency; None where a rate is missing


class TrendPoint(Answer):
    """One week or month, from `start`: `partial` where not all of its days are among those asked for, or are over."""

    start: date
    registered: int
    closed: int
    answered_late: int
    repeats: int
    partial: bool = False


class RepeatGroup(Answer):
    """Of which category people complained again within `REPEAT_DAYS` of an earlier complaint: `people` of them,
    `complaints` that were again."""

    category: str
    name: LocalText
    people: int
    complaints: int


class TeamTimeliness(Answer):
    """How one team kept the last date of its complaints. `on_time_percent` is of those whose date is met or over.

    Days are from the registering to the answer, of the bank's calendar days.
    """

    team: str
    registered: int
    answered: int
    on_time: int
    late: int
    open_late: int
    on_time_percent: Decimal | None = None
    median_days: Decimal | None = None


class SatisfactionLine(Answer):
    """Of surveys about complaints that this team closed: how many were asked and answered, and the means of five."""

    team: str
    closed: int
    asked: int
    answered: int
    perceived: Decimal | None = None
    expected: Decimal | None = None
    gap: Decimal | None = None


class LearningReport(Answer):
    """All of it, from one moment. `without_cause` of `total` complaints have no root cause yet; `repeat_percent` is how
    many of the total were again."""

    asked: LearningQuery
    as_of: AwareDatetime
    total: int
    without_cause: int
    causes: tuple[ParetoBar, ...] = ()
    trend: tuple[TrendPoint, ...] = ()
    repeats: tuple[RepeatGroup, ...] = ()
    repeat_complaints: int = 0
    repeat_percent: Decimal | None = None
    teams: tuple[TeamTimeliness, ...] = ()
    satisfaction: tuple[SatisfactionLine, ...] = ()
    base_currency: str = ""


class PreventionState(StrEnum):
    PLANNED = "planned"
    DONE = "done"  # since `done_on` it is in force
    DROPPED = "dropped"


class Effect(StrEnum):
    """Whether the numbers fell afterwards. Computed, never typed."""

    NOT_YET = "not_yet"  # not done, or too few days since
    FELL = "fell"
    SAME = "same"  # within what chance alone does
    ROSE = "rose"


class PreventionEffect(Answer):
    """Complaints of the root cause in as many `days` before it was done and after. `chance_percent` is how likely a
    difference as large is though nothing had changed (two-sided, exact for counts of two equal times). As long as too
    many complaints after it have no root cause yet (`without_cause`), nothing is said."""

    effect: Effect
    days: int = 0
    before: int = 0
    after: int = 0
    without_cause: int = 0
    chance_percent: Decimal | None = None


class Prevention(Answer):
    """What is done so that a root cause does not come back."""

    prevention_id: UUID
    version: int
    root_cause: str
    root_cause_name: LocalText
    category: str = ""
    action: str
    owner_id: UUID
    owner_name: str = ""
    due_on: date
    state: PreventionState
    done_on: date | None = None
    dropped_why: str = ""
    effect: PreventionEffect
    created_at: AwareDatetime
    changed_at: AwareDatetime
    is_overdue: bool = False


class Preventions(Answer):
    """`GET /v1/preventions`: those in hand by date, then what is over. `owners` are who may be given one."""

    preventions: tuple[Prevention, ...] = ()
    owners: dict[UUID, str] = Field(default_factory=dict)
    may_change: bool = False


class SavePrevention(Request):
    """`PUT /v1/preventions/{prevention_id}`: a new one with `seen_version` 0, else what it is to be now."""

    command_id: UUID
    seen_version: int = Field(ge=0)
    root_cause: str = Field(min_length=1, max_length=80)
    category: str = Field(default="", max_length=80)
    action: str = Field(min_length=1, max_length=ACTION_LIMIT)
    owner_id: UUID
    due_on: date
    state: PreventionState = PreventionState.PLANNED
    done_on: date | None = None
    dropped_why: str = Field(default="", max_length=400)

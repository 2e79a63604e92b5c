"""The file of complaint rules: what is owed until when, by which text, for which complaints."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from agent_desktop.contract.complaint_clocks import ClockLimit, ClockUnit
from agent_desktop.contract.problems import ProblemCode

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
RuleId = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,19}(\.[a-z][a-z0-9_]{0,39}){1,2}$", max_length=60)
]
Happening = Annotated[str, StringConstraints(pattern=r"^(received|registered|(state|mark)\.[a-z][a-z0-9_]{0,39})$")]
"""What starts or ends a clock: ``received``, ``registered``, ``state.answered``, ``mark.credit_given``."""

Severity = Literal["minor", "major", "critical"]
Channel = Literal["phone", "branch", "app", "email", "letter", "social", "regulator"]
Kind = Literal["complaint", "suggestion", "praise"]
Warned = Literal["owner", "supervisor", "compliance"]
Approver = Literal["supervisor", "compliance", "administrator"]

MOST_BY_UNIT = {
    ClockUnit.HOURS: 2000,
    ClockUnit.CALENDAR_DAYS: 1100,
    ClockUnit.WORKING_DAYS: 750,
    ClockUnit.WEEKS: 156,
    ClockUnit.MONTHS: 36,
}


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(Part):
    """Something a complaint or a clock may have. A flag is set by hand, or by `categories`: those below one count."""

    code: Code
    name: dict[str, str]
    categories: tuple[str, ...] = ()


class When(Part):
    """For which complaints a rule is: all that is said must fit; what is left out fits all. `flags` must all be there,
    and none of `without`; of `categories` and `products` one, or one above it, is enough."""

    kinds: tuple[Kind, ...] = ("complaint",)
    severities: tuple[Severity, ...] = ()
    channels: tuple[Channel, ...] = ()
    flags: tuple[Code, ...] = ()
    without: tuple[Code, ...] = ()
    categories: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    vulnerable: bool | None = None
    regulatory: bool | None = None


class Span(Part):
    """How long: a number of hours, days, weeks or months."""

    amount: int = Field(ge=1, le=2000)
    unit: ClockUnit

    @model_validator(mode="after")
    def _not_for_ever(self) -> Self:
        most = MOST_BY_UNIT[self.unit]
        if self.amount > most:
            raise PydanticCustomError(
                ProblemCode.VALUE_OUT_OF_RANGE.value, "{name}", {"name": "amount", "allowed": f"≤ {most}"}
            )
        return self


class Stage(Part):
    """A later date, counted from the same start. One that is not `in_use` is not offered. `approvers` are roles, one of
    whom must approve; where there are none, to ask is enough. `needs` is a mark without which it is not to be had."""

    code: Code
    name: dict[str, str]
    span: Span
    approvers: tuple[Approver, ...] = ()
    needs_notice: bool = False
    needs: Code | None = None
    verified: bool = True
    in_use: bool = True


class Rung(Part):
    """A step of the ladder: at `percent` of the time, `tell` are told."""

    percent: int = Field(ge=1, le=100)
    tell: tuple[Warned, ...]


class Rule(Part):
    """One rule. The day on which `starts_at` happens is day 0.

    `stops_for` are states in which the clock stands still; `may_pause`: a person may stop it with a reason. `drops_at`
    are what makes it pointless. `if_not_working` moves a date that falls on a day not worked. `is_ours` is False where
    the time is the customer's; one of ours that `lapses` is over when its date is past, and nothing is late. `ladder`
    overrides that of the file.

    `verified`: somebody has read the text of the rule itself, as `source` names it; `in_use`: it counts.
    """

    id: RuleId
    name: dict[str, str]
    limit: ClockLimit
    span: Span
    starts_at: Happening = "received"
    ends_at: tuple[Happening, ...]
    drops_at: tuple[Happening, ...] = ()
    stops_for: tuple[Code, ...] = ()
    may_pause: bool = False
    if_not_working: Literal["keep", "next"] = "keep"
    is_ours: bool = True
    lapses: bool = False
    when: When = When()
    stages: tuple[Stage, ...] = ()
    ladder: tuple[Rung, ...] = ()
    effective_from: date
    effective_to: date | None = None
    source: dict[str, str]
    source_url: str = ""
    note: dict[str, str] = Field(default_factory=dict)
    verified: bool
    in_use: bool


class RuleSetEntry(Part):
    """The rules of one region. `house` counts beside every other set. `calendar` is one of the file of calendars: its
    working days, and its time zone for every date."""

    code: Code
    name: dict[str, str]
    calendar: Code
    house: bool = False
    rules: tuple[Rule, ...] = ()


class ClockFile(Part):
    """The file. `region` is the set of complaints that name none. `marks` are what may happen beside states."""

    region: Code
    flags: tuple[Named, ...] = ()
    marks: tuple[Named, ...] = ()
    ladder: tuple[Rung, ...]
    sets: tuple[RuleSetEntry, ...]

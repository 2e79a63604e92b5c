"""What complaints are about, how grave they are and who may do what, as the file holds it."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.complaints import (
    ComplaintChannel,
    ComplaintKind,
    ComplaintState,
    Region,
    ReplyChannel,
    Severity,
)
from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.contract.sessions import Role

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Limit = Annotated[Decimal, Field(ge=0)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CategoryEntry(Part):
    """A category; or, with `entries`, a group. What is not said is that of the nearest group which says it."""

    code: Code
    name: dict[str, str]
    hint: dict[str, str] = {}
    words: tuple[str, ...] = ()
    products: tuple[HoldingGroup, ...] | None = None
    kinds: tuple[ComplaintKind, ...] | None = None
    severity: Severity | None = None
    team: str | None = None
    retired: bool = False
    entries: tuple["CategoryEntry", ...] | None = None


class SeverityEntry(Part):
    name: dict[str, str]
    hint: dict[str, str] = {}
    tells_supervisor: bool = False
    second_person: bool = False


class OutcomeEntry(Part):
    code: Code
    name: dict[str, str]
    asks_amount: bool = False


class CauseEntry(Part):
    code: Code
    group: Code
    name: dict[str, str]
    retired: bool = False


class DepartmentEntry(Part):
    code: Code
    team: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    name: dict[str, str]
    days: Annotated[int, Field(ge=1, le=60)] = 3


class RedressKindEntry(Part):
    code: Code
    name: dict[str, str]
    has_amount: bool = True


class LimitEntry(Part):
    """So much may somebody of `role` give alone, and approve for another; any: without a limit."""

    role: Role
    alone: Limit | Literal["any"]
    approve: Limit | Literal["any"]


class RedressPart(Part):
    kinds: tuple[RedressKindEntry, ...]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    limits: tuple[LimitEntry, ...]


class Saying(Part):
    """What the customer can be told in a state; `with_due` where a day is set, with {due}."""

    en: str
    zh: str
    with_due: dict[str, str] | None = None


class Dissatisfied(Part):
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()


class PrefillPart(Part):
    """Which answers of a script say what happened, and which category an answer means."""

    words: tuple[str, ...] = ()
    category_answers: tuple[str, ...] = ()
    categories: dict[str, str] = {}


class ComplaintPlan(Part):
    """The whole file."""

    numbers: dict[ComplaintKind, Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,6}$")]]
    undo_minutes: Annotated[int, Field(ge=0, le=60)] = 5
    default_region: Region = Region.HOUSE
    regions_by_source: dict[str, Region] = {}
    regions_by_residence: frozenset[Region] = frozenset()
    settled_ends_at_once: frozenset[Region] = frozenset()
    repeat_days: Annotated[int, Field(ge=1, le=730)] = 90
    most_open: Annotated[int, Field(ge=0, le=10_000)] = 0
    team: str = ""
    dissatisfied: Dissatisfied = Dissatisfied()
    prefill: PrefillPart = PrefillPart()
    severities: dict[Severity, SeverityEntry]
    channels: dict[ComplaintChannel, dict[str, str]]
    reply_channels: dict[ReplyChannel, dict[str, str]]
    regions: dict[Region, dict[str, str]]
    outcomes: tuple[OutcomeEntry, ...]
    results: dict[Code, dict[str, str]]
    root_cause_groups: dict[Code, dict[str, str]]
    root_causes: tuple[CauseEntry, ...]
    departments: tuple[DepartmentEntry, ...]
    redress: RedressPart
    number_message: dict[str, str]
    say: dict[ComplaintState, Saying]
    states: dict[ComplaintState, dict[str, str]]
    categories: tuple[CategoryEntry, ...]

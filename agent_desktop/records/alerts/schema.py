"""The bank's rules of alerts, as their file holds them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from agent_desktop.contract.alerts import AlertKind
from agent_desktop.contract.base import LocalText

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Days = Annotated[int, Field(ge=1, le=366)]
Spreads = Annotated[float, Field(ge=0, le=100)]
Points = Annotated[float, Field(ge=0, le=100)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Weight(Part):
    """`points` for each spread beyond `from` spreads, `most` at most."""

    from_: Spreads = Field(alias="from")
    points: Points
    most: Points


class Unusual(Part):
    """Which bookings are not like the customer's own; see ``resources/alerts/main.yaml``."""

    window_days: Annotated[int, Field(ge=1, le=31)]
    history_days: Annotated[int, Field(ge=30, le=1_500)]
    least_bookings: Annotated[int, Field(ge=3, le=1_000)]
    least_spread: Annotated[float, Field(gt=0, le=5)]
    left_out: tuple[str, ...] = ()
    roll_hours: Annotated[int, Field(ge=1, le=168)]
    outflow_days: Annotated[int, Field(ge=7, le=92)]
    outflow_periods: Annotated[int, Field(ge=3, le=24)]
    outflow_least_share: Annotated[float, Field(gt=0, le=1)]
    amount: Weight
    total: Weight
    count: Weight
    outflow: Weight
    emptied: Weight
    often: Weight
    new_country: Points
    new_type: Points
    alert_from: Annotated[float, Field(gt=0, le=100)]
    urgent_from: Annotated[float, Field(gt=0, le=100)]


class Ahead(Part):
    """So many days before the day itself."""

    days: Days


class Greeting(Ahead):
    years: tuple[Annotated[int, Field(ge=1, le=120)], ...]


class Promise(Part):
    """What these outcomes of calls promise is due after `hours`."""

    dispositions: tuple[Code, ...]
    hours: Annotated[int, Field(ge=1, le=720)]


class Deadline(Part):
    """What these outcomes of calls begin is due after `days`, and is shown from `shown_days` before."""

    dispositions: tuple[Code, ...]
    days: Days
    shown_days: Days


class Addressee(StrEnum):
    """Who a task may go to."""

    MANAGER = "manager"
    TEAM = "team"
    QUEUE = "queue"


class OutreachRule(Part):
    """The first of `to` that there is gets the task, which is due after `due_hours`."""

    to: tuple[Addressee, ...] = Field(min_length=1)
    team: Annotated[str, Field(max_length=100)] = ""
    queue: Annotated[str, Field(max_length=40)] = ""
    due_hours: Annotated[int, Field(ge=1, le=2_160)]


class AlertRules(Part):
    """Everything the bank decides of alerts."""

    unusual: Unusual
    deposit_maturing: Ahead
    birthday: Ahead
    greeting: Greeting
    document_expiring: Ahead
    callback_promised: Promise
    complaint_due: Deadline
    outreach: Mapping[AlertKind, OutreachRule]
    types: Mapping[Code, LocalText] = Field(default_factory=dict)
    countries: Mapping[Country, LocalText] = Field(default_factory=dict)


LANGUAGES: Final = ("en", "zh")

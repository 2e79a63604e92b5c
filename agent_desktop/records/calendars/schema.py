"""The file of calendars: which holidays count where, and what the bank knows better."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from agent_desktop.contract.problems import ProblemCode

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,19}$")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Override(Part):
    """One day that is not what the list of holidays says. `source` says who announced it."""

    day: date
    working: bool
    name: dict[str, str]
    source: str = Field(min_length=1)


class CalendarEntry(Part):
    """One calendar. Its holidays are those of a `country` (ISO 3166, with a `subdivision` where holidays differ within
    it, or with `anywhere` those of every subdivision, and of the `categories` of holidays that the library tells
    apart), of a `market` (a code of the library's), or those of another calendar (`like`), whose overrides count too.

    `announced_until` is the last year whose holidays are published; without it the law fixes them for good.
    `makes_up`: days of the weekend are worked instead of a longer holiday, so that the last days of a year hang on the
    next year's announcement.
    """

    code: Code
    name: dict[str, str]
    time_zone: str
    country: str = ""
    subdivision: str = ""
    anywhere: bool = False
    categories: tuple[str, ...] = ()
    market: str = ""
    like: str = ""
    weekend: tuple[Weekday, ...] = ("saturday", "sunday")
    announced_until: int | None = Field(default=None, ge=1990, le=2100)
    makes_up: bool = False
    source: str = Field(min_length=1)
    overrides: tuple[Override, ...] = ()


class CalendarsFile(Part):
    """The file. `names` are Chinese words for holidays that the library knows in English only."""

    calendars: tuple[CalendarEntry, ...]
    names: dict[str, str] = Field(default_factory=dict)

    @field_validator("calendars")
    @classmethod
    def _some(cls, calendars: tuple[CalendarEntry, ...]) -> tuple[CalendarEntry, ...]:
        if not calendars:
            raise PydanticCustomError(ProblemCode.VALUE_EMPTY.value, "{name}", {"name": "calendars"})
        return calendars

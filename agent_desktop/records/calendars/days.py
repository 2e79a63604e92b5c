"""Days, and what is said of them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DayKind(StrEnum):
    """`closed`: the bank says so itself. `make_up`: a day of the weekend on which work is made up."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a calendar. `name` is that of a holiday or of the bank's own exception, by language (en, zh).

    `is_provisional`: the holidays that decide on it are not announced yet, so that it may still change.
    """

    on: date
    kind: DayKind
    name: Mapping[str, str]
    is_provisional: bool = False

    @property
    def is_working(self) -> bool:
        return self.kind in (DayKind.WORKING, DayKind.MAKE_UP)


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a count of working days ends, the days passed over on the way, and the weekend days that counted.

    `is_provisional`: it went through days that may still change.
    """

    on: date
    skipped: tuple[Day, ...] = ()
    made_up: tuple[date, ...] = ()
    is_provisional: bool = False

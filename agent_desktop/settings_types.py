"""The kinds of value that a settings file holds, and how one that is wrong is refused."""

import re
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

import phonenumbers
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, PlainSerializer
from pydantic_core import PydanticCustomError


def refuse(limit: str, field: str = "") -> PydanticCustomError:
    """Return what says that a value is wrong: `limit` is what is allowed, in signs or a word that `words` knows.

    `field` names the value below the part in which it was found wrong.
    """
    return PydanticCustomError("setting", "{limit}", {"limit": limit, "field": field})


class Part(BaseModel):
    """A section of the settings: every key is known and none changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def matching(pattern: str, limit: str) -> AfterValidator:
    """Return the rule that a text is wholly of this pattern."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise refuse(limit)
        return value

    return AfterValidator(check)


def _to_decimal(value: object) -> Decimal:
    """Read a number as it is written: 7.8 is 7.8, not the binary fraction next to it."""
    try:
        if isinstance(value, bool):
            raise InvalidOperation
        number = Decimal(str(value))
    except InvalidOperation:
        raise refuse("number") from None
    if not (number.is_finite() and number > 0):
        raise refuse("> 0")
    return number


def _region(value: str) -> str:
    if value not in phonenumbers.SUPPORTED_REGIONS:
        raise refuse("HK, CN, …")
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (OSError, ValueError, KeyError):
        raise refuse("Asia/Hong_Kong, Asia/Shanghai, …") from None
    return value


def _in_both_languages(value: dict[str, str]) -> dict[str, str]:
    if set(value) != {"en", "zh"} or not all(text.strip() for text in value.values()):
        raise refuse("{en: …, zh: …}")
    return value


def _span(value: object) -> tuple[time, time]:
    """Read ``09:00-18:00``; an end at 24:00 is the midnight that ends the day, kept as 00:00."""
    match value:
        case (time() as begun, time() as ended):  # read before
            return begun, ended
    found = re.fullmatch(
        r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)", value if isinstance(value, str) else ""
    )
    if found is None or (found[3] == "24" and found[4] != "00"):
        raise refuse("09:00-18:00")
    begin, end = time(int(found[1]), int(found[2])), time(int(found[3]) % 24, int(found[4]))
    if begin >= end and end != time(0):
        raise refuse(BEGIN_FIRST)
    return begin, end


def _span_text(span: tuple[time, time]) -> str:
    """Write a span as it is read: ``09:00-18:00``."""
    begin, end = span
    return f"{begin:%H:%M}-{'24:00' if end == time(0) else format(end, '%H:%M')}"


def _day(value: object) -> object:
    """Read ``2026-12-25``."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise refuse("2026-12-25") from None


def _within(least: int, most: int) -> BeforeValidator:
    def check(value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise refuse(f"{least}…{most}")
        return value

    return BeforeValidator(check)


BEGIN_FIRST: Final = "begin_first"
"""What a span has to be whose end does not come after its begin; `words` knows it."""

_URL: Final = r"https?://[^/\s]+(/\S*)?"
Code = Annotated[str, matching(r"[a-z][a-z0-9_]{0,39}", "a-z, 0-9, _")]
CodeOrEmpty = Annotated[str, matching(r"([a-z][a-z0-9_]{0,39})?", "a-z, 0-9, _")]
Url = Annotated[str, matching(_URL, "http://… https://…")]
UrlOrEmpty = Annotated[str, matching(f"|{_URL}", "http://… https://…")]
DatabaseUrl = Annotated[str, matching(r"|postgresql(\+psycopg)?://\S+", "postgresql://user@host:5432/name")]
DayTimeOrEmpty = Annotated[str, matching(r"|([01]\d|2[0-3]):[0-5]\d", '"02:30"')]
DayTime = Annotated[str, matching(r"([01]\d|2[0-3]):[0-5]\d", '"02:30"')]
Currency = Annotated[str, matching(r"[A-Z]{3}", "HKD, CNY, USD, …")]
SpokenLanguage = Annotated[str, matching(r"[a-z]{2,3}", "en, yue, cmn, …")]
MenuLanguage = Annotated[str, matching(r"[a-z]{2,3}(-[A-Z]{2})?", "en, zh-HK, zh-CN, …")]
MenuKeyOrEmpty = Annotated[str, matching(r"[0-9*]?", "0…9, *")]
Region = Annotated[str, AfterValidator(_region)]
TimeZone = Annotated[str, AfterValidator(_time_zone)]
TimeZoneOrEmpty = Annotated[str, AfterValidator(lambda value: value and _time_zone(value))]
Day = Annotated[date, BeforeValidator(_day)]
DayOrEmpty = Annotated[date | Literal[""], BeforeValidator(lambda value: value if value == "" else _day(value))]
OwnNumber = Annotated[str, matching(r"\+[1-9][0-9]{3,14}", "+85228880000")]
Rate = Annotated[Decimal, BeforeValidator(_to_decimal)]
LocalName = Annotated[dict[str, str], AfterValidator(_in_both_languages)]
TimeSpan = Annotated[tuple[time, time], BeforeValidator(_span), PlainSerializer(_span_text, when_used="json")]
SkillLevel = Annotated[int, _within(1, 5)]
Points = Annotated[int, _within(0, 60)]
WaitSeconds = Annotated[int, _within(0, 3_600)]


def skill_from(text: str) -> tuple[str, int]:
    """Read ``SKILL=LEVEL`` of a command line, the level from 1 to 5.

    Raises:
        ValueError: It does not have that form.
    """
    found = re.fullmatch(r"([a-z][a-z0-9_]{0,39})=([1-5])", text)
    if found is None:
        raise ValueError(text)
    return found[1], int(found[2])

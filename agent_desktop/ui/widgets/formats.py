"""Times, dates, amounts and counts as people read them, in the language now shown."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from PySide6.QtCore import QLocale

from agent_desktop.contract.base import Language, LocalText, text_in
from agent_desktop.contract.customers import Tier
from agent_desktop.ui.theme.tokens import Kind

MINUS: Final = "\u2212"
DASH: Final = "\u2014"
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAYS_ZH: Final = "一二三四五六日"
TIER_ICONS: Final = {Tier.PLATINUM: "ph.crown-simple-fill", Tier.GOLD: "ph.star-fill", Tier.STANDARD: ""}
TIER_KINDS: Final = {Tier.PLATINUM: Kind.PLATINUM, Tier.GOLD: Kind.GOLD, Tier.STANDARD: Kind.PLAIN}


def language_now() -> Language:
    """Return the language now shown; the language switch keeps Qt's default locale in step with it."""
    return "zh" if QLocale().language() == QLocale.Language.Chinese else "en"


def words(text: LocalText) -> str:
    """Return `text` in the language now shown."""
    return text_in(text, language_now())


def clock_text(seconds: int) -> str:
    """Return ``mm:ss``, or ``h:mm:ss`` from an hour on."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes:02}:{rest:02}"


def time_text(at: datetime, *, seconds: bool = False) -> str:
    """Return the 24 h time of `at`, which is already local; to the second where a person waits for it."""
    return f"{at.hour:02}:{at.minute:02}" + (f":{at.second:02}" if seconds else "")


def day_text(day: date, today: date) -> str:
    """Return ``12 Jun``, with the year where it is not today's."""
    other_year = day.year != today.year
    if language_now() == "zh":
        return f"{day.year}年{day.month}月{day.day}日" if other_year else f"{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if other_year else "")


def day_time_text(at: datetime, today: date) -> str:
    """Return ``12 Jun 10:42``, with the year where it is not today's; `at` is local."""
    return f"{day_text(at.date(), today)} {time_text(at)}"


def time_or_day_text(at: datetime, today: date) -> str:
    """Return ``10:42``, with the day where that is another one; `at` is local."""
    return time_text(at) if at.date() == today else day_time_text(at, today)


def month_text(day: date) -> str:
    """Return ``Mar 2009`` or ``2009年3月``."""
    return f"{day.year}年{day.month}月" if language_now() == "zh" else f"{_MONTHS[day.month - 1]} {day.year}"


def weekday_text(day: date) -> str:
    """Return ``Thu 18 Jun`` or ``6月18日 周四``."""
    if language_now() == "zh":
        return f"{day.month}月{day.day}日 周{_DAYS_ZH[day.weekday()]}"
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def full_date_text(at: datetime) -> str:
    """Return ``Tue 16 Jun 2026, 10:42`` or ``2026年6月16日 周二 10:42``."""
    if language_now() == "zh":
        return f"{at.year}年{at.month}月{at.day}日 周{_DAYS_ZH[at.weekday()]} {time_text(at)}"
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} {at.year}, {time_text(at)}"


def amount_text(amount: Decimal | None) -> str:
    """Return ``1,284,310.55`` with a real minus, or a dash where there is none."""
    if amount is None:
        return DASH
    text = f"{abs(amount):,.2f}"
    return f"{MINUS}{text}" if amount < 0 and text != "0.00" else text


def money_text(currency: str, amount: Decimal | None) -> str:
    """Return ``HKD 8,000.00``."""
    return DASH if amount is None else f"{currency} {amount_text(amount)}"


def short_amount_text(amount: Decimal | None) -> str:
    """Return an amount in three figures: ``5.27M``, ``912K``, ``527万``; a dash where there is none."""
    if amount is None:
        return DASH
    sign = MINUS if amount < 0 else ""
    size = abs(amount)
    steps: tuple[tuple[Decimal, str], ...]
    if language_now() == "zh":
        steps = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
    else:
        steps = ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 4, "K"))
    for step, unit in steps:
        if size >= step:
            value = size / (Decimal(1000) if unit == "K" else step)
            places = 0 if value >= 100 else 1 if value >= 10 else 2
            return f"{sign}{value:,.{places}f}{unit}"
    return f"{sign}{size:,.0f}"

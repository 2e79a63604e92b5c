"""How long is left on a clock, as people say it, and how much of it has gone by."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import DASH

SOON: Final = timedelta(days=2)
translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """What a row shows of its clock: words, how full the bar is in per cent (None for no bar), and its meaning."""

    text: str
    percent: int | None
    token: Token
    is_late: bool = False


def span_text(span: timedelta, *, roughly: bool = False) -> str:
    """Return a span as people say it: "12 min", "6 h 18 min", "1 day", "8 days"; `roughly` in whole hours."""
    minutes = int(abs(span).total_seconds() // 60)
    if minutes < 60:
        return translate("TimeLeft", "{count} min").format(count=minutes)
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        if roughly or not rest:
            return translate("TimeLeft", "{hours} h").format(hours=hours)
        return translate("TimeLeft", "{hours} h {minutes} min").format(hours=hours, minutes=rest)
    days = minutes // (24 * 60)
    return translate("TimeLeft", "1 day") if days == 1 else translate("TimeLeft", "{count} days").format(count=days)


def time_left(
    started_at: datetime | None,
    due_at: datetime | None,
    now: datetime,
    *,
    paused: bool = False,
    over: bool = False,
    provisional: bool = False,
) -> TimeLeft:
    """Return what is left until `due_at`. `paused`: the clock stands still; `over`: nothing is waited for any more;
    `provisional`: the date hangs on holidays that nobody has announced yet."""
    if over or due_at is None:
        return TimeLeft(DASH, None, Token.TEXT_2)
    left = due_at - now
    late = left < timedelta()
    percent = 100
    if started_at is not None and due_at > started_at and not late:
        percent = round(100 * ((now - started_at) / (due_at - started_at)))
    percent = min(100, max(0, percent))
    if paused:
        text = translate("TimeLeft", "Stopped, {span}").format(span=span_text(left, roughly=True))
        return TimeLeft(text, percent, Token.TEXT_3)
    if late:
        span = span_text(left, roughly=True)
        return TimeLeft(translate("TimeLeft", "{span} late").format(span=span), 100, Token.PROBLEM, True)
    token = Token.CAUTION if left < SOON else Token.TEXT_3
    text = translate("TimeLeft", "about {span}").format(span=span_text(left)) if provisional else span_text(left)
    return TimeLeft(text, percent, token)

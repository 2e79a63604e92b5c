"""The board's words, in the language now shown. Facts come from the server; what they are called is said here."""

from datetime import datetime
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.board import Activity, BoardAgent, BoardCaller, Concern, Level
from agent_desktop.contract.customers import Tier
from agent_desktop.ui.board.presenter import Counted
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.away_words import away_word
from agent_desktop.ui.widgets.formats import DASH, time_text, words
from agent_desktop.ui.widgets.ticker import Ticker

translate = QCoreApplication.translate

ACTIVITY_LOOKS: Final = MappingProxyType(
    {
        Activity.READY: (Token.GOOD, "ph.check-circle-fill"),
        Activity.RINGING: (Token.INFO, "ph.phone-incoming-fill"),
        Activity.PREVIEWING: (Token.INFO, "ph.phone-outgoing-fill"),
        Activity.DIALLING: (Token.INFO, "ph.phone-outgoing-fill"),
        Activity.ON_CALL: (Token.INFO, "ph.phone-call-fill"),
        Activity.ON_HOLD: (Token.CAUTION, "ph.pause-fill"),
        Activity.CONSULTING: (Token.INFO, "ph.users-fill"),
        Activity.WRAP_UP: (Token.CAUTION, "ph.hourglass-medium-fill"),
        Activity.NOT_READY: (Token.AWAY, "ph.pause-circle-fill"),
        Activity.OFFLINE: (Token.TEXT_2, "ph.power"),
    }
)
LEVEL_TONES: Final = MappingProxyType({Level.OK: Token.TEXT, Level.WARNING: Token.CAUTION, Level.BAD: Token.PROBLEM})
LEVEL_ICONS: Final = MappingProxyType(
    {
        Level.OK: ("ph.check-circle", Token.TEXT_3),
        Level.WARNING: ("ph.warning-fill", Token.CAUTION),
        Level.BAD: ("ph.warning-circle-fill", Token.PROBLEM),
    }
)


def level_word(level: Level) -> str:
    """Say how something stands, for who does not see the colour."""
    return {
        Level.OK: translate("Board", "as it should be"),
        Level.WARNING: translate("Board", "to be watched"),
        Level.BAD: translate("Board", "bad"),
    }[level]


def activity_word(activity: Activity) -> str:
    """Say what an agent does."""
    match activity:  # one word is looked up, not ten: it is said of two thousand agents at a time
        case Activity.READY:
            return translate("Board", "Ready")
        case Activity.RINGING:
            return translate("Board", "Ringing")
        case Activity.PREVIEWING:
            return translate("Board", "Looks at a callback")
        case Activity.DIALLING:
            return translate("Board", "Connecting")
        case Activity.ON_CALL:
            return translate("Board", "On a call")
        case Activity.ON_HOLD:
            return translate("Board", "On hold")
        case Activity.CONSULTING:
            return translate("Board", "Consulting")
        case Activity.WRAP_UP:
            return translate("Board", "Wrap-up")
        case Activity.NOT_READY:
            return translate("Board", "Not ready")
        case Activity.OFFLINE:
            return translate("Board", "Offline")


def only_words(only: frozenset[Counted]) -> str:
    """Say as what those are counted who are shown alone; empty for everybody."""
    words_of = {
        Counted.READY: translate("Board", "Ready"),
        Counted.ON_CALL: translate("Board", "On a call"),
        Counted.WRAP_UP: translate("Board", "Wrap-up"),
        Counted.NOT_READY: translate("Board", "Not ready"),
    }
    return ", ".join(words_of[each] for each in Counted if each in only)


def reason_word(reason: str) -> str:
    """Say why somebody is not ready."""
    given = {
        "signed_in": translate("Board", "Just signed in"),
        "no_answer": translate("Board", "Did not answer"),
        "connection": translate("Board", "Connection lost"),
    }
    return given.get(reason) or away_word(reason)


def state_text(agent: BoardAgent) -> str:
    """Say an agent's state, with the reason where they are not ready."""
    word = activity_word(agent.activity)
    if agent.activity is Activity.NOT_READY and agent.reason is not None:
        return f"{word} · {reason_word(agent.reason)}"
    return word


def caller_name(caller: BoardCaller) -> str:
    """Say who calls: their name, or the number with its middle masked."""
    return caller.name or caller.number_masked or translate("Board", "Number withheld")


def caller_text(caller: BoardCaller) -> str:
    """Say who calls, and why."""
    return " · ".join(filter(None, (caller_name(caller), words(caller.reason))))


def agent_story(agent: BoardAgent, ticker: Ticker, now: datetime) -> str:
    """Say what the agent is about at `now`: the caller and the reason, or when they are back."""
    if agent.concern is Concern.HELP_ASKED:
        about = caller_text(agent.caller) if agent.caller is not None else ""
        return " · ".join(filter(None, (translate("Board", "Asks for help"), about)))
    if agent.concern is Concern.DESKTOP_SILENT:
        return translate("Board", "Their desktop does not answer")
    end = agent.planned_end_at
    if agent.activity is Activity.NOT_READY and end is not None:
        late = int((now - end).total_seconds() // 60)
        if late >= 1:
            return translate("Board", "{count} min past planned end").format(count=late)
        return translate("Board", "Back at {time}").format(time=time_text(ticker.local(end)))
    if agent.activity is Activity.CONSULTING and agent.colleague_name:
        reason = words(agent.caller.reason) if agent.caller is not None else ""
        return " · ".join(filter(None, (translate("Board", "With {name}").format(name=agent.colleague_name), reason)))
    return caller_text(agent.caller) if agent.caller is not None else DASH


def agent_search(agent: BoardAgent) -> str:
    """Return the words by which an agent is found, in lower case: name, team and state."""
    return f"{agent.name} {agent.team} {state_text(agent)}".casefold()


def tier_word(tier: Tier | None) -> str:
    """Name a customer's tier."""
    if tier is None:
        return DASH
    return {
        Tier.PLATINUM: translate("Board", "Platinum"),
        Tier.GOLD: translate("Board", "Gold"),
        Tier.STANDARD: translate("Board", "Standard"),
    }[tier]


def percent_text(value: float | None, places: int = 0) -> str:
    """Return ``61%``; a dash where there is none. Never rounded up to a target that was not met."""
    if value is None:
        return DASH
    if places == 0 and value < 100:
        return f"{int(value)}%"
    return f"{value:.{places}f}%"


def span_text(seconds: int) -> str:
    """Return a length of time in words that people use: ``12 min``, ``6 h``, ``2 days``."""
    minutes = max(0, seconds) // 60
    if minutes < 60:
        return translate("Board", "{count} min").format(count=minutes)
    if minutes < 48 * 60:
        return translate("Board", "{count} h").format(count=minutes // 60)
    return translate("Board", "{count} days").format(count=minutes // 1440)

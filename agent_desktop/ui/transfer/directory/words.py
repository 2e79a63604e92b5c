"""What is said of people, queues and numbers that a caller can go to."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.directory import (
    DirectoryEntry,
    EntryKind,
    Favourite,
    PersonState,
    TeamRole,
    WayOver,
    WhyNot,
)
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import DASH, clock_text

STATE_LOOKS: Final[dict[PersonState, tuple[str, Token]]] = {
    PersonState.READY: ("ph.check-circle-fill", Token.GOOD),
    PersonState.RINGING: ("ph.phone-incoming-fill", Token.INFO),
    PersonState.ON_CALL: ("ph.phone-call-fill", Token.INFO),
    PersonState.WRAP_UP: ("ph.hourglass-medium-fill", Token.CAUTION),
    PersonState.NOT_READY: ("ph.pause-circle-fill", Token.AWAY),
    PersonState.OFFLINE: ("ph.power", Token.TEXT_2),
}
"""Icon and colour of each state; its word always stands beside them."""


def state_text(state: PersonState) -> str:
    """Return the name of a person's state."""
    translate = QCoreApplication.translate
    return {
        PersonState.READY: translate("Directory", "Ready"),
        PersonState.RINGING: translate("Directory", "Being called"),
        PersonState.ON_CALL: translate("Directory", "On a call"),
        PersonState.WRAP_UP: translate("Directory", "Wrap-up"),
        PersonState.NOT_READY: translate("Directory", "Not ready"),
        PersonState.OFFLINE: translate("Directory", "Offline"),
    }[state]


def why_text(why: WhyNot) -> str:
    """Return why an entry cannot be called at once."""
    translate = QCoreApplication.translate
    return {
        WhyNot.YOURSELF: translate("Directory", "This is you"),
        WhyNot.OFFLINE: translate("Directory", "Not signed in"),
        WhyNot.NOT_READY: translate("Directory", "Away just now"),
        WhyNot.ON_CALL: translate("Directory", "On a call"),
        WhyNot.WRAP_UP: translate("Directory", "Finishing a call"),
        WhyNot.RINGING: translate("Directory", "A call rings there"),
        WhyNot.WITH_YOU: translate("Directory", "On the line"),
        WhyNot.DESKTOP_LOST: translate("Directory", "Connection lost"),
        WhyNot.OTHER_QUEUES: translate("Directory", "Serves other queues"),
        WhyNot.FULL: translate("Directory", "Asked by enough"),
        WhyNot.CLOSED: translate("Directory", "Closed now"),
        WhyNot.NOBODY_THERE: translate("Directory", "Nobody serves it"),
        WhyNot.QUEUE_FULL: translate("Directory", "Queue is full"),
        WhyNot.CALLER_STANDS_THERE: translate("Directory", "Came from here"),
        WhyNot.NOT_CALLABLE: translate("Directory", "Outside its hours"),
    }[why]


def favourite_text(favourite: Favourite) -> str:
    """Return whose favourite an entry is; empty where it is nobody's."""
    translate = QCoreApplication.translate
    return {
        Favourite.NONE: "",
        Favourite.OWN: translate("Directory", "★ Yours"),
        Favourite.SHARED: translate("Directory", "★ Everybody's"),
        Favourite.BOTH: translate("Directory", "★ Yours and everybody's"),
    }[favourite]


def role_text(role: TeamRole) -> str:
    """Return what somebody is to the customer; empty where that is nothing."""
    translate = QCoreApplication.translate
    return {
        TeamRole.NONE: "",
        TeamRole.RELATIONSHIP_MANAGER: translate("Directory", "Relationship manager"),
        TeamRole.ASSISTANT: translate("Directory", "Assistant"),
        TeamRole.FUND_MANAGER: translate("Directory", "Fund manager"),
        TeamRole.CURRENCY_ADVISER: translate("Directory", "Currency adviser"),
        TeamRole.TEAM: translate("Directory", "Customer's own team"),
    }[role]


def way_text(way: WayOver) -> str:
    """Return what starts this way over."""
    translate = QCoreApplication.translate
    return {
        WayOver.CONSULT: translate("Directory", "Consult"),
        WayOver.ASK_NEXT: translate("Directory", "Ask next"),
        WayOver.COLD: translate("Directory", "Send"),
        WayOver.CALL_BACK: translate("Directory", "Call-back"),
    }[way]


def language_text(code: str) -> str:
    """Return the name of a language by its code; one that nobody named keeps its code."""
    translate = QCoreApplication.translate
    return {
        "en": translate("Directory", "English"),
        "zh": translate("Directory", "Chinese"),
        "yue": translate("Directory", "Cantonese"),
        "zh-HK": translate("Directory", "Cantonese"),
        "zh-CN": translate("Directory", "Mandarin"),
        "cmn": translate("Directory", "Mandarin"),
    }.get(code, code)


def wait_text(entry: DirectoryEntry, back: str) -> str:
    """Return how long a caller would wait there; `back` is when somebody away means to be back."""
    translate = QCoreApplication.translate
    if back and entry.state is PersonState.NOT_READY:
        return translate("Directory", "Back {time}").format(time=back)
    seconds = entry.wait_seconds if entry.wait_seconds is not None else entry.free_in_seconds
    if seconds is None:
        return DASH
    return translate("Directory", "Now") if seconds == 0 else clock_text(seconds)


def found_text(kind: EntryKind, found: int, whole: int) -> str:
    """Return how many of how many fit."""
    translate = QCoreApplication.translate
    return {
        EntryKind.PERSON: translate("Directory", "{found} of {whole} people match"),
        EntryKind.QUEUE: translate("Directory", "{found} of {whole} queues match"),
        EntryKind.NUMBER: translate("Directory", "{found} of {whole} numbers match"),
    }[kind].format(found=found, whole=whole)

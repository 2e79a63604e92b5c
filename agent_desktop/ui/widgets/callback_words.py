"""What is said of callbacks in words: when, by whom, how it stands, what speaks against a time."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.callbacks import (
    Callback,
    CallbackKind,
    CallbackOutcome,
    CallbackState,
    CalledPlace,
    Obstacle,
    PlaceBasis,
)
from agent_desktop.ui.theme.tokens import Token
from agent_desktop.ui.widgets.formats import day_text, language_now, time_text, words

SOON_MINUTES: Final = 10
"""From so many minutes before it is due one is marked."""

KIND_ICONS: Final[dict[CallbackKind, str]] = {
    CallbackKind.PROMISED: "ph.phone-outgoing",
    CallbackKind.QUEUE: "ph.queue",
    CallbackKind.ABANDONED: "ph.phone-disconnect",
    CallbackKind.ALERT: "ph.bell",
    CallbackKind.RELATIONSHIP: "ph.handshake",
    CallbackKind.COMPLAINT: "ph.megaphone",
}


def kind_word(kind: CallbackKind) -> str:
    """Return where a callback comes from."""
    translate = QCoreApplication.translate
    return {
        CallbackKind.PROMISED: translate("Callbacks", "Promised"),
        CallbackKind.QUEUE: translate("Callbacks", "Kept their place"),
        CallbackKind.ABANDONED: translate("Callbacks", "Gave up waiting"),
        CallbackKind.ALERT: translate("Callbacks", "From an alert"),
        CallbackKind.RELATIONSHIP: translate("Callbacks", "Relationship"),
        CallbackKind.COMPLAINT: translate("Callbacks", "Complaint"),
    }[kind]


def outcome_word(outcome: CallbackOutcome) -> str:
    """Return what an attempt came to."""
    translate = QCoreApplication.translate
    return {
        CallbackOutcome.REACHED: translate("Callbacks", "Reached"),
        CallbackOutcome.BUSY: translate("Callbacks", "Busy"),
        CallbackOutcome.NO_ANSWER: translate("Callbacks", "No answer"),
        CallbackOutcome.MACHINE: translate("Callbacks", "Machine"),
        CallbackOutcome.WRONG_PERSON: translate("Callbacks", "Wrong person"),
        CallbackOutcome.REFUSED: translate("Callbacks", "Refused"),
        CallbackOutcome.FAILED: translate("Callbacks", "Line failed"),
    }[outcome]


def obstacle_text(obstacle: Obstacle) -> str:
    """Return what speaks against calling, as a sentence."""
    translate = QCoreApplication.translate
    return {
        Obstacle.UNLAWFUL_HOUR: translate("Callbacks", "At that hour nobody may be called where they are."),
        Obstacle.HOLIDAY: translate("Callbacks", "That day is a public holiday where they are."),
        Obstacle.AGAINST_WISH: translate("Callbacks", "They do not wish to be called then."),
        Obstacle.DO_NOT_CALL: translate("Callbacks", "They do not wish to be called."),
        Obstacle.PLACE_UNKNOWN: translate("Callbacks", "Nobody knows where they are: no hour is lawful everywhere."),
        Obstacle.TIME_PAST: translate("Callbacks", "That time is over."),
        Obstacle.TIME_TOO_FAR: translate("Callbacks", "That is too far ahead."),
        Obstacle.ATTEMPTS_USED: translate("Callbacks", "All attempts are used; a supervisor decides."),
        Obstacle.WRONG_NUMBER: translate("Callbacks", "Somebody else answers there: another number is needed."),
        Obstacle.ON_THE_LINE: translate("Callbacks", "They are calling us at this moment."),
        Obstacle.IN_OTHER_HANDS: translate("Callbacks", "A colleague has this one now."),
        Obstacle.NOT_OPEN: translate("Callbacks", "It is not open any more."),
        Obstacle.NO_NUMBER: translate("Callbacks", "There is no number to call."),
        Obstacle.TOO_EARLY: translate("Callbacks", "It is too early: the customer was told when."),
        Obstacle.RESTS: translate("Callbacks", "What it was made for is paused."),
        Obstacle.OUTSIDE_SHIFT: translate("Callbacks", "Its owner does not work then."),
    }[obstacle]


def due_text(callback: Callback, local: datetime, today: datetime) -> str:
    """Return when it is due, with how late it is or how soon, as in the list."""
    translate = QCoreApplication.translate
    time = time_text(local)
    if local.date() != today.date():
        time = f"{day_text(local.date(), today.date())} {time}"
    if callback.rests:
        return translate("Callbacks", "{time} · paused").format(time=time)
    if callback.is_late:
        minutes = max(1, -callback.minutes)
        if minutes < 60:
            return translate("Callbacks", "{time} · {minutes} min late").format(time=time, minutes=minutes)
        return translate("Callbacks", "{time} · {hours} h late").format(time=time, hours=minutes // 60)
    if 0 <= callback.minutes <= SOON_MINUTES:
        return translate("Callbacks", "{time} · in {minutes} min").format(time=time, minutes=callback.minutes)
    return time


def due_look(callback: Callback) -> tuple[str, Token]:
    """Return icon and ink of when it is due; the words say the same."""
    if callback.state is CallbackState.DIALLING:
        return "ph.phone-call-fill", Token.INFO
    if callback.rests:
        return "ph.pause-circle-fill", Token.TEXT_2
    if callback.is_late or callback.state is CallbackState.EXPIRED:
        return "ph.warning-circle-fill", Token.PROBLEM
    if callback.minutes <= SOON_MINUTES:
        return "ph.clock-fill", Token.CAUTION
    return "ph.clock", Token.TEXT_2


def who_text(callback: Callback, unknown: str) -> str:
    """Return whom to call, in the script of the language shown where both are known."""
    chinese = callback.name_chinese if language_now() == "zh" else ""
    return chinese or callback.customer_name or unknown


def about_text(callback: Callback) -> str:
    """Return why, as it was written, else the reason's name."""
    return callback.reason or words(callback.reason_name) or kind_word(callback.kind)


def whose_text(callback: Callback) -> str:
    """Return whose it is: a person, a team, anybody."""
    translate = QCoreApplication.translate
    if callback.held_by_name and not callback.held_by_me:
        return translate("Callbacks", "{name} has it").format(name=callback.held_by_name)
    if callback.is_mine:
        return translate("Callbacks", "You")
    return callback.owner_name or callback.team or translate("Callbacks", "Anyone")


def place_text(place: CalledPlace, local: datetime) -> str:
    """Return where they are, what their clock shows at that time, and how that is known."""
    translate = QCoreApplication.translate
    name = words(place.name) or place.region
    if place.basis is PlaceBasis.UNKNOWN or not name:
        return translate("Callbacks", "Where they are is not known: the hours that are lawful everywhere count.")
    basis = {
        PlaceBasis.GIVEN: translate("Callbacks", "as they said"),
        PlaceBasis.ADDRESS: translate("Callbacks", "by their address"),
        PlaceBasis.NUMBER: translate("Callbacks", "by their number only"),
    }[place.basis]
    if place.local_at is None or place.local_at.utcoffset() == local.utcoffset():
        return translate("Callbacks", "{place}, {basis}").format(place=name, basis=basis)
    theirs = time_text(place.local_at)
    day = place.local_at.date() - local.date()
    if day.days:
        theirs = (
            translate("Callbacks", "{time} the next day")
            if day.days > 0
            else translate("Callbacks", "{time} the day before")
        )
        theirs = theirs.format(time=time_text(place.local_at))
    return translate("Callbacks", "{time} there: {place}, {basis}").format(time=theirs, place=name, basis=basis)

"""What a notice says, in the language now shown: a person's own words, or what was done to the agent."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from agent_desktop.contract.notices import NoticeTopic, OwnNotice
from agent_desktop.contract.rules import GIVEN_REASONS
from agent_desktop.ui.widgets.away_words import away_word
from agent_desktop.ui.widgets.formats import language_now, words

_STATES: Final = {
    "ready": str(QT_TRANSLATE_NOOP("Notices", "Ready")),
    "not_ready": str(QT_TRANSLATE_NOOP("Notices", "Not ready")),
    "offline": str(QT_TRANSLATE_NOOP("Notices", "Off the telephone")),
}


def translate(context: str, text: str) -> str:
    """Return a text of this file in the language now installed."""
    return QCoreApplication.translate(context, text)


def title_of(notice: OwnNotice) -> str:
    """Return the first words of a notice: who it is from, or what was done."""
    if notice.withdrawn:
        return translate("Notices", "This notice was withdrawn.")
    match notice.topic:
        case NoticeTopic.STATE_CHANGED:
            return _state_title(notice)
        case NoticeTopic.MOVED:
            return translate("Notices", "You serve other queues for a while: {queues}").format(queues=_queues(notice))
        case NoticeTopic.MOVE_ENDED:
            return translate("Notices", "You serve your own queues again: {queues}").format(queues=_queues(notice))
        case NoticeTopic.HELP_COMING:
            return translate("Notices", "{name} comes to help you.").format(name=notice.by_name)
        case NoticeTopic.CALL_GIVEN:
            return translate("Notices", "{name} has given you the next call.").format(name=notice.by_name)
        case _:
            return notice.by_name


def text_of(notice: OwnNotice, local: Callable[[datetime], str]) -> str:
    """Return the rest of a notice: the supervisor's own words, and until when it is so. `local` writes a moment."""
    until = notice.detail.get("until_at", "")
    parts = [notice.text] if notice.text else []
    if until and notice.topic in {NoticeTopic.MOVED, NoticeTopic.CALL_GIVEN}:
        parts.append(translate("Notices", "Until {time}.").format(time=local(datetime.fromisoformat(until))))
    elif notice.topic is NoticeTopic.MOVED:
        parts.append(translate("Notices", "Until you go off the telephone."))
    return " ".join(parts)


def _state_title(notice: OwnNotice) -> str:
    state = translate("Notices", _STATES.get(notice.detail.get("state", ""), ""))
    reason = notice.detail.get("reason", "")
    if reason and reason not in GIVEN_REASONS:
        state = f"{state} ({away_word(reason)})"
    if notice.detail.get("when") == "after_call":
        text = translate("Notices", "{name} has chosen for after your call: {state}")
    else:
        text = translate("Notices", "{name} has changed your state: {state}")
    return text.format(name=notice.by_name, state=state)


def _queues(notice: OwnNotice) -> str:
    separator = "、" if language_now() == "zh" else ", "
    return separator.join(words(each) or each.get("", "") for each in notice.queues)

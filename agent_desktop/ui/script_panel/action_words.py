"""What is said of an action of a script and of what came of it, in the language now shown."""

from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.sessions import Role
from agent_desktop.contract.verification import Level
from agent_desktop.ui.messages import problem_text
from agent_desktop.ui.script_panel.state import ActionDrawn, ActionStage, DoneBefore
from agent_desktop.ui.widgets.formats import time_text, words
from agent_desktop.ui.widgets.role_words import role_word

_S: Final = ActionStage
_ALSO_BY_HAND: Final = "also_by_hand"

translate = QCoreApplication.translate


def title_words(action: ActionDrawn) -> str:
    """Return what stands at its head: the action, and how it stands."""
    label = words(action.label)
    match action.stage:
        case _S.WORKING:
            text = translate("ActionRow", "{action}: working on it")
        case _S.DONE:
            text = translate("ActionRow", "{action}: done")
        case _S.REFUSED:
            text = translate("ActionRow", "{action}: refused")
        case _S.UNKNOWN:
            text = translate("ActionRow", "{action}: not known whether it is done")
        case _S.FAILED:
            text = translate("ActionRow", "{action}: not done")
        case _S.BY_HAND:
            text = translate("ActionRow", "{action}: done by hand")
        case _:
            text = "{action}"
    return text.format(action=label)


def text_words(action: ActionDrawn, language: str) -> str:
    """Return what is said of it; what is asked before it is in `language`, as what is said."""
    detail = words(action.detail)
    if action.too_late and action.stage is _S.DONE:
        detail = translate("ActionRow", "It has gone out already, and cannot be taken back.")
    match action.stage:
        case _S.SAY_FIRST:
            return translate("ActionRow", "Say first what must be said before this, and tick it.")
        case _S.LEVEL_NEEDED:
            return _level_words(action)
        case _S.NOT_ALLOWED:
            return _right_words(action)
        case _S.DONE if may_be_twice(action):
            return translate(
                "ActionRow",
                "The bank’s system has done it, and it was ticked as done by hand. Look whether it is done twice.",
            )
        case _S.CONFIRM:
            pieces = action.confirm.get(language) or action.confirm.get("en", ())
            return "".join(piece.text for piece in pieces)
        case _S.WORKING:
            return _working_words(action)
        case _S.REFUSED:
            return _reason_words(action)
        case _S.UNKNOWN:
            return detail or translate(
                "ActionRow", "No answer came. It may be done or not; asking again does not do it twice."
            )
        case _S.FAILED:
            return problem_text(action.problem) if action.problem is not None else ""
        case _S.HAND_ONLY:
            return translate("ActionRow", "No system here can do this yet. Do it as you do today, then tick it.")
        case _:
            return detail


def _working_words(action: ActionDrawn) -> str:
    if action.records:
        return translate("ActionRow", "The telephone system is asked. Until it has confirmed, nothing is paused.")
    if action.of_bank:
        return translate("ActionRow", "The bank’s system is asked. That takes up to 5 seconds.")
    return ""


def _level_words(action: ActionDrawn) -> str:
    need = words(action.need)
    full = action.needed is Level.FULL
    if need:
        text = translate("ActionRow", "Full check needed before you {action}.") if full else ""
        return (text or translate("ActionRow", "Basic check needed before you {action}.")).format(action=need)
    if full:
        return translate("ActionRow", "Full check needed first.")
    return translate("ActionRow", "Basic check needed first.")


def _right_words(action: ActionDrawn) -> str:
    comma = translate("PeopleWords", ", ")
    roles = comma.join(role_word(role) for role in Role if role in action.allowed)
    if action.reason:
        text = translate("ActionRow", "Noted as not done: your role may not do this. It is for: {roles}.")
    else:
        text = translate(
            "ActionRow", "Your role may not do this. It is for: {roles}. Pass the caller on, or go on without it."
        )
    return text.format(roles=roles)


def _reason_words(action: ActionDrawn) -> str:
    said = words(action.detail) or _known_reasons().get(action.reason)
    if said:
        return said
    if action.records:
        return translate("ActionRow", "The recording cannot be changed any more.")
    if action.of_bank:
        return translate("ActionRow", "The bank’s system does not allow it. Nothing was done.")
    return translate("ActionRow", "It cannot be done here. Nothing was done.")


def _known_reasons() -> dict[str, str]:
    """Return what is said of a refusal, by its code."""
    return {
        "not_received": translate("ActionRow", "The bank’s system did not take it. Nothing was done."),
        "no_customer": translate("ActionRow", "The call is with no customer yet. Link it first."),
        "not_allowed": translate("ActionRow", "Whoever asked for it has no right to it. Nothing was done."),
        "not_paused": translate(
            "ActionRow", "NOT paused. The telephone system has not confirmed it, and it still records."
        ),
        "not_resumed": translate(
            "ActionRow", "The recording does not go on yet: the telephone system has not confirmed it."
        ),
        "not_recorded": translate("ActionRow", "No complaint is recorded in this call yet."),
        "not_passed_on": translate("ActionRow", "Nobody has taken the caller over yet."),
        "by_hand_only": translate("ActionRow", "This is done elsewhere, by hand. Nothing was done here."),
        "disposition_unknown": translate(
            "ActionRow", "There is no such outcome any more. Choose one at the end of the call."
        ),
        "day_past": translate("ActionRow", "That day is past. Nothing was planned."),
        "day_too_far": translate("ActionRow", "That day is more than two years away. Nothing was planned."),
        "opted_out": translate("ActionRow", "The customer does not wish such messages. Nothing was sent."),
        "unwished": translate("ActionRow", "The customer does not wish such messages. Nothing was sent."),
        "no_consent": translate("ActionRow", "The customer has not agreed to advertising this way. Nothing was sent."),
        "no_number": translate("ActionRow", "There is no number to reach the customer on. Nothing was done."),
        "no_email": translate("ActionRow", "We have no e-mail address of the customer. Nothing was sent."),
        "way_not_set_up": translate("ActionRow", "No mail server is set up here. Nothing was sent."),
        "template_gone": translate("ActionRow", "There is no such template any more. Nothing was sent."),
        "text_needed": translate("ActionRow", "This template needs words of its own. Nothing was sent."),
        "text_long": translate("ActionRow", "The text is too long. Nothing was sent."),
        "gone": translate("ActionRow", "The customer’s record is no longer there. Nothing was sent."),
        "taken_back": translate("ActionRow", "Taken back before it went out. Nothing was sent."),
        "open_already": translate("ActionRow", "The customer is promised a call already. Nothing was added."),
        "in_other_hands": translate("ActionRow", "A colleague has this call to make. Nothing was added."),
        "wrong_number": translate("ActionRow", "Somebody else answers at this number. Nothing was promised."),
    }


def before_words(before: DoneBefore) -> str:
    """Return what was done, or may have been, with something else."""
    match before.stage:
        case _S.DONE:
            text = translate("ActionRow", "Done at {time} with {what}.")
        case _S.BY_HAND:
            text = translate("ActionRow", "Done by hand at {time} with {what}.")
        case _:
            text = translate("ActionRow", "Asked for at {time} with {what}: not known whether it is done.")
    what = words(before.given) or translate("ActionRow", "other details")
    if before.at is None:
        return translate("ActionRow", "Asked for with {what}: not known whether it is done.").format(what=what)
    return text.format(time=time_text(before.at.astimezone()), what=what)


def may_be_twice(action: ActionDrawn) -> bool:
    """Say whether it was ticked as done by hand before the bank's system had done it."""
    return action.stage is _S.DONE and action.reason == _ALSO_BY_HAND

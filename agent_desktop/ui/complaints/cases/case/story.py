"""The history of a complaint as a story: each thing that happened in one sentence, with what was written about it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import JsonValue
from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.complaint_cases import CaseHistory, EventKind, FieldChange, HistoryEntry
from agent_desktop.contract.complaint_form import ComplaintForm
from agent_desktop.contract.complaint_work import CaseField, Move
from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.contract.mails import MailStage
from agent_desktop.ui.complaints.cases.case.values import value_text
from agent_desktop.ui.complaints.words import STATE_LOOKS, field_word, move_word, state_word
from agent_desktop.ui.theme.tokens import Kind, Token, text_token

translate = QCoreApplication.translate
_SAID: Final = frozenset({Move.PROPOSE_ANSWER, Move.SEND_BACK, Move.GO_ON, Move.SETTLE, Move.WITHDRAW})
"""Moves whose state does not tell what was done."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One thing that happened: `said` in one sentence, `words` as they were written down, `changes` a line each."""

    at: datetime
    by: str
    icon: str
    token: Token
    said: str
    words: str = ""
    changes: tuple[str, ...] = ()


def story_of(history: CaseHistory, form: ComplaintForm | None) -> tuple[Chapter, ...]:
    """Return the story, the last chapter first."""
    return tuple(_chapter(entry, form) for entry in reversed(history.entries))


def _chapter(entry: HistoryEntry, form: ComplaintForm | None) -> Chapter:
    icon, token = _look(entry)
    changes = (
        ()
        if entry.kind in (EventKind.RECORDED, EventKind.ASSIGNED)
        else tuple(_change(each, form) for each in entry.changes)
    )
    by = entry.by_name or translate("Cases", "The system")
    return Chapter(entry.at, by, icon, token, _sentence(entry), entry.words, changes)


def _look(entry: HistoryEntry) -> tuple[str, Token]:
    if entry.kind is EventKind.MOVED and entry.state in set(ComplaintState):
        kind, icon = STATE_LOOKS[ComplaintState(entry.state)]
        return icon, Token.TEXT_2 if kind is Kind.PLAIN else text_token(kind)
    return {
        EventKind.RECORDED: ("ph.megaphone", Token.INFO),
        EventKind.UNDONE: ("ph.arrow-u-up-left", Token.TEXT_2),
        EventKind.EDITED: ("ph.pencil-simple", Token.TEXT_2),
        EventKind.ASSIGNED: ("ph.user-plus", Token.TEXT_2),
        EventKind.TASK: ("ph.check-square", Token.TEXT_2),
        EventKind.REDRESS: ("ph.currency-circle-dollar", Token.TEXT_2),
        EventKind.LINKED: ("ph.link", Token.TEXT_2),
        EventKind.CLOCK: ("ph.timer", Token.CAUTION),
        EventKind.LETTER: ("ph.envelope-simple", Token.INFO),
        EventKind.ATTACHMENT: ("ph.paperclip", Token.TEXT_2),
        EventKind.SURVEY: ("ph.smiley", Token.TEXT_2),
        EventKind.CUSTOMER: ("ph.user", Token.TEXT_2),
    }.get(entry.kind, ("ph.circle", Token.TEXT_2))


def _sentence(entry: HistoryEntry) -> str:
    detail = entry.detail
    if entry.kind is EventKind.MOVED:
        move, state = str(detail.get("move", "")), state_word(entry.state)
        return f"{move_word(move)}: {state}" if move in _SAID else state
    if entry.kind is EventKind.LETTER:
        return _letter_words(str(detail.get("mail", "")))
    if entry.kind is EventKind.EDITED:
        fields = ", ".join(field_word(each.field) for each in entry.changes)
        return translate("Cases", "Changed: {fields}").format(fields=fields)
    if entry.kind is EventKind.ASSIGNED:
        to = _name(detail, "to_name") or _after(entry, "owner")
        if not to:
            return translate("Cases", "Given to nobody yet")
        return translate("Cases", "Given to {name}").format(name=to)
    if entry.kind is EventKind.TASK:
        step = str(detail.get("step", "add"))
        return _task_words(step).format(department=_name(detail, "department_name") or _name(detail, "department"))
    if entry.kind is EventKind.REDRESS:
        return _redress_words(str(detail.get("decision", "propose")))
    return {
        EventKind.RECORDED: translate("Cases", "Recorded"),
        EventKind.UNDONE: translate("Cases", "Taken back: it was recorded by mistake"),
        EventKind.LINKED: translate("Cases", "Linked"),
        EventKind.CLOCK: translate("Cases", "A deadline has changed"),
        EventKind.ATTACHMENT: translate("Cases", "A file was added or removed"),
        EventKind.SURVEY: translate("Cases", "The customer was asked how it was"),
        EventKind.CUSTOMER: translate("Cases", "It belongs to another customer record now"),
    }.get(entry.kind, translate("Cases", "Something was noted"))


def _letter_words(mail: str) -> str:
    return {
        MailStage.WAITING.value: translate("Cases", "A letter waits to go out by e-mail"),
        MailStage.SENT.value: translate("Cases", "A letter went out by e-mail"),
        MailStage.UNCERTAIN.value: translate("Cases", "A letter went out by e-mail, or perhaps not"),
        MailStage.NOT_SENT.value: translate("Cases", "A letter did not go out by e-mail"),
    }.get(mail, translate("Cases", "A letter went out"))


def _task_words(step: str) -> str:
    return {
        "take": translate("Cases", "Task taken: {department}"),
        "give_back": translate("Cases", "Task given back: {department}"),
        "finish": translate("Cases", "Task done: {department}"),
        "refuse": translate("Cases", "Task refused: {department}"),
        "cancel": translate("Cases", "Task taken back: {department}"),
        "reopen": translate("Cases", "Task opened again: {department}"),
        "move": translate("Cases", "Task has another deadline: {department}"),
        "late": translate("Cases", "Task is late: {department}"),
    }.get(step, translate("Cases", "Task for {department}"))


def _redress_words(decision: str) -> str:
    return {
        "approve": translate("Cases", "Redress approved"),
        "refuse": translate("Cases", "Redress refused"),
        "withdraw": translate("Cases", "Redress taken back"),
        "pay": translate("Cases", "Redress paid"),
    }.get(decision, translate("Cases", "Redress proposed"))


def _change(change: FieldChange, form: ComplaintForm | None) -> str:
    before, after = change.before, change.after
    if change.field in set(CaseField):
        field = CaseField(change.field)
        pair = (value_text(field, before, form), value_text(field, after, form))
    else:
        pair = (str(before if before is not None else ""), str(after if after is not None else ""))
    return f"{field_word(change.field)}: {_short(pair[0])} \u2192 {_short(pair[1])}"


def _short(text: str, most: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "\u2026"


def _name(detail: dict[str, JsonValue], key: str) -> str:
    value = detail.get(key)
    return value if isinstance(value, str) else ""


def _after(entry: HistoryEntry, field: str) -> str:
    found = next((each.after for each in entry.changes if each.field.startswith(field)), None)
    return found if isinstance(found, str) else ""

"""What can be answered to a question, and why an answer does not fit."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from agent_desktop.service_scripts.facts import Kind, ValueType
from agent_desktop.service_scripts.schema import Question, QuestionKind

YES: Final = "yes"
NO: Final = "no"
FAILED: Final = "failed"
"""The answer under the id of a step that verifies: the caller did not reach the level."""

_MONEY: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?")
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_PHONE: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_DAY: Final = re.compile(r"today(?:([+-])([0-9]{1,4}))?")
_TYPES: Final = {
    QuestionKind.CHOICE: ValueType.TEXT,
    QuestionKind.YES_NO: ValueType.YES_NO,
    QuestionKind.MULTI_CHOICE: ValueType.SEVERAL,
    QuestionKind.TEXT: ValueType.TEXT,
    QuestionKind.NUMBER: ValueType.NUMBER,
    QuestionKind.MONEY: ValueType.MONEY,
    QuestionKind.DATE: ValueType.DATE,
    QuestionKind.PHONE: ValueType.PHONE,
    QuestionKind.ACCOUNT: ValueType.ACCOUNT,
}


def kind_of(question: Question) -> Kind:
    """Return what the answers to `question` are."""
    return Kind(_TYPES[question.kind], tuple(option.id for option in question.options))


def possible_answers(question: Question) -> tuple[str, ...]:
    """Return every answer of a choice or yes-no question, in the order shown; of other questions none."""
    if question.kind is QuestionKind.CHOICE:
        return tuple(option.id for option in question.options)
    return (YES, NO) if question.kind is QuestionKind.YES_NO else ()


def fits(question: Question, answer: str, today: date | None = None) -> bool:
    """Say whether `answer` is one, and one that `question` can have."""
    return answer.strip() != "" and not problem_with(question, answer, today)


def problem_with(question: Question, answer: str, today: date | None = None) -> str:
    """Return why `answer` does not fit `question`, or empty. An empty answer fits.

    One of not_an_option, too_long, not_a_date, too_early, too_late, not_an_amount, not_a_currency, not_a_number,
    too_small, too_large, not_a_phone, not_an_account. Without `today`, the day the call began, days that are said by
    it bound nothing.
    """
    if answer == "":
        return ""
    match question.kind:
        case QuestionKind.CHOICE | QuestionKind.YES_NO:
            return "" if answer in possible_answers(question) else "not_an_option"
        case QuestionKind.MULTI_CHOICE:
            chosen = answer.split(",")
            in_order = [option.id for option in question.options if option.id in chosen]
            return "" if chosen == in_order else "not_an_option"
        case QuestionKind.TEXT:
            return "" if len(answer) <= question.limit else "too_long"
        case QuestionKind.NUMBER:
            return _out_of_bounds(question, answer) if _NUMBER.fullmatch(answer) else "not_a_number"
        case QuestionKind.MONEY:
            return _problem_with_money(question, answer)
        case QuestionKind.DATE:
            return _problem_with_date(question, answer, today)
        case QuestionKind.PHONE:
            return "" if _PHONE.fullmatch(answer) else "not_a_phone"
        case QuestionKind.ACCOUNT:
            return "" if _is_id(answer) else "not_an_account"


def day_from(text: str, today: date | None) -> date | None:
    """Return the day that ``2026-06-16``, ``today``, ``today+30`` or ``today-90`` means; None where it means none, or
    where `today` would have to be known."""
    relative = _DAY.fullmatch(text)
    if relative is None:
        return date.fromisoformat(text) if _is_date(text) else None
    if today is None:
        return None
    days = int(relative[2] or 0)
    return today + timedelta(days=-days if relative[1] == "-" else days)


def is_day(text: str) -> bool:
    """Say whether `day_from` can make a day of `text`."""
    return _DAY.fullmatch(text) is not None or _is_date(text)


def is_number(text: str) -> bool:
    """Say whether `text` is a canonical decimal."""
    return _NUMBER.fullmatch(text) is not None


def _problem_with_money(question: Question, answer: str) -> str:
    amount, _, currency = answer.partition(" ")
    if not _MONEY.fullmatch(amount):
        return "not_an_amount"
    if (currency not in question.currencies) if question.currencies else answer != amount:
        return "not_a_currency"
    return _out_of_bounds(question, amount)


def _out_of_bounds(question: Question, number: str) -> str:
    if is_number(question.least) and Decimal(number) < Decimal(question.least):
        return "too_small"
    return "too_large" if is_number(question.most) and Decimal(number) > Decimal(question.most) else ""


def _problem_with_date(question: Question, answer: str, today: date | None) -> str:
    if not _is_date(answer):
        return "not_a_date"
    day = date.fromisoformat(answer)
    earliest, latest = day_from(question.least, today), day_from(question.most, today)
    if earliest is not None and day < earliest:
        return "too_early"
    return "too_late" if latest is not None and day > latest else ""


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False

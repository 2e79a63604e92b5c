"""Values in words, by language: what a script's texts say for a fact or an answer, whatever its type.

`Thu 18 Jun`, `6月18日 周四`; `HKD 8,000.00`. A year is named when it is not the present one.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import phonenumbers

from agent_desktop.contract.base import LocalText
from agent_desktop.service_scripts.answers import YES, day_from, is_number, kind_of
from agent_desktop.service_scripts.facts import FACTS, ValueType
from agent_desktop.service_scripts.schema import Question, QuestionKind, Script
from agent_desktop.service_scripts.variables import ANSWERS

MINUS: Final = "\u2212"
WEEKDAYS_ZH: Final = "一二三四五六日"

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CODES: Final[Mapping[tuple[str, str], LocalText]] = {
    ("tier", "standard"): {"en": "Standard", "zh": "普通"},
    ("tier", "gold"): {"en": "Gold", "zh": "金卡"},
    ("tier", "platinum"): {"en": "Platinum", "zh": "白金"},
    ("direction", "inbound"): {"en": "incoming", "zh": "来电"},
    ("direction", "outbound"): {"en": "outgoing", "zh": "呼出"},
    ("language", "en"): {"en": "English", "zh": "英语"},
    ("language", "zh"): {"en": "Chinese", "zh": "中文"},
    ("verification_level", "none"): {"en": "not verified", "zh": "未核实"},
    ("verification_level", "basic"): {"en": "basic check passed", "zh": "已通过基本核实"},
    ("verification_level", "full"): {"en": "full check passed", "zh": "已通过全面核实"},
}


def answer_words(
    script: Script,
    answers: Mapping[str, str],
    *,
    today: date | None = None,
    accounts: Mapping[str, LocalText] | None = None,
) -> dict[str, LocalText]:
    """Return what was answered in words, by the names that texts use: ``answers.lost_on``.

    `today` is the day the call began; `accounts` are the customer's holdings in words by id. An answer that means
    nothing is left out.
    """
    words = {
        f"{ANSWERS}{question.id}": _answer(question, answers[question.id], today, accounts or {})
        for step in script.steps
        for question in step.questions
        if answers.get(question.id)
    }
    return {name: text for name, text in words.items() if text}


def value_words(
    values: Mapping[str, str], *, today: date | None = None, zone: tzinfo | None = None
) -> dict[str, LocalText]:
    """Return facts in words, by name, from canonical texts; one that means nothing is left out."""
    words: dict[str, LocalText] = {}
    for name, text in values.items():
        if name in FACTS and text:
            words[name] = _CODES.get((name, text)) or in_words(FACTS[name].kind.type, text, today=today, zone=zone)
    return {name: text for name, text in words.items() if text}


def in_words(value_type: ValueType, text: str, *, today: date | None = None, zone: tzinfo | None = None) -> LocalText:
    """Return a canonical text in words by language; empty where it means nothing. A time needs its `zone` and is told
    by its day; without `today` each day has its year."""
    match value_type:
        case ValueType.NUMBER:
            return number(text)
        case ValueType.MONEY:
            amount, _, currency = text.partition(" ")
            return money(Decimal(amount), currency) if is_number(amount) else {}
        case ValueType.DATE:
            when = day_from(text, today)
            return {} if when is None else day(when, today)
        case ValueType.DATETIME:
            return _moment_in(text, today, zone)
        case ValueType.YES_NO:
            return {"en": "yes", "zh": "是"} if text == YES else {"en": "no", "zh": "否"}
        case ValueType.PHONE:
            return phone(text)
        case ValueType.ACCOUNT:
            return {}  # an id is nothing to read out; only who has the holdings can name it
        case _:
            return {"en": text, "zh": text}


def number(text: str) -> LocalText:
    """Return a number with its thousands marked: ``12,500.5``; a minus is U+2212."""
    if not is_number(text):
        return {}
    shown = f"{Decimal(text):,f}".replace("-", MINUS)
    return {"en": shown, "zh": shown}


def phone(text: str) -> LocalText:
    """Return an E.164 number as its country writes it for the world: ``+852 9123 4567``."""
    try:
        parsed = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException:
        return {}
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return {"en": shown, "zh": shown}


def money(amount: Decimal, currency: str) -> LocalText:
    """Return an amount with its code and two decimals: ``HKD 8,000.00``; a minus is U+2212."""
    rounded = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    shown = f"{currency} {sign}{abs(rounded):,.2f}".strip()
    return {"en": shown, "zh": shown}


def day(when: date, today: date | None) -> LocalText:
    """Return a day: ``Thu 18 Jun``, ``6月18日 周四``; without `today` it has its year."""
    year_en, year_zh = (f" {when.year}", f"{when.year}年") if today is None or when.year != today.year else ("", "")
    return {
        "en": f"{_WEEKDAYS[when.weekday()]} {when.day} {_MONTHS[when.month - 1]}{year_en}",
        "zh": f"{year_zh}{when.month}月{when.day}日 周{WEEKDAYS_ZH[when.weekday()]}",
    }


def short_day(when: date, today: date) -> LocalText:
    """Return a day without its weekday: ``18 Jun``, ``6月18日``."""
    year_en, year_zh = (f" {when.year}", f"{when.year}年") if when.year != today.year else ("", "")
    return {
        "en": f"{when.day} {_MONTHS[when.month - 1]}{year_en}",
        "zh": f"{year_zh}{when.month}月{when.day}日",
    }


def moment(at: datetime, now: datetime, zone: tzinfo) -> LocalText:
    """Return a time as it is said: ``02:14 today``, ``02:14 yesterday``, ``02:14 on Thu 18 Jun``; ``今天 02:14``."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = f"{local:%H:%M}"
    if local.date() == today:
        return {"en": f"{clock} today", "zh": f"今天 {clock}"}
    if local.date() == today - timedelta(days=1):
        return {"en": f"{clock} yesterday", "zh": f"昨天 {clock}"}
    when = day(local.date(), today)
    return {"en": f"{clock} on {when['en']}", "zh": f"{when['zh']} {clock}"}


def _answer(question: Question, answer: str, today: date | None, accounts: Mapping[str, LocalText]) -> LocalText:
    labels = {option.id: option.label for option in question.options}
    if question.kind is QuestionKind.CHOICE:
        return labels.get(answer, {})
    if question.kind is QuestionKind.MULTI_CHOICE:
        return _listed([labels[each] for each in answer.split(",") if each in labels])
    if question.kind is QuestionKind.ACCOUNT:
        return accounts.get(answer, {})
    return in_words(kind_of(question).type, answer, today=today)


def _listed(texts: list[LocalText]) -> LocalText:
    """Return several texts as one: ``fees, interest and service``, ``费用、利息和服务``."""
    if not texts:
        return {}
    listed: LocalText = {}
    for language, comma, last in (("en", ", ", " and "), ("zh", "、", "和")):
        words = [text.get(language, "") for text in texts]
        listed[language] = last.join([comma.join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return listed


def _moment_in(text: str, today: date | None, zone: tzinfo | None) -> LocalText:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return {}
    if at.tzinfo is None or zone is None:
        return {}
    if today is not None:
        return moment(at, datetime.combine(today, time(12), zone), zone)
    when = day(at.astimezone(zone).date(), None)
    clock = f"{at.astimezone(zone):%H:%M}"
    return {"en": f"{clock} on {when['en']}", "zh": f"{when['zh']} {clock}"}

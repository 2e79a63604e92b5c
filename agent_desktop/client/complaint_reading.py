"""Figures and days out of what was typed, and what is wrong with a form. Pure."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final
from uuid import UUID

from agent_desktop.client.complaint_words import ComplaintWords
from agent_desktop.contract.complaint_form import ComplaintForm
from agent_desktop.contract.complaints import (
    ComplaintKind,
    ComplaintProblem,
    RecordComplaint,
    Region,
    ReplyChannel,
    ReplyWish,
    SettledAtOnce,
    Severity,
    SubjectWish,
)

WHAT_LIMIT: Final = 1000
"""So many characters the form asks for; longer stories are attached."""
MOST_AMOUNT: Final = Decimal("9999999999999.99")
_SIGNS: Final = {"¥": "CNY", "￥": "CNY", "$": "USD", "€": "EUR", "£": "GBP", "元": "CNY", "hk$": "HKD", "us$": "USD"}
_UNITS: Final = {"万": Decimal(10_000), "千": Decimal(1000), "亿": Decimal(100_000_000), "k": Decimal(1000)}


class FormField(StrEnum):
    """A field of the form, in the order in which they stand."""

    CATEGORY = "category"
    SUBJECTS = "subjects"
    AMOUNT = "amount"
    HAPPENED_ON = "happened_on"
    SEVERITY = "severity"
    WHAT = "what"
    OUTCOMES = "outcomes"
    ASKED_AMOUNT = "asked_amount"
    ASKED_WHY = "asked_why"
    ABOUT_WHOM = "about_whom"
    OWNER = "owner"
    REPLY = "reply"
    NOTE = "note"
    CHANNEL = "channel"
    REGION = "region"
    SETTLED = "settled"


class Wrong(StrEnum):
    """What is wrong with a field."""

    MISSING = "missing"
    NOT_A_FIGURE = "not_a_figure"
    TOO_LARGE = "too_large"
    NOT_A_DAY = "not_a_day"
    IN_FUTURE = "in_future"
    TOO_LONG = "too_long"
    MORE_THAN_DISPUTED = "more_than_disputed"
    RETIRED = "retired"
    NOT_TAKEN = "not_taken"  # the server says so


@dataclass(frozen=True, slots=True)
class Mistake:
    """`text` and `count` say more: the amount in dispute, how many characters too many, what was typed.

    `live`: it is told while the field is typed in, not only once it was left.
    """

    field: FormField
    wrong: Wrong
    text: str = ""
    count: int = 0
    live: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure as it was typed; `currency` where it was typed with it. None of both where it is no figure."""

    amount: Decimal | None = None
    currency: str = ""


def read_amount(text: str) -> Amount:
    """Return what a typed amount means: ``1286.4``, ``1,286.40``, ``hkd 8000``, ``￥1２８``, ``1.2万``."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold().replace(" ", "").replace("，", ",")
    currency = ""
    found = re.fullmatch(r"([a-z]{3}|hk\$|us\$|[¥$€£])?(.*?)([a-z]{3}|元)?", plain)
    if found is not None:
        sign = found[1] or found[3] or ""
        currency = _SIGNS.get(sign, sign.upper() if len(sign) == 3 else "")
        plain = found[2]
    unit = Decimal(1)
    if plain and plain[-1] in _UNITS:
        unit, plain = _UNITS[plain[-1]], plain[:-1]
    if not re.fullmatch(r"[0-9]+(,[0-9]{3})*(\.[0-9]*)?|\.[0-9]+", plain):
        return Amount(None, currency)
    try:
        amount = (Decimal(plain.replace(",", "")) * unit).quantize(Decimal("0.01"))
    except InvalidOperation:
        return Amount(None, currency)
    return Amount(amount, currency)


def read_day(text: str, today: date) -> date | None:
    """Return the day that was typed: whole, without its year (the last such day), or ``-1`` for so many days ago."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"-[0-9]{1,3}", plain):
        return date.fromordinal(today.toordinal() + int(plain))
    whole = re.fullmatch(r"([0-9]{4})([-/.年]?)([0-9]{1,2})([-/.月]?)([0-9]{1,2})日?", plain)
    short = re.fullmatch(r"([0-9]{1,2})[-/.月]([0-9]{1,2})日?", plain)
    try:
        if whole is not None and bool(whole[2]) == bool(whole[4]) and (whole[2] or len(plain) == 8):
            return date(int(whole[1]), int(whole[3]), int(whole[5]))
        if short is not None:
            day = date(today.year, int(short[1]), int(short[2]))
            return day if day <= today else day.replace(year=today.year - 1)
    except ValueError:
        return None
    return None


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form has to choose from, as far as it is needed here. `needs_subject`: accounts of the customer are
    known, and one must be chosen; `needs_owner`: there is somebody to choose."""

    form: ComplaintForm | None = None
    needs_subject: bool = False
    needs_owner: bool = False
    needs_reply: bool = False
    asking: frozenset[str] = field(default_factory=frozenset)


def asks_amount(words: ComplaintWords, form: ComplaintForm | None) -> bool:
    """Whether one of the outcomes that the customer wants is money."""
    asking = {each.code for each in form.outcomes if each.asks_amount} if form is not None else set()
    return bool(asking & set(words.outcomes))


def mistakes_in(words: ComplaintWords, offered: Offered, today: date) -> tuple[Mistake, ...]:
    """Return what is wrong with a form, in the order of its fields."""
    found = [*_about(words, offered)]
    if words.kind is ComplaintKind.COMPLAINT:
        found += [*_figures(words, offered, today), *_wishes(words, offered)]
    if len(words.note) > (offered.form.note_limit if offered.form is not None else 1000):
        limit = offered.form.note_limit if offered.form is not None else 1000
        found.append(Mistake(FormField.NOTE, Wrong.TOO_LONG, count=len(words.note) - limit, live=True))
    order = list(FormField)
    return tuple(sorted(found, key=lambda each: order.index(each.field)))


def _about(words: ComplaintWords, offered: Offered) -> list[Mistake]:
    found = []
    categories = offered.form.categories if offered.form is not None else ()
    chosen = next((each for each in categories if each.code == words.category), None)
    if not words.category or (categories and (chosen is None or words.kind not in chosen.kinds)):
        found.append(Mistake(FormField.CATEGORY, Wrong.MISSING))
    elif chosen is not None and chosen.is_retired:
        found.append(Mistake(FormField.CATEGORY, Wrong.RETIRED))
    if not words.what.strip():
        found.append(Mistake(FormField.WHAT, Wrong.MISSING))
    elif len(words.what) > WHAT_LIMIT:
        found.append(Mistake(FormField.WHAT, Wrong.TOO_LONG, count=len(words.what) - WHAT_LIMIT, live=True))
    return found


def _figures(words: ComplaintWords, offered: Offered, today: date) -> list[Mistake]:
    found = []
    if offered.needs_subject and not words.subjects:
        found.append(Mistake(FormField.SUBJECTS, Wrong.MISSING))
    if words.amount.strip():
        found += _figure(FormField.AMOUNT, words.amount)
    if not words.happened_on.strip():
        found.append(Mistake(FormField.HAPPENED_ON, Wrong.MISSING))
    else:
        day = read_day(words.happened_on, today)
        if day is None:
            found.append(Mistake(FormField.HAPPENED_ON, Wrong.NOT_A_DAY, text=words.happened_on.strip()))
        elif day > today:
            found.append(Mistake(FormField.HAPPENED_ON, Wrong.IN_FUTURE))
    if words.severity is None:
        found.append(Mistake(FormField.SEVERITY, Wrong.MISSING))
    return found


def _figure(where: FormField, text: str) -> list[Mistake]:
    amount = read_amount(text).amount
    if amount is None:
        return [Mistake(where, Wrong.NOT_A_FIGURE, text=text.strip())]
    return [Mistake(where, Wrong.TOO_LARGE)] if amount > MOST_AMOUNT else []


def _wishes(words: ComplaintWords, offered: Offered) -> list[Mistake]:
    found = []
    if not words.outcomes:
        found.append(Mistake(FormField.OUTCOMES, Wrong.MISSING))
    if asks_amount(words, offered.form):
        disputed, asked = read_amount(words.amount).amount, read_amount(words.asked_amount).amount
        if not words.asked_amount.strip():
            found.append(Mistake(FormField.ASKED_AMOUNT, Wrong.MISSING))
        elif asked is None or asked > MOST_AMOUNT:
            found += _figure(FormField.ASKED_AMOUNT, words.asked_amount)
        elif disputed is not None and asked > disputed and not words.asked_why.strip():
            text = f"{disputed:,.2f}"
            found.append(Mistake(FormField.ASKED_AMOUNT, Wrong.MORE_THAN_DISPUTED, text=text, live=True))
    if offered.needs_owner and not words.owner:
        found.append(Mistake(FormField.OWNER, Wrong.MISSING))
    if offered.needs_reply and not words.reply_way:
        found.append(Mistake(FormField.REPLY, Wrong.MISSING))
    if is_settled(words) and not (words.settled_answer.strip() and words.settled_cause and words.settled_result):
        found.append(Mistake(FormField.SETTLED, Wrong.MISSING))
    return found


def is_settled(words: ComplaintWords) -> bool:
    """Whether it is recorded with the answer that ended it; what is critical is settled by nobody alone."""
    return words.settled and words.kind is ComplaintKind.COMPLAINT and words.severity is not Severity.CRITICAL


def asks_more(words: ComplaintWords, form: ComplaintForm | None) -> bool:
    """Whether the customer asks for more than is in dispute, so that why is asked."""
    disputed, asked = read_amount(words.amount).amount, read_amount(words.asked_amount).amount
    return asks_amount(words, form) and disputed is not None and asked is not None and asked > disputed


_SERVER_FIELDS: Final = {
    "category_code": FormField.CATEGORY, "what_happened": FormField.WHAT, "owner_id": FormField.OWNER,
    "reply": FormField.REPLY, "currency": FormField.AMOUNT, "asked_why": FormField.ASKED_AMOUNT,
}  # fmt: skip
_SERVER_WRONG: Final = {
    ComplaintProblem.MISSING: Wrong.MISSING, ComplaintProblem.TOO_LONG: Wrong.TOO_LONG,
    ComplaintProblem.IN_FUTURE: Wrong.IN_FUTURE, ComplaintProblem.RETIRED: Wrong.RETIRED,
    ComplaintProblem.MORE_THAN_DISPUTED: Wrong.MORE_THAN_DISPUTED, ComplaintProblem.CURRENCY_MISSING: Wrong.MISSING,
}  # fmt: skip


def mistakes_of(details: dict[str, object], words: ComplaintWords) -> tuple[Mistake, ...]:
    """Return what the server says is wrong, by the details of COMPLAINT_FIELDS."""
    found = []
    for name, problem in details.items():
        try:
            where = _SERVER_FIELDS[name] if name in _SERVER_FIELDS else FormField(name)
        except ValueError:
            continue
        wrong = _SERVER_WRONG.get(ComplaintProblem(str(problem)), Wrong.NOT_TAKEN) if _known(problem) else None
        text = f"{read_amount(words.amount).amount or 0:,.2f}"
        found.append(Mistake(where, wrong or Wrong.NOT_TAKEN, text=text, live=True))
    return tuple(found)


def _known(problem: object) -> bool:
    return str(problem) in {each.value for each in ComplaintProblem}


def command_of(words: ComplaintWords, command_id: UUID, today: date, form: ComplaintForm | None) -> RecordComplaint:
    """Return the command that records a form without mistakes."""
    complaint = words.kind is ComplaintKind.COMPLAINT
    amount = read_amount(words.amount).amount if complaint else None
    asked = read_amount(words.asked_amount).amount if complaint and asks_amount(words, form) else None
    channel, _, way_id = words.reply_way.partition(":")
    reply = (
        ReplyWish(channel=ReplyChannel(channel), way_id=way_id, words=words.reply_when.strip())
        if words.reply_way
        else None
    )
    return RecordComplaint(
        command_id=command_id,
        complaint_id=words.complaint_id,
        kind=words.kind,
        customer_id=words.customer_id,
        person_name=words.person_name.strip(),
        call_id=words.call_id,
        script_run=words.script_run,
        channel=words.channel,
        category_code=words.category,
        severity=words.severity or Severity.MINOR,
        what_happened=words.what.strip(),
        happened_on=read_day(words.happened_on, today) if complaint else None,
        amount=amount,
        currency=(words.currency or None) if amount is not None or asked is not None else None,
        asked_amount=asked,
        asked_why=words.asked_why.strip() if asks_more(words, form) else "",
        outcomes=words.outcomes if complaint else (),
        subjects=tuple(
            SubjectWish(holding_id=each.holding_id, transaction_id=each.transaction_id, text=each.text)
            for each in words.subjects
        )
        if complaint
        else (),
        about_whom=words.about_whom.strip(),
        about_user_id=UUID(words.about_user) if words.about_user else None,
        region=Region(words.region) if words.region in set(Region) else None,
        settled=SettledAtOnce(
            answer=words.settled_answer.strip(), root_cause=words.settled_cause, result=words.settled_result
        )
        if is_settled(words)
        else None,
        reply=reply,
        vulnerable=words.vulnerable,
        regulatory=words.regulatory,
        legal=words.legal,
        owner_id=UUID(words.owner) if words.owner else None,
        note=words.note.strip(),
        attach_recording=words.attach_recording and words.call_id is not None,
        tell_number=words.tell_number,
        kept_apart=words.kept_apart,
    )

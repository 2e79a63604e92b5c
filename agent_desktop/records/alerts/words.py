"""The words of an alert, made from its figures and the day they are read on. Pure.

Nothing is canned: an amount, what is usual and over how many bookings stand in each reason of an unusual booking.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias

from agent_desktop.contract.alerts import AlertKind
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import StatusKind
from agent_desktop.records.customers.masking import mask_number
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.formatting import both, day, day_within_a_week, long_day, moment, money, short_day

Figures: TypeAlias = Mapping[str, Any]

ICONS: Final[Mapping[AlertKind, str]] = {
    AlertKind.UNUSUAL: "ph.warning-octagon-fill",
    AlertKind.DEPOSIT_MATURING: "ph.timer-fill",
    AlertKind.BIRTHDAY: "ph.cake-fill",
    AlertKind.GREETING: "ph.star-fill",
    AlertKind.DOCUMENT_EXPIRING: "ph.warning-circle-fill",
    AlertKind.CALLBACK_PROMISED: "ph.phone-outgoing-fill",
    AlertKind.COMPLAINT_DUE: "ph.timer-fill",
}


@dataclass(frozen=True, slots=True)
class AlertWords:
    """What is shown of an alert: how urgent it is, a title, a second line, and why."""

    status: StatusKind
    title: LocalText
    detail: LocalText
    reasons: tuple[LocalText, ...] = ()


def words_of(
    kind: AlertKind, figures: Figures, *, due_at: datetime | None, at: datetime, options: ProfileOptions
) -> AlertWords:
    """Return the words of an alert as they are at `at`."""
    today = at.astimezone(options.zone).date()
    match kind:
        case AlertKind.UNUSUAL:
            return _unusual(figures, at, options)
        case AlertKind.DEPOSIT_MATURING:
            return _deposit(figures, today)
        case AlertKind.BIRTHDAY:
            return _birthday(figures, today)
        case AlertKind.GREETING:
            return _greeting(figures, today)
        case AlertKind.DOCUMENT_EXPIRING:
            return _document(figures, today)
        case AlertKind.CALLBACK_PROMISED:
            title = ("Callback promised", "已承诺回电")
            return _due(title, figures, due_at, at, options)
        case AlertKind.COMPLAINT_DUE:
            return _due(("Complaint", "投诉"), figures, due_at, at, options)


# Unusual bookings


def _unusual(figures: Figures, at: datetime, options: ProfileOptions) -> AlertWords:
    signals: Sequence[Figures] = figures.get("signals", ())
    reasons = tuple(_reason(signal, at, options) for signal in signals)
    booked = next((signal for signal in signals if "amount" in signal and "at" in signal), None)
    if booked is None:
        title = both("Unusual payments", "异常支出")
        detail: LocalText = reasons[0] if reasons else {}
    else:
        kind = _type(booked["type"], options)
        when = moment(_time(booked["at"]), at, options.zone)
        title = both(f"Unusual {kind['en']} {when['en']}", f"{when['zh']}异常{kind['zh']}")
        detail = _joined(
            money(_decimal(booked["amount"]), booked["currency"]),
            _country(booked.get("country", ""), options),
            both(*(mask_number(booked["ending"]),) * 2),
        )
    status = StatusKind.PROBLEM if figures.get("urgent") else StatusKind.CAUTION
    return AlertWords(status, title, detail, reasons)


def _reason(signal: Figures, at: datetime, options: ProfileOptions) -> LocalText:
    match signal["signal"]:
        case "amount":
            return _amount_reason(signal, at, options)
        case "country":
            place, when = _country(signal["country"], options), moment(_time(signal["at"]), at, options.zone)
            places = [_country(code, options) for code in signal["usual"]]
            before = both(", ".join(each["en"] for each in places), "、".join(each["zh"] for each in places))
            paid = money(_decimal(signal["amount"]), signal["currency"])
            return both(
                f"The first time in {place['en']}: {paid['en']} at {when['en']}. Of {signal['bookings']} bookings"
                f" before, none was there; most were in {before['en']}.",
                f"首次在{place['zh']}交易：{when['zh']}支出 {paid['zh']}。此前{signal['bookings']}笔均不在当地，"
                f"多数在{before['zh']}。",
            )
        case "burst":
            total, usual_total = money(_decimal(signal["total"]), signal["currency"]), _usual(signal)
            times, usual_times = signal["times"], f"{signal['usual_times']:g}"
            hours = signal["hours"]
            kind = _type(signal["kind"], options) if signal["kind"] else both("booking", "交易")
            return both(
                f"{times} {kind['en']}s of {total['en']} together within {hours} hours;"
                f" usual are {usual_times}, of {usual_total['en']}.",
                f"{hours}小时内{kind['zh']}{times}笔，合计 {total['zh']}；通常为{usual_times}笔，{usual_total['zh']}。",
            )
        case "emptied":
            total, share = money(_decimal(signal["total"]), signal["currency"]), round(100 * float(signal["share"]))
            bookings = "booking" if signal["times"] == 1 else "bookings"
            return both(
                f"{total['en']} left the accounts in {signal['times']} {bookings} within {signal['hours']} hours,"
                f" {share}% of what they held.",
                f"{signal['hours']}小时内{signal['times']}笔共转出 {total['zh']}，占账户余额的{share}%。",
            )
        case "often":
            total, kind, days = (
                money(_decimal(signal["total"]), signal["currency"]),
                _type(signal["kind"], options),
                signal["days"],
            )
            times, usual_times = signal["times"], f"{signal['usual_times']:g}"
            return both(
                f"{times} {kind['en']}s of {total['en']} together within {days} days; usual are {usual_times}.",
                f"{days}天内{kind['zh']}{times}笔，合计 {total['zh']}；通常为{usual_times}笔。",
            )
        case "outflow":
            out, share = money(_decimal(signal["outflow"]), signal["currency"]), round(100 * float(signal["share"]))
            usual, days = _usual(signal), signal["days"]
            if _decimal(signal["usual"]) <= 0:  # the other way round
                usual = both("that as much or more comes in", "流入不少于流出")
            return both(
                f"{out['en']} more went out than came in within {days} days, {share}% of what the accounts held;"
                f" usual is {usual['en']}.",
                f"{days}天内净流出 {out['zh']}，占账户余额的{share}%；通常为 {usual['zh']}。",
            )
        case _:
            kind = _type(signal["type"], options)
            return both(
                f"The first {kind['en']}; the {signal['bookings']} bookings before were of other types.",
                f"首次{kind['zh']}；此前{signal['bookings']}笔均为其他类型。",
            )


def _amount_reason(signal: Figures, at: datetime, options: ProfileOptions) -> LocalText:
    amount, usual = _decimal(signal["amount"]), _decimal(signal["usual"])
    paid, often = money(amount, signal["currency"]), money(usual, signal["currency"])
    kind = _type(signal["type"], options)
    of_kind = _type(signal["kind"], options) if signal["kind"] else both("booking", "交易")
    when = moment(_time(signal["at"]), at, options.zone)
    times = f"{amount / usual:.0f}" if amount >= 10 * usual else f"{amount / usual:.1f}"
    return both(
        f"A {kind['en']} of {paid['en']} at {when['en']} is {times} times the customer's usual {of_kind['en']} of"
        f" {often['en']} (median of {signal['bookings']}).",
        f"{when['zh']}{kind['zh']} {paid['zh']}，是该客户通常{of_kind['zh']} {often['zh']} 的{times}倍"
        f"（{signal['bookings']}笔的中位数）。",
    )


def _usual(signal: Figures) -> LocalText:
    return money(_decimal(signal["usual"]), signal["currency"])


# Days that come


def _deposit(figures: Figures, today: date) -> AlertWords:
    when = day(date.fromisoformat(figures["day"]), today)
    product = figures["product"]
    named = {language: product.get(language) or product.get("en", "") for language in ("en", "zh")}
    balance = figures["balance"]
    worth = money(_decimal(balance), figures["currency"]) if balance is not None else {}
    number = mask_number(figures["ending"])
    title = both(f"Deposit matures {when['en']}", f"定期存款{when['zh']}到期")
    return AlertWords(StatusKind.CAUTION, title, _joined(named, both(number, number), worth))


def _birthday(figures: Figures, today: date) -> AlertWords:
    birthday = date.fromisoformat(figures["day"])
    when, age = _soon(birthday, today), int(figures["age"])
    round_one = age % 10 == 0 and age > 0
    turns = both(f"turns {age}", f"{age}岁") if round_one else {}
    title = both(f"Birthday {when['en']}", f"{when['zh']}生日")
    return AlertWords(StatusKind.INFO, title, _joined(long_day(birthday), turns))


def _greeting(figures: Figures, today: date) -> AlertWords:
    since = date.fromisoformat(figures["day"])
    when, years = _soon(since, today), figures["years"]
    title = both(f"A customer for {years} years {when['en']}", f"{when['zh']}开户满{years}年")
    return AlertWords(StatusKind.INFO, title, long_day(since))


def _document(figures: Figures, today: date) -> AlertWords:
    until = date.fromisoformat(figures["day"])
    left, when = (until - today).days, day(until, today)
    if left < 0:
        past = both(f"{-left} days ago" if left < -1 else "yesterday", f"{-left}天前")
        title = both("Identity document has expired", "身份证件已过期")
        return AlertWords(StatusKind.PROBLEM, title, _joined(when, past))
    ahead = both({0: "today", 1: "tomorrow"}.get(left, f"in {left} days"), "今天" if left == 0 else f"{left}天后")
    title = both(f"Identity document expires {ahead['en']}", f"身份证件{ahead['zh']}到期")
    return AlertWords(StatusKind.CAUTION, title, when)


def _due(
    title: tuple[str, str], figures: Figures, due_at: datetime | None, at: datetime, options: ProfileOptions
) -> AlertWords:
    today = at.astimezone(options.zone).date()
    begun = short_day(_time(figures["at"]).astimezone(options.zone).date(), today)
    detail = both(f"from the call of {begun['en']}", f"来自{begun['zh']}的通话")
    if number := figures.get("number"):
        detail = both(f"{number}, of {begun['en']}", f"{number}，{begun['zh']}登记")
    if due_at is None:
        return AlertWords(StatusKind.CAUTION, both(*title), detail)
    left = due_at - at
    late = left.total_seconds() < 0
    hours = int(abs(left).total_seconds() // 3600)
    for_en = f"{hours // 24} days" if hours >= 48 else f"{hours} h" if hours else f"{int(abs(left).seconds // 60)} min"
    for_zh = f"{hours // 24}天" if hours >= 48 else f"{hours}小时" if hours else f"{int(abs(left).seconds // 60)}分钟"
    words = (
        (f"{title[0]}, {for_en} late", f"{title[1]}，已逾期{for_zh}")
        if late
        else (
            f"{title[0]}, due in {for_en}",
            f"{title[1]}，{for_zh}内到期",
        )
    )
    return AlertWords(StatusKind.PROBLEM if late else StatusKind.CAUTION, both(*words), detail)


def _soon(when: date, today: date) -> LocalText:
    """Say a day within a week in its words, any other as a date."""
    if 0 <= (when - today).days <= 7:
        return day_within_a_week(when, today)
    return day(when, today)


def _type(code: str, options: ProfileOptions) -> LocalText:
    return options.booking_types.get(code) or both(code.replace("_", " "), code.replace("_", " "))


def _country(code: str, options: ProfileOptions) -> LocalText:
    return options.countries.get(code) or both(code, code)


def _joined(*parts: LocalText) -> LocalText:
    return {
        language: " · ".join(text for part in parts if (text := part.get(language, ""))) for language in ("en", "zh")
    }


def _decimal(value: object) -> Decimal:
    return Decimal(str(value))


def _time(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))

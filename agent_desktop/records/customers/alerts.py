"""What an agent should know before speaking, derived from the record alone.

Four kinds, the most urgent first: a product with a problem (its status says so: a disputed or blocked card, a loan
in arrears), calls in the last 7 days, a deposit that matures within 30 days, a birthday within 7 days. The last two are
told here only until a run of `records.alerts` keeps them, with a state.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import AlertRow, Channel, ContactRow, HoldingGroup, StatusKind
from agent_desktop.contract.interactions import Direction
from agent_desktop.records.contacts.repository import ChannelCount
from agent_desktop.records.customers.masking import mask_number
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.formatting import both, day, day_within_a_week, long_day, money
from agent_desktop.records.holdings.service import StoredHolding, StoredPart

BIRTHDAY_DAYS: Final = 7
MATURITY_DAYS: Final = 30

_ICONS: Final = {
    StatusKind.PROBLEM: "ph.warning-octagon-fill",
    "calls": "ph.phone-incoming-fill",
    "maturity": "ph.timer-fill",
    "birthday": "ph.cake-fill",
}


def alerts_of(
    *,
    birth_date: date | None,
    parts: Sequence[StoredPart],
    contacts: Sequence[ContactRow],
    counts: Iterable[ChannelCount],
    today: date,
    options: ProfileOptions,
    known: Collection[tuple[str, str]] = (),
) -> tuple[AlertRow, ...]:
    """Return the alerts of a customer on the bank's day `today`. `contacts` are newest first; of what is `known` to be
    kept already (kind, thing) nothing is told."""
    holdings = [holding for part in parts for holding in part.holdings]
    return (
        *_problems(holdings),
        *_calls(contacts, counts, today, options),
        *_maturities(holdings, today, known),
        *_birthday(birth_date, today, known),
    )


def calls_in_7_days(counts: Iterable[ChannelCount]) -> int:
    """Return how often the customer called in the seven days before."""
    return sum(count.from_them_in_7_days for count in counts if count.channel is Channel.PHONE)


def next_birthday(birth_date: date, today: date) -> date:
    """Return the next birthday, today included. Who was born on 29 February has it on 1 March in other years."""
    this_year = _birthday_in(birth_date, today.year)
    return this_year if this_year >= today else _birthday_in(birth_date, today.year + 1)


def age_on(birth_date: date, today: date) -> int:
    """Return the age in whole years."""
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))


def _birthday_in(birth_date: date, year: int) -> date:
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _problems(holdings: Iterable[StoredHolding]) -> Iterator[AlertRow]:
    for holding in holdings:
        if holding.status_kind is not StatusKind.PROBLEM:
            continue
        yield AlertRow(
            kind=StatusKind.PROBLEM,
            icon=_ICONS[StatusKind.PROBLEM],
            title=holding.status or both("Needs attention", "需要留意"),
            detail=_product(holding),
        )


def _calls(
    contacts: Sequence[ContactRow], counts: Iterable[ChannelCount], today: date, options: ProfileOptions
) -> Iterator[AlertRow]:
    times = calls_in_7_days(counts)
    if not times:
        return
    title = both("Called once in the last 7 days", "最近7天来电1次")
    if times > 1:
        title = both(f"Called {times} times in the last 7 days", f"最近7天来电{times}次")
    last = next((each for each in contacts if _is_call_of_theirs(each)), None)
    detail: LocalText = {}
    if last is not None:
        when = day(options.day_of(last.at), today)
        detail = {
            language: " · ".join(part for part in (when[language], last.subject.get(language, "")) if part)
            for language in when
        }
    yield AlertRow(kind=StatusKind.INFO, icon=_ICONS["calls"], title=title, detail=detail)


def _is_call_of_theirs(contact: ContactRow) -> bool:
    """Say whether the customer called: a complaint that was recorded without a call stands among contacts too."""
    is_record = contact.complaint is not None and contact.complaint.complaint_id == contact.contact_id
    return contact.channel is Channel.PHONE and contact.direction is Direction.INBOUND and not is_record


def _maturities(
    holdings: Iterable[StoredHolding], today: date, known: Collection[tuple[str, str]]
) -> Iterator[AlertRow]:
    soon = [
        (holding.matures_on, holding)
        for holding in holdings
        if holding.group is HoldingGroup.DEPOSITS
        and holding.matures_on is not None
        and today <= holding.matures_on <= today + timedelta(days=MATURITY_DAYS)
        and ("deposit_maturing", f"{holding.holding_id}:{holding.matures_on}") not in known
    ]
    for matures_on, holding in sorted(soon, key=lambda pair: pair[0]):
        when = day(matures_on, today)
        detail = _product(holding)
        if holding.balance is not None:
            amount = money(holding.balance, holding.currency)
            detail = {language: f"{detail[language]} · {amount[language]}" for language in detail}
        yield AlertRow(
            kind=StatusKind.CAUTION,
            icon=_ICONS["maturity"],
            title=both(f"Deposit matures {when['en']}", f"定期存款{when['zh']}到期"),
            detail=detail,
        )


def _birthday(birth_date: date | None, today: date, known: Collection[tuple[str, str]]) -> Iterator[AlertRow]:
    if birth_date is None:
        return
    birthday = next_birthday(birth_date, today)
    if (birthday - today).days > BIRTHDAY_DAYS or ("birthday", str(birthday.year)) in known:
        return
    when = day_within_a_week(birthday, today)
    yield AlertRow(
        kind=StatusKind.INFO,
        icon=_ICONS["birthday"],
        title=both(f"Birthday {when['en']}", f"{when['zh']}生日"),
        detail=long_day(birthday),
    )


def _product(holding: StoredHolding) -> LocalText:
    number = mask_number(holding.number)
    product = holding.product
    return {
        language: " · ".join(part for part in (product.get(language) or product.get("en", ""), number) if part)
        for language in ("en", "zh")
    }

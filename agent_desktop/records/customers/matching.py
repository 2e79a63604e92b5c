"""Who may be calling. A number identifies, it never proves; digits the caller keyed outrank it."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import CallerOutcome, Candidate, Tier
from agent_desktop.records.customers.folding import SearchKey
from agent_desktop.records.customers.masking import mask_customer_number
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.formatting import both, short_day

SHORTEST_KEYED: Final = 4  # fewer digits are a choice in a menu, not somebody's number
MOST_CANDIDATES: Final = 9  # keys 1 to 9

_NUMBER_KINDS: Final[dict[str, tuple[int, LocalText]]] = {
    "mobile": (0, both("Their mobile number", "本人手机号码")),
    "home": (1, both("Their home number", "住宅电话")),
    "work": (2, both("Their work number", "办公电话")),
}
_OTHER_NUMBER: Final = (3, both("One of their numbers", "登记的号码之一"))
_KEYED: Final = both("Keyed number", "输入的号码")
_TIER_ORDER: Final = {Tier.PLATINUM: 0, Tier.GOLD: 1, Tier.STANDARD: 2}


@dataclass(frozen=True, slots=True)
class CallerMatch:
    """Who may be calling, the most likely first. One id when MATCHED, two or more when SEVERAL, else none.

    `candidates` are for an agent to choose from: with SEVERAL the first of them, otherwise none. `by_key` says
    that the digits keyed, not the calling number, told.
    """

    outcome: CallerOutcome
    customer_ids: tuple[UUID, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    by_key: bool = False


def find_caller(
    session: Session, number: str, keyed_digits: str, *, at: datetime, options: ProfileOptions
) -> CallerMatch:
    """Find out who a call may be from, in one statement, two where several fit.

    `number` is the calling number, E.164 or as dialled in the options' region, or empty (withheld). `keyed_digits`
    is everything the caller keyed; a run of at least four digits that is a customer's or an account's whole number
    outranks the calling number. Where such an account belongs to several, the calling number tells among them.
    One of the bank's own numbers tells nothing: a branch puts a caller through.
    """
    return ask_caller(session, number, keyed_digits, at=at, options=options)()


def ask_caller(
    session: Session, number: str, keyed_digits: str, *, at: datetime, options: ProfileOptions
) -> Callable[[], CallerMatch]:
    """Ask as `find_caller` does, and return what gives the answer, so that other questions may go with this one."""
    repository = CustomerRepository(session)
    caller_number = normalise(number, options.region) or ""
    asks = bool(caller_number) and caller_number not in options.own_numbers
    has_number = repository.ask_by_number(caller_number) if asks else None

    def answer() -> CallerMatch:
        by_number = set(has_number.scalars()) if has_number is not None else set()
        return _match(repository, number, caller_number, by_number, keyed_digits, at, options)

    return answer


def match_of(
    session: Session, number: str, customer_ids: Collection[UUID], *, at: datetime, options: ProfileOptions
) -> CallerMatch:
    """Return who a call may be from, of which only the number is known, and that these customers have it."""
    caller_number = normalise(number, options.region) or ""
    return _match(CustomerRepository(session), number, caller_number, set(customer_ids), "", at, options)


def _match(
    repository: CustomerRepository,
    number: str,
    caller_number: str,
    by_number: set[UUID],
    keyed_digits: str,
    at: datetime,
    options: ProfileOptions,
) -> CallerMatch:
    keyed = _keyed(repository, keyed_digits)
    is_own = caller_number in options.own_numbers
    if is_own:
        by_number = set()
    # A keyed number is only narrowed by the calling number, never widened.
    found = (keyed & by_number or keyed) if keyed else by_number
    if not found:
        unknown = CallerOutcome.OWN if is_own else CallerOutcome.UNKNOWN
        return CallerMatch(unknown if number.strip() else CallerOutcome.WITHHELD)
    if len(found) == 1:
        return CallerMatch(CallerOutcome.MATCHED, tuple(found), by_key=bool(keyed))
    rows = repository.list_candidates(found, caller_number, at)
    ranked = sorted(rows, key=lambda row: _likelihood(row, at))
    return CallerMatch(
        CallerOutcome.SEVERAL,
        tuple(row["customer_id"] for row in ranked),
        tuple(_candidate(row, at, options, keyed) for row in ranked[:MOST_CANDIDATES]),
        by_key=bool(keyed),
    )


def _keyed(repository: CustomerRepository, keyed_digits: str) -> set[UUID]:
    runs = [run for run in re.findall("[0-9]+", keyed_digits) if len(run) >= SHORTEST_KEYED]
    if not runs:
        return set()
    keys = {SearchKey("number", run) for run in runs} | {SearchKey("account", run[::-1]) for run in runs}
    found = repository.list_by_keys(keys)
    # The customer number is one person's; an account may be several people's.
    customers = {customer_id for customer_id, kind, _ in found if kind == "number"}
    return customers or {customer_id for customer_id, _, _ in found}


def _likelihood(row: sa.RowMapping, at: datetime) -> tuple[float, int, int, str]:
    last = row["last_phone_at"] or datetime.min.replace(tzinfo=UTC)
    return ((at - last).total_seconds(), _kind_of(row)[0], _TIER_ORDER[row["tier"]], row["sort_key"])


def _kind_of(row: sa.RowMapping) -> tuple[int, LocalText]:
    return _NUMBER_KINDS.get(row["number_kind"] or "", _OTHER_NUMBER)


def _candidate(row: sa.RowMapping, at: datetime, options: ProfileOptions, keyed: Collection[UUID]) -> Candidate:
    reasons: list[LocalText] = []
    if row["customer_id"] in keyed:
        reasons.append(_KEYED)
    if row["number_kind"] is not None:
        reasons.append(_kind_of(row)[1])
    if row["last_phone_at"] is not None:
        last = short_day(options.day_of(row["last_phone_at"]), options.day_of(at))
        reasons.append(both(f"last call {last['en']}", f"上次来电 {last['zh']}"))
    else:
        reasons.append(both("no call before", "此前没有来电"))
    return Candidate(
        customer_id=row["customer_id"],
        name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
        name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
        tier=row["tier"],
        number_masked=mask_customer_number(row["customer_number"]),
        reason=_joined(reasons),
    )


def _joined(texts: Sequence[LocalText]) -> LocalText:
    return {language: " · ".join(text[language] for text in texts) for language in ("en", "zh")}

"""Customers as the desktop meets them: who is calling, one profile, a search, a value shown clear."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import (
    ContactRow,
    CustomerKind,
    Identifier,
    MaskedValue,
    Profile,
    Revealed,
)
from agent_desktop.contract.prospect_cards import ProspectCard
from agent_desktop.records.alerts.summary import kept_rows, known_things, wish_rows
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.popping import complaint_rows, open_complaints, still_open
from agent_desktop.records.contacts.repository import (
    ChannelCount,
    counts_by_channel,
    newest_contacts,
    usual_in_90_days,
)
from agent_desktop.records.customers.alerts import age_on, alerts_of, calls_in_7_days
from agent_desktop.records.customers.masking import (
    is_hkid,
    is_mainland_id,
    mask_address,
    mask_customer_number,
    mask_document,
    mask_email,
    mask_phone,
)
from agent_desktop.records.customers.matching import CallerMatch, find_caller
from agent_desktop.records.customers.names import salutation_of, shown_chinese_name, shown_name
from agent_desktop.records.customers.needs import needs_of_person
from agent_desktop.records.customers.numbers import international
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import CustomerRepository, customer_with_numbers, of_only_customer
from agent_desktop.records.customers.search import record_found, search_customers
from agent_desktop.records.errors import CustomerNotFoundError, FieldNotRevealableError
from agent_desktop.records.formatting import both
from agent_desktop.records.holdings.repository import newest_card_transaction, reached_holdings
from agent_desktop.records.holdings.service import StoredPart, parts_of
from agent_desktop.records.together import Question, Row, answers_of, ask_together

__all__ = [
    "CallerMatch",
    "ProfileOptions",
    "compose_profile",
    "find_caller",
    "record_found",
    "reveal",
    "search_customers",
]

_NOBODY: Final = UUID(int=0)
_PHONE_KINDS: Final = ("mobile", "home", "work")
_LABELS: Final[Mapping[Identifier, LocalText]] = {
    Identifier.CUSTOMER_NUMBER: both("Customer no.", "客户号"),
    Identifier.MOBILE: both("Mobile", "手机"),
    Identifier.EMAIL: both("Email", "邮箱"),
    Identifier.ADDRESS: both("Home", "住址"),
}
_BUSINESS_ADDRESS: Final = both("Office", "办公地址")
_PHONE_LABELS: Final[Mapping[str, LocalText]] = {
    "home": both("Home phone", "住宅电话"),
    "work": both("Work", "办公电话"),
}


@dataclass(frozen=True, slots=True)
class _Identifiers:
    """The clear values of one customer; they stay on the server but for a reveal."""

    values: Mapping[Identifier, str]
    labels: Mapping[Identifier, LocalText]

    def masked(self) -> tuple[MaskedValue, ...]:
        mask = {
            Identifier.CUSTOMER_NUMBER: mask_customer_number,
            Identifier.IDENTITY_DOCUMENT: mask_document,
            Identifier.MOBILE: mask_phone,
            Identifier.EMAIL: mask_email,
            Identifier.ADDRESS: mask_address,
        }
        return tuple(
            MaskedValue(identifier=identifier, label=self.labels[identifier], masked=mask[identifier](value))
            for identifier, value in self.values.items()
            if value
        )


def compose_profile(session: Session, customer_id: UUID, *, at: datetime, options: ProfileOptions) -> Profile:
    """Compose one customer's whole screen at `at`, in one round trip. The caller audits the look.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    profile, _ = compose_profile_and_card(session, customer_id, at=at, options=options)
    return profile


def compose_profile_and_card(
    session: Session, customer_id: UUID, *, at: datetime, options: ProfileOptions
) -> tuple[Profile, Row | None]:
    """Compose a profile as `compose_profile` does; with it the card that the call is likely about, for `script_facts`.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    found = profile_of(ask_together(session, *_questions(customer_id, at, options)), at=at, options=options)
    if found is None:
        raise CustomerNotFoundError(customer_id)
    return found


def ask_profile_of_number(
    session: Session, number: str, *, at: datetime, options: ProfileOptions
) -> list[sa.Result[Any]]:
    """Ask for all that makes the profile of the only customer of an E.164 number, and wait for nothing yet."""
    asked = _questions(_NOBODY, at, options)
    return ask_together(session, *(of_only_customer(each, number) for each in asked))


def profile_of(
    asked: Sequence[sa.Result[Any]], *, at: datetime, options: ProfileOptions
) -> tuple[Profile, Row | None] | None:
    """Return what was asked for one customer's profile, as `compose_profile_and_card` does; None for no customer."""
    customers, holdings, contacts, channels, cards = answers_of(asked)
    if not customers:
        return None
    newest = tuple(ContactRow(**contact) for contact in contacts)
    counts = [ChannelCount(**channel) for channel in channels]
    profile = _profile(customers[0], parts_of(holdings), newest, counts, at=at, options=options)
    return profile, cards[0] if cards else None


def _questions(customer_id: UUID, at: datetime, options: ProfileOptions) -> tuple[Question, ...]:
    return (
        customer_with_numbers(customer_id),
        reached_holdings(customer_id),
        newest_contacts(customer_id, at, options.recent_contacts),
        counts_by_channel(customer_id, at),
        newest_card_transaction(customer_id, at),
    )


def _profile(
    row: Row,
    parts: Sequence[StoredPart],
    newest: tuple[ContactRow, ...],
    counts: Sequence[ChannelCount],
    *,
    at: datetime,
    options: ProfileOptions,
) -> Profile:
    today = options.day_of(at)
    kind: CustomerKind = row["kind"]
    birth_date: date | None = row["birth_date"] if kind is not CustomerKind.BUSINESS else None
    by_account = row["by_account"] or [[row["needs"], row["prospect"]]]
    complaints, known = open_complaints(row["complaints"], at=at, options=options), known_things(row["alerts"])
    title, gender, latin, chinese = row["title"], row["gender"], row["name_latin"], row["name_chinese"]
    return Profile(
        customer_id=row["customer_id"],
        version=row["version"],
        kind=kind,
        name=shown_name(title, latin, chinese),
        name_chinese=shown_chinese_name(title, gender, chinese),
        salutation=salutation_of(kind, title, gender, latin, chinese),
        age_years=age_on(birth_date, today) if birth_date is not None else None,
        tier=row["tier"],
        customer_since=row["customer_since"],
        languages=tuple(row["languages"]),
        manager_name=row["manager_name"],
        wishes=tuple(row["wishes"]),
        needs=needs_of_person([needs for needs, _ in by_account]),
        identifiers=_identifiers_of(row).masked(),
        alerts=(
            *complaint_rows(complaints, known, options),
            *kept_rows(still_open(row["alerts"], complaints), at=at, options=options),
            *alerts_of(
                birth_date=birth_date,
                parts=parts,
                contacts=newest,
                counts=counts,
                today=today,
                options=options,
                known=known,
            ),
            *wish_rows(row["calls_from"], row["calls_until"]),
        ),
        parts=tuple(part.shown(options, part.freshness_at(at)) for part in parts),
        contacts=newest,
        contact_count=sum(count.ever for count in counts),
        contacts_90_days={count.channel: count.in_90_days for count in counts if count.in_90_days},
        contacts_usual=usual_in_90_days(counts, at),
        calls_7_days=calls_in_7_days(counts),
        complaints=complaints,
        prospect=next((ProspectCard.model_validate(card) for _, card in by_account if card), None),
    )


def reveal(
    session: Session,
    customer_id: UUID,
    identifier: Identifier,
    *,
    at: datetime,
    by: UUID,
    call_id: UUID | None = None,
    checked_as: Collection[UUID] = (),
) -> Revealed:
    """Return one value clear, and audit that `by` saw it (in the call `call_id`, where there is one).

    `checked_as` are the accounts that the caller was checked as; the audit names those that are others of the person.

    Raises:
        CustomerNotFoundError: No such customer.
        FieldNotRevealableError: The customer has no such value on record.
    """
    row = CustomerRepository(session).find_customer(customer_id)
    if row is None:
        raise CustomerNotFoundError(customer_id)
    value = _identifiers_of(row).values.get(identifier, "")
    if not value:
        raise FieldNotRevealableError(identifier.value)
    detail: dict[str, JsonValue] = {"identifier": identifier.value}
    if others := sorted(str(account) for account in checked_as if account != customer_id):
        detail["checked_as"] = [*others]
    record_look(
        session,
        at=at,
        by=by,
        what="value.revealed",
        record_kind="customer",
        record_id=customer_id,
        call_id=call_id,
        detail=detail,
    )
    return Revealed(identifier=identifier, value=international(value) if identifier is Identifier.MOBILE else value)


def _identifiers_of(row: Row) -> _Identifiers:
    phone, phone_kind = _first_number(row["numbers"])
    document = row["document_number"]
    is_business = row["kind"] is CustomerKind.BUSINESS
    labels = dict(_LABELS)
    labels[Identifier.IDENTITY_DOCUMENT] = _document_label(document, is_business)
    labels[Identifier.MOBILE] = _PHONE_LABELS.get(phone_kind, _LABELS[Identifier.MOBILE])
    if is_business:
        labels[Identifier.ADDRESS] = _BUSINESS_ADDRESS
    values = {
        Identifier.CUSTOMER_NUMBER: row["customer_number"],
        Identifier.IDENTITY_DOCUMENT: document,
        Identifier.MOBILE: phone,
        Identifier.EMAIL: row["email"],
        Identifier.ADDRESS: row["address"],
    }
    return _Identifiers(values, labels)


def _first_number(numbers: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    def order(entry: Mapping[str, Any]) -> tuple[int, str]:
        kind = str(entry["kind"])
        return (_PHONE_KINDS.index(kind) if kind in _PHONE_KINDS else len(_PHONE_KINDS), str(entry["number"]))

    first = min(numbers, key=order, default=None)
    return (str(first["number"]), str(first["kind"])) if first is not None else ("", "")


def _document_label(document: str, is_business: bool) -> LocalText:
    if is_business:
        return both("Registration", "商业登记")
    if is_hkid(document):
        return both("HKID", "香港身份证")
    if is_mainland_id(document):
        return both("Mainland ID", "内地身份证")
    return both("Identity document", "证件")

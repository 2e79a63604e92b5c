"""Where what a profile shows came from: source, extract and row (ADR 43)."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.sources import Origin, Origins
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.formatting import both, money
from agent_desktop.records.sources.origin_repository import OriginRepository
from agent_desktop.records.together import Row

_FIELDS_OF_CUSTOMER: Final = (
    "customer_number",
    "document_number",
    "email",
    "address",
    "name_latin",
    "name_chinese",
    "birth_date",
    "tier",
    "customer_since",
    "languages",
    "manager_name",
    "wishes",
    "calls_from",
    "calls_until",
    "document_expires_on",
)
_FIELDS_OF_HOLDING: Final = ("balance", "product", "number", "currency", "status", "opened_on", "matures_on")
_KINDS: Final = ("mobile", "home", "work")
MOST_CONTACTS: Final = 50
"""Of so many of a person's newest contacts it is told where they came from."""
MOST_SURVEYS: Final = 10


def origins_of_customer(session: Session, customer_id: UUID) -> Origins:
    """Return where the values of a person's profile came from; the number shown in the customer column is `mobile`."""
    repository = OriginRepository(session)
    row = repository.find_of_customer(customer_id)
    found = list(_origins(row, "customer", _FIELDS_OF_CUSTOMER)) if row is not None else []
    numbers = repository.list_of_numbers(customer_id)
    # The same one as the profile shows.
    first = min(numbers, key=lambda each: (_place(each["kind"]), each["number"]), default=None)
    if first is not None:
        found += [each.model_copy(update={"field": "mobile"}) for each in _origins(first, "phone", ("number",))]
    for number in numbers:
        if number is not first:
            masked = mask_phone(number["number"])
            found.append(_whole(number, "phone", about={"en": masked, "zh": masked}))
    for holding in repository.list_of_holdings(customer_id):
        found += _origins(holding, "holding", _FIELDS_OF_HOLDING)
    for party in repository.list_of_parties(customer_id):
        found += _origins(party, "party", ("role",))
    for booking in repository.list_of_alerts(customer_id):
        amount = money(booking["amount"], booking["currency"])
        place = f" · {booking['place']}" if booking["place"] else ""
        about = {language: f"{text}{place}" for language, text in amount.items()}
        found.append(_whole(booking, "transaction", field="booking", about=about))
    for contact in repository.list_of_contacts(customer_id, MOST_CONTACTS):
        found.append(_whole(contact, "contact", about=contact["subject"]))
    for answer in repository.list_of_surveys(customer_id, MOST_SURVEYS):
        of_five = f"{answer['perceived'].normalize():f}"
        found.append(_whole(answer, "survey", about=both(f"{of_five} of 5", f"{of_five} 分（满分 5 分）")))
    return Origins(origins=tuple(found))


def _whole(row: Row, kind: str, *, field: str = "", about: LocalText) -> Origin:
    """Return where a whole record came from, with every column that it was made from."""
    columns = dict.fromkeys(column for names in row["columns"].get(kind, {}).values() for column in names)
    return Origin(
        field=field or kind,
        source=row["source_code"],
        source_name=row["source_name"],
        file=row["file"],
        line=row["line"],
        columns=tuple(columns),
        as_of_at=row.get("source_at") or row["file_as_of_at"],
        loaded_at=row["loaded_at"],
        about=dict(about),
        at=row.get("own_at"),
    )


def _place(kind: str) -> int:
    return _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def _origins(row: Row, kind: str, fields: Sequence[str]) -> Iterable[Origin]:
    columns = row["columns"].get(kind, {})
    as_of_at = row.get("source_at") or row.get("own_as_of_at") or row["file_as_of_at"]
    for field in fields:
        if field in columns:
            yield Origin(
                field=field,
                holding_id=row.get("holding_id"),
                source=row["source_code"],
                source_name=row["source_name"],
                file=row["file"],
                line=row["line"],
                columns=tuple(columns[field]),
                as_of_at=as_of_at,
                loaded_at=row["loaded_at"],
            )

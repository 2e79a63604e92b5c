"""Whom an agent may call, with what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callback_lists import DoNotCallScope
from agent_desktop.contract.customers import CallerOutcome, Tier
from agent_desktop.contract.outgoing import CallableNumber, CallPreview, CallWarning
from agent_desktop.records.alerts.summary import wish_rows
from agent_desktop.records.callbacks.do_not_call import DoNotCallRepository
from agent_desktop.records.calling.hours import clocks_at, warnings_for
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.matching import find_caller
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.numbers import country_of, international, kind_label
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import KINDS, CustomerRepository
from agent_desktop.records.database import table_of
from agent_desktop.records.errors import CustomerNotFoundError


@dataclass(frozen=True, slots=True)
class CallTarget:
    """Somebody who may be called: clear numbers beside what a desktop may see of them. It stays on the server.

    `numbers` are E.164, by the id that the preview names them with (None: the one number that was given).
    """

    preview: CallPreview
    numbers: Mapping[UUID | None, str] = field(default_factory=dict)

    @property
    def customer_id(self) -> UUID | None:
        return self.preview.customer_id


def target_of_customer(session: Session, customer_id: UUID, *, at: datetime, hours: tuple[time, time]) -> CallTarget:
    """Return a customer with all their numbers, the mobile first.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    row = CustomerRepository(session).find_customer(customer_id)
    if row is None:
        raise CustomerNotFoundError(customer_id)
    found = session.execute(
        sa.select(PhoneNumberRow.phone_number_id, PhoneNumberRow.number, PhoneNumberRow.kind).where(
            of_person(table_of(PhoneNumberRow).c.customer_id)
        ),
        {"of_customer": customer_id},
    ).all()
    wishes = _wishes_of(session, customer_id)
    order = {kind: place for place, kind in enumerate(KINDS)}
    ranked = sorted(found, key=lambda each: (order.get(each.kind, len(order)), each.number))
    ranked = list({each.number: each for each in reversed(ranked)}.values())[::-1]  # several accounts may have it
    listed = DoNotCallRepository(session).list_open(customer_id, [each.number for each in ranked])
    numbers = tuple(
        _shown(
            each.number, at, wishes, hours, number_id=each.phone_number_id, label=kind_label(each.kind), listed=listed
        )
        for each in ranked
    )
    return CallTarget(
        CallPreview(
            customer_id=row["customer_id"],
            name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
            name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
            tier=row["tier"],
            wishes=wishes,
            numbers=numbers,
            own_numbers=(),
        ),
        {each.phone_number_id: each.number for each in ranked},
    )


def _wishes_of(session: Session, customer_id: UUID) -> tuple[LocalText, ...]:
    """What the person wished for, in whichever of their accounts; when they want no call is put into words too."""
    customers = table_of(CustomerRow)
    columns = (customers.c.wishes, customers.c.calls_from, customers.c.calls_until)
    query = sa.select(*columns).where(of_person(customers.c.customer_id)).order_by(customers.c.customer_id)
    wishes: list[LocalText] = []
    for row in session.execute(query, {"of_customer": customer_id}):
        hours = [wish.title for wish in wish_rows(row.calls_from, row.calls_until)]
        wishes += [wish for wish in (*row.wishes, *hours) if wish not in wishes]
    return tuple(wishes)


def target_of_number(
    session: Session,
    number: str,
    *,
    customer_id: UUID | None,
    at: datetime,
    hours: tuple[time, time],
    options: ProfileOptions,
    clear: bool,
) -> CallTarget:
    """Return whoever has an E.164 number, the customer `customer_id` where that is known. A number that the agent
    typed themselves is shown as it is (`clear`)."""
    if customer_id is None:
        match = find_caller(session, number, "", at=at, options=options)
        customer_id = match.customer_ids[0] if match.outcome is CallerOutcome.MATCHED else None
    row = None if customer_id is None else CustomerRepository(session).find_customer(customer_id)
    wishes = () if customer_id is None or row is None else _wishes_of(session, customer_id)
    listed = DoNotCallRepository(session).list_open(customer_id if row is not None else None, [number])
    shown = _shown(number, at, wishes, hours, clear=clear, listed=listed)
    preview = CallPreview(
        customer_id=None if row is None else row["customer_id"],
        name="" if row is None else shown_name(row["title"], row["name_latin"], row["name_chinese"]),
        name_chinese="" if row is None else shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
        tier=Tier.STANDARD if row is None else row["tier"],
        wishes=wishes,
        numbers=(shown,),
        own_numbers=(),
    )
    return CallTarget(preview, {None: number})


def _shown(
    number: str,
    at: datetime,
    wishes: tuple[LocalText, ...],
    hours: tuple[time, time],
    *,
    number_id: UUID | None = None,
    label: LocalText | None = None,
    clear: bool = False,
    listed: Sequence[sa.RowMapping] = (),
) -> CallableNumber:
    clocks = clocks_at(number, at)
    return CallableNumber(
        number_id=number_id,
        label=label or {},
        masked=international(number) if clear else mask_phone(number),
        country=country_of(number),
        local_at=clocks[0] if len(clocks) == 1 else None,
        warnings=(*_list_warnings(number, listed), *warnings_for(clocks, wishes, hours)),
    )


def _list_warnings(number: str, listed: Sequence[sa.RowMapping]) -> tuple[CallWarning, ...]:
    """Return what the lists of who is not to be called say of a person's number."""
    scopes = {row["scope"] for row in listed if row["customer_id"] is not None or row["number"] == number}
    if DoNotCallScope.ALL in scopes:
        return (CallWarning.DO_NOT_CALL,)
    return (CallWarning.NO_MARKETING,) if DoNotCallScope.MARKETING in scopes else ()

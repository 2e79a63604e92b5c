"""What a form for a complaint starts with: from the profile, the script and the call. Nothing is asked twice."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_form import (
    ComplaintPrefill,
    OwnerChoice,
    ReplyWay,
    SubjectTransaction,
    SubjectTransactions,
)
from agent_desktop.contract.complaints import ReplyChannel
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.access import Asking
from agent_desktop.records.complaints.fields import SubjectRepository
from agent_desktop.records.complaints.lists import count_repeats
from agent_desktop.records.complaints.owning import rank_owners
from agent_desktop.records.complaints.region import region_of
from agent_desktop.records.complaints.repository import ComplaintRepository
from agent_desktop.records.complaints.showing import glances, language_of, masked_ways
from agent_desktop.records.customers.names import shown_name
from agent_desktop.records.customers.repository import CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.records.script_runs.repository import ScriptRunRepository

MOST_EARLIER: Final = 10
_CHANNELS: Final[Mapping[str, tuple[ReplyChannel, ...]]] = {
    "phone:mobile": (ReplyChannel.PHONE, ReplyChannel.MESSAGE),
    "phone:home": (ReplyChannel.PHONE,),
    "phone:work": (ReplyChannel.PHONE,),
    "email": (ReplyChannel.EMAIL,),
    "address": (ReplyChannel.LETTER,),
}
"""By what ways the answer may go to a number or address on record."""


def prefill(session: Session, customer_id: UUID | None, call_id: UUID | None, asking: Asking) -> ComplaintPrefill:
    """Return what the form starts with. Without a customer it is the one whom the call is from. The look is audited.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    link = find_link(session, call_id) if call_id is not None and customer_id is None else None
    customer_id = customer_id or (link.customer_id if link is not None else None)
    row = CustomerRepository(session).find_customer(customer_id) if customer_id is not None else None
    if customer_id is not None and row is None:
        raise CustomerNotFoundError(customer_id)
    words, category = _from_script(session, call_id, asking) if call_id is not None else ("", "")
    owners = rank_owners(session, asking, category)
    choices = tuple(
        OwnerChoice(
            owner_id=each.user_id, name=each.name, team=each.team, open_count=count, proposed=place == 0 and may
        )
        for place, (each, count, may) in enumerate(owners)
    )
    plan = asking.book.plan
    if row is None:
        return ComplaintPrefill(
            call_id=call_id, category_code=category, words=words, currency=asking.options.base_currency,
            region=plan.default_region, owners=choices,
        )  # fmt: skip
    earlier = ComplaintRepository(session).list_of_person(row["customer_id"])
    shown = sorted(earlier, key=lambda each: each.ended_at is not None)[:MOST_EARLIER]
    ids: list[JsonValue] = [str(each.complaint_id) for each in shown]
    record_look(
        session, at=asking.at, by=asking.who.user_id, what="complaint.prefilled", record_kind="customer",
        record_id=row["customer_id"], call_id=call_id, detail={"complaint_ids": ids},
    )  # fmt: skip
    return ComplaintPrefill(
        customer_id=row["customer_id"],
        customer_name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
        call_id=call_id,
        category_code=category,
        words=words,
        currency=asking.options.base_currency,
        region=region_of(session, row["customer_id"], asking),
        vulnerable=_is_vulnerable(row),
        language=language_of(row),
        reply_ways=_ways(row),
        owners=choices,
        earlier=glances(session, shown, asking),
        earlier_count=len(earlier),
        repeats_90_days=count_repeats(earlier, asking.at),
    )


def last_transactions(session: Session, customer_id: UUID, holding_id: UUID, asking: Asking) -> SubjectTransactions:
    """Return the newest bookings of an account of the customer's; the look is audited.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    if not CustomerRepository(session).exists(customer_id):
        raise CustomerNotFoundError(customer_id)
    rows = SubjectRepository(session).last_bookings(customer_id, holding_id)
    record_look(
        session, at=asking.at, by=asking.who.user_id, what="transactions.listed", record_kind="customer",
        record_id=customer_id, detail={"holding_id": str(holding_id)},
    )  # fmt: skip
    return SubjectTransactions(
        transactions=tuple(
            SubjectTransaction(
                transaction_id=row["transaction_id"],
                holding_id=row["holding_id"],
                booked_at=row["booked_at"],
                amount=row["amount"],
                currency=row["currency"],
                text=row["text"],
            )
            for row in rows
        )
    )


def _from_script(session: Session, call_id: UUID, asking: Asking) -> tuple[str, str]:
    """Return what the customer said happened, and which category the answers mean, from the call's script run."""
    run = ScriptRunRepository(session).find_of_call(call_id)
    if run is None:
        return "", ""
    rules = asking.book.plan.prefill
    said = next((text for name in rules.words if (text := _text(run.answers, name))), "")
    codes = [rules.categories.get(_text(run.answers, name), "") for name in rules.category_answers]
    return said, next((code for code in codes if code), "")


def _text(answers: Mapping[str, Any], name: str) -> str:
    value = answers.get(name)
    return value.strip() if isinstance(value, str) else ""


def _is_vulnerable(row: sa.RowMapping) -> bool:
    accounts = row["by_account"] or [[row["needs"], None]]
    return any(needs for needs, _ in accounts)


def _ways(row: sa.RowMapping) -> tuple[ReplyWay, ...]:
    masked = masked_ways(row)
    return tuple(
        ReplyWay(channel=channel, way_id=way_id, masked=masked[way_id])
        for way_id, channels in _CHANNELS.items()
        if way_id in masked
        for channel in channels
    )

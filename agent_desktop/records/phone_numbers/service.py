"""The numbers of a customer, and the end of one. A number identifies who calls: one that is not theirs pops a stranger.

Never commits. A number that a person ended does not come back with the next extract of the same source: only where a
person says so, or where the source has left it out once and has it anew (`sources.lists`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.phone_numbers import CurrentNumber, CustomerNumbers, EndedNumber, NumberEnd
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.customers.numbers import kind_label, normalise
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.repository import KINDS, CustomerRepository
from agent_desktop.records.errors import CustomerNotFoundError, NumberNotRestorableError, NumberNotTheirsError
from agent_desktop.records.own import OWN_SOURCE
from agent_desktop.records.phone_numbers.repository import PhoneNumberRepository

_ORDER: Final = {kind: place for place, kind in enumerate(KINDS)}


def numbers_of(session: Session, customer_id: UUID, *, calling: str, options: ProfileOptions) -> CustomerNumbers:
    """Return all numbers of a customer, masked. `calling` is the number of the call that is asked about, or empty.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    repository = PhoneNumberRepository(session)
    if not CustomerRepository(session).exists(customer_id):
        raise CustomerNotFoundError(customer_id)
    from_number = normalise(calling, options.region) or ""
    current = _once(sorted(repository.list_current(customer_id), key=_likely))
    has = {row["number"] for row in current}
    ended = _once(sorted(repository.list_former(customer_id), key=_newest_end))
    others = repository.count_others(customer_id, has)
    return CustomerNumbers(
        customer_id=customer_id,
        current=tuple(
            CurrentNumber(
                number_id=row["phone_number_id"],
                label=kind_label(row["kind"]),
                masked=mask_phone(row["number"]),
                valid_from=row["valid_from"],
                noted=row["source"] == OWN_SOURCE,
                others=others.get(row["number"], 0),
                calling=row["number"] == from_number,
            )
            for row in current
        ),
        ended=tuple(
            EndedNumber(
                former_id=row["former_number_id"],
                label=kind_label(row["kind"]),
                masked=mask_phone(row["number"]),
                valid_from=row["valid_from"],
                valid_until=row["valid_until"],
                end=row["end_kind"],
                kept_out=row["kept_out"],
                calling=row["number"] == from_number,
            )
            for row in ended
            if row["number"] not in has  # another account of the person has it still
        ),
    )


def end_number(
    session: Session,
    customer_id: UUID,
    number_id: UUID,
    *,
    end: NumberEnd,
    at: datetime,
    by: UUID,
    call_id: UUID | None,
    options: ProfileOptions,
) -> None:
    """Have a number be no longer the customer's from the bank's own day of `at` on, in all accounts of the person.

    Raises:
        NumberNotTheirsError: They have no such number now.
    """
    repository = PhoneNumberRepository(session)
    rows = repository.list_current(customer_id)
    number = next((row["number"] for row in rows if row["phone_number_id"] == number_id), None)
    accounts = (
        [] if number is None else repository.end(customer_id, number, end=end, on=options.day_of(at), at=at, by=by)
    )
    if not accounts:
        raise NumberNotTheirsError
    _audit(session, "number.ended", customer_id, accounts, at, by, call_id, {"end": end.value})


def restore_number(
    session: Session, customer_id: UUID, former_id: UUID, *, at: datetime, by: UUID, call_id: UUID | None
) -> None:
    """Have a number that a person ended be the customer's again.

    Raises:
        NumberNotRestorableError: No person ended it, or it is theirs again.
    """
    repository = PhoneNumberRepository(session)
    rows = repository.list_former(customer_id)
    number = next((row["number"] for row in rows if row["former_number_id"] == former_id), None)
    accounts = [] if number is None else repository.restore(customer_id, number, own_source=OWN_SOURCE)
    if not accounts:
        raise NumberNotRestorableError
    _audit(session, "number.restored", customer_id, accounts, at, by, call_id, {})


def _likely(row: sa.RowMapping) -> tuple[int, str, str]:
    return _ORDER.get(row["kind"], len(_ORDER)), row["number"], str(row["phone_number_id"])


def _newest_end(row: sa.RowMapping) -> tuple[int, bool, str, str]:
    return -row["valid_until"].toordinal(), row["ended_at"] is None, row["number"], str(row["former_number_id"])


def _once(rows: Sequence[sa.RowMapping]) -> list[sa.RowMapping]:
    """Several accounts of a person may have the same number: the first row of each."""
    found: dict[str, sa.RowMapping] = {}
    for row in rows:
        found.setdefault(row["number"], row)
    return list(found.values())


def _audit(
    session: Session,
    what: str,
    customer_id: UUID,
    accounts: Sequence[UUID],
    at: datetime,
    by: UUID,
    call_id: UUID | None,
    more: dict[str, JsonValue],
) -> None:
    """Ids and field names only: the number itself stands with the customer."""
    of: list[JsonValue] = [str(each) for each in sorted(accounts)]
    record_change(
        session,
        at=at,
        by=by,
        what=what,
        record_kind="customer",
        record_id=customer_id,
        call_id=call_id,
        detail={"accounts": of, **more},
    )

"""Every query on the numbers that one person has and had, over all their accounts."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.phone_numbers import NumberEnd
from agent_desktop.records.consolidation.people import of_person, person_of
from agent_desktop.records.customers.folding import search_keys_of
from agent_desktop.records.customers.models import (
    SORT_START,
    CustomerRow,
    FormerNumberRow,
    PhoneNumberRow,
    SearchKeyRow,
)
from agent_desktop.records.database import table_of

_CUSTOMERS: Final = table_of(CustomerRow)
_NUMBERS: Final = table_of(PhoneNumberRow)
_FORMER: Final = table_of(FormerNumberRow)
_KEYS: Final = table_of(SearchKeyRow)
_MOVED: Final = ("customer_id", "number", "kind", "source", "valid_from", "file_id", "line")
"""What a number takes along when it ends, and brings back."""


class PhoneNumberRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_current(self, customer_id: UUID) -> Sequence[sa.RowMapping]:
        """Return every row of `customer_phone_numbers` of the person who has this account."""
        query = sa.select(_NUMBERS).where(of_person(_NUMBERS.c.customer_id))
        return self._all(query, customer_id)

    def list_former(self, customer_id: UUID) -> Sequence[sa.RowMapping]:
        """Return every row of `customer_former_numbers` of that person."""
        query = sa.select(_FORMER).where(of_person(_FORMER.c.customer_id))
        return self._all(query, customer_id)

    def count_others(self, customer_id: UUID, numbers: Collection[str]) -> dict[str, int]:
        """Return how many other people have each of these E.164 numbers, of those that somebody else has."""
        person = person_of(_NUMBERS.c.customer_id)
        query = (
            sa.select(_NUMBERS.c.number, sa.func.count(sa.distinct(person)).label("people"))
            .where(_NUMBERS.c.number.in_(list(numbers)), sa.not_(of_person(_NUMBERS.c.customer_id)))
            .group_by(_NUMBERS.c.number)
        )
        return {row["number"]: row["people"] for row in self._all(query, customer_id)}

    def end(self, customer_id: UUID, number: str, *, end: NumberEnd, on: date, at: datetime, by: UUID) -> list[UUID]:
        """Have an E.164 number be no longer that person's, in each account; return the accounts that had it."""
        theirs = sa.and_(of_person(_NUMBERS.c.customer_id), _NUMBERS.c.number == number)
        gone = self._all(
            sa.delete(_NUMBERS).where(theirs).returning(*(_NUMBERS.c[name] for name in _MOVED)), customer_id
        )
        for row in gone:
            ended = {
                "valid_until": on,
                "ended_at": at,
                "ended_by": by,
                "end_kind": end,
                "kept_out": not row["source"],
            }
            kept = insert(FormerNumberRow).values(**row, **ended)
            changed = {name: kept.excluded[name] for name in (*row, *ended) if name not in ("customer_id", "number")}
            self._session.execute(
                kept.on_conflict_do_update(index_elements=[_FORMER.c.customer_id, _FORMER.c.number], set_=changed)
            )
        accounts = [row["customer_id"] for row in gone]
        for key in search_keys_of(phone_numbers=[number]):
            named = (_KEYS.c.kind == key.kind, _KEYS.c.key == key.key)
            self._session.execute(sa.delete(_KEYS).where(_KEYS.c.customer_id.in_(accounts), *named))
        return accounts

    def restore(self, customer_id: UUID, number: str, *, own_source: str) -> list[UUID]:
        """Have an E.164 number that a person ended be that person's again, as it was; return the accounts that have it.

        One that its source has left out meanwhile comes back as noted here (`own_source`): else the next load would end
        it anew.
        """
        ended = sa.and_(of_person(_FORMER.c.customer_id), _FORMER.c.number == number, _FORMER.c.ended_at.is_not(None))
        columns = (*(_FORMER.c[name] for name in _MOVED), _FORMER.c.kept_out)
        back = self._all(sa.delete(_FORMER).where(ended).returning(*columns), customer_id)
        for row in back:
            values = {name: row[name] for name in _MOVED}
            if not row["kept_out"]:
                values |= {"source": own_source, "file_id": None, "line": None}
            self._session.execute(insert(PhoneNumberRow).values(**values).on_conflict_do_nothing())
            query = sa.select(_CUSTOMERS.c.sort_key).where(_CUSTOMERS.c.customer_id == row["customer_id"])
            start = self._session.execute(query).scalar_one()[:SORT_START]
            keys = [
                {"customer_id": row["customer_id"], "kind": key.kind, "key": key.key, "sort_start": start}
                for key in search_keys_of(phone_numbers=[number])
            ]
            self._session.execute(insert(_KEYS).on_conflict_do_nothing(), keys)
        return [row["customer_id"] for row in back]

    def _all(self, statement: sa.Executable, customer_id: UUID) -> Sequence[sa.RowMapping]:
        values: dict[str, Any] = {"of_customer": customer_id}
        return self._session.execute(statement, values).mappings().all()

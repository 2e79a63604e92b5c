"""Who does not wish to be called: kept by customer, by number, and in the words of their wishes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import DoNotCall, DoNotCallList, DoNotCallScope
from agent_desktop.contract.callbacks import OPEN_STATES
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.callbacks.book import NamesOf
from agent_desktop.records.callbacks.models import CallbackRow, DoNotCallRow
from agent_desktop.records.consolidation.people import of_person, person_of
from agent_desktop.records.customers.masking import mask_phone
from agent_desktop.records.database import table_of

_LIST: Final = table_of(DoNotCallRow)
_BACK: Final = table_of(CallbackRow)


class DoNotCallRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_open(self, customer_id: UUID | None, numbers: Sequence[str]) -> Sequence[sa.RowMapping]:
        """Return what a person wished by any of their accounts, and whoever has one of the numbers (E.164)."""
        whose: list[sa.ColumnElement[bool]] = [_LIST.c.number.in_([number for number in numbers if number])]
        values = {}
        if customer_id is not None:
            whose.append(of_person(_LIST.c.customer_id))
            values["of_customer"] = customer_id
        query = sa.select(*_LIST.columns).where(_LIST.c.ended_at.is_(None), sa.or_(*whose))
        return self._session.execute(query.order_by(_LIST.c.since_at, _LIST.c.entry_id), values).mappings().all()

    def add(self, row: DoNotCallRow) -> None:
        self._session.add(row)
        self._session.flush()

    def lock(self, entry_id: UUID) -> DoNotCallRow | None:
        query = sa.select(DoNotCallRow).where(DoNotCallRow.entry_id == entry_id).with_for_update()
        return self._session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def is_on_list(session: Session, customer_id: UUID | None, number: str, *, marketing: bool) -> bool:
    """Say whether a call to this person, or number, is one that they do not wish."""
    rows = DoNotCallRepository(session).list_open(customer_id, [number])
    return any(marketing or row["scope"] is DoNotCallScope.ALL for row in rows)


def add_do_not_call(
    session: Session,
    *,
    customer_id: UUID | None,
    number: str,
    scope: DoNotCallScope,
    words: str,
    by: UUID,
    at: datetime,
) -> UUID:
    """Keep that somebody does not wish to be called; one who said the same before is not kept twice."""
    repository = DoNotCallRepository(session)
    for row in repository.list_open(customer_id, [number]):
        if row["scope"] is scope and (row["customer_id"] is not None) is (customer_id is not None):
            known: UUID = row["entry_id"]
            return known
    entry_id = uuid4()
    repository.add(
        DoNotCallRow(
            entry_id=entry_id,
            customer_id=customer_id,
            number="" if customer_id is not None else number,
            scope=scope,
            since_at=at,
            by_id=by,
            words=words.strip(),
        )
    )
    _look_anew(session, customer_id, "" if customer_id is not None else number)
    _audit(session, "do_not_call.added", entry_id, customer_id, scope, by, at)
    return entry_id


def end_do_not_call(session: Session, entry_id: UUID, *, words: str, by: UUID, at: datetime) -> bool:
    """Somebody may be called again. False where there is no such wish, or it had ended."""
    row = DoNotCallRepository(session).lock(entry_id)
    if row is None or row.ended_at is not None:
        return False
    row.ended_at, row.ended_by, row.ended_words = at, by, words.strip()
    session.flush()
    _look_anew(session, row.customer_id, row.number)
    _audit(session, "do_not_call.ended", entry_id, row.customer_id, row.scope, by, at)
    return True


def list_do_not_call(session: Session, customer_id: UUID, names_of: NamesOf) -> DoNotCallList:
    """Return what a customer wished."""
    rows = DoNotCallRepository(session).list_open(customer_id, [])
    names = names_of({row["by_id"] for row in rows})
    return DoNotCallList(entries=tuple(_shown(row, names.get(row["by_id"], "")) for row in rows))


def read_do_not_call(session: Session, entry_id: UUID, names_of: NamesOf) -> DoNotCall | None:
    """Return one as it stands, ended or not."""
    row = session.execute(sa.select(*_LIST.columns).where(_LIST.c.entry_id == entry_id)).mappings().one_or_none()
    return None if row is None else _shown(row, names_of({row["by_id"]}).get(row["by_id"], ""))


def _look_anew(session: Session, customer_id: UUID | None, number: str) -> None:
    """Have telephony be told anew of what is open for a person, or a number: they wish it otherwise now."""
    whose = _BACK.c.number == number
    if customer_id is not None:
        whose = _BACK.c.person_id == person_of(sa.literal(customer_id, sa.Uuid()))
    is_open = _BACK.c.state.in_(sorted(OPEN_STATES))
    session.execute(sa.update(_BACK).where(whose, is_open).values(to_sync=True))


def _shown(row: sa.RowMapping, by_name: str) -> DoNotCall:
    return DoNotCall(
        entry_id=row["entry_id"],
        scope=row["scope"],
        number_masked=mask_phone(row["number"]) if row["number"] else "",
        since_at=row["since_at"],
        by_name=by_name,
        words=row["words"],
    )


def _audit(
    session: Session, what: str, entry_id: UUID, customer_id: UUID | None, scope: DoNotCallScope, by: UUID, at: datetime
) -> None:
    record_change(
        session, at=at, by=by, what=what, record_kind="customer", record_id=customer_id,
        detail={"entry_id": str(entry_id), "scope": scope.value},
    )  # fmt: skip

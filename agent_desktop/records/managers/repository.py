"""Every query on who looks after which customers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of
from agent_desktop.records.managers.models import GivenManagerRow, ManagerChangeRow
from agent_desktop.records.managers.planning import Unassigned

_CUSTOMERS: Final = table_of(CustomerRow)
_AT_ONCE: Final = 5_000
_LOCK: Final = 7_505_021
"""The advisory lock of whoever gives customers a manager: two plans at once would each fill the same room."""

_MERGED: Final = table_of(MergedAccountRow)
_IS_PERSON: Final = ~(
    sa.select(_MERGED.c.customer_id)
    .where(_MERGED.c.customer_id == _CUSTOMERS.c.customer_id, _MERGED.c.lead_id != _MERGED.c.customer_id)
    .exists()
)
"""Of a person with several accounts the leading one counts; routing reads that one's manager."""

_BY_TIER: Final = sa.case(
    {tier: place for place, tier in enumerate((Tier.PLATINUM, Tier.GOLD))}, value=_CUSTOMERS.c.tier, else_=2
)

_ENTER: Final = sa.text(
    """
    WITH wanted AS (
        SELECT * FROM unnest(CAST(:customer_ids AS uuid[]), CAST(:names AS text[])) given (customer_id, new_name)
    ), old AS (
        SELECT c.customer_id, c.manager_name, w.new_name FROM customers c JOIN wanted w USING (customer_id)
        ORDER BY c.customer_id FOR NO KEY UPDATE OF c
    ), entered AS (
        INSERT INTO manager_change_entries (change_id, customer_id, old_name, new_name, was_ours)
        SELECT :change_id, customer_id, manager_name, new_name,
            EXISTS (SELECT FROM given_managers g WHERE g.customer_id = old.customer_id)
        FROM old
    ), given AS (
        INSERT INTO given_managers (customer_id, manager_name, since_at)
        SELECT customer_id, new_name, :at FROM old
        ON CONFLICT (customer_id) DO UPDATE SET manager_name = excluded.manager_name, since_at = excluded.since_at
    )
    UPDATE customers c SET manager_name = old.new_name, version = c.version + 1
    FROM old WHERE c.customer_id = old.customer_id
    """
)
_TAKE_BACK: Final[tuple[str, ...]] = (
    "DROP TABLE IF EXISTS pg_temp.back",
    """
    CREATE TEMPORARY TABLE back ON COMMIT DROP AS
    SELECT e.customer_id, e.old_name, e.was_ours
    FROM manager_change_entries e JOIN customers c USING (customer_id)
    WHERE e.change_id = :change_id AND c.manager_name = e.new_name
        AND NOT EXISTS (
            SELECT FROM manager_change_entries later JOIN manager_changes m ON m.change_id = later.change_id
            WHERE later.customer_id = e.customer_id AND m.at > :at AND m.undone_at IS NULL
        )
    """,
    "DELETE FROM given_managers g USING back WHERE g.customer_id = back.customer_id AND NOT back.was_ours",
    """
    UPDATE given_managers g SET manager_name = back.old_name FROM back
    WHERE g.customer_id = back.customer_id AND back.was_ours
    """,
    """
    UPDATE customers c SET manager_name = back.old_name, version = c.version + 1
    FROM back WHERE c.customer_id = back.customer_id
    """,
)
_KEEP_GIVEN: Final = sa.text(
    """
    UPDATE customers c SET manager_name = g.manager_name, version = c.version + 1
    FROM given_managers g WHERE g.customer_id = c.customer_id AND c.manager_name <> g.manager_name
    """
)


class ManagerRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self) -> None:
        """Let nobody else give anybody a manager before this transaction ends."""
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))

    def counts(self) -> Mapping[str, int]:
        """Return how many people each manager has, by name; those without one are under the empty name."""
        query = sa.select(_CUSTOMERS.c.manager_name, sa.func.count()).where(
            _IS_PERSON, _CUSTOMERS.c.kind != CustomerKind.PROSPECT
        )
        return {name: count for name, count in self._session.execute(query.group_by(_CUSTOMERS.c.manager_name))}  # noqa: C416

    def unassigned(self, tiers: Collection[Tier], kinds: Collection[CustomerKind]) -> Iterator[Unassigned]:
        """Yield who has no manager, of these tiers and kinds, the highest tier first, then by name."""
        query = (
            sa.select(_CUSTOMERS.c.customer_id, _CUSTOMERS.c.kind, _CUSTOMERS.c.tier, _CUSTOMERS.c.languages)
            .where(
                _CUSTOMERS.c.manager_name == "",
                _CUSTOMERS.c.tier.in_(list(tiers)),
                _CUSTOMERS.c.kind.in_(list(kinds)),
                _IS_PERSON,
            )
            .order_by(_BY_TIER, _CUSTOMERS.c.sort_key, _CUSTOMERS.c.customer_id)
            .execution_options(yield_per=_AT_ONCE)
        )
        for row in self._session.execute(query):
            yield Unassigned(row.customer_id, row.kind, row.tier, tuple(row.languages))

    def list_of(self, name: str, *, limit: int, skip: int) -> Sequence[sa.RowMapping]:
        """Return the customers of a manager, the highest tier first, then by name."""
        columns = (
            _CUSTOMERS.c.customer_id,
            _CUSTOMERS.c.kind,
            _CUSTOMERS.c.tier,
            _CUSTOMERS.c.title,
            _CUSTOMERS.c.gender,
            _CUSTOMERS.c.name_latin,
            _CUSTOMERS.c.name_chinese,
            _CUSTOMERS.c.customer_number,
            _CUSTOMERS.c.languages,
        )
        query = sa.select(*columns).where(_CUSTOMERS.c.manager_name == name, _IS_PERSON)
        paged = query.order_by(_BY_TIER, _CUSTOMERS.c.sort_key, _CUSTOMERS.c.customer_id).offset(skip).limit(limit)
        return self._session.execute(paged).mappings().all()

    def ids_of(self, name: str, among: Collection[UUID] | None) -> list[UUID]:
        """Return all customers of a manager, or those `among` some: every account, for a merged person is one."""
        query = sa.select(_CUSTOMERS.c.customer_id).where(_CUSTOMERS.c.manager_name == name)
        if among is not None:
            query = query.where(_CUSTOMERS.c.customer_id.in_(list(among)))
        return list(self._session.execute(query).scalars())

    def enter(self, change: ManagerChangeRow, given: Mapping[UUID, str], at: datetime) -> int:
        """Give these customers these managers by name, as one change; return how many there were."""
        self._session.add(change)
        self._session.flush()
        changed = 0
        ids = sorted(given)
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            values = {"customer_ids": part, "names": [given[one] for one in part]}
            done = self._session.execute(_ENTER, {**values, "change_id": change.change_id, "at": at})
            changed += done.rowcount  # type: ignore[attr-defined]
        return changed

    def lock_change(self, change_id: UUID) -> ManagerChangeRow | None:
        return self._session.get(ManagerChangeRow, change_id, with_for_update=True, populate_existing=True)

    def take_back(self, change: ManagerChangeRow) -> int:
        """Give the customers of a change back whom they had before, but for those changed since; return how many."""
        values = {"change_id": change.change_id, "at": change.at}
        for statement in _TAKE_BACK[:-1]:
            wanted = {name: value for name, value in values.items() if f":{name}" in statement}
            self._session.execute(sa.text(statement), wanted)
        done = self._session.execute(sa.text(_TAKE_BACK[-1]))
        return int(done.rowcount)  # type: ignore[attr-defined]

    def list_changes(self, limit: int) -> Sequence[ManagerChangeRow]:
        """Return the last changes, the newest first."""
        query = sa.select(ManagerChangeRow).order_by(ManagerChangeRow.at.desc(), ManagerChangeRow.change_id)
        return self._session.scalars(query.limit(limit)).all()


def given_since(session: Session, customer_id: UUID, name: str) -> datetime | None:
    """Return since when a customer has the manager of this name, where they were given here."""
    given = sa.and_(GivenManagerRow.customer_id == customer_id, GivenManagerRow.manager_name == name)
    return session.scalars(sa.select(GivenManagerRow.since_at).where(given)).one_or_none()


def keep_given_managers(session: Session) -> int:
    """Have every customer have the manager that was given here, whatever an import said; return how many changed."""
    return int(session.execute(_KEEP_GIVEN).rowcount)  # type: ignore[attr-defined]

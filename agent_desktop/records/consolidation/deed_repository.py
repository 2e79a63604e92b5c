"""Every query on decisions that can be taken back, and on how accounts stand, as JSON and back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.models import LinkDecisionRow, LinkDeedRow, LinkPairRow, MergedAccountRow
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import table_of

_MERGED: Final = table_of(MergedAccountRow)
_PAIRS: Final = table_of(LinkPairRow)
_DECISIONS: Final = table_of(LinkDecisionRow)

Rows = Sequence[dict[str, Any]]


class DeedRepository:
    """What people have said of accounts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: LinkDeedRow) -> None:
        self._session.add(row)
        self._session.flush()

    def find(self, deed_id: UUID) -> LinkDeedRow | None:
        return self._session.get(LinkDeedRow, deed_id)


class StandingRepository:
    """How accounts stand. Rows are JSON: ids as texts, times in ISO 8601; in the order of their keys."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def groups_of(self, accounts: Collection[UUID]) -> list[dict[str, Any]]:
        """Return the rows of every group that one of `accounts` is in, all its accounts with it."""
        leads = sa.select(_MERGED.c.lead_id).where(_MERGED.c.customer_id.in_(list(accounts)))
        return self._rows(sa.select(_MERGED).where(_MERGED.c.lead_id.in_(leads)).order_by(_MERGED.c.customer_id))

    def decisions_about(self, accounts: Collection[UUID]) -> list[dict[str, Any]]:
        """Return what was said of pairs of which one, or both, is among `accounts`."""
        query = sa.select(_DECISIONS).where(_about(accounts)).order_by(_DECISIONS.c.left_id, _DECISIONS.c.right_id)
        return self._rows(query)

    def pairs_among(self, accounts: Collection[UUID]) -> list[dict[str, Any]]:
        """Return the pairs that wait, both of them among `accounts`."""
        ids = list(accounts)
        both = sa.and_(_PAIRS.c.left_id.in_(ids), _PAIRS.c.right_id.in_(ids))
        return self._rows(sa.select(_PAIRS).where(both).order_by(_PAIRS.c.left_id, _PAIRS.c.right_id))

    def are_there(self, accounts: Collection[UUID]) -> bool:
        """Say whether none of these accounts is gone."""
        query = sa.select(sa.func.count()).where(CustomerRow.customer_id.in_(list(accounts)))
        return self._session.scalars(query).one() == len(set(accounts))

    def restore_groups(self, rows: Rows) -> None:
        """Have these accounts be merged when and by whom they were; who is in no group is there no more."""
        self._restore(_MERGED, rows, ("customer_id",))

    def restore_decisions(self, accounts: Collection[UUID], rows: Rows) -> None:
        """Have exactly this be said about `accounts`."""
        self._session.execute(sa.delete(_DECISIONS).where(_about(accounts)))
        self._restore(_DECISIONS, rows, ("left_id", "right_id"))

    def restore_pairs(self, rows: Rows) -> None:
        """Have these pairs wait as they did."""
        self._restore(_PAIRS, rows, ("left_id", "right_id"))

    def _rows(self, query: sa.Select[Any]) -> list[dict[str, Any]]:
        return [
            {name: _as_json(value) for name, value in row.items()} for row in self._session.execute(query).mappings()
        ]

    def _restore(self, table: sa.Table, rows: Rows, key: tuple[str, ...]) -> None:
        if not rows:
            return
        statement = insert(table).values([{name: _as_value(table.c[name], row[name]) for name in row} for row in rows])
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=[table.c[name] for name in key],
                set_={name: statement.excluded[name] for name in rows[0] if name not in key},
            )
        )


def _about(accounts: Collection[UUID]) -> sa.ColumnElement[bool]:
    ids = list(accounts)
    return sa.or_(_DECISIONS.c.left_id.in_(ids), _DECISIONS.c.right_id.in_(ids))


def _as_json(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else value


def _as_value(column: sa.Column[Any], value: Any) -> object:
    if isinstance(value, str) and isinstance(column.type, sa.Uuid):
        return UUID(value)
    if isinstance(value, str) and isinstance(column.type, sa.DateTime):
        return datetime.fromisoformat(value)
    return value

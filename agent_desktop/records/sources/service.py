"""Source systems as people look at them: how they stand, what was refused, and where a value came from."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from agent_desktop.contract.sources import (
    Freshnesses,
    LoadFailure,
    Origin,
    Origins,
    RefusedRow,
    RefusedRows,
    SourceFreshness,
    SourceLoad,
    SourceState,
)
from agent_desktop.records.sources.errors import SourceNotFoundError
from agent_desktop.records.sources.loads import MOST_REJECTS
from agent_desktop.records.sources.repository import SourceRepository
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
)
_FIELDS_OF_HOLDING: Final = ("balance", "product", "number", "currency", "status", "opened_on", "matures_on")
_KINDS: Final = ("mobile", "home", "work")


def source_states(session: Session, *, at: datetime) -> tuple[SourceState, ...]:
    """Return every source system as it stands at `at`."""
    return tuple(_state(row, at) for row in SourceRepository(session).list_sources())


def freshnesses(session: Session, *, at: datetime) -> Freshnesses:
    """Return how new each source is at `at`."""
    rows = SourceRepository(session).list_freshness()
    return Freshnesses(
        sources=tuple(
            SourceFreshness(
                source=row["source_code"],
                name=row["name"],
                as_of_at=row["as_of_at"],
                is_old=_is_old(row, at),
                brings=tuple(row["brings"]),
            )
            for row in rows
        )
    )


def refused_rows(session: Session, source: str) -> RefusedRows:
    """Return what the last good load of `source` refused.

    Raises:
        SourceNotFoundError: There is no such source.
    """
    repository = SourceRepository(session)
    if not repository.exists(source):
        raise SourceNotFoundError(source)
    rows = repository.list_rejects(source, MOST_REJECTS)
    return RefusedRows(
        source=source, count=repository.count_rejects(source), rows=tuple(RefusedRow(**row) for row in rows)
    )


def origins_of_customer(session: Session, customer_id: UUID) -> Origins:
    """Return where the values of the customer column and of each product came from; the number shown is `mobile`."""
    repository = SourceRepository(session)
    row = repository.find_origin_of_customer(customer_id)
    found = list(_origins(row, "customer", _FIELDS_OF_CUSTOMER)) if row is not None else []
    numbers = repository.list_origins_of_numbers(customer_id)
    # The same one as the profile shows.
    first = min(numbers, key=lambda each: (_place(each["kind"]), each["number"]), default=None)
    if first is not None:
        found += [each.model_copy(update={"field": "mobile"}) for each in _origins(first, "phone", ("number",))]
    for holding in repository.list_origins_of_holdings(customer_id):
        found += _origins(holding, "holding", _FIELDS_OF_HOLDING)
    return Origins(origins=tuple(found))


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


def _is_old(row: Row, at: datetime) -> bool:
    as_of_at: datetime | None = row["as_of_at"]
    return as_of_at is not None and at - as_of_at > timedelta(seconds=row["old_after_seconds"])


def _state(row: Row, at: datetime) -> SourceState:
    last = None
    if row["load_load_id"] is not None:
        last = SourceLoad(
            load_id=row["load_load_id"],
            kind=row["load_load_kind"],
            finished_at=row["load_finished_at"],
            read=row["own_read"],
            rejected=row["own_rejected"],
            inserted=row["load_inserted_count"],
            updated=row["load_updated_count"],
            removed=row["load_removed_count"],
            older=row["load_older_count"],
        )
    failed = None
    if row["failure"]:
        failed = LoadFailure(at=row["failed_at"], code=row["failure"], details=row["failure_details"])
    return SourceState(
        source=row["source_code"],
        name=row["name"],
        group=row["group"],
        live=row["live"],
        as_of_at=row["as_of_at"],
        is_old=_is_old(row, at),
        last=last,
        failed=failed,
    )

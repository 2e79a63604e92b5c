"""Source systems as people look at them: how they stand, and what was refused."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from agent_desktop.contract.sources import (
    Freshnesses,
    LoadFailure,
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

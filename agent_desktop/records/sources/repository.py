"""Every query on source systems, their loads and refused rows."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.database import table_of
from agent_desktop.records.sources.models import LoadRow, RejectRow, SourceFileRow, SourceRow

_SOURCES: Final = table_of(SourceRow)
_LOADS: Final = table_of(LoadRow)
_FILES: Final = table_of(SourceFileRow)
_REJECTS: Final = table_of(RejectRow)

_LAST: Final = (
    sa.select(
        _FILES.c.load_id,
        sa.func.sum(_FILES.c.read_count).label("own_read"),
        sa.func.sum(_FILES.c.rejected_count).label("own_rejected"),
    )
    .where(_FILES.c.source_code == _SOURCES.c.source_code)
    .group_by(_FILES.c.load_id)
    .order_by(sa.func.max(_FILES.c.file_id).desc())
    .limit(1)
    .correlate(_SOURCES)
    .lateral("last")
)
_NEWEST: Final = (
    sa.select(_LOADS.c.finished_at, _LOADS.c.failure, _LOADS.c.failure_details)
    .where(_LOADS.c.systems.contains(sa.func.to_jsonb(sa.cast(_SOURCES.c.source_code, sa.Text))))
    .order_by(_LOADS.c.started_at.desc())
    .limit(1)
    .correlate(_SOURCES)
    .lateral("newest")
)


class SourceRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_sources(self) -> Sequence[sa.RowMapping]:
        """Return each source with the columns of its last good load, and of its newest load's failure."""
        load = [column.label(f"load_{column.name}") for column in _LOADS.columns]
        query = (
            sa.select(
                *_SOURCES.columns,
                *load,
                _LAST.c.own_read,
                _LAST.c.own_rejected,
                _NEWEST.c.failure,
                _NEWEST.c.failure_details,
                _NEWEST.c.finished_at.label("failed_at"),
            )
            .select_from(_SOURCES)
            .outerjoin(_LAST, sa.true())
            .outerjoin(_LOADS, _LOADS.c.load_id == _LAST.c.load_id)
            .outerjoin(_NEWEST, sa.true())
            .order_by(_SOURCES.c.source_code)
        )
        return self._session.execute(query).mappings().all()

    def list_freshness(self) -> Sequence[sa.RowMapping]:
        return self._session.execute(sa.select(*_SOURCES.columns).order_by(_SOURCES.c.source_code)).mappings().all()

    def exists(self, source: str) -> bool:
        query = sa.select(_SOURCES.c.name).where(_SOURCES.c.source_code == source)
        return self._session.execute(query).first() is not None

    def list_rejects(self, source: str, limit: int) -> Sequence[sa.RowMapping]:
        """Return the first refused rows of a source's last good load."""
        last = (
            sa.select(_FILES.c.load_id)
            .where(_FILES.c.source_code == source)
            .order_by(_FILES.c.file_id.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            sa.select(_FILES.c.name.label("file"), _REJECTS.c.line, _REJECTS.c.column, _REJECTS.c.reason)
            .join(_FILES, _FILES.c.file_id == _REJECTS.c.file_id)
            .where(_FILES.c.load_id == last, _FILES.c.source_code == source)
            .order_by(_FILES.c.file_id, _REJECTS.c.line)
            .limit(limit)
        )
        return self._session.execute(query).mappings().all()

    def count_rejects(self, source: str) -> int:
        """Return how many rows of a source's last good load were refused."""
        query = (
            sa.select(sa.func.sum(_FILES.c.rejected_count))
            .where(_FILES.c.source_code == source)
            .group_by(_FILES.c.load_id)
            .order_by(sa.func.max(_FILES.c.file_id).desc())
            .limit(1)
        )
        return int(self._session.execute(query).scalar() or 0)

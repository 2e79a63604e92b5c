"""The statements on the audit: adding, and reading what was changed. Nothing is ever changed or removed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.database import table_of

_ADD: Final = sa.insert(table_of(AuditRow)).execution_options(later=True)


class AuditRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, entry: dict[str, Any]) -> None:
        """Add one entry, given by column."""
        self._session.execute(_ADD, entry)

    def list_changes(self, what: str, record_id: UUID, limit: int) -> Sequence[AuditRow]:
        """List the entries of one kind about one record, the newest first."""
        mine = sa.select(AuditRow).where(AuditRow.record_id == record_id, AuditRow.what == what)
        return self._session.scalars(mine.order_by(AuditRow.at.desc()).limit(limit)).all()

    def list_changes_of(self, whats: Collection[str], record_id: UUID, limit: int) -> Sequence[AuditRow]:
        """List the entries of several kinds about one record, the newest first."""
        mine = sa.select(AuditRow).where(AuditRow.record_id == record_id, AuditRow.what.in_(whats))
        return self._session.scalars(mine.order_by(AuditRow.at.desc()).limit(limit)).all()

    def count_by_detail(self, what: str, name: str, since: datetime) -> dict[str, tuple[int, int]]:
        """Count the entries of one kind by a value of their detail: all, and the calls that they were in."""
        value = AuditRow.detail[name].astext
        counted = sa.select(value, sa.func.count(), sa.func.count(AuditRow.call_id.distinct()))
        found = counted.where(AuditRow.what == what, AuditRow.at >= since).group_by(value)
        return {str(key): (count, calls) for key, count, calls in self._session.execute(found)}

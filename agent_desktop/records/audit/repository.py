"""The one statement on the audit: adding. Nothing is ever changed or removed."""

from typing import Any, Final

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

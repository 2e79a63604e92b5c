"""Every query on definitions of service levels."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.figures.levels import LevelChoice, LevelTimeline
from agent_desktop.records.figures.models import LevelDefinitionRow

_LOCK: Final = sa.text("SELECT pg_advisory_xact_lock(hashtext('level_definitions'))")


class LevelRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_all(self) -> Sequence[LevelDefinitionRow]:
        """List every definition that was ever given, the newest first."""
        query = sa.select(LevelDefinitionRow).order_by(LevelDefinitionRow.version.desc())
        return self._session.scalars(query).all()

    def timeline(self) -> LevelTimeline:
        """Return all of them by queue and day."""
        return LevelTimeline(choice_of(row) for row in self.list_all())

    def lock_newest(self) -> int:
        """Return the newest version, 0 for none; nobody else gives one until the transaction ends."""
        self._session.execute(_LOCK)
        return self._session.scalar(sa.select(sa.func.max(LevelDefinitionRow.version))) or 0

    def add(self, row: LevelDefinitionRow) -> None:
        self._session.add(row)
        self._session.flush()


def choice_of(row: LevelDefinitionRow) -> LevelChoice:
    """Return a definition without who made it and why."""
    return LevelChoice(
        version=row.version,
        queue=row.queue_code,
        from_day=row.from_day,
        variant=row.variant,
        answer_seconds=row.answer_seconds,
        short_seconds=row.short_seconds,
        target_percent=row.target_percent,
    )

"""Every query on the nights of consolidation: who runs one, how far it is, what came of it."""

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.records.consolidation.models import ConsolidationNightRow
from agent_desktop.records.database import table_of

_NIGHTS: Final = table_of(ConsolidationNightRow)
_LET_GO: Final = datetime(2000, 1, 1, tzinfo=UTC)


class NightRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, night: date, owner: UUID, *, at: datetime, given_up_before: datetime) -> bool:
        """Have `owner` run a night that nobody has; or that somebody has begun, and not spoken since `given_up_before`.

        The database lets one of several who ask at once.
        """
        begun = {"owner": owner, "started_at": at, "beat_at": at, "step": "", "step_number": 0, "steps": 0}
        statement = insert(_NIGHTS).values(night=night, **begun)
        claim = statement.on_conflict_do_update(
            index_elements=[_NIGHTS.c.night],
            set_=begun,
            where=sa.and_(_NIGHTS.c.finished_at.is_(None), _NIGHTS.c.beat_at < given_up_before),
        )
        return self._session.execute(claim.returning(_NIGHTS.c.night)).first() is not None

    def beat(self, night: date, owner: UUID, *, at: datetime, step: tuple[str, int, int] | None) -> bool:
        """Say that it goes on, and where it is; say whether it is `owner`'s still."""
        values: dict[str, Any] = {"beat_at": at}
        if step is not None:
            values |= {"step": step[0], "step_number": step[1], "steps": step[2]}
        return self._change(night, owner, values)

    def end(
        self, night: date, owner: UUID, *, at: datetime, consolidation_id: UUID | None = None, failure: str = ""
    ) -> bool:
        """Keep what came of it: a run, or the code of a failure."""
        return self._change(
            night,
            owner,
            {"finished_at": at, "beat_at": at, "consolidation_id": consolidation_id, "failure": failure},
        )

    def let_go(self, night: date, owner: UUID) -> bool:
        """Let anybody else begin it anew, at once."""
        return self._change(night, owner, {"beat_at": _LET_GO})

    def find_last(self) -> ConsolidationNightRow | None:
        return self._session.scalars(
            sa.select(ConsolidationNightRow).order_by(ConsolidationNightRow.night.desc()).limit(1)
        ).first()

    def _change(self, night: date, owner: UUID, values: dict[str, Any]) -> bool:
        change = sa.update(_NIGHTS).where(
            _NIGHTS.c.night == night, _NIGHTS.c.owner == owner, _NIGHTS.c.finished_at.is_(None)
        )
        return self._session.execute(change.values(**values).returning(_NIGHTS.c.night)).first() is not None

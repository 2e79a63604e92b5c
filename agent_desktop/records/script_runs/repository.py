"""Every query on script runs."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.interactions import ScriptRun
from agent_desktop.records.script_runs.models import ScriptRunRow

_FIND: Final = (
    sa.select(ScriptRunRow)
    .where(ScriptRunRow.interaction_id == sa.bindparam("of_part"))
    .execution_options(populate_existing=True)
)


class ScriptRunRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, interaction_id: UUID) -> ScriptRunRow | None:
        """Return an interaction's run as it stands in the database now."""
        return self._session.scalars(_FIND, {"of_part": interaction_id}).one_or_none()

    def add(self, row: ScriptRunRow) -> None:
        self._session.add(row)
        self._session.flush()


def shown_run(row: ScriptRunRow) -> ScriptRun:
    """Return a run as the contract has it."""
    return ScriptRun(
        script_id=row.script_id,
        version=row.script_version,
        step_id=row.step_id,
        answers=row.answers,
        said=row.said,
        step_times=row.step_times,
        outcome=row.outcome,
    )

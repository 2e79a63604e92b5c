"""Every query on script runs."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.interactions import ScriptRun
from agent_desktop.records.interactions.models import InteractionRow
from agent_desktop.records.script_runs.models import ScriptRunRow, ScriptSwitchRow

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

    def find_of_call(self, call_id: UUID) -> ScriptRunRow | None:
        """Return the run that was saved last of any agent's part of a call."""
        query = sa.select(ScriptRunRow).join(InteractionRow).where(InteractionRow.call_id == call_id)
        return self._session.scalars(query.order_by(ScriptRunRow.saved_at.desc()).limit(1)).one_or_none()

    def add_switch(self, row: ScriptSwitchRow) -> None:
        self._session.add(row)
        self._session.flush()

    def list_switches(self, call_id: UUID) -> Sequence[ScriptSwitchRow]:
        """Return how the scripts of a call followed each other."""
        query = sa.select(ScriptSwitchRow).join(InteractionRow).where(InteractionRow.call_id == call_id)
        return self._session.scalars(query.order_by(ScriptSwitchRow.at)).all()


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

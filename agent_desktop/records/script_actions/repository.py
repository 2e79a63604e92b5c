"""Every query on what actions of scripts came to."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.script_actions.models import NOBODY, ScriptActionRow


class ScriptActionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of(self, call_id: UUID, customer_id: UUID | None) -> Sequence[ScriptActionRow]:
        """Return what was done in a call for a customer, and for nobody in particular, in the order of asking."""
        query = sa.select(ScriptActionRow).where(
            ScriptActionRow.call_id == call_id, ScriptActionRow.customer_id.in_([customer_id or NOBODY, NOBODY])
        )
        return self._session.scalars(query.order_by(ScriptActionRow.asked_at)).all()

    def lock(self, call_id: UUID, customer_id: UUID | None, script_id: str, action_id: str) -> ScriptActionRow | None:
        query = sa.select(ScriptActionRow).where(
            ScriptActionRow.call_id == call_id,
            ScriptActionRow.customer_id == (customer_id or NOBODY),
            ScriptActionRow.script_id == script_id,
            ScriptActionRow.action_id == action_id,
        )
        return self._session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()

    def lock_row(self, script_action_id: UUID) -> ScriptActionRow | None:
        query = sa.select(ScriptActionRow).where(ScriptActionRow.script_action_id == script_action_id)
        return self._session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()

    def add(self, row: ScriptActionRow) -> None:
        self._session.add(row)
        self._session.flush()

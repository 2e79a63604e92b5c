"""Every query on what actions of scripts came to."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.scripts import ActionState
from agent_desktop.records.consolidation.people import of_person
from agent_desktop.records.database import table_of
from agent_desktop.records.script_actions.models import NOBODY, ScriptActionRow
from agent_desktop.service_scripts.deeds import OF_ANYTHING

_LOCK: Final = 7_606_051
"""The advisory lock of whoever wants an action in a call: who hands it over may still want one, as may who has it."""

_ACCOUNT: Final = table_of(ScriptActionRow).c.customer_id
_PLACE: Final = sa.tuple_(ScriptActionRow.script_id, ScriptActionRow.action_id)
_STRENGTH: Final = sa.case(
    {ActionState.DONE: 0, ActionState.BY_HAND: 1, ActionState.UNKNOWN: 2, ActionState.ASKED: 3},
    value=ScriptActionRow.state,
    else_=4,
)
"""What says most of an action, where two accounts that were merged since, or the call before it was anybody's, have one
each: what is done, or may be, before what is not."""


class ScriptActionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_of(self, call_id: UUID, customer_id: UUID | None) -> Sequence[ScriptActionRow]:
        """Return what was done in a call for a person, by any of their accounts, and for nobody in particular; in the
        order of asking, of one action the row that says most."""
        query = sa.select(ScriptActionRow).where(ScriptActionRow.call_id == call_id, _is_of(customer_id))
        rows = self._session.scalars(query.order_by(_STRENGTH.desc()), {"of_customer": customer_id or NOBODY}).all()
        strongest = {(row.script_id, row.action_id, row.made_of): row for row in rows}
        return sorted(strongest.values(), key=lambda row: row.asked_at)

    def lock(
        self, call_id: UUID, customer_id: UUID | None, place: tuple[str, str], made_of: str, *, anywhere: bool
    ) -> ScriptActionRow | None:
        """Return an action as `list_of` has it, for nobody else to change or ask for until the transaction ends.

        `place` is the script and the action in it; `anywhere` takes the same from another script too.
        """
        call = sa.func.hashtext(str(call_id))
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, call)))
        query = sa.select(ScriptActionRow).where(
            ScriptActionRow.call_id == call_id,
            _is_of(customer_id),
            sa.or_(
                sa.and_(_PLACE.in_([place]), ScriptActionRow.made_of.in_([made_of, OF_ANYTHING])),
                sa.and_(sa.literal(anywhere), ScriptActionRow.made_of == made_of),
            ),
        )
        own_first = ScriptActionRow.customer_id != (customer_id or NOBODY)
        query = query.order_by(ScriptActionRow.made_of == OF_ANYTHING, _STRENGTH, own_first)
        locked = query.with_for_update().execution_options(populate_existing=True)
        return self._session.scalars(locked, {"of_customer": customer_id or NOBODY}).first()

    def lock_row(self, script_action_id: UUID) -> ScriptActionRow | None:
        query = sa.select(ScriptActionRow).where(ScriptActionRow.script_action_id == script_action_id)
        return self._session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()

    def lock_known_as(self, bank_id: UUID) -> ScriptActionRow | None:
        """Return the action that another part of the bank, or of this server, knows by this id."""
        query = sa.select(ScriptActionRow).where(ScriptActionRow.bank_id == bank_id)
        return self._session.scalars(query.with_for_update().execution_options(populate_existing=True)).one_or_none()

    def add(self, row: ScriptActionRow) -> None:
        self._session.add(row)
        self._session.flush()


def _is_of(customer_id: UUID | None) -> sa.ColumnElement[Any]:
    """The condition that a row is a person's (`of_customer`), or nobody's."""
    if customer_id is None:
        return ScriptActionRow.customer_id == sa.bindparam("of_customer", type_=sa.Uuid())
    return sa.or_(of_person(_ACCOUNT), ScriptActionRow.customer_id == NOBODY)

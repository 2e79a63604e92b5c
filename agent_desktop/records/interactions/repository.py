"""Every query on interactions and on which customer a call is from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.interactions import Direction
from agent_desktop.records.database import table_of
from agent_desktop.records.errors import InteractionNotFoundError
from agent_desktop.records.interactions.models import CallLinkRow, InteractionRow

_LINKS: Final = table_of(CallLinkRow)
_PARTS: Final = table_of(InteractionRow)
_OF_AGENT: Final = (
    sa.select(InteractionRow)
    .where(InteractionRow.agent_id == sa.bindparam("of_agent"))
    .execution_options(populate_existing=True)
)
_FIND: Final = _OF_AGENT.where(InteractionRow.call_id == sa.bindparam("of_call"))
_GET_OWN: Final = _OF_AGENT.where(InteractionRow.interaction_id == sa.bindparam("of_part"))
_LOCK_OWN: Final = _GET_OWN.with_for_update()
_LOCK_PART: Final = _FIND.with_for_update()
_HAS_PARTS: Final = sa.select(sa.exists().where(_PARTS.c.call_id == sa.bindparam("of_call")))
_FIND_LINK: Final = (
    sa.select(_LINKS.c.customer_id, _LINKS.c.linked_by)
    .where(_LINKS.c.call_id == sa.bindparam("of_call"))
    .execution_options(later=True)
)
_ADD_LINK: Final = sa.insert(_LINKS).execution_options(later=True, now=True)
"""Sent with all that waits: the profile is composed while the database writes it."""


def _open() -> sa.Insert:
    """Build the statement that opens an agent's part of a call, with the customer whom the call is linked to.

    A part that they have finished, before the call came to them again, is opened again: its outcome was of what had
    been until then. One that is open stays as it is.
    """
    names = ("interaction_id", "call_id", "agent_id", "started_at", "direction")
    given = [sa.cast(sa.bindparam(f"new_{name}", type_=_PARTS.c[name].type), _PARTS.c[name].type) for name in names]
    customer = sa.select(_LINKS.c.customer_id).where(_LINKS.c.call_id == sa.bindparam("new_call_id"))
    row = sa.select(*given, customer.scalar_subquery())
    opened = insert(_PARTS).from_select([*names, "customer_id"], row, include_defaults=False)
    unfinished = {
        _PARTS.c.finished_at: sa.null(),
        _PARTS.c.disposition_code: sa.literal_column("''"),
        _PARTS.c.system_outcome: sa.null(),
        _PARTS.c.ended_by_server: sa.false(),
    }
    return opened.on_conflict_do_update(
        index_elements=[_PARTS.c.call_id, _PARTS.c.agent_id], set_=unfinished, where=_PARTS.c.finished_at.is_not(None)
    )


_OPEN_ONCE: Final = _open().execution_options(later=True)


class InteractionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_own(self, interaction_id: UUID, agent_id: UUID) -> InteractionRow:
        """Return an agent's own interaction, locked until the transaction ends.

        Raises:
            InteractionNotFoundError: There is none, or it is another agent's.
        """
        return self._own(_LOCK_OWN, interaction_id, agent_id)

    def get_own(self, interaction_id: UUID, agent_id: UUID) -> InteractionRow:
        """Return an agent's own interaction to read: it waits for nobody who writes it.

        Raises:
            InteractionNotFoundError: There is none, or it is another agent's.
        """
        return self._own(_GET_OWN, interaction_id, agent_id)

    def _own(self, query: sa.Select[InteractionRow], interaction_id: UUID, agent_id: UUID) -> InteractionRow:
        own = {"of_part": interaction_id, "of_agent": agent_id}
        found = self._session.scalars(query, own).one_or_none()
        if found is None:
            raise InteractionNotFoundError(interaction_id=str(interaction_id))
        return found

    def find(self, call_id: UUID, agent_id: UUID, *, lock: bool = False) -> InteractionRow | None:
        """Return an agent's interaction of a call as it stands in the database now; `lock` keeps it so until the
        transaction ends."""
        return self._session.scalars(
            _LOCK_PART if lock else _FIND, {"of_call": call_id, "of_agent": agent_id}
        ).one_or_none()

    def has_parts(self, call_id: UUID) -> bool:
        """Say whether any agent has, or had, a part of a call."""
        return self._session.execute(_HAS_PARTS, {"of_call": call_id}).scalar_one()

    def list_parts(self, call_id: UUID) -> Sequence[InteractionRow]:
        """List every agent's part of a call."""
        return self._session.scalars(sa.select(InteractionRow).where(InteractionRow.call_id == call_id)).all()

    def open_once(self, call_id: UUID, agent_id: UUID, at: datetime, direction: Direction = Direction.INBOUND) -> None:
        """Open an agent's part of a call, with the call's customer, or again the one that they have of it: its note and
        its customer stay."""
        part: dict[str, Any] = {"interaction_id": uuid4(), "call_id": call_id, "agent_id": agent_id}
        part |= {"started_at": at, "direction": direction}
        self._session.execute(_OPEN_ONCE, {f"new_{name}": value for name, value in part.items()})

    def ask_link(self, call_id: UUID) -> sa.Result[Any]:
        """Ask for a call's link, one row or none: customer_id, linked_by."""
        return self._session.execute(_FIND_LINK, {"of_call": call_id})

    def find_link(self, call_id: UUID) -> sa.RowMapping | None:
        return self.ask_link(call_id).mappings().one_or_none()

    def add_link(self, call_id: UUID, customer_id: UUID, at: datetime) -> None:
        """Link a call of which nobody has a link, by its number."""
        link = {"call_id": call_id, "customer_id": customer_id, "linked_by": None, "linked_at": at}
        self._session.execute(_ADD_LINK, link)

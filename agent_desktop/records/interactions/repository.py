"""Every query on interactions and on which customer a call is from."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.records.database import table_of
from agent_desktop.records.errors import InteractionNotFoundError
from agent_desktop.records.interactions.models import CallLinkRow, InteractionRow

_LINKS: Final = table_of(CallLinkRow)
_FIND_LINK: Final = (
    sa.select(_LINKS.c.customer_id, _LINKS.c.linked_by)
    .where(_LINKS.c.call_id == sa.bindparam("of_call"))
    .execution_options(later=True)
)
_ADD_LINK: Final = sa.insert(_LINKS).execution_options(later=True)
_ADD_LINK_ONCE: Final = (
    insert(_LINKS).on_conflict_do_nothing(index_elements=[_LINKS.c.call_id]).returning(_LINKS.c.call_id)
)


class InteractionRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_own(self, interaction_id: UUID, agent_id: UUID) -> InteractionRow:
        """Return an agent's own interaction, locked until the transaction ends.

        Raises:
            InteractionNotFoundError: There is none, or it is another agent's.
        """
        query = (
            sa.select(InteractionRow)
            .where(InteractionRow.interaction_id == interaction_id, InteractionRow.agent_id == agent_id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        found = self._session.scalars(query).one_or_none()
        if found is None:
            raise InteractionNotFoundError(interaction_id=str(interaction_id))
        return found

    def find(self, call_id: UUID, agent_id: UUID) -> InteractionRow | None:
        """Return an agent's interaction of a call as it stands in the database now."""
        query = (
            sa.select(InteractionRow)
            .where(InteractionRow.call_id == call_id, InteractionRow.agent_id == agent_id)
            .execution_options(populate_existing=True)
        )
        return self._session.scalars(query).one_or_none()

    def add_once(self, row: InteractionRow) -> bool:
        """Add an interaction unless this agent has one of this call; say whether it was added."""
        query = (
            insert(InteractionRow)
            .values(
                interaction_id=row.interaction_id,
                call_id=row.call_id,
                agent_id=row.agent_id,
                customer_id=row.customer_id,
                started_at=row.started_at,
            )
            .on_conflict_do_nothing(index_elements=["call_id", "agent_id"])
            .returning(InteractionRow.interaction_id)
        )
        return self._session.scalars(query).one_or_none() is not None

    def set_customer_of_open(self, call_id: UUID, customer_id: UUID | None) -> None:
        """Let the unfinished interactions of a call be with this customer."""
        self._session.execute(
            sa.update(InteractionRow)
            .where(InteractionRow.call_id == call_id, InteractionRow.finished_at.is_(None))
            .values(customer_id=customer_id)
        )

    def ask_link(self, call_id: UUID) -> sa.Result[Any]:
        """Ask for a call's link, one row or none: customer_id, linked_by."""
        return self._session.execute(_FIND_LINK, {"of_call": call_id})

    def find_link(self, call_id: UUID) -> sa.RowMapping | None:
        return self.ask_link(call_id).mappings().one_or_none()

    def lock_link(self, call_id: UUID) -> sa.RowMapping | None:
        """Return a call's link, locked until the transaction ends."""
        query = (
            sa.select(CallLinkRow.customer_id, CallLinkRow.linked_by)
            .where(CallLinkRow.call_id == call_id)
            .with_for_update()
        )
        return self._session.execute(query).mappings().one_or_none()

    def add_link(self, call_id: UUID, customer_id: UUID, at: datetime) -> None:
        """Link a call of which nobody has a link, by its number."""
        link = {"call_id": call_id, "customer_id": customer_id, "linked_by": None, "linked_at": at}
        self._session.execute(_ADD_LINK, link)

    def add_link_once(self, call_id: UUID, customer_id: UUID | None, by: UUID | None, at: datetime) -> bool:
        """Link a call that has no link yet; say whether it was linked."""
        link = {"call_id": call_id, "customer_id": customer_id, "linked_by": by, "linked_at": at}
        return self._session.execute(_ADD_LINK_ONCE, link).scalar_one_or_none() is not None

    def set_link(self, call_id: UUID, customer_id: UUID | None, by: UUID | None, at: datetime) -> None:
        self._session.execute(
            sa.update(CallLinkRow)
            .where(CallLinkRow.call_id == call_id)
            .values(customer_id=customer_id, linked_by=by, linked_at=at)
        )

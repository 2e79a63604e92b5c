"""Every query by which a person says whom a call is with, and takes it back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.records.database import table_of
from agent_desktop.records.interactions.models import CallLinkDeedRow, CallLinkRow, InteractionRow

_LINKS: Final = table_of(CallLinkRow)
_ADD_LINK_ONCE: Final = (
    insert(_LINKS).on_conflict_do_nothing(index_elements=[_LINKS.c.call_id]).returning(_LINKS.c.call_id)
)


class LinkRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_parts(self, call_id: UUID) -> Sequence[InteractionRow]:
        """Return every agent's part of a call as it stands now, locked until the transaction ends."""
        query = sa.select(InteractionRow).where(InteractionRow.call_id == call_id)
        locked = query.order_by(InteractionRow.interaction_id).with_for_update()
        return self._session.scalars(locked, execution_options={"populate_existing": True}).all()

    def lock_link(self, call_id: UUID) -> sa.RowMapping | None:
        """Return a call's link, locked until the transaction ends."""
        query = (
            sa.select(CallLinkRow.customer_id, CallLinkRow.linked_by)
            .where(CallLinkRow.call_id == call_id)
            .with_for_update()
        )
        return self._session.execute(query).mappings().one_or_none()

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

    def drop_link(self, call_id: UUID) -> None:
        """Have a call be linked by nobody and nothing."""
        self._session.execute(sa.delete(CallLinkRow).where(CallLinkRow.call_id == call_id))

    def add_deed(self, deed: CallLinkDeedRow) -> None:
        """Keep what a person said of whom a call is with."""
        self._session.add(deed)
        self._session.flush()

    def set_noted(self, deed_id: UUID, number: str) -> None:
        """Keep that this E.164 number was noted together with what was said."""
        noted = sa.update(CallLinkDeedRow).where(CallLinkDeedRow.deed_id == deed_id).values(noted_number=number)
        self._session.execute(noted)

    def find_last_deed(self, call_id: UUID) -> CallLinkDeedRow | None:
        """Return what was last said of a call, and not undone, locked until the transaction ends."""
        query = sa.select(CallLinkDeedRow).where(
            CallLinkDeedRow.call_id == call_id, CallLinkDeedRow.undone_at.is_(None)
        )
        last = query.order_by(CallLinkDeedRow.at.desc(), CallLinkDeedRow.deed_id).limit(1).with_for_update()
        return self._session.scalars(last, execution_options={"populate_existing": True}).one_or_none()

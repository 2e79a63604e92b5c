"""Every query on callbacks that are to be made."""

from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from telephony.callbacks.models import CallbackItemRow
from telephony.callbacks.states import WITH_CALL
from telephony.calls.models import CallRow
from telephony.database import table_of
from telephony.offers.models import OfferRow
from telephony.queues.models import QueueRow

_ITEMS: Final = table_of(CallbackItemRow)
_CALLS: Final = table_of(CallRow)
_QUEUES: Final = table_of(QueueRow)
_OFFERS: Final = table_of(OfferRow)


class CallbackItemRepository:
    """Reads items. An item's row is locked after its group, or without it; never before. What the host keeps of it, and
    its timer, are locked after the item."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_item(self, item_id: UUID) -> CallbackItemRow | None:
        """Lock and return an item as the database has it now."""
        query = sa.select(CallbackItemRow).where(CallbackItemRow.item_id == item_id).with_for_update()
        return self._session.scalar(query, execution_options={"populate_existing": True})

    def put_item(self, row: CallbackItemRow) -> CallbackItemRow:
        """Lock and return the item of this id; where there is none `row` becomes it."""
        values = {column.key: getattr(row, column.key) for column in _ITEMS.columns}
        known = {key: value for key, value in values.items() if value is not None}
        self._session.execute(insert(_ITEMS).values(known).on_conflict_do_nothing(index_elements=[_ITEMS.c.item_id]))
        found = self.lock_item(row.item_id)
        if found is None:
            raise LookupError(row.item_id)  # it was written just now, and nobody removes one
        return found

    def find_group(self, item_id: UUID) -> UUID | None:
        """Return the group under whose lock an item is decided: of the call that it has, else of its queue."""
        with_call = sa.and_(_CALLS.c.call_id == _ITEMS.c.call_id, _ITEMS.c.state.in_(WITH_CALL))
        query = (
            sa.select(_QUEUES.c.queue_group_id)
            .select_from(_ITEMS.outerjoin(_CALLS, with_call))
            .join(_QUEUES, _QUEUES.c.queue_id == sa.func.coalesce(_CALLS.c.queue_id, _ITEMS.c.queue_id))
            .where(_ITEMS.c.item_id == item_id)
        )
        return self._session.scalar(query)

"""Callbacks that are to be made."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.callbacks.states import ItemState
from telephony.calls.models import CallRow
from telephony.database import Base
from telephony.queues.models import QueueRow


class CallbackItemRow(Base):
    """One callback as the host placed it last (`port.CallbackItem` says what the columns mean).

    `call_id` is its present try, or the last one. `withdrawn`: the host does not want it made any more; `moved`: it is
    to be made otherwise than the call that waits for it says. Both are seen to under the lock of that call's group, by
    a timer that is due at once.
    """

    __tablename__ = "callback_items"
    __table_args__ = (
        sa.CheckConstraint(
            "state NOT IN ('queued', 'previewed', 'dialled') OR call_id IS NOT NULL", name="under_way_has_call"
        ),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name="done_has_time"),
        sa.Index("ix_callback_items_open", "state", "not_before_at", postgresql_where=sa.text("state <> 'done'")),
    )

    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    queue_id: Mapped[UUID] = mapped_column(sa.ForeignKey(QueueRow.queue_id))
    state: Mapped[ItemState] = mapped_column(default=ItemState.PLACED, server_default=ItemState.PLACED.value)
    not_before_at: Mapped[datetime]
    enqueued_at: Mapped[datetime]
    late_at: Mapped[datetime | None]
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    urgent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    keeps_place: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    agent_id: Mapped[UUID | None]
    agent_until_at: Mapped[datetime | None]
    team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    team_until_at: Mapped[datetime | None]
    call_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="SET NULL"))
    withdrawn: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    moved: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    placed_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

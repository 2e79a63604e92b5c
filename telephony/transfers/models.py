"""Transfers of calls, the parts of agents who passed a call on, and who is asked for next."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from telephony.calls.models import CallRow
from telephony.contract import CallerTold, TransferKind, TransferOutcome, TransferState
from telephony.database import Base
from telephony.queues.models import QueueRow

_ENDED: Final = "state IN ('done', 'cancelled', 'abandoned', 'failed')"


class TransferRow(Base):
    """One transfer. The call names its last one (`calls.transfer_id`).

    `to_number` is whoever outside is called, E.164, `called_at` when the carrier was first heard to do so after the
    agent had left the caller to them. `joined_at` is when whoever was asked came on the line.
    `agent_gone`: the agent's line or desktop went while it was on. `may_complete`: the host has said that nothing is
    missing. `from_queue_id` is the call's queue when it began, to which it goes back at its place.
    """

    __tablename__ = "transfers"
    __table_args__ = (
        sa.CheckConstraint(f"({_ENDED}) = (ended_at IS NOT NULL)", name="ended_has_time"),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ended_has_outcome"),
        sa.CheckConstraint("num_nonnulls(to_agent_id, to_queue_id, nullif(to_number, '')) = 1", name="one_target"),
        sa.CheckConstraint("to_agent_id IS NULL OR to_agent_id <> from_agent_id", name="to_another"),
        sa.Index("uq_transfers_open", "call_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")),
    )

    transfer_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), index=True)
    kind: Mapped[TransferKind]
    state: Mapped[TransferState]
    outcome: Mapped[TransferOutcome | None]
    from_agent_id: Mapped[UUID]
    from_queue_id: Mapped[UUID] = mapped_column(sa.ForeignKey(QueueRow.queue_id))
    to_agent_id: Mapped[UUID | None]
    to_queue_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(QueueRow.queue_id))
    to_number: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    began_at: Mapped[datetime]
    since_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    agent_gone: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    may_complete: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    told: Mapped[CallerTold] = mapped_column(default=CallerTold.NOTHING, server_default=CallerTold.NOTHING.value)


class LegRow(Base):
    """The part of an agent who has passed the call on, while the call itself goes on with somebody else: what they
    talked and held, and their own wrap-up. The part of whoever has the call last is in the call's own row.

    `shown` is the call as it was to them when they left it (a `CallSnapshot`): what others do with it later is not
    theirs to see.
    """

    __tablename__ = "call_legs"
    __table_args__ = (
        sa.CheckConstraint("wrapped_up_at IS NULL OR wrapped_up_at >= ended_at", name="in_time"),
        sa.Index(
            "uq_call_legs_wrapping_up", "agent_id", unique=True, postgresql_where=sa.text("wrapped_up_at IS NULL")
        ),
        sa.Index("ix_call_legs_agent_wrapped_up", "agent_id", "wrapped_up_at"),
    )

    leg_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), index=True)
    agent_id: Mapped[UUID]
    ended_at: Mapped[datetime]
    wrapped_up_at: Mapped[datetime | None]
    shown: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    talk_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    hold_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    wrap_up_seconds: Mapped[int] = mapped_column(default=0, server_default="0")


class AskedNextRow(Base):
    """An agent (`by_agent_id`) has asked for a busy colleague (`agent_id`) for a call of theirs. Who asked first is
    rung first; that call stands in the colleague's own row too (`agents.kept_for_id`), and nothing else is offered to
    them.
    """

    __tablename__ = "asked_next"
    __table_args__ = (
        sa.CheckConstraint("agent_id <> by_agent_id", name="of_another"),
        sa.Index("ix_asked_next_agent", "agent_id", "asked_at", "call_id"),
    )

    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), primary_key=True)
    agent_id: Mapped[UUID]
    by_agent_id: Mapped[UUID]
    asked_at: Mapped[datetime]

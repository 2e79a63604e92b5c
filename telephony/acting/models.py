"""Agents who serve other queues for a while."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.agents.models import AgentRow
from telephony.contract import MoveOutcome
from telephony.database import Base


class QueueMoveRow(Base):
    """One agent, moved to other queues (by code) for a while. `queues` are what they serve meanwhile, `before` what
    they served, and serve again. It ends at `until_at`, or, where that is None, when they go off the telephone.

    `queue_members` says what is so now: a dispatch looks at nothing else.
    """

    __tablename__ = "queue_moves"
    __table_args__ = (
        sa.CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name="ended_has_outcome"),
        sa.CheckConstraint("until_at IS NULL OR until_at > began_at", name="until_after_began"),
        sa.Index("uq_queue_moves_agent", "agent_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")),
        sa.Index("ix_queue_moves_began", "began_at"),
    )

    move_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agent_id: Mapped[UUID] = mapped_column(sa.ForeignKey(AgentRow.agent_id, ondelete="CASCADE"))
    queues: Mapped[list[str]]
    before: Mapped[list[str]]
    until_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    by_user_id: Mapped[UUID]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None]
    outcome: Mapped[MoveOutcome | None]

"""Agents' calls for help."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.agents.models import AgentRow
from telephony.contract import HelpState
from telephony.database import Base

_ON = "state IN ('open', 'escalated')"


class HelpRow(Base):
    """One call for help. `call_id` is the call that the agent had as they asked; `words` are their own, and hold no
    customer's name. `escalates_at` is when every supervisor is told, if nobody has answered."""

    __tablename__ = "help_calls"
    __table_args__ = (
        sa.CheckConstraint(f"({_ON}) = (ended_at IS NULL)", name="ended_has_time"),
        sa.CheckConstraint("(state = 'answered') = (answered_by_id IS NOT NULL)", name="answered_has_who"),
        sa.Index("uq_help_calls_agent", "agent_id", unique=True, postgresql_where=sa.text(_ON)),
        sa.Index("ix_help_calls_agent_asked", "agent_id", "asked_at"),
        sa.Index("ix_help_calls_ended", "ended_at"),
    )

    help_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agent_id: Mapped[UUID] = mapped_column(sa.ForeignKey(AgentRow.agent_id, ondelete="CASCADE"))
    call_id: Mapped[UUID | None]
    state: Mapped[HelpState]
    words: Mapped[str] = mapped_column(sa.String(140), default="", server_default="")
    asked_at: Mapped[datetime]
    escalates_at: Mapped[datetime]
    escalated_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None]

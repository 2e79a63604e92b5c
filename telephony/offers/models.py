"""Offers of calls to agents."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from telephony.agents.models import AgentRow
from telephony.calls.models import CallRow
from telephony.contract import OfferOutcome
from telephony.database import Base


class OfferRow(Base):
    """One call offered to one agent. `payload` is the host's, opaque here, removed when the offer ends.

    `from_colleague`: a colleague calls, and nobody waits in a queue for it.

    `decline_reason` is the code of one of the settings' reasons; empty too where the agent turned not ready instead.
    `pops` says that the call has never been offered to this agent before: only then may it take the agent's screen.
    """

    __tablename__ = "offers"
    __table_args__ = (
        sa.Index("uq_offers_open_call", "call_id", unique=True, postgresql_where=sa.text("outcome = 'open'")),
        sa.Index("uq_offers_open_agent", "agent_id", unique=True, postgresql_where=sa.text("outcome = 'open'")),
        sa.Index("ix_offers_agent_ended", "agent_id", "ended_at"),
        sa.Index("ix_offers_offered", "offered_at"),
        sa.Index("uq_offers_pop", "call_id", "agent_id", unique=True, postgresql_where=sa.text("pops")),
        sa.CheckConstraint("outcome = 'open' OR payload IS NULL", name="payload_ends_with_offer"),
        sa.CheckConstraint("decline_reason = '' OR outcome = 'declined'", name="decline_reason_of_declined"),
        sa.CheckConstraint("(outcome = 'open') = (ended_at IS NULL)", name="ended_has_time"),
    )

    offer_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), index=True)
    agent_id: Mapped[UUID] = mapped_column(sa.ForeignKey(AgentRow.agent_id, ondelete="CASCADE"))
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    outcome: Mapped[OfferOutcome] = mapped_column(default=OfferOutcome.OPEN, server_default=OfferOutcome.OPEN.value)
    ended_at: Mapped[datetime | None]
    pops: Mapped[bool] = mapped_column(default=True, server_default=sa.false())
    decline_reason: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    from_colleague: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))

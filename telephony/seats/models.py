"""Which desktop of each agent is the active one, and when it was last heard."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.agents.models import AgentRow
from telephony.database import Base


class SeatRow(Base):
    """One agent's seat. `session_id` is the sign-in that has it, None while none does; `version` grows with each that
    takes it. `beat_at` is when the desktop in it was last heard, by the machine's clock; one that never beat is not
    watched.
    """

    __tablename__ = "seats"

    agent_id: Mapped[UUID] = mapped_column(sa.ForeignKey(AgentRow.agent_id, ondelete="CASCADE"), primary_key=True)
    session_id: Mapped[UUID | None] = mapped_column(unique=True)
    taken_at: Mapped[datetime]
    beat_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")

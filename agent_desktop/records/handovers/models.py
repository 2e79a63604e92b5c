"""Hand-over notes and who has read them."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.database import Base
from agent_desktop.records.interactions.models import InteractionRow


class HandoverRow(Base):
    """An agent's note to whoever they consult in a call: one a part of a call, and gone with it.

    `sent_version` is what colleagues may read, 0 for nothing; once it was sent every later version is, too. `included`
    are the parts that go along.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(sent_version > 0) = (sent_at IS NOT NULL)", name="sent_has_time"),
        sa.CheckConstraint("sent_version IN (0, version)", name="sent_is_newest"),
    )

    handover_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    interaction_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(InteractionRow.interaction_id, ondelete="CASCADE"), unique=True
    )
    call_id: Mapped[UUID] = mapped_column(index=True)
    from_agent_id: Mapped[UUID]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    sent_version: Mapped[int] = mapped_column(default=0, server_default="0")
    reason_code: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    summary: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")
    asked: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    promised: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")
    included: Mapped[list[str]] = mapped_column(JSONB, default=list, server_default="[]")
    changed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class HandoverReadRow(Base):
    """A colleague has read a note: which version last, and when."""

    __tablename__ = "handover_reads"

    handover_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(HandoverRow.handover_id, ondelete="CASCADE"), primary_key=True
    )
    agent_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    read_at: Mapped[datetime]

"""Queues, the groups of queues that share agents, and who serves which."""

from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.database import Base


class QueueGroupRow(Base):
    """Queues that share agents are assigned under one lock: this row's."""

    __tablename__ = "queue_groups"

    queue_group_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)


class QueueRow(Base):
    __tablename__ = "queues"

    queue_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    queue_group_id: Mapped[UUID] = mapped_column(sa.ForeignKey(QueueGroupRow.queue_group_id), index=True)
    name: Mapped[dict[str, str]]
    ring_seconds: Mapped[int] = mapped_column(default=20, server_default="20")
    wrap_up_seconds: Mapped[int] = mapped_column(default=60, server_default="60")


class QueueMemberRow(Base):
    """An agent serves a queue."""

    __tablename__ = "queue_members"

    queue_id: Mapped[UUID] = mapped_column(sa.ForeignKey(QueueRow.queue_id, ondelete="CASCADE"), primary_key=True)
    agent_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)

"""The server's own tables: answers kept so that a command is done once."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.database import Base


class CommandRow(Base):
    """The answer to one command, kept for a day. `fingerprint` tells a repeat from a reused id."""

    __tablename__ = "commands"

    command_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID]
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    answered_at: Mapped[datetime] = mapped_column(index=True)
    answer: Mapped[dict[str, Any]]

"""Forms of complaints that go along with the call they were begun in."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.database import Base
from agent_desktop.records.interactions.models import InteractionRow


class HandedFormRow(Base):
    """One form, until it is recorded: whoever has taken it goes on with it, before that who handed it.

    `interaction_id` is the part of who handed it, with which it goes. `content` is as their desktop had it.
    """

    __tablename__ = "handed_forms"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("files >= 0", name="files_counted"),
        sa.CheckConstraint("(taken_by_id IS NULL) = (taken_at IS NULL)", name="taken_has_time"),
        sa.CheckConstraint("taken_by_id <> from_agent_id", name="taken_by_another"),
    )

    complaint_id: Mapped[UUID] = mapped_column(primary_key=True)
    interaction_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(InteractionRow.interaction_id, ondelete="CASCADE"), index=True
    )
    call_id: Mapped[UUID] = mapped_column(index=True)
    from_agent_id: Mapped[UUID]
    content: Mapped[dict[str, Any]] = mapped_column(JSONB)
    files: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    changed_at: Mapped[datetime]
    taken_by_id: Mapped[UUID | None]
    taken_at: Mapped[datetime | None]

    @property
    def owner_id(self) -> UUID:
        """Who goes on with it."""
        return self.taken_by_id or self.from_agent_id

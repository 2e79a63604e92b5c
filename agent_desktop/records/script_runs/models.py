"""How far a service script was walked in one interaction, and what was answered."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.database import Base
from agent_desktop.records.interactions.models import InteractionRow


class ScriptRunRow(Base):
    """One script run an interaction. `answers`, `said` and `step_times` are as in the contract."""

    __tablename__ = "script_runs"
    __table_args__ = (sa.CheckConstraint("version > 0", name="version_positive"),)

    interaction_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(InteractionRow.interaction_id, ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    script_id: Mapped[str] = mapped_column(sa.String(80))
    script_version: Mapped[str] = mapped_column(sa.String(20))
    step_id: Mapped[str] = mapped_column(sa.String(80))
    answers: Mapped[dict[str, Any]]
    said: Mapped[dict[str, Any]]
    step_times: Mapped[dict[str, Any]]
    outcome: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    saved_at: Mapped[datetime]

"""How far a service script was walked in one interaction, what was answered, and which scripts were left for it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.database import Base
from agent_desktop.records.interactions.models import InteractionRow


class ScriptRunRow(Base):
    """One script run an interaction. `answers`, `said` and `step_times` are as in the contract.

    `values` are the facts that it is walked with, of the customer `values_of`: they stay as they were when the run
    began, so that no step that was reached is out of reach by the news of a load. `visits` are the steps as they
    were opened (`script_runs.visits`).
    """

    __tablename__ = "script_runs"
    __table_args__ = (sa.CheckConstraint("version > 0", name="version_positive"),)

    interaction_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(InteractionRow.interaction_id, ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    script_id: Mapped[str] = mapped_column(sa.String(80), index=True)
    script_version: Mapped[str] = mapped_column(sa.String(20))
    step_id: Mapped[str] = mapped_column(sa.String(160))
    answers: Mapped[dict[str, Any]]
    said: Mapped[dict[str, Any]]
    step_times: Mapped[dict[str, Any]]
    visits: Mapped[list[list[str | None]]] = mapped_column(JSONB, default=list, server_default="[]")
    values: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict, server_default="{}")
    values_of: Mapped[UUID | None]
    outcome: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    saved_at: Mapped[datetime]


class ScriptSwitchRow(Base):
    """An agent went on with another script. What there was of the one before is here; its answers went with it."""

    __tablename__ = "script_switches"

    switch_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    interaction_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(InteractionRow.interaction_id, ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    by_user_id: Mapped[UUID]
    from_script_id: Mapped[str] = mapped_column(sa.String(80), index=True)
    from_version: Mapped[str] = mapped_column(sa.String(20))
    from_step_id: Mapped[str] = mapped_column(sa.String(160))
    from_outcome: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    visits: Mapped[list[list[str | None]]] = mapped_column(JSONB, default=list, server_default="[]")
    to_script_id: Mapped[str] = mapped_column(sa.String(80))
    to_version: Mapped[str] = mapped_column(sa.String(20))

"""What is done so that the causes of complaints do not come back."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.learning import PreventionState
from agent_desktop.records.database import Base


class PreventionRow(Base):
    """One action against one root cause, in one category or all. Whether it helped is computed, and kept nowhere."""

    __tablename__ = "preventions"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("action <> '' AND root_cause <> ''", name="says_what"),
        sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_has_day"),
        sa.CheckConstraint("(state = 'dropped') = (dropped_why <> '')", name="dropped_has_reason"),
        sa.Index("ix_preventions_root_cause", "root_cause"),
        sa.Index("ix_preventions_planned", "due_on", postgresql_where=sa.text("state = 'planned'")),
    )

    prevention_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    root_cause: Mapped[str] = mapped_column(sa.String(80))
    category: Mapped[str] = mapped_column(sa.String(80), default="", server_default="")
    action: Mapped[str] = mapped_column(sa.Text())
    owner_id: Mapped[UUID]
    due_on: Mapped[date]
    state: Mapped[PreventionState]
    done_on: Mapped[date | None]
    dropped_why: Mapped[str] = mapped_column(sa.String(400), default="", server_default="")
    created_at: Mapped[datetime]
    created_by: Mapped[UUID]
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID]

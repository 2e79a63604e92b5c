"""The versions of service scripts, each a text that authors write."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.scripts import ScriptOrigin, ScriptState
from agent_desktop.records.database import Base


class ScriptVersionRow(Base):
    """One version. `number` counts a script's versions, `label` is the version that its text names.

    `script` is the text as it was when it was published, with the scripts that it runs in their place: a call that is
    under way finishes on it, whatever becomes of those. Once published, text and script never change. `revision` goes
    up with each save of a draft. `published_by` is None for what came with the program.
    """

    __tablename__ = "script_versions"
    __table_args__ = (
        sa.CheckConstraint(
            "state NOT IN ('published', 'retired') OR (published_at IS NOT NULL AND script IS NOT NULL)",
            name="published_has_script",
        ),
        sa.CheckConstraint(
            "origin <> 'editor' OR published_at IS NULL OR published_by IS DISTINCT FROM changed_by",
            name="published_by_another",
        ),
        sa.CheckConstraint("(state = 'retired') = (retired_at IS NOT NULL)", name="retired_has_time"),
        sa.Index(
            "uq_script_versions_published", "script_id", unique=True, postgresql_where=sa.text("state = 'published'")
        ),
        sa.Index(
            "uq_script_versions_draft",
            "script_id",
            unique=True,
            postgresql_where=sa.text("state IN ('draft', 'in_review')"),
        ),
        sa.Index(
            "uq_script_versions_label",
            "script_id",
            "label",
            unique=True,
            postgresql_where=sa.text("published_at IS NOT NULL"),
        ),
    )

    script_id: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    label: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")
    state: Mapped[ScriptState]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    origin: Mapped[ScriptOrigin]
    text: Mapped[str] = mapped_column(sa.Text)
    script: Mapped[dict[str, Any] | None] = mapped_column(sa.dialects.postgresql.JSONB(none_as_null=True))
    changed_at: Mapped[datetime]
    changed_by: Mapped[UUID | None]
    review_asked_at: Mapped[datetime | None]
    review_asked_by: Mapped[UUID | None]
    published_at: Mapped[datetime | None]
    published_by: Mapped[UUID | None]
    retired_at: Mapped[datetime | None]
    restores: Mapped[int | None]
    why: Mapped[str] = mapped_column(sa.String(400), default="", server_default="")

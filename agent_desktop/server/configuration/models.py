"""What administrators change while the server runs, as versions that stay."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.routing import Origin
from agent_desktop.records.database import Base


class ConfigurationRow(Base):
    """One version of one document. The newest of its kind counts; none is ever changed or taken away.

    `kind` is ``routing``, ``menu`` or a `RuleKind`; a menu's `document` is ``{"text": …}``. `by_user_id` is None for
    what came from a file. `restores` is the older version that this one went back to.
    """

    __tablename__ = "configuration_versions"
    __table_args__ = (sa.CheckConstraint("origin <> 'editor' OR reason <> ''", name="edited_has_reason"),)

    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[UUID] = mapped_column(unique=True)
    at: Mapped[datetime]
    origin: Mapped[Origin]
    by_user_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    restores: Mapped[int | None]
    document: Mapped[dict[str, Any]]

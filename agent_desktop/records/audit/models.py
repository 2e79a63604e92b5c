"""Who saw or changed what. Rows are only ever added; a trigger refuses anything else."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.database import Base


class AuditRow(Base):
    """One look or one change. `detail` holds ids and field names, never a customer's values."""

    __tablename__ = "audit_entries"

    audit_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    at: Mapped[datetime] = mapped_column(index=True)
    by_user_id: Mapped[UUID | None] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(sa.String(60))
    record_kind: Mapped[str] = mapped_column(sa.String(40))
    record_id: Mapped[UUID | None] = mapped_column(index=True)
    call_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default="{}")

"""The systems that customers and holdings are loaded from, and what each load did."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.records.database import Base


class SourceRow(Base):
    """One system of the bank. `old_after_seconds` is the age at which its figures are called old."""

    __tablename__ = "sources"

    source_code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    name: Mapped[dict[str, str]]
    group: Mapped[HoldingGroup]
    live: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    old_after_seconds: Mapped[int] = mapped_column(default=86_400, server_default="86400")


class LoadRow(Base):
    """One run of an import."""

    __tablename__ = "source_loads"

    load_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    bank_code: Mapped[str] = mapped_column(sa.String(40))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    read_count: Mapped[int] = mapped_column(default=0, server_default="0")
    inserted_count: Mapped[int] = mapped_column(default=0, server_default="0")
    updated_count: Mapped[int] = mapped_column(default=0, server_default="0")
    unchanged_count: Mapped[int] = mapped_column(default=0, server_default="0")
    rejected_count: Mapped[int] = mapped_column(default=0, server_default="0")

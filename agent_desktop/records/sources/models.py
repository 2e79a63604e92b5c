"""The systems that customers and holdings are loaded from, what each load did, and which file each value came from."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.database import Base


class SourceRow(Base):
    """One system of the bank. `old_after_seconds` is the age at which its figures are called old, `end_of_day` that
    they are those of a day's close.

    `group` is None for one that has customers or contacts alone. `loaded_at` is when its last good load ended, and
    `as_of_at` how new the extracts of that were; `brings` are the kinds of record in them.
    """

    __tablename__ = "sources"

    source_code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    name: Mapped[dict[str, str]]
    group: Mapped[HoldingGroup | None]
    live: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    old_after_seconds: Mapped[int] = mapped_column(default=86_400, server_default="86400")
    end_of_day: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    loaded_at: Mapped[datetime | None]
    as_of_at: Mapped[datetime | None]
    brings: Mapped[list[str]] = mapped_column(default=list, server_default="[]")


class LoadRow(Base):
    """One run of an import. One that failed has the code of its `failure`, and changed nothing.

    `systems` are the sources it was to load; `started_by` a schedule's name, empty for the command line.
    """

    __tablename__ = "source_loads"

    load_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    bank_code: Mapped[str] = mapped_column(sa.String(40))
    started_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    read_count: Mapped[int] = mapped_column(default=0, server_default="0")
    inserted_count: Mapped[int] = mapped_column(default=0, server_default="0")
    updated_count: Mapped[int] = mapped_column(default=0, server_default="0")
    unchanged_count: Mapped[int] = mapped_column(default=0, server_default="0")
    rejected_count: Mapped[int] = mapped_column(default=0, server_default="0")
    removed_count: Mapped[int] = mapped_column(default=0, server_default="0")
    older_count: Mapped[int] = mapped_column(default=0, server_default="0")
    load_kind: Mapped[LoadKind] = mapped_column(default=LoadKind.INCREMENTAL, server_default=LoadKind.INCREMENTAL.value)
    mapping: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    systems: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    started_by: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    failure: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    failure_details: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")


class SourceFileRow(Base):
    """One extract of one load. Every row that came from it carries `file_id` and its line.

    `as_of_at` is how new its rows are where they do not say so. `columns` says which of its columns each field of each
    kind of record was made from: ``{"holding": {"balance": ["balance"]}}``.
    """

    __tablename__ = "source_files"
    __table_args__ = (sa.Index("ix_source_files_source_name", "source_code", "name"),)

    file_id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    load_id: Mapped[UUID] = mapped_column(sa.ForeignKey(LoadRow.load_id, ondelete="CASCADE"), index=True)
    source_code: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(200))
    size_bytes: Mapped[int] = mapped_column(sa.BigInteger)
    as_of_at: Mapped[datetime]
    read_count: Mapped[int]
    rejected_count: Mapped[int]
    columns: Mapped[dict[str, Any]]


class RejectRow(Base):
    """One refused row of an extract, and why, in English as in the rejects file."""

    __tablename__ = "source_rejects"

    reject_id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    file_id: Mapped[int] = mapped_column(sa.ForeignKey(SourceFileRow.file_id, ondelete="CASCADE"), index=True)
    line: Mapped[int]
    column: Mapped[str] = mapped_column(sa.String(60))
    reason: Mapped[str] = mapped_column(sa.String(500))


class DeletionRow(Base):
    """What a source said is no more, so that an older row does not bring it back. `dated`: by the source's own date."""

    __tablename__ = "source_deletions"

    kind: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    source_code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    source_key: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    gone_at: Mapped[datetime]
    dated: Mapped[bool]


class ScheduledLoadRow(Base):
    """How a load of the settings stands, of which one server at a time runs each.

    `slot_at` is the due time that was run last; `asked_at` and `asked_by` are of somebody who wants it now. While it
    runs, `owner` says at `beat_at` that it goes on, and where: `step`, of `step_of`, `percent`. `failure` is a code.
    """

    __tablename__ = "source_schedules"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    slot_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    asked_by: Mapped[UUID | None]
    owner: Mapped[UUID | None]
    started_at: Mapped[datetime | None]
    beat_at: Mapped[datetime | None]
    step: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    step_of: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    percent: Mapped[int] = mapped_column(default=0, server_default="0")
    finished_at: Mapped[datetime | None]
    load_id: Mapped[UUID | None]
    failure: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    failure_details: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")

"""Files that belong to records. What is in them lies outside, sealed; the database has what opens it."""

from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.attachments import AttachmentOrigin, AttachmentState, FileType, RecordKind
from agent_desktop.records.database import Base

_MEDIA_TYPE = sa.Enum(
    FileType, values_callable=lambda kind: [each.value for each in kind], native_enum=False, length=100
)


TAKEN_OUT: Final = "taken_out"
"""Why a file is removed of a form that is not recorded: nothing says later that it was there."""


class AttachmentRow(Base):
    """One file of a record, from when it was announced; the row stays when its content is removed.

    `size` and `checksum` (SHA-256) are as announced until it is kept, and then those of the content, which are the
    same. `wrapped_key` opens the file, sealed by the master key `key_name`; it is forgotten with it.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        sa.CheckConstraint("size >= 0", name="size_positive"),
        sa.CheckConstraint(
            "state <> 'kept' OR (media_type IS NOT NULL AND wrapped_key IS NOT NULL AND kept_at IS NOT NULL)",
            name="kept_is_whole",
        ),
        sa.CheckConstraint("(state = 'removed') = (removed_at IS NOT NULL)", name="removed_has_time"),
        sa.CheckConstraint("state <> 'removed' OR (wrapped_key IS NULL AND removed_why <> '')", name="removed_is_gone"),
        sa.Index("ix_attachments_record", "record_kind", "record_id", "added_at"),
        sa.Index("ix_attachments_waiting", "added_at", postgresql_where=sa.text("state = 'waiting'")),
        sa.Index("ix_attachments_removed", "removed_at", postgresql_where=sa.text("is_file_due")),
    )

    attachment_id: Mapped[UUID] = mapped_column(primary_key=True)
    record_kind: Mapped[RecordKind]
    record_id: Mapped[UUID]
    name: Mapped[str] = mapped_column(sa.String(120))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    checksum: Mapped[str] = mapped_column(sa.String(64))
    media_type: Mapped[FileType | None] = mapped_column(_MEDIA_TYPE)
    origin: Mapped[AttachmentOrigin]
    state: Mapped[AttachmentState]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID]
    kept_at: Mapped[datetime | None]
    wrapped_key: Mapped[bytes | None]
    key_name: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[UUID | None]
    removed_why: Mapped[str] = mapped_column(sa.String(400), default="", server_default="")
    is_file_due: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    """Its content is removed, and the file is still to go."""

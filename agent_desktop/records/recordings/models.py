"""What we keep of recorded calls. The sound itself lies in files, encrypted; the database has what opens them."""

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.database import Base


class RecordingRow(Base):
    """One recording, from its beginning to the day it is removed; the row stays.

    `basis` and `policy` are those by which it was made, `announced_at` when the caller was told, `keep_until` the last
    day it is kept. `at_carrier`: the carrier may still have it. `due_at` is when a worker looks after it next, None
    where nothing is to be done; `attempts` and `problem` are of what did not go well since the last step.

    `checksum` is the SHA-256 of the sound, `size` its bytes. `wrapped_key` is the key of the file, sealed by the master
    key `key_name`; it is forgotten with the file. While `held_at` is set, nothing removes it.
    """

    __tablename__ = "recordings"
    __table_args__ = (
        sa.CheckConstraint(
            "state <> 'stored' OR (checksum <> '' AND wrapped_key IS NOT NULL AND stored_at IS NOT NULL)",
            name="stored_is_whole",
        ),
        sa.CheckConstraint("held_at IS NULL OR (held_why <> '' AND state <> 'removed')", name="held_is_kept"),
        sa.CheckConstraint("state <> 'removed' OR wrapped_key IS NULL", name="removed_has_no_key"),
        sa.Index("ix_recordings_due_at", "due_at", postgresql_where=sa.text("due_at IS NOT NULL")),
        sa.Index("ix_recordings_keep_until", "keep_until", postgresql_where=sa.text("state = 'stored'")),
    )

    recording_id: Mapped[UUID] = mapped_column(primary_key=True)
    call_id: Mapped[UUID] = mapped_column(index=True)
    agent_id: Mapped[UUID | None]
    state: Mapped[KeptState]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    seconds: Mapped[int | None]
    channels: Mapped[int] = mapped_column(default=1, server_default="1")
    policy: Mapped[str] = mapped_column(sa.String(40))
    basis: Mapped[str] = mapped_column(sa.String(40))
    announced_at: Mapped[datetime | None]
    refused: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    keep_until: Mapped[date | None]
    at_carrier: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    due_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    size: Mapped[int | None] = mapped_column(sa.BigInteger)
    checksum: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    wrapped_key: Mapped[bytes | None]
    key_name: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    stored_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    held_by: Mapped[UUID | None]
    held_at: Mapped[datetime | None]
    held_why: Mapped[str] = mapped_column(sa.String(400), default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

"""Which entries of the directory people keep at hand."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.directory import EntryKind
from agent_desktop.records.database import Base


class DirectoryFavouriteRow(Base):
    """One entry that somebody keeps at hand; everybody does where `user_id` is None."""

    __tablename__ = "directory_favourites"
    __table_args__ = (
        sa.Index("uq_directory_favourites_own", "user_id", "kind", "entry_id", unique=True),
        sa.Index(
            "uq_directory_favourites_shared",
            "kind",
            "entry_id",
            unique=True,
            postgresql_where=sa.text("user_id IS NULL"),
        ),
    )

    favourite_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID | None]
    kind: Mapped[EntryKind]
    entry_id: Mapped[str] = mapped_column(sa.String(100))
    put_at: Mapped[datetime]

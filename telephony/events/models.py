"""The event journal."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.contract import EventKind
from telephony.database import Base


class EventRow(Base):
    """One thing that happened. `number` is given in commit order; `topics` say who may be told; `change` holds ids,
    states and times, never a customer's values."""

    __tablename__ = "events"
    __table_args__ = (sa.Index("ix_events_topics", "topics", postgresql_using="gin"),)

    number: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    kind: Mapped[EventKind]
    subject_id: Mapped[UUID]
    topics: Mapped[list[str]] = mapped_column(sa.ARRAY(sa.String(80)))
    change: Mapped[dict[str, Any]] = mapped_column(sa.dialects.postgresql.JSONB(), server_default="{}")


class EventCounterRow(Base):
    """The last number given. One row; changed under the journal's advisory lock as the last act before a commit."""

    __tablename__ = "event_counter"
    __table_args__ = (sa.CheckConstraint('"only" = 1', name="one_row"),)

    only: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)
    last_number: Mapped[int] = mapped_column(sa.BigInteger)

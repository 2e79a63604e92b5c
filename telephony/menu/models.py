"""Callers who hung up in the entry menu: they came to no queue, so that no call is kept of them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from telephony.database import Base


class MenuDepartureRow(Base):
    """One caller who hung up in the menu. `called_at` is when they reached it, None where the carrier did not say.

    `queue_code`, `menu_path`, `menu_reason` and `menu_language` are what they had chosen until then, and `answered` how
    many steps that was; what they keyed of a number is not kept.
    """

    __tablename__ = "menu_departures"
    __table_args__ = (
        sa.UniqueConstraint("provider", "call_sid"),
        sa.CheckConstraint("called_at IS NULL OR left_at >= called_at", name="in_time"),
        sa.Index("ix_menu_departures_left", "left_at"),
    )

    departure_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    provider: Mapped[str] = mapped_column(sa.String(20))
    call_sid: Mapped[str] = mapped_column(sa.String(80))
    caller_number: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    called_number: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    called_at: Mapped[datetime | None]
    left_at: Mapped[datetime]
    answered: Mapped[int] = mapped_column(default=0, server_default="0")
    queue_code: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    menu_path: Mapped[list[dict[str, Any]]] = mapped_column(JSONB(), server_default="[]")
    menu_reason: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    menu_language: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")

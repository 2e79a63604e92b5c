"""Every call as Twilio has it: the adapter's memory, which any server goes on with."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from telephony.database import Base
from telephony.providers.base import EndedBy, ReportKind
from telephony.providers.twilio.rooms import LegState, Place, Role


class TwilioRoomRow(Base):
    """One call. `call_sid` is the product's name of it: that of the caller's leg, or the one we gave it.

    `facts` are the wishes and the rest of `Room`. `last_state` is what the last report said (`sequence`, `last_kind`,
    `reported_at`). Whoever works on it holds it until `held_until`; at `look_at` somebody has to (machine time both).
    """

    __tablename__ = "twilio_rooms"
    __table_args__ = (
        sa.Index("ix_twilio_rooms_look_at", "look_at", postgresql_where=sa.text("look_at IS NOT NULL")),
        sa.Index("ix_twilio_rooms_live", "call_sid", postgresql_where=sa.text("ended_by IS NULL")),
    )

    call_sid: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    conference_name: Mapped[str] = mapped_column(sa.String(80), index=True)
    conference_sid: Mapped[str] = mapped_column(sa.String(34), default="")
    generation: Mapped[int] = mapped_column(default=0)
    place: Mapped[Place]
    ended_by: Mapped[EndedBy | None]
    arrival: Mapped[dict[str, Any]]
    inputs: Mapped[list[str]]
    waiting_inputs: Mapped[list[str]]
    facts: Mapped[dict[str, Any]]
    hold_spoken: Mapped[list[dict[str, str]]] = mapped_column(JSONB())
    sequence: Mapped[int] = mapped_column(default=0)
    last_kind: Mapped[ReportKind | None]
    last_state: Mapped[dict[str, Any] | None]
    reported_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(index=True)
    held_until: Mapped[datetime | None]
    look_at: Mapped[datetime | None]

    @property
    def ended(self) -> bool:
        return self.ended_by is not None

    @property
    def survey_inputs(self) -> tuple[str, ...]:
        return tuple(self.facts.get("survey_inputs", ()))


class TwilioLegRow(Base):
    """One line of a call. `number` keeps the order in which they were made."""

    __tablename__ = "twilio_legs"

    call_sid: Mapped[str] = mapped_column(sa.ForeignKey("twilio_rooms.call_sid", ondelete="CASCADE"), primary_key=True)
    label: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    number: Mapped[int]
    role: Mapped[Role]
    state: Mapped[LegState] = mapped_column(sa.SmallInteger())
    leg_sid: Mapped[str] = mapped_column(sa.String(34), index=True)
    endpoint: Mapped[str] = mapped_column(sa.String(80))
    facts: Mapped[dict[str, Any]]
    first: Mapped[bool] = mapped_column(default=False)

    @property
    def room(self) -> str:
        return self.call_sid

    @property
    def wanted(self) -> bool:
        return self.state < LegState.LEFT and not self.facts.get("dismissed", False)


class TwilioInboxRow(Base):
    """A webhook that was taken. `params` are those that Twilio is not known to send (`unknown`)."""

    __tablename__ = "twilio_inbox"

    event_key: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    call_sid: Mapped[str] = mapped_column(sa.String(80))
    received_at: Mapped[datetime] = mapped_column(index=True)
    params: Mapped[dict[str, str]] = mapped_column(JSONB(), server_default=sa.text("'{}'::jsonb"))


class TwilioOrderRow(Base):
    """An order that a room has heard: it is not heard twice. `outcome` is empty while it is not carried out."""

    __tablename__ = "twilio_orders"

    order_id: Mapped[UUID] = mapped_column(primary_key=True)
    call_sid: Mapped[str] = mapped_column(sa.String(80))
    taken_at: Mapped[datetime] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(sa.String(20), default="")


class TwilioTicketRow(Base):
    """Lets one call of a telephone of ours into one room, once. `used_by` is that call."""

    __tablename__ = "twilio_tickets"

    ticket: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    call_sid: Mapped[str] = mapped_column(sa.ForeignKey("twilio_rooms.call_sid", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(sa.String(80))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_by: Mapped[str] = mapped_column(sa.String(34), default="")

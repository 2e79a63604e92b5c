"""Follow-up plans and all that happened to them."""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.follow_ups import FollowUpEventKind, FollowUpState, Phase
from agent_desktop.contract.prospect_cards import Interest
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class FollowUpRow(Base):
    """One plan with a person; `customer_id` is the account that it was made at. Without an owner it is anybody's of
    `team`. Who gave it as a referral (`referred_by`) has seen what came of it since `seen_at`."""

    __tablename__ = "follow_ups"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_has_time"),
        sa.CheckConstraint("owner_id IS NOT NULL OR team <> ''", name="somebodys"),
        sa.CheckConstraint("(referred_by IS NULL) = (referred_at IS NULL)", name="referred_whole"),
        sa.Index("ix_follow_ups_owner", "owner_id", "next_on", postgresql_where=sa.text("state = 'open'")),
        sa.Index(
            "ix_follow_ups_team", "team", "next_on", postgresql_where=sa.text("state = 'open' AND owner_id IS NULL")
        ),
        sa.Index(
            "ix_follow_ups_referred", "referred_by", "ended_at", postgresql_where=sa.text("referred_by IS NOT NULL")
        ),
        sa.Index("ix_follow_ups_referred_at", "referred_at", postgresql_where=sa.text("referred_at IS NOT NULL")),
    )

    follow_up_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    state: Mapped[FollowUpState] = mapped_column(default=FollowUpState.OPEN, server_default=FollowUpState.OPEN.value)
    phase: Mapped[Phase]
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id), index=True)
    topic: Mapped[Interest]
    next_step: Mapped[str] = mapped_column(sa.String(300))
    next_on: Mapped[date]
    owner_id: Mapped[UUID | None]
    team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    call_id: Mapped[UUID | None]
    referred_by: Mapped[UUID | None]
    referred_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    result: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")


class FollowUpEventRow(Base):
    """One line of a plan's history: only ever added."""

    __tablename__ = "follow_up_events"
    __table_args__ = (sa.Index("ix_follow_up_events_follow_up", "follow_up_id", "event_no"),)

    event_no: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(always=True), primary_key=True)
    follow_up_id: Mapped[UUID] = mapped_column(sa.ForeignKey(FollowUpRow.follow_up_id))
    at: Mapped[datetime]
    kind: Mapped[FollowUpEventKind]
    by_id: Mapped[UUID]
    phase: Mapped[Phase | None]
    words: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")
    next_on: Mapped[date | None]
    to_id: Mapped[UUID | None]

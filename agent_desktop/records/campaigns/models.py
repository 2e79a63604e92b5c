"""Campaigns and whom each is for."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.campaigns import CampaignState, CampaignWay, MemberState, Occasion, WhyNot
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class CampaignRow(Base):
    """One campaign. `audience` is whom it was chosen by, `text` what its writer added, by language. `problem` is why
    nothing goes out, as the last try said; it is tried again at `retry_at`. `single`: it is one e-mail to one customer,
    from the desk; no list of campaigns has it, and it does not count as one of an occasion."""

    __tablename__ = "campaigns"
    __table_args__ = (
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.CheckConstraint("from_on <= until_on", name="forwards"),
        sa.CheckConstraint("capacity > 0", name="capacity_positive"),
        sa.CheckConstraint("(state IN ('done', 'cancelled')) = (ended_at IS NOT NULL)", name="ended_has_time"),
        sa.Index("ix_campaigns_made_at", "made_at"),
        sa.Index("ix_campaigns_running", "campaign_id", postgresql_where=sa.text("state = 'running'")),
    )

    campaign_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = mapped_column(sa.String(100))
    state: Mapped[CampaignState] = mapped_column(
        default=CampaignState.RUNNING, server_default=CampaignState.RUNNING.value
    )
    template: Mapped[str] = mapped_column(sa.String(40))
    occasion: Mapped[Occasion]
    way: Mapped[CampaignWay]
    audience: Mapped[dict[str, Any]]
    text: Mapped[dict[str, str]] = mapped_column(server_default="{}")
    from_on: Mapped[date]
    until_on: Mapped[date]
    capacity: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID]
    ended_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    retry_at: Mapped[datetime | None]
    single: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class CampaignMemberRow(Base):
    """One person of a campaign, by the account that led when they were chosen. `member_id` is also the message's, the
    letter's and the e-mail's: none of them goes out twice. `due_at` is when they are seen to next; `callback_id` is the
    callback that was made for them, or joined (`joined`); `sent_text` what an e-mail said, `attachment_id` the
    letter."""

    __tablename__ = "campaign_members"
    __table_args__ = (
        sa.UniqueConstraint("campaign_id", "customer_id"),
        sa.CheckConstraint("(why IS NULL) = (state NOT IN ('skipped', 'failed'))", name="why_not"),
        sa.CheckConstraint("(state = 'waiting') = (due_at IS NOT NULL)", name="waits_until"),
        sa.CheckConstraint("state NOT IN ('done', 'failed', 'uncertain') OR done_at IS NOT NULL", name="done_has_time"),
        sa.Index("ix_campaign_members_due", "due_at", postgresql_where=sa.text("state = 'waiting'")),
        sa.Index("ix_campaign_members_sending", "member_id", postgresql_where=sa.text("state = 'sending'")),
        sa.Index("ix_campaign_members_campaign", "campaign_id", "state", "sort_key", "member_id"),
        sa.Index("ix_campaign_members_customer", "customer_id", "done_at"),
        sa.Index("ix_campaign_members_callback", "callback_id", postgresql_where=sa.text("callback_id IS NOT NULL")),
    )

    member_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    campaign_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CampaignRow.campaign_id))
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id))
    sort_key: Mapped[str] = mapped_column(sa.String(300, collation="C"), default="", server_default="")
    language: Mapped[str] = mapped_column(sa.String(10))
    state: Mapped[MemberState]
    why: Mapped[WhyNot | None]
    planned_on: Mapped[date | None]
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    callback_id: Mapped[UUID | None]
    joined: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    attachment_id: Mapped[UUID | None]
    sent_text: Mapped[str] = mapped_column(sa.Text(), default="", server_default="")

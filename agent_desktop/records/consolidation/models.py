"""Whose accounts are whose: groups of accounts, pairs that wait for a person, and what people have said."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class ConsolidationRow(Base):
    """One run of the consolidation. Weights are base-2 logarithms of odds."""

    __tablename__ = "consolidations"

    consolidation_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime] = mapped_column(index=True)
    match_weight: Mapped[float]
    merge_weight: Mapped[float]
    account_count: Mapped[int]
    pair_count: Mapped[int]
    group_count: Mapped[int]
    doubtful_count: Mapped[int]


class MergedAccountRow(Base):
    """One account of a group of two or more; the group goes by the id of its leading account, which has a row too.

    `by_user_id` is who merged it, None for a consolidation.
    """

    __tablename__ = "merged_accounts"

    customer_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), primary_key=True
    )
    lead_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), index=True)
    merged_at: Mapped[datetime]
    by_user_id: Mapped[UUID | None]


class LinkPairRow(Base):
    """Two accounts that may be one person's and wait for somebody to say. `levels` is how far they agree, in what."""

    __tablename__ = "link_pairs"
    __table_args__ = (
        sa.UniqueConstraint("left_id", "right_id"),
        sa.CheckConstraint("left_id < right_id", name="left_is_smaller"),
        sa.Index("ix_link_pairs_likeliest", sa.text("weight DESC"), "pair_id"),
    )

    pair_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    left_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"))
    right_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), index=True)
    weight: Mapped[float]
    doubt: Mapped[str] = mapped_column(sa.String(40))
    levels: Mapped[dict[str, str]]
    found_at: Mapped[datetime]


class LinkDecisionRow(Base):
    """What a person last said of two accounts. It outlives both: an account that is loaded again has the same id."""

    __tablename__ = "link_decisions"
    __table_args__ = (sa.CheckConstraint("left_id < right_id", name="left_is_smaller"),)

    left_id: Mapped[UUID] = mapped_column(primary_key=True)
    right_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)
    is_same: Mapped[bool]
    decided_at: Mapped[datetime]
    by_user_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(sa.String(500), default="", server_default="")


class LinkDeedRow(Base):
    """What a person said of `accounts`, so that it can be taken back. `deed` is one of `deeds.Deed`.

    `before` and `after` are how the accounts stood (`deeds.standing_of`): ids, times and reasons, no values.
    """

    __tablename__ = "link_deeds"

    deed_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    deed: Mapped[str] = mapped_column(sa.String(20))
    at: Mapped[datetime]
    by_user_id: Mapped[UUID]
    accounts: Mapped[list[str]]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[UUID | None]


class ConsolidationNightRow(Base):
    """The consolidation that was due on one night, of the bank's days. `owner` runs it; `failure` is a code."""

    __tablename__ = "consolidation_nights"

    night: Mapped[date] = mapped_column(primary_key=True)
    owner: Mapped[UUID]
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    step: Mapped[str] = mapped_column(sa.String(20))
    step_number: Mapped[int]
    steps: Mapped[int]
    finished_at: Mapped[datetime | None]
    consolidation_id: Mapped[UUID | None]
    failure: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")

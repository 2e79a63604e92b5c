"""One agent's part of one call: who it was with, the note, the outcome."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.interactions import Direction, SystemOutcome
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class InteractionRow(Base):
    """Created when the agent answers, or calls somebody; finished at the end of wrap-up, with the disposition that the
    agent chose.

    `system_outcome` is set where the work ended without one; a disposition may still be given later. `corrected_by` is
    who last said by hand whom it was with: once it is finished only their word or that of its own agent moves it.
    """

    __tablename__ = "interactions"
    __table_args__ = (
        sa.UniqueConstraint("call_id", "agent_id"),
        sa.CheckConstraint(
            "finished_at IS NULL OR disposition_code <> '' OR system_outcome IS NOT NULL", name="finished_has_outcome"
        ),
        sa.CheckConstraint("system_outcome IS NULL OR finished_at IS NOT NULL", name="system_outcome_when_finished"),
        sa.Index(
            "ix_interactions_unfinished_work",
            "agent_id",
            postgresql_where=sa.text("system_outcome IS NOT NULL AND disposition_code = ''"),
        ),
        sa.CheckConstraint("note_version >= 0", name="note_version_not_negative"),
        sa.Index("ix_interactions_started", "started_at"),
    )

    interaction_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(index=True)
    agent_id: Mapped[UUID] = mapped_column(index=True)
    customer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(CustomerRow.customer_id), index=True)
    corrected_by: Mapped[UUID | None]
    direction: Mapped[Direction] = mapped_column(default=Direction.INBOUND, server_default=Direction.INBOUND.value)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    note_version: Mapped[int] = mapped_column(default=0, server_default="0")
    note_saved_at: Mapped[datetime | None]
    disposition_code: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    system_outcome: Mapped[SystemOutcome | None]
    ended_by_server: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class CallLinkRow(Base):
    """Which customer a call is from: set by the number when only one matches, or chosen by an agent."""

    __tablename__ = "call_links"

    call_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey(CustomerRow.customer_id), index=True)
    linked_by: Mapped[UUID | None]
    linked_at: Mapped[datetime]


class CallLinkDeedRow(Base):
    """What a person said of whom a call is with: who, when, what it was before, and what moved with it.

    `had_link`: the call had a link before, to `old_customer_id` by `old_linked_by`. `moved` are the agents' parts that
    followed, as they were: ``{"interaction_id", "customer_id", "corrected_by"}``. `noted_number` (E.164, or empty) was
    noted with the new customer in the same breath. `had_contact`: the call had rung in vain, and its contact was of
    `old_contact_customer_id`.
    """

    __tablename__ = "call_link_deeds"
    __table_args__ = (sa.Index("ix_call_link_deeds_call_id_at", "call_id", "at"),)

    deed_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID]
    at: Mapped[datetime]
    by_user_id: Mapped[UUID]
    had_link: Mapped[bool]
    old_customer_id: Mapped[UUID | None]
    old_linked_by: Mapped[UUID | None]
    new_customer_id: Mapped[UUID | None]
    moved: Mapped[list[dict[str, str]]] = mapped_column(JSONB)
    noted_number: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    had_contact: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    old_contact_customer_id: Mapped[UUID | None]
    undone_at: Mapped[datetime | None]

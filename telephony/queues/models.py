"""Queues, the groups of queues that share agents, who serves which, and what they can."""

from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.contract import WrapUpMode
from telephony.database import Base


class QueueGroupRow(Base):
    """Queues that share agents are assigned under one lock: this row's."""

    __tablename__ = "queue_groups"

    queue_group_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)


class QueueRow(Base):
    """One queue; see `telephony.settings.QueueSettings` for what each column means.

    `needs` are least levels by skill, `overflow` seconds by queue code, `hours` as `OpeningHours.as_json` writes them.
    `callback_credit` is what callbacks have to their credit against callers (`policy.WHOLE`), in percent of one.
    `position` is the place in the settings. A `retired` queue is no longer in them: nobody comes to it, it stays for
    the calls that point at it.
    """

    __tablename__ = "queues"
    __table_args__ = (
        sa.CheckConstraint("manager_seconds >= 0 AND team_seconds >= 0 AND max_waiting >= 0", name="not_negative"),
        sa.CheckConstraint(
            "callback_share BETWEEN 0 AND 100 AND callback_late_share BETWEEN 0 AND 100", name="shares_are_percent"
        ),
    )

    queue_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    queue_group_id: Mapped[UUID] = mapped_column(sa.ForeignKey(QueueGroupRow.queue_group_id), index=True)
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    name: Mapped[dict[str, str]]
    ring_seconds: Mapped[int] = mapped_column(default=20, server_default="20")
    wrap_up_seconds: Mapped[int] = mapped_column(default=60, server_default="60")
    wrap_up_mode: Mapped[WrapUpMode] = mapped_column(
        default=WrapUpMode.AGENT_ENDS, server_default=WrapUpMode.AGENT_ENDS.value
    )
    wrap_up_extensions: Mapped[int] = mapped_column(default=0, server_default="0")
    wrap_up_extension_seconds: Mapped[int] = mapped_column(default=60, server_default="60")
    outcome_required: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    service: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    languages: Mapped[list[str]] = mapped_column(server_default="[]")
    tiers: Mapped[list[str]] = mapped_column(server_default="[]")
    reasons: Mapped[list[str]] = mapped_column(server_default="[]")
    urgent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    needs: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    manager_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    team_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    overflow: Mapped[dict[str, Any]] = mapped_column(server_default="{}")
    hours: Mapped[dict[str, Any] | None] = mapped_column(sa.dialects.postgresql.JSONB(none_as_null=True))
    closed_to: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    max_waiting: Mapped[int] = mapped_column(default=0, server_default="0")
    full_to: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    callback_share: Mapped[int] = mapped_column(default=20, server_default="20")
    callback_late_share: Mapped[int] = mapped_column(default=50, server_default="50")
    callback_credit: Mapped[int] = mapped_column(default=0, server_default="0")
    preview_seconds: Mapped[int] = mapped_column(default=120, server_default="120")
    retired: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class QueueMemberRow(Base):
    """An agent serves a queue."""

    __tablename__ = "queue_members"

    queue_id: Mapped[UUID] = mapped_column(sa.ForeignKey(QueueRow.queue_id, ondelete="CASCADE"), primary_key=True)
    agent_id: Mapped[UUID] = mapped_column(primary_key=True, index=True)


class AgentSkillRow(Base):
    """What an agent can, from level 1 to 5."""

    __tablename__ = "agent_skills"
    __table_args__ = (sa.CheckConstraint("level BETWEEN 1 AND 5", name="level_in_range"),)

    agent_id: Mapped[UUID] = mapped_column(primary_key=True)
    skill: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    level: Mapped[int]

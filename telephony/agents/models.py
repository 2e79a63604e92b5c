"""Agents and every state they have been in."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from telephony.contract import AgentState, ChosenReason, StateCause, SystemReason
from telephony.database import Base

_REASON_WHEN_NOT_READY = sa.text(
    "num_nonnulls(reason, system_reason) = CASE WHEN state = 'not_ready' THEN 1 ELSE 0 END"
)
"""A reason that the agent chose, or one that the system gave: never both, and none in any other state."""


class AgentRow(Base):
    """One agent. `call_id` is the call being handled through wrap-up; `offer_id` the open offer.

    `reason` is what the agent chose, `system_reason` what they did not. `next_state`, `next_reason` and
    `next_planned_seconds` are what they chose for after the call; `wrap_up` is a `telephony.wrap_up.states.Plan`.
    `desktop_lost_at` is when their desktop was found silent (the machine's clock): until it is heard again no call is
    offered to them. `kept_for_id` is a call whose agent has asked for them next: no other is offered to them.
    """

    __tablename__ = "agents"
    __table_args__ = (
        sa.CheckConstraint(_REASON_WHEN_NOT_READY, name="reason_when_not_ready"),
        sa.CheckConstraint("next_state IS NULL OR state IN ('on_call', 'wrap_up')", name="next_when_busy"),
        sa.CheckConstraint(
            "(next_state IS NOT DISTINCT FROM 'not_ready') = (next_reason IS NOT NULL)", name="next_has_reason"
        ),
        sa.CheckConstraint("(state IN ('on_call', 'wrap_up')) = (wrap_up IS NOT NULL)", name="wrap_up_when_busy"),
        sa.CheckConstraint("state NOT IN ('on_call', 'wrap_up') OR call_id IS NOT NULL", name="busy_has_call"),
        sa.CheckConstraint("state IN ('on_call', 'wrap_up') OR call_id IS NULL", name="call_only_when_busy"),
        sa.CheckConstraint("offer_id IS NULL OR state = 'ready'", name="offer_only_when_ready"),
        sa.Index(  # who is free, the longest idle first: a dispatch looks at few of thousands
            "ix_agents_free",
            "queue_group_id",
            "idle_since_at",
            "agent_id",
            postgresql_where=sa.text("state = 'ready' AND offer_id IS NULL AND desktop_lost_at IS NULL"),
        ),
        sa.Index("uq_agents_kept_for", "kept_for_id", unique=True, postgresql_where=sa.text("kept_for_id IS NOT NULL")),
    )

    agent_id: Mapped[UUID] = mapped_column(primary_key=True)
    queue_group_id: Mapped[UUID] = mapped_column(sa.ForeignKey("queue_groups.queue_group_id"), index=True)
    endpoint: Mapped[str] = mapped_column(sa.String(80))
    team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    state: Mapped[AgentState] = mapped_column(default=AgentState.OFFLINE, server_default=AgentState.OFFLINE.value)
    reason: Mapped[ChosenReason | None]
    system_reason: Mapped[SystemReason | None]
    since_at: Mapped[datetime]
    idle_since_at: Mapped[datetime]
    planned_end_at: Mapped[datetime | None]
    next_state: Mapped[AgentState | None]
    next_reason: Mapped[ChosenReason | None]
    next_planned_seconds: Mapped[int | None]
    wrap_up: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    misses: Mapped[int] = mapped_column(default=0, server_default="0")
    offer_id: Mapped[UUID | None]
    call_id: Mapped[UUID | None]
    desktop_lost_at: Mapped[datetime | None]
    kept_for_id: Mapped[UUID | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    # Every update is conditional on the version that was read; `version` grows with each change that a desk shows.
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012

    @property
    def is_free(self) -> bool:
        """Whether a call may be offered to the agent."""
        return self.state is AgentState.READY and self.offer_id is None and self.desktop_lost_at is None

    @property
    def given_reason(self) -> ChosenReason | SystemReason | None:
        """Why the agent is not ready, whoever said so."""
        return self.reason or self.system_reason


class AgentStateRow(Base):
    """One stretch of one agent in one state, for the day's figures and the question *why am I in this state*.

    `cause` is what brought it about, `by_user_id` the supervisor who did it by hand.
    """

    __tablename__ = "agent_states"
    __table_args__ = (
        sa.CheckConstraint(_REASON_WHEN_NOT_READY, name="reason_when_not_ready"),
        sa.Index("ix_agent_states_agent_began", "agent_id", "began_at"),
        sa.Index("ix_agent_states_began", "began_at"),
        sa.Index(  # the few that a look at the day before a report's time would not find
            "ix_agent_states_long",
            "ended_at",
            postgresql_where=sa.text("state <> 'offline' AND ended_at - began_at > interval '1 day'"),
        ),
        sa.Index("uq_agent_states_present", "agent_id", unique=True, postgresql_where=sa.text("ended_at IS NULL")),
    )

    agent_state_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agent_id: Mapped[UUID] = mapped_column(sa.ForeignKey(AgentRow.agent_id, ondelete="CASCADE"))
    state: Mapped[AgentState]
    reason: Mapped[ChosenReason | None]
    system_reason: Mapped[SystemReason | None]
    call_id: Mapped[UUID | None]
    cause: Mapped[StateCause] = mapped_column(default=StateCause.SYSTEM, server_default=StateCause.SYSTEM.value)
    by_user_id: Mapped[UUID | None]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def given_reason(self) -> ChosenReason | SystemReason | None:
        """Why the agent was not ready, whoever said so."""
        return self.reason or self.system_reason

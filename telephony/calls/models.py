"""Calls and the parties in them."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from telephony.contract import (
    CallAction,
    CallDirection,
    CallState,
    ColleagueOutcome,
    ColleagueState,
    EndCause,
    NumberCheck,
    PausedBy,
    RecordingDeed,
    RecordingProblem,
    RecordingState,
    RecordingStop,
    SupervisionMode,
)
from telephony.database import Base
from telephony.queues.models import QueueRow

_HANDLED: Final = "state IN ('previewing', 'connecting', 'dialling', 'alerting', 'talking', 'held')"


class CallRow(Base):
    """One call: a room with parties. `caller_number` is the customer's, E.164, whoever called whom; empty where it was
    withheld, and between colleagues. `called_number` is ours.

    `colleague_id` is who was called into it last, `colleague_state` how far they have come. `transfer_id` is the call's
    last transfer, by which somebody outside may have been called in place of a colleague; `conferring`: nobody is held.
    `talk_seconds` and `hold_seconds` are of the agent who has, or had, the call last. `first_queue_id` is the queue it
    came to, where a transfer has taken it to another. `supervision_id` is the supervisor who is in it now, `supervised`
    what its agent is told of that. `digits_sent` counts the tones that its agents sent; which, nobody writes down.
    `guest_id` is a colleague who stays in it since `guest_since_at` while another may be asked.
    `keeps_agent`: an agent is kept for it (`agents.kept_for_id`).

    `item_id` is the callback that it makes, or tries to. `undialled`: no carrier knows of it yet. `by_share`: while it
    waits, callers go before it but for the share of its queue, which grows from `late_at` on.

    `last_sequence` is the provider's number of the last report applied; an overtaken one changes nothing.
    `called_at` is when the caller reached the carrier, whose menu they heard until `arrived_at`; None where not known.

    `recording_policy` is the code of the policy by which it is recorded, empty where it is not, and `recording_allows`
    what that lets an agent do, with spaces between. `recording` is how it stands as the carrier confirmed,
    `recording_asked` what it was asked since, and `recording_problem` what it has not done. `recording_paused_for` had
    the call when it was paused. `recording_announced` is the code of the policy of which the caller was told last, at
    `recording_announced_at`; `recording_agreed` that of which they were asked in the menu and did not refuse.
    `recording_starts` are the recordings that the carrier was asked to begin (`recordings.begun`).
    """

    __tablename__ = "calls"
    __table_args__ = (
        sa.UniqueConstraint("provider", "call_sid"),
        sa.CheckConstraint("(state = 'ended') = (ended_at IS NOT NULL)", name="ended_has_time"),
        sa.CheckConstraint(f"NOT ({_HANDLED}) OR agent_id IS NOT NULL", name="handled_has_agent"),
        sa.CheckConstraint(f"colleague_state IS NULL OR {_HANDLED}", name="colleague_while_handled"),
        sa.CheckConstraint(
            "colleague_state IS NULL OR colleague_id IS NOT NULL OR transfer_id IS NOT NULL",
            name="colleague_is_somebody",
        ),
        sa.CheckConstraint("supervision_id IS NULL OR state IN ('talking', 'held')", name="supervised_while_spoken_in"),
        sa.CheckConstraint("guest_id IS NULL OR state IN ('talking', 'held')", name="guest_while_spoken_in"),
        sa.CheckConstraint("(guest_id IS NULL) = (guest_since_at IS NULL)", name="guest_has_time"),
        sa.CheckConstraint(
            "guest_id IS NULL OR (guest_id <> agent_id AND (colleague_state IS NULL OR guest_id <> colleague_id))",
            name="guest_is_another",
        ),
        sa.CheckConstraint("supervised IS NULL OR supervision_id IS NOT NULL", name="supervised_by_somebody"),
        sa.CheckConstraint(
            "NOT conferring OR (state = 'talking' AND colleague_state = 'joined')", name="conferring_with_somebody"
        ),
        sa.CheckConstraint("colleague_state IS NULL OR colleague_id <> agent_id", name="colleague_is_another"),
        sa.CheckConstraint("direction <> 'internal' OR state <> 'held'", name="internal_is_not_held"),
        sa.CheckConstraint("state NOT IN ('queued', 'ringing') OR agent_id IS NULL", name="waiting_has_no_agent"),
        sa.CheckConstraint(
            "NOT undialled OR (item_id IS NOT NULL AND state IN ('queued', 'ringing', 'previewing', 'ended'))",
            name="undialled_is_callback",
        ),
        sa.CheckConstraint("state <> 'previewing' OR undialled", name="previewed_is_undialled"),
        sa.CheckConstraint("NOT by_share OR item_id IS NOT NULL", name="by_share_is_callback"),
        sa.Index(  # two agents, or two servers, never dial the same callback
            "uq_calls_live_item",
            "item_id",
            unique=True,
            postgresql_where=sa.text("item_id IS NOT NULL AND state <> 'ended'"),
        ),
        sa.Index("ix_calls_item", "item_id", "arrived_at", postgresql_where=sa.text("item_id IS NOT NULL")),
        sa.Index(
            "uq_calls_live_agent",
            "agent_id",
            unique=True,
            postgresql_where=sa.text(_HANDLED),
        ),
        sa.Index(
            "uq_calls_live_colleague",
            "colleague_id",
            unique=True,
            postgresql_where=sa.text("colleague_state IS NOT NULL"),
        ),
        sa.Index("uq_calls_guest", "guest_id", unique=True, postgresql_where=sa.text("guest_id IS NOT NULL")),
        sa.Index("ix_calls_agent_wrapped_up", "agent_id", "wrapped_up_at"),
        sa.Index(  # ended ones that were to be recorded, some of which the carrier may never have told of
            "ix_calls_to_be_recorded", "ended_at", postgresql_where=sa.text("recording_starts IS NOT NULL")
        ),
        sa.Index(
            "ix_calls_queue_wrapped_up",
            "queue_id",
            "wrapped_up_at",
            postgresql_where=sa.text("wrapped_up_at IS NOT NULL"),
        ),
        sa.Index("ix_calls_live", "call_id", postgresql_where=sa.text("state <> 'ended'")),
        sa.Index("ix_calls_came", "enqueued_at", postgresql_where=sa.text("direction = 'inbound'")),
        sa.Index("ix_calls_waiting", "queue_id", "enqueued_at", postgresql_where=sa.text("state = 'queued'")),
    )

    call_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    provider: Mapped[str] = mapped_column(sa.String(20))
    call_sid: Mapped[str] = mapped_column(sa.String(80))
    direction: Mapped[CallDirection] = mapped_column(
        default=CallDirection.INBOUND, server_default=CallDirection.INBOUND.value
    )
    state: Mapped[CallState]
    queue_id: Mapped[UUID] = mapped_column(sa.ForeignKey(QueueRow.queue_id))
    agent_id: Mapped[UUID | None]
    caller_number: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    called_number: Mapped[str] = mapped_column(sa.String(16), default="", server_default="")
    number_check: Mapped[NumberCheck] = mapped_column(default=NumberCheck.NONE, server_default=NumberCheck.NONE.value)
    menu_path: Mapped[list[dict[str, Any]]] = mapped_column(sa.dialects.postgresql.JSONB(), server_default="[]")
    menu_reason: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    menu_language: Mapped[str] = mapped_column(sa.String(10), default="", server_default="")
    carried: Mapped[dict[str, Any]] = mapped_column(sa.dialects.postgresql.JSONB(), default=dict, server_default="{}")
    keyed_digits: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    recording_policy: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    recording_allows: Mapped[str] = mapped_column(sa.String(120), default="", server_default="")
    recording: Mapped[RecordingState] = mapped_column(default=RecordingState.OFF, server_default="off")
    recording_asked: Mapped[RecordingDeed | None]
    recording_problem: Mapped[RecordingProblem | None]
    recording_paused_by: Mapped[PausedBy | None]
    recording_paused_for: Mapped[UUID | None]
    recording_stopped_by: Mapped[RecordingStop | None]
    recording_announced: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    recording_agreed: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    recording_announced_at: Mapped[datetime | None]
    recording_starts: Mapped[list[dict[str, Any]] | None] = mapped_column(
        sa.dialects.postgresql.JSONB(none_as_null=True)
    )
    callback_wished_at: Mapped[datetime | None]
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    urgent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    preferred_agent_id: Mapped[UUID | None]
    preferred_until_at: Mapped[datetime | None]
    preferred_team: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    team_until_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime]
    enqueued_at: Mapped[datetime]
    since_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    wrapped_up_at: Mapped[datetime | None]
    muted: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    pending: Mapped[CallAction | None]
    end_cause: Mapped[EndCause | None]
    colleague_id: Mapped[UUID | None]
    colleague_state: Mapped[ColleagueState | None]
    colleague_outcome: Mapped[ColleagueOutcome | None]
    conferring: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    transfer_id: Mapped[UUID | None]
    guest_id: Mapped[UUID | None]
    guest_since_at: Mapped[datetime | None]
    first_queue_id: Mapped[UUID | None]
    item_id: Mapped[UUID | None]
    undialled: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    by_share: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    late_at: Mapped[datetime | None]
    supervision_id: Mapped[UUID | None]
    supervised: Mapped[SupervisionMode | None]
    keeps_agent: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    digits_sent: Mapped[int] = mapped_column(default=0, server_default="0")
    last_sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    wait_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    talk_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    hold_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    wrap_up_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    # Every update is conditional on the version that was read; `version` grows with each change that a desk shows.
    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012


class PartyRow(Base):
    """One party of a call: the customer, the agent, or a colleague whom the agent called, or somebody outside in their
    place.

    The agent hears one of the others at most: of those present all but one are held, unless they are `together`.
    """

    __tablename__ = "parties"
    __table_args__ = (
        sa.UniqueConstraint("call_id", "label"),
        sa.Index(
            "uq_parties_audible",
            "call_id",
            unique=True,
            postgresql_where=sa.text("left_at IS NULL AND NOT held AND NOT together AND kind <> 'agent'"),
        ),
    )

    party_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CallRow.call_id, ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(sa.String(60))
    kind: Mapped[str] = mapped_column(sa.String(20))
    agent_id: Mapped[UUID | None]
    joined_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    held: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    muted: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    together: Mapped[bool] = mapped_column(default=False, server_default=sa.false())


class CallStretchRow(Base):
    """One stretch of a call that is over, in the state it was in; `next_state` is what it went to, and `end_cause` why
    where that was its end. `agent_id` is who handled it. How it rang is in the offers.

    Rows are only ever added: every figure, by whatever definition, is counted from them. A new call's first stretch is
    written before the call itself, so the reference is looked at with the commit.
    """

    __tablename__ = "call_stretches"
    __table_args__ = (
        sa.CheckConstraint(f"state = 'queued' OR {_HANDLED}", name="has_stretches"),
        sa.CheckConstraint("(state = 'queued') = (agent_id IS NULL)", name="handled_has_agent"),
        sa.CheckConstraint("(next_state = 'ended') = (end_cause IS NOT NULL)", name="end_has_cause"),
        sa.CheckConstraint("ended_at >= began_at", name="in_time"),
        sa.Index("ix_call_stretches_began", "began_at"),
    )

    stretch_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(CallRow.call_id, ondelete="CASCADE", deferrable=True, initially="DEFERRED"), index=True
    )
    queue_id: Mapped[UUID]
    agent_id: Mapped[UUID | None]
    state: Mapped[CallState]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    next_state: Mapped[CallState]
    end_cause: Mapped[EndCause | None]

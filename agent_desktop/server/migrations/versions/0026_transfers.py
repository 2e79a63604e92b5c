"""Transfers, the parts of those who passed a call on, and conferences.

Revision 0026, after 0025.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_AUDIBLE_BEFORE = "left_at IS NULL AND NOT held AND kind <> 'agent'"
_AUDIBLE = "left_at IS NULL AND NOT held AND NOT together AND kind <> 'agent'"
_SOMEBODY_BEFORE = "colleague_state IS NULL OR colleague_id IS NOT NULL"
_SOMEBODY = "colleague_state IS NULL OR colleague_id IS NOT NULL OR transfer_id IS NOT NULL"
_CONFERRING = "NOT conferring OR (state = 'talking' AND colleague_state = 'joined')"
_ENDED = "state IN ('done', 'cancelled', 'abandoned', 'failed')"


def upgrade() -> None:
    op.add_column("calls", sa.Column("conferring", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("calls", sa.Column("transfer_id", sa.Uuid(), nullable=True))
    op.add_column("calls", sa.Column("first_queue_id", sa.Uuid(), nullable=True))
    op.add_column("calls", sa.Column("keeps_agent", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("parties", sa.Column("together", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("agents", sa.Column("kept_for_id", sa.Uuid(), nullable=True))
    op.create_index(
        "uq_agents_kept_for",
        "agents",
        ["kept_for_id"],
        unique=True,
        postgresql_where=sa.text("kept_for_id IS NOT NULL"),
    )
    _somebody_is(_SOMEBODY)
    op.create_check_constraint(op.f("ck_calls_conferring_with_somebody"), "calls", _CONFERRING)
    _audible_is(_AUDIBLE_BEFORE, _AUDIBLE)
    _create_transfers()
    _create_legs()
    # The limit of a wrap-up is its agent's: two may wrap up one call.
    op.execute(
        "UPDATE timers SET subject_id = agents.agent_id FROM agents"
        " WHERE kind = 'wrap_up_ends' AND agents.call_id = timers.subject_id AND agents.state = 'wrap_up'"
    )


def downgrade() -> None:
    op.execute(
        "DELETE FROM timers WHERE kind IN ('caller_alone', 'outside_expires', 'kept_is_free')"
        " OR (kind = 'wrap_up_ends' AND subject_id IN (SELECT agent_id FROM call_legs WHERE wrapped_up_at IS NULL))"
    )
    op.execute(
        "UPDATE timers SET subject_id = agents.call_id FROM agents"
        " WHERE kind = 'wrap_up_ends' AND agents.agent_id = timers.subject_id AND agents.call_id IS NOT NULL"
    )
    # What the version before has no word for.
    op.execute("UPDATE calls SET end_cause = 'agent_hung_up' WHERE end_cause = 'handed_over'")
    op.execute("UPDATE call_stretches SET end_cause = 'agent_hung_up' WHERE end_cause = 'handed_over'")
    op.drop_table("call_legs")
    op.drop_table("transfers")
    op.execute("UPDATE parties SET held = true WHERE together AND left_at IS NULL AND kind = 'colleague'")
    _audible_is(_AUDIBLE, _AUDIBLE_BEFORE)
    op.drop_constraint(op.f("ck_calls_conferring_with_somebody"), "calls", type_="check")
    op.execute("UPDATE calls SET colleague_state = NULL WHERE colleague_state IS NOT NULL AND colleague_id IS NULL")
    _somebody_is(_SOMEBODY_BEFORE)
    op.drop_index("uq_agents_kept_for", table_name="agents", postgresql_where=sa.text("kept_for_id IS NOT NULL"))
    op.drop_column("agents", "kept_for_id")
    op.drop_column("parties", "together")
    op.drop_column("calls", "keeps_agent")
    op.drop_column("calls", "first_queue_id")
    op.drop_column("calls", "transfer_id")
    op.drop_column("calls", "conferring")


def _create_transfers() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "transfers",
        sa.Column("transfer_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("from_agent_id", sa.Uuid(), nullable=False),
        sa.Column("from_queue_id", sa.Uuid(), nullable=False),
        sa.Column("to_agent_id", sa.Uuid(), nullable=True),
        sa.Column("to_queue_id", sa.Uuid(), nullable=True),
        sa.Column("to_number", sa.String(length=16), server_default="", nullable=False),
        sa.Column("began_at", at, nullable=False),
        sa.Column("since_at", at, nullable=False),
        sa.Column("expires_at", at, nullable=True),
        sa.Column("called_at", at, nullable=True),
        sa.Column("joined_at", at, nullable=True),
        sa.Column("ended_at", at, nullable=True),
        sa.Column("agent_gone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("may_complete", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told", sa.String(length=40), server_default="nothing", nullable=False),
        sa.CheckConstraint(f"({_ENDED}) = (ended_at IS NOT NULL)", name=op.f("ck_transfers_ended_has_time")),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_transfers_ended_has_outcome")),
        sa.CheckConstraint(
            "num_nonnulls(to_agent_id, to_queue_id, nullif(to_number, '')) = 1", name=op.f("ck_transfers_one_target")
        ),
        sa.CheckConstraint("to_agent_id IS NULL OR to_agent_id <> from_agent_id", name=op.f("ck_transfers_to_another")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_transfers_call_id_calls"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["from_queue_id"], ["queues.queue_id"], name=op.f("fk_transfers_from_queue_id_queues")),
        sa.ForeignKeyConstraint(["to_queue_id"], ["queues.queue_id"], name=op.f("fk_transfers_to_queue_id_queues")),
        sa.PrimaryKeyConstraint("transfer_id", name=op.f("pk_transfers")),
    )
    op.create_index(op.f("ix_transfers_call_id"), "transfers", ["call_id"])
    op.create_index(
        "uq_transfers_open", "transfers", ["call_id"], unique=True, postgresql_where=sa.text("ended_at IS NULL")
    )


def _create_legs() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "call_legs",
        sa.Column("leg_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", at, nullable=False),
        sa.Column("wrapped_up_at", at, nullable=True),
        sa.Column("shown", postgresql.JSONB(none_as_null=True), nullable=True),
        sa.Column("talk_seconds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("hold_seconds", sa.Integer(), server_default="0", nullable=False),
        sa.Column("wrap_up_seconds", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("wrapped_up_at IS NULL OR wrapped_up_at >= ended_at", name=op.f("ck_call_legs_in_time")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_call_legs_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("leg_id", name=op.f("pk_call_legs")),
    )
    op.create_index("ix_call_legs_agent_wrapped_up", "call_legs", ["agent_id", "wrapped_up_at"])
    op.create_index(op.f("ix_call_legs_call_id"), "call_legs", ["call_id"])
    op.create_index(
        "uq_call_legs_wrapping_up",
        "call_legs",
        ["agent_id"],
        unique=True,
        postgresql_where=sa.text("wrapped_up_at IS NULL"),
    )


def _somebody_is(condition: str) -> None:
    op.drop_constraint(op.f("ck_calls_colleague_is_somebody"), "calls", type_="check")
    op.create_check_constraint(op.f("ck_calls_colleague_is_somebody"), "calls", condition)


def _audible_is(before: str, after: str) -> None:
    op.drop_index("uq_parties_audible", table_name="parties", postgresql_where=sa.text(before))
    op.create_index("uq_parties_audible", "parties", ["call_id"], unique=True, postgresql_where=sa.text(after))

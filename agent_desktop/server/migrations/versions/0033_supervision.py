"""Supervisors in calls, the count of tones sent into them, and short messages.

Revision 0033, after 0032.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_WHILE_SPOKEN_IN = "supervision_id IS NULL OR state IN ('talking', 'held')"
_BY_SOMEBODY = "supervised IS NULL OR supervision_id IS NOT NULL"


def upgrade() -> None:
    op.add_column("calls", sa.Column("supervision_id", sa.Uuid(), nullable=True))
    op.add_column("calls", sa.Column("supervised", sa.String(length=40), nullable=True))
    op.add_column("calls", sa.Column("digits_sent", sa.Integer(), server_default="0", nullable=False))
    op.create_check_constraint(op.f("ck_calls_supervised_while_spoken_in"), "calls", _WHILE_SPOKEN_IN)
    op.create_check_constraint(op.f("ck_calls_supervised_by_somebody"), "calls", _BY_SOMEBODY)
    at = sa.DateTime(timezone=True)
    op.create_table(
        "supervisions",
        sa.Column("supervision_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("pending", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("began_at", at, nullable=False),
        sa.Column("since_at", at, nullable=False),
        sa.Column("joined_at", at, nullable=True),
        sa.Column("ended_at", at, nullable=True),
        sa.Column("heard_at", at, nullable=False),
        sa.CheckConstraint("(state = 'left') = (ended_at IS NOT NULL)", name=op.f("ck_supervisions_left_has_time")),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_supervisions_left_has_outcome")),
        sa.CheckConstraint("pending IS NULL OR ended_at IS NULL", name=op.f("ck_supervisions_pending_while_on")),
        sa.CheckConstraint("supervisor_id <> agent_id", name=op.f("ck_supervisions_somebody_else")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_supervisions_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("supervision_id", name=op.f("pk_supervisions")),
    )
    op.create_index(op.f("ix_supervisions_call_id"), "supervisions", ["call_id"])
    op.create_index(
        "uq_supervisions_call", "supervisions", ["call_id"], unique=True, postgresql_where=sa.text("ended_at IS NULL")
    )
    op.create_index(
        "uq_supervisions_supervisor",
        "supervisions",
        ["supervisor_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    _create_messages()


def downgrade() -> None:
    op.execute("DELETE FROM contacts WHERE channel = 'message'")
    op.drop_table("message_opt_outs")
    op.drop_table("sent_messages")
    op.drop_table("messages")
    op.execute("DELETE FROM timers WHERE kind = 'supervisor_joins'")
    op.drop_table("supervisions")
    op.drop_constraint(op.f("ck_calls_supervised_by_somebody"), "calls", type_="check")
    op.drop_constraint(op.f("ck_calls_supervised_while_spoken_in"), "calls", type_="check")
    op.drop_column("calls", "digits_sent")
    op.drop_column("calls", "supervised")
    op.drop_column("calls", "supervision_id")


def _create_messages() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "messages",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("message_sid", sa.String(length=80), nullable=True),
        sa.Column("to_number", sa.String(length=16), nullable=False),
        sa.Column("from_number", sa.String(length=16), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("problem", sa.String(length=40), server_default="", nullable=False),
        sa.Column("carrier_code", sa.String(length=20), server_default="", nullable=False),
        sa.Column("asked_at", at, nullable=False),
        sa.Column("due_at", at, nullable=False),
        sa.Column("since_at", at, nullable=False),
        sa.Column("ended_at", at, nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "(state IN ('delivered', 'undelivered', 'failed')) = (ended_at IS NOT NULL)",
            name=op.f("ck_messages_ended_has_time"),
        ),
        sa.CheckConstraint("state <> 'waiting' OR text <> ''", name=op.f("ck_messages_waiting_has_text")),
        sa.CheckConstraint(
            "problem = '' OR state IN ('undelivered', 'failed')", name=op.f("ck_messages_problem_at_end")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_messages")),
        sa.UniqueConstraint("provider", "message_sid", name=op.f("uq_messages_provider_message_sid")),
    )
    op.create_index("ix_messages_due", "messages", ["due_at"], postgresql_where=sa.text("state = 'waiting'"))
    op.create_table(
        "sent_messages",
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("problem", sa.String(length=40), server_default="", nullable=False),
        sa.Column("asked_at", at, nullable=False),
        sa.Column("since_at", at, nullable=False),
        sa.CheckConstraint(
            "problem = '' OR status IN ('undelivered', 'failed')", name=op.f("ck_sent_messages_problem_at_end")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.customer_id"],
            name=op.f("fk_sent_messages_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_sent_messages")),
    )
    op.create_index("ix_sent_messages_customer_asked", "sent_messages", ["customer_id", "asked_at"])
    op.create_table(
        "message_opt_outs",
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("said_at", at, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_message_opt_outs")),
    )

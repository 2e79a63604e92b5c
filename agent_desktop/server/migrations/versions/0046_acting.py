"""Agents moved to other queues for a while, calls for help, and notices to agents.

Revision 0046, after 0048.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0046"
down_revision = "0048"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_ON = "state IN ('open', 'escalated')"


def upgrade() -> None:
    op.create_table(
        "queue_moves",
        sa.Column("move_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("queues", JSONB(), nullable=False),
        sa.Column("before", JSONB(), nullable=False),
        sa.Column("until_at", _TIME, nullable=True),
        sa.Column("reason", sa.String(200), server_default="", nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", _TIME, nullable=False),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.CheckConstraint("(ended_at IS NULL) = (outcome IS NULL)", name=op.f("ck_queue_moves_ended_has_outcome")),
        sa.CheckConstraint("until_at IS NULL OR until_at > began_at", name=op.f("ck_queue_moves_until_after_began")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.agent_id"], name=op.f("fk_queue_moves_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("move_id", name=op.f("pk_queue_moves")),
    )
    op.create_index(
        "uq_queue_moves_agent",
        "queue_moves",
        ["agent_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_queue_moves_began", "queue_moves", ["began_at"])
    op.create_table(
        "help_calls",
        sa.Column("help_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("words", sa.String(140), server_default="", nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("escalates_at", _TIME, nullable=False),
        sa.Column("escalated_at", _TIME, nullable=True),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(f"({_ON}) = (ended_at IS NULL)", name=op.f("ck_help_calls_ended_has_time")),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_by_id IS NOT NULL)", name=op.f("ck_help_calls_answered_has_who")
        ),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agents.agent_id"], name=op.f("fk_help_calls_agent_id_agents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("help_id", name=op.f("pk_help_calls")),
    )
    op.create_index("uq_help_calls_agent", "help_calls", ["agent_id"], unique=True, postgresql_where=sa.text(_ON))
    op.create_index("ix_help_calls_agent_asked", "help_calls", ["agent_id", "asked_at"])
    op.create_index("ix_help_calls_ended", "help_calls", ["ended_at"])
    op.create_table(
        "notices",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("text", sa.String(255), server_default="", nullable=False),
        sa.Column("detail", JSONB(), server_default="{}", nullable=False),
        sa.Column("priority", sa.String(40), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("teams", JSONB(), server_default="[]", nullable=False),
        sa.Column("queues", JSONB(), server_default="[]", nullable=False),
        sa.Column("everybody", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sent_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("withdrawn_at", _TIME, nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("expires_at > sent_at", name=op.f("ck_notices_expires_after")),
        sa.CheckConstraint(
            "(topic = 'words') <= (by_id IS NOT NULL AND text <> '')", name=op.f("ck_notices_words_of_somebody")
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_sent", "notices", ["sent_at"])
    op.create_table(
        "notice_receipts",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("shown_at", _TIME, nullable=True),
        sa.Column("read_at", _TIME, nullable=True),
        sa.CheckConstraint("read_at IS NULL OR shown_at IS NOT NULL", name=op.f("ck_notice_receipts_read_was_shown")),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["notices.notice_id"],
            name=op.f("fk_notice_receipts_notice_id_notices"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notice_id", "user_id", name=op.f("pk_notice_receipts")),
    )
    op.create_index("ix_notice_receipts_user", "notice_receipts", ["user_id"])


def downgrade() -> None:
    for table in ("notice_receipts", "notices", "help_calls", "queue_moves"):
        op.drop_table(table)

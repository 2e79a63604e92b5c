"""Hand-over notes, and who has read them.

Revision 0023, after 0022.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handovers",
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("interaction_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("from_agent_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("sent_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason_code", sa.String(length=60), server_default="", nullable=False),
        sa.Column("summary", sa.String(length=500), server_default="", nullable=False),
        sa.Column("asked", sa.String(length=200), server_default="", nullable=False),
        sa.Column("promised", sa.String(length=300), server_default="", nullable=False),
        sa.Column("included", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_handovers_version_positive")),
        sa.CheckConstraint("(sent_version > 0) = (sent_at IS NOT NULL)", name=op.f("ck_handovers_sent_has_time")),
        sa.CheckConstraint("sent_version IN (0, version)", name=op.f("ck_handovers_sent_is_newest")),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interactions.interaction_id"],
            name=op.f("fk_handovers_interaction_id_interactions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("handover_id", name=op.f("pk_handovers")),
        sa.UniqueConstraint("interaction_id", name=op.f("uq_handovers_interaction_id")),
    )
    op.create_index(op.f("ix_handovers_call_id"), "handovers", ["call_id"], unique=False)
    op.create_table(
        "handover_reads",
        sa.Column("handover_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["handover_id"],
            ["handovers.handover_id"],
            name=op.f("fk_handover_reads_handover_id_handovers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("handover_id", "agent_id", name=op.f("pk_handover_reads")),
    )


def downgrade() -> None:
    op.drop_table("handover_reads")
    op.drop_table("handovers")

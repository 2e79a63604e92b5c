"""Contacts and stretches.

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_stretches",
        sa.Column("stretch_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("queue_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_state", sa.String(length=40), nullable=False),
        sa.Column("end_cause", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'connecting', 'talking', 'held')", name=op.f("ck_call_stretches_has_stretches")
        ),
        sa.CheckConstraint("(state = 'queued') = (agent_id IS NULL)", name=op.f("ck_call_stretches_handled_has_agent")),
        sa.CheckConstraint(
            "(next_state = 'ended') = (end_cause IS NOT NULL)", name=op.f("ck_call_stretches_end_has_cause")
        ),
        sa.CheckConstraint("ended_at >= began_at", name=op.f("ck_call_stretches_in_time")),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["calls.call_id"],
            name=op.f("fk_call_stretches_call_id"),
            ondelete="CASCADE",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("stretch_id", name=op.f("pk_call_stretches")),
    )
    op.create_index(op.f("ix_call_stretches_call_id"), "call_stretches", ["call_id"], unique=False)
    op.create_table(
        "wrap_up_extensions",
        sa.Column("extension_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_wrap_up_extensions_call_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("extension_id", name=op.f("pk_wrap_up_extensions")),
    )
    op.create_index(op.f("ix_wrap_up_extensions_call_id"), "wrap_up_extensions", ["call_id"], unique=False)
    op.add_column("calls", sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("offers", sa.Column("pops", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.create_index("uq_offers_pop", "offers", ["call_id", "agent_id"], unique=True, postgresql_where=sa.text("pops"))


def downgrade() -> None:
    op.drop_index("uq_offers_pop", table_name="offers", postgresql_where=sa.text("pops"))
    op.drop_column("offers", "pops")
    op.drop_column("calls", "called_at")
    op.drop_index(op.f("ix_wrap_up_extensions_call_id"), table_name="wrap_up_extensions")
    op.drop_table("wrap_up_extensions")
    op.drop_index(op.f("ix_call_stretches_call_id"), table_name="call_stretches")
    op.drop_table("call_stretches")

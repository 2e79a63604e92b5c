"""A line of those who ask for a busy colleague next, and the calls that colleagues owe customers.

Revision 0032, after 0031.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked_next",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("by_agent_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("agent_id <> by_agent_id", name=op.f("ck_asked_next_of_another")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_asked_next_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_asked_next")),
    )
    op.create_index("ix_asked_next_agent", "asked_next", ["agent_id", "asked_at", "call_id"])
    op.execute(
        """
        INSERT INTO asked_next (call_id, agent_id, by_agent_id, asked_at)
        SELECT calls.call_id, agents.agent_id, calls.agent_id, calls.since_at
        FROM agents JOIN calls ON calls.call_id = agents.kept_for_id
        WHERE calls.agent_id IS NOT NULL AND calls.agent_id <> agents.agent_id
        """
    )
    op.execute("UPDATE agents SET kept_for_id = NULL WHERE kept_for_id NOT IN (SELECT call_id FROM asked_next)")
    op.execute("UPDATE calls SET keeps_agent = call_id IN (SELECT call_id FROM asked_next) WHERE keeps_agent")
    op.create_table(
        "owed_calls",
        sa.Column("owed_call_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("handover_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_owed_calls_version_positive")),
        sa.CheckConstraint("(done_at IS NULL) = (done_by IS NULL)", name=op.f("ck_owed_calls_done_by_somebody")),
        sa.CheckConstraint("number <> '' AND reason <> ''", name=op.f("ck_owed_calls_says_what")),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.customer_id"],
            name=op.f("fk_owed_calls_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["handover_id"],
            ["handovers.handover_id"],
            name=op.f("fk_owed_calls_handover_id_handovers"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("owed_call_id", name=op.f("pk_owed_calls")),
    )
    op.create_index(op.f("ix_owed_calls_customer_id"), "owed_calls", ["customer_id"])
    op.create_index(op.f("ix_owed_calls_handover_id"), "owed_calls", ["handover_id"])
    op.create_index("ix_owed_calls_owner", "owed_calls", ["owner_id", "due_at"])
    op.create_index(
        "uq_owed_calls_open", "owed_calls", ["call_id"], unique=True, postgresql_where=sa.text("done_at IS NULL")
    )


def downgrade() -> None:
    op.drop_table("owed_calls")
    op.drop_table("asked_next")

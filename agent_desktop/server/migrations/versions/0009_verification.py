"""What callers were asked, and needs of customers.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "customers",
        sa.Column("needs", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
    )
    op.create_table(
        "verification_checks",
        sa.Column("verification_check_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("check_code", sa.String(length=40), nullable=False),
        sa.Column("method", sa.String(length=40), nullable=False),
        sa.Column("result", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("locks_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "locks_until IS NULL OR result = 'wrong'", name=op.f("ck_verification_checks_only_wrong_locks")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.customer_id"],
            name=op.f("fk_verification_checks_customer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("verification_check_id", name=op.f("pk_verification_checks")),
    )
    op.create_index("ix_verification_checks_customer_id_at", "verification_checks", ["customer_id", "at"])
    op.create_index(op.f("ix_verification_checks_call_id"), "verification_checks", ["call_id"])


def downgrade() -> None:
    op.drop_table("verification_checks")
    op.drop_column("customers", "needs")

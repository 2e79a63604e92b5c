"""Who looks after customers, as it was given here, and how that changed.

Revision 0017, after 0016. An index over all customers is built, which is said where they are many.
"""

import sqlalchemy as sa
from alembic import op

from agent_desktop.server.migrations.telling import teller

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "manager_changes",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("from_name", sa.String(length=100), server_default="", nullable=False),
        sa.Column("to_name", sa.String(length=100), server_default="", nullable=False),
        sa.Column("customer_count", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("change_id", name=op.f("pk_manager_changes")),
    )
    op.create_index(op.f("ix_manager_changes_at"), "manager_changes", ["at"])
    op.create_table(
        "manager_change_entries",
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("old_name", sa.String(length=100), nullable=False),
        sa.Column("new_name", sa.String(length=100), nullable=False),
        sa.Column("was_ours", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_id"],
            ["manager_changes.change_id"],
            name=op.f("fk_manager_change_entries_change_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.customer_id"],
            name=op.f("fk_manager_change_entries_customer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("change_id", "customer_id", name=op.f("pk_manager_change_entries")),
    )
    op.create_index(op.f("ix_manager_change_entries_customer_id"), "manager_change_entries", ["customer_id"])
    op.create_table(
        "given_managers",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("manager_name", sa.String(length=100), nullable=False),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.customer_id"],
            name=op.f("fk_given_managers_customer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_given_managers")),
    )
    teller(revision, "customers", steps=1)(1, "managers_index")
    op.create_index(
        "ix_customers_manager_name", "customers", ["manager_name"], postgresql_where=sa.text("manager_name <> ''")
    )


def downgrade() -> None:
    op.drop_index("ix_customers_manager_name", table_name="customers")
    op.drop_table("given_managers")
    op.drop_table("manager_change_entries")
    op.drop_table("manager_changes")

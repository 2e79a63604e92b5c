"""Tasks to turn to a customer.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outreach_tasks",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), server_default="open", nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team", sa.String(length=100), server_default="", nullable=False),
        sa.Column("queue_code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("note", sa.String(length=300), server_default="", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("ended_reason", sa.String(length=300), server_default="", nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_outreach_tasks_version_positive")),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_outreach_tasks_ended_has_time")),
        sa.ForeignKeyConstraint(
            ["alert_id"],
            ["customer_alerts.alert_id"],
            name=op.f("fk_outreach_tasks_alert_id_customer_alerts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.customer_id"],
            name=op.f("fk_outreach_tasks_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_outreach_tasks")),
        sa.UniqueConstraint("alert_id", name=op.f("uq_outreach_tasks_alert_id")),
    )
    op.create_index(op.f("ix_outreach_tasks_customer_id"), "outreach_tasks", ["customer_id"])
    op.create_index(op.f("ix_outreach_tasks_owner_id"), "outreach_tasks", ["owner_id"])
    op.create_index("ix_outreach_tasks_open", "outreach_tasks", ["due_at"], postgresql_where=sa.text("state = 'open'"))


def downgrade() -> None:
    op.drop_table("outreach_tasks")

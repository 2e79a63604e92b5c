"""Alerts of customers, and what they are worked out from: countries of bookings, documents' last days, hours for calls.

Revision 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("transactions", sa.Column("country", sa.String(length=2), server_default="", nullable=False))
    op.add_column("customers", sa.Column("document_expires_on", sa.Date(), nullable=True))
    op.add_column("customers", sa.Column("calls_from", sa.Time(), nullable=True))
    op.add_column("customers", sa.Column("calls_until", sa.Time(), nullable=True))
    op.add_column(
        "customers",
        sa.Column("alerts", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
    )
    op.create_table(
        "customer_alerts",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=40), server_default="new", nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("figures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=300), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["customers.customer_id"],
            name=op.f("fk_customer_alerts_account_id_customers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.customer_id"],
            name=op.f("fk_customer_alerts_customer_id_customers"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("alert_id", name=op.f("pk_customer_alerts")),
        sa.UniqueConstraint("account_id", "kind", "thing", name=op.f("uq_customer_alerts_account_id_kind_thing")),
    )
    op.create_index(op.f("ix_customer_alerts_customer_id"), "customer_alerts", ["customer_id"])
    op.create_index(
        "ix_customer_alerts_open",
        "customer_alerts",
        ["kind"],
        postgresql_where=sa.text("state IN ('new', 'seen')"),
    )
    op.create_table(
        "alert_bookings",
        sa.Column("transaction_id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["alert_id"],
            ["customer_alerts.alert_id"],
            name=op.f("fk_alert_bookings_alert_id_customer_alerts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("transaction_id", name=op.f("pk_alert_bookings")),
    )
    op.create_index(op.f("ix_alert_bookings_alert_id"), "alert_bookings", ["alert_id"])
    op.create_table(
        "alert_runs",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_alert_runs")),
        sa.UniqueConstraint("night", name=op.f("uq_alert_runs_night")),
    )
    op.create_index(op.f("ix_alert_runs_finished_at"), "alert_runs", ["finished_at"])


def downgrade() -> None:
    op.drop_table("alert_runs")
    op.drop_table("alert_bookings")
    op.drop_table("customer_alerts")
    op.drop_column("customers", "alerts")
    op.drop_column("customers", "calls_until")
    op.drop_column("customers", "calls_from")
    op.drop_column("customers", "document_expires_on")
    op.drop_column("transactions", "country")

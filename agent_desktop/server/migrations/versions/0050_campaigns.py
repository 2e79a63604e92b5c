"""Campaigns, and whom each is for.

Revision 0050, after 0049.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "campaigns",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=40), server_default="running", nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("occasion", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("audience", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("text", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(length=40), server_default="", nullable=False),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state IN ('done', 'cancelled')) = (ended_at IS NOT NULL)", name=op.f("ck_campaigns_ended_has_time")
        ),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_campaigns_capacity_positive")),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_campaigns_forwards")),
        sa.CheckConstraint("version > 0", name=op.f("ck_campaigns_version_positive")),
        sa.PrimaryKeyConstraint("campaign_id", name=op.f("pk_campaigns")),
    )
    op.create_index("ix_campaigns_made_at", "campaigns", ["made_at"], unique=False)
    op.create_index(
        "ix_campaigns_running",
        "campaigns",
        ["campaign_id"],
        unique=False,
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_table(
        "campaign_members",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("sort_key", sa.String(length=300, collation="C"), server_default="", nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("callback_id", sa.Uuid(), nullable=True),
        sa.Column("joined", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("sent_text", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("(state = 'waiting') = (due_at IS NOT NULL)", name=op.f("ck_campaign_members_waits_until")),
        sa.CheckConstraint(
            "(why IS NULL) = (state NOT IN ('skipped', 'failed'))", name=op.f("ck_campaign_members_why_not")
        ),
        sa.CheckConstraint(
            "state NOT IN ('done', 'failed', 'uncertain') OR done_at IS NOT NULL",
            name=op.f("ck_campaign_members_done_has_time"),
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.campaign_id"], name=op.f("fk_campaign_members_campaign_id")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_campaign_members_customer_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_campaign_members")),
        sa.UniqueConstraint("campaign_id", "customer_id", name=op.f("uq_campaign_members_campaign_id_customer_id")),
    )
    op.create_index(
        "ix_campaign_members_callback",
        "campaign_members",
        ["callback_id"],
        unique=False,
        postgresql_where=sa.text("callback_id IS NOT NULL"),
    )
    op.create_index(
        "ix_campaign_members_campaign",
        "campaign_members",
        ["campaign_id", "state", "sort_key", "member_id"],
        unique=False,
    )
    op.create_index("ix_campaign_members_customer", "campaign_members", ["customer_id", "done_at"], unique=False)
    op.create_index(
        "ix_campaign_members_due",
        "campaign_members",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_campaign_members_sending",
        "campaign_members",
        ["member_id"],
        unique=False,
        postgresql_where=sa.text("state = 'sending'"),
    )


def downgrade() -> None:
    op.drop_table("campaign_members")
    op.drop_table("campaigns")

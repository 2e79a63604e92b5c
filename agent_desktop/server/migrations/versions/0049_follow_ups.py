"""Follow-up plans with customers, and what happened to them.

Revision 0049, after 0046.
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("state", sa.String(length=40), server_default="open", nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("next_step", sa.String(length=300), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("team", sa.String(length=100), server_default="", nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("referred_by", sa.Uuid(), nullable=True),
        sa.Column("referred_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("result", sa.String(length=300), server_default="", nullable=False),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_follow_ups_ended_has_time")),
        sa.CheckConstraint("owner_id IS NOT NULL OR team <> ''", name=op.f("ck_follow_ups_somebodys")),
        sa.CheckConstraint("(referred_by IS NULL) = (referred_at IS NULL)", name=op.f("ck_follow_ups_referred_whole")),
        sa.CheckConstraint("version > 0", name=op.f("ck_follow_ups_version_positive")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.customer_id"], name=op.f("fk_follow_ups_customer_id")),
        sa.PrimaryKeyConstraint("follow_up_id", name=op.f("pk_follow_ups")),
    )
    op.create_index(op.f("ix_follow_ups_customer_id"), "follow_ups", ["customer_id"], unique=False)
    op.create_index(
        "ix_follow_ups_owner",
        "follow_ups",
        ["owner_id", "next_on"],
        unique=False,
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "ix_follow_ups_referred",
        "follow_ups",
        ["referred_by", "ended_at"],
        unique=False,
        postgresql_where=sa.text("referred_by IS NOT NULL"),
    )
    op.create_index(
        "ix_follow_ups_referred_at",
        "follow_ups",
        ["referred_at"],
        unique=False,
        postgresql_where=sa.text("referred_at IS NOT NULL"),
    )
    op.create_index(
        "ix_follow_ups_team",
        "follow_ups",
        ["team", "next_on"],
        unique=False,
        postgresql_where=sa.text("state = 'open' AND owner_id IS NULL"),
    )
    op.create_table(
        "follow_up_events",
        sa.Column("event_no", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=True),
        sa.Column("words", sa.String(length=300), server_default="", nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["follow_ups.follow_up_id"], name=op.f("fk_follow_up_events_follow_up_id")
        ),
        sa.PrimaryKeyConstraint("event_no", name=op.f("pk_follow_up_events")),
    )
    op.create_index("ix_follow_up_events_follow_up", "follow_up_events", ["follow_up_id", "event_no"], unique=False)


def downgrade() -> None:
    op.drop_table("follow_up_events")
    op.drop_table("follow_ups")

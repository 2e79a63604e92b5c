"""Whose accounts are whose: groups, pairs that wait for a person, and what people have said.

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consolidations",
        sa.Column("consolidation_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("match_weight", sa.Double(), nullable=False),
        sa.Column("merge_weight", sa.Double(), nullable=False),
        sa.Column("account_count", sa.Integer(), nullable=False),
        sa.Column("pair_count", sa.Integer(), nullable=False),
        sa.Column("group_count", sa.Integer(), nullable=False),
        sa.Column("doubtful_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("consolidation_id", name=op.f("pk_consolidations")),
    )
    op.create_index(op.f("ix_consolidations_finished_at"), "consolidations", ["finished_at"], unique=False)
    op.create_table(
        "link_decisions",
        sa.Column("left_id", sa.Uuid(), nullable=False),
        sa.Column("right_id", sa.Uuid(), nullable=False),
        sa.Column("is_same", sa.Boolean(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.CheckConstraint("left_id < right_id", name=op.f("ck_link_decisions_left_is_smaller")),
        sa.PrimaryKeyConstraint("left_id", "right_id", name=op.f("pk_link_decisions")),
    )
    op.create_index(op.f("ix_link_decisions_right_id"), "link_decisions", ["right_id"], unique=False)
    op.create_table(
        "link_pairs",
        sa.Column("pair_id", sa.Uuid(), nullable=False),
        sa.Column("left_id", sa.Uuid(), nullable=False),
        sa.Column("right_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("doubt", sa.String(length=40), nullable=False),
        sa.Column("levels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("left_id < right_id", name=op.f("ck_link_pairs_left_is_smaller")),
        sa.ForeignKeyConstraint(
            ["left_id"], ["customers.customer_id"], name=op.f("fk_link_pairs_left_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["customers.customer_id"], name=op.f("fk_link_pairs_right_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pair_id", name=op.f("pk_link_pairs")),
        sa.UniqueConstraint("left_id", "right_id", name=op.f("uq_link_pairs_left_id_right_id")),
    )
    op.create_index(
        "ix_link_pairs_likeliest", "link_pairs", [sa.literal_column("weight DESC"), "pair_id"], unique=False
    )
    op.create_index(op.f("ix_link_pairs_right_id"), "link_pairs", ["right_id"], unique=False)
    op.create_table(
        "merged_accounts",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=False),
        sa.Column("merged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_merged_accounts_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["customers.customer_id"], name=op.f("fk_merged_accounts_lead_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_merged_accounts")),
    )
    op.create_index(op.f("ix_merged_accounts_lead_id"), "merged_accounts", ["lead_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_merged_accounts_lead_id"), table_name="merged_accounts")
    op.drop_table("merged_accounts")
    op.drop_index(op.f("ix_link_pairs_right_id"), table_name="link_pairs")
    op.drop_index("ix_link_pairs_likeliest", table_name="link_pairs")
    op.drop_table("link_pairs")
    op.drop_index(op.f("ix_link_decisions_right_id"), table_name="link_decisions")
    op.drop_table("link_decisions")
    op.drop_index(op.f("ix_consolidations_finished_at"), table_name="consolidations")
    op.drop_table("consolidations")

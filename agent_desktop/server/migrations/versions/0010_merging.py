"""What people said of accounts, to be taken back; nights of consolidation.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link_deeds",
        sa.Column("deed_id", sa.Uuid(), nullable=False),
        sa.Column("deed", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("accounts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("after", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_back_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("deed_id", name=op.f("pk_link_deeds")),
    )
    op.create_table(
        "consolidation_nights",
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("owner", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("step_number", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consolidation_id", sa.Uuid(), nullable=True),
        sa.Column("failure", sa.String(length=40), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("night", name=op.f("pk_consolidation_nights")),
    )


def downgrade() -> None:
    op.drop_table("consolidation_nights")
    op.drop_table("link_deeds")

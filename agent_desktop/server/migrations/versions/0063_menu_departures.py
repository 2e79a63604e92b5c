"""Callers who hung up in the entry menu.

Revision 0063, after 0054.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "menu_departures",
        sa.Column("departure_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("call_sid", sa.String(length=80), nullable=False),
        sa.Column("caller_number", sa.String(length=16), server_default="", nullable=False),
        sa.Column("called_number", sa.String(length=16), server_default="", nullable=False),
        sa.Column("called_at", at, nullable=True),
        sa.Column("left_at", at, nullable=False),
        sa.Column("answered", sa.Integer(), server_default="0", nullable=False),
        sa.Column("queue_code", sa.String(length=60), server_default="", nullable=False),
        sa.Column("menu_path", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("menu_reason", sa.String(length=60), server_default="", nullable=False),
        sa.Column("menu_language", sa.String(length=10), server_default="", nullable=False),
        sa.CheckConstraint("called_at IS NULL OR left_at >= called_at", name=op.f("ck_menu_departures_in_time")),
        sa.PrimaryKeyConstraint("departure_id", name=op.f("pk_menu_departures")),
        sa.UniqueConstraint("provider", "call_sid", name=op.f("uq_menu_departures_provider_call_sid")),
    )
    op.create_index("ix_menu_departures_left", "menu_departures", ["left_at"])


def downgrade() -> None:
    op.drop_table("menu_departures")

"""Routing and entry menu as versions, and queues that are retired.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "configuration_versions",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=200), server_default="", nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "origin <> 'editor' OR reason <> ''", name=op.f("ck_configuration_versions_edited_has_reason")
        ),
        sa.PrimaryKeyConstraint("kind", "version", name=op.f("pk_configuration_versions")),
        sa.UniqueConstraint("version_id", name=op.f("uq_configuration_versions_version_id")),
    )
    op.add_column("queues", sa.Column("retired", sa.Boolean(), server_default=sa.text("false"), nullable=False))


def downgrade() -> None:
    op.drop_column("queues", "retired")
    op.drop_table("configuration_versions")

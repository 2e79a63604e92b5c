"""What the directory says of people, and which of its entries are kept at hand.

Revision 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("other_name", sa.String(length=200), server_default="", nullable=False))
    op.add_column("users", sa.Column("site", sa.String(length=40), server_default="", nullable=False))
    op.add_column(
        "users",
        sa.Column("languages", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
    )
    op.add_column("users", sa.Column("service_role", sa.String(length=40), server_default="", nullable=False))
    op.create_table(
        "directory_favourites",
        sa.Column("favourite_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("entry_id", sa.String(length=100), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("favourite_id", name=op.f("pk_directory_favourites")),
    )
    op.create_index("uq_directory_favourites_own", "directory_favourites", ["user_id", "kind", "entry_id"], unique=True)
    op.create_index(
        "uq_directory_favourites_shared",
        "directory_favourites",
        ["kind", "entry_id"],
        unique=True,
        postgresql_where=sa.text("user_id IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("directory_favourites")
    for column in ("service_role", "languages", "site", "other_name"):
        op.drop_column("users", column)

"""Callbacks that rest with their campaign, e-mails to one customer, and complaints by when they were closed.

Revision 0059, after 0054.
"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("callbacks", sa.Column("rests", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("campaigns", sa.Column("single", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index(
        "ix_complaints_closed", "complaints", ["closed_at"], postgresql_where=sa.text("closed_at IS NOT NULL")
    )
    op.create_index(
        "ix_complaints_vulnerable", "complaints", ["due_order", "complaint_id"], postgresql_where=sa.text("vulnerable")
    )


def downgrade() -> None:
    op.drop_index("ix_complaints_vulnerable", table_name="complaints")
    op.drop_index("ix_complaints_closed", table_name="complaints")
    op.drop_column("campaigns", "single")
    op.drop_column("callbacks", "rests")

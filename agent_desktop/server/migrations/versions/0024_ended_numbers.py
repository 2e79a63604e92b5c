"""Numbers that a person ended: who, when, why, and whether the source that still has them is not believed.

Revision 0024, after 0023.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_TABLE = "customer_former_numbers"
_NEW = ("ended_at", "ended_by", "end_kind", "kept_out", "file_id", "line")


def upgrade() -> None:
    op.add_column(_TABLE, sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(_TABLE, sa.Column("ended_by", sa.Uuid(), nullable=True))
    op.add_column(_TABLE, sa.Column("end_kind", sa.String(length=40), nullable=True))
    op.add_column(_TABLE, sa.Column("kept_out", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column(_TABLE, sa.Column("file_id", sa.Integer(), nullable=True))
    op.add_column(_TABLE, sa.Column("line", sa.Integer(), nullable=True))
    op.create_check_constraint(
        op.f("ck_customer_former_numbers_ended_whole"),
        _TABLE,
        "(ended_at IS NULL) = (end_kind IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)",
    )
    op.create_check_constraint(
        op.f("ck_customer_former_numbers_kept_out_was_ended"), _TABLE, "ended_at IS NOT NULL OR NOT kept_out"
    )


def downgrade() -> None:
    # An earlier program's next load brings back what its source still has: it knows of no number that is kept out.
    op.drop_constraint(op.f("ck_customer_former_numbers_kept_out_was_ended"), _TABLE, type_="check")
    op.drop_constraint(op.f("ck_customer_former_numbers_ended_whole"), _TABLE, type_="check")
    for column in reversed(_NEW):
        op.drop_column(_TABLE, column)

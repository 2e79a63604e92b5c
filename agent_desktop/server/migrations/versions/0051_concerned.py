"""A complaint may be about a colleague, and a warning about a complaint that no clock runs for.

Revision 0051, after 0047.
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("complaints", sa.Column("about_user_id", sa.Uuid(), nullable=True))
    op.alter_column("complaint_warnings", "clock_id", existing_type=sa.Uuid(), nullable=True)
    op.create_check_constraint(
        op.f("ck_complaint_warnings_of_a_clock"), "complaint_warnings", "(kind = 'no_clock') = (clock_id IS NULL)"
    )
    op.create_index(
        "uq_complaint_warnings_no_clock",
        "complaint_warnings",
        ["complaint_id", "stage"],
        unique=True,
        postgresql_where=sa.text("kind = 'no_clock'"),
    )


def downgrade() -> None:
    op.drop_index("uq_complaint_warnings_no_clock", table_name="complaint_warnings")
    op.drop_constraint(op.f("ck_complaint_warnings_of_a_clock"), "complaint_warnings", type_="check")
    op.execute(
        "DELETE FROM complaint_warned WHERE warning_id IN (SELECT warning_id FROM complaint_warnings"
        " WHERE kind = 'no_clock')"
    )
    op.execute("DELETE FROM complaint_warnings WHERE kind = 'no_clock'")
    op.alter_column("complaint_warnings", "clock_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_column("complaints", "about_user_id")

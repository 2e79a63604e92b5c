"""A saved report that somebody has made by a schedule is not taken away under it.

Revision 0056, after 0054.
"""

from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None

NAME = "fk_report_schedules_saved_id"


def upgrade() -> None:
    _make("RESTRICT")


def downgrade() -> None:
    _make("CASCADE")


def _make(ondelete: str) -> None:
    op.drop_constraint(op.f(NAME), "report_schedules", type_="foreignkey")
    op.create_foreign_key(
        op.f(NAME), "report_schedules", "saved_reports", ["saved_id"], ["saved_id"], ondelete=ondelete
    )

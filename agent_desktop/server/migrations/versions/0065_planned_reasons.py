"""A shift plan may name the reason for which somebody is to be not ready.

Revision 0065, after 0064.
"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("shift_activities", sa.Column("reason", sa.String(length=40), server_default="", nullable=False))
    op.create_check_constraint(
        op.f("ck_shift_activities_away_has_reason"), "shift_activities", "(activity = 'away') = (reason <> '')"
    )


def downgrade() -> None:
    op.execute("DELETE FROM shift_activities WHERE activity = 'away'")  # nobody could read it
    op.drop_constraint(op.f("ck_shift_activities_away_has_reason"), "shift_activities")
    op.drop_column("shift_activities", "reason")

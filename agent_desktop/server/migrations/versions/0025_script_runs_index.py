"""An index for the figures of one script: its runs are found by its id.

Revision 0025, after 0024.
"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_script_runs_script_id"), "script_runs", ["script_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_script_runs_script_id"), table_name="script_runs")

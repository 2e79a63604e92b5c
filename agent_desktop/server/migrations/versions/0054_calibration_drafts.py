"""What a reviewer has given for a calibration and not handed in yet.

Revision 0054, after 0053.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    draft = sa.Column("draft", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False)
    op.add_column("quality_calibration_scores", draft)


def downgrade() -> None:
    op.drop_column("quality_calibration_scores", "draft")

"""By which policy each recording of a call was asked for.

Revision 0058, after 0054.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    starts = sa.Column("recording_starts", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True)
    op.add_column("calls", starts)
    to_be_recorded = sa.text("recording_starts IS NOT NULL")
    op.create_index("ix_calls_to_be_recorded", "calls", ["ended_at"], postgresql_where=to_be_recorded)


def downgrade() -> None:
    op.drop_index("ix_calls_to_be_recorded", table_name="calls")
    op.drop_column("calls", "recording_starts")

"""An index of the agents who are free.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_FREE = "state = 'ready' AND offer_id IS NULL AND desktop_lost_at IS NULL"


def upgrade() -> None:
    op.create_index(
        "ix_agents_free",
        "agents",
        ["queue_group_id", "idle_since_at", "agent_id"],
        unique=False,
        postgresql_where=sa.text(_FREE),
    )


def downgrade() -> None:
    op.drop_index("ix_agents_free", table_name="agents", postgresql_where=sa.text(_FREE))

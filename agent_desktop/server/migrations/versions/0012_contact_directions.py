"""Who was in touch with whom: calls that we made are no calls of the customer's.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contacts", sa.Column("direction", sa.String(length=40), server_default="inbound", nullable=False))
    op.execute(
        "UPDATE contacts SET direction = interactions.direction FROM interactions"
        " WHERE interactions.interaction_id = contacts.interaction_id AND interactions.direction <> 'inbound'"
    )


def downgrade() -> None:
    op.drop_column("contacts", "direction")

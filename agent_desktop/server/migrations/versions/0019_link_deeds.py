"""What a word on a call has changed beside its parts: the number noted with it, and the contact of a ring in vain.

Revision 0019, after 0018.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("call_link_deeds", sa.Column("noted_number", sa.String(length=16), server_default="", nullable=False))
    op.add_column("call_link_deeds", sa.Column("had_contact", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("call_link_deeds", sa.Column("old_contact_customer_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("call_link_deeds", "old_contact_customer_id")
    op.drop_column("call_link_deeds", "had_contact")
    op.drop_column("call_link_deeds", "noted_number")

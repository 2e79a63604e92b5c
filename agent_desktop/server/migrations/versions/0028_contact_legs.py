"""Which call a contact was a part of: a call that was handed over is one contact with its legs.

Revision 0028, after 0027.
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contacts", sa.Column("call_id", sa.Uuid(), nullable=True))
    op.execute(
        """
        UPDATE contacts SET call_id = interactions.call_id FROM interactions
        WHERE contacts.interaction_id = interactions.interaction_id
        """
    )
    op.create_index(
        "ix_contacts_call_id",
        "contacts",
        ["call_id"],
        unique=False,
        postgresql_where=sa.text("call_id IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_contacts_call_id", table_name="contacts")
    op.drop_column("contacts", "call_id")

"""Actions of scripts are kept by what they were made of.

Revision 0022, after 0021. What was kept before has no digest: it counts for whatever the action is made of, as it did.
Going back, of several of one action and account the one that says most stays.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_ONCE = "uq_script_actions_once"
_BEFORE = "uq_script_actions_call_id_script_id_action_id_customer_id"


def upgrade() -> None:
    op.add_column("script_actions", sa.Column("made_of", sa.String(length=32), server_default="", nullable=False))
    op.drop_constraint(_BEFORE, "script_actions", type_="unique")
    op.create_unique_constraint(
        _ONCE, "script_actions", ["call_id", "script_id", "action_id", "customer_id", "made_of"]
    )


def downgrade() -> None:
    op.execute(
        """
        DELETE FROM script_actions WHERE script_action_id NOT IN (
            SELECT DISTINCT ON (call_id, script_id, action_id, customer_id) script_action_id FROM script_actions
            ORDER BY call_id, script_id, action_id, customer_id, array_position(
                ARRAY['done', 'by_hand', 'unknown', 'asked', 'refused']::text[], state::text), asked_at DESC
        )
        """
    )
    op.drop_constraint(_ONCE, "script_actions", type_="unique")
    op.create_unique_constraint(_BEFORE, "script_actions", ["call_id", "script_id", "action_id", "customer_id"])
    op.drop_column("script_actions", "made_of")

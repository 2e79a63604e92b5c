"""What was said in calls, written down for whoever writes the note.

Revision 0062, after 0058.
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_words",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.String(length=120), nullable=False),
        sa.Column("speaker", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_call_words_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", "event_id", name=op.f("pk_call_words")),
    )
    op.create_index(op.f("ix_call_words_kept_at"), "call_words", ["kept_at"])


def downgrade() -> None:
    op.drop_table("call_words")

"""Was this a complaint?, asked at the end of calls: what became of the question.

Revision 0041, after 0040.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_questions",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("call_id", "agent_id", name=op.f("pk_complaint_questions")),
    )
    op.create_index("ix_complaint_questions_at", "complaint_questions", ["answered_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_complaint_questions_at", table_name="complaint_questions")
    op.drop_table("complaint_questions")

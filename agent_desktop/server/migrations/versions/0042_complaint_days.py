"""The day that a complaint's next clock ends, by its own calendar, and that of the first answer owed.

Revision 0042, after 0041.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_FIRST = """
    SELECT DISTINCT ON (k.complaint_id) k.complaint_id, k.due_at, k.due_on, k.started_at, k.rule_id, k."limit",
        k.is_provisional
    FROM complaint_clocks k
    JOIN complaint_rule_versions v ON v.rule_id = k.rule_id AND v.version = k.rule_version
    WHERE k.is_ours AND k.state IN ('running', 'late') AND k.due_at IS NOT NULL {more}
    ORDER BY k.complaint_id, k.due_at, k.rule_id
"""
_ANSWERS = """AND k."limit" = 'answer' AND NOT coalesce((v.content -> 'rule' ->> 'lapses')::boolean, false)"""


def upgrade() -> None:
    op.add_column("complaints", sa.Column("next_due_on", sa.Date(), nullable=True))
    op.add_column("complaints", sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("complaints", sa.Column("answer_due_on", sa.Date(), nullable=True))
    op.execute(
        f"""
        UPDATE complaints c SET next_due_at = k.due_at, next_due_on = k.due_on, due_order = k.due_at,
            next_started_at = k.started_at, next_rule = k.rule_id, next_limit = k."limit",
            next_provisional = k.is_provisional
        FROM ({_FIRST.format(more="")}) k WHERE k.complaint_id = c.complaint_id
        """  # noqa: S608
    )
    op.execute(
        f"""
        UPDATE complaints c SET answer_due_at = k.due_at, answer_due_on = k.due_on
        FROM ({_FIRST.format(more=_ANSWERS)}) k WHERE k.complaint_id = c.complaint_id
        """  # noqa: S608
    )
    op.create_index(
        "ix_complaints_ended_due",
        "complaints",
        ["due_order", "complaint_id"],
        postgresql_where=sa.text("ended_at IS NOT NULL AND next_due_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_complaints_ended_due", table_name="complaints")
    for name in ("answer_due_on", "answer_due_at", "next_due_on"):
        op.drop_column("complaints", name)

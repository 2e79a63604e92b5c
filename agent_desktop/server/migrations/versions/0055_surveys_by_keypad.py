"""Callers are asked by the keys of their telephone after a call: whether they were, and what they answered. Others are
asked by a message that nobody has asked for.

Revision 0055, after 0054.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

_NAMES = ("perceived", "expected")


def upgrade() -> None:
    op.create_table(
        "call_surveys",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("why_not", sa.String(length=40), nullable=True),
        sa.Column("code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("language", sa.String(length=10), server_default="", nullable=False),
        sa.Column("survey", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("inputs", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("queue_id", sa.Uuid(), nullable=False),
        sa.Column("line_dropped", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(stage = 'over') = (ended_at IS NOT NULL)", name=op.f("ck_call_surveys_over_has_time")),
        sa.CheckConstraint("(stage = 'over') = (outcome IS NOT NULL)", name=op.f("ck_call_surveys_over_has_outcome")),
        sa.CheckConstraint(
            "(outcome IS NOT DISTINCT FROM 'not_asked') = (why_not IS NOT NULL)",
            name=op.f("ck_call_surveys_not_asked_why"),
        ),
        sa.CheckConstraint("stage <> 'running' OR began_at IS NOT NULL", name=op.f("ck_call_surveys_running_began")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_call_surveys_call_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["queue_id"], ["queues.queue_id"], name=op.f("fk_call_surveys_queue_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_call_surveys")),
    )
    op.create_index("ix_call_surveys_decided", "call_surveys", ["decided_at"])
    op.create_index("ix_call_surveys_open", "call_surveys", ["call_id"], postgresql_where=sa.text("stage <> 'over'"))
    op.alter_column("sent_messages", "by_user_id", existing_type=sa.Uuid(), nullable=True)
    op.add_column("surveys", sa.Column("queue_code", sa.String(length=40), server_default="", nullable=False))
    op.add_column("surveys", sa.Column("questions", sa.SmallInteger(), nullable=True))
    op.add_column("survey_scores", sa.Column("scale", sa.SmallInteger(), server_default="5", nullable=False))
    op.create_check_constraint(op.f("ck_survey_scores_scale_known"), "survey_scores", "scale IN (5, 10)")
    for name in _NAMES:
        op.drop_constraint(op.f(f"ck_survey_scores_{name}_of_five"), "survey_scores", type_="check")
        op.create_check_constraint(
            op.f(f"ck_survey_scores_{name}_in_scale"),
            "survey_scores",
            f"{name} BETWEEN CASE scale WHEN 5 THEN 1 ELSE 0 END AND scale",
        )


def downgrade() -> None:
    op.execute("DELETE FROM survey_scores WHERE scale <> 5")
    for name in _NAMES:
        op.drop_constraint(op.f(f"ck_survey_scores_{name}_in_scale"), "survey_scores", type_="check")
        op.create_check_constraint(op.f(f"ck_survey_scores_{name}_of_five"), "survey_scores", f"{name} BETWEEN 1 AND 5")
    op.drop_constraint(op.f("ck_survey_scores_scale_known"), "survey_scores", type_="check")
    op.drop_column("survey_scores", "scale")
    op.execute("UPDATE surveys SET way = 'phone' WHERE way = 'keypad'")
    op.drop_column("surveys", "questions")
    op.drop_column("surveys", "queue_code")
    op.execute("DELETE FROM sent_messages WHERE by_user_id IS NULL")
    op.alter_column("sent_messages", "by_user_id", existing_type=sa.Uuid(), nullable=False)
    op.execute("DELETE FROM timers WHERE kind IN ('survey_ends', 'survey_after_drop')")
    op.drop_table("call_surveys")

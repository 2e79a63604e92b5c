"""What customers were asked and answered, and what is done so that causes of complaints do not come back.

Revision 0038, after 0037.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "surveys",
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("form_name", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("noted_by", sa.Uuid(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("team", sa.String(length=100), server_default="", nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("comment", sa.String(length=1000), server_default="", nullable=False),
        sa.CheckConstraint("(state = 'asked') = (ended_at IS NULL)", name=op.f("ck_surveys_ended_has_time")),
        sa.CheckConstraint("version > 0", name=op.f("ck_surveys_version_positive")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_surveys_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_surveys")),
    )
    op.create_index("ix_surveys_asked", "surveys", ["asked_at", "survey_id"], unique=False)
    op.create_index("ix_surveys_customer_asked", "surveys", ["customer_id", "asked_at"], unique=False)
    op.create_index(
        "ix_surveys_ends", "surveys", ["ends_at"], unique=False, postgresql_where=sa.text("state = 'asked'")
    )
    op.create_index(
        "uq_surveys_record",
        "surveys",
        ["record_kind", "record_id", "form"],
        unique=True,
        postgresql_where=sa.text("state IN ('asked', 'answered')"),
    )
    op.create_table(
        "survey_scores",
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("perceived", sa.SmallInteger(), nullable=False),
        sa.Column("expected", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("expected BETWEEN 1 AND 5", name=op.f("ck_survey_scores_expected_of_five")),
        sa.CheckConstraint("perceived BETWEEN 1 AND 5", name=op.f("ck_survey_scores_perceived_of_five")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.survey_id"], name=op.f("fk_survey_scores_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", "question", name=op.f("pk_survey_scores")),
    )
    op.create_table(
        "preventions",
        sa.Column("prevention_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("root_cause", sa.String(length=80), nullable=False),
        sa.Column("category", sa.String(length=80), server_default="", nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("dropped_why", sa.String(length=400), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name=op.f("ck_preventions_done_has_day")),
        sa.CheckConstraint("(state = 'dropped') = (dropped_why <> '')", name=op.f("ck_preventions_dropped_has_reason")),
        sa.CheckConstraint("action <> '' AND root_cause <> ''", name=op.f("ck_preventions_says_what")),
        sa.CheckConstraint("version > 0", name=op.f("ck_preventions_version_positive")),
        sa.PrimaryKeyConstraint("prevention_id", name=op.f("pk_preventions")),
    )
    op.create_index(
        "ix_preventions_planned", "preventions", ["due_on"], unique=False, postgresql_where=sa.text("state = 'planned'")
    )
    op.create_index("ix_preventions_root_cause", "preventions", ["root_cause"], unique=False)


def downgrade() -> None:
    op.drop_table("preventions")
    op.drop_table("survey_scores")
    op.drop_table("surveys")

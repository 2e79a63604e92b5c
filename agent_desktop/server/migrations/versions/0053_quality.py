"""Reviews of calls, calibrations of reviewers, coaching notes.

Revision 0053, after 0051.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0053"
down_revision = "0051"
branch_labels = None
depends_on = None

_JSON = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "quality_reviews",
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("form_code", sa.String(length=40), nullable=False),
        sa.Column("form", _JSON, nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("call_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("answers", _JSON, server_default="[]", nullable=False),
        sa.Column("percent", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("passed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("summary", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_quality_reviews_version_positive")),
        sa.CheckConstraint(
            "(state IN ('draft', 'withdrawn')) OR published_at IS NOT NULL",
            name=op.f("ck_quality_reviews_published_has_time"),
        ),
        sa.CheckConstraint("percent BETWEEN 0 AND 100", name=op.f("ck_quality_reviews_percent_in_range")),
        sa.PrimaryKeyConstraint("review_id", name=op.f("pk_quality_reviews")),
    )
    op.create_index("ix_quality_reviews_agent_at", "quality_reviews", ["agent_id", "began_at"])
    op.create_index("ix_quality_reviews_began", "quality_reviews", ["began_at", "review_id"])
    op.create_index(
        "uq_quality_reviews_part",
        "quality_reviews",
        ["call_id", "agent_id", "reviewer_id", "form_code"],
        unique=True,
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    op.create_table(
        "quality_review_events",
        sa.Column("event_id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("percent", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("words", sa.String(length=2000), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["quality_reviews.review_id"],
            name=op.f("fk_quality_review_events_review_id"),
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_quality_review_events")),
    )
    op.create_index("ix_quality_review_events_review", "quality_review_events", ["review_id", "event_id"])
    op.execute(
        """
        CREATE FUNCTION refuse_review_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the history of a review only grows' USING ERRCODE = 'integrity_constraint_violation';
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER quality_review_events_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON quality_review_events"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_review_event_change()"
    )
    op.create_table(
        "quality_calibrations",
        sa.Column("calibration_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("form", _JSON, nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("began_by", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed", _JSON, server_default="[]", nullable=False),
        sa.Column("words", sa.String(length=2000), server_default="", nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_quality_calibrations_version_positive")),
        sa.PrimaryKeyConstraint("calibration_id", name=op.f("pk_quality_calibrations")),
    )
    op.create_index("ix_quality_calibrations_began", "quality_calibrations", ["began_at"])
    op.create_table(
        "quality_calibration_scores",
        sa.Column("calibration_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("answers", _JSON, server_default="[]", nullable=False),
        sa.Column("handed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(handed_in_at IS NULL) = (answers = '[]'::jsonb)",
            name=op.f("ck_quality_calibration_scores_handed_in_has_answers"),
        ),
        sa.ForeignKeyConstraint(
            ["calibration_id"],
            ["quality_calibrations.calibration_id"],
            name=op.f("fk_quality_calibration_scores_calibration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("calibration_id", "reviewer_id", name=op.f("pk_quality_calibration_scores")),
    )
    op.create_index("ix_quality_calibration_scores_reviewer", "quality_calibration_scores", ["reviewer_id"])
    op.create_table(
        "coaching_notes",
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=2000), server_default="", nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_words", sa.String(length=2000), server_default="", nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_coaching_notes_version_positive")),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["quality_reviews.review_id"],
            name=op.f("fk_coaching_notes_review_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("note_id", name=op.f("pk_coaching_notes")),
    )
    op.create_index("ix_coaching_notes_agent_written", "coaching_notes", ["agent_id", "written_at"])


def downgrade() -> None:
    op.drop_table("coaching_notes")
    op.drop_table("quality_calibration_scores")
    op.drop_table("quality_calibrations")
    op.drop_table("quality_review_events")
    op.drop_table("quality_reviews")
    op.execute("DROP FUNCTION refuse_review_event_change()")

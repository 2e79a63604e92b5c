"""Saved reports, when they are made by themselves, and reports as they were when they were made; stretches of calls by
time.

Revision 0045, after 0050.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0045"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_reports",
        sa.Column("saved_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("shared", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_saved_reports_version_positive")),
        sa.PrimaryKeyConstraint("saved_id", name=op.f("pk_saved_reports")),
    )
    op.create_index(op.f("ix_saved_reports_owner_id"), "saved_reports", ["owner_id"])
    op.create_table(
        "report_schedules",
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("saved_id", sa.Uuid(), nullable=True),
        sa.Column("cadence", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("format", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("folder", sa.String(length=80), server_default="", nullable=False),
        sa.Column("emails", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("is_on", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_report_schedules_version_positive")),
        sa.CheckConstraint(
            "(what = 'saved_report') = (saved_id IS NOT NULL)", name=op.f("ck_report_schedules_saved_is_named")
        ),
        sa.ForeignKeyConstraint(
            ["saved_id"], ["saved_reports.saved_id"], name=op.f("fk_report_schedules_saved_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("schedule_id", name=op.f("pk_report_schedules")),
    )
    op.create_index(op.f("ix_report_schedules_saved_id"), "report_schedules", ["saved_id"])
    op.create_table(
        "kept_reports",
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.String(length=40), server_default="", nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("schedule_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tried", sa.Integer(), server_default="0", nullable=False),
        sa.Column("sent_to", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("problem", sa.String(length=60), server_default="", nullable=False),
        sa.CheckConstraint(
            "(state = 'claimed') OR (content IS NOT NULL) OR problem <> ''",
            name=op.f("ck_kept_reports_made_has_content"),
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"],
            ["report_schedules.schedule_id"],
            name=op.f("fk_kept_reports_schedule_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("kept_id", name=op.f("pk_kept_reports")),
        sa.UniqueConstraint("schedule_id", "due_on", name=op.f("uq_kept_reports_schedule_id_due_on")),
    )
    op.create_index("ix_kept_reports_made", "kept_reports", ["made_at"])
    op.create_index(
        "ix_kept_reports_unsent",
        "kept_reports",
        ["retry_at"],
        postgresql_where=sa.text("state IN ('claimed', 'made')"),
    )
    op.create_index("ix_call_stretches_began", "call_stretches", ["began_at"])
    for statement in _FROZEN:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_call_stretches_began", table_name="call_stretches")
    op.drop_table("kept_reports")
    op.execute("DROP FUNCTION refuse_kept_report_change()")
    op.drop_table("report_schedules")
    op.drop_table("saved_reports")


_FROZEN = (
    # What was counted stays as it was: a correction is another report.
    """
    CREATE FUNCTION refuse_kept_report_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.content IS NOT NULL AND NEW.content IS DISTINCT FROM OLD.content THEN
            RAISE EXCEPTION 'a kept report stays as it was' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END
    $$
    """,
    (
        "CREATE TRIGGER kept_reports_stay BEFORE UPDATE ON kept_reports"
        " FOR EACH ROW EXECUTE FUNCTION refuse_kept_report_change()"
    ),
)

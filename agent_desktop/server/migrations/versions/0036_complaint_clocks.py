"""The clocks of complaints: rules as they were, what happened, extensions and warnings.

Revision 0036, after 0035.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_rule_versions",
        sa.Column("rule_id", sa.String(length=60), nullable=False),
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("rule_id", "version", name=op.f("pk_complaint_rule_versions")),
    )
    op.create_table(
        "complaint_clock_events",
        sa.Column("event_id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("rule_id", sa.String(length=60), server_default="", nullable=False),
        sa.Column("code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=True),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.complaint_id"], name=op.f("fk_complaint_clock_events_complaint_id")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_complaint_clock_events")),
    )
    op.create_index(
        "ix_complaint_clock_events_complaint",
        "complaint_clock_events",
        ["complaint_id", "at", "event_id"],
        unique=False,
    )
    op.create_table(
        "complaint_clocks",
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.String(length=60), nullable=False),
        sa.Column("rule_version", sa.String(length=12), nullable=False),
        sa.Column("cycle", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("limit", sa.String(length=40), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_provisional", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("stage", sa.String(length=40), server_default="", nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calendar_version", sa.String(length=12), nullable=False),
        sa.Column("next_warning_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(due_at IS NULL) = (due_on IS NULL)", name=op.f("ck_complaint_clocks_due_on_a_day")),
        sa.CheckConstraint(
            "(due_at IS NULL) = (started_at IS NULL)", name=op.f("ck_complaint_clocks_due_once_started")
        ),
        sa.CheckConstraint(
            "next_warning_at IS NULL OR (is_ours AND ended_at IS NULL)",
            name=op.f("ck_complaint_clocks_warns_while_it_runs"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_complaint_clocks_version_positive")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.complaint_id"], name=op.f("fk_complaint_clocks_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id", "rule_version"],
            ["complaint_rule_versions.rule_id", "complaint_rule_versions.version"],
            name=op.f("fk_complaint_clocks_rule_id_rule_version"),
        ),
        sa.PrimaryKeyConstraint("clock_id", name=op.f("pk_complaint_clocks")),
        sa.UniqueConstraint(
            "complaint_id", "rule_id", "cycle", name=op.f("uq_complaint_clocks_complaint_id_rule_id_cycle")
        ),
    )
    op.create_index("ix_complaint_clocks_rule", "complaint_clocks", ["rule_id", "rule_version"], unique=False)
    op.create_index(
        "ix_complaint_clocks_warning",
        "complaint_clocks",
        ["next_warning_at"],
        unique=False,
        postgresql_where=sa.text("next_warning_at IS NOT NULL"),
    )
    op.create_table(
        "complaint_extensions",
        sa.Column("extension_id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_approved", sa.Boolean(), nullable=True),
        sa.Column("decided_reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("due_before", sa.Date(), nullable=False),
        sa.Column("due_after", sa.Date(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_complaint_extensions_says_why")),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (is_approved IS NULL)", name=op.f("ck_complaint_extensions_decided")
        ),
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> asked_by", name=op.f("ck_complaint_extensions_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["complaint_clocks.clock_id"], name=op.f("fk_complaint_extensions_clock_id")
        ),
        sa.PrimaryKeyConstraint("extension_id", name=op.f("pk_complaint_extensions")),
    )
    op.create_index("ix_complaint_extensions_clock", "complaint_extensions", ["clock_id"], unique=False)
    op.create_index(
        "uq_complaint_extensions_open",
        "complaint_extensions",
        ["clock_id"],
        unique=True,
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "complaint_warnings",
        sa.Column("warning_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), server_default="", nullable=False),
        sa.Column("percent", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(kind = 'rung') = (percent > 0)", name=op.f("ck_complaint_warnings_rung_has_percent")),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["complaint_clocks.clock_id"], name=op.f("fk_complaint_warnings_clock_id")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.complaint_id"], name=op.f("fk_complaint_warnings_complaint_id")
        ),
        sa.PrimaryKeyConstraint("warning_id", name=op.f("pk_complaint_warnings")),
    )
    op.create_index("ix_complaint_warnings_complaint", "complaint_warnings", ["complaint_id", "at"], unique=False)
    op.create_index(
        "uq_complaint_warnings_rung",
        "complaint_warnings",
        ["clock_id", "stage", "percent"],
        unique=True,
        postgresql_where=sa.text("kind = 'rung'"),
    )
    op.create_table(
        "complaint_warned",
        sa.Column("warning_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("told_as", sa.String(length=40), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["warning_id"], ["complaint_warnings.warning_id"], name=op.f("fk_complaint_warned_warning_id")
        ),
        sa.PrimaryKeyConstraint("warning_id", "user_id", name=op.f("pk_complaint_warned")),
    )
    op.create_index("ix_complaint_warned_user", "complaint_warned", ["user_id", "seen_at"], unique=False)
    op.execute(
        """
        CREATE FUNCTION refuse_clock_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'what happened to a clock stays written' USING ERRCODE = 'integrity_constraint_violation';
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER complaint_clock_events_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON complaint_clock_events"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_clock_event_change()"
    )


def downgrade() -> None:
    op.drop_index("ix_complaint_warned_user", table_name="complaint_warned")
    op.drop_table("complaint_warned")
    op.drop_index(
        "uq_complaint_warnings_rung", table_name="complaint_warnings", postgresql_where=sa.text("kind = 'rung'")
    )
    op.drop_index("ix_complaint_warnings_complaint", table_name="complaint_warnings")
    op.drop_table("complaint_warnings")
    op.drop_index(
        "uq_complaint_extensions_open",
        table_name="complaint_extensions",
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.drop_index("ix_complaint_extensions_clock", table_name="complaint_extensions")
    op.drop_table("complaint_extensions")
    op.drop_index(
        "ix_complaint_clocks_warning",
        table_name="complaint_clocks",
        postgresql_where=sa.text("next_warning_at IS NOT NULL"),
    )
    op.drop_index("ix_complaint_clocks_rule", table_name="complaint_clocks")
    op.drop_table("complaint_clocks")
    op.drop_index("ix_complaint_clock_events_complaint", table_name="complaint_clock_events")
    op.drop_table("complaint_clock_events")
    op.execute("DROP FUNCTION refuse_clock_event_change()")
    op.drop_table("complaint_rule_versions")

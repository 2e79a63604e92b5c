"""Complaints with their history, which only grows, tasks, redress and links.

Revision 0035, after 0034.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaint_deeds",
        sa.Column("deed_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("before", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("deed_id", name=op.f("pk_complaint_deeds")),
    )
    op.create_index(op.f("ix_complaint_deeds_at"), "complaint_deeds", ["at"], unique=False)
    op.create_table(
        "complaint_filters",
        sa.Column("filter_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("filter_id", name=op.f("pk_complaint_filters")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_complaint_filters_user_id_name")),
    )
    op.create_table(
        "complaint_numbers",
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", "year", name=op.f("pk_complaint_numbers")),
    )
    op.create_table(
        "complaints",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("running", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("state_place", sa.SmallInteger(), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("person_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("script_run", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("category_code", sa.String(length=80), nullable=False),
        sa.Column("product_code", sa.String(length=80), server_default="", nullable=False),
        sa.Column("severity", sa.String(length=40), nullable=False),
        sa.Column("what_happened", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("asked_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("asked_why", sa.String(length=500), server_default="", nullable=False),
        sa.Column("outcomes", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("about_whom", sa.String(length=200), server_default="", nullable=False),
        sa.Column("reply", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("vulnerable", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("regulatory", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("legal", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("flags", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("region", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("attach_recording", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("owner_name", sa.String(length=200), server_default="", nullable=False),
        sa.Column("owner_key", sa.String(length=300, collation="C"), server_default="", nullable=False),
        sa.Column("backup_id", sa.Uuid(), nullable=True),
        sa.Column("team", sa.String(length=100), server_default="", nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answer_proposed_by", sa.Uuid(), nullable=True),
        sa.Column("answer_proposed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_approved_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waits_until", sa.Date(), nullable=True),
        sa.Column("root_cause", sa.String(length=80), server_default="", nullable=False),
        sa.Column("result", sa.String(length=80), server_default="", nullable=False),
        sa.Column("first_contact", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("joined_into", sa.Uuid(), nullable=True),
        sa.Column("repeat_of", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_order", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_limit", sa.String(length=40), server_default="", nullable=False),
        sa.Column("next_rule", sa.String(length=80), server_default="", nullable=False),
        sa.Column("next_started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_provisional", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("clocks_late", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("clocks_paused", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.CheckConstraint("(state = 'joined') = (joined_into IS NOT NULL)", name=op.f("ck_complaints_joined_into")),
        sa.CheckConstraint(
            "(state IN ('closed', 'joined', 'undone')) = (ended_at IS NOT NULL)", name=op.f("ck_complaints_ended")
        ),
        sa.CheckConstraint("what_happened <> ''", name=op.f("ck_complaints_says_what")),
        sa.CheckConstraint(
            "(amount IS NULL AND asked_amount IS NULL) OR currency IS NOT NULL", name=op.f("ck_complaints_has_currency")
        ),
        sa.CheckConstraint(
            "coalesce(amount, 0) >= 0 AND coalesce(asked_amount, 0) >= 0", name=op.f("ck_complaints_amounts_positive")
        ),
        sa.CheckConstraint(
            "owner_id IS NULL OR backup_id IS NULL OR owner_id <> backup_id",
            name=op.f("ck_complaints_backup_is_another"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_complaints_version_positive")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_complaints_customer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["joined_into"], ["complaints.complaint_id"], name=op.f("fk_complaints_joined_into")),
        sa.ForeignKeyConstraint(["repeat_of"], ["complaints.complaint_id"], name=op.f("fk_complaints_repeat_of")),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("number", name=op.f("uq_complaints_number")),
        sa.UniqueConstraint("prefix", "year", "running", name=op.f("uq_complaints_prefix_year_running")),
    )
    op.create_index(
        "ix_complaints_backup_due",
        "complaints",
        ["backup_id", "due_order", "complaint_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_complaints_call_id"), "complaints", ["call_id"], unique=False)
    op.create_index(
        "ix_complaints_category",
        "complaints",
        ["category_code", "registered_at"],
        unique=False,
        postgresql_ops={"category_code": "text_pattern_ops"},
    )
    op.create_index("ix_complaints_customer", "complaints", ["customer_id", "registered_at"], unique=False)
    op.create_index(
        "ix_complaints_customer_open",
        "complaints",
        ["customer_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_complaints_due", "complaints", ["due_order", "complaint_id"], unique=False)
    op.create_index(op.f("ix_complaints_joined_into"), "complaints", ["joined_into"], unique=False)
    op.create_index(
        "ix_complaints_open_due",
        "complaints",
        ["due_order", "complaint_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_complaints_open_owner",
        "complaints",
        ["owner_key", "complaint_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_complaints_open_severity",
        "complaints",
        ["severity", "complaint_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_complaints_open_state",
        "complaints",
        ["state_place", "complaint_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_complaints_owner_due",
        "complaints",
        ["owner_id", "due_order", "complaint_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_complaints_owner_registered", "complaints", ["owner_id", "registered_at", "complaint_id"], unique=False
    )
    op.create_index("ix_complaints_recorder", "complaints", ["recorded_by", "registered_at"], unique=False)
    op.create_index("ix_complaints_registered", "complaints", ["registered_at", "complaint_id"], unique=False)
    op.create_index(op.f("ix_complaints_repeat_of"), "complaints", ["repeat_of"], unique=False)
    op.create_index("ix_complaints_running", "complaints", ["running", "year"], unique=False)
    op.create_index(
        "ix_complaints_team_due",
        "complaints",
        ["team", "due_order", "complaint_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_complaints_team_registered", "complaints", ["team", "registered_at", "complaint_id"], unique=False
    )
    op.create_index("ix_complaints_words", "complaints", ["words"], unique=False, postgresql_using="gin")
    op.create_table(
        "complaint_events",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.complaint_id"], name=op.f("fk_complaint_events_complaint_id")
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_complaint_events")),
        sa.UniqueConstraint("complaint_id", "number", name=op.f("uq_complaint_events_complaint_id_number")),
    )
    op.create_table(
        "complaint_links",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(other_id IS NULL) <> (call_id IS NULL)", name=op.f("ck_complaint_links_one_thing")),
        sa.CheckConstraint("other_id IS NULL OR other_id <> complaint_id", name=op.f("ck_complaint_links_another")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.complaint_id"], name=op.f("fk_complaint_links_complaint_id")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["complaints.complaint_id"], name=op.f("fk_complaint_links_other_id")),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_complaint_links")),
    )
    op.create_index(op.f("ix_complaint_links_call_id"), "complaint_links", ["call_id"], unique=False)
    op.create_index(op.f("ix_complaint_links_other_id"), "complaint_links", ["other_id"], unique=False)
    op.create_index("uq_complaint_links_call", "complaint_links", ["complaint_id", "kind", "call_id"], unique=True)
    op.create_index("uq_complaint_links_other", "complaint_links", ["complaint_id", "kind", "other_id"], unique=True)
    op.create_table(
        "complaint_redress",
        sa.Column("redress_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_reason", sa.String(length=500), server_default="", nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name=op.f("ck_complaint_redress_decided")),
        sa.CheckConstraint("(amount IS NULL) = (currency IS NULL)", name=op.f("ck_complaint_redress_has_currency")),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_complaint_redress_decided_by_somebody")
        ),
        sa.CheckConstraint("amount IS NULL OR amount > 0", name=op.f("ck_complaint_redress_amount_positive")),
        sa.CheckConstraint("version > 0", name=op.f("ck_complaint_redress_version_positive")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.complaint_id"], name=op.f("fk_complaint_redress_complaint_id")
        ),
        sa.PrimaryKeyConstraint("redress_id", name=op.f("pk_complaint_redress")),
    )
    op.create_index(op.f("ix_complaint_redress_complaint_id"), "complaint_redress", ["complaint_id"], unique=False)
    op.create_table(
        "complaint_subjects",
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.SmallInteger(), nullable=False),
        sa.Column("holding_id", sa.Uuid(), nullable=True),
        sa.Column("transaction_id", sa.Uuid(), nullable=True),
        sa.Column("product", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("number_masked", sa.String(length=60), server_default="", nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), server_default="", nullable=False),
        sa.Column("text", sa.String(length=200), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.complaint_id"], name=op.f("fk_complaint_subjects_complaint_id")
        ),
        sa.ForeignKeyConstraint(
            ["holding_id"], ["holdings.holding_id"], name=op.f("fk_complaint_subjects_holding_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["transactions.transaction_id"],
            name=op.f("fk_complaint_subjects_transaction_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_complaint_subjects")),
        sa.UniqueConstraint("complaint_id", "place", name=op.f("uq_complaint_subjects_complaint_id_place")),
    )
    op.create_index(op.f("ix_complaint_subjects_holding_id"), "complaint_subjects", ["holding_id"], unique=False)
    op.create_index(
        op.f("ix_complaint_subjects_transaction_id"), "complaint_subjects", ["transaction_id"], unique=False
    )
    op.create_table(
        "complaint_tasks",
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("department", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=1000), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("result", sa.String(length=1000), server_default="", nullable=False),
        sa.CheckConstraint(
            "(state IN ('done', 'refused', 'cancelled')) = (ended_at IS NOT NULL)",
            name=op.f("ck_complaint_tasks_ended"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_complaint_tasks_version_positive")),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaints.complaint_id"], name=op.f("fk_complaint_tasks_complaint_id")
        ),
        sa.PrimaryKeyConstraint("task_id", name=op.f("pk_complaint_tasks")),
    )
    op.create_index(
        "ix_complaint_tasks_asked_by",
        "complaint_tasks",
        ["asked_by", "due_at"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(op.f("ix_complaint_tasks_complaint_id"), "complaint_tasks", ["complaint_id"], unique=False)
    op.create_index(
        "ix_complaint_tasks_department",
        "complaint_tasks",
        ["department", "due_at"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.execute(
        """
        CREATE FUNCTION refuse_complaint_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'the history of a complaint only grows' USING ERRCODE = 'integrity_constraint_violation';
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER complaint_events_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON complaint_events"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_complaint_event_change()"
    )


def downgrade() -> None:
    op.drop_table("complaint_tasks")
    op.drop_table("complaint_subjects")
    op.drop_table("complaint_redress")
    op.drop_table("complaint_links")
    op.drop_table("complaint_events")
    op.drop_table("complaints")
    op.drop_table("complaint_numbers")
    op.drop_table("complaint_filters")
    op.drop_table("complaint_deeds")
    op.execute("DROP FUNCTION refuse_complaint_event_change()")

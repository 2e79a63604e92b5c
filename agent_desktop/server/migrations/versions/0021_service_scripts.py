"""Service scripts: their versions, what was left for another script, the steps of a run, and what actions came to.

Revision 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "script_actions",
        sa.Column("script_action_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("interaction_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("script_id", sa.String(length=80), nullable=False),
        sa.Column("script_version", sa.String(length=20), nullable=False),
        sa.Column("action_id", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("attempt_id", sa.Uuid(), nullable=False),
        sa.Column("bank_id", sa.Uuid(), nullable=False),
        sa.Column("system", sa.String(length=40), server_default="", nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=60), server_default="", nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("given", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("script_action_id", name=op.f("pk_script_actions")),
        sa.UniqueConstraint("bank_id", name=op.f("uq_script_actions_bank_id")),
        sa.UniqueConstraint(
            "call_id",
            "script_id",
            "action_id",
            "customer_id",
            name=op.f("uq_script_actions_call_id_script_id_action_id_customer_id"),
        ),
    )
    op.create_index("ix_script_actions_interaction_id", "script_actions", ["interaction_id"], unique=False)
    op.create_table(
        "script_versions",
        sa.Column("script_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=20), server_default="", nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("script", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("review_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_asked_by", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(length=400), server_default="", nullable=False),
        sa.CheckConstraint(
            "(state = 'retired') = (retired_at IS NOT NULL)", name=op.f("ck_script_versions_retired_has_time")
        ),
        sa.CheckConstraint(
            "origin <> 'editor' OR published_at IS NULL OR published_by IS DISTINCT FROM changed_by",
            name=op.f("ck_script_versions_published_by_another"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('published', 'retired') OR (published_at IS NOT NULL AND script IS NOT NULL)",
            name=op.f("ck_script_versions_published_has_script"),
        ),
        sa.PrimaryKeyConstraint("script_id", "number", name=op.f("pk_script_versions")),
        sa.UniqueConstraint("version_id", name=op.f("uq_script_versions_version_id")),
    )
    op.create_index(
        "uq_script_versions_draft",
        "script_versions",
        ["script_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('draft', 'in_review')"),
    )
    op.create_index(
        "uq_script_versions_label",
        "script_versions",
        ["script_id", "label"],
        unique=True,
        postgresql_where=sa.text("published_at IS NOT NULL"),
    )
    op.create_index(
        "uq_script_versions_published",
        "script_versions",
        ["script_id"],
        unique=True,
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_table(
        "script_switches",
        sa.Column("switch_id", sa.Uuid(), nullable=False),
        sa.Column("interaction_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_user_id", sa.Uuid(), nullable=False),
        sa.Column("from_script_id", sa.String(length=80), nullable=False),
        sa.Column("from_version", sa.String(length=20), nullable=False),
        sa.Column("from_step_id", sa.String(length=160), nullable=False),
        sa.Column("from_outcome", sa.String(length=80), server_default="", nullable=False),
        sa.Column("visits", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
        sa.Column("to_script_id", sa.String(length=80), nullable=False),
        sa.Column("to_version", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interactions.interaction_id"],
            name=op.f("fk_script_switches_interaction_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("switch_id", name=op.f("pk_script_switches")),
    )
    op.create_index(op.f("ix_script_switches_from_script_id"), "script_switches", ["from_script_id"], unique=False)
    op.create_index(op.f("ix_script_switches_interaction_id"), "script_switches", ["interaction_id"], unique=False)
    op.add_column(
        "script_runs", sa.Column("visits", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False)
    )
    op.add_column(
        "script_runs", sa.Column("values", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False)
    )
    op.add_column("script_runs", sa.Column("values_of", sa.Uuid(), nullable=True))
    op.alter_column(
        "script_runs",
        "step_id",
        existing_type=sa.VARCHAR(length=80),
        type_=sa.String(length=160),
        existing_nullable=False,
    )


def downgrade() -> None:
    op.alter_column(
        "script_runs",
        "step_id",
        existing_type=sa.String(length=160),
        type_=sa.VARCHAR(length=80),
        existing_nullable=False,
        postgresql_using="left(step_id, 80)",  # a step of a script within a script had no place before
    )
    op.drop_column("script_runs", "values_of")
    op.drop_column("script_runs", "values")
    op.drop_column("script_runs", "visits")
    op.drop_index(op.f("ix_script_switches_interaction_id"), table_name="script_switches")
    op.drop_index(op.f("ix_script_switches_from_script_id"), table_name="script_switches")
    op.drop_table("script_switches")
    op.drop_index("uq_script_versions_published", table_name="script_versions")
    op.drop_index("uq_script_versions_label", table_name="script_versions")
    op.drop_index(
        "uq_script_versions_draft",
        table_name="script_versions",
        postgresql_where=sa.text("state IN ('draft', 'in_review')"),
    )
    op.drop_table("script_versions")
    op.drop_index("ix_script_actions_interaction_id", table_name="script_actions")
    op.drop_table("script_actions")

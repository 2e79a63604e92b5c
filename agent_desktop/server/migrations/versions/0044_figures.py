"""By which definition service levels are counted, and what reports of a long time are read by.

Revision 0044, after 0042.
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0042"
branch_labels = None
depends_on = None

_ONLY_ADDED = (
    """
    CREATE FUNCTION refuse_level_definition_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'definitions of figures are only ever added' USING ERRCODE = 'integrity_constraint_violation';
    END
    $$
    """,
    (
        "CREATE TRIGGER level_definitions_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON level_definitions"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_level_definition_change()"
    ),
)


def upgrade() -> None:
    op.create_table(
        "level_definitions",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("queue_code", sa.String(length=40), server_default="", nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column(
            "variant",
            sa.Enum(
                "abandoned_help",
                "answered_only",
                "strict",
                "late_abandoned_hurt",
                "short_credited",
                "short_removed",
                name="levelvariant",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("answer_seconds", sa.Integer(), nullable=False),
        sa.Column("short_seconds", sa.Integer(), nullable=False),
        sa.Column("target_percent", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=500), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer_seconds > 0 AND short_seconds >= 0", name="ck_level_definitions_seconds_not_negative"
        ),
        sa.CheckConstraint("target_percent BETWEEN 1 AND 100", name="ck_level_definitions_target_is_percent"),
        sa.CheckConstraint("version > 0", name="ck_level_definitions_version_positive"),
        sa.PrimaryKeyConstraint("version", name="pk_level_definitions"),
    )
    op.create_index("ix_calls_came", "calls", ["enqueued_at"], postgresql_where=sa.text("direction = 'inbound'"))
    op.create_index("ix_interactions_started", "interactions", ["started_at"])
    op.create_index("ix_agent_states_began", "agent_states", ["began_at"])
    op.create_index("ix_offers_offered", "offers", ["offered_at"])
    op.create_index(
        "ix_agent_states_long",
        "agent_states",
        ["ended_at"],
        postgresql_where=sa.text("state <> 'offline' AND ended_at - began_at > interval '1 day'"),
    )
    op.create_index(
        "ix_contacts_handled_at", "contacts", ["at"], postgresql_where=sa.text("interaction_id IS NOT NULL")
    )
    for statement in _ONLY_ADDED:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index("ix_contacts_handled_at", table_name="contacts")
    op.drop_index("ix_agent_states_long", table_name="agent_states")
    op.drop_index("ix_offers_offered", table_name="offers")
    op.drop_index("ix_agent_states_began", table_name="agent_states")
    op.drop_index("ix_interactions_started", table_name="interactions")
    op.drop_index("ix_calls_came", table_name="calls")
    op.drop_table("level_definitions")
    op.execute("DROP FUNCTION refuse_level_definition_change()")

"""Agent states.

Revision 0002, after 0001.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SYSTEM_REASONS = "('signed_in', 'no_answer', 'connection')"
AGENT_ENDS = (
    '{"mode": "agent_ends", "outcome_required": true, "seconds": 60, "extensions_left": 0, "extension_seconds": 60,'
    ' "requested": false, "limit_at": null, "overdue": false}'
)
"""What wrap-up was before its modes."""

REASON = "num_nonnulls(reason, system_reason) = CASE WHEN state = 'not_ready' THEN 1 ELSE 0 END"
CHECKS = (
    ("agent_states", "reason_when_not_ready", REASON),
    ("agents", "reason_when_not_ready", REASON),
    ("agents", "next_when_busy", "next_state IS NULL OR state IN ('on_call', 'wrap_up')"),
    ("agents", "next_has_reason", "(next_state IS NOT DISTINCT FROM 'not_ready') = (next_reason IS NOT NULL)"),
    ("agents", "wrap_up_when_busy", "(state IN ('on_call', 'wrap_up')) = (wrap_up IS NOT NULL)"),
    ("offers", "decline_reason_of_declined", "decline_reason = '' OR outcome = 'declined'"),
    (
        "interactions",
        "finished_has_outcome",
        "finished_at IS NULL OR disposition_code <> '' OR system_outcome IS NOT NULL",
    ),
    ("interactions", "system_outcome_when_finished", "system_outcome IS NULL OR finished_at IS NOT NULL"),
)


def upgrade() -> None:
    op.add_column("agent_states", sa.Column("system_reason", sa.String(length=40), nullable=True))
    op.add_column("agents", sa.Column("system_reason", sa.String(length=40), nullable=True))
    op.add_column("agents", sa.Column("next_state", sa.String(length=40), nullable=True))
    op.add_column("agents", sa.Column("next_reason", sa.String(length=40), nullable=True))
    op.add_column("agents", sa.Column("next_planned_seconds", sa.Integer(), nullable=True))
    op.add_column(
        "agents", sa.Column("wrap_up", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True)
    )
    op.add_column("interactions", sa.Column("system_outcome", sa.String(length=40), nullable=True))
    op.add_column(
        "interactions", sa.Column("ended_by_server", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.create_index(
        "ix_interactions_unfinished_work",
        "interactions",
        ["agent_id"],
        unique=False,
        postgresql_where=sa.text("system_outcome IS NOT NULL AND disposition_code = ''"),
    )
    op.add_column("offers", sa.Column("decline_reason", sa.String(length=40), server_default="", nullable=False))
    op.add_column(
        "queues", sa.Column("wrap_up_mode", sa.String(length=40), server_default="agent_ends", nullable=False)
    )
    op.add_column("queues", sa.Column("wrap_up_extensions", sa.Integer(), server_default="0", nullable=False))
    op.add_column("queues", sa.Column("wrap_up_extension_seconds", sa.Integer(), server_default="60", nullable=False))
    op.add_column("queues", sa.Column("outcome_required", sa.Boolean(), server_default=sa.text("true"), nullable=False))
    # A reason that the system gave is no longer among those that agents choose.
    for table in ("agents", "agent_states"):
        op.execute(f"UPDATE {table} SET system_reason = reason WHERE reason IN {SYSTEM_REASONS}")  # noqa: S608
        op.execute(f"UPDATE {table} SET reason = NULL WHERE system_reason IS NOT NULL OR state <> 'not_ready'")  # noqa: S608
    op.execute(f"UPDATE agents SET wrap_up = '{AGENT_ENDS}' WHERE state IN ('on_call', 'wrap_up')")  # noqa: S608
    op.drop_constraint(op.f("ck_agents_not_ready_has_reason"), "agents", type_="check")
    op.drop_constraint(op.f("ck_interactions_finished_has_disposition"), "interactions", type_="check")
    for table, name, rule in CHECKS:
        op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, rule)


def downgrade() -> None:
    for table, name, _ in CHECKS:
        op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    for table in ("agents", "agent_states"):
        op.execute(f"UPDATE {table} SET reason = system_reason WHERE system_reason IS NOT NULL")  # noqa: S608
    op.execute(
        "UPDATE interactions SET disposition_code = system_outcome"
        " WHERE finished_at IS NOT NULL AND disposition_code = ''"
    )
    op.create_check_constraint(
        op.f("ck_agents_not_ready_has_reason"), "agents", "state <> 'not_ready' OR reason IS NOT NULL"
    )
    op.create_check_constraint(
        op.f("ck_interactions_finished_has_disposition"),
        "interactions",
        "finished_at IS NULL OR disposition_code <> ''",
    )
    op.drop_column("queues", "outcome_required")
    op.drop_column("queues", "wrap_up_extension_seconds")
    op.drop_column("queues", "wrap_up_extensions")
    op.drop_column("queues", "wrap_up_mode")
    op.drop_column("offers", "decline_reason")
    op.drop_index(
        "ix_interactions_unfinished_work",
        table_name="interactions",
        postgresql_where=sa.text("system_outcome IS NOT NULL AND disposition_code = ''"),
    )
    op.drop_column("interactions", "ended_by_server")
    op.drop_column("interactions", "system_outcome")
    op.drop_column("agents", "wrap_up")
    op.drop_column("agents", "next_planned_seconds")
    op.drop_column("agents", "next_reason")
    op.drop_column("agents", "next_state")
    op.drop_column("agents", "system_reason")
    op.drop_column("agent_states", "system_reason")

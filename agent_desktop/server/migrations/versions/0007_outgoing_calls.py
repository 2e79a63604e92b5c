"""Outgoing calls, and colleagues in calls.

Revision 0007, after 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_HANDLED = "state IN ('connecting', 'dialling', 'alerting', 'talking', 'held')"
_HANDLED_BEFORE = "state IN ('connecting', 'talking', 'held')"
_AUDIBLE = "left_at IS NULL AND NOT held AND kind <> 'agent'"
_CHECKS = {
    "colleague_while_handled": f"colleague_state IS NULL OR {_HANDLED}",
    "colleague_is_somebody": "colleague_state IS NULL OR colleague_id IS NOT NULL",
    "colleague_is_another": "colleague_state IS NULL OR colleague_id <> agent_id",
    "internal_is_not_held": "direction <> 'internal' OR state <> 'held'",
}


def upgrade() -> None:
    op.add_column("calls", sa.Column("direction", sa.String(length=40), server_default="inbound", nullable=False))
    op.add_column("calls", sa.Column("colleague_id", sa.Uuid(), nullable=True))
    op.add_column("calls", sa.Column("colleague_state", sa.String(length=40), nullable=True))
    op.add_column("calls", sa.Column("colleague_outcome", sa.String(length=40), nullable=True))
    op.add_column(
        "interactions", sa.Column("direction", sa.String(length=40), server_default="inbound", nullable=False)
    )
    op.add_column("offers", sa.Column("from_colleague", sa.Boolean(), server_default=sa.false(), nullable=False))
    _handled_is(_HANDLED)
    for name, condition in _CHECKS.items():
        op.create_check_constraint(op.f(f"ck_calls_{name}"), "calls", condition)
    op.create_index(
        "uq_calls_live_colleague",
        "calls",
        ["colleague_id"],
        unique=True,
        postgresql_where=sa.text("colleague_state IS NOT NULL"),
    )
    op.create_index("uq_parties_audible", "parties", ["call_id"], unique=True, postgresql_where=sa.text(_AUDIBLE))


def downgrade() -> None:
    op.drop_index("uq_parties_audible", table_name="parties", postgresql_where=sa.text(_AUDIBLE))
    op.drop_index(
        "uq_calls_live_colleague", table_name="calls", postgresql_where=sa.text("colleague_state IS NOT NULL")
    )
    for name in _CHECKS:
        op.drop_constraint(op.f(f"ck_calls_{name}"), "calls", type_="check")
    _handled_is(_HANDLED_BEFORE)
    op.drop_column("offers", "from_colleague")
    op.drop_column("interactions", "direction")
    op.drop_column("calls", "colleague_outcome")
    op.drop_column("calls", "colleague_state")
    op.drop_column("calls", "colleague_id")
    op.drop_column("calls", "direction")


def _handled_is(condition: str) -> None:
    """Have an agent for every handled call, and one such call for each agent; these states have stretches."""
    op.drop_constraint(op.f("ck_call_stretches_has_stretches"), "call_stretches", type_="check")
    op.create_check_constraint(
        op.f("ck_call_stretches_has_stretches"), "call_stretches", f"state = 'queued' OR {condition}"
    )
    op.drop_constraint(op.f("ck_calls_handled_has_agent"), "calls", type_="check")
    op.create_check_constraint(
        op.f("ck_calls_handled_has_agent"), "calls", f"NOT ({condition}) OR agent_id IS NOT NULL"
    )
    op.drop_index("uq_calls_live_agent", table_name="calls")
    op.create_index("uq_calls_live_agent", "calls", ["agent_id"], unique=True, postgresql_where=sa.text(condition))

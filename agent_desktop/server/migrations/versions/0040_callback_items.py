"""Callbacks that are routed like calls.

Revision 0040, after 0039.
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_BEFORE = "state IN ('connecting', 'dialling', 'alerting', 'talking', 'held')"
_HANDLED = "state IN ('previewing', 'connecting', 'dialling', 'alerting', 'talking', 'held')"
_UNDER_WAY = "state NOT IN ('queued', 'previewed', 'dialled') OR call_id IS NOT NULL"
_CHECKS = {
    "undialled_is_callback": (
        "NOT undialled OR (item_id IS NOT NULL AND state IN ('queued', 'ringing', 'previewing', 'ended'))"
    ),
    "previewed_is_undialled": "state <> 'previewing' OR undialled",
    "by_share_is_callback": "NOT by_share OR item_id IS NOT NULL",
}
_LIVE_ITEM = "item_id IS NOT NULL AND state <> 'ended'"
_SHARES = "callback_share BETWEEN 0 AND 100 AND callback_late_share BETWEEN 0 AND 100"


def upgrade() -> None:
    for name, default in (
        ("callback_share", "20"),
        ("callback_late_share", "50"),
        ("callback_credit", "0"),
        ("preview_seconds", "120"),
    ):
        op.add_column("queues", sa.Column(name, sa.Integer(), server_default=default, nullable=False))
    op.create_check_constraint(op.f("ck_queues_shares_are_percent"), "queues", _SHARES)
    op.add_column("calls", sa.Column("item_id", sa.Uuid(), nullable=True))
    op.add_column("calls", sa.Column("undialled", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("calls", sa.Column("by_share", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("calls", sa.Column("late_at", sa.DateTime(timezone=True), nullable=True))
    _handled_is(_HANDLED)
    for name, condition in _CHECKS.items():
        op.create_check_constraint(op.f(f"ck_calls_{name}"), "calls", condition)
    op.create_index("uq_calls_live_item", "calls", ["item_id"], unique=True, postgresql_where=sa.text(_LIVE_ITEM))
    op.create_index(
        "ix_calls_item", "calls", ["item_id", "arrived_at"], postgresql_where=sa.text("item_id IS NOT NULL")
    )
    op.create_table(
        "callback_items",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("queue_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), server_default="placed", nullable=False),
        sa.Column("not_before_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("enqueued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("priority", sa.Integer(), server_default="0", nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("keeps_place", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("agent_until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("team", sa.String(length=100), server_default="", nullable=False),
        sa.Column("team_until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("moved", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(_UNDER_WAY, name=op.f("ck_callback_items_under_way_has_call")),
        sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name=op.f("ck_callback_items_done_has_time")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_callback_items_call_id_calls"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["queue_id"], ["queues.queue_id"], name=op.f("fk_callback_items_queue_id_queues")),
        sa.PrimaryKeyConstraint("item_id", name=op.f("pk_callback_items")),
    )
    op.create_index(
        "ix_callback_items_open",
        "callback_items",
        ["state", "not_before_at"],
        postgresql_where=sa.text("state <> 'done'"),
    )


def downgrade() -> None:
    op.drop_table("callback_items")
    op.drop_index("ix_calls_item", table_name="calls", postgresql_where=sa.text("item_id IS NOT NULL"))
    op.drop_index("uq_calls_live_item", table_name="calls", postgresql_where=sa.text(_LIVE_ITEM))
    for name in _CHECKS:
        op.drop_constraint(op.f(f"ck_calls_{name}"), "calls", type_="check")
    _handled_is(_BEFORE)
    for name in ("late_at", "by_share", "undialled", "item_id"):
        op.drop_column("calls", name)
    op.drop_constraint(op.f("ck_queues_shares_are_percent"), "queues", type_="check")
    for name in ("preview_seconds", "callback_credit", "callback_late_share", "callback_share"):
        op.drop_column("queues", name)


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
    op.drop_constraint(op.f("ck_calls_colleague_while_handled"), "calls", type_="check")
    op.create_check_constraint(
        op.f("ck_calls_colleague_while_handled"), "calls", f"colleague_state IS NULL OR {condition}"
    )
    op.drop_index("uq_calls_live_agent", table_name="calls")
    op.create_index("uq_calls_live_agent", "calls", ["agent_id"], unique=True, postgresql_where=sa.text(condition))

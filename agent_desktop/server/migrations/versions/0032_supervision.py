"""Supervisors in calls.

Revision 0032, after 0028.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0028"
branch_labels = None
depends_on = None

_WHILE_SPOKEN_IN = "supervision_id IS NULL OR state IN ('talking', 'held')"
_BY_SOMEBODY = "supervised IS NULL OR supervision_id IS NOT NULL"


def upgrade() -> None:
    op.add_column("calls", sa.Column("supervision_id", sa.Uuid(), nullable=True))
    op.add_column("calls", sa.Column("supervised", sa.String(length=40), nullable=True))
    op.create_check_constraint(op.f("ck_calls_supervised_while_spoken_in"), "calls", _WHILE_SPOKEN_IN)
    op.create_check_constraint(op.f("ck_calls_supervised_by_somebody"), "calls", _BY_SOMEBODY)
    at = sa.DateTime(timezone=True)
    op.create_table(
        "supervisions",
        sa.Column("supervision_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("pending", sa.String(length=40), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("began_at", at, nullable=False),
        sa.Column("since_at", at, nullable=False),
        sa.Column("joined_at", at, nullable=True),
        sa.Column("ended_at", at, nullable=True),
        sa.Column("heard_at", at, nullable=False),
        sa.CheckConstraint("(state = 'left') = (ended_at IS NOT NULL)", name=op.f("ck_supervisions_left_has_time")),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name=op.f("ck_supervisions_left_has_outcome")),
        sa.CheckConstraint("pending IS NULL OR ended_at IS NULL", name=op.f("ck_supervisions_pending_while_on")),
        sa.CheckConstraint("supervisor_id <> agent_id", name=op.f("ck_supervisions_somebody_else")),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_supervisions_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("supervision_id", name=op.f("pk_supervisions")),
    )
    op.create_index(op.f("ix_supervisions_call_id"), "supervisions", ["call_id"])
    op.create_index(
        "uq_supervisions_call", "supervisions", ["call_id"], unique=True, postgresql_where=sa.text("ended_at IS NULL")
    )
    op.create_index(
        "uq_supervisions_supervisor",
        "supervisions",
        ["supervisor_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.execute("DELETE FROM timers WHERE kind = 'supervisor_joins'")
    op.drop_table("supervisions")
    op.drop_constraint(op.f("ck_calls_supervised_by_somebody"), "calls", type_="check")
    op.drop_constraint(op.f("ck_calls_supervised_while_spoken_in"), "calls", type_="check")
    op.drop_column("calls", "supervised")
    op.drop_column("calls", "supervision_id")

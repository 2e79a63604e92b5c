"""Alerts of the floor, all that happened to them, and when the rules were last looked at.

Revision 0047, after 0045.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0047"
down_revision = "0045"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "floor_alerts",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("rule_name", JSONB(), nullable=False),
        sa.Column("measure", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("subject_key", sa.String(80), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("subject_name", JSONB(), nullable=False),
        sa.Column("team", sa.String(100), server_default="", nullable=False),
        sa.Column("queue_id", sa.Uuid(), nullable=True),
        sa.Column("queue", sa.String(40), server_default="", nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.String(40), nullable=True),
        sa.Column("threshold", sa.Double(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("peak", sa.Double(), nullable=False),
        sa.Column("up_to", sa.String(40), nullable=True),
        sa.Column("up_since", _TIME, nullable=True),
        sa.Column("down_since", _TIME, nullable=True),
        sa.Column("seen_at", _TIME, nullable=False),
        sa.Column("raised_at", _TIME, nullable=True),
        sa.Column("level_since_at", _TIME, nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_at", _TIME, nullable=True),
        sa.Column("acknowledged_by_id", sa.Uuid(), nullable=True),
        sa.Column("snoozed_until_at", _TIME, nullable=True),
        sa.Column("ended_at", _TIME, nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_floor_alerts_version_positive")),
        sa.CheckConstraint("(level IS NULL) = (raised_at IS NULL)", name=op.f("ck_floor_alerts_raised_has_level")),
        sa.CheckConstraint("ended_at IS NULL OR raised_at IS NOT NULL", name=op.f("ck_floor_alerts_ended_was_raised")),
        sa.CheckConstraint(
            "(acknowledged_at IS NULL) = (acknowledged_by_id IS NULL)", name=op.f("ck_floor_alerts_acknowledged_by")
        ),
        sa.PrimaryKeyConstraint("alert_id", name=op.f("pk_floor_alerts")),
    )
    op.create_index(
        "uq_floor_alerts_open",
        "floor_alerts",
        ["rule", "subject_key"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_floor_alerts_ended", "floor_alerts", ["ended_at"], postgresql_where=sa.text("ended_at IS NOT NULL")
    )
    op.create_table(
        "floor_alert_steps",
        sa.Column("step_no", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("deed", sa.String(40), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.String(40), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("until_at", _TIME, nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"],
            ["floor_alerts.alert_id"],
            name=op.f("fk_floor_alert_steps_alert_id_floor_alerts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("step_no", name=op.f("pk_floor_alert_steps")),
    )
    op.create_index("ix_floor_alert_steps_alert", "floor_alert_steps", ["alert_id", "step_no"])
    op.create_table(
        "floor_looks",
        sa.Column("look_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", _TIME, nullable=False),
        sa.CheckConstraint("look_id = 1", name=op.f("ck_floor_looks_one_row")),
        sa.PrimaryKeyConstraint("look_id", name=op.f("pk_floor_looks")),
    )


def downgrade() -> None:
    for table in ("floor_looks", "floor_alert_steps", "floor_alerts"):
        op.drop_table(table)

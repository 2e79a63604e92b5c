"""Forecasts of calls, shift plans that were brought in, and what agents do in their shifts beside calls.

Revision 0048, after 0044.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0048"
down_revision = "0044"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def _words(*values: str) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, length=40)


def upgrade() -> None:
    op.create_table(
        "forecasts",
        sa.Column("forecast_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", _AT, nullable=False),
        sa.Column("cause", _words("night", "command", "asked"), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("history_kind", _words("calls", "log"), nullable=False),
        sa.Column("history_name", sa.String(200), server_default="", nullable=False),
        sa.Column("history_first", sa.Date(), nullable=False),
        sa.Column("history_last", sa.Date(), nullable=False),
        sa.Column("history_calls", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(60), nullable=False),
        sa.Column("calendar_version", sa.String(20), server_default="", nullable=False),
        sa.Column("library", sa.String(60), server_default="", nullable=False),
        sa.Column("library_away", sa.String(60), server_default="", nullable=False),
        sa.Column("errors", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_forecasts_days_forwards")),
        sa.PrimaryKeyConstraint("forecast_id", name=op.f("pk_forecasts")),
    )
    op.create_index(op.f("ix_forecasts_made_at"), "forecasts", ["made_at"])
    op.create_table(
        "forecast_days",
        sa.Column("forecast_id", sa.Uuid(), nullable=False),
        sa.Column("queue_code", sa.String(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins_at", _AT, nullable=False),
        sa.Column("method", _words("baseline", "library"), nullable=False),
        sa.Column("handle_seconds", sa.Float(), nullable=False),
        sa.Column("calls", postgresql.JSONB(), nullable=False),
        sa.Column("baseline", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["forecast_id"],
            ["forecasts.forecast_id"],
            name=op.f("fk_forecast_days_forecast_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("forecast_id", "queue_code", "day", name=op.f("pk_forecast_days")),
    )
    op.create_index("ix_forecast_days_begins", "forecast_days", ["begins_at"])
    op.create_table(
        "shift_imports",
        sa.Column("shift_import_id", sa.Uuid(), nullable=False),
        sa.Column("imported_at", _AT, nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("agents", sa.Integer(), nullable=False),
        sa.Column("shifts", sa.Integer(), nullable=False),
        sa.Column("replaced", sa.Integer(), nullable=False),
        sa.Column("before", postgresql.JSONB(), nullable=False),
        sa.Column("after", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("shift_import_id", name=op.f("pk_shift_imports")),
    )
    op.create_index(op.f("ix_shift_imports_imported_at"), "shift_imports", ["imported_at"])
    op.create_table(
        "shift_activities",
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", _AT, nullable=False),
        sa.Column("until_at", _AT, nullable=False),
        sa.Column("activity", _words("work", "break", "meal", "training", "meeting"), nullable=False),
        sa.CheckConstraint("from_at < until_at", name=op.f("ck_shift_activities_forwards")),
        sa.PrimaryKeyConstraint("agent_id", "from_at", name=op.f("pk_shift_activities")),
    )


def downgrade() -> None:
    for name in ("shift_activities", "shift_imports", "forecast_days", "forecasts"):
        op.drop_table(name)

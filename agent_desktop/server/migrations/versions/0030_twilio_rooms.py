"""Twilio's calls, their lines, and what was heard of them.

Revision 0030, after 0029.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_JSON = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.create_table(
        "twilio_rooms",
        sa.Column("call_sid", sa.String(length=80), nullable=False),
        sa.Column("conference_name", sa.String(length=80), nullable=False),
        sa.Column("conference_sid", sa.String(length=34), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=40), nullable=False),
        sa.Column("ended_by", sa.String(length=40), nullable=True),
        sa.Column("arrival", _JSON, nullable=False),
        sa.Column("inputs", _JSON, nullable=False),
        sa.Column("waiting_inputs", _JSON, nullable=False),
        sa.Column("facts", _JSON, nullable=False),
        sa.Column("hold_spoken", _JSON, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("last_kind", sa.String(length=40), nullable=True),
        sa.Column("last_state", _JSON, nullable=True),
        sa.Column("reported_at", _TIME, nullable=True),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("held_until", _TIME, nullable=True),
        sa.Column("look_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("call_sid", name=op.f("pk_twilio_rooms")),
    )
    op.create_index(op.f("ix_twilio_rooms_conference_name"), "twilio_rooms", ["conference_name"], unique=False)
    op.create_index(op.f("ix_twilio_rooms_made_at"), "twilio_rooms", ["made_at"], unique=False)
    op.create_index(
        "ix_twilio_rooms_look_at",
        "twilio_rooms",
        ["look_at"],
        unique=False,
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    op.create_index(
        "ix_twilio_rooms_live",
        "twilio_rooms",
        ["call_sid"],
        unique=False,
        postgresql_where=sa.text("ended_by IS NULL"),
    )
    op.create_table(
        "twilio_legs",
        sa.Column("call_sid", sa.String(length=80), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("leg_sid", sa.String(length=34), nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("facts", _JSON, nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        _of_room("twilio_legs"),
        sa.PrimaryKeyConstraint("call_sid", "label", name=op.f("pk_twilio_legs")),
    )
    op.create_index(op.f("ix_twilio_legs_leg_sid"), "twilio_legs", ["leg_sid"], unique=False)
    op.create_table(
        "twilio_inbox",
        sa.Column("event_key", sa.String(length=80), nullable=False),
        sa.Column("call_sid", sa.String(length=80), nullable=False),
        sa.Column("received_at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("event_key", name=op.f("pk_twilio_inbox")),
    )
    op.create_index(op.f("ix_twilio_inbox_received_at"), "twilio_inbox", ["received_at"], unique=False)
    op.create_table(
        "twilio_orders",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("call_sid", sa.String(length=80), nullable=False),
        sa.Column("taken_at", _TIME, nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_twilio_orders")),
    )
    op.create_index(op.f("ix_twilio_orders_taken_at"), "twilio_orders", ["taken_at"], unique=False)
    op.create_table(
        "twilio_tickets",
        sa.Column("ticket", sa.String(length=80), nullable=False),
        sa.Column("call_sid", sa.String(length=80), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("expires_at", _TIME, nullable=False),
        sa.Column("used_by", sa.String(length=34), nullable=False),
        _of_room("twilio_tickets"),
        sa.PrimaryKeyConstraint("ticket", name=op.f("pk_twilio_tickets")),
    )
    op.create_index(op.f("ix_twilio_tickets_call_sid"), "twilio_tickets", ["call_sid"], unique=False)
    op.create_index(op.f("ix_twilio_tickets_expires_at"), "twilio_tickets", ["expires_at"], unique=False)


def downgrade() -> None:
    for table in ("twilio_tickets", "twilio_orders", "twilio_inbox", "twilio_legs", "twilio_rooms"):
        op.drop_table(table)


def _of_room(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["call_sid"],
        ["twilio_rooms.call_sid"],
        name=op.f(f"fk_{table}_call_sid_twilio_rooms"),
        ondelete="CASCADE",
    )

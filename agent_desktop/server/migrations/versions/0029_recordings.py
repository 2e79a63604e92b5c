"""Recordings of calls: how each stands at the carrier, and what we keep of it.

Revision 0029, after 0028.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def _of_calls() -> list[sa.Column[Any]]:
    return [
        sa.Column("recording_policy", sa.String(40), server_default="", nullable=False),
        sa.Column("recording_allows", sa.String(120), server_default="", nullable=False),
        sa.Column("recording", sa.String(40), server_default="off", nullable=False),
        sa.Column("recording_asked", sa.String(40), nullable=True),
        sa.Column("recording_problem", sa.String(40), nullable=True),
        sa.Column("recording_paused_by", sa.String(40), nullable=True),
        sa.Column("recording_paused_for", sa.Uuid(), nullable=True),
        sa.Column("recording_stopped_by", sa.String(40), nullable=True),
        sa.Column("recording_announced", sa.String(40), server_default="", nullable=False),
        sa.Column("recording_agreed", sa.String(40), server_default="", nullable=False),
        sa.Column("recording_announced_at", sa.DateTime(timezone=True), nullable=True),
    ]


def upgrade() -> None:
    for column in _of_calls():
        op.add_column("calls", column)
    op.create_table(
        "call_recordings",
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(20), nullable=False),
        sa.Column("call_sid", sa.String(80), nullable=False),
        sa.Column("recording_sid", sa.String(80), nullable=False),
        sa.Column("policy", sa.String(40), server_default="", nullable=False),
        sa.Column("basis", sa.String(40), server_default="", nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("channels", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('running', 'paused') OR ended_at IS NOT NULL", name=op.f("ck_call_recordings_over_has_end")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["calls.call_id"], name=op.f("fk_call_recordings_call_id_calls"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_call_recordings")),
        sa.UniqueConstraint("provider", "recording_sid", name=op.f("uq_call_recordings_provider_recording_sid")),
    )
    op.create_index(op.f("ix_call_recordings_call_id"), "call_recordings", ["call_id"])
    op.create_table(
        "recordings",
        sa.Column("recording_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("channels", sa.Integer(), server_default="1", nullable=False),
        sa.Column("policy", sa.String(40), nullable=False),
        sa.Column("basis", sa.String(40), nullable=False),
        sa.Column("announced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("at_carrier", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(60), server_default="", nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("checksum", sa.String(64), server_default="", nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("key_name", sa.String(16), server_default="", nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_why", sa.String(400), server_default="", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state <> 'stored' OR (checksum <> '' AND wrapped_key IS NOT NULL AND stored_at IS NOT NULL)",
            name=op.f("ck_recordings_stored_is_whole"),
        ),
        sa.CheckConstraint(
            "held_at IS NULL OR (held_why <> '' AND state <> 'removed')", name=op.f("ck_recordings_held_is_kept")
        ),
        sa.CheckConstraint("state <> 'removed' OR wrapped_key IS NULL", name=op.f("ck_recordings_removed_has_no_key")),
        sa.PrimaryKeyConstraint("recording_id", name=op.f("pk_recordings")),
    )
    op.create_index(op.f("ix_recordings_call_id"), "recordings", ["call_id"])
    op.create_index("ix_recordings_due_at", "recordings", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL"))
    op.create_index(
        "ix_recordings_keep_until", "recordings", ["keep_until"], postgresql_where=sa.text("state = 'stored'")
    )


def downgrade() -> None:
    op.drop_table("recordings")
    op.drop_table("call_recordings")
    op.execute("DELETE FROM timers WHERE kind IN ('recording_confirms', 'recording_pause_over')")
    for column in reversed(_of_calls()):
        op.drop_column("calls", column.name)

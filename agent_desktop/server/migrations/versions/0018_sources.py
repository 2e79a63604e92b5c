"""Whole loads, removals, schedules, and from which row of which extract each record came.

Revision 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_KEYED = ("customers", "holdings", "transactions", "contacts", "survey_answers")
_LISTS = ("customer_phone_numbers", "holding_parties")


def upgrade() -> None:
    for table in (*_KEYED, *_LISTS):
        if table in _KEYED:
            op.add_column(table, sa.Column("source_at", sa.DateTime(timezone=True), nullable=True))
        op.add_column(table, sa.Column("file_id", sa.Integer(), nullable=True))
        op.add_column(table, sa.Column("line", sa.Integer(), nullable=True))
    op.alter_column("sources", "group", existing_type=sa.String(length=40), nullable=True)
    op.add_column("sources", sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sources", sa.Column("as_of_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "sources", sa.Column("brings", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False)
    )
    for count in ("removed_count", "older_count"):
        op.add_column("source_loads", sa.Column(count, sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "source_loads",
        sa.Column(
            "load_kind",
            sa.Enum("full", "incremental", name="loadkind", native_enum=False, length=40),
            server_default="incremental",
            nullable=False,
        ),
    )
    op.add_column("source_loads", sa.Column("mapping", sa.String(length=200), server_default="", nullable=False))
    op.add_column(
        "source_loads",
        sa.Column("systems", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False),
    )
    op.add_column("source_loads", sa.Column("started_by", sa.String(length=60), server_default="", nullable=False))
    op.add_column("source_loads", sa.Column("failure", sa.String(length=40), server_default="", nullable=False))
    op.add_column(
        "source_loads",
        sa.Column("failure_details", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
    )
    op.create_index(op.f("ix_source_loads_started_at"), "source_loads", ["started_at"])
    op.create_table(
        "source_files",
        sa.Column("file_id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("load_id", sa.Uuid(), nullable=False),
        sa.Column("source_code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("as_of_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_count", sa.Integer(), nullable=False),
        sa.Column("rejected_count", sa.Integer(), nullable=False),
        sa.Column("columns", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["load_id"], ["source_loads.load_id"], name=op.f("fk_source_files_load_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_source_files")),
    )
    op.create_index("ix_source_files_source_name", "source_files", ["source_code", "name"])
    op.create_index(op.f("ix_source_files_load_id"), "source_files", ["load_id"])
    op.create_table(
        "source_rejects",
        sa.Column("reject_id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["source_files.file_id"], name=op.f("fk_source_rejects_file_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("reject_id", name=op.f("pk_source_rejects")),
    )
    op.create_index(op.f("ix_source_rejects_file_id"), "source_rejects", ["file_id"])
    op.create_table(
        "source_deletions",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source_code", sa.String(length=40), nullable=False),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "source_code", "source_key", name=op.f("pk_source_deletions")),
    )
    op.create_table(
        "source_schedules",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("slot_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("owner", sa.Uuid(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("step", sa.String(length=40), server_default="", nullable=False),
        sa.Column("step_of", sa.String(length=200), server_default="", nullable=False),
        sa.Column("percent", sa.Integer(), server_default="0", nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("load_id", sa.Uuid(), nullable=True),
        sa.Column("failure", sa.String(length=40), server_default="", nullable=False),
        sa.Column("failure_details", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_source_schedules")),
    )


def downgrade() -> None:
    for table in ("source_schedules", "source_deletions", "source_rejects", "source_files"):
        op.drop_table(table)
    op.drop_index(op.f("ix_source_loads_started_at"), table_name="source_loads")
    for column in ("failure_details", "failure", "started_by", "systems", "mapping", "load_kind", "older_count"):
        op.drop_column("source_loads", column)
    op.drop_column("source_loads", "removed_count")
    op.drop_column("sources", "brings")
    op.drop_column("sources", "as_of_at")
    op.drop_column("sources", "loaded_at")
    op.execute('DELETE FROM sources WHERE "group" IS NULL')
    op.alter_column("sources", "group", existing_type=sa.String(length=40), nullable=False)
    for table in (*_KEYED, *_LISTS):
        op.drop_column(table, "line")
        op.drop_column(table, "file_id")
        if table in _KEYED:
            op.drop_column(table, "source_at")

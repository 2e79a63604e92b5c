"""Files that belong to records, and letters that were sent.

Revision 0037, after 0036.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachments",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("record_kind", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=True),
        sa.Column("origin", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("key_name", sa.String(length=16), server_default="", nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.Uuid(), nullable=True),
        sa.Column("removed_why", sa.String(length=400), server_default="", nullable=False),
        sa.Column("is_file_due", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(state = 'removed') = (removed_at IS NOT NULL)", name=op.f("ck_attachments_removed_has_time")
        ),
        sa.CheckConstraint(
            "state <> 'kept' OR (media_type IS NOT NULL AND wrapped_key IS NOT NULL AND kept_at IS NOT NULL)",
            name=op.f("ck_attachments_kept_is_whole"),
        ),
        sa.CheckConstraint(
            "state <> 'removed' OR (wrapped_key IS NULL AND removed_why <> '')",
            name=op.f("ck_attachments_removed_is_gone"),
        ),
        sa.CheckConstraint("size >= 0", name=op.f("ck_attachments_size_positive")),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_record", "attachments", ["record_kind", "record_id", "added_at"], unique=False)
    op.create_index(
        "ix_attachments_removed", "attachments", ["removed_at"], unique=False, postgresql_where=sa.text("is_file_due")
    )
    op.create_index(
        "ix_attachments_waiting",
        "attachments",
        ["added_at"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "letters",
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("to_name", sa.String(length=120), nullable=False),
        sa.Column("to_address", sa.String(length=400), server_default="", nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("pages", sa.SmallInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("way <> 'post' OR to_address <> ''", name=op.f("ck_letters_post_has_address")),
        sa.CheckConstraint("pages > 0", name=op.f("ck_letters_has_pages")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachments.attachment_id"], name=op.f("fk_letters_attachment_id")
        ),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.complaint_id"], name=op.f("fk_letters_complaint_id")),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letters")),
        sa.UniqueConstraint("attachment_id", name=op.f("uq_letters_attachment_id")),
    )
    op.create_index("ix_letters_complaint_sent", "letters", ["complaint_id", "sent_at"], unique=False)
    op.create_index("ix_letters_sent", "letters", ["sent_at", "letter_id"], unique=False)


def downgrade() -> None:
    op.drop_table("letters")
    op.drop_table("attachments")

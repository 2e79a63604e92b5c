"""A colleague who stays in a conference while another is asked, and forms of complaints that go along with a call.

Revision 0057, after 0054.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

_ANOTHER = "guest_id IS NULL OR (guest_id <> agent_id AND (colleague_state IS NULL OR guest_id <> colleague_id))"


def upgrade() -> None:
    op.add_column("calls", sa.Column("guest_id", sa.Uuid(), nullable=True))
    op.add_column("calls", sa.Column("guest_since_at", sa.DateTime(timezone=True), nullable=True))
    spoken_in = "guest_id IS NULL OR state IN ('talking', 'held')"
    op.create_check_constraint(op.f("ck_calls_guest_while_spoken_in"), "calls", spoken_in)
    has_time = "(guest_id IS NULL) = (guest_since_at IS NULL)"
    op.create_check_constraint(op.f("ck_calls_guest_has_time"), "calls", has_time)
    op.create_check_constraint(op.f("ck_calls_guest_is_another"), "calls", _ANOTHER)
    only_guests = sa.text("guest_id IS NOT NULL")
    op.create_index("uq_calls_guest", "calls", ["guest_id"], unique=True, postgresql_where=only_guests)
    op.create_table(
        "handed_forms",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("interaction_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("from_agent_id", sa.Uuid(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("files", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_handed_forms_version_positive")),
        sa.CheckConstraint("files >= 0", name=op.f("ck_handed_forms_files_counted")),
        sa.CheckConstraint("(taken_by_id IS NULL) = (taken_at IS NULL)", name=op.f("ck_handed_forms_taken_has_time")),
        sa.CheckConstraint("taken_by_id <> from_agent_id", name=op.f("ck_handed_forms_taken_by_another")),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interactions.interaction_id"],
            name=op.f("fk_handed_forms_interaction_id_interactions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_handed_forms")),
    )
    op.create_index(op.f("ix_handed_forms_interaction_id"), "handed_forms", ["interaction_id"], unique=False)
    op.create_index(op.f("ix_handed_forms_call_id"), "handed_forms", ["call_id"], unique=False)


def downgrade() -> None:
    op.drop_table("handed_forms")
    op.drop_index("uq_calls_guest", table_name="calls")
    for name in ("guest_is_another", "guest_has_time", "guest_while_spoken_in"):
        op.drop_constraint(op.f(f"ck_calls_{name}"), "calls", type_="check")
    op.drop_column("calls", "guest_since_at")
    op.drop_column("calls", "guest_id")

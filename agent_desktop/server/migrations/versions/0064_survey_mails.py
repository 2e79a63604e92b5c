"""Surveys by e-mail, and who wants none any more; lists of complaints that are still owed something, in their order.

Revision 0064, after 0063.
"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

_OPEN = "ended_at IS NULL"
_OWED = "ended_at IS NULL OR next_due_at IS NOT NULL"
_COUNTED = ["kind", "about_user_id", "clocks_late"]
_LISTS = {
    "due": ["due_order"],
    "owner_due": ["owner_id", "due_order"],
    "backup_due": ["backup_id", "due_order"],
    "team_due": ["team", "due_order"],
    "severity": ["severity"],
    "state": ["state_place"],
    "owner": ["owner_key"],
}
_INCLUDED = {
    "due": _COUNTED,
    "team_due": [*_COUNTED, "owner_id", "owner_name", "next_limit", "state", "answer_proposed_by"],
}
_ALL = ["kind", "state", "about_user_id"]
_BEFORE = {"due": "open_due", "severity": "open_severity", "state": "open_state", "owner": "open_owner"}


def upgrade() -> None:
    op.add_column("surveys", sa.Column("no_more", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_surveys_no_more", "surveys", ["customer_id"], postgresql_where=sa.text("no_more"))
    op.create_table(
        "survey_mails",
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.Column("why", sa.String(length=40), server_default="", nullable=False),
        sa.CheckConstraint("(state = 'waiting') = (due_at IS NOT NULL)", name=op.f("ck_survey_mails_waits_until")),
        sa.ForeignKeyConstraint(
            ["survey_id"], ["surveys.survey_id"], name=op.f("fk_survey_mails_survey_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_id", name=op.f("pk_survey_mails")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_survey_mails_link_hash")),
    )
    op.create_index("ix_survey_mails_due", "survey_mails", ["due_at"], postgresql_where=sa.text("state = 'waiting'"))
    op.create_index(
        "ix_survey_mails_sending", "survey_mails", ["survey_id"], postgresql_where=sa.text("state = 'sending'")
    )
    _replace_all(["complaint_id"], _ALL, [*_ALL, "severity"])
    op.drop_index("ix_complaints_ended_due", table_name="complaints")
    for name, columns in _LISTS.items():
        op.drop_index(f"ix_complaints_{_BEFORE.get(name, name)}", table_name="complaints")
        op.create_index(
            f"ix_complaints_owed_{name}",
            "complaints",
            [*columns, "complaint_id"],
            postgresql_where=sa.text(_OWED),
            postgresql_include=_INCLUDED.get(name, []),
        )


def downgrade() -> None:
    for name, columns in _LISTS.items():
        op.drop_index(f"ix_complaints_owed_{name}", table_name="complaints")
        op.create_index(
            f"ix_complaints_{_BEFORE.get(name, name)}",
            "complaints",
            [*columns, "complaint_id"],
            postgresql_where=sa.text(_OPEN),
        )
    op.create_index(
        "ix_complaints_ended_due",
        "complaints",
        ["due_order", "complaint_id"],
        postgresql_where=sa.text("ended_at IS NOT NULL AND next_due_at IS NOT NULL"),
    )
    _replace_all([], [], [])
    op.drop_table("survey_mails")
    op.drop_index("ix_surveys_no_more", table_name="surveys")
    op.drop_column("surveys", "no_more")


def _replace_all(also: list[str], of_category: list[str], of_vulnerable: list[str]) -> None:
    """Have the indexes of lists of all, closed ones among them, hold these columns too."""
    for name in ("category", "vulnerable"):
        op.drop_index(f"ix_complaints_{name}", table_name="complaints")
    op.create_index(
        "ix_complaints_category",
        "complaints",
        ["category_code", "registered_at", *also],
        postgresql_ops={"category_code": "text_pattern_ops"},
        postgresql_include=of_category,
    )
    op.create_index(
        "ix_complaints_vulnerable",
        "complaints",
        ["due_order", "complaint_id"],
        postgresql_where=sa.text("vulnerable"),
        postgresql_include=of_vulnerable,
    )

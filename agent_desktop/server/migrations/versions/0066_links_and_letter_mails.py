"""A survey by short message has a link too: what is kept of links stands with the survey. Letters by e-mail.

Revision 0066, after 0065.
"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("surveys", sa.Column("link_hash", sa.String(length=64), nullable=True))
    op.execute(
        "UPDATE surveys SET link_hash = m.link_hash FROM survey_mails AS m"
        " WHERE m.survey_id = surveys.survey_id AND m.link_hash IS NOT NULL"
    )
    op.create_unique_constraint(op.f("uq_surveys_link_hash"), "surveys", ["link_hash"])
    op.drop_constraint(op.f("uq_survey_mails_link_hash"), "survey_mails")
    op.drop_column("survey_mails", "link_hash")
    op.create_table(
        "letter_mails",
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.String(length=40), server_default="", nullable=False),
        sa.CheckConstraint("(state = 'waiting') = (due_at IS NOT NULL)", name=op.f("ck_letter_mails_waits_until")),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.letter_id"], name=op.f("fk_letter_mails_letter_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letter_mails")),
    )
    op.create_index("ix_letter_mails_due", "letter_mails", ["due_at"], postgresql_where=sa.text("state = 'waiting'"))
    op.create_index(
        "ix_letter_mails_sending", "letter_mails", ["letter_id"], postgresql_where=sa.text("state = 'sending'")
    )


def downgrade() -> None:
    op.drop_table("letter_mails")
    op.add_column("survey_mails", sa.Column("link_hash", sa.String(length=64), nullable=True))
    op.execute(
        "UPDATE survey_mails SET link_hash = s.link_hash FROM surveys AS s WHERE s.survey_id = survey_mails.survey_id"
    )
    op.create_unique_constraint(op.f("uq_survey_mails_link_hash"), "survey_mails", ["link_hash"])
    op.drop_constraint(op.f("uq_surveys_link_hash"), "surveys")
    op.drop_column("surveys", "link_hash")

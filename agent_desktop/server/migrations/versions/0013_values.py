"""What customers are worth, how that changed and by which formulas; answers to surveys; the bank's tier beside it.

Revision 0013, after 0012.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _figures() -> list[sa.Column[Any]]:
    money = ("relationship_value", "contribution", "cost", "profit", "potential")
    return [
        *(sa.Column(name, sa.Numeric(precision=18, scale=2), nullable=True) for name in money),
        sa.Column("quadrant", sa.String(length=40), nullable=True),
        sa.Column("tier", sa.String(length=40), nullable=True),
        sa.Column("satisfaction", sa.Numeric(precision=3, scale=2), nullable=True),
        sa.Column("satisfaction_gap", sa.Numeric(precision=3, scale=2), nullable=True),
        sa.Column("loss_risk", sa.SmallInteger(), nullable=True),
    ]


def upgrade() -> None:
    op.add_column("customers", sa.Column("bank_tier", sa.String(length=40), nullable=True))
    op.create_table(
        "value_formulas",
        sa.Column("formula_id", sa.String(length=64), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("formula_id", name=op.f("pk_value_formulas")),
    )
    op.create_table(
        "customer_value_history",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("valued_at", sa.DateTime(timezone=True), nullable=False),
        *_figures(),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.customer_id"],
            name=op.f("fk_customer_value_history_customer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("customer_id", "valued_at", name=op.f("pk_customer_value_history")),
    )
    op.create_table(
        "customer_values",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("valued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("formula_id", sa.String(length=64), nullable=False),
        sa.Column("measures", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        *_figures(),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_customer_values_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["formula_id"], ["value_formulas.formula_id"], name=op.f("fk_customer_values_formula_id")
        ),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_customer_values")),
    )
    op.create_table(
        "survey_answers",
        sa.Column("survey_answer_id", sa.Uuid(), nullable=False),
        sa.Column("source_code", sa.String(length=40), nullable=False),
        sa.Column("source_key", sa.String(length=80), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("perceived", sa.Numeric(precision=3, scale=2), nullable=False),
        sa.Column("expected", sa.Numeric(precision=3, scale=2), nullable=True),
        sa.Column("row_hash", sa.String(length=64), server_default="", nullable=False),
        sa.CheckConstraint("perceived BETWEEN 1 AND 5", name=op.f("ck_survey_answers_perceived_of_five")),
        sa.CheckConstraint("expected BETWEEN 1 AND 5", name=op.f("ck_survey_answers_expected_of_five")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.customer_id"], name=op.f("fk_survey_answers_customer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("survey_answer_id", name=op.f("pk_survey_answers")),
        sa.UniqueConstraint("source_code", "source_key", name=op.f("uq_survey_answers_source_code_source_key")),
    )
    op.create_index("ix_survey_answers_customer_at", "survey_answers", ["customer_id", "at"], unique=False)
    op.create_table(
        "valuations",
        sa.Column("valuation_id", sa.Uuid(), nullable=False),
        sa.Column("night", sa.Date(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("formula_id", sa.String(length=64), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("changed_count", sa.Integer(), nullable=False),
        sa.Column("noted_count", sa.Integer(), nullable=False),
        sa.Column("tier_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["formula_id"], ["value_formulas.formula_id"], name=op.f("fk_valuations_formula_id")),
        sa.PrimaryKeyConstraint("valuation_id", name=op.f("pk_valuations")),
        sa.UniqueConstraint("night", name=op.f("uq_valuations_night")),
    )
    op.create_index(op.f("ix_valuations_finished_at"), "valuations", ["finished_at"], unique=False)


def downgrade() -> None:
    op.execute("UPDATE customers SET tier = bank_tier WHERE bank_tier IS NOT NULL")
    op.drop_index(op.f("ix_valuations_finished_at"), table_name="valuations")
    op.drop_table("valuations")
    op.drop_index("ix_survey_answers_customer_at", table_name="survey_answers")
    op.drop_table("survey_answers")
    op.drop_table("customer_values")
    op.drop_table("customer_value_history")
    op.drop_table("value_formulas")
    op.drop_column("customers", "bank_tier")

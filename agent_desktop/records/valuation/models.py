"""What customers are worth: as last reckoned, how it changed, by which formulas; and what they answered to surveys."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.customers import Tier
from agent_desktop.contract.valuation import Quadrant
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base

_MONEY = sa.Numeric(18, 2)
_POINTS = sa.Numeric(3, 2)


class ValueFormulaRow(Base):
    """Formulas that values were reckoned by, as a `ValueFormula`; the id is made from the content and the currency."""

    __tablename__ = "value_formulas"

    formula_id: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    content: Mapped[dict[str, Any]]
    currency: Mapped[str] = mapped_column(sa.String(3))
    first_used_at: Mapped[datetime]


class ValuationRow(Base):
    """One reckoning of all customers; `night` is the one it was due in, None by hand."""

    __tablename__ = "valuations"

    valuation_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    night: Mapped[date | None] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime] = mapped_column(index=True)
    formula_id: Mapped[str] = mapped_column(sa.ForeignKey(ValueFormulaRow.formula_id))
    people_count: Mapped[int]
    changed_count: Mapped[int]
    noted_count: Mapped[int]
    tier_count: Mapped[int]


class _Figures:
    """The figures of one person, a null for no data. `loss_risk` is percent; `tier` null: the bank's own stays."""

    relationship_value: Mapped[Decimal | None] = mapped_column(_MONEY)
    contribution: Mapped[Decimal | None] = mapped_column(_MONEY)
    cost: Mapped[Decimal | None] = mapped_column(_MONEY)
    profit: Mapped[Decimal | None] = mapped_column(_MONEY)
    potential: Mapped[Decimal | None] = mapped_column(_MONEY)
    quadrant: Mapped[Quadrant | None]
    tier: Mapped[Tier | None]
    satisfaction: Mapped[Decimal | None] = mapped_column(_POINTS)
    satisfaction_gap: Mapped[Decimal | None] = mapped_column(_POINTS)
    loss_risk: Mapped[int | None] = mapped_column(sa.SmallInteger)


class CustomerValueRow(_Figures, Base):
    """One person by their leading account. `measures` are what the figures were made of, by `Measure`.

    `valued_at` is when a figure last changed.
    """

    __tablename__ = "customer_values"

    customer_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), primary_key=True
    )
    valued_at: Mapped[datetime]
    formula_id: Mapped[str] = mapped_column(sa.ForeignKey(ValueFormulaRow.formula_id))
    measures: Mapped[dict[str, Any]]


class CustomerValueHistoryRow(_Figures, Base):
    """A person's figures from `valued_at` until the next row; there is one where a change was worth keeping."""

    __tablename__ = "customer_value_history"

    customer_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), primary_key=True
    )
    valued_at: Mapped[datetime] = mapped_column(primary_key=True)


class SurveyAnswerRow(Base):
    """One answer of a customer, of five: how it was, and how they had expected it where they were asked."""

    __tablename__ = "survey_answers"
    __table_args__ = (
        sa.UniqueConstraint("source_code", "source_key"),
        sa.CheckConstraint("perceived BETWEEN 1 AND 5", name="perceived_of_five"),
        sa.CheckConstraint("expected BETWEEN 1 AND 5", name="expected_of_five"),
        sa.Index("ix_survey_answers_customer_at", "customer_id", "at"),
    )

    survey_answer_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    source_code: Mapped[str] = mapped_column(sa.String(40))
    source_key: Mapped[str] = mapped_column(sa.String(80))
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"))
    at: Mapped[datetime]
    perceived: Mapped[Decimal] = mapped_column(_POINTS)
    expected: Mapped[Decimal | None] = mapped_column(_POINTS)
    row_hash: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    source_at: Mapped[datetime | None]
    file_id: Mapped[int | None]
    line: Mapped[int | None]

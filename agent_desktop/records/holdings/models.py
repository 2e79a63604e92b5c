"""Products of customers in the bank's source systems, who may use them, and their transactions."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.customers import HoldingGroup, StatusKind
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base

MONEY = sa.Numeric(18, 2)


class HoldingRow(Base):
    """One account, card, loan, portfolio, policy or standing order.

    `balance` is what the customer has (positive) or owes (negative), in `currency`'s main unit. `matures_on` is
    the day a time deposit, loan or policy ends.
    """

    __tablename__ = "holdings"
    __table_args__ = (sa.UniqueConstraint("source_code", "source_key"),)

    holding_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    source_code: Mapped[str] = mapped_column(sa.String(40))
    source_key: Mapped[str] = mapped_column(sa.String(80))
    group: Mapped[HoldingGroup]
    product: Mapped[dict[str, str]]
    number: Mapped[str] = mapped_column(sa.String(40), index=True)
    currency: Mapped[str] = mapped_column(sa.String(3))
    balance: Mapped[Decimal | None] = mapped_column(MONEY)
    status: Mapped[dict[str, str]] = mapped_column(server_default="{}")
    status_kind: Mapped[StatusKind] = mapped_column(default=StatusKind.PLAIN, server_default=StatusKind.PLAIN.value)
    opened_on: Mapped[date | None]
    matures_on: Mapped[date | None]
    as_of_at: Mapped[datetime]
    row_hash: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    source_at: Mapped[datetime | None]
    file_id: Mapped[int | None]
    line: Mapped[int | None]


class HoldingPartyRow(Base):
    """Who may use a holding, and as what: owner, or a second person (`disponent`)."""

    __tablename__ = "holding_parties"

    holding_id: Mapped[UUID] = mapped_column(sa.ForeignKey(HoldingRow.holding_id, ondelete="CASCADE"), primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(sa.String(20))
    file_id: Mapped[int | None]
    line: Mapped[int | None]


class TransactionRow(Base):
    """One booking on a holding. `amount` is signed: what came in is positive. `country` is where it was (ISO 3166),
    empty where nobody knows."""

    __tablename__ = "transactions"
    __table_args__ = (
        sa.UniqueConstraint("source_code", "source_key"),
        sa.Index("ix_transactions_holding_booked", "holding_id", "booked_at"),
    )

    transaction_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    source_code: Mapped[str] = mapped_column(sa.String(40))
    source_key: Mapped[str] = mapped_column(sa.String(80))
    holding_id: Mapped[UUID] = mapped_column(sa.ForeignKey(HoldingRow.holding_id, ondelete="CASCADE"))
    booked_at: Mapped[datetime]
    amount: Mapped[Decimal] = mapped_column(MONEY)
    currency: Mapped[str] = mapped_column(sa.String(3))
    kind: Mapped[str] = mapped_column(sa.String(40))
    text: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    place: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    country: Mapped[str] = mapped_column(sa.String(2), default="", server_default="")
    row_hash: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    source_at: Mapped[datetime | None]
    file_id: Mapped[int | None]
    line: Mapped[int | None]

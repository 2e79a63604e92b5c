"""Alerts of customers, which bookings raised them, and the runs that worked them out."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.alerts import AlertKind, AlertState
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.database import Base


class AlertRow(Base):
    """One thing that a customer is to be looked after for, once.

    `account_id` is the account it came from, `customer_id` the leading account of its person: each merge
    or taking apart moves it, and each run what was held then.
    `thing` says which of its kind it is: a deposit and its day, a year's birthday, the first booking. `figures` are
    what its words are made from; `score` is that of unusual bookings. After `ends_on` it lapses.
    """

    __tablename__ = "customer_alerts"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "kind", "thing"),
        sa.Index("ix_customer_alerts_open", "kind", postgresql_where=sa.text("state IN ('new', 'seen')")),
    )

    alert_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"))
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), index=True)
    kind: Mapped[AlertKind]
    thing: Mapped[str] = mapped_column(sa.String(120))
    state: Mapped[AlertState] = mapped_column(default=AlertState.NEW, server_default=AlertState.NEW.value)
    score: Mapped[float | None]
    due_at: Mapped[datetime | None]
    ends_on: Mapped[date | None]
    figures: Mapped[dict[str, Any]]
    raised_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    by_user_id: Mapped[UUID | None]
    reason: Mapped[str] = mapped_column(sa.String(300), default="", server_default="")


class AlertBookingRow(Base):
    """A booking that has raised an alert, and raises no other. It outlives an import that takes the booking away."""

    __tablename__ = "alert_bookings"

    transaction_id: Mapped[UUID] = mapped_column(primary_key=True)
    alert_id: Mapped[UUID] = mapped_column(sa.ForeignKey(AlertRow.alert_id, ondelete="CASCADE"), index=True)


class AlertRunRow(Base):
    """One time that all alerts were worked out. `night` is the night it was due on, None where somebody asked."""

    __tablename__ = "alert_runs"

    run_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    night: Mapped[date | None] = mapped_column(unique=True)
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime] = mapped_column(index=True)
    counts: Mapped[dict[str, Any]]

"""Customers with a past, for tests of alerts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import HoldingGroup
from agent_desktop.records.alerts.models import AlertRow
from agent_desktop.records.alerts.options import AlertOptions
from agent_desktop.records.alerts.run import AlertsWorkedOut, work_out_alerts
from agent_desktop.records.holdings.models import TransactionRow
from agent_desktop.server.alerts.rules import load_rules
from agent_desktop.settings import load_settings
from tests.records.trial import TrialBank

NOON = datetime(2026, 6, 16, 4, tzinfo=UTC)
"""Tuesday noon in Hong Kong."""

OPTIONS = AlertOptions(
    rules=load_rules(load_settings(None)),
    zone=ZoneInfo("Asia/Hong_Kong"),
    base_currency="HKD",
    rates={"HKD": Decimal(1), "USD": Decimal("7.8")},
)


class Past:
    """One customer with a current account and a card, who pays about the same every few days at home."""

    def __init__(self, session: Session, number: str = "1001", *, days: int = 300) -> None:
        self.bank = TrialBank(session)
        self.customer_id = self.bank.customer(number, name_latin="Mei Lam")
        self.account_id = self.bank.holding("core", f"{number}-1", self.customer_id, balance=Decimal(100_000))
        self.card_id = self.bank.holding(
            "cards", f"{number}-4417", self.customer_id, group=HoldingGroup.CARDS, balance=None
        )
        self._session = session
        for place, before in enumerate(range(14, days, 3)):
            self.paid(before, 150 + 40 * (place % 5))
        for place, before in enumerate(range(20, days, 30)):
            self.paid(before, 1_900 + 100 * (place % 3), kind="transfer_out", holding=self.account_id, country="")
            self.paid(before + 1, -2_400, kind="salary", holding=self.account_id, country="")

    def paid(
        self,
        days_before: float,
        amount: float,
        *,
        kind: str = "card_purchase",
        country: str = "HK",
        holding: UUID | None = None,
    ) -> UUID:
        """Book what left an account, so many days before noon; a negative amount came in."""
        transaction_id = uuid4()
        self._session.add(
            TransactionRow(
                transaction_id=transaction_id,
                source_code="core",
                source_key=str(transaction_id),
                holding_id=holding or self.card_id,
                booked_at=NOON - timedelta(days=days_before),
                amount=Decimal(str(-amount)),
                currency="HKD",
                kind=kind,
                country=country,
            )
        )
        self._session.commit()
        return transaction_id


def run(session: Session, engine: sa.Engine, at: datetime = NOON) -> AlertsWorkedOut:
    """Work out the alerts as of `at`; what the test has added is committed before."""
    session.commit()
    done = work_out_alerts(engine, OPTIONS, now=lambda: at)
    assert done is not None
    session.expire_all()
    return done


def alerts_of(session: Session, kind: str = "") -> list[AlertRow]:
    """Every kept alert, those of one kind where it is named, in the order they were raised."""
    rows = session.scalars(sa.select(AlertRow).order_by(AlertRow.raised_at, AlertRow.kind, AlertRow.thing))
    return [row for row in rows if not kind or row.kind == kind]

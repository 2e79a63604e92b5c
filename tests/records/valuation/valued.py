"""Customers as rows, and the reckoning of all of them, for tests."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel, HoldingGroup
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.holdings.models import HoldingPartyRow, TransactionRow
from agent_desktop.records.valuation.models import CustomerValueHistoryRow, CustomerValueRow, SurveyAnswerRow
from agent_desktop.records.valuation.run import Valued, value_customers
from agent_desktop.records.valuation.schema import ValueFormula
from agent_desktop.server.database import session_factory
from agent_desktop.server.valuation.formula import load_formula, moment_of
from agent_desktop.server.valuation.handling import gather_handling
from agent_desktop.settings import load_settings
from tests.records.trial import NOW, OPTIONS, TrialBank

FORMULA = load_formula(load_settings(None))


def reckoned(
    engine: sa.Engine,
    *,
    at: datetime = NOW,
    formula: ValueFormula = FORMULA,
    night: date | None = None,
    open_session: Callable[[], Session] | None = None,
) -> Valued:
    """Reckon everybody's value at `at`."""
    moment = moment_of(OPTIONS, at)
    sessions = open_session or session_factory(engine)
    done = value_customers(sessions, formula, moment, gather_handling, now=lambda: at, night=night)
    assert done is not None
    return done


def value_row(session: Session, customer_id: UUID) -> CustomerValueRow | None:
    session.rollback()
    return session.get(CustomerValueRow, customer_id, populate_existing=True)


def history(session: Session, customer_id: UUID) -> list[CustomerValueHistoryRow]:
    session.rollback()
    rows = CustomerValueHistoryRow
    query = sa.select(rows).where(rows.customer_id == customer_id).order_by(rows.valued_at)
    return list(session.scalars(query.execution_options(populate_existing=True)))


class Worth:
    """Adds what value is reckoned from."""

    def __init__(self, bank: TrialBank) -> None:
        self.bank = bank
        self.session = bank.session

    def holds(self, owner: UUID, group: HoldingGroup, balance: str, *, currency: str = "HKD") -> UUID:
        number = str(uuid4().int)[:12]
        return self.bank.holding(
            "core", number, owner, group=group, balance=Decimal(balance), currency=currency, product={"en": "Product"}
        )

    def shares(self, holding: UUID, other: UUID) -> None:
        self.session.add(HoldingPartyRow(holding_id=holding, customer_id=other, role="joint"))
        self.session.flush()

    def booked(self, holding: UUID, amount: str, *, days: int, kind: str = "transfer") -> None:
        self.session.add(
            TransactionRow(
                source_code="core",
                source_key=str(uuid4()),
                holding_id=holding,
                booked_at=NOW - timedelta(days=days),
                amount=Decimal(amount),
                currency="HKD",
                kind=kind,
            )
        )
        self.session.flush()

    def contacted(self, customer: UUID, channel: Channel, minutes: float = 0, outcome: str = "Answered") -> None:
        contact = self.session.get_one(ContactRow, self.bank.contact(customer, NOW - timedelta(days=20), channel))
        contact.duration_seconds = round(minutes * 60)
        contact.outcome = {"en": outcome, "zh": "结果"}
        self.session.flush()

    def answered(self, customer: UUID, perceived: str, expected: str | None, *, days: int) -> None:
        self.session.add(
            SurveyAnswerRow(
                source_code="survey",
                source_key=str(uuid4()),
                customer_id=customer,
                at=NOW - timedelta(days=days),
                perceived=Decimal(perceived),
                expected=None if expected is None else Decimal(expected),
            )
        )
        self.session.flush()

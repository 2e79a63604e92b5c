"""All customers reckoned at once, on a real database: what is counted, whose it is, and what is kept of it."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel, CustomerKind, HoldingGroup, Tier
from agent_desktop.contract.valuation import Quadrant
from agent_desktop.records.consolidation.service import merge_accounts
from agent_desktop.records.customers.models import CustomerRow
from agent_desktop.records.errors import CustomerNotFoundError, ValuationUnderWayError
from agent_desktop.records.holdings.models import HoldingRow
from agent_desktop.records.relationships.service import relationship_of
from agent_desktop.records.valuation.measures import Measure
from agent_desktop.records.valuation.models import CustomerValueHistoryRow, CustomerValueRow, ValuationRow
from agent_desktop.records.valuation.reckoning import reckon
from agent_desktop.records.valuation.repository import ValuationRepository, set_tiers
from agent_desktop.records.valuation.run import value_customers
from agent_desktop.records.valuation.service import explain_value, measures_from, standing_of
from agent_desktop.server.database import session_factory
from agent_desktop.server.valuation.formula import moment_of
from agent_desktop.server.valuation.handling import gather_handling
from tests.records.consolidation.test_service import OPTIONS as LINKING
from tests.records.trial import NOW, OPTIONS, TrialBank
from tests.records.valuation.valued import FORMULA, Worth, history, reckoned, value_row

NIGHT = NOW.date()


class KilledError(Exception):
    """The server is no more."""


@pytest.fixture
def worth(bank: TrialBank) -> Worth:
    bank.source("core", HoldingGroup.DEPOSITS)
    return Worth(bank)


@pytest.fixture
def chan(worth: Worth) -> UUID:
    """A person with something of everything."""
    chan = worth.bank.customer(
        "1", name_latin="Chan Tai Man", customer_since=date(2019, 6, 1), birth_date=date(1985, 1, 1)
    )
    savings = worth.holds(chan, HoldingGroup.DEPOSITS, "400000")
    worth.holds(chan, HoldingGroup.WEALTH, "250000")
    card = worth.holds(chan, HoldingGroup.CARDS, "-12000")
    worth.booked(savings, "480000", days=200)
    worth.booked(savings, "-90000", days=10)
    worth.booked(savings, "-300", days=300, kind="fee")
    worth.booked(card, "-60000", days=30)
    worth.booked(savings, "-7000000", days=400)  # before what counts
    worth.contacted(chan, Channel.BRANCH, minutes=35, outcome="Complaint opened")
    worth.contacted(chan, Channel.APP)
    worth.answered(chan, "3", "4", days=100)
    worth.answered(chan, "2", "3.5", days=10)
    worth.session.commit()
    return chan


def test_a_persons_figures_are_counted_from_the_records(engine: sa.Engine, session: Session, chan: UUID) -> None:
    reckoned(engine)

    explained = explain_value(session, chan, at=NOW)
    value = explained.value
    assert value is not None
    assert (value.relationship_value, value.currency, value.days) == (Decimal(650_000), "HKD", 365)
    # 4,800 and 2,000 on balances, 1,800 on the card, 600 on spending, 300 of fees
    assert value.contribution == Decimal(9_500)
    # 3 products, 4 bookings, a visit of 35 minutes, an app contact, a complaint
    assert value.cost == 180 + Decimal("1.60") + 60 + 140 + 1 + 400
    assert value.profit == Decimal("8717.40")
    assert value.potential == Decimal(1_920 + 500 + 300)
    assert (value.quadrant, value.tier) == (Quadrant.Q1, Tier.GOLD)
    assert (value.satisfaction, value.satisfaction_gap) == (Decimal("2.5"), Decimal("-1.25"))
    assert [answer.perceived for answer in explained.surveys] == [3, 2]
    # 90,000 of 740,000 flowed out: 20; three products: 10; a complaint: 15; satisfaction: 25
    assert (explained.risk_score, value.loss_risk) == (70, 26)


def test_the_one_and_the_many_are_reckoned_alike(engine: sa.Engine, session: Session, worth: Worth, chan: UUID) -> None:
    firm = worth.bank.customer("2", name_latin="Lotus Trading", kind=CustomerKind.BUSINESS)
    worth.booked(worth.holds(firm, HoldingGroup.DEPOSITS, "3000000.55"), "-81234.56", days=5)
    worth.holds(firm, HoldingGroup.LOANS, "-1500000.45", currency="CNY")
    poor = worth.bank.customer("3", name_latin="Wong Siu Ming", customer_since=date(2026, 1, 1))
    worth.holds(poor, HoldingGroup.DEPOSITS, "-120.10")
    worth.bank.customer("4", name_latin="Nobody Yet", kind=CustomerKind.PROSPECT)
    session.commit()

    assert reckoned(engine).people == 3
    for customer, kind in ((chan, CustomerKind.PERSONAL), (firm, CustomerKind.BUSINESS), (poor, CustomerKind.PERSONAL)):
        row = value_row(session, customer)
        assert row is not None
        text = session.scalar(
            sa.select(sa.cast(CustomerValueRow.measures, sa.Text)).where(CustomerValueRow.customer_id == customer)
        )
        assert text is not None
        alone = reckon(FORMULA.of_kind(kind), measures_from(text)).figures
        kept = {name: getattr(row, name) for name in alone.__dataclass_fields__}
        assert kept == {name: getattr(alone, name) for name in kept}


def test_without_data_a_figure_is_none_and_the_banks_tier_stays(
    engine: sa.Engine, session: Session, worth: Worth
) -> None:
    empty = worth.bank.customer("1", name_latin="Lee Ka Yan", tier=Tier.GOLD)
    unpriced = worth.bank.customer("2", name_latin="Lam Chi Wai")
    worth.holds(unpriced, HoldingGroup.DEPOSITS, "1000000", currency="XAU")
    session.commit()
    reckoned(engine)

    row = value_row(session, empty)
    assert row is not None
    assert (row.relationship_value, row.profit, row.quadrant, row.tier) == (None, None, None, None)
    assert (row.satisfaction, row.satisfaction_gap, row.loss_risk) == (None, None, None)
    assert row.cost == 0
    assert session.get_one(CustomerRow, empty).tier is Tier.GOLD
    row = value_row(session, unpriced)
    assert row is not None
    assert (row.relationship_value, row.measures[Measure.PRODUCTS.value]) == (None, 1)


def test_nothing_is_said_of_a_customer_before_the_first_reckoning(session: Session, chan: UUID) -> None:
    assert standing_of(session, chan).value is None
    explained = explain_value(session, chan, at=NOW)
    assert (explained.kind, explained.value, explained.lines, explained.history) == (
        CustomerKind.PERSONAL,
        None,
        (),
        (),
    )
    with pytest.raises(CustomerNotFoundError):
        explain_value(session, uuid4(), at=NOW)


def test_merged_accounts_are_valued_as_one_person_by_any_of_them(
    engine: sa.Engine, session: Session, worth: Worth, chan: UUID
) -> None:
    other = worth.bank.customer("9", source_code="cards", name_latin="Tai Man Chan", tier=Tier.STANDARD)
    worth.holds(other, HoldingGroup.WEALTH, "900000")
    session.commit()
    reckoned(engine)
    assert value_row(session, other) is not None
    merge_accounts(session, chan, other, reason="", at=NOW, by=uuid4(), options=LINKING)
    session.commit()
    reckoned(engine, at=NOW + timedelta(days=1))

    assert value_row(session, other) is None
    value = standing_of(session, other).value
    assert value is not None
    assert value == standing_of(session, chan).value
    assert (value.relationship_value, value.tier) == (Decimal(1_550_000), Tier.PLATINUM)
    tiers = session.scalars(sa.select(CustomerRow.tier).where(CustomerRow.customer_id.in_((chan, other))))
    assert set(tiers) == {Tier.PLATINUM}


def test_owners_share_a_holding_and_who_may_only_use_it_has_no_part(
    engine: sa.Engine, session: Session, worth: Worth
) -> None:
    one, two, user = (worth.bank.customer(str(number), name_latin=f"Owner {number}") for number in range(3))
    joint = worth.holds(one, HoldingGroup.DEPOSITS, "100000.01")
    worth.shares(joint, two)
    worth.bank.party(joint, user, "disponent", "1")
    session.commit()
    reckoned(engine)

    values = [value_row(session, customer) for customer in (one, two, user)]
    worths = [None if row is None else row.relationship_value for row in values]
    assert worths[2] is None
    assert worths[0] == worths[1] == Decimal("50000.01")  # of a cent each has the larger part


def test_the_history_has_a_row_for_a_change_and_none_for_a_night(
    engine: sa.Engine, session: Session, worth: Worth, chan: UUID
) -> None:
    first = reckoned(engine)
    again = reckoned(engine, at=NOW + timedelta(hours=1))
    assert (first.changed, first.noted, again.changed, again.noted) == (1, 1, 0, 0)

    def deposit(amount: int) -> None:
        more = {"balance": HoldingRow.balance + amount}
        session.execute(sa.update(HoldingRow).where(HoldingRow.group == HoldingGroup.DEPOSITS).values(more))
        session.commit()

    deposit(3_000)
    little_more = reckoned(engine, at=NOW + timedelta(hours=2))
    assert (little_more.changed, little_more.noted) == (1, 0)  # under one percent

    deposit(4_000)
    assert reckoned(engine, at=NOW + timedelta(hours=3)).noted == 1  # with the little before it is more than one
    rows = history(session, chan)
    assert [row.relationship_value for row in rows] == [Decimal(650_000), Decimal(657_000)]
    assert [point.relationship_value for point in explain_value(session, chan, at=NOW).history] == [650_000, 657_000]


def test_how_a_value_went_is_told_of_the_last_year_from_how_it_stood_then(
    engine: sa.Engine, session: Session, chan: UUID
) -> None:
    reckoned(engine)
    first, second, third = (Decimal(worth) for worth in (100_000, 200_000, 300_000))
    for days, worth in ((500, first), (400, second), (100, third)):
        session.add(
            CustomerValueHistoryRow(customer_id=chan, valued_at=NOW - timedelta(days=days), relationship_value=worth)
        )
    session.commit()

    standing = standing_of(session, chan)

    year_ago = NOW - timedelta(days=365)
    went = [(point.at, point.relationship_value) for point in standing.history]
    assert went == [(year_ago, second), (NOW - timedelta(days=100), third), (NOW, Decimal(650_000))]
    assert [answer.perceived for answer in standing.surveys] == [3, 2]
    assert standing.value is not None
    assert relationship_of(session, chan).history == standing.history


def test_the_tier_goes_where_a_pop_reads_it_and_the_banks_own_is_kept(
    engine: sa.Engine, session: Session, chan: UUID
) -> None:
    assert reckoned(engine).tiers == 1
    session.rollback()
    customer = session.get_one(CustomerRow, chan)
    assert (customer.tier, customer.bank_tier) == (Tier.GOLD, Tier.STANDARD)

    kept = FORMULA.model_copy(update={"personal": FORMULA.personal.model_copy(update={"tiers": None})})
    assert reckoned(engine, at=NOW + timedelta(days=1), formula=kept).tiers == 1
    session.expire_all()
    assert (customer.tier, customer.bank_tier) == (Tier.STANDARD, None)


def test_a_customer_who_is_being_changed_is_not_waited_for(engine: sa.Engine, session: Session, chan: UUID) -> None:
    session.execute(sa.update(CustomerRow).values(email="chan@mail.example"))

    done = reckoned(engine)
    assert (done.tiers, done.tiers_left) == (0, 1)
    session.rollback()
    assert reckoned(engine, at=NOW + timedelta(days=1)).tiers == 1


def test_a_balance_without_a_rate_is_not_zero_and_takes_nobodys_tier(
    engine: sa.Engine, session: Session, worth: Worth
) -> None:
    rich = worth.bank.customer("88001001", name_latin="Lee Siu Ming", tier=Tier.PLATINUM)
    worth.holds(rich, HoldingGroup.DEPOSITS, "5000000", currency="XAU")
    worth.holds(rich, HoldingGroup.CARDS, "-200")
    session.commit()

    done = reckoned(engine)

    assert (done.unpriced, done.tiers) == (1, 0)
    row = value_row(session, rich)
    assert row is not None
    assert (row.relationship_value, row.tier) == (None, None)
    assert session.get_one(CustomerRow, rich).tier is Tier.PLATINUM


def test_a_server_killed_before_all_tiers_are_set_leaves_the_night_to_another(
    engine: sa.Engine, session: Session, chan: UUID
) -> None:
    opened = 0
    open_session = session_factory(engine)

    def dies_with_the_tiers() -> Session:
        nonlocal opened
        opened += 1
        if opened > 1:
            raise KilledError
        return open_session()

    with pytest.raises(KilledError):
        reckoned(engine, night=NIGHT, open_session=dies_with_the_tiers)
    assert session.get_one(CustomerRow, chan).tier is Tier.STANDARD
    session.rollback()

    assert reckoned(engine, night=NIGHT).tiers == 1
    moment = moment_of(OPTIONS, NOW)
    again = value_customers(open_session, FORMULA, moment, gather_handling, now=lambda: NOW, night=NIGHT)
    assert again is None, "it is done now"


def test_a_tier_that_is_set_late_is_the_newest(engine: sa.Engine, session: Session, chan: UUID) -> None:
    reckoned(engine)
    session.execute(sa.update(CustomerValueRow).values(tier=Tier.PLATINUM))
    session.commit()

    with Session(engine) as late, late.begin():
        assert set_tiers(late, [chan]) == {chan}

    session.expire_all()
    assert session.get_one(CustomerRow, chan).tier is Tier.PLATINUM


def test_two_do_not_reckon_at_once_and_a_failure_leaves_nothing(
    engine: sa.Engine, session: Session, chan: UUID
) -> None:
    assert ValuationRepository(session).lock()

    with pytest.raises(ValuationUnderWayError):
        reckoned(engine)
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(ValuationRow)) == 0

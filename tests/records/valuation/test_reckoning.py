"""Value reckoned line by line: the examples of docs/valuation.md, worked by hand there, and what holds of every sum."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.contract.valuation import Quadrant, Section
from agent_desktop.records.valuation.measures import SIGNED, UNITS, Measure
from agent_desktop.records.valuation.reckoning import Figures, points_of, reckon, risk_of
from agent_desktop.server.valuation.formula import load_formula
from agent_desktop.settings import load_settings

FORMULA = load_formula(load_settings(None))
PERSONAL, BUSINESS = FORMULA.personal, FORMULA.business


def measures(**figures: float | str) -> dict[Measure, Decimal]:
    return {Measure(name): Decimal(str(value)) for name, value in figures.items()}


CHAN = measures(
    deposits=400_000,
    wealth=250_000,
    insurance=0,
    cards_owed=12_000,
    loans_owed=0,
    products=3,
    groups_missing=2,
    maturing_share="0.25",
    inflow=480_000,
    outflow=430_000,
    fees=300,
    card_spending=60_000,
    bookings=120,
    net_outflow=90_000,
    net_outflow_share="0.1216",
    months_since_booking=0,
    years_customer=7,
    age_years=41,
    calls=4,
    call_minutes="26.5",
    phone_contacts=1,
    branch_contacts=2,
    app_contacts=30,
    web_contacts=0,
    email_contacts=0,
    contact_minutes=35,
    complaints=1,
    satisfaction="2.5",
    satisfaction_gap="-1.25",
)
FIRM = measures(
    deposits=3_000_000,
    wealth=0,
    insurance=0,
    cards_owed=0,
    loans_owed=1_500_000,
    products=2,
    groups_missing=3,
    maturing_share=0,
    inflow=8_200_000,
    outflow=8_000_000,
    fees=1_200,
    card_spending=0,
    bookings=600,
    net_outflow=0,
    net_outflow_share=0,
    months_since_booking=0,
    years_customer=12,
    calls=2,
    call_minutes=15,
    phone_contacts=0,
    branch_contacts=1,
    app_contacts=0,
    web_contacts=0,
    email_contacts=6,
    contact_minutes=20,
    complaints=0,
)
NEWCOMER = measures(
    calls=3,
    call_minutes=20,
    phone_contacts=0,
    branch_contacts=0,
    app_contacts=0,
    web_contacts=0,
    email_contacts=0,
    contact_minutes=0,
    complaints=0,
    years_customer=0,
)


def test_a_person_is_worth_what_the_documented_example_says() -> None:
    reckoned = reckon(PERSONAL, CHAN)

    assert reckoned.figures == Figures(
        relationship_value=Decimal("650000.00"),
        contribution=Decimal("9500.00"),
        cost=Decimal("1111.50"),
        profit=Decimal("8388.50"),
        potential=Decimal("2720.00"),
        quadrant=Quadrant.Q1,
        tier=Tier.GOLD,
        loss_risk=32,
    )
    assert reckoned.risk_score == 78
    assert [line.points for line in reckoned.risk_lines] == [20, 8, 10, 0, 0, 15, 25]


def test_a_firm_goes_by_formulas_of_its_own() -> None:
    figures = reckon(BUSINESS, FIRM).figures

    assert (figures.contribution, figures.cost, figures.profit) == (Decimal(56_200), Decimal(1_203), Decimal(54_997))
    assert (figures.relationship_value, figures.potential) == (Decimal(3_000_000), Decimal(20_900))
    assert (figures.quadrant, figures.tier, figures.loss_risk) == (Quadrant.Q1, Tier.GOLD, 4)
    assert reckon(PERSONAL, FIRM).figures != figures
    assert FORMULA.of_kind(CustomerKind.BUSINESS) is BUSINESS


def test_of_somebody_without_products_there_is_a_cost_and_no_value() -> None:
    figures = reckon(PERSONAL, NEWCOMER).figures

    assert figures.cost == Decimal("127.00")
    assert (figures.relationship_value, figures.contribution, figures.profit, figures.potential) == (None,) * 4
    assert (figures.quadrant, figures.tier, figures.loss_risk) == (None, None, None)


def test_the_lines_that_are_shown_are_the_sums() -> None:
    reckoned = reckon(PERSONAL, CHAN)

    for section, total in (
        (Section.RELATIONSHIP_VALUE, reckoned.figures.relationship_value),
        (Section.CONTRIBUTION, reckoned.figures.contribution),
        (Section.COST, reckoned.figures.cost),
        (Section.POTENTIAL, reckoned.figures.potential),
    ):
        assert sum(line.result or 0 for line in reckoned.lines if line.section is section) == total
    missing = next(line for line in reckon(PERSONAL, NEWCOMER).lines if line.section is Section.CONTRIBUTION)
    assert (missing.amount, missing.result) == (None, None)


@pytest.mark.parametrize(("score", "risk"), [(60, 20), (78, 32), (80, 33), (100, 50), (120, 67), (140, 80), (-400, 0)])
def test_twenty_points_double_the_odds_of_losing_a_customer(score: int, risk: int) -> None:
    assert PERSONAL.loss_risk is not None
    assert risk_of(PERSONAL.loss_risk, score) == risk


def test_a_figure_on_the_limit_of_a_bin_is_in_the_next_one() -> None:
    assert PERSONAL.loss_risk is not None
    outflow = PERSONAL.loss_risk.characteristics[0]

    assert [points_of(outflow, Decimal(share)) for share in ("0", "0.0499", "0.05", "0.3", "1")] == [0, 0, 20, 60, 60]
    assert points_of(outflow, None) is None


figures_of_people = st.fixed_dictionaries(
    {},
    optional={
        measure: st.decimals(-5 if measure in SIGNED else 0, 5 if measure in SIGNED else 10**9, places=2)
        for measure in Measure
    },
)


@given(figures_of_people, st.sampled_from([term.measure for term in PERSONAL.cost]), st.decimals(0, 10**6, places=2))
def test_more_of_a_cost_never_raises_a_value(known: dict[Measure, Decimal], costly: Measure, more: Decimal) -> None:
    only_costly = costly not in {term.measure for term in PERSONAL.contribution}
    before = reckon(PERSONAL, known).figures
    after = reckon(PERSONAL, {**known, costly: known.get(costly, Decimal(0)) + more}).figures

    assert only_costly
    assert (after.cost or 0) >= (before.cost or 0)
    assert (before.profit is None) == (after.profit is None)
    if before.profit is not None and after.profit is not None:
        assert after.profit <= before.profit
    if before.tier is not None and after.tier is not None:
        assert list(Tier).index(after.tier) <= list(Tier).index(before.tier)


@given(figures_of_people)
def test_a_risk_is_a_share_of_all_and_told_only_of_those_known_well_enough(known: dict[Measure, Decimal]) -> None:
    card = PERSONAL.loss_risk
    assert card is not None
    risk = reckon(PERSONAL, known).figures.loss_risk

    count = sum(each.measure in known for each in card.characteristics)
    assert (risk is None) == (count < card.least_known)
    assert risk is None or 0 <= risk <= 100


def test_every_figure_has_a_unit() -> None:
    assert set(UNITS) == set(Measure)

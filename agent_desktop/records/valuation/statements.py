"""The formulas as SQL, for all people at once: what `reckoning.py` does for one."""

from decimal import Decimal
from typing import Any, Final

import sqlalchemy as sa

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.contract.valuation import Quadrant, Section
from agent_desktop.records.valuation.measures import Measure
from agent_desktop.records.valuation.schema import Characteristic, KindFormula, LossRisk, Terms

Number = sa.ColumnElement[Any]

_NUMERIC: Final = sa.Numeric()
MEASURES: Final = sa.table(
    "valued_measures",
    sa.column("person_id", sa.Uuid()),
    sa.column("kind", sa.String()),
    *(sa.column(measure.value, _NUMERIC) for measure in Measure),
)
"""The figures of each person, as `gathering.Gathering` leaves them."""

FIGURES: Final = (
    "relationship_value",
    "contribution",
    "cost",
    "profit",
    "potential",
    "quadrant",
    "tier",
    "satisfaction",
    "satisfaction_gap",
    "loss_risk",
)
"""What `figures_of` gives of each person, by the names of the tables' columns; before them `person_id`, after them
`measures`."""


def figures_of(kind: CustomerKind, formula: KindFormula) -> sa.Select[Any]:
    """Return what reckons the figures of everybody of a kind."""
    sums = sa.select(
        *MEASURES.columns,
        *(_sum(formula.terms_of(section)).label(section.value) for section in Section),
        _score(formula.loss_risk).label("score"),
    ).where(MEASURES.c.kind == kind.value)
    reckoned = sums.subquery("sums")
    profit = reckoned.c.contribution - sa.func.coalesce(reckoned.c.cost, 0)
    with_profit = sa.select(*reckoned.columns, profit.label("profit")).subquery("with_profit")
    return sa.select(
        with_profit.c.person_id,
        with_profit.c.relationship_value,
        with_profit.c.contribution,
        with_profit.c.cost,
        with_profit.c.profit,
        with_profit.c.potential,
        _quadrant(formula, with_profit).label("quadrant"),
        _tier(formula, with_profit).label("tier"),
        with_profit.c.satisfaction,
        with_profit.c.satisfaction_gap,
        _risk(formula.loss_risk, with_profit.c.score).label("loss_risk"),
        _measures(with_profit).label("measures"),
    )


def _sum(terms: Terms) -> Number:
    columns = [MEASURES.c[term.measure.value] for term in terms]
    products: list[Number] = [
        sa.func.coalesce(sa.func.round(column * sa.literal(term.weight, _NUMERIC), 2), 0)
        for column, term in zip(columns, terms, strict=True)
    ]
    total = products[0]
    for product in products[1:]:
        total = total + product
    return sa.case((sa.func.num_nonnulls(*columns) > 0, total))


def _score(scorecard: LossRisk | None) -> Number:
    if scorecard is None:
        return sa.cast(sa.null(), sa.Integer)
    columns = [MEASURES.c[each.measure.value] for each in scorecard.characteristics]
    points: list[Number] = [sa.func.coalesce(_points(each), 0) for each in scorecard.characteristics]
    total = points[0]
    for each in points[1:]:
        total = total + each
    return sa.case((sa.func.num_nonnulls(*columns) >= scorecard.least_known, total))


def _points(characteristic: Characteristic) -> Number:
    column = MEASURES.c[characteristic.measure.value]
    *limited, last = characteristic.bins
    bins = [(column < sa.literal(each.below, _NUMERIC), sa.literal(each.points)) for each in limited]
    return sa.case((column.is_(None), sa.null()), *bins, else_=sa.literal(last.points))


def _risk(scorecard: LossRisk | None, score: Number) -> Number:
    if scorecard is None:
        return sa.cast(sa.null(), sa.SmallInteger)
    less = sa.cast(scorecard.even_points - score, _NUMERIC) / scorecard.doubling_points
    odds = sa.func.power(sa.literal(Decimal(2), _NUMERIC), less)
    return sa.cast(sa.func.round(100 / (1 + odds)), sa.SmallInteger)


def _quadrant(formula: KindFormula, figures: sa.Subquery) -> Number:
    valuable = figures.c.profit >= sa.literal(formula.quadrant.profit, _NUMERIC)
    promising = figures.c.potential >= sa.literal(formula.quadrant.potential, _NUMERIC)
    return sa.case(
        (sa.or_(figures.c.profit.is_(None), figures.c.potential.is_(None)), sa.null()),
        (sa.and_(promising, valuable), Quadrant.Q1.value),
        (promising, Quadrant.Q2.value),
        (valuable, Quadrant.Q4.value),
        else_=Quadrant.Q3.value,
    )


def _tier(formula: KindFormula, figures: sa.Subquery) -> Number:
    limits = formula.limits_of()
    if not limits:
        return sa.cast(sa.null(), sa.String)
    reached = []
    for tier, limit in limits:
        pairs = ((figures.c.relationship_value, limit.relationship_value), (figures.c.profit, limit.profit))
        conditions = [figure >= sa.literal(least, _NUMERIC) for figure, least in pairs if least is not None]
        reached.append((sa.or_(*conditions), tier.value))
    unknown = sa.and_(figures.c.relationship_value.is_(None), figures.c.profit.is_(None))
    return sa.case((unknown, sa.null()), *reached, else_=Tier.STANDARD.value)


def _measures(figures: sa.Subquery) -> Number:
    pairs = [
        part for measure in Measure for part in (sa.literal_column(f"'{measure.value}'"), figures.c[measure.value])
    ]
    return sa.func.jsonb_strip_nulls(sa.func.jsonb_build_object(*pairs))

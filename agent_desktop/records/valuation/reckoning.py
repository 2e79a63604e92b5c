"""Reckons one person's value, line by line, so that it can be shown. Pure.

`statements.py` reckons the same for all customers at once; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from agent_desktop.contract.customers import Tier
from agent_desktop.contract.valuation import Quadrant, RiskLine, Section, ValueLine
from agent_desktop.records.valuation.measures import UNITS, Measure, Measures
from agent_desktop.records.valuation.schema import Characteristic, KindFormula, LossRisk, TierLimits

_CENT: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figures:
    """What the formulas make of one person's measures; None where there is no data."""

    relationship_value: Decimal | None
    contribution: Decimal | None
    cost: Decimal | None
    profit: Decimal | None
    potential: Decimal | None
    quadrant: Quadrant | None
    tier: Tier | None
    loss_risk: int | None


@dataclass(frozen=True, slots=True)
class Reckoned:
    figures: Figures
    lines: tuple[ValueLine, ...]
    risk_lines: tuple[RiskLine, ...]
    risk_score: int | None


def reckon(formula: KindFormula, measures: Measures) -> Reckoned:
    """Return one person's figures with every line that makes them."""
    lines: list[ValueLine] = []
    sums: dict[Section, Decimal | None] = {}
    for section in Section:
        made = [_line(section, term.name, term.measure, term.weight, measures) for term in formula.terms_of(section)]
        lines += made
        sums[section] = _sum(made)
    profit = profit_of(sums[Section.CONTRIBUTION], sums[Section.COST])
    risk_lines = (
        tuple(_risk_line(each, measures) for each in formula.loss_risk.characteristics) if formula.loss_risk else ()
    )
    score = _score(formula.loss_risk, risk_lines)
    figures = Figures(
        relationship_value=sums[Section.RELATIONSHIP_VALUE],
        contribution=sums[Section.CONTRIBUTION],
        cost=sums[Section.COST],
        profit=profit,
        potential=sums[Section.POTENTIAL],
        quadrant=quadrant_of(formula, profit, sums[Section.POTENTIAL]),
        tier=tier_of(formula, sums[Section.RELATIONSHIP_VALUE], profit),
        loss_risk=risk_of(formula.loss_risk, score) if formula.loss_risk else None,
    )
    return Reckoned(figures, tuple(lines), risk_lines, score)


def profit_of(contribution: Decimal | None, cost: Decimal | None) -> Decimal | None:
    """Return contribution less cost; without a contribution there is nothing to take a cost from."""
    return None if contribution is None else contribution - (cost or Decimal(0))


def quadrant_of(formula: KindFormula, profit: Decimal | None, potential: Decimal | None) -> Quadrant | None:
    """Return where a customer stands by current value and potential."""
    if profit is None or potential is None:
        return None
    valuable, promising = profit >= formula.quadrant.profit, potential >= formula.quadrant.potential
    if promising:
        return Quadrant.Q1 if valuable else Quadrant.Q2
    return Quadrant.Q4 if valuable else Quadrant.Q3


def tier_of(formula: KindFormula, relationship_value: Decimal | None, profit: Decimal | None) -> Tier | None:
    """Return the highest tier that one of the figures reaches; None where nothing is known, or the bank's own stays."""
    limits = formula.limits_of()
    if not limits or (relationship_value is None and profit is None):
        return None
    reached = (tier for tier, limit in limits if _reaches(limit, relationship_value, profit))
    return next(reached, Tier.STANDARD)


def risk_of(scorecard: LossRisk, score: int | None) -> int | None:
    """Return the probability of leaving in percent: odds of ``2 ** ((score - even_points) / doubling_points)``."""
    if score is None:
        return None
    less = Decimal(scorecard.even_points - score) / scorecard.doubling_points
    return int((100 / (1 + Decimal(2) ** less)).quantize(Decimal(1), ROUND_HALF_UP))


def points_of(characteristic: Characteristic, amount: Decimal | None) -> int | None:
    """Return the points of one figure, None where there is no data."""
    if amount is None:
        return None
    return next(each.points for each in characteristic.bins if each.below is None or amount < each.below)


def _line(
    section: Section, name: Mapping[str, str], measure: Measure, weight: Decimal, measures: Measures
) -> ValueLine:
    amount = measures.get(measure)
    result = None if amount is None else (amount * weight).quantize(_CENT, ROUND_HALF_UP)
    return ValueLine(section=section, name=dict(name), unit=UNITS[measure], amount=amount, weight=weight, result=result)


def _sum(lines: list[ValueLine]) -> Decimal | None:
    known = [line.result for line in lines if line.result is not None]
    return sum(known, Decimal("0.00")) if known else None


def _risk_line(characteristic: Characteristic, measures: Measures) -> RiskLine:
    amount = measures.get(characteristic.measure)
    points = points_of(characteristic, amount)
    return RiskLine(name=dict(characteristic.name), unit=UNITS[characteristic.measure], amount=amount, points=points)


def _score(scorecard: LossRisk | None, lines: tuple[RiskLine, ...]) -> int | None:
    known = [line.points for line in lines if line.points is not None]
    return sum(known) if scorecard is not None and len(known) >= scorecard.least_known else None


def _reaches(limit: TierLimits, relationship_value: Decimal | None, profit: Decimal | None) -> bool:
    pairs = ((limit.relationship_value, relationship_value), (limit.profit, profit))
    return any(least is not None and figure is not None and figure >= least for least, figure in pairs)

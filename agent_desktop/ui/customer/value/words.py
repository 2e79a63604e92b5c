"""A customer's value in words: figures in their unit, terms as they are multiplied, what the quadrant means."""

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QCoreApplication

from agent_desktop.contract.customers import Tier
from agent_desktop.contract.valuation import CustomerValue, Quadrant, Unit, ValueLine
from agent_desktop.ui.widgets.formats import MINUS, amount_text

translate = QCoreApplication.translate

MAY_LEAVE: Final = 50
"""Percent: from even odds on a customer is said to be one who may leave."""


def no_data() -> str:
    return translate("Value", "no data")


def quadrant_word(quadrant: Quadrant) -> str:
    return {
        Quadrant.Q1: translate("Value", "High value and potential"),
        Quadrant.Q2: translate("Value", "High potential"),
        Quadrant.Q3: translate("Value", "Modest value"),
        Quadrant.Q4: translate("Value", "High value"),
    }[quadrant]


def standing_of(value: CustomerValue) -> str:
    """Return what a customer is to the bank, in a few words."""
    may_leave = value.loss_risk is not None and value.loss_risk >= MAY_LEAVE
    match value.quadrant:
        case None:
            return translate("Value", "May leave") if may_leave else translate("Value", "Value not known")
        case Quadrant.Q1 if may_leave:
            return translate("Value", "High value, may leave")
        case quadrant:
            word = quadrant_word(quadrant)
            return translate("Value", "{standing}, may leave").format(standing=word) if may_leave else word


def tier_word(tier: Tier) -> str:
    return {
        Tier.STANDARD: translate("Value", "Standard"),
        Tier.GOLD: translate("Value", "Gold"),
        Tier.PLATINUM: translate("Value", "Platinum"),
    }[tier]


def figure_text(unit: Unit, amount: Decimal | None) -> str:
    """Return a figure in its unit: ``400,000.00``, ``3``, ``26.5 min``, ``12.2 %``."""
    if amount is None:
        return no_data()
    match unit:
        case Unit.MONEY:
            return amount_text(amount)
        case Unit.MINUTES:
            return translate("Value", "{count} min").format(count=plain_number(amount))
        case Unit.MONTHS:
            return translate("Value", "{count} mo").format(count=plain_number(amount))
        case Unit.YEARS:
            return translate("Value", "{count} yr").format(count=plain_number(amount))
        case Unit.SHARE:
            return percent_text(amount)
        case _:
            return plain_number(amount)


def term_text(line: ValueLine) -> str:
    """Return how a line is multiplied: ``400,000.00 × 1.2 %``; of a weight of one the figure alone."""
    figure = figure_text(line.unit, line.amount)
    if line.amount is None or line.weight == 1:
        return figure
    of_money = line.unit is Unit.MONEY and line.weight < 1
    return f"{figure} × {percent_text(line.weight) if of_money else plain_number(line.weight)}"


def points_text(points: int | None) -> str:
    return no_data() if points is None else _signed(f"{abs(points)}", points < 0)


def gap_text(gap: Decimal) -> str:
    """Return a difference with its sign: ``−1.25``, ``+0.5``."""
    size = f"{abs(gap).normalize():f}"
    return f"+{size}" if gap > 0 else _signed(size, gap < 0)


def percent_text(share: Decimal) -> str:
    return f"{_shortest(share * 100)} %"


def plain_number(number: Decimal) -> str:
    return _signed(f"{Decimal(_shortest(abs(number))):,f}", number < 0)


def _shortest(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _signed(size: str, negative: bool) -> str:
    return f"{MINUS}{size}" if negative else size

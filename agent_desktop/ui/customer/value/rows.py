"""The rows of an explanation: what a person reads from top to bottom to see where each figure comes from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from agent_desktop.contract.valuation import CustomerValue, RiskLine, Section, ValueExplanation
from agent_desktop.ui.customer.value.words import (
    figure_text,
    gap_text,
    no_data,
    plain_number,
    points_text,
    quadrant_word,
    term_text,
    tier_word,
    translate,
)
from agent_desktop.ui.widgets.formats import MINUS, amount_text, day_text, money_text, words

CHANGES_SHOWN: Final = 6


class RowKind(StrEnum):
    HEAD = "head"  # a figure, and its sum
    TERM = "term"  # what it is made of
    NOTE = "note"  # a sentence


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `name` at the left, `how` in the middle, `result` at the right."""

    kind: RowKind
    name: str
    how: str = ""
    result: str = ""


def rows_of(explanation: ValueExplanation, local: Callable[[datetime], datetime]) -> list[Row]:
    """Return the rows in the language now shown; `local` gives the time of the person who reads."""
    value = explanation.value
    if value is None:
        return []
    return [
        *_sums(explanation, value),
        *_standing(explanation, value),
        *_risk(explanation, value),
        *_satisfaction(explanation, value, local),
        *_history(explanation, value, local),
    ]


def _sums(explanation: ValueExplanation, value: CustomerValue) -> Iterator[Row]:
    heads = {
        Section.RELATIONSHIP_VALUE: (translate("Value", "Relationship value"), value.relationship_value),
        Section.CONTRIBUTION: (translate("Value", "Contribution of a year"), value.contribution),
        Section.COST: (translate("Value", "Cost to serve"), value.cost),
        Section.POTENTIAL: (translate("Value", "Potential of a year"), value.potential),
    }
    for section, (name, total) in heads.items():
        if section is Section.POTENTIAL:
            contribution, cost = amount_text(value.contribution), amount_text(value.cost)
            how = f"{contribution} {MINUS} {cost}" if value.profit is not None else ""
            yield Row(RowKind.HEAD, translate("Value", "Profit"), how, _money(value, value.profit))
        yield Row(RowKind.HEAD, name, "", _money(value, total))
        for line in explanation.lines:
            if line.section is section:
                result = "" if line.result is None else amount_text(line.result)
                yield Row(RowKind.TERM, words(line.name), term_text(line), result)


def _standing(explanation: ValueExplanation, value: CustomerValue) -> Iterator[Row]:
    quadrant = value.quadrant
    name = translate("Value", "Value quadrant")
    if quadrant is None:
        yield Row(RowKind.HEAD, name, "", no_data())
    else:
        limits = translate("Value", "profit from {profit}, potential from {potential} is high").format(
            profit=amount_text(explanation.high_profit), potential=amount_text(explanation.high_potential)
        )
        said = translate("Value", "{quadrant}: {word}").format(quadrant=quadrant.upper(), word=quadrant_word(quadrant))
        yield Row(RowKind.HEAD, name, limits, said)
    bank = translate("Value", "the bank’s own")
    tier = bank if value.tier is None else tier_word(value.tier)
    yield Row(RowKind.HEAD, translate("Value", "Tier"), "", tier)


def _risk(explanation: ValueExplanation, value: CustomerValue) -> Iterator[Row]:
    risk = no_data() if value.loss_risk is None else f"{value.loss_risk} %"
    how = ""
    if explanation.risk_score is not None:
        how = translate("Value", "{points} points").format(points=points_text(explanation.risk_score))
    yield Row(RowKind.HEAD, translate("Value", "Loss risk"), how, risk)
    for line in explanation.risk_lines:
        yield Row(RowKind.TERM, words(line.name), _risk_figure(line), points_text(line.points))
    if explanation.risk_lines:
        text = translate("Value", "At {even} points one in two leaves; each {double} more double the odds.")
        even, double = explanation.risk_even_points, explanation.risk_doubling_points
        yield Row(RowKind.NOTE, text.format(even=even, double=double))


def _risk_figure(line: RiskLine) -> str:
    return "" if line.amount is None else figure_text(line.unit, line.amount)


def _satisfaction(
    explanation: ValueExplanation, value: CustomerValue, local: Callable[[datetime], datetime]
) -> Iterator[Row]:
    name = translate("Value", "Satisfaction")
    if value.satisfaction is None:
        yield Row(RowKind.HEAD, name, "", no_data())
        return
    how = ""
    if value.satisfaction_gap is not None:
        how = translate("Value", "perceived less expected {gap}").format(gap=gap_text(value.satisfaction_gap))
    mean = translate("Value", "{mean} of 5").format(mean=plain_number(value.satisfaction))
    yield Row(RowKind.HEAD, name, how, mean)
    today = local(value.reckoned_at).date()
    for answer in reversed(explanation.surveys):
        how = ""
        if answer.expected is not None:
            how = translate("Value", "expected {expected}").format(expected=plain_number(answer.expected))
        day = day_text(local(answer.at).date(), today)
        yield Row(RowKind.TERM, day, how, plain_number(answer.perceived))


def _history(
    explanation: ValueExplanation, value: CustomerValue, local: Callable[[datetime], datetime]
) -> Iterator[Row]:
    if len(explanation.history) < 2:
        return
    today = local(value.reckoned_at).date()
    worth, profit = translate("Value", "Relationship value"), translate("Value", "profit {amount}")
    yield Row(RowKind.HEAD, translate("Value", "Changes"), "", worth)
    for point in reversed(explanation.history[-CHANGES_SHOWN:]):
        how = profit.format(amount=_or_no_data(point.profit))
        if point.tier is not None:
            how = f"{how}  ·  {tier_word(point.tier)}"
        yield Row(RowKind.TERM, day_text(local(point.at).date(), today), how, _or_no_data(point.relationship_value))


def _money(value: CustomerValue, amount: Decimal | None) -> str:
    return no_data() if amount is None else money_text(value.currency, amount)


def _or_no_data(amount: Decimal | None) -> str:
    return no_data() if amount is None else amount_text(amount)

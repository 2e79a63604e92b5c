"""One person's value as a desktop shows it, with what it was made of."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.valuation import CustomerValue, SurveyAnswer, ValueExplanation, ValuePoint
from agent_desktop.records.consolidation.people import people_of
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.records.valuation.measures import Measure, Measures
from agent_desktop.records.valuation.reckoning import reckon
from agent_desktop.records.valuation.repository import CustomerValueRepository
from agent_desktop.records.valuation.schema import ValueFormula
from agent_desktop.records.valuation.statements import FIGURES

HISTORY_SHOWN: Final = 60
"""How many changes of the past are shown."""


COURSE: Final = timedelta(days=365)
"""How far back it is shown how a value went."""


class Standing(NamedTuple):
    """A person's figures as last reckoned, None where there are none; how they went in the year before, and the
    answers to surveys that count, both from the oldest on."""

    value: CustomerValue | None = None
    history: tuple[ValuePoint, ...] = ()
    surveys: tuple[SurveyAnswer, ...] = ()


def standing_of(session: Session, customer_id: UUID) -> Standing:
    """Return what is known of the person's value, and how that went."""
    person_id = people_of(session, [customer_id]).get(customer_id, customer_id)
    repository = CustomerValueRepository(session)
    row = repository.find_value(person_id)
    if row is None:
        return Standing()
    value = _figures(repository, row)
    since, asked = value.reckoned_at - COURSE, row["content"]["surveys"]
    return Standing(
        value,
        _course([_point(each) for each in repository.list_history(person_id, HISTORY_SHOWN)], since),
        _answers(repository, person_id, value.reckoned_at - timedelta(days=asked["days"]), asked["count"]),
    )


def _course(points: Sequence[ValuePoint], since: datetime) -> tuple[ValuePoint, ...]:
    """Return the points from `since` on, and how it stood then."""
    within = [point for point in points if point.at >= since]
    before = [point for point in points if point.at < since]
    return (*(point.model_copy(update={"at": since}) for point in before[-1:]), *within)


def _answers(
    repository: CustomerValueRepository, person_id: UUID, since: datetime, count: int
) -> tuple[SurveyAnswer, ...]:
    return tuple(
        SurveyAnswer.model_validate(dict(answer)) for answer in repository.list_surveys(person_id, since, count)
    )


def explain_value(session: Session, customer_id: UUID, *, at: datetime) -> ValueExplanation:
    """Return how the person's value was reckoned, every line by the formulas of then.

    Raises:
        CustomerNotFoundError: No such customer.
    """
    person_id = people_of(session, [customer_id]).get(customer_id, customer_id)
    repository = CustomerValueRepository(session)
    kind = repository.find_kind(person_id)
    if kind is None:
        raise CustomerNotFoundError(customer_id)
    row = repository.find_value(person_id)
    if row is None:
        return ValueExplanation(customer_id=person_id, kind=kind)
    formula = ValueFormula.model_validate(row["content"])
    mine = formula.of_kind(kind)
    made = reckon(mine, measures_from(row["measures"]))
    risk = mine.loss_risk
    since = at - timedelta(days=formula.surveys.days)
    return ValueExplanation(
        customer_id=person_id,
        kind=kind,
        value=_figures(repository, row),
        lines=made.lines,
        high_profit=mine.quadrant.profit,
        high_potential=mine.quadrant.potential,
        risk_lines=made.risk_lines,
        risk_score=made.risk_score,
        risk_even_points=risk.even_points if risk else 0,
        risk_doubling_points=risk.doubling_points if risk else 0,
        history=tuple(_point(each) for each in repository.list_history(person_id, HISTORY_SHOWN)),
        surveys=_answers(repository, person_id, since, formula.surveys.count),
    )


def _figures(repository: CustomerValueRepository, row: sa.RowMapping) -> CustomerValue:
    return CustomerValue(
        reckoned_at=repository.find_reckoned_at() or row["valued_at"],
        currency=row["currency"],
        days=row["content"]["days"],
        **{name: row[name] for name in FIGURES},
    )


def _point(row: sa.RowMapping) -> ValuePoint:
    return ValuePoint.model_validate({**row, "at": row["valued_at"]})


def measures_from(text: str) -> Measures:
    """Return measures from their JSON, exact; a figure that this program knows no more is passed over."""
    kept: dict[str, Decimal | int] = json.loads(text, parse_float=Decimal)
    known = set(Measure)
    return {Measure(name): Decimal(value) for name, value in kept.items() if name in known}

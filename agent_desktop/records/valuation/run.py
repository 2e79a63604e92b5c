"""Reckons the value of all customers: in one transaction, set by set; then the tiers, some at a time.

Whoever reads meanwhile sees the figures of before. One that fails or is killed has changed nothing, or all figures and
some tiers, each of them right; it is simply run again. A night is done when its tiers are.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind
from agent_desktop.records.errors import ValuationUnderWayError
from agent_desktop.records.valuation.gathering import Gathering, Moment
from agent_desktop.records.valuation.models import ValuationRow
from agent_desktop.records.valuation.repository import ValuationRepository, note_night, set_tiers
from agent_desktop.records.valuation.schema import ValueFormula
from agent_desktop.records.valuation.statements import figures_of

TIERS_AT_ONCE: Final = 5_000
"""How many customers' rows are held for a moment."""

_SETTINGS: Final = ("SET LOCAL statement_timeout = 0", "SET LOCAL work_mem = '64MB'")


class ValueStep(StrEnum):
    PEOPLE = "people"
    HOLDINGS = "holdings"
    BOOKINGS = "bookings"
    CONTACTS = "contacts"
    RECKONING = "reckoning"
    WRITING = "writing"
    TIERS = "tiers"


Progress = Callable[[ValueStep, int, int], None]
"""Told each step with its number, from 1, and how many there are."""

Handling = Callable[[Session, datetime, datetime], None]
"""Gathers ``valued_handling``: (call_id, agent_id, seconds) of calls between two instants, a temporary table."""


@dataclass(frozen=True, slots=True)
class Valued:
    """What came of it: people reckoned, those whose figures changed, those noted in the history, tiers that moved.

    `tiers_left` are those whose rows somebody else was changing; the next run sees to them. `unpriced` are people with
    a balance in a currency without a rate: what they are worth is not known, and their tier stays the bank's own.
    """

    valuation_id: UUID
    started_at: datetime
    finished_at: datetime
    people: int
    changed: int
    noted: int
    tiers: int
    tiers_left: int
    unpriced: int

    def as_json(self) -> dict[str, JsonValue]:
        return {
            "started_at": self.started_at.isoformat(),
            "finished_at": self.finished_at.isoformat(),
            "people": self.people,
            "changed": self.changed,
            "noted": self.noted,
            "tiers": self.tiers,
            "tiers_left": self.tiers_left,
            "unpriced": self.unpriced,
        }


def value_customers(
    open_session: Callable[[], Session],
    formula: ValueFormula,
    moment: Moment,
    handling: Handling,
    *,
    now: Callable[[], datetime],
    progress: Progress = lambda _step, _number, _steps: None,
    night: date | None = None,
) -> Valued | None:
    """Reckon everybody's value as of `moment`; None where the `night` was reckoned already.

    Raises:
        ValuationUnderWayError: Another one runs.
    """
    steps = list(ValueStep)

    def step(which: ValueStep) -> None:
        progress(which, steps.index(which) + 1, len(steps))

    formula_id = formula_id_of(formula, moment.currency)
    with open_session() as session, session.begin():
        repository = ValuationRepository(session)
        if not repository.lock():
            raise ValuationUnderWayError
        if night is not None and repository.has_night(night):
            return None
        for setting in _SETTINGS:
            session.execute(sa.text(setting))
        started_at = now()
        repository.keep_formula(formula_id, formula.model_dump(mode="json"), moment.currency, started_at)
        gathering = Gathering(session, formula, moment)
        step(ValueStep.PEOPLE)
        gathering.people()
        step(ValueStep.HOLDINGS)
        gathering.holdings()
        step(ValueStep.BOOKINGS)
        gathering.bookings()
        step(ValueStep.CONTACTS)
        handling(session, *gathering.period)
        gathering.contacts()
        step(ValueStep.RECKONING)
        gathering.measures()
        repository.create_valued()
        kinds = (CustomerKind.PERSONAL, CustomerKind.BUSINESS)
        people = sum(repository.add_valued(figures_of(kind, formula.of_kind(kind))) for kind in kinds)
        step(ValueStep.WRITING)
        changed = repository.find_changed(formula_id)
        material = formula.material
        noted = repository.note_changes(moment.at, percent=material.percent, risk_points=material.risk_points)
        repository.write_changed(formula_id, moment.at)
        wrong = repository.list_wrong_tiers()
        valuation = ValuationRow(
            valuation_id=uuid4(),
            night=None,
            started_at=started_at,
            finished_at=now(),
            formula_id=formula_id,
            people_count=people,
            changed_count=changed,
            noted_count=noted,
            tier_count=len(wrong),
        )
        unpriced = gathering.count_unpriced()
        repository.add_valuation(valuation)
        valuation_id, finished_at = valuation.valuation_id, valuation.finished_at
    step(ValueStep.TIERS)
    left = _set_tiers(open_session, _set_tiers(open_session, wrong))
    if night is not None:
        with open_session() as session, session.begin():
            note_night(session, valuation_id, night)
    tiers = len(wrong) - len(left)
    return Valued(valuation_id, started_at, finished_at, people, changed, noted, tiers, len(left), unpriced)


def formula_id_of(formula: ValueFormula, currency: str) -> str:
    """Return what formulas are known by: the same content and currency, the same id."""
    content = json.dumps([formula.model_dump(mode="json"), currency], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def _set_tiers(open_session: Callable[[], Session], wanted: Sequence[UUID]) -> list[UUID]:
    """Set tiers some at a time, each part a transaction; return those that could not be had at once."""
    left: list[UUID] = []
    for part in _parts(wanted):
        with open_session() as session, session.begin():
            changed = set_tiers(session, part)
        left += [each for each in part if each not in changed]
    return left


def _parts(wanted: Sequence[UUID]) -> Iterator[list[UUID]]:
    rest = iter(wanted)
    while part := list(islice(rest, TIERS_AT_ONCE)):
        yield part

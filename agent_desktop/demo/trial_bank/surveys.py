"""What the trial bank's customers answered to its surveys: how it was, and how they had expected it, of five."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from agent_desktop.demo.trial_bank.draw import Draw, Topic
from agent_desktop.demo.trial_bank.people import Person

_ANSWER: Final = 0.15
"""The share of customers who answer surveys."""
_DAYS: Final = 400
_SHOWCASE: Final = ((390, 5, 4), (300, 4, 4), (210, 4, 4), (120, 3, 4), (60, 3, 5), (4, 2, 5))


@dataclass(frozen=True, slots=True)
class TrialSurvey:
    """One answer; `expected` None: they were not asked for it."""

    key: str
    at: datetime
    perceived: int
    expected: int | None


def make_surveys(seed: int, person: Person, as_of: datetime) -> list[TrialSurvey]:
    """Return the answers of the last year, none after `as_of`."""
    draw = Draw(seed, Topic.SURVEYS, person.index)
    if person.kind == "prospect" or not draw.chance(_ANSWER):
        return []
    usual = draw.weighted(((0.1, 2), (0.2, 3), (0.4, 4), (0.3, 5)))
    made = []
    for number in range(draw.between(1, 4)):
        at = as_of - timedelta(days=1 + draw.below(_DAYS), seconds=draw.below(8 * 3_600))
        perceived = max(1, min(5, usual + draw.between(-1, 1)))
        expected = draw.between(3, 5) if draw.chance(0.8) else None
        made.append(TrialSurvey(f"{person.customer_number}-S{number}", at, perceived, expected))
    return made


def showcase_surveys(person: Person, as_of: datetime) -> list[TrialSurvey]:
    """Return the answers of the customer in whom a trial shows everything: they fell."""
    return [
        TrialSurvey(f"{person.customer_number}-S{number}", as_of - timedelta(days=days), perceived, expected)
        for number, (days, perceived, expected) in enumerate(_SHOWCASE)
    ]

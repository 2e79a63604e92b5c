"""What befalls some customers of the trial bank, and what only looks as if: the truth is kept beside it.

Three kinds of crime as case books tell them, made by what the criminal wants and not by how far it is from usual: a
stolen card's number is tried and then used up within hours; an account is taken over and emptied in a few transfers; a
confidence trickster takes a little less than anybody would notice, for weeks. Decoys are lives that change: a new job,
a journey, one large purchase, a tax bill.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from agent_desktop.demo.trial_bank.draw import Topic
from agent_desktop.demo.trial_bank.planted.habits import (
    Booked,
    Dice,
    Habits,
    habits_of,
    holiday,
    large_purchase,
    new_job,
    ordinary_days,
    year_bill,
)

CaseKind = Literal["card_burst", "take_over", "slow_drain", "new_job", "holiday", "large_purchase", "year_bill"]
CRIMES: Final[frozenset[CaseKind]] = frozenset({"card_burst", "take_over", "slow_drain"})

_ABROAD: Final = (("Lagos", "NG"), ("Bucharest", "RO"), ("Jakarta", "ID"), ("Miami", "US"), ("São Paulo", "BR"))
_MONTH: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Case:
    """What happened to the customer at `index` from `start` to `end`."""

    index: int
    kind: CaseKind
    start: datetime
    end: datetime

    @property
    def is_crime(self) -> bool:
        return self.kind in CRIMES


@dataclass(frozen=True, slots=True)
class Rates:
    """How many customers in a hundred have each in one month."""

    card_burst: float = 1.2
    take_over: float = 0.8
    slow_drain: float = 0.8
    new_job: float = 1.0
    holiday: float = 5.0
    large_purchase: float = 4.0
    year_bill: float = 4.0


def year_of(
    seed: int, index: int, as_of: datetime, *, months: int, held_cents: int, rates: Rates
) -> tuple[list[Booked], list[Case]]:
    """Return a customer's bookings of so many months of thirty days before the midnight `as_of`, and what befell them.

    `held_cents` is what the account holds. Crimes begin in the last four months alone: a past is needed.
    """
    habits = habits_of(seed, index)
    dice = Dice(seed, Topic.PLANTED, index)
    first = as_of - months * _MONTH
    booked = list(ordinary_days(habits, dice, first, months * 30))
    cases: list[Case] = []
    for month in range(months):
        begins = first + month * _MONTH
        for kind, rate in _rates(rates):
            if not dice.chance(rate / 100):
                continue
            start = begins + timedelta(days=dice.below(30))
            if kind in CRIMES and (month < months - 4 or any(case.is_crime for case in cases)):
                continue
            happened = [each for each in _happens(kind, habits, dice, start, as_of, held_cents) if each.at < as_of]
            if happened:
                booked += happened
                cases.append(Case(index, kind, start, max(each.at for each in happened)))
    booked.sort(key=lambda each: each.at)
    return booked, cases


def _rates(rates: Rates) -> tuple[tuple[CaseKind, float], ...]:
    return (
        ("card_burst", rates.card_burst),
        ("take_over", rates.take_over),
        ("slow_drain", rates.slow_drain),
        ("new_job", rates.new_job),
        ("holiday", rates.holiday),
        ("large_purchase", rates.large_purchase),
        ("year_bill", rates.year_bill),
    )


def _happens(
    kind: CaseKind, habits: Habits, dice: Dice, start: datetime, as_of: datetime, held_cents: int
) -> Iterator[Booked]:
    match kind:
        case "card_burst":
            return _card_burst(dice, start)
        case "take_over":
            return _take_over(dice, start, held_cents)
        case "slow_drain":
            return _slow_drain(habits, dice, start, held_cents)
        case "new_job":
            return new_job(habits, dice, start, as_of)
        case "holiday":
            return holiday(habits, dice, start)
        case "large_purchase":
            return large_purchase(habits, dice, start)
        case "year_bill":
            return year_bill(habits, dice, start)


def _card_burst(dice: Dice, start: datetime) -> Iterator[Booked]:
    """A small payment to see whether the number works, then whatever can be sold again, until the card is stopped."""
    where, country = dice.one_of(_ABROAD) if dice.chance(0.55) else ("", "")
    at = start + timedelta(seconds=dice.below(86_400))
    yield Booked(at, -dice.between(100, 900), "online_purchase", "Donation", where, country, on_card=True)
    for _ in range(dice.between(2, 12)):
        at += timedelta(minutes=dice.around(22, 0.9))
        cents = round(dice.around(190_000, 0.8))
        yield Booked(at, -cents, "online_purchase", "Gift cards", where, country, on_card=True)


def _take_over(dice: Dice, start: datetime, held_cents: int) -> Iterator[Booked]:
    """Somebody else signs in: most of what is there goes in a few transfers, before anybody looks."""
    at = start + timedelta(hours=dice.between(0, 23))
    left = max(held_cents, 300_000) * (0.3 + 0.6 * dice.fraction())
    count = dice.between(1, 5)
    for number in range(count):
        part = left if number == count - 1 else left * (0.2 + 0.5 * dice.fraction())
        left -= part
        yield Booked(at, -max(1_000, round(part)), "transfer_out", "Transfer out")
        at += timedelta(minutes=dice.around(50, 1.2))


def _slow_drain(habits: Habits, dice: Dice, start: datetime, held_cents: int) -> Iterator[Booked]:
    """Every few days a transfer of a size that the customer makes anyway, for three to six weeks."""
    at, end = start, start + timedelta(days=dice.between(20, 42))
    left = max(held_cents, 500_000) * (0.6 + 0.9 * dice.fraction())
    while at < end and left > 0:
        cents = min(left, dice.around(max(1.5 * habits.friend, left / 25), 0.4))
        left -= cents
        yield Booked(at, -round(cents) - 1, "transfer_out", "Transfer out")
        at += timedelta(days=1 + 2 * dice.fraction())

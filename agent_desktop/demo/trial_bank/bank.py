"""The trial bank as one value: everything about it follows from its seed, its size and its day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from agent_desktop.demo.trial_bank.activity import TrialContact, TrialTransaction, make_contacts, make_transactions
from agent_desktop.demo.trial_bank.holdings import TrialHolding, make_holdings
from agent_desktop.demo.trial_bank.numbers import CUSTOMERS_LIMIT, index_of
from agent_desktop.demo.trial_bank.people import Person, head_of, lives_with_others, make_person
from agent_desktop.demo.trial_bank.planted.cases import Case, Rates, year_of
from agent_desktop.demo.trial_bank.showcase import (
    SHOWCASE,
    showcase_contacts,
    showcase_holdings,
    showcase_person,
    showcase_transactions,
)
from agent_desktop.demo.trial_bank.surveys import TrialSurvey, make_surveys, showcase_surveys

ZONE: Final = timezone(timedelta(hours=8), "HKT")
"""The bank's own time: Hong Kong and the mainland have had no summer time for decades."""


def midnight(day: date) -> datetime:
    """Return the first moment of `day` at the bank."""
    return datetime.combine(day, time(), ZONE)


def this_midnight(now: datetime | None = None) -> datetime:
    """Return the first moment of the bank's present day."""
    return midnight((now or datetime.now(UTC)).astimezone(ZONE).date())


@dataclass(frozen=True, slots=True)
class TrialBank:
    """Answers for one customer at a time, without a database.

    With `months` customers have booked for so many months of thirty days, and some were robbed in the last four of them
    (`planted.cases`); without, for a few weeks.

    Raises:
        ValueError: More customers than there are numbers for, or fewer than one.
    """

    seed: int
    customers: int
    as_of: datetime
    months: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.customers <= CUSTOMERS_LIMIT:
            raise ValueError(f"a trial bank has 1 to {CUSTOMERS_LIMIT:,} customers")

    def person(self, index: int) -> Person:
        """Return the customer at `index`."""
        if index == SHOWCASE:
            return showcase_person(self.seed, self.as_of.date())
        head = head_of(self.seed, index)
        return make_person(self.seed, index, self.as_of.date(), self.person(head) if head != index else None)

    def holdings(self, person: Person) -> list[TrialHolding]:
        """Return the products that `person` owns."""
        if person.index == SHOWCASE:
            holdings = showcase_holdings(self.as_of)
            return [h if self._has(h.second) else replace(h, second=None) for h in holdings]
        return make_holdings(self.seed, person, self.as_of, self._second(person))

    def transactions(self, person: Person, holdings: list[TrialHolding]) -> list[TrialTransaction]:
        """Return the bookings on `holdings`, which are those of `person`."""
        if person.index == SHOWCASE:
            return showcase_transactions(holdings, self.as_of)
        if self.months:
            return self.year(person, holdings)[0]
        return make_transactions(self.seed, person, holdings, self.as_of)

    def year(
        self, person: Person, holdings: Sequence[TrialHolding], rates: Rates | None = None
    ) -> tuple[list[TrialTransaction], list[Case]]:
        """Return the bookings of `months` on the current account and the card of `person`, and what befell them."""
        account = _place_of(holdings, "core_banking")
        if account is None:
            return [], []
        card = _place_of(holdings, "cards")
        held = max(holdings[account].cents or 0, 0)
        booked, cases = year_of(
            self.seed, person.index, self.as_of, months=self.months, held_cents=held, rates=rates or Rates()
        )
        made = []
        for number, each in enumerate(booked):
            place = card if each.on_card and card is not None else account
            key = f"{holdings[place].key}-{number:05d}"
            made.append(
                TrialTransaction(place, key, each.at, each.cents, each.kind, each.text, each.where, each.country)
            )
        return made, cases

    def contacts(self, person: Person) -> list[TrialContact]:
        """Return the past contacts of `person`."""
        if person.index == SHOWCASE:
            return showcase_contacts(person, self.as_of)
        return make_contacts(self.seed, person, self.as_of)

    def surveys(self, person: Person) -> list[TrialSurvey]:
        """Return what `person` answered to surveys."""
        if person.index == SHOWCASE:
            return showcase_surveys(person, self.as_of)
        return make_surveys(self.seed, person, self.as_of)

    def find(self, customer_number: str) -> Person | None:
        """Return the customer of that number."""
        index = index_of(self.seed, customer_number)
        return self.person(index) if index is not None and index < self.customers else None

    def reached(self, person: Person) -> Iterator[TrialHolding]:
        """Yield what `person` may use: their own products, then those of others in the household."""
        yield from self.holdings(person)
        if person.head != person.index:
            for holding in self.holdings(self.person(person.head)):
                if holding.second == person.index:
                    yield holding

    def _second(self, person: Person) -> int | None:
        second = person.index + 1
        if person.head != person.index or not lives_with_others(self.seed, person.index):
            return None
        return second if self._has(second) else None

    def _has(self, index: int | None) -> bool:
        return index is not None and index < self.customers


def _place_of(holdings: Sequence[TrialHolding], system: str) -> int | None:
    """Return the place of the first product that is paid from, of this system."""
    places = (at for at, each in enumerate(holdings) if each.system == system and each.product != "time_deposit")
    return next(places, None)

"""How one customer of the trial bank lives with money over a year: pay day, rent, bills, shops, friends, journeys.

This is a maker of behaviour. It knows nothing of whoever looks for what is strange in it, and shares no module with it.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from agent_desktop.demo.trial_bank.draw import Draw, Topic

_FAR: Final = (("Tokyo", "JP"), ("Bangkok", "TH"), ("Seoul", "KR"), ("Sydney", "AU"), ("Paris", "FR"), ("Taipei", "TW"))
_NEAR: Final = (("Macau", "MO"), ("深圳", "CN"), ("广州", "CN"), ("Singapore", "SG"))
_SHOPS: Final = (
    "Green Peak Supermarket", "Old Pier Coffee", "Lantern Street Noodles", "Bay View Books", "Three Bridges Pharmacy",
    "Harbour Light Cinema", "Banyan Home Store", "Tram Line Bakery", "Hill Road Petrol",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Booked:
    """One booking: `cents` is signed, `on_card` says which of the customer's two places it is on."""

    at: datetime
    cents: int
    kind: str
    text: str
    where: str = ""
    country: str = ""
    on_card: bool = False


class Dice(Draw):
    """Draws of amounts, beside those of numbers."""

    __slots__ = ()

    def normal(self) -> float:
        """Return a standard normal number (Box and Muller 1958)."""
        return math.sqrt(-2 * math.log(1 - self.fraction())) * math.cos(2 * math.pi * self.fraction())

    def around(self, middle: float, spread: float) -> float:
        """Return a lognormal amount of that median."""
        return middle * math.exp(spread * self.normal())

    def many(self, mean: float) -> int:
        """Return a Poisson count."""
        left, count = math.exp(-mean), 0
        product = self.fraction()
        while product > left:
            product *= self.fraction()
            count += 1
        return count


@dataclass(frozen=True, slots=True)
class Habits:
    """What is usual for one customer. Amounts are in cents of the account's currency."""

    income: float
    pay_day: int
    rent: float
    rent_day: int
    bills: int
    bill: float
    shops_a_day: float
    shop: float
    shop_spread: float
    cash_a_month: float
    cash: int
    friends_a_month: float
    friend: float
    goes_near: bool
    online_share: float
    wakes_late: bool


def habits_of(seed: int, index: int) -> Habits:
    """Return the habits of the customer at `index`."""
    dice = Dice(seed, Topic.YEAR, index)
    income = dice.around(2_200_000, 0.55)
    return Habits(
        income=income,
        pay_day=dice.between(1, 28),
        rent=income * (0.15 + 0.2 * dice.fraction()) if dice.chance(0.6) else 0,
        rent_day=dice.between(1, 5),
        bills=dice.between(1, 5),
        bill=dice.around(60_000, 0.5),
        shops_a_day=0.25 + 1.1 * dice.fraction() ** 1.5,
        shop=dice.around(14_000, 0.5),
        shop_spread=0.5 + 0.5 * dice.fraction(),
        cash_a_month=4 * dice.fraction() ** 2,
        cash=10_000 * dice.between(2, 20),
        friends_a_month=3.5 * dice.fraction(),
        friend=dice.around(90_000, 0.6),
        goes_near=dice.chance(0.35),
        online_share=0.25 * dice.fraction(),
        wakes_late=dice.chance(0.15),
    )


def ordinary_days(habits: Habits, dice: Dice, first: datetime, days: int) -> Iterator[Booked]:
    """Yield what is booked on ordinary days, from the midnight `first` on."""
    for number in range(days):
        midnight = first + timedelta(days=number)
        day = midnight.day
        if day == habits.pay_day:
            yield Booked(_at(midnight, 7, dice), round(dice.around(habits.income, 0.01)), "salary", "Salary")
        if habits.rent and day == habits.rent_day:
            yield Booked(_at(midnight, 9, dice), -round(habits.rent), "transfer_out", "Rent")
        if 6 <= day < 6 + habits.bills:
            yield Booked(_at(midnight, 10, dice), -round(dice.around(habits.bill, 0.25)), "bill_payment", "Bill")
        weekend = 1.6 if midnight.weekday() >= 5 else 1.0
        season = 1.4 if midnight.month == 12 else 1.0
        for _ in range(dice.many(habits.shops_a_day * weekend * season)):
            yield shopping(habits, dice, midnight)
        if dice.chance(habits.cash_a_month / 30):
            cents = habits.cash * dice.between(1, 3)
            yield Booked(_at(midnight, 12, dice), -cents, "cash_withdrawal", "Cash machine", "Hong Kong", "HK", True)
        if dice.chance(habits.friends_a_month / 30):
            yield Booked(
                _at(midnight, 20, dice), -round(dice.around(habits.friend, 0.7)), "transfer_out", "Transfer out"
            )
        if habits.goes_near and dice.chance(0.02):
            where, country = dice.one_of(_NEAR)
            for _ in range(dice.between(1, 3)):
                cents = round(dice.around(2.0 * habits.shop, habits.shop_spread))
                yield Booked(_at(midnight, 13, dice), -cents, "card_purchase", "Day out", where, country, True)


def shopping(habits: Habits, dice: Dice, midnight: datetime, factor: float = 1.0) -> Booked:
    """Return one thing bought at home, or over the internet."""
    cents = round(max(500.0, dice.around(habits.shop * factor, habits.shop_spread)))
    if dice.chance(0.03):  # a coat, a telephone, a birthday for twelve
        cents = round(cents * (4 + 8 * dice.fraction()))
    hour = 22 if habits.wakes_late and dice.chance(0.3) else dice.between(8, 20)
    if dice.chance(habits.online_share):
        return Booked(_at(midnight, hour, dice), -cents, "online_purchase", "Online shop", "", "", True)
    where, country = ("Hong Kong", "HK")
    return Booked(_at(midnight, hour, dice), -cents, "card_purchase", dice.one_of(_SHOPS), where, country, True)


def holiday(habits: Habits, dice: Dice, start: datetime) -> Iterator[Booked]:
    """Yield a journey: tickets and a hotel weeks before, then days in a country the customer may never have been to."""
    where, country = dice.one_of(_FAR)
    ahead = start - timedelta(days=dice.between(10, 50))
    flight = -round(dice.around(650_000, 0.5))
    yield Booked(_at(ahead, 21, dice), flight, "online_purchase", "Cloud Nine Airlines", "", "", True)
    hotel = -round(dice.around(500_000, 0.5))
    yield Booked(_at(ahead, 21, dice), hotel, "online_purchase", "Maple Court Hotel", "", "", True)
    for number in range(dice.between(4, 12)):
        midnight = start + timedelta(days=number)
        for _ in range(dice.between(1, 5)):
            cents = -round(dice.around(1.8 * habits.shop, habits.shop_spread))
            yield Booked(
                _at(midnight, dice.between(9, 20), dice), cents, "card_purchase", "Shop abroad", where, country, True
            )
        if dice.chance(0.2):
            yield Booked(_at(midnight, 11, dice), -habits.cash, "cash_withdrawal", "Cash machine", where, country, True)


def new_job(habits: Habits, dice: Dice, start: datetime, end: datetime) -> Iterator[Booked]:
    """Yield what a better paid job brings from `start` on: more pay, and more of everything bought."""
    more = 0.4 + 0.6 * dice.fraction()
    day = start
    while day < end:
        if day.day == habits.pay_day:
            yield Booked(_at(day, 7, dice), round(habits.income * more), "salary", "Salary")
        for _ in range(dice.many(habits.shops_a_day * 0.5)):
            yield shopping(habits, dice, day, factor=1 + more)
        day += timedelta(days=1)


def large_purchase(habits: Habits, dice: Dice, day: datetime) -> Iterator[Booked]:
    """Yield a sofa, a laptop, the dentist: one payment as large as a month's pay, or thereabouts."""
    cents = -round(habits.income * (0.3 + 0.7 * dice.fraction()))
    yield Booked(_at(day, 15, dice), cents, "card_purchase", "Banyan Home Store", "Hong Kong", "HK", True)


def year_bill(habits: Habits, dice: Dice, day: datetime) -> Iterator[Booked]:
    """Yield a tax bill, or a year of school."""
    cents = -round(habits.income * (0.8 + 1.2 * dice.fraction()))
    yield Booked(_at(day, 10, dice), cents, "bill_payment", "Year's bill")


def _at(midnight: datetime, hour: int, dice: Dice) -> datetime:
    return midnight + timedelta(hours=hour, seconds=dice.below(3 * 3600))

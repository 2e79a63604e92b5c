"""What the trial bank's customers have in its five source systems. Amounts are whole cents of the currency."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from agent_desktop.demo.trial_bank import numbers
from agent_desktop.demo.trial_bank.draw import Draw, Topic
from agent_desktop.demo.trial_bank.people import Person

System = Literal["core_banking", "cards", "loans", "wealth", "insurance"]

SYSTEMS: Final[tuple[System, ...]] = ("core_banking", "cards", "loans", "wealth", "insurance")

_PREFIXES: Final[dict[System, str]] = {
    "core_banking": "012",
    "cards": "",
    "loans": "L",
    "wealth": "W",
    "insurance": "P",
}
_MORE: Final = {"standard": 0.48, "gold": 1.15, "platinum": 2.1}
_PURSE: Final = {"standard": 1, "gold": 6, "platinum": 30}


@dataclass(frozen=True, slots=True)
class TrialHolding:
    """One product as its system delivers it.

    `cents` is what the customer has (positive) or owes (negative), None where the system names no balance.
    `status_on` and `status_cents` are what the words of `status` take. `second` is the index of a second person
    who may use it.
    """

    system: System
    key: str
    product: str
    currency: str
    cents: int | None
    status: str = ""
    status_on: date | None = None
    status_cents: int | None = None
    opened_on: date | None = None
    matures_on: date | None = None
    second: int | None = None


def as_of_at(system: System, as_of: datetime) -> datetime:
    """Return the time that the figures of a system's extract are of; wealth is priced at the close of the market."""
    if system != "wealth":
        return as_of - timedelta(minutes=30)
    close = as_of - timedelta(hours=8)  # 16:00 of the day before
    while close.weekday() >= 5:
        close -= timedelta(days=1)
    return close


def make_holdings(seed: int, person: Person, as_of: datetime, second: int | None) -> list[TrialHolding]:
    """Return the products of `person`; `second` is who shares the household, for joint accounts."""
    if person.kind == "prospect":
        return []
    draw = Draw(seed, Topic.HOLDINGS, person.index)
    maker = _Maker(person, draw, as_of.date(), second)
    return list(maker.for_firm() if person.kind == "business" else maker.for_person())


class _Maker:
    def __init__(self, person: Person, draw: Draw, today: date, second: int | None) -> None:
        self._person = person
        self._draw = draw
        self._today = today
        self._second = second
        self._place = 0
        self._more = _MORE[person.tier]
        self._purse = _PURSE[person.tier]

    def for_person(self) -> Iterator[TrialHolding]:
        home = "CNY" if self._person.origin == "mainland" else "HKD"
        joint = self._second if self._draw.chance(0.5) else None
        product = "cny_savings" if home == "CNY" else "integrated" if self._draw.chance(0.5) else "hkd_savings"
        salary = "salary" if self._draw.chance(0.4) else ""
        yield self._account(product, home, 4_000_000, status=salary, second=joint)
        if self._often(0.2):
            yield self._account("current", home, 1_500_000)
        if self._often(0.16):
            yield self._account("usd_savings", "USD", 600_000)
        if self._often(0.12):
            other = "HKD" if home == "CNY" else "CNY"
            yield self._account(f"{other.lower()}_savings", other, 2_000_000)
        if self._often(0.14):
            yield self._time_deposit(self._draw.one_of((home, home, "USD", "CNY")))
        if self._often(0.4):
            yield self._debit_card(home)
        if self._often(0.55):
            yield self._credit_card(home)
        yield from self._borrowed(home, joint)
        yield from self._invested(home)

    def for_firm(self) -> Iterator[TrialHolding]:
        home = "CNY" if self._person.origin == "mainland" else "HKD"
        self._purse *= 8
        yield self._account("business_current", home, 20_000_000)
        if self._draw.chance(0.5):
            yield self._account("business_usd", "USD", 5_000_000)
        if self._draw.chance(0.35):
            yield self._account("payroll", home, 8_000_000)
        if self._draw.chance(0.3):
            yield self._credit_card(home, product="commercial_card")
        if self._draw.chance(0.35):
            yield self._loan("trade_loan", home, 120_000_000, months=24)
        if self._draw.chance(0.2):
            yield self._policy("fire_cover", home, 90_000)

    def _borrowed(self, home: str, joint: int | None) -> Iterator[TrialHolding]:
        if self._often(0.14):
            yield self._loan("mortgage", home, 320_000_000, months=300, second=joint)
        if self._often(0.1):
            yield self._loan("personal_loan", home, 12_000_000, months=36)
        if self._person.origin == "hong_kong" and self._often(0.06):
            yield self._loan("tax_loan", home, 8_000_000, months=12)

    def _invested(self, home: str) -> Iterator[TrialHolding]:
        if self._often(0.16):
            yield self._portfolio("funds", home, 25_000_000)
        if self._often(0.1):
            yield self._portfolio("securities", self._draw.one_of((home, "USD")), 18_000_000)
        if self._often(0.05):
            yield self._portfolio("bonds", "USD", 9_000_000)
        if self._often(0.15):
            yield self._policy("life_cover", home, 120_000)
        if self._often(0.1):
            yield self._policy("home_cover", home, 40_000)
        if self._often(0.08):
            yield self._policy("medical_cover", home, 80_000)

    def _often(self, share: float) -> bool:
        return self._draw.chance(min(0.97, share * self._more))

    def _amount(self, middle: int) -> int:
        # Few have much: the square makes the tail long.
        return int(middle * self._purse * 4 * self._draw.fraction() ** 2) + self._draw.below(100)

    def _day_ahead(self, most: int) -> date:
        return self._today + timedelta(days=1 + self._draw.below(most))

    def _opened(self) -> date:
        since = self._person.customer_since or self._today
        return since + timedelta(days=self._draw.below(max(1, (self._today - since).days)))

    def _key(self, system: System) -> str:
        self._place += 1
        return numbers.account_number(_PREFIXES[system], self._person.index, self._place)

    def _account(
        self, product: str, currency: str, middle: int, *, status: str = "", second: int | None = None
    ) -> TrialHolding:
        opened = self._opened()
        if not status and self._draw.chance(0.03):
            status = "not_used"
        key, cents = self._key("core_banking"), self._amount(middle)
        return TrialHolding(
            "core_banking", key, product, currency, cents, status=status, opened_on=opened, second=second
        )

    def _time_deposit(self, currency: str) -> TrialHolding:
        ends = self._day_ahead(180)
        return TrialHolding(
            "core_banking",
            self._key("core_banking"),
            "time_deposit",
            currency,
            self._amount(12_000_000),
            status="matures",
            status_on=ends,
            opened_on=ends - timedelta(days=182),
            matures_on=ends,
        )

    def _debit_card(self, currency: str) -> TrialHolding:
        blocked = self._draw.chance(0.02)
        self._place += 1
        return TrialHolding(
            "cards",
            numbers.card_number(self._person.index, self._place, debit=True),
            "platinum_debit" if self._person.tier == "platinum" else "debit_card",
            currency,
            None,
            status="blocked" if blocked else "expires",
            status_on=None if blocked else self._day_ahead(1_400),
            opened_on=self._opened(),
        )

    def _credit_card(self, currency: str, *, product: str = "") -> TrialHolding:
        named = {"standard": "classic_card", "gold": "gold_card", "platinum": "world_card"}
        limit = 2_000_000 * (1 + self._draw.below(5)) * (1 + self._purse // 6)
        owed = int(limit * self._draw.fraction() ** 3)
        state = self._draw.weighted(((0.93, "pay_by"), (0.04, "late"), (0.02, "blocked"), (0.01, "disputed")))
        due = {"pay_by": self._day_ahead(28), "late": self._today - timedelta(days=1 + self._draw.below(20))}
        self._place += 1
        return TrialHolding(
            "cards",
            numbers.card_number(self._person.index, self._place, debit=False),
            product or named[self._person.tier],
            currency,
            -owed,
            status=state,
            status_on=due.get(state),
            status_cents=limit if state == "pay_by" else None,
            opened_on=self._opened(),
        )

    def _loan(
        self, product: str, currency: str, middle: int, *, months: int, second: int | None = None
    ) -> TrialHolding:
        owed = self._amount(middle) // max(1, self._purse // 2)
        monthly = owed // months + owed // 400 + 100
        late = self._draw.chance(0.03)
        day = self._today - timedelta(days=1 + self._draw.below(40)) if late else self._day_ahead(30)
        left = max(1, self._draw.below(months))
        return TrialHolding(
            "loans",
            self._key("loans"),
            product,
            currency,
            -owed,
            status="arrears" if late else "next_payment",
            status_on=day,
            status_cents=monthly,
            opened_on=self._today - timedelta(days=30 * (months - left)),
            matures_on=self._today + timedelta(days=30 * left),
            second=second,
        )

    def _portfolio(self, product: str, currency: str, middle: int) -> TrialHolding:
        risk = self._draw.one_of(("risk_low", "risk_balanced", "risk_high"))
        return TrialHolding(
            "wealth",
            self._key("wealth"),
            product,
            currency,
            self._amount(middle),
            status=risk,
            opened_on=self._opened(),
        )

    def _policy(self, product: str, currency: str, premium: int) -> TrialHolding:
        state = self._draw.weighted(((0.75, "covered"), (0.2, "premium_due"), (0.05, "lapsed")))
        ends = self._day_ahead(700)
        return TrialHolding(
            "insurance",
            self._key("insurance"),
            product,
            currency,
            # Only a life cover has a value of its own.
            self._amount(40 * premium) if product == "life_cover" else None,
            status=state,
            status_on=self._day_ahead(30) if state == "premium_due" else ends if state == "covered" else None,
            status_cents=premium * (1 + self._draw.below(6)) if state == "premium_due" else None,
            opened_on=self._opened(),
            matures_on=ends,
        )

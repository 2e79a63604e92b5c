"""The first customer, in whom a trial shows everything at once: a disputed withdrawal, five systems, a birthday."""

from datetime import date, datetime, timedelta
from typing import Final

from agent_desktop.demo.trial_bank import numbers
from agent_desktop.demo.trial_bank.activity import TrialContact, TrialTransaction
from agent_desktop.demo.trial_bank.holdings import System, TrialHolding
from agent_desktop.demo.trial_bank.people import Person, home_number

SHOWCASE: Final = 0
"""The index of the customer."""

_AGE: Final = 47
_DISPUTED: Final = 3  # the place of the debit card among the holdings


def showcase_person(seed: int, as_of: date) -> Person:
    """Return the customer: platinum, 46 years old, 47 in five days."""
    birthday = as_of + timedelta(days=5)
    if (birthday.month, birthday.day) == (2, 29):
        birthday += timedelta(days=1)
    return Person(
        index=SHOWCASE,
        kind="personal",
        origin="hong_kong",
        tier="platinum",
        customer_number=numbers.customer_number(seed, SHOWCASE),
        title="Ms",
        name_latin="Estelle Mok Suet Ching",
        name_chinese="莫雪晴",
        gender="F",
        birth_date=birthday.replace(year=birthday.year - _AGE),
        customer_since=date(as_of.year - 17, 3, 2),
        document_number=numbers.hkid(481_273),
        email="estelle.mok@mail.example.com",
        address="Flat C, 18/F, Lotus Court, Kowloon Tong",
        languages=("yue", "en"),
        manager_name="Adrian Tse Lok Man",
        wishes=("no_sales", "not_after_20"),
        phones=(
            (numbers.hong_kong_mobile(SHOWCASE), "mobile"),
            (home_number(SHOWCASE, "hong_kong"), "home"),
        ),
        head=SHOWCASE,
        family=("Mok", "莫"),
    )


def showcase_holdings(as_of: datetime) -> list[TrialHolding]:
    """Return eleven products in five systems."""
    today = as_of.date()

    def ahead(days: int) -> date:
        return today + timedelta(days=days)

    def key(system: System, place: int) -> str:
        prefix = {"core_banking": "012", "loans": "L", "wealth": "W", "insurance": "P"}[system]
        return numbers.account_number(prefix, SHOWCASE, place)

    opened = date(today.year - 17, 3, 2)
    return [
        TrialHolding(
            "core_banking", key("core_banking", 1), "integrated", "HKD", 131_846_220, "salary", opened_on=opened
        ),
        TrialHolding("core_banking", key("core_banking", 2), "usd_savings", "USD", 2_284_015, opened_on=opened),
        TrialHolding(
            "core_banking",
            key("core_banking", 3),
            "time_deposit",
            "CNY",
            42_500_000,
            "matures",
            ahead(14),
            opened_on=ahead(-168),
            matures_on=ahead(14),
        ),
        TrialHolding(
            "cards",
            numbers.card_number(SHOWCASE, 4, debit=True),
            "platinum_debit",
            "HKD",
            None,
            "disputed",
            opened_on=ahead(-700),
        ),
        TrialHolding(
            "cards",
            numbers.card_number(SHOWCASE, 5, debit=False),
            "world_card",
            "HKD",
            -7_915_340,
            "pay_by",
            ahead(9),
            30_000_000,
            opened_on=ahead(-1_500),
        ),
        TrialHolding(
            "loans",
            key("loans", 6),
            "mortgage",
            "HKD",
            -396_500_000,
            "next_payment",
            ahead(12),
            2_087_500,
            opened_on=ahead(-2_000),
            matures_on=ahead(6_800),
            second=SHOWCASE + 1,
        ),
        TrialHolding("wealth", key("wealth", 7), "funds", "HKD", 241_220_615, "risk_balanced", opened_on=opened),
        TrialHolding("wealth", key("wealth", 8), "bonds", "USD", 10_740_000, "risk_low", opened_on=ahead(-900)),
        TrialHolding(
            "insurance", key("insurance", 9), "life_cover", "HKD", 18_640_000, "covered", ahead(410), opened_on=opened
        ),
        TrialHolding(
            "insurance",
            key("insurance", 10),
            "home_cover",
            "HKD",
            None,
            "premium_due",
            ahead(18),
            326_000,
            opened_on=ahead(-1_100),
        ),
        TrialHolding(
            "insurance", key("insurance", 11), "medical_cover", "HKD", None, "covered", ahead(95), opened_on=ahead(-270)
        ),
    ]


def showcase_transactions(holdings: list[TrialHolding], as_of: datetime) -> list[TrialTransaction]:
    """Return bookings; the newest is a withdrawal in Macau late last evening, which the customer does not know."""

    def booked(
        place: int, number: int, before: timedelta, cents: int, kind: str, text: str, where: str = ""
    ) -> TrialTransaction:
        return TrialTransaction(place, f"{holdings[place].key}-{number:03d}", as_of - before, cents, kind, text, where)

    card, account, world = _DISPUTED, 0, 4

    def days(count: float) -> timedelta:
        return timedelta(days=count)

    return [
        booked(card, 1, timedelta(minutes=46), -800_000, "cash_withdrawal", "Cash machine", "Macau"),
        booked(card, 2, days(1.25), -18_650, "card_purchase", "Green Peak Supermarket", "Hong Kong"),
        booked(card, 3, days(6), -42_000, "card_purchase", "Bay View Books", "Hong Kong"),
        booked(account, 4, days(18), 5_860_000, "salary", "Salary"),
        booked(account, 5, days(19), -2_087_500, "loan_payment", "Home mortgage"),
        booked(account, 6, days(25), -26_000, "fee", "Wire fee"),
        booked(account, 7, days(25), -3_500_000, "transfer_out", "Transfer out"),
        booked(world, 8, days(3), -128_640, "card_purchase", "Maple Court Hotel", "Singapore"),
        booked(world, 9, days(4), -87_300, "card_purchase", "Cloud Nine Airlines Online", "Hong Kong"),
        booked(world, 10, days(11), -15_200, "card_purchase", "Old Pier Coffee", "Hong Kong"),
    ]


def showcase_contacts(person: Person, as_of: datetime) -> list[TrialContact]:
    """Return nine contacts of the last ninety days over five channels."""

    def contact(
        number: int, before: timedelta, channel: str, subject: str, outcome: str, seconds: int | None = None
    ) -> TrialContact:
        return TrialContact(
            f"{person.customer_number}-{number:02d}", as_of - before, channel, subject, outcome, seconds
        )

    def days(count: int, hour: int) -> timedelta:
        return timedelta(days=count, hours=-hour)

    return [
        contact(1, timedelta(minutes=22), "app", "report_transaction", "not_finished"),
        contact(2, days(4, 18), "phone", "card_abroad", "answered", 660),
        contact(3, days(12, 11), "branch", "wire_fee", "complaint_opened", 1_260),
        contact(4, days(13, 9), "phone", "wire_fee", "complaint_opened", 540),
        contact(5, days(21, 15), "email", "statement_copy", "sent"),
        contact(6, days(33, 10), "phone", "deposit_rate", "answered", 300),
        contact(7, days(47, 20), "app", "deposit_rate", "deposit_made"),
        contact(8, days(61, 14), "phone", "fund_advice", "appointment", 480),
        contact(9, days(80, 16), "web", "address_change", "changed"),
        contact(10, days(130, 12), "phone", "mortgage_rate", "answered", 720),
    ]

"""A year of the trial bank: what befalls whom is known, and the maker knows nothing of who looks for it."""

import ast
from datetime import date, timedelta
from pathlib import Path

from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.planted import cases
from agent_desktop.demo.trial_bank.planted.cases import CRIMES, Rates, year_of

AS_OF = midnight(date(2026, 6, 16))


def test_the_same_seed_makes_the_same_year() -> None:
    bank = TrialBank(3, 60, AS_OF, months=6)
    person = bank.person(7)

    assert bank.year(person, bank.holdings(person)) == bank.year(person, bank.holdings(person))


def test_crimes_come_after_a_past_and_each_kind_does() -> None:
    rates = Rates(card_burst=12, take_over=12, slow_drain=12)
    found = [
        case
        for index in range(1, 120)
        for case in year_of(5, index, AS_OF, months=8, held_cents=9_000_000, rates=rates)[1]
    ]

    crimes = [case for case in found if case.is_crime]
    assert {case.kind for case in crimes} == CRIMES
    assert min(case.start for case in crimes) >= AS_OF - timedelta(days=4 * 30)
    assert {"holiday", "new_job", "large_purchase", "year_bill"} <= {case.kind for case in found}
    assert all(case.end < AS_OF for case in found)


def test_nothing_is_booked_after_the_day_of_the_bank_and_most_is_everyday() -> None:
    booked, _ = year_of(5, 9, AS_OF, months=6, held_cents=9_000_000, rates=Rates())

    assert booked == sorted(booked, key=lambda each: each.at)
    assert all(each.at < AS_OF for each in booked)
    assert sum(each.kind == "salary" for each in booked) >= 5


def test_the_maker_shares_no_module_with_the_detector() -> None:
    folder = Path(cases.__file__).parent
    imported = {
        node.module
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module is not None
    }

    assert not [module for module in imported if "alerts" in module or module.startswith("agent_desktop.records")]

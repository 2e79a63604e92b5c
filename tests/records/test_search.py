"""Ctrl+K finds a customer by whatever an agent has heard."""

import pytest
from sqlalchemy.orm import Session

from agent_desktop.records.customers.service import search_customers
from tests.records.trial import TrialBank, counted_statements


@pytest.fixture
def found(session: Session, bank: TrialBank):  # type: ignore[no-untyped-def]
    bank.grace()
    bank.customer("88009999", title="Mr", name_latin="Ho Wing Keung", name_chinese="何永強")
    bank.customer("77000001", name_latin="Čeněk Žižka")
    bank.customer("88002077", name_latin="Grace Lam", phones={"+8613812345521": "mobile"})

    def search(text: str) -> list[tuple[str, str]]:
        return [(hit.name, hit.matched) for hit in search_customers(session, text)]

    return search


GRACE = "Ms Grace Ho Wing Sze"


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("wing sze", [(GRACE, "name")]),
        ("SZE ho", [(GRACE, "name")]),
        ("grace", [("Grace Lam", "name"), (GRACE, "name")]),
        ("gra h", [(GRACE, "name")]),
        ("cenek", [("Čeněk Žižka", "name")]),
        ("何詠詩", [(GRACE, "name")]),
        ("詠詩", [(GRACE, "name")]),
        ("何咏诗", [(GRACE, "pinyin")]),
        ("heyongs", [(GRACE, "pinyin")]),
        ("hyq", [("Mr Ho Wing Keung", "pinyin")]),
        ("hys", [(GRACE, "pinyin")]),
        ("88002086", [(GRACE, "number")]),
        ("8800 2086", [(GRACE, "number")]),
        ("2086", [(GRACE, "number")]),
        ("4417", [(GRACE, "account")]),
        ("0382", [(GRACE, "account")]),
        ("6123 4182", [(GRACE, "number")]),
        ("+86 138 1234 5521", [("Grace Lam", "number")]),
        ("grace 0382", [(GRACE, "account")]),
        ("nobody", []),
        ("grace nobody", []),
        ("", []),
        ("  -  ", []),
        ("%", []),
        ("' OR 1=1", []),
    ],
)
def test_a_customer_is_found(found, text: str, hits: list[tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    assert found(text) == hits


def test_hits_are_masked_and_take_one_statement(session: Session, bank: TrialBank) -> None:
    bank.grace()

    with counted_statements(session) as statements:
        (hit,) = search_customers(session, "grace")

    assert hit.number_masked == "•••• •••• 2086"
    assert hit.name_chinese == "何詠詩 女士"
    assert len(statements) == 1


def test_no_more_are_found_than_asked_for(session: Session, bank: TrialBank) -> None:
    for number in range(5):
        bank.customer(f"3000000{number}", name_latin=f"Chan Number{number}")

    assert len(search_customers(session, "chan", limit=3)) == 3


def test_a_whole_name_stands_before_a_longer_one(session: Session, bank: TrialBank) -> None:
    bank.customer("1001", name_latin="Anna Hoang")
    bank.customer("1002", name_latin="Zoe Ho")

    assert [hit.name for hit in search_customers(session, "ho")] == ["Zoe Ho", "Anna Hoang"]


def test_a_very_long_text_finds_nobody_and_breaks_nothing(session: Session, bank: TrialBank) -> None:
    bank.grace()

    assert search_customers(session, "grace " * 500 + "x" * 5000) == search_customers(session, "grace")

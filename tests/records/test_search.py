"""Ctrl+K finds a customer by whatever an agent has heard."""

import pytest
from sqlalchemy.orm import Session

from agent_desktop.records.customers import search
from agent_desktop.records.customers.service import search_customers
from benchmarks.size.plans import noted_statements
from tests.records.trial import TrialBank, counted_trips


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
        ("何咏诗", [(GRACE, "name")]),
        ("何永诗", [(GRACE, "pinyin")]),
        ("heyongs", [(GRACE, "pinyin")]),
        ("hyq", [("Mr Ho Wing Keung", "initials")]),
        ("hys", [(GRACE, "initials")]),
        ("88002086", [(GRACE, "number")]),
        ("8800 2086", [(GRACE, "number")]),
        ("2086", [(GRACE, "number")]),
        ("4417", [(GRACE, "account")]),
        ("0382", [(GRACE, "account")]),
        ("6123 4182", [(GRACE, "phone")]),
        ("4182", [(GRACE, "phone")]),
        ("+86 138 1234 5521", [("Grace Lam", "phone")]),
        ("grace 5521", [("Grace Lam", "phone")]),
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


def test_hits_are_masked(session: Session, bank: TrialBank) -> None:
    bank.grace()

    (hit,) = search_customers(session, "grace")

    assert hit.number_masked == "•••• •••• 2086"
    assert hit.name_chinese == "何詠詩 女士"


def test_one_statement_finds_enough_and_one_more_their_merged_accounts(session: Session, bank: TrialBank) -> None:
    for number in range(search.ENOUGH):
        bank.customer(f"3000000{number}", name_latin=f"Grace Number{number}")

    with noted_statements() as statements:
        found = search_customers(session, "grace")

    assert len(found) == search.ENOUGH
    assert len(statements) == 2


def test_no_more_are_found_than_asked_for(session: Session, bank: TrialBank) -> None:
    for number in range(5):
        bank.customer(f"3000000{number}", name_latin=f"Chan Number{number}")

    assert len(search_customers(session, "chan", limit=3)) == 3


def test_a_whole_name_stands_before_a_longer_one(session: Session, bank: TrialBank) -> None:
    bank.customer("1001", name_latin="Anna Hoang")
    bank.customer("1002", name_latin="Zoe Ho")

    assert [hit.name for hit in search_customers(session, "ho")] == ["Zoe Ho", "Anna Hoang"]


@pytest.fixture
def crowd(session: Session, bank: TrialBank, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bank in which every word is common."""
    monkeypatch.setattr(search, "FEW", 2)
    for number in range(12):
        bank.customer(f"40000{number:03d}", name_latin=f"Amy Chan Ka Man{number}")
        bank.customer(f"50000{number:03d}", name_latin=f"Amy Wong Tai{number} Man")


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("amy chan zoe", "Amy Chan Zoe"),
        ("zoe amy", "Amy Chan Zoe"),
        ("amy zoe", "Amy Chan Zoe"),
        ("chan zoe", "Amy Chan Zoe"),
        ("chan amy", "Amy Chan Zoe"),
        ("man ka", "Ka Man Lee"),
        ("lee man", "Ka Man Lee"),
    ],
)
def test_common_words_are_found_side_by_side_and_apart(session: Session, bank: TrialBank, text: str, name: str) -> None:
    bank.customer("60000001", name_latin="Amy Chan Zoe")
    bank.customer("60000002", name_latin="Ka Man Lee")
    for number in range(3):
        bank.customer(f"7000000{number}", name_latin=f"Zoe Lee{number} Amys")

    assert name in [hit.name for hit in search_customers(session, text, limit=50)]


@pytest.mark.usefixtures("crowd")
def test_common_words_side_by_side_are_the_words_themselves(session: Session, bank: TrialBank) -> None:
    for number in range(3):
        bank.customer(f"7000000{number}", name_latin=f"Wing Sze{number}")
    bank.customer("70000009", name_latin="Wings Zen")

    hits = search_customers(session, "wing sze")
    assert [hit.name for hit in hits if hit.matched == "name"] == ["Wing Sze0", "Wing Sze1", "Wing Sze2"]
    # One letter less, and a space elsewhere: that may be meant, and comes last.
    assert [hit.name for hit in hits if hit.matched == "similar"] == ["Wings Zen"]


@pytest.mark.usefixtures("crowd")
def test_a_word_said_twice_and_the_last_of_many_stand_where_they_are(session: Session, bank: TrialBank) -> None:
    bank.customer("60000001", name_latin="Amy Man Man Chan Ka Wong Tai1 Lee")

    with counted_trips() as trips:
        hits = search_customers(session, "amy man man chan ka wong tai1 lee")

    assert [hit.name for hit in hits] == ["Amy Man Man Chan Ka Wong Tai1 Lee"]
    assert len(trips) == 6, "how common the words are, side by side, as words, nearly so twice, and the accounts"


@pytest.mark.usefixtures("crowd")
def test_every_hit_of_common_words_has_them_all_and_is_told_once(session: Session) -> None:
    names = [hit.name for hit in search_customers(session, "amy man chan", limit=50)]

    assert sorted(names) == sorted(f"Amy Chan Ka Man{number}" for number in range(12))


def test_the_first_of_very_many_are_in_the_order_of_their_names(session: Session, bank: TrialBank) -> None:
    for number in range(99, 0, -1):
        bank.customer(f"3000{number:04d}", name_latin=f"A{number:02d} Chan")

    names = [hit.name for hit in search_customers(session, "chan", limit=5)]

    assert names == [f"A{number:02d} Chan" for number in range(1, 6)]


def test_a_very_long_text_finds_nobody_and_breaks_nothing(session: Session, bank: TrialBank) -> None:
    bank.grace()

    assert search_customers(session, "grace " * 500 + "x" * 5000) == search_customers(session, "grace")


def test_marks_alone_find_nobody(session: Session, bank: TrialBank) -> None:
    bank.customer("1", name_latin="Chan Tai Man")

    assert search_customers(session, "__", limit=5) == []


def test_chinese_in_the_column_of_latin_names_is_found_in_either_script(session: Session, bank: TrialBank) -> None:
    customer = bank.customer("1", name_latin="何詩詠", name_chinese="")

    for text in ("何詩詠", "何诗咏"):
        assert [hit.customer_id for hit in search_customers(session, text, limit=5)] == [customer]

"""A name with one typing error in it is found."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from agent_desktop.records.customers import search
from agent_desktop.records.customers.models import SearchWordRow
from agent_desktop.records.customers.search import search_customers
from agent_desktop.records.customers.typing_errors import is_one_error_apart, near_hashes
from tests.records.trial import TrialBank

LETTERS = "abcdefghijklmnopqrstuvwxyz"
GRACE = "Ms Grace Ho Wing Sze"

WAYS = ("ho wing sze", "wing sze ho", "grace ho wing sze", "heyongshi", "he yongshi", "he yong shi", "yongshi he")
"""Ways to spell one name: as stored, with the family name last, by its pinyin."""


def with_error(text: str, kind: int, place: int, letter: str) -> str:
    """Return `text` with a letter too many, missing or wrong at `place`, or two that changed places."""
    place %= len(text)
    before, after = text[:place], text[place:]
    match kind:
        case 0:
            return before + letter + after
        case 1:
            return before + after[1:]
        case 2:
            return before + letter + after[1:]
        case _:
            return before + after[1:2] + after[:1] + after[2:]


errors = st.builds(
    with_error, st.sampled_from(WAYS), st.integers(0, 3), st.integers(0, 30), st.sampled_from(list(LETTERS))
)


@given(errors)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_one_error_in_any_spelling_of_a_name_still_finds_it(crowd: Session, typed: str) -> None:
    assert GRACE in [hit.name for hit in search_customers(crowd, typed)]


@pytest.fixture
def crowd(session: Session, bank: TrialBank, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A bank in which all of her words are common, and some names are hers but for a letter."""
    monkeypatch.setattr(search, "FEW", 4)
    bank.customer("88002086", title="Ms", name_latin="Grace Ho Wing Sze", name_chinese="何詠詩")
    for number, (given_name, characters) in enumerate(
        [("Wing Yi", "詠怡"), ("Wing Man", "詠文"), ("Sze Wai", "詩慧"), ("Sze Nga", "詩雅"), ("Wing Sum", "詠心")]
    ):
        bank.customer(f"3000000{number}", name_latin=f"Grace Ho {given_name}", name_chinese=f"何{characters}")
        bank.customer(f"4000000{number}", name_latin=f"Amy Hui {given_name}", name_chinese=f"許{characters}")
    session.flush()
    return session


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("grace ho", "name"), ("grcae ho", "similar"), ("wimg sze", "similar"), ("ho wing szr", "similar")],
)
def test_a_hit_says_whether_it_fits_but_for_an_error(crowd: Session, typed: str, reason: str) -> None:
    hit = next(hit for hit in search_customers(crowd, typed) if hit.name == GRACE)

    assert hit.matched == reason


def test_who_fits_as_typed_comes_before_who_fits_but_for_an_error(session: Session, bank: TrialBank) -> None:
    bank.customer("1001", name_latin="Ho Wing Sze")
    bank.customer("1002", name_latin="Hu Wing Sze")

    found = [(hit.name, hit.matched) for hit in search_customers(session, "hu wing sze")]

    assert found == [("Hu Wing Sze", "name"), ("Ho Wing Sze", "similar")]


def test_where_enough_fit_as_typed_nobody_else_is_sought(session: Session, bank: TrialBank) -> None:
    for number in range(search.ENOUGH):
        bank.customer(f"100{number}", name_latin=f"Wing Chan{number}")
    bank.customer("2001", name_latin="Ming Chan")

    assert {hit.matched for hit in search_customers(session, "wing")} == {"name"}


@pytest.mark.parametrize("typed", ["hi", "gro", "8800208", "zzzz", "何詠師"])
def test_short_words_numbers_and_chinese_are_not_guessed_at(session: Session, bank: TrialBank, typed: str) -> None:
    bank.customer("88002086", name_latin="Ho Gra", name_chinese="何詠文")

    assert [hit for hit in search_customers(session, typed) if hit.matched == "similar"] == []


def test_a_merged_persons_accounts_are_one_hit_with_an_error_too(session: Session, bank: TrialBank) -> None:
    first = bank.customer("1001", name_latin="Grace Ho Wing Sze")
    second = bank.customer("1002", name_latin="Ho Wing Sze")
    for account in (first, second):
        session.execute(
            sa.text("INSERT INTO merged_accounts (customer_id, lead_id, merged_at) VALUES (:account, :lead, now())"),
            {"account": account, "lead": first},
        )

    assert [hit.customer_id for hit in search_customers(session, "ho wnig sze")] == [first]


WORDS = st.text(LETTERS, min_size=2, max_size=12)


@given(WORDS, st.integers(0, 3), st.integers(0, 12), st.sampled_from(list(LETTERS)))
def test_words_one_error_apart_are_told_so_and_share_a_hash(word: str, kind: int, place: int, letter: str) -> None:
    typed = with_error(word, kind, place, letter)

    assert is_one_error_apart(typed, word) == (typed != word)
    assert set(near_hashes(typed)) & set(near_hashes(word))


@given(WORDS, WORDS)
def test_an_error_is_the_same_seen_from_either_word(one: str, other: str) -> None:
    assert is_one_error_apart(one, other) == is_one_error_apart(other, one)


@pytest.mark.parametrize(("typed", "meant"), [("wngi", "wing"), ("grce", "graces"), ("ho", "ho"), ("abcd", "dcba")])
def test_two_errors_or_none_are_not_one(typed: str, meant: str) -> None:
    assert not is_one_error_apart(typed, meant)


def test_words_are_kept_for_the_names_of_the_bank(crowd: Session) -> None:
    words = set(crowd.scalars(sa.select(SearchWordRow.word)))

    assert {"grace", "wingsze", "howingsze", "heyongshi", "shi"} <= words

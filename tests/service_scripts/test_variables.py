"""Variables are filled, fall back, or are seen to be missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.service_scripts.variables import Piece, fill, fill_plain, has_stray_braces, variables_in

FACTS = {"customer_name": {"en": "Ms Ho", "zh": "何女士"}, "card_ending": {"en": "4417", "zh": "4417"}}


def test_each_variable_is_a_piece_of_its_own() -> None:
    pieces = fill({"en": "{{customer_name}}, your card ending {{card_ending}}."}, FACTS, "en")

    assert pieces == [
        Piece("Ms Ho", is_variable=True),
        Piece(", your card ending "),
        Piece("4417", is_variable=True),
        Piece("."),
    ]


def test_a_text_takes_the_facts_of_its_language() -> None:
    text = {"en": "Hello {{customer_name}}", "zh": "{{customer_name}}您好"}

    assert fill_plain(text, FACTS, "zh") == "何女士您好"


def test_a_text_without_a_language_is_read_in_english() -> None:
    assert fill_plain({"en": "Hello {{customer_name}}"}, FACTS, "zh") == "Hello 何女士"


@pytest.mark.parametrize(
    ("facts", "defaults", "shown"),
    [
        (FACTS, {"customer_name": {"en": "customer"}}, "Ms Ho"),
        ({}, {"customer_name": {"en": "customer"}}, "you"),
        ({"customer_name": {"en": ""}}, {}, "you"),
    ],
)
def test_a_fact_goes_before_the_fallback(
    facts: dict[str, dict[str, str]], defaults: dict[str, dict[str, str]], shown: str
) -> None:
    assert fill_plain({"en": "{{customer_name|you}}"}, facts, "en", defaults) == shown


def test_without_a_fallback_the_script_has_its_own_word() -> None:
    assert fill_plain({"en": "{{bank_name}}"}, {}, "en", {"bank_name": {"en": "our bank"}}) == "our bank"


def test_a_missing_value_is_seen() -> None:
    assert fill({"en": "{{last_transaction_amount}}"}, {}, "en") == [
        Piece("[last transaction amount]", is_variable=True, is_missing=True)
    ]


def test_an_empty_fallback_leaves_nothing() -> None:
    assert fill_plain({"en": "Good day{{customer_name|}}."}, {}, "en") == "Good day."


def test_a_value_that_looks_like_a_variable_stays_text() -> None:
    assert fill_plain({"en": "{{customer_name}}"}, {"customer_name": {"en": "{{card_ending}}"}}, "en") == (
        "{{card_ending}}"
    )


def test_variables_are_listed_in_order() -> None:
    assert [(found.name, found.fallback) for found in variables_in("{{ one }} {{two|2}}")] == [
        ("one", None),
        ("two", "2"),
    ]


@pytest.mark.parametrize("text", ["{{Customer}}", "{{a b}}", "{{a", "a}}", "{{a|b|c}}"])
def test_a_slip_of_the_pen_is_noticed(text: str) -> None:
    assert has_stray_braces(text)


@given(st.text())
def test_a_text_without_variables_stays_as_it_is(text: str) -> None:
    if "{{" not in text:
        assert fill_plain({"en": text}, FACTS, "en") == text

"""A masked value shows what it may and nothing of the rest."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agent_desktop.records.customers.masking import (
    DOT,
    ending_of,
    is_hkid,
    is_mainland_id,
    mask_address,
    mask_customer_number,
    mask_document,
    mask_email,
    mask_number,
    mask_phone,
)
from agent_desktop.records.customers.numbers import international

DIGITS = st.text(string.digits, min_size=1, max_size=19)


@pytest.mark.parametrize(
    ("mask", "value", "masked"),
    [
        (mask_customer_number, "8800 2086", "•••• •••• 2086"),
        (mask_customer_number, "", ""),
        (mask_number, "012-345-0382", "•••• 0382"),
        (mask_number, "11382", "•••• 82"),
        (mask_number, "7", "••••"),
        (mask_document, "Z123453(6)", "Z•••••3(•)"),
        (mask_document, "z1234536", "Z•••••3(•)"),
        (mask_document, "WX123456(7)", "W••••••6(•)"),
        (mask_document, "44010119900101123x", "44••••••••••••••3X"),
        (mask_document, "K12345678", "K••••••8"),
        (mask_document, "K1", "••••••"),
        (mask_document, "", ""),
        (mask_phone, "+85261234182", "+852 6••• 4182"),
        (mask_phone, "+8613812345521", "+86 138 •••• 5521"),
        (mask_phone, "no number", "••••••••"),
        (mask_phone, "", ""),
        (mask_email, "grace@example.com.hk", "g•••••@•••••.hk"),
        (mask_email, "grace@localhost", "g•••••@•••••"),
        (mask_email, "grace", "•••••"),
        (mask_email, "", ""),
        (mask_address, "Flat 5A, 12 Suffolk Road, Kowloon Tong", "••••, Kowloon Tong"),
        (mask_address, "香港，九龍塘，沙福道十二號，九龍塘", "••••, 九龍塘"),
        (mask_address, "12 Suffolk Road", "••••"),
        (mask_address, "Suffolk Road, Flat 5", "••••"),
        (mask_address, "", ""),
    ],
)
def test_each_kind_of_value_has_its_mask(mask, value: str, masked: str) -> None:  # type: ignore[no-untyped-def]
    assert mask(value) == masked


def test_documents_are_told_apart() -> None:
    assert is_hkid("Z123453(6)")
    assert not is_hkid("44010119900101123X")
    assert is_mainland_id("44010119900101123X")
    assert not is_mainland_id("Z123453(6)")


@given(DIGITS)
def test_a_number_shows_its_ending_alone(number: str) -> None:
    shown = "".join(mark for mark in mask_customer_number(number) if mark.isdigit())

    assert number.endswith(shown)
    assert len(shown) <= 4
    assert len(shown) * 2 <= len(number)
    assert mask_number(number).replace(DOT, "").strip() == shown == ending_of(number)


@given(DIGITS, DIGITS)
def test_two_numbers_of_one_ending_look_alike(first: str, second: str) -> None:
    ending = "4417"
    assume(len(first) >= 4 and len(second) >= 4)

    assert mask_number(first + ending) == mask_number(second + ending)
    assert mask_customer_number(first + ending) == mask_customer_number(second + ending)


@given(st.from_regex(r"[4-9][0-9]{7}", fullmatch=True))
def test_a_hong_kong_mobile_shows_one_and_four_digits(national: str) -> None:
    number = f"+852{national}"
    assume(international(number) == f"+852 {national[:4]} {national[4:]}")

    assert mask_phone(number) == f"+852 {national[0]}{DOT * 3} {national[4:]}"


@given(st.from_regex(r"\+[1-9][0-9]{4,14}", fullmatch=True))
def test_a_masked_phone_hides_at_its_places_and_changes_nothing_else(number: str) -> None:
    masked, clear = mask_phone(number), international(number)

    if masked == DOT * 8:
        return  # no number of any country
    assert len(masked) == len(clear)
    assert all(mark in (DOT, other) for mark, other in zip(masked, clear, strict=True))
    national = masked.partition(" ")[2]
    shown = sum(mark.isdigit() for mark in national)
    hidden = national.count(DOT)
    assert shown <= 7
    assert hidden >= min(3, hidden + shown)


@given(st.from_regex(r"[A-Z]{1,2}[0-9]{6}\([0-9A]\)", fullmatch=True), st.from_regex(r"[0-9]{5}", fullmatch=True))
def test_two_identity_cards_of_the_same_ends_look_alike(document: str, middle: str) -> None:
    letters = document[: -len("000000(0)")]
    other = f"{letters}{middle}{document[-4]}(0)"

    assert mask_document(document) == mask_document(other)


@given(st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True), st.from_regex(r"[0-9]{14}", fullmatch=True))
def test_two_mainland_cards_of_the_same_ends_look_alike(document: str, middle: str) -> None:
    assert mask_document(document) == mask_document(document[:2] + middle + document[-2:])


@given(st.text(min_size=1))
def test_any_document_shows_two_characters_at_most(document: str) -> None:
    assume(not is_hkid(document) and not is_mainland_id(document))

    assert len(mask_document(document).replace(DOT, "")) <= 2


@given(st.emails(), st.emails())
def test_two_addresses_of_the_same_ends_look_alike(first: str, second: str) -> None:
    other = first[0] + second[1:].partition("@")[0] + "@example." + first.rpartition(".")[2]

    if mask_email(first)[-1] != DOT:
        assert mask_email(first) == mask_email(other)


@given(st.text())
def test_an_address_shows_its_last_part_alone(address: str) -> None:
    masked = mask_address(address)

    assert masked == "" or masked.startswith(DOT * 4)
    assert not any(mark.isdigit() for mark in masked)

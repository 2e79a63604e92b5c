"""Telephone numbers become E.164 or nothing."""

import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent_desktop.records.customers.numbers import country_of, international, normalise

REGIONS = st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6123 4182", "+85261234182"),
        ("+852-6123-4182", "+85261234182"),
        ("００８５２６１２３４１８２", None),  # 00 is not dialled from Hong Kong
        ("001 86 138 1234 5521", "+8613812345521"),
        ("+86 138 1234 5521", "+8613812345521"),
        ("６１２３４１８２", "+85261234182"),
        ("6123 4182 ext. 12", "+85261234182"),
        ("anonymous", None),
        ("+852 123", None),
        ("", None),
    ],
)
def test_a_number_is_normalised_as_dialled_in_its_region(text: str, number: str | None) -> None:
    assert normalise(text, "HK") == number


@given(st.text(), REGIONS)
def test_any_text_gives_e164_or_nothing(text: str, region: str) -> None:
    number = normalise(text, region)

    assert number is None or re.fullmatch(r"\+[1-9][0-9]{3,14}", number)


@given(st.text(alphabet="+0123456789 -()ext.", max_size=25), REGIONS)
def test_normalising_twice_changes_nothing(text: str, region: str) -> None:
    number = normalise(text, region)

    if number is not None:
        assert normalise(number, region) == number
        assert normalise(number, "HK") == number


@given(
    REGIONS, st.sampled_from(list(phonenumbers.PhoneNumberFormat.__dict__.values())).filter(lambda f: f in {0, 1, 2})
)
def test_however_it_is_written_it_is_one_number(region: str, written: int) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if example is None:
        return
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)

    assert normalise(phonenumbers.format_number(example, written), region) == e164


def test_a_number_is_written_for_people_and_says_its_country() -> None:
    assert international("+85261234182") == "+852 6123 4182"
    assert international("+85299990000") == "+852 9999 0000"
    assert international("not a number") == "not a number"
    assert country_of("+8613812345521") == "CN"
    assert country_of("+80012345678") == ""
    assert country_of("") == ""

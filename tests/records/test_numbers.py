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
        ("００８５２６１２３４１８２", "+85261234182"),  # 00 is not dialled from Hong Kong, and still written
        ("00 (44) 20 7946 0958", "+442079460958"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("6123/4182", "+85261234182"),
        ("2345 6789 内线 12", "+85223456789"),
        ("2345 6789，轉１２", "+85223456789"),
        ("00", None),
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


@st.composite
def _written(draw: st.DrawFn) -> tuple[str, str, str]:
    """A number as somebody may have written it, where that is dialled from, and the number in E.164."""
    region = draw(REGIONS)
    kinds = st.sampled_from((phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE))
    example = phonenumbers.example_number_for_type(region, draw(kinds)) or phonenumbers.example_number("HK")
    assert example is not None
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    code, digits = str(example.country_code), e164[1 + len(str(example.country_code)) :]
    marks = st.sampled_from(("", " ", "-", ".", "/", " / ", "  ", "‑"))
    gaps = draw(st.lists(marks, min_size=len(digits), max_size=len(digits)))
    national = "".join(gap + digit for gap, digit in zip(gaps, digits, strict=True))
    start = draw(st.sampled_from(("+", "00", "00 ", " +")))
    extension = draw(st.sampled_from(("", " ext. 12", " x12", ";ext=12", " 内线12", " 轉 12")))
    text = start + code + " " + national + extension
    if draw(st.booleans()):
        text = text.translate({**{ord("0") + each: "０１２３４５６７８９"[each] for each in range(10)}, ord("+"): "＋"})
    return text, draw(st.sampled_from(("GB", "DE", "CN", "FR"))), e164  # each dials abroad with 00


@given(_written())
def test_gaps_slashes_double_nought_extensions_and_wide_digits_change_no_number(case: tuple[str, str, str]) -> None:
    text, region, e164 = case

    assert normalise(text, region) == e164


def test_a_number_is_written_for_people_and_says_its_country() -> None:
    assert international("+85261234182") == "+852 6123 4182"
    assert international("+85299990000") == "+852 9999 0000"
    assert international("not a number") == "not a number"
    assert country_of("+8613812345521") == "CN"
    assert country_of("+80012345678") == ""
    assert country_of("") == ""

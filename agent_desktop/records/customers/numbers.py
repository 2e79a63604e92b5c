"""Telephone numbers: E.164 from the edge inward."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from agent_desktop.contract.base import LocalText
from agent_desktop.records.formatting import both

_E164_LONGEST: Final = 15
_GROUPED_FROM: Final = 7
_EXTENSION: Final = re.compile(r"[\s,，]*(?:内线|內線|分机|分機|转|轉)[\s:：]*[0-9]+\s*$")
"""As it is written in Chinese; `phonenumbers` knows the others."""
_KINDS: Final[Mapping[str, LocalText]] = {
    "mobile": both("Mobile", "手机"),
    "home": both("Home", "住宅"),
    "work": both("Work", "办公"),
}
_OTHER_KIND: Final = both("Other number", "其他号码")
_ABROAD: Final = re.compile(r"[\s(]*00(?=[\s./()-]*[1-9])")


@lru_cache(maxsize=256)  # one caller's number is looked at from several sides, one after the other
def normalise(text: str, region: str) -> str | None:
    """Return `text` as E.164, or None where it cannot be a telephone number.

    `region` (ISO 3166, such as ``HK``) is where a number without a country code is dialled. A number counts
    when its length is possible for its country; whether it is in service nobody here can know. An extension is left
    out. `00` stands for the plus wherever the region's own way of dialling makes nothing of it.
    """
    plain = _EXTENSION.sub("", unicodedata.normalize("NFKC", text))
    number = _possible(plain, None if plain.startswith("+") else region)
    if number is None and (abroad := _ABROAD.match(plain)) is not None:
        number = _possible("+" + plain[abroad.end() :], None)
    return number


def _possible(text: str, region: str | None) -> str | None:
    number = _parsed(text, region)
    if number is None:
        return None
    number.extension = None
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    shown = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return shown if 4 <= len(shown) - 1 <= _E164_LONGEST and shown[1] != "0" else None


@lru_cache(maxsize=256)
def international(number: str) -> str:
    """Return an E.164 number as people write it, ``+852 6123 4182``; `number` itself where it is none."""
    parsed = _parsed(number, None)
    if parsed is None:
        return number
    shown = phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL)
    code, _, national = shown.partition(" ")
    if national.isdigit() and len(national) >= _GROUPED_FROM:
        # A number that no country gives out has no grouping of its own.
        return f"{code} {national[:-4]} {national[-4:]}"
    return shown


def country_of(number: str) -> str:
    """Return the ISO 3166 country of an E.164 number, or empty."""
    parsed = _parsed(number, None)
    if parsed is None:
        return ""
    region = phonenumbers.region_code_for_number(parsed)
    if region is None:
        region = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    return region if region and region.isalpha() else ""


def calling_code_of(number: str) -> str:
    """Return the calling code of an E.164 number, ``852``, or empty where it is none."""
    parsed = _parsed(number, None)
    return str(parsed.country_code) if parsed is not None and parsed.country_code else ""


@lru_cache(maxsize=256)  # one caller's number is looked at from several sides, one after the other
def _parsed(text: str, region: str | None) -> PhoneNumber | None:
    try:
        return phonenumbers.parse(text, region)
    except NumberParseException:
        return None


def kind_label(kind: str) -> LocalText:
    """Return what a customer's number of this kind is called."""
    return _KINDS.get(kind, _OTHER_KIND)

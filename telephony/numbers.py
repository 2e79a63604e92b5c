"""Telephone numbers at the edge: E.164 from here inward."""

from functools import lru_cache

import phonenumbers


@lru_cache(maxsize=256)  # a caller calls again, and many call the same number
def to_e164(text: str, region: str) -> str:
    """Return the number as E.164, or empty where `text` is no possible number (withheld, a name, nonsense).

    `region` is the ISO country code that reads a number without a country code.
    """
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def masked(number: str) -> str:
    """Return a number (E.164) of which only the first and the last digits are shown; empty stays so."""
    return f"{number[:4]}{'•' * max(0, len(number) - 7)}{number[-3:]}" if len(number) > 7 else "•" * len(number)

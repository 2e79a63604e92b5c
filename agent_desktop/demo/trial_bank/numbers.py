"""Numbers that look right and lead back to whom they were made for. All are made up; nobody should ever dial one.

Each kind of number is a permutation of the customers, so no two customers get the same by chance.
"""

from typing import Final

CUSTOMERS_LIMIT: Final = 5_000_000

_LINES: Final = 1_000_000  # telephone lines behind a prefix of two digits
_NUMBERS: Final = 1_000_000_000  # customer numbers
_STRIDE: Final = 716_151_817  # does not end in 5 or an even digit: it permutes each of these ranges
_SHIFT: Final = 271_828_183
_CARD_SHIFT: Final = 577_215_664

# Two digits after which `phonenumbers` takes any six.
_HONG_KONG_MOBILES: Final = ("61", "63", "69", "94", "97")
_HONG_KONG_FIXED: Final = ("24", "25", "26", "27", "28")
_MAINLAND_MOBILE: Final = "+86199"  # any eight digits follow
_MAINLAND_FIXED: Final = "+86755"

_HKID_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2)
_MAINLAND_ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def customer_number(seed: int, index: int) -> str:
    """Return twelve digits: 88, nine digits, a check digit."""
    body = f"88{(index * _STRIDE + _SHIFT * (seed + 1)) % _NUMBERS:09d}"
    return body + luhn_digit(body)


def index_of(seed: int, number: str) -> int | None:
    """Return whose number it is; None for one that is no customer number of this bank."""
    if len(number) != 12 or not number.isdecimal() or not number.startswith("88"):
        return None
    if luhn_digit(number[:-1]) != number[-1]:
        return None
    index = (int(number[2:11]) - _SHIFT * (seed + 1)) * pow(_STRIDE, -1, _NUMBERS) % _NUMBERS
    return index if index < CUSTOMERS_LIMIT else None


def luhn_digit(digits: str) -> str:
    """Return the check digit of `digits` by the Luhn formula (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def hong_kong_mobile(index: int) -> str:
    """Return +852 and eight digits, E.164."""
    return "+852" + _line(_HONG_KONG_MOBILES, index)


def hong_kong_fixed(index: int) -> str:
    """Return +852 and eight digits of a fixed line, E.164."""
    return "+852" + _line(_HONG_KONG_FIXED, index)


def mainland_mobile(index: int) -> str:
    """Return +86 and eleven digits, E.164."""
    return f"{_MAINLAND_MOBILE}{(index * _STRIDE + 31_415_926) % 100_000_000:08d}"


def mainland_fixed(index: int) -> str:
    """Return +86 755 and eight digits of a fixed line, E.164."""
    return f"{_MAINLAND_FIXED}8{(index * _STRIDE + 2_718_281) % 10_000_000:07d}"


def hkid(serial: int) -> str:
    """Return the form of a Hong Kong identity card with its check digit, behind the letter Q, which is not issued.

    The check digit: nine characters with weights 9 to 1 add up to a multiple of 11; a lone letter is preceded by a
    blank that counts 36, A counts 10.
    """
    digits = f"{serial % 1_000_000:06d}"
    total = 36 * 9 + (ord("Q") - ord("A") + 10) * _HKID_WEIGHTS[0]
    total += sum(int(digit) * weight for digit, weight in zip(digits, _HKID_WEIGHTS[1:], strict=True))
    check = -total % 11
    return f"Q{digits}({'A' if check == 10 else check})"


def mainland_id(birth: str, serial: int) -> str:
    """Return the form of a mainland identity number for someone born on `birth` (YYYYMMDD).

    Its region 990000 does not exist. The last character is the check of ISO 7064, MOD 11-2 (GB 11643).
    """
    body = f"990000{birth}{serial % 1_000:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, _MAINLAND_ID_WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def card_number(index: int, place: int, *, debit: bool) -> str:
    """Return sixteen digits with a Luhn check digit behind 9999, which no card scheme uses."""
    body = f"9999{2 if debit else 6}{(index * _STRIDE + _CARD_SHIFT) % _NUMBERS:09d}{place % 10}"
    return body + luhn_digit(body)


def owner_of_card(number: str) -> int | None:
    """Return whose card it is; None for one that is no card of this bank."""
    if len(number) != 16 or not number.isdecimal() or luhn_digit(number[:-1]) != number[-1]:
        return None
    index = (int(number[5:14]) - _CARD_SHIFT) * pow(_STRIDE, -1, _NUMBERS) % _NUMBERS
    return index if index < CUSTOMERS_LIMIT else None


def account_number(prefix: str, index: int, place: int) -> str:
    """Return an account's number: the prefix of its system, nine digits, two for its place."""
    return f"{prefix}{(index * _STRIDE + 141_421_356) % _NUMBERS:09d}{place % 100:02d}"


def _line(prefixes: tuple[str, ...], index: int) -> str:
    prefix, line = divmod((index * _STRIDE + 3_141_592) % (_LINES * len(prefixes)), _LINES)
    return f"{prefixes[prefix]}{line:06d}"

"""The masked form of every value that identifies a customer.

A masked value depends only on the characters it shows and on the kind of value: two values that differ in hidden
characters alone look the same. Hidden characters are drawn as U+2022.
"""

import re
import unicodedata
from typing import Final

from agent_desktop.records.customers.folding import fold_number
from agent_desktop.records.customers.numbers import calling_code_of, international

DOT: Final = "\u2022"
_DOTS: Final = DOT * 4

_HKID: Final = re.compile(r"([A-Z]{1,2})([0-9]{6})\(?([0-9A])\)?")
_MAINLAND_ID: Final = re.compile(r"[0-9]{17}[0-9X]")


def ending_of(number: str) -> str:
    """Return the last characters of an account, card or customer number that may be shown and said.

    Four of a number of eight or more, half of a shorter one.
    """
    bare = fold_number(number).upper()
    return bare[-_shown(len(bare)) :] if len(bare) > 1 else ""


def mask_number(number: str) -> str:
    """Return the ending of an account or card number: ``•••• 0382``; empty stays empty."""
    return f"{_DOTS} {ending_of(number)}".strip() if number.strip() else ""


def mask_customer_number(number: str) -> str:
    """Return the ending of a customer number: ``•••• •••• 2086``; empty stays empty."""
    return f"{_DOTS} {_DOTS} {ending_of(number)}".strip() if number.strip() else ""


def mask_document(number: str) -> str:
    """Return an identity document's number: ``Z•••••3(•)``, ``44••••••••••••••1X``, others first and last only."""
    bare = _plain(number).upper()
    if hkid := _HKID.fullmatch(bare):
        letters, digits, _ = hkid.groups()
        return f"{letters[0]}{DOT * (len(letters) + 4)}{digits[-1]}({DOT})"
    if _MAINLAND_ID.fullmatch(bare):
        return f"{bare[:2]}{DOT * 14}{bare[-2:]}"
    if not bare:
        return ""
    # The number of dots is fixed: the length of an unknown kind of document is nobody's business.
    return f"{bare[0]}{DOT * 6}{bare[-1]}" if len(bare) >= 6 else DOT * 6


def is_hkid(number: str) -> bool:
    """Say whether `number` looks like a Hong Kong identity card's."""
    return _HKID.fullmatch(_plain(number).upper()) is not None


def is_mainland_id(number: str) -> bool:
    """Say whether `number` looks like a mainland resident identity card's."""
    return _MAINLAND_ID.fullmatch(_plain(number).upper()) is not None


def mask_phone(number: str) -> str:
    """Return an E.164 number with its middle hidden: ``+852 6••• 4182``, ``+86 138 •••• 5521``.

    Shown are the country code, the last four digits and the first (of eleven or more: the first three); of a
    number of fewer than eight digits the last two, of fewer than five none.
    """
    code = calling_code_of(number)
    if not code:
        return DOT * 8 if number.strip() else ""
    _, _, national = international(number).partition(" ")
    count = sum(mark.isdigit() for mark in national)
    first, last = (3, 4) if count >= 11 else (1, 4) if count >= 8 else (0, 2) if count >= 5 else (0, 0)
    shown: list[str] = []
    place = 0
    for mark in national:
        if mark.isdigit():
            shown.append(mark if place < first or place >= count - last else DOT)
            place += 1
        else:
            shown.append(mark)
    return f"+{code} {''.join(shown)}"


def mask_email(address: str) -> str:
    """Return an e-mail address with its first letter and its top domain only: ``g•••••@•••••.hk``."""
    local, at, domain = _plain(address).partition("@")
    if not at or not local:
        return DOT * 5 if address.strip() else ""
    name, dot, top = domain.rpartition(".")
    ending = f".{top}" if dot and name and top.isalpha() else ""
    return f"{local[0]}{DOT * 5}@{DOT * 5}{ending}"


def mask_address(address: str) -> str:
    """Return a postal address with its district only: ``••••, Kowloon Tong``; all hidden where none can be told."""
    parts = [part.strip() for part in re.split("[,，、\n]", unicodedata.normalize("NFC", address))]
    parts = [part for part in parts if part]
    if not parts:
        return ""
    district = parts[-1]
    if len(parts) < 2 or any(mark.isdigit() for mark in district):
        return _DOTS
    return f"{_DOTS}, {district}"


def _shown(length: int) -> int:
    return 4 if length >= 8 else length // 2


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())

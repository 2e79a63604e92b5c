"""The mistakes people make when they write down what they hear or read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from agent_desktop.demo.trial_bank.draw import Draw

_NEIGHBOURS: Final = {
    "a": "qsz", "b": "vgn", "c": "xvd", "d": "sfe", "e": "wrd", "f": "dgr", "g": "fht", "h": "gjy", "i": "uok",
    "j": "hku", "k": "jli", "l": "kop", "m": "nj", "n": "bmh", "o": "ipl", "p": "ol", "q": "wa", "r": "etf",
    "s": "adw", "t": "ryg", "u": "yij", "v": "cbf", "w": "qes", "x": "zcs", "y": "tuh", "z": "xas",
}  # fmt: skip
_LOOK_ALIKE: Final = {
    "詩": "時", "詠": "泳", "敏": "閔", "欣": "昕", "怡": "宜", "珊": "姍", "玲": "鈴",
    "芳": "方", "美": "媚", "慧": "惠", "佩": "珮", "偉": "瑋", "俊": "峻", "健": "建",
    "明": "銘", "志": "誌", "輝": "暉", "傑": "杰", "浩": "皓", "家": "嘉", "婷": "庭",
    "静": "靖", "伟": "玮", "磊": "雷", "涛": "韬", "杰": "捷", "勇": "永", "琳": "林",
    "晴": "情", "心": "芯",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SlipRates:
    """How often each thing happens, as shares of all records of the second systems, or of all customers.

    `wrong_*`: a slip in writing it down. `other_*`: rightly written, but another one by now. `without_*`: left empty
    beyond what a system never asks for. `other_romanisation`: spelled by the other system of romanisation.
    """

    customers_with: float
    twins: float
    other_order: float
    other_romanisation: float
    other_spelling: float
    wrong_name: float
    wrong_character: float
    wrong_birth: float
    wrong_document: float
    wrong_mobile: float
    wrong_gender: float
    other_mobile: float
    other_address: float
    other_email: float
    shared_mobile: float
    without: float


RATES: Final[Mapping[str, SlipRates]] = MappingProxyType(
    {
        "light": SlipRates(
            customers_with=0.35,
            twins=0.01,
            other_order=0.45,
            other_romanisation=0.12,
            other_spelling=0.10,
            wrong_name=0.03,
            wrong_character=0.02,
            wrong_birth=0.02,
            wrong_document=0.02,
            wrong_mobile=0.02,
            wrong_gender=0.01,
            other_mobile=0.12,
            other_address=0.20,
            other_email=0.15,
            shared_mobile=0.03,
            without=0.10,
        ),
        "heavy": SlipRates(
            customers_with=0.30,
            twins=0.02,
            other_order=0.60,
            other_romanisation=0.20,
            other_spelling=0.15,
            wrong_name=0.06,
            wrong_character=0.04,
            wrong_birth=0.04,
            wrong_document=0.05,
            wrong_mobile=0.04,
            wrong_gender=0.02,
            other_mobile=0.20,
            other_address=0.30,
            other_email=0.25,
            shared_mobile=0.05,
            without=0.15,
        ),
    }
)
"""``light`` is what the linker was tuned on; what it is worth is measured on ``heavy``, and on another seed."""


def mistyped(draw: Draw, text: str) -> str:
    """Return `text` with one slip: a neighbouring key, two letters exchanged, one left out or one twice."""
    places = [place for place, mark in enumerate(text) if mark.isalpha() and mark.isascii()]
    if len(places) < 4:
        return text
    place = places[1 + draw.below(len(places) - 1)]
    mark = text[place]
    match draw.below(4):
        case 0:
            other = draw.one_of(_NEIGHBOURS[mark.lower()])
            return text[:place] + (other.upper() if mark.isupper() else other) + text[place + 1 :]
        case 1 if text[place - 1].isalpha():
            return text[: place - 1] + mark + text[place - 1] + text[place + 1 :]
        case 2:
            return text[:place] + text[place + 1 :]
        case _:
            return text[:place] + mark + text[place:]


def misread(draw: Draw, chinese: str) -> str:
    """Return the name with a character that sounds or looks alike, or with the given name's two exchanged."""
    places = [place for place, mark in enumerate(chinese) if place and mark in _LOOK_ALIKE]
    if places and draw.chance(0.7):
        place = draw.one_of(places)
        return chinese[:place] + _LOOK_ALIKE[chinese[place]] + chinese[place + 1 :]
    return chinese[:1] + chinese[1:][::-1]


def other_digit(draw: Draw, number: str) -> str:
    """Return the number with one digit wrong or two next to each other exchanged, never the first three."""
    places = [place for place, mark in enumerate(number) if mark.isdecimal()][3:]
    place = draw.one_of(places)
    if draw.chance(0.4) and number[place - 1].isdecimal() and number[place - 1] != number[place] and place != places[0]:
        return number[: place - 1] + number[place] + number[place - 1] + number[place + 1 :]
    digit = str((int(number[place]) + 1 + draw.below(9)) % 10)
    return number[:place] + digit + number[place + 1 :]


def wrong_day(draw: Draw, born: date) -> date:
    """Return the date with day and month exchanged where that can be, else another day, month or year."""
    if born.day <= 12 and born.day != born.month and draw.chance(0.5):
        return born.replace(month=born.day, day=born.month)
    match draw.below(3):
        case 0:
            return born.replace(day=1 + (born.day + draw.between(1, 26)) % 28)
        case 1:
            return born.replace(month=1 + (born.month + draw.below(10)) % 12, day=min(born.day, 28))
        case _:
            return born.replace(year=born.year + draw.one_of((-10, -1, 1, 10)), day=min(born.day, 28))

"""The forms of a name or number that a customer is found and sorted by.

Keys and search texts are folded alike, so that a search is a prefix scan: full-width letters become half-width,
accents and case go. Chinese is found by its characters (in their simplified form, so that 何詩詠 and 何诗咏 are
one), its pinyin and its pinyin initials; an account, a phone or a customer number also by its ending, which is why
those keys are reversed.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from opencc import OpenCC
from pypinyin import lazy_pinyin

KEY_LIMIT: Final = 120
SORT_KEY_LIMIT: Final = 300

# Letters that Unicode does not take apart into a letter and an accent.
_LETTERS: Final = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})

# Surnames read otherwise than the same character inside a word (first: as a surname; all are keys).
_SURNAME_READINGS: Final = {
    "曾": ("zeng",),
    "單": ("shan",),
    "单": ("shan",),
    "解": ("xie",),
    "仇": ("qiu",),
    "查": ("zha",),
    "區": ("ou",),
    "区": ("ou",),
    "蓋": ("ge", "gai"),
    "盖": ("ge", "gai"),
    "樸": ("piao", "pu"),
    "朴": ("piao", "pu"),
    "任": ("ren",),
    "華": ("hua",),
    "华": ("hua",),
    "翟": ("zhai", "di"),
    "樂": ("yue", "le"),
    "乐": ("yue", "le"),
    "繆": ("miao",),
    "缪": ("miao",),
    "寧": ("ning",),
    "宁": ("ning",),
    "冼": ("xian",),
    "召": ("shao",),
    "尉遲": ("yu chi",),
    "尉迟": ("yu chi",),
    "長孫": ("zhang sun",),
    "长孙": ("zhang sun",),
    "萬俟": ("mo qi",),
    "万俟": ("mo qi",),
}


class SearchKey(NamedTuple):
    """One row of `customer_search_keys`: `kind` is name, pinyin, initials, number, number_end, account or phone."""

    kind: str
    key: str


def fold(text: str) -> str:
    """Return `text` without case, accents and width, its white space single and its ends bare."""
    if text.isascii():
        return " ".join(text.casefold().split())
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    bare = "".join(mark for mark in apart if not unicodedata.combining(mark))
    return " ".join(unicodedata.normalize("NFKC", bare).split())


def fold_number(text: str) -> str:
    """Return the letters and digits of an account or customer number, folded: ``"012-345 X"`` is ``012345x``."""
    return "".join(mark for mark in fold(text) if mark.isalnum())


def digits_of(text: str) -> str:
    """Return the digits of `text`, 0 to 9, whichever script or width they were typed in."""
    return "".join(str(unicodedata.digit(mark)) for mark in text if mark.isdecimal())


def words_of(text: str) -> list[str]:
    """Return the folded words of a name or search text; punctuation parts words, an apostrophe does not."""
    return re.findall(r"\w+", re.sub(r"['’`]", "", fold(text)))


def has_han(text: str) -> bool:
    """Say whether `text` holds a Chinese character."""
    return any("\u3400" <= mark <= "\u9fff" or "\uf900" <= mark <= "\ufaff" or mark >= "\U00020000" for mark in text)


@lru_cache(maxsize=1)
def simplified_forms() -> Mapping[str, str]:
    """Return the simplified form of every character that has another one, each by itself: a name is no phrase.

    From OpenCC's tables, Hong Kong's own forms too. Without the supplementary planes, which no name in use needs.
    """
    converter = OpenCC("hk2s")
    marks = (chr(code) for code in range(0x3400, 0xA000))
    forms = ((mark, converter.convert(mark)) for mark in marks)
    return MappingProxyType(
        {mark: form for mark, form in forms if form != mark and len(form) == 1 and ord(form) < 0x10000}
    )


def fold_han(text: str) -> str:
    """Return folded `text` with the simplified form of each Chinese character."""
    if text.isascii():
        return text
    forms = simplified_forms()
    return "".join(forms.get(mark, mark) for mark in text)


def pinyin_readings(name_chinese: str) -> list[list[str]]:
    """Return the syllables of a Chinese name in each way it may be read, the likeliest first."""
    name = "".join(fold(name_chinese).split())
    if not name:
        return []
    readings: list[list[str]] = []
    surname = name[:2] if name[:2] in _SURNAME_READINGS else name[:1]
    readings.extend(
        reading.split() + _syllables(name[len(surname) :]) for reading in _SURNAME_READINGS.get(surname, ())
    )
    plain = _syllables(name)
    if plain not in readings:
        readings.append(plain)
    return readings


def search_keys_of(
    *,
    name_latin: str = "",
    name_chinese: str = "",
    customer_number: str = "",
    account_numbers: Iterable[str] = (),
    phone_numbers: Iterable[str] = (),
) -> frozenset[SearchKey]:
    """Return every key a customer is found by.

    `phone_numbers` are E.164. `account_numbers` are the numbers of all holdings the customer reaches.
    """
    keys: set[SearchKey] = set()
    keys.update(_latin_keys(name_latin))
    keys.update(_chinese_keys(name_chinese))
    number = fold_number(customer_number)
    keys.update((SearchKey("number", number), SearchKey("number_end", number[::-1])))
    keys.update(SearchKey("account", fold_number(account)[::-1]) for account in account_numbers)
    keys.update(SearchKey("phone", digits_of(phone)[::-1]) for phone in phone_numbers)
    return frozenset(SearchKey(kind, key[:KEY_LIMIT]) for kind, key in keys if key)


def sort_key_of(*, name_latin: str = "", name_chinese: str = "") -> str:
    """Return what a customer is sorted by under COLLATE "C": pinyin where there is a Chinese name, else the name.

    A family name is last in a Latin name without a Chinese one only in some languages, so the order is as written.
    """
    readings = pinyin_readings(name_chinese)
    if readings:
        # The characters follow, so that two names of one sound keep one order.
        return f"{' '.join(readings[0])} {fold(name_chinese)} {fold(name_latin)}".strip()[:SORT_KEY_LIMIT]
    return fold(name_latin)[:SORT_KEY_LIMIT]


def _syllables(text: str) -> list[str]:
    return list(_known_syllables(text))


@lru_cache(maxsize=50_000)
def _known_syllables(text: str) -> tuple[str, ...]:
    # A million customers have few different given names.
    return tuple(syllable for part in lazy_pinyin(text) for syllable in fold(part).split())


def _latin_keys(name: str) -> Iterator[SearchKey]:
    words = [fold_han(word) for word in words_of(name)]  # some banks write Chinese here, too
    for word in words:
        yield SearchKey("name", word)
    if len(words) > 1:
        # Words next to each other are found at once, however many customers have each of them.
        for start in range(len(words) - 1):
            yield SearchKey("name", "".join(words[start:]))
        initials = "".join(word[0] for word in words)
        for start in range(len(initials) - 1):
            yield SearchKey("initials", initials[start:])


def _chinese_keys(name: str) -> Iterator[SearchKey]:
    characters = fold_han("".join(fold(name).split()))
    for start in range(len(characters)):
        yield SearchKey("name", characters[start:])
    for syllables in pinyin_readings(name):
        for start in range(len(syllables)):
            for spelled in _spellings(syllables[start:]):
                yield SearchKey("pinyin", spelled)
        initials = "".join(syllable[0] for syllable in syllables)
        for start in range(max(1, len(initials) - 1)):
            yield SearchKey("initials", initials[start:])


def _spellings(syllables: list[str]) -> set[str]:
    # The sound ü is typed as v by input methods and as u by people.
    joined = "".join(syllables)
    return {joined, joined.replace("v", "u")}

"""What is compared of each account: names, documents, dates, numbers and addresses in forms that can agree."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Final
from uuid import UUID

from agent_desktop.records.consolidation.documents import Document, document_of
from agent_desktop.records.consolidation.sounds import (
    as_cantonese,
    as_pinyin,
    can_be_chinese,
    cantonese_reading,
    han_of,
    mandarin_readings,
    toned,
)
from agent_desktop.records.consolidation.western import WESTERN_NAMES
from agent_desktop.records.customers.folding import fold, words_of

CROWD: Final = 12
"""A number, an address, an e-mail or a document that more accounts than this have says nothing about any two of them:
it is the bank's own, or what a system writes where it knows none."""

_MOST_KEYS: Final = 24
_TITLES: Final = frozenset(("mr", "mrs", "ms", "miss", "mdm", "madam", "dr", "prof", "sir"))
_FIRM_WORDS: Final = frozenset(
    ("limited", "ltd", "co", "company", "corporation", "corp", "inc", "the", "and", "plc", "llc")
)
_FIRM_ENDS: Final = ("股份有限公司", "有限责任公司", "有限責任公司", "有限公司", "公司")
_ADDRESS_WORDS: Final = {
    "road": "rd", "street": "st", "avenue": "ave", "floor": "f", "room": "flat", "rm": "flat", "apartment": "flat",
    "apt": "flat", "unit": "flat", "building": "bldg", "mansion": "mans", "garden": "gdn", "court": "ct",
    "terrace": "terr", "heights": "hts", "house": "hse", "villa": "vla", "tower": "twr",
}  # fmt: skip
_DIGIT: Final = re.compile(r"\d")
_PARTS: Final = re.compile(r"[0-9]+|[a-z]+|[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Account:
    """A customer as one source system knows them. `phones` are E.164 by kind: mobile, home, work."""

    account_id: UUID
    source: str
    business: bool
    name_latin: str = ""
    name_chinese: str = ""
    gender: str = ""
    birth_date: date | None = None
    document: str = ""
    email: str = ""
    address: str = ""
    phones: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The comparable forms of one account. An empty value is unknown and speaks neither for nor against.

    `keys` are the whole name's sounds, in no order, by language (``c:`` Cantonese, ``p:`` pinyin, ``w:`` as written);
    two names with a key in common can be read alike. `verified`: the document was seen by the source and is sound.
    """

    account_id: UUID
    source: str
    business: bool
    han: str
    tones: str
    keys: tuple[str, ...]
    family: tuple[str, ...]
    syllables: tuple[str, ...]
    written: str
    gender: str
    birth: str
    document_kind: str
    document: str
    verified: bool
    mobiles: tuple[str, ...]
    fixed: tuple[str, ...]
    email: str
    address: str
    address_parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crowds:
    """What a crowd shares, as it is compared: E.164 numbers, e-mails, documents."""

    numbers: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()


def gather(accounts: Sequence[Account], verified_by: frozenset[str], known: Crowds | None = None) -> list[Evidence]:
    """Return the evidence of all accounts. `verified_by` are the sources where somebody saw the document.

    What a crowd of `accounts` shares says nothing. Where they are only some of those there are, `known` says what a
    crowd shares among all.
    """
    known = known or Crowds()
    crowded = _crowded(number for account in accounts for number, _ in account.phones) | known.numbers
    readings = _SpelledReadings(accounts)
    gathered = [_evidence(account, verified_by, crowded, readings) for account in accounts]
    addresses = _crowded(each.address for each in gathered if each.address)
    emails = _crowded(each.email for each in gathered if each.email) | known.emails
    documents = _crowded(each.document for each in gathered if each.document) | known.documents
    if not addresses and not emails and not documents:
        return gathered
    return [_without(each, addresses, emails, documents) for each in gathered]


def document_in(text: str) -> Document | None:
    """Read a document; without a digit it is none, but "N/A" or "nil"."""
    return document_of(text) if _DIGIT.search(text) else None


def email_in(text: str) -> str:
    """Return an e-mail as it is compared; without its sign it is none."""
    return text.strip().casefold() if "@" in text else ""


def _crowded(values: Iterable[str]) -> frozenset[str]:
    return frozenset(value for value, count in Counter(values).items() if count > CROWD)


def _without(
    evidence: Evidence, addresses: frozenset[str], emails: frozenset[str], documents: frozenset[str]
) -> Evidence:
    if evidence.address in addresses:
        evidence = replace(evidence, address="", address_parts=())
    if evidence.email in emails:
        evidence = replace(evidence, email="")
    if evidence.document in documents:
        evidence = replace(evidence, document_kind="", document="", verified=False)
    return evidence


class _SpelledReadings:
    """Which Mandarin syllables a Cantonese one may be, learnt from the Chinese names that are there.

    *Ho Sze Wing* and *He Shiyong* can be one name only if some character is read *ho* here and *he* there. All
    characters there are would make every two syllables alike; those that people are called by do not.
    """

    def __init__(self, accounts: Sequence[Account]) -> None:
        counts = Counter(mark for account in accounts for mark in han_of(account.name_chinese) if not account.business)
        self._mandarin: dict[str, dict[str, int]] = {}
        for character, count in counts.items():
            for reading in {reading[0] for reading in mandarin_readings(character) if len(reading) == 1}:
                for cantonese in cantonese_reading(character):
                    known = self._mandarin.setdefault(cantonese, {})
                    known[reading] = known.get(reading, 0) + count

    def mandarin_of(self, cantonese: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """Yield Mandarin readings of a name in Cantonese, the likelier syllables first."""
        options = [sorted(known, key=lambda r: (-known[r], r))[:4] for known in map(self._known, cantonese)]
        yield from product(*options)

    def _known(self, syllable: str) -> dict[str, int]:
        return self._mandarin.get(syllable, {})


def _evidence(
    account: Account, verified_by: frozenset[str], crowded: frozenset[str], readings: _SpelledReadings
) -> Evidence:
    document = document_in(account.document)
    numbers = [(number, kind) for number, kind in account.phones if number not in crowded]
    address = _address_parts(account.address)
    han = han_of(account.name_chinese)
    name = _firm(account.name_latin, han) if account.business else _person(account.name_latin, han, readings)
    return Evidence(
        account_id=account.account_id,
        source=account.source,
        business=account.business,
        han=han,
        tones=" ".join(map(toned, han)),
        keys=name.keys,
        family=name.family,
        syllables=name.syllables,
        written=name.written,
        gender=account.gender.casefold()[:1],
        birth=f"{account.birth_date:%Y%m%d}" if account.birth_date else "",
        document_kind=document.kind if document else "",
        document=document.number if document else "",
        verified=document is not None and document.sound and account.source in verified_by,
        mobiles=tuple(sorted(number for number, kind in numbers if kind == "mobile")),
        fixed=tuple(sorted(number for number, kind in numbers if kind != "mobile")),
        email=email_in(account.email),
        address=" ".join(address),
        address_parts=address,
    )


@dataclass(frozen=True, slots=True)
class _Name:
    keys: tuple[str, ...]
    family: tuple[str, ...]
    syllables: tuple[str, ...]
    written: str


def _person(name_latin: str, han: str, readings: _SpelledReadings) -> _Name:
    words = [word for word in words_of(name_latin) if word not in _TITLES]
    # The English name is used or left out as people please; a name of English words alone is all there is.
    strong = [word for word in words if word not in WESTERN_NAMES]
    chinese = [word for word in strong if can_be_chinese(word)]
    keys: list[str] = []
    syllables: set[str] = set()
    family: set[str] = set()
    for reading in mandarin_readings(han):
        keys.append(_key("p", reading))
        syllables.update(f"p:{syllable}" for syllable in reading)
        family.add(f"p:{reading[0]}")
    cantonese = cantonese_reading(han)
    if cantonese:
        keys.append(_key("c", cantonese))
        syllables.update(f"c:{syllable}" for syllable in cantonese)
        family.add(f"c:{cantonese[0]}")
    for reading in _whole_names(as_pinyin(chinese)):
        keys.append(_key("p", reading))
        if not han:
            syllables.update(f"p:{syllable}" for syllable in reading)
            family.update((f"p:{reading[0]}", f"p:{reading[-1]}"))
    for reading in _whole_names(as_cantonese(chinese)):
        keys.append(_key("c", reading))
        if not han:
            syllables.update(f"c:{syllable}" for syllable in reading)
            family.update((f"c:{reading[0]}", f"c:{reading[-1]}"))
            keys.extend(_key("p", mandarin) for mandarin in readings.mandarin_of(reading))
    if words:
        keys.append(_key("w", words))
        if not han and not chinese:
            family.update((f"w:{words[0]}", f"w:{words[-1]}"))
    written = " ".join(sorted(chinese or strong or words))
    return _Name(tuple(dict.fromkeys(keys))[:_MOST_KEYS], tuple(sorted(family)), tuple(sorted(syllables)), written)


def _whole_names(readings: Iterable[list[str]]) -> list[list[str]]:
    """A name has a surname and one or two more syllables, seldom three."""
    return [reading for reading in readings if 2 <= len(reading) <= 4]


def _key(language: str, syllables: Iterable[str]) -> str:
    return f"{language}:{' '.join(sorted(syllables))}"


def _firm(name_latin: str, han: str) -> _Name:
    words = [word for word in words_of(name_latin) if word not in _FIRM_WORDS]
    bare = han
    for end in _FIRM_ENDS:
        bare = bare.removesuffix(end)
    keys = [_key("w", words)] if words else []
    keys.extend(_key("p", reading) for reading in mandarin_readings(bare))
    return _Name(tuple(keys), (), (), " ".join(sorted(words)))


def _address_parts(address: str) -> tuple[str, ...]:
    """The words and numbers of an address in no order, abbreviations alike: *Flat 5A, 12/F* is *5 12 a f flat*."""
    parts = _PARTS.findall(fold(address))
    return tuple(sorted({_ADDRESS_WORDS.get(part, part) for part in parts}))

"""What a letter says: the bank's texts, what is on record, and what its writer filled in, as plain data. Pure.

The data is all that the template gets. Whatever a customer or a colleague has typed is one text in it, never a part of
the template's code.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from pydantic import JsonValue

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.letters import WORDS_LIMIT, LetterRefusal, WordKind
from agent_desktop.records.formatting import money, whole_day
from agent_desktop.records.letters.errors import LetterRefusedError
from agent_desktop.records.letters.schema import Letter, LetterBook, LetterPart, Texts, Word

_DIRECTION_MARKS: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_HAN: Final = re.compile("[\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")
_REGIONS: Final[Mapping[Language, str]] = {"en": "GB", "zh": "CN"}
_LEADING: Final[Mapping[Language, tuple[float, float]]] = {"en": (0.72, 1.25), "zh": (0.95, 1.45)}


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What is on record. `salutation` is how to address the customer; `name` and `lines` stand in the address."""

    number: str
    region: str
    received_on: date
    today: date
    about: LocalText
    writer: str
    name: str
    bank: LocalText
    salutation: LocalText = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    product: LocalText = field(default_factory=dict)
    answer_by: date | None = None
    redress: tuple[tuple[Decimal, str], ...] = ()
    what_happened: str = ""
    answer: str = ""
    result: LocalText = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ComposedLetter:
    """`data` is what the template gets, `digest` of all of it; `missing` are needed words that are empty."""

    data: Mapping[str, JsonValue]
    digest: str
    missing: tuple[str, ...]

    @property
    def has_chinese(self) -> bool:
        """Say whether a font for Chinese is needed."""
        return _HAN.search(json.dumps(self.data, ensure_ascii=False)) is not None


def compose(
    book: LetterBook, letter: Letter, language: Language, facts: LetterFacts, words: Mapping[str, str]
) -> ComposedLetter:
    """Compose a letter. What is needed and empty stands in it as a visible gap.

    Raises:
        LetterRefusedError: A word is none of the letter's, or cannot be read as what it is.
    """
    known = {word.code: word for word in letter.words}
    for code in words:
        if code not in known:
            raise LetterRefusedError(problem=LetterRefusal.WORD_UNKNOWN.value, word=code)
    filled = {code: _shown(word, words.get(code, ""), language) for code, word in known.items()}
    missing = tuple(code for code, word in known.items() if word.needed and not filled[code])
    values = _values(book, facts, language) | filled
    gaps = {code: _filled(book.say.gap, language, {"word": known[code].name[language]}) for code in missing}
    inline = {code: f"[{known[code].name[language]}]" for code in missing}
    leading, spacing = _LEADING[language]
    data: dict[str, JsonValue] = {
        "language": language,
        "number": clean(facts.number),
        "look": {
            "colour": book.look.colour,
            "latin": [],
            "chinese": [],
            "region": _REGIONS[language],
            "leading": leading,
            "spacing": spacing,
        },
        "bank": {
            "name": values["bank"],
            "lines": [_fill(line, values) for line in book.sender.lines[language]],
            "foot": [_fill(line, values) for line in book.sender.foot[language]],
        },
        "to": {"name": clean(facts.name), "lines": [clean(line) for line in facts.lines]},
        "references": [
            {"name": book.say.date[language], "value": values["today"]},
            {"name": book.say.our_reference[language], "value": values["number"]},
        ],
        "page": book.say.page[language],
        "subject": _fill(letter.subject[language], values | inline),
        "greeting": _fill(book.say.greeting[language], values),
        "parts": [
            each
            for part in letter.parts
            if _stands(part, facts, values, gaps)
            for each in _composed(book, part, language, values | inline, gaps)
        ],
        "closing": book.say.closing[language],
        "signed": [each for each in (values["writer"], values["unit"], values["bank"]) if each],
    }
    return ComposedLetter(data, _digest(data), missing)


def suggested(word: Word, facts: LetterFacts, language: Language) -> str:
    """Return what the record has for a word already; empty where it has nothing."""
    match word.asked_from:
        case "what_happened":
            return facts.what_happened
        case "answer":
            return facts.answer
        case "result":
            return facts.result.get(language, "")
        case "answer_by" if facts.answer_by is not None:
            return facts.answer_by.isoformat()
    return ""


def clean(text: str) -> str:
    """Return a text without signs that are not seen: controls, and marks that turn the direction of writing."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        sign
        for sign in lines
        if sign == "\n" or (sign not in _DIRECTION_MARKS and unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn"))
    ).strip()


def _values(book: LetterBook, facts: LetterFacts, language: Language) -> dict[str, str]:
    joint = "、" if language == "zh" else ", "
    values = {
        "bank": facts.bank.get(language) or facts.bank["en"],
        "name": facts.salutation.get(language) or facts.name,
        "number": facts.number,
        "received_on": whole_day(facts.received_on)[language],
        "today": whole_day(facts.today)[language],
        "about": facts.about.get(language, ""),
        "product": facts.product.get(language, ""),
        "answer_by": "" if facts.answer_by is None else whole_day(facts.answer_by)[language],
        "redress": joint.join(money(amount, code)[language] for amount, code in facts.redress),
        "writer": facts.writer,
        "unit": book.sender.unit[language],
        "phone": book.sender.phone,
        "email": book.sender.email,
        "web": book.sender.web,
    }
    return {name: clean(value) for name, value in values.items()}


def _shown(word: Word, given: str, language: Language) -> str:
    """Return what was filled in as it is to read.

    Raises:
        LetterRefusedError: It cannot be read.
    """
    text = clean(given)
    if len(text) > WORDS_LIMIT:
        raise LetterRefusedError(problem=LetterRefusal.WORD_WRONG.value, word=word.code)
    if not text:
        return ""
    try:
        if word.kind is WordKind.DATE:
            return whole_day(date.fromisoformat(text))[language]
        if word.kind is WordKind.MONEY:
            amount, _, currency = text.partition(" ")
            return money(Decimal(amount), currency)[language] if currency else f"{Decimal(amount):,.2f}"
    except (ValueError, InvalidOperation):
        raise LetterRefusedError(problem=LetterRefusal.WORD_WRONG.value, word=word.code) from None
    return " ".join(text.split("\n")) if word.kind is WordKind.LINE else text


def _stands(part: LetterPart, facts: LetterFacts, values: Mapping[str, str], gaps: Mapping[str, str]) -> bool:
    if part.regions and facts.region not in part.regions:
        return False
    return not part.only_with or bool(values.get(part.only_with)) or part.only_with in gaps


def _composed(
    book: LetterBook, part: LetterPart, language: Language, values: Mapping[str, str], gaps: Mapping[str, str]
) -> list[dict[str, JsonValue]]:
    if part.facts is not None:
        names: dict[str, Texts] = {name: getattr(book.say, name) for name in part.facts}
        rows: list[JsonValue] = [
            {"name": names[name][language], "value": values[name]} for name in part.facts if values[name]
        ]
        return [{"kind": "facts", "rows": rows}] if rows else []
    if part.heading is not None:
        return [{"kind": "heading", "text": _fill(part.heading[language], values)}]
    if part.words is not None:
        if part.words in gaps:
            return [{"kind": "gap", "text": gaps[part.words]}]
        return [{"kind": "paragraph", "text": each} for each in _paragraphs(values[part.words])]
    assert part.text is not None, "the file was checked"
    return [{"kind": "paragraph", "text": _fill(part.text[language], values)}]


def _paragraphs(text: str) -> list[str]:
    return [each.strip() for each in re.split(r"\n[ ]*\n", text) if each.strip()]


def _filled(texts: Texts, language: Language, values: Mapping[str, str]) -> str:
    return _fill(texts[language], values)


def _fill(text: str, values: Mapping[str, str]) -> str:
    return text.format_map(dict(values))


def _digest(data: Mapping[str, JsonValue]) -> str:
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

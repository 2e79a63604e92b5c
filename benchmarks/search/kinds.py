"""What an agent may type to find one customer, by kind, and what somebody is found by who makes a mistake."""

import random
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from agent_desktop.records.customers.folding import pinyin_readings, simplified_forms, words_of
from benchmarks.size.questions import Subject

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"

Typed = Callable[[Subject, random.Random], str]
"""What is typed to find a customer; empty where they have nothing to be found by so."""


def _syllables(subject: Subject) -> list[str]:
    readings = pinyin_readings(subject.name_chinese)
    return readings[0] if readings else []


def _latin(subject: Subject) -> str:
    return " ".join(words_of(subject.name_latin))


def _turned(subject: Subject) -> str:
    words = words_of(subject.name_latin)
    return " ".join([*words[1:], words[0]]) if len(words) > 1 else ""


def _other_script(subject: Subject) -> str:
    forms = simplified_forms()
    other = "".join(forms.get(mark, mark) for mark in subject.name_chinese)
    return other if other != subject.name_chinese else ""


def with_error(text: str, draw: random.Random) -> str:
    """Return `text` with one letter too many, missing or wrong, or with two neighbours changed; never as it was."""
    if len(text) < 4:
        return ""
    while True:
        place, letter = draw.randrange(len(text)), draw.choice(_LETTERS)
        before, after = text[:place], text[place:]
        many, missing, wrong = before + letter + after, before + after[1:], before + letter + after[1:]
        typed = draw.choice((many, missing, wrong, before + after[1:2] + after[:1] + after[2:]))
        if "".join(typed.split()) != "".join(text.split()):
            return typed


KINDS: Final[Mapping[str, Typed]] = MappingProxyType(
    {
        "customer number": lambda subject, _: subject.customer_number,
        "customer number's last 4": lambda subject, _: subject.customer_number[-4:],
        "telephone number": lambda subject, _: subject.phone,
        "telephone's last 4": lambda subject, _: subject.phone[-4:],
        "telephone's last 8": lambda subject, _: subject.phone[-8:],
        "account's last 4": lambda subject, _: subject.account[-4:],
        "account's last 6": lambda subject, _: subject.account[-6:],
        "name in Chinese": lambda subject, _: subject.name_chinese,
        "name in the other script": lambda subject, _: _other_script(subject),
        "first two characters": lambda subject, _: subject.name_chinese[:2],
        "family name in Chinese": lambda subject, _: subject.name_chinese[:1],
        "pinyin as one": lambda subject, _: "".join(_syllables(subject)),
        "pinyin in syllables": lambda subject, _: " ".join(_syllables(subject)),
        "pinyin initials": lambda subject, _: "".join(each[0] for each in _syllables(subject)),
        "romanised name": lambda subject, _: _latin(subject),
        "romanised name, turned": lambda subject, _: _turned(subject),
        "family name": lambda subject, _: words_of(subject.name_latin)[-1] if subject.name_latin else "",
        "two letters": lambda subject, _: _latin(subject)[:2],
        "romanised name, one error": lambda subject, draw: with_error(_latin(subject), draw),
        "romanised, turned, one error": lambda subject, draw: with_error(_turned(subject), draw),
        "pinyin as one, one error": lambda subject, draw: with_error("".join(_syllables(subject)), draw),
        "pinyin syllables, one error": lambda subject, draw: with_error(" ".join(_syllables(subject)), draw),
        "one word of the name, one error": lambda subject, draw: with_error(
            max(words_of(subject.name_latin), key=len, default=""), draw
        ),
        "nobody": lambda _, draw: "".join(draw.choices("qxzvkj", k=7)),
    }
)

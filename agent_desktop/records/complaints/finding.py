"""What a complaint is found by: its number, and the words of what happened. Pure.

Chinese has no spaces: it is kept in pairs of neighbouring characters (in their simplified form), Latin words as they
are, folded; a text is found by every pair and word beginning in it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from agent_desktop.records.customers.folding import fold, fold_han, has_han

MOST_WORDS: Final = 400
_WORD: Final = re.compile(r"[^\W_]+", re.UNICODE)
_HAN_OR_NOT: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0002fa1f]+|[^\u3400-\u9fff\U00020000-\U0002fa1f]+")
_NUMBER: Final = re.compile(
    r"^(?:(?P<prefix>[a-z]{2,6})\W*)?(?:(?P<year>\d{2})\W+)?(?P<running>\d{1,7})$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class NumberSought:
    """A number or a part of one, as somebody says it: ``CMP-26-01811``, ``26-1811``, ``1811``."""

    running: int
    year: int | None = None
    prefix: str = ""


def number_sought(text: str) -> NumberSought | None:
    """Read a number; None for a text that is none."""
    found = _NUMBER.match(text.strip())
    if found is None:
        return None
    year = int(found["year"]) + 2000 if found["year"] else None
    return NumberSought(int(found["running"]), year, (found["prefix"] or "").upper())


def words_of(*texts: str) -> list[str]:
    """Return the words that texts are found by, each once."""
    return list(dict.fromkeys(word for text in texts for word in _words(text)))[:MOST_WORDS]


def query_of(text: str) -> str:
    """Return what PostgreSQL's ``to_tsquery`` finds all words of a text by; empty where it has none."""
    parts = [f"'{word}'" if has_han(word) else f"'{word}':*" for word in dict.fromkeys(_words(text, asked=True))]
    return " & ".join(parts)


def _words(text: str, *, asked: bool = False) -> Iterable[str]:
    for word in _WORD.findall(fold_han(fold(text))):
        for part in _HAN_OR_NOT.findall(word):
            if not has_han(part):
                yield part[:40]
            elif len(part) == 1:
                yield part
            else:
                if not asked:
                    yield from part
                yield from (part[place : place + 2] for place in range(len(part) - 1))

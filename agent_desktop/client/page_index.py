"""Finds knowledge pages by what is typed: in English, in Chinese, by pinyin, by its initials, or nearly so.

The desktop looks by itself, so that pages are found as fast as one types, and while the server is away. What needs a
dictionary, the server has worked out with the pages (`PageText.headings`, `PageText.starts`, `Knowledge.forms`).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.knowledge import KnowledgePage
from agent_desktop.spelling import is_one_error_apart

SHORTEST_SIMILAR: Final = 4
"""A word of fewer letters is one error from too many others (ADR 40)."""

_NO_FORMS: Final[Mapping[str, str]] = MappingProxyType({})
_LINK: Final = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS: Final = re.compile(r"^\s*(?:>|[-*+]|\d+\.)\s+|[*_`]{1,3}")
_NO_SENTENCE: Final = re.compile(r"\s*(?:#|\||```)")


class Place(IntEnum):
    """Where what was typed stands, the best first."""

    TITLE = 0
    SOUND = 1  # pinyin or its initials, of title or headings
    HEADING = 2
    TEXT = 3
    SIMILAR = 4  # a word of the title or the headings, but for one typing error


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that fits, by the worst of the words. `line` is where it says so, by language, where it is in the text."""

    page: KnowledgePage
    place: Place
    line: LocalText


@dataclass(frozen=True, slots=True)
class _Indexed:
    page: KnowledgePage
    titles: tuple[str, ...]
    headings: tuple[str, ...]
    starts: tuple[str, ...]
    texts: tuple[str, ...]
    words: frozenset[str]


class PageIndex:
    """Pages made ready to be looked through, once for all searches. `forms` as in `Knowledge`."""

    def __init__(self, pages: Iterable[KnowledgePage] = (), forms: Mapping[str, str] = _NO_FORMS) -> None:
        self._forms = str.maketrans(dict(forms))
        self._indexed = tuple(self._ready(page) for page in pages)

    def find(self, typed: str) -> tuple[PageHit, ...]:
        """Return the pages that have every word of `typed`, best first; none where nothing is typed."""
        terms = self._folded(typed).split()
        if not terms:
            return ()
        hits = []
        for each in self._indexed:
            places = [_place(each, term) for term in terms]
            known = [place for place in places if place is not None]
            if len(known) < len(terms):
                continue
            in_text = [term for term, place in zip(terms, known, strict=True) if place is Place.TEXT]
            hits.append(PageHit(each.page, max(known), self._lines(each.page, in_text)))
        return tuple(sorted(hits, key=lambda hit: hit.place))

    def _folded(self, text: str) -> str:
        return unicodedata.normalize("NFKC", text).casefold().translate(self._forms)

    def _ready(self, page: KnowledgePage) -> _Indexed:
        texts = page.texts.values()
        headings = tuple(self._folded(heading) for text in texts for heading in text.headings)
        words = (word for heading in headings for word in re.findall(r"[a-z]+", heading))
        return _Indexed(
            page=page,
            titles=tuple(self._folded(text.title) for text in texts),
            headings=headings,
            starts=tuple(start for text in texts for start in text.starts),
            texts=tuple(self._folded(text.text) for text in texts),
            words=frozenset(word for word in words if len(word) >= SHORTEST_SIMILAR),
        )

    def _lines(self, page: KnowledgePage, terms: list[str]) -> LocalText:
        """Return in each language the first line of the text with one of `terms` in it."""
        found: LocalText = {}
        for language, text in page.texts.items():
            for line in text.text.splitlines() if terms else ():
                if any(term in self._folded(line) for term in terms):
                    found[language] = plain(line)
                    break
        return found


def summary(page: KnowledgePage) -> LocalText:
    """Return the first sentence of a page that is neither heading nor table, in each language, without marks."""
    found: LocalText = {}
    for language, text in page.texts.items():
        lines = (line for line in text.text.splitlines() if line.strip() and not _NO_SENTENCE.match(line))
        found[language] = plain(next(lines, ""))
    return found


def plain(line: str) -> str:
    """Return a line of Markdown as a person reads it."""
    return _MARKS.sub("", _LINK.sub(r"\1", line)).replace("|", " ").strip()


def _place(each: _Indexed, term: str) -> Place | None:
    if any(term in title for title in each.titles):
        return Place.TITLE
    if len(term) > 1 and any(start.startswith(term) for start in each.starts):
        return Place.SOUND
    if any(term in heading for heading in each.headings):
        return Place.HEADING
    if any(term in text for text in each.texts):
        return Place.TEXT
    long_enough = len(term) >= SHORTEST_SIMILAR and term.isascii() and term.isalpha()
    if long_enough and any(is_one_error_apart(term, word) for word in each.words):
        return Place.SIMILAR
    return None

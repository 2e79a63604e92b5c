"""What knowledge pages are found by: their titles and headings, as an agent may type them."""

import re
from collections.abc import Iterable
from typing import Final

from agent_desktop.contract.knowledge import Knowledge, KnowledgePage, PageText
from agent_desktop.records.customers.folding import fold, has_han, pinyin_readings, simplified_forms

_HEADING: Final = re.compile(r"^#{1,6}\s+(.*?)\s*#*$", re.MULTILINE)


def made_findable(knowledge: Knowledge) -> Knowledge:
    """Return the library with what its pages are found by. The first call in a process takes a third of a second, as
    the first search of a customer does: both need every character's simplified form."""
    pages = tuple(map(_page, knowledge.pages or ()))
    written = {mark for page in pages for text in page.texts.values() for mark in text.title + text.text}
    forms = {mark: form for mark, form in simplified_forms().items() if form in written}
    return Knowledge(version=knowledge.version, pages=pages, forms=forms)


def _page(page: KnowledgePage) -> KnowledgePage:
    return page.model_copy(update={"texts": {language: _text(text) for language, text in page.texts.items()}})


def _text(text: PageText) -> PageText:
    headings = [text.title, *_HEADING.findall(text.text)]
    return text.model_copy(update={"headings": tuple(map(fold, headings)), "starts": tuple(_starts(headings))})


def _starts(headings: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for heading in filter(has_han, headings):
        words = " ".join(re.findall(r"\w+", heading))
        for syllables in pinyin_readings(words):
            initials = "".join(syllable[0] for syllable in syllables)
            for start in range(len(syllables)):
                spelled = "".join(syllables[start:])
                # The sound ü is typed as v by input methods and as u by people.
                found.update(dict.fromkeys((spelled, spelled.replace("v", "u"), initials[start:])))
    return [start for start in found if len(start) > 1]

"""Knowledge pages on the wire: what the bank's own people wrote for its agents to look up."""

import re
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, Language, Request

PAGE_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,59}")
_LINK: Final = re.compile(rf"(?:\./)?({PAGE_ID.pattern})(?:\.(?:en|zh))?(?:\.md)?(?:#.*)?")
OUTSIDE: Final = "https://"


class PageText(Answer):
    """A page in one language: its `title`, and below it the Markdown.

    `headings` are its title and headings, folded. `starts` is what may be typed for those in Chinese, from any of their
    syllables on: pinyin, and its initials.
    """

    title: str
    text: str
    headings: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()


class KnowledgePage(Answer):
    """One page in every language; `version` is another one as soon as a character is."""

    page_id: str
    version: str
    texts: dict[str, PageText]

    def in_language(self, language: str) -> PageText:
        """Return it in `language`, in English where it has none."""
        return self.texts.get(language) or self.texts["en"]


class Knowledge(Answer):
    """The whole library, by page id. `pages` is None where the desktop that asks has this version already.

    `forms` is the simplified form of each character whose simplified form is in the pages: what is typed and what is
    written are compared in it.
    """

    version: str
    pages: tuple[KnowledgePage, ...] | None = None
    forms: dict[str, str] = Field(default_factory=dict)


class CountReading(Request):
    """Somebody opened a page, during a call where one is named. `reading_id` is made once, so it counts once."""

    reading_id: UUID
    version: str
    language: Language
    call_id: UUID | None = None


class PageReadings(Answer):
    """How often each page was opened in the last `days`, and in how many calls; a page that nobody opened has 0."""

    days: int
    pages: dict[str, int]
    calls: dict[str, int]


def page_of_link(target: str) -> str | None:
    """Return the page that a link leads to: ``card-block-rules``, or the file's name with or without its ending.

    None where it leads elsewhere.
    """
    found = _LINK.fullmatch(target)
    return found.group(1) if found else None

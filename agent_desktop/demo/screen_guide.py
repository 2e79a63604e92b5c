"""The states of the guide, as the pictures show them: with the pages that come with the program."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.client.page_index import PageIndex, summary
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.knowledge import KnowledgePage
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.server.knowledge.files import read_knowledge
from agent_desktop.settings import shipped_file
from agent_desktop.ui.knowledge.presenter import GuideKind, GuideRow, GuideState, PinnedPage, Section

PAGES: Final = {page.page_id: page for page in read_knowledge(shipped_file("resources") / "knowledge").pages}
_BLOCK: Final = PAGES["card-block-rules"]
_NOTICE: Final = PAGES["recording-notice"]


def _row(page: KnowledgePage, section: Section, typed: str = "") -> GuideRow:
    line = next((hit.line for hit in PageIndex([page]).find(typed)), {}) or summary(page)
    titles = {language: text.title for language, text in page.texts.items()}
    return GuideRow(page.page_id, section, titles, line)


def _pinned(page: KnowledgePage, *, of_step: bool) -> PinnedPage:
    return PinnedPage(page.page_id, {language: text.title for language, text in page.texts.items()}, of_step)


_ALL: Final = tuple(_row(page, Section.ALL) for page in PAGES.values() if page not in (_BLOCK, _NOTICE))

NO_GUIDE: Final = GuideState()
GUIDE: Final = GuideState(
    open=True,
    kind=GuideKind.READY,
    rows=(_row(_NOTICE, Section.RECENT), _row(_BLOCK, Section.ALL), *_ALL),
    page=_NOTICE,
    as_of=NOW,
)
GUIDE_CALL: Final = replace(
    GUIDE,
    rows=(_row(_BLOCK, Section.PINNED), _row(_NOTICE, Section.PINNED), *_ALL),
    page=_BLOCK,
    can_pin=True,
    pinned=(_pinned(_BLOCK, of_step=True), _pinned(_NOTICE, of_step=False)),
    own_pins=frozenset({"recording-notice"}),
)
GUIDE_PINNED: Final = replace(GUIDE_CALL, open=False)
GUIDE_OUTSIDE: Final = replace(
    GUIDE_CALL, page=_NOTICE, can_go_back=True, outside="https://www.example.com/consumers/recordings"
)
GUIDE_FOUND: Final = replace(
    GUIDE, query="working", rows=tuple(_row(page, Section.FOUND, "working") for page in (_BLOCK,)), page=_BLOCK
)
GUIDE_NOTHING: Final = replace(GUIDE, query="mortgage holiday", rows=())
GUIDE_OLD: Final = replace(GUIDE, problem=Problem(ErrorCode.SERVER_AWAY), as_of=NOW - timedelta(hours=20))
GUIDE_COMING: Final = GuideState(open=True)
GUIDE_EMPTY: Final = GuideState(open=True, kind=GuideKind.EMPTY)
GUIDE_FAILED: Final = GuideState(open=True, kind=GuideKind.FAILED, problem=Problem(ErrorCode.SERVER_AWAY))

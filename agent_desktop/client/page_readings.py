"""Which knowledge pages are read: counted with the server, and the last ones kept for the list."""

import time
from collections.abc import Callable
from typing import Final
from uuid import UUID

from agent_desktop.client.knowledge import KnowledgeModel
from agent_desktop.contract.base import Language
from agent_desktop.contract.knowledge import KnowledgePage

READ_SECONDS: Final = 3.0
"""So long a page is looked at before it counts as read: whoever only passes it with the arrow has not read it."""

RECENT_COUNT: Final = 5


class PageReadings:
    """Belongs to the thread that draws. `language` is the one now shown."""

    def __init__(
        self,
        model: KnowledgeModel,
        language: Callable[[], Language],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._model = model
        self._language = language
        self._monotonic = monotonic
        self._keep: Callable[[tuple[str, ...]], None] = lambda _: None
        self._page: KnowledgePage | None = None
        self._call_id: UUID | None = None
        self._since = 0.0
        self._counted = False
        self.recent: tuple[str, ...] = ()
        """The pages read last, the last one first."""

    def keep_with(self, recent: tuple[str, ...], keep: Callable[[tuple[str, ...]], None]) -> None:
        """Take up which pages were read last, and have `keep` keep them whenever one more was."""
        self.recent = recent[:RECENT_COUNT]
        self._keep = keep

    def look_at(self, page: KnowledgePage | None, call_id: UUID | None) -> None:
        """This page is in sight now, during this call; None: no page is."""
        before = self._page.page_id if self._page is not None else None
        now = page.page_id if page is not None else None
        if (before, self._call_id) != (now, call_id):
            self._since, self._counted = self._monotonic(), False
        self._page, self._call_id = page, call_id

    def tick(self) -> None:
        """Count the page once it was looked at for a while. Called at least once a second."""
        page = self._page
        if page is None or self._counted or self._monotonic() - self._since < READ_SECONDS:
            return
        self._counted = True
        self.recent = (page.page_id, *(each for each in self.recent if each != page.page_id))[:RECENT_COUNT]
        self._keep(self.recent)
        self._model.count_reading(page, self._language(), self._call_id)

"""The bank's knowledge pages: read at the sign-in, kept on this computer for the time the server is away."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol
from uuid import UUID, uuid4

from pydantic import BaseModel, ValidationError

from agent_desktop.client.clock import Now
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.page_index import PageHit, PageIndex
from agent_desktop.client.tasks import Tasks, ignore
from agent_desktop.client.watched import Watched
from agent_desktop.contract.base import Language
from agent_desktop.contract.knowledge import CountReading, Knowledge, KnowledgePage

OLD_AFTER: Final = timedelta(minutes=10)
"""Whoever opens the guide later than this after the last look has the server asked again."""


class KnowledgeReader(Protocol):
    """What the model asks the server."""

    def knowledge(self, seen: str) -> Knowledge: ...

    def count_reading(self, page_id: str, command: CountReading) -> None: ...


@dataclass(frozen=True, slots=True)
class KnownPages:
    """The pages as last read. `as_of` is when the server last said that they are its own; None: it never did.

    `problem` says why the last look brought nothing; `reading`: one is on its way.
    """

    pages: tuple[KnowledgePage, ...] = ()
    version: str = ""
    forms: Mapping[str, str] = field(default_factory=dict)
    as_of: datetime | None = None
    reading: bool = False
    problem: Problem | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is a library to show, if only an empty one."""
        return bool(self.version)

    def page(self, page_id: str) -> KnowledgePage | None:
        """Return a page; None where there is none, or none any longer."""
        return next((page for page in self.pages if page.page_id == page_id), None)


class _KeptPages(BaseModel):
    as_of: datetime
    knowledge: Knowledge


class KnowledgeFile:
    """The pages on this computer, in clear: they are the bank's, and of no customer. Without a path none are kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path

    def load(self) -> tuple[Knowledge, datetime] | None:
        """Return what was kept, and of when it is; None where that is nothing, or cannot be read."""
        if self._path is None:
            return None
        try:
            kept = _KeptPages.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None
        return kept.knowledge, kept.as_of

    def keep(self, knowledge: Knowledge, as_of: datetime) -> None:
        """Keep these; where that cannot be done the pages of before stay, and they are read anew at the next start."""
        if self._path is None:
            return
        content = _KeptPages(as_of=as_of, knowledge=knowledge).model_dump_json().encode()
        beside = self._path.with_suffix(".new")
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
            os.replace(beside, self._path)  # noqa: PTH105  at once: half a library is none


class KnowledgeModel:
    """Belongs to the thread that draws. `tasks` speaks to the server, `files` to the disk."""

    def __init__(self, reader: KnowledgeReader, kept: KnowledgeFile, tasks: Tasks, files: Tasks, now: Now) -> None:
        self._reader = reader
        self._kept = kept
        self._tasks = tasks
        self._files = files
        self._now = now
        self._asked_at: datetime | None = None
        self._watched = Watched(KnownPages())
        self._index = PageIndex()
        self._indexed: tuple[KnowledgePage, ...] = ()

    @property
    def known(self) -> KnownPages:
        """The pages as they stand."""
        return self._watched.value

    def watch(self, watcher: Callable[[KnownPages], None]) -> Callable[[], None]:
        """Call `watcher` now and after each change. Returns a function that ends it."""
        return self._watched.watch(watcher)

    def find(self, typed: str) -> tuple[PageHit, ...]:
        """Return the pages that fit, best first."""
        if self.known.pages is not self._indexed:
            self._indexed = self.known.pages
            self._index = PageIndex(self._indexed, self.known.forms)
        return self._index.find(typed)

    def start(self) -> None:
        """Take up what this computer keeps, then ask the server."""

        def loaded(kept: tuple[Knowledge, datetime] | None) -> None:
            if kept is not None and not self.known.is_known:
                knowledge, as_of = kept
                self._watched.set(KnownPages(knowledge.pages or (), knowledge.version, knowledge.forms, as_of))
            self.read()

        self._files.run(self._kept.load, loaded, lambda _: self.read())

    def freshen(self) -> None:
        """Ask the server, unless it has answered in the last minutes."""
        fresh = self._asked_at is not None and self._now() - self._asked_at < OLD_AFTER
        if not fresh or self.known.problem is not None:
            self.read()

    def read(self) -> None:
        """Ask the server whether there is anything new."""
        if self.known.reading:
            return
        self._asked_at = self._now()
        self._watched.set(replace(self.known, reading=True))
        seen = self.known.version

        def came(knowledge: Knowledge) -> None:
            at = self._now()
            known = self.known
            pages, forms = (
                (knowledge.pages, knowledge.forms) if knowledge.pages is not None else (known.pages, known.forms)
            )
            self._watched.set(KnownPages(pages, knowledge.version, forms, at))
            whole = Knowledge(version=knowledge.version, pages=pages, forms=dict(forms))
            self._files.run(lambda: self._kept.keep(whole, at), ignore, ignore)

        def failed(error: ClientError) -> None:
            self._watched.set(replace(self.known, reading=False, problem=error.problem))

        self._tasks.run(lambda: self._reader.knowledge(seen), came, failed)

    def count_reading(self, page: KnowledgePage, language: Language, call_id: UUID | None) -> None:
        """Tell the server that somebody has read this page. Where it is away, this reading is not counted."""
        command = CountReading(reading_id=uuid4(), version=page.version, language=language, call_id=call_id)
        self._tasks.run(lambda: self._reader.count_reading(page.page_id, command), ignore, ignore)

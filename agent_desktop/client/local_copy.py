"""Brings the journal on this computer up to what was typed, on a runner of its own, at most 2 s behind."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, Protocol, TypeVar
from uuid import UUID

from agent_desktop.client.drafts import AnyDraft, DraftKind, Drafts
from agent_desktop.client.errors import ClientError, Problem
from agent_desktop.client.tasks import Tasks

KEEP_QUIET_SECONDS: Final = 0.3
KEEP_MOST_SECONDS: Final = 1.0
"""The journal is written this long after the last change, and this long after the first at the latest."""
GO_ON_ANYWAY_SECONDS: Final = 1.0
"""How long the server waits for a journal that does not answer."""
KEEP_RETRY_SECONDS: Final = 2.0


@dataclass(slots=True)
class LocalCopy:
    """How far the journal is behind one thing typed. Times are monotonic seconds."""

    behind_since: float | None = None
    last_change: float = 0.0
    writing: bool = False
    again: bool = False
    retry_at: float = 0.0
    go_on: Callable[[], None] | None = None
    go_on_by: float = 0.0

    @property
    def is_idle(self) -> bool:
        """Whether the journal has what is known, and nothing waits for it."""
        return not self.writing and self.behind_since is None and self.go_on is None


class Kept(Protocol):
    """Something typed that is kept until the server has it."""

    @property
    def copy(self) -> LocalCopy: ...

    @property
    def draft_id(self) -> UUID: ...

    @property
    def kind(self) -> DraftKind: ...

    @property
    def is_clean(self) -> bool:
        """Whether nothing of it need be kept here."""
        ...

    def draft(self) -> AnyDraft: ...


K = TypeVar("K", bound=Kept)


class LocalCopies(Generic[K]):
    """Writes one thing at a time, the newest last. Belongs to the thread that draws.

    `on_written` is called after each write, done or failed; `problem` says why the last one failed.
    """

    def __init__(
        self, drafts: Drafts, files: Tasks, monotonic: Callable[[], float], on_written: Callable[[], None]
    ) -> None:
        self._drafts = drafts
        self._files = files
        self._monotonic = monotonic
        self._on_written = on_written
        self._ending = threading.Lock()
        self._ended = False
        self.problem: Problem | None = None

    def changed(self, kept: K) -> None:
        """It is another than the journal has; `tick` writes it soon."""
        now = self._monotonic()
        kept.copy.last_change = now
        if kept.copy.behind_since is None:
            kept.copy.behind_since = now

    def keep(self, kept: K) -> None:
        """Bring the journal up to it: as it stands, or nothing where nothing need be kept."""
        copy = kept.copy
        if copy.writing:
            copy.again = True
            return
        copy.writing = True
        copy.again = False
        copy.behind_since = None
        draft = None if kept.is_clean else kept.draft()
        draft_id, kind = kept.draft_id, kept.kind
        self._files.run(
            lambda: self._write(draft_id, kind, draft),
            lambda _: self._written(kept, None),
            lambda error: self._written(kept, error),
        )

    def keep_then(self, kept: K, go_on: Callable[[], None]) -> None:
        """Bring the journal up to it, then go on; without an answer of the disk, a second later all the same."""
        kept.copy.go_on = go_on
        kept.copy.go_on_by = self._monotonic() + GO_ON_ANYWAY_SECONDS
        self.keep(kept)

    def tick(self, kept: K, *, hurry: bool) -> None:
        """Do what is due; `hurry` waits for no pause in typing."""
        copy, now = kept.copy, self._monotonic()
        since = copy.behind_since
        if since is not None and now >= copy.retry_at:
            quiet = now >= copy.last_change + KEEP_QUIET_SECONDS
            if hurry or quiet or now >= since + KEEP_MOST_SECONDS:
                self.keep(kept)
        if copy.go_on is not None and now >= copy.go_on_by:
            self._go_on(copy)

    def keep_all_now(self, all_kept: Iterable[K]) -> None:
        """Write all of it before this returns: the program is ending.

        What the other runner has not written yet is older, and is not written any more: what need not be kept any
        longer is dropped here, or it would be back at the next start.
        """
        with self._ending:
            self._ended = True
            for kept in all_kept:
                try:
                    if kept.is_clean:
                        self._drafts.drop(kept.draft_id, kept.kind)
                    else:
                        self._drafts.keep(kept.draft())
                except ClientError as error:
                    self.problem = error.problem

    def _write(self, draft_id: UUID, kind: DraftKind, draft: AnyDraft | None) -> None:
        """On the other runner's thread."""
        with self._ending:
            if self._ended:
                return
            if draft is None:
                self._drafts.drop(draft_id, kind)
            else:
                self._drafts.keep(draft)

    def _written(self, kept: K, error: ClientError | None) -> None:
        copy = kept.copy
        copy.writing = False
        self.problem = error.problem if error is not None else None
        if error is not None:
            now = self._monotonic()
            copy.behind_since = now if copy.behind_since is None else copy.behind_since
            copy.retry_at = now + KEEP_RETRY_SECONDS
        elif copy.again:
            self.keep(kept)
            if copy.writing:
                self._on_written()
                return
        self._go_on(copy)
        self._on_written()

    @staticmethod
    def _go_on(copy: LocalCopy) -> None:
        go_on, copy.go_on = copy.go_on, None
        if go_on is not None:
            go_on()

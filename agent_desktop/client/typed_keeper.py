"""Keeps what is typed into small forms in the journal of this computer, until the server has it or it is put away."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from agent_desktop.client.clock import Now
from agent_desktop.client.drafts import DraftKind, Drafts
from agent_desktop.client.errors import Problem
from agent_desktop.client.local_copy import LocalCopies, LocalCopy
from agent_desktop.client.tasks import Tasks
from agent_desktop.client.typed_words import TypedWords


@dataclass(slots=True)
class KeptWords:
    """One form, and how far the journal is behind it."""

    words: TypedWords
    copy: LocalCopy = field(default_factory=LocalCopy)

    @property
    def kind(self) -> DraftKind:
        """What the journal calls it."""
        return DraftKind.TYPED

    @property
    def draft_id(self) -> UUID:
        """What the journal finds it by."""
        return self.words.typed_id

    @property
    def is_clean(self) -> bool:
        """Whether nothing of it need be kept."""
        return not self.words.values

    def draft(self) -> TypedWords:
        """What the journal keeps of it."""
        return self.words


class TypedKeeper:
    """Belongs to the thread that draws. The journal is at most a second behind what is typed."""

    def __init__(
        self, drafts: Drafts, files: Tasks, now: Now, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._now = now
        self._kept = {words.place: KeptWords(words) for words in drafts.recovered_typed}
        self._copies: LocalCopies[KeptWords] = LocalCopies(drafts, files, monotonic, lambda: None)

    @property
    def problem(self) -> Problem | None:
        """Why the journal could not be written last."""
        return self._copies.problem

    @property
    def is_behind(self) -> bool:
        """Whether the journal does not have all of it yet."""
        return any(not kept.copy.is_idle for kept in self._kept.values())

    def find(self, place: str) -> Mapping[str, str | bool]:
        """Return what is kept of a form; nothing where nothing is."""
        kept = self._kept.get(place)
        return kept.words.values if kept is not None else {}

    def keep(self, place: str, values: Mapping[str, str | bool]) -> None:
        """Keep a form as it stands: what differs from what it began with."""
        words = TypedWords(place=place, values=dict(values), changed_at=self._now())
        kept = self._kept.get(place)
        if kept is None:
            kept = self._kept.setdefault(place, KeptWords(words.model_copy(update={"values": {}})))
        if kept.words.values != words.values:
            kept.words = words
            self._copies.changed(kept)

    def drop(self, place: str) -> None:
        """The server has it, or it is not wanted: keep it no longer."""
        kept = self._kept.pop(place, None)
        if kept is not None:
            kept.words = TypedWords(place=place, changed_at=self._now())
            self._copies.keep(kept)

    def tick(self) -> None:
        """Write what is due. Called a few times a second."""
        for kept in self._kept.values():
            self._copies.tick(kept, hurry=False)

    def keep_all_now(self) -> None:
        """Write all of it before this returns: the program is ending."""
        self._copies.keep_all_now(self._kept.values())

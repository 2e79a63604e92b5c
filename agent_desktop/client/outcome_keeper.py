"""Keeps what is typed about the outcome of a callback in the journal of this computer, until the server has it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from agent_desktop.client.callback_words import OutcomeWords
from agent_desktop.client.clock import Now
from agent_desktop.client.drafts import DraftKind, Drafts
from agent_desktop.client.errors import Problem
from agent_desktop.client.local_copy import LocalCopies, LocalCopy
from agent_desktop.client.tasks import Tasks


@dataclass(slots=True)
class KeptOutcome:
    """One form, and how far the journal is behind it."""

    words: OutcomeWords
    copy: LocalCopy = field(default_factory=LocalCopy)

    @property
    def kind(self) -> DraftKind:
        """What the journal calls it."""
        return DraftKind.OUTCOME

    @property
    def draft_id(self) -> UUID:
        """What the journal finds it by."""
        return self.words.callback_id

    @property
    def is_clean(self) -> bool:
        """Whether nothing of it need be kept."""
        return self.words.is_empty

    def draft(self) -> OutcomeWords:
        """What the journal keeps of it."""
        return self.words


class OutcomeKeeper:
    """Belongs to the thread that draws. The journal is at most a second behind what is typed."""

    def __init__(
        self, drafts: Drafts, files: Tasks, now: Now, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._now = now
        self._kept = {words.callback_id: KeptOutcome(words) for words in drafts.recovered_outcomes}
        self._copies: LocalCopies[KeptOutcome] = LocalCopies(drafts, files, monotonic, lambda: None)

    @property
    def problem(self) -> Problem | None:
        """Why the journal could not be written last."""
        return self._copies.problem

    def find(self, callback_id: UUID, attempts: int) -> OutcomeWords:
        """Return what is kept of the attempt after `attempts` others; an empty form where nothing is, or where what is
        kept was said of an earlier one."""
        kept = self._kept.get(callback_id)
        if kept is None or kept.words.attempts != attempts:
            return OutcomeWords(callback_id=callback_id, attempts=attempts, changed_at=self._now())
        return kept.words

    def keep(self, words: OutcomeWords) -> None:
        """Keep the form as it stands."""
        words = words.model_copy(update={"changed_at": self._now()})
        kept = self._kept.setdefault(words.callback_id, KeptOutcome(words))
        kept.words = words
        self._copies.changed(kept)

    def drop(self, callback_id: UUID) -> None:
        """The server has it: keep it no longer."""
        kept = self._kept.pop(callback_id, None)
        if kept is not None:
            kept.words = OutcomeWords(callback_id=callback_id, changed_at=self._now())
            self._copies.keep(kept)

    def tick(self) -> None:
        """Write what is due. Called a few times a second."""
        for kept in self._kept.values():
            self._copies.tick(kept, hurry=False)

    @property
    def is_behind(self) -> bool:
        """Whether the journal does not have all of it yet."""
        return any(not kept.copy.is_idle for kept in self._kept.values())

    def keep_all_now(self) -> None:
        """Write all of it before this returns: the program is ending."""
        self._copies.keep_all_now(self._kept.values())

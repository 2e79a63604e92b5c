"""How far a long piece of work is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from agent_desktop.words import Language, say


class StepKind(StrEnum):
    """What is being done; where it is done to one file or table, the comment names which."""

    MAKING_CUSTOMERS = "making_customers"
    LOOKING_UP = "looking_up"  # a file
    READING = "reading"  # a file
    CHECKING_KEYS = "checking_keys"
    STORING = "storing"  # a table
    STORING_SEARCH_KEYS = "storing_search_keys"
    INDEXING = "indexing"  # a table
    STORED = "stored"
    TIDYING = "tidying"  # a table


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work; `of` is the file or table it is done to, as it is called."""

    kind: StepKind
    of: str = ""

    def in_words(self, language: Language) -> str:
        """Return the step as a person reads it."""
        return say(f"import_{self.kind.value}", language, of=self.of)


class Progress(Protocol):
    """Hears how far the work is; `done` of `total` are in the step's own unit."""

    def __call__(self, step: Step, done: int, total: int) -> None: ...


def no_progress(step: Step, done: int, total: int) -> None:
    """Tell nobody."""

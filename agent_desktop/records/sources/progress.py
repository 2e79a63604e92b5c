"""How far a long piece of work is."""

from typing import Protocol


class Progress(Protocol):
    """Hears how far the work is. `step` is English for a person; `done` of `total` are in the step's own unit."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def no_progress(step: str, done: int, total: int) -> None:
    """Tell nobody."""

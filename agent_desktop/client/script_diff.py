"""What two texts differ in, line by line, as it is shown beside each other's line numbers. Pure; by difflib."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

AROUND: Final = 3
"""So many lines alike stay around a difference."""


class DiffKind(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    GAP = "gap"  # lines alike that are left out; `text` counts them


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line; `before` and `after` are its numbers from 1, 0 where it is not in that text."""

    kind: DiffKind
    text: str
    before: int = 0
    after: int = 0


def diff_lines(before: str, after: str, around: int = AROUND) -> tuple[DiffLine, ...]:
    """Return what leads from one text to the other; none where both are alike."""
    old, new = before.split("\n"), after.split("\n")
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    if all(tag == "equal" for tag, *_ in codes):
        return ()
    lines: list[DiffLine] = []
    for number, (tag, old_at, old_end, new_at, new_end) in enumerate(codes):
        if tag == "equal":
            first, last = number == 0, number == len(codes) - 1
            lines += _same(old[old_at:old_end], old_at, new_at, 0 if first else around, 0 if last else around)
            continue
        lines += [DiffLine(DiffKind.REMOVED, old[at], before=at + 1) for at in range(old_at, old_end)]
        lines += [DiffLine(DiffKind.ADDED, new[at], after=at + 1) for at in range(new_at, new_end)]
    return tuple(lines)


def counted(lines: tuple[DiffLine, ...]) -> tuple[int, int]:
    """Return how many lines were added, and how many removed."""
    kinds = [each.kind for each in lines]
    return kinds.count(DiffKind.ADDED), kinds.count(DiffKind.REMOVED)


def _same(run: list[str], old_at: int, new_at: int, head: int, tail: int) -> Iterator[DiffLine]:
    left_out = len(run) - head - tail
    for at, text in enumerate(run):
        if left_out > 0 and head <= at < len(run) - tail:
            if at == head:
                yield DiffLine(DiffKind.GAP, str(left_out))
            continue
        yield DiffLine(DiffKind.SAME, text, old_at + at + 1, new_at + at + 1)

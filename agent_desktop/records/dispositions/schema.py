"""The tree of what a call may come to, as its file holds it."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from agent_desktop.contract.interactions import Disposition, DispositionGroup
from agent_desktop.contract.problems import ProblemCode
from agent_desktop.records.customers.folding import has_han, pinyin_readings

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


def _not_empty(entries: tuple["Entry", ...], name: str) -> tuple["Entry", ...]:
    # Not by `min_length`: an entry that is wrong would be reported a second time, as missing.
    if not entries:
        raise PydanticCustomError(ProblemCode.VALUE_EMPTY.value, "{name}", {"name": name})
    return entries


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Entry(Part):
    """An outcome; or, with `entries`, a group of them that is not itself to be chosen. `promises_callback`: it says
    that somebody calls back, so that the desktop asks when. `retired`: calls came to it, and it is offered no more."""

    code: Code
    name: dict[str, str]
    promises_callback: bool = False
    retired: bool = False
    entries: tuple["Entry", ...] | None = None

    @field_validator("entries")
    @classmethod
    def _some(cls, entries: tuple["Entry", ...] | None) -> tuple["Entry", ...] | None:
        return entries if entries is None else _not_empty(entries, "entries")


class DispositionTree(Part):
    dispositions: tuple[Entry, ...]

    @field_validator("dispositions")
    @classmethod
    def _some(cls, dispositions: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return _not_empty(dispositions, "dispositions")


def outcomes_of(tree: DispositionTree) -> tuple[Disposition, ...]:
    """Return what can be chosen, in the tree's order, each with the groups it lies in."""
    return tuple(_outcomes(tree.dispositions, ()))


def _outcomes(entries: tuple[Entry, ...], groups: tuple[DispositionGroup, ...]) -> Iterator[Disposition]:
    for entry in entries:
        if entry.entries is not None:
            yield from _outcomes(entry.entries, (*groups, DispositionGroup(code=entry.code, name=entry.name)))
            continue
        chinese = [entry.name.get("zh", ""), *(group.name.get("zh", "") for group in groups)]
        yield Disposition(
            code=entry.code,
            name=entry.name,
            groups=groups,
            promises_callback=entry.promises_callback,
            retired=entry.retired,
            initials=tuple(initials_of(text) for text in chinese if has_han(text)),
        )


def initials_of(text: str) -> str:
    """Return the pinyin initials of Chinese words as they are likeliest read: 已解决 is ``yjj``."""
    return "".join(syllable[0] for syllable in pinyin_readings(text)[-1] if syllable)

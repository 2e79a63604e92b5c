"""Two people change one complaint: what both changed differently is a conflict, everything else is merged. Pure.

The third way of the merge is the history: what a field was when somebody looked is the ``before`` of its first change
since. So no base has to be sent along, and none can be wrong.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from pydantic import JsonValue


class Change(Protocol):
    """One thing that happened: its changes are ``{field: [before, after]}``."""

    @property
    def changes(self) -> Mapping[str, list[JsonValue]]: ...

    @property
    def by_user_id(self) -> UUID | None: ...

    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Since:
    """What became of one field since somebody looked: as it was `before`, as it is `now`, and who made it so."""

    before: JsonValue
    now: JsonValue
    by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    field: str
    before: JsonValue
    yours: JsonValue
    theirs: JsonValue
    by: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Merge:
    """`apply` are the fields to be written. With `clashes` nothing is. `merged` are others' changes that stay."""

    apply: frozenset[str]
    clashes: tuple[Clash, ...] = ()
    merged: frozenset[str] = field(default_factory=frozenset)


def changed_since(changes: Iterable[Change]) -> dict[str, Since]:
    """Return what became of each field that was changed. One that came back to what it was is not changed."""
    fields: dict[str, Since] = {}
    for change in changes:
        for name, (before, after) in change.changes.items():
            first = fields[name].before if name in fields else before
            fields[name] = Since(first, after, change.by_user_id, change.at)
    return {name: since for name, since in fields.items() if since.before != since.now}


def merge(current: Mapping[str, JsonValue], wanted: Mapping[str, JsonValue], since: Mapping[str, Since]) -> Merge:
    """Put somebody's `wanted` values together with what others did since they looked.

    A field that they leave as it was is not theirs to decide, and one that both changed alike is no matter.
    """
    clashes = tuple(
        Clash(name, theirs.before, yours, theirs.now, theirs.by, theirs.at)
        for name, yours in sorted(wanted.items())
        if (theirs := since.get(name)) is not None and yours not in (theirs.now, theirs.before)
    )
    if clashes:
        return Merge(frozenset(), clashes)
    apply = {name for name, yours in wanted.items() if name not in since and yours != current.get(name)}
    return Merge(frozenset(apply), (), frozenset(since) - apply)

"""What an administrator is changing in the routing: pure values, with undo, the changes by name, and a merge."""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from pydantic import JsonValue

from agent_desktop.contract.routing import Document

LISTS: Final = ("queues", "hours")
"""The lists of the document whose parts have a code of their own."""

Place = tuple[str | int, ...]

_NEW_QUEUE: Final[Document] = {
    "name": {"en": "", "zh": ""},
    "ring_seconds": 20,
    "wrap_up_seconds": 60,
    "wrap_up_mode": "agent_ends",
    "wrap_up_extensions": 0,
    "wrap_up_extension_seconds": 60,
    "outcome_required": True,
    "service": "",
    "languages": [],
    "tiers": [],
    "reasons": [],
    "urgent": False,
    "priority": 0,
    "needs": {},
    "manager_seconds": 0,
    "team_seconds": 0,
    "overflow": {},
    "hours": "",
    "closed_to": "",
    "max_waiting": 0,
    "full_to": "",
}
_NEW_HOURS: Final[Document] = {
    "weekly": {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    "holidays": [],
    "other_days": {},
}


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `part` is ``queues``, ``hours`` or empty, `code` whose of it, `key` what of that; without a `key`
    the whole part came or went."""

    kind: ChangeKind
    part: str = ""
    code: str = ""
    key: str = ""
    before: JsonValue = None
    after: JsonValue = None


@dataclass(frozen=True, slots=True)
class _Step:
    document: Document
    moves: Mapping[str, str]
    place: Place


@dataclass(frozen=True, slots=True)
class RoutingDraft:
    """`base` is the version `version` as it was read, `document` what it is to become; `moves` names who takes the
    callers of a queue that goes."""

    version: int
    base: Document
    document: Document
    moves: Mapping[str, str] = field(default_factory=dict)
    past: tuple[_Step, ...] = ()
    future: tuple[_Step, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.document != self.base

    def put(self, place: Place, value: JsonValue) -> "RoutingDraft":
        """Return the draft with `value` at a place. Letters typed one after the other at one place are one step."""
        if value_at(self.document, place) == value:
            return self
        document = deepcopy(self.document)
        parent: Any = value_at(document, place[:-1])
        parent[place[-1]] = value
        return self._step(document, place)

    def add(self, part: str, code: str, like: int | None = None) -> "RoutingDraft":
        """Return the draft with one more part at the end: empty, or a copy of number `like` under another code."""
        document = deepcopy(self.document)
        parts: Any = document[part]
        if like is not None:
            new = deepcopy(parts[like])
        else:
            new = deepcopy(_NEW_QUEUE if part == "queues" else _NEW_HOURS)
            if part == "queues" and parts:
                new["group"] = parts[0]["group"]
        parts.append({**new, "code": code})
        return self._step(document, (part, "added", code))

    def remove(self, part: str, number: int, taker: str = "") -> "RoutingDraft":
        """Return the draft without one part and without what led to it; `taker` gets the callers of a queue."""
        document = deepcopy(self.document)
        parts: Any = document[part]
        code = parts.pop(number)["code"]
        moves = dict(self.moves)
        if part == "queues":
            for queue in parts:
                queue["overflow"].pop(code, None)
                for key in ("closed_to", "full_to"):
                    queue[key] = "" if queue[key] == code else queue[key]
            if document["default_queue"] == code:
                document["default_queue"] = taker or (parts[0]["code"] if parts else "")
            if taker:
                moves[code] = taker
        else:
            for queue in parts_of(document, "queues"):
                queue["hours"] = "" if queue["hours"] == code else queue["hours"]
        return self._step(document, (part, "removed", code), moves)

    def become(self, document: Document) -> "RoutingDraft":
        """Return the draft with all of another document, as one step: an older version."""
        return self if document == self.document else self._step(deepcopy(document), ("all",))

    def undo(self) -> "RoutingDraft":
        if not self.past:
            return self
        last = self.past[-1]
        now = _Step(self.document, self.moves, last.place)
        return replace(self, document=last.document, moves=last.moves, past=self.past[:-1], future=(*self.future, now))

    def redo(self) -> "RoutingDraft":
        if not self.future:
            return self
        next_ = self.future[-1]
        now = _Step(self.document, self.moves, next_.place)
        return replace(
            self, document=next_.document, moves=next_.moves, past=(*self.past, now), future=self.future[:-1]
        )

    def on_top_of(self, version: int, theirs: Document) -> "RoutingDraft":
        """Return the draft on a newer version: what was changed here stays changed, all else is as they made it."""
        document = merged(self.base, self.document, theirs)
        return replace(self._step(document, ("merged", version)), version=version, base=deepcopy(theirs))

    def _step(self, document: Document, place: Place, moves: Mapping[str, str] | None = None) -> "RoutingDraft":
        moves = self.moves if moves is None else moves
        if self.past and not self.future and self.past[-1].place == place and isinstance(place[-1], str):
            return replace(self, document=document, moves=moves)
        past = (*self.past, _Step(self.document, self.moves, place))
        return replace(self, document=document, moves=moves, past=past, future=())


def draft_of(version: int, document: Document) -> RoutingDraft:
    """Return a draft that changes nothing yet."""
    return RoutingDraft(version, deepcopy(document), deepcopy(document))


def as_text(draft: RoutingDraft) -> str:
    """Return a draft as it is kept on this computer; without its undo."""
    kept = {"version": draft.version, "base": draft.base, "document": draft.document, "moves": dict(draft.moves)}
    return json.dumps(kept, ensure_ascii=False)


def from_text(text: str) -> RoutingDraft | None:
    """Return what `as_text` wrote; None for anything else."""
    try:
        kept = json.loads(text)
        return RoutingDraft(int(kept["version"]), dict(kept["base"]), dict(kept["document"]), dict(kept["moves"]))
    except (ValueError, KeyError, TypeError):
        return None


def value_at(document: JsonValue, place: Sequence[str | int]) -> JsonValue:
    """Return what stands at a place, None where nothing does."""
    value: Any = document
    for part in place:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    found: JsonValue = value
    return found


def changes_between(before: Document, after: Document) -> tuple[Change, ...]:
    """Return what differs, part by part and key by key. The order of queues decides among equals only; it is no
    difference here."""
    return tuple(_changes(before, after))


def _changes(before: Document, after: Document) -> Iterator[Change]:
    for key in after:
        if key not in LISTS and before.get(key) != after[key]:
            yield Change(ChangeKind.CHANGED, key=key, before=before.get(key), after=after[key])
    for part in LISTS:
        old, new = _by_code(before, part), _by_code(after, part)
        yield from (Change(ChangeKind.REMOVED, part, code) for code in old if code not in new)
        for code, values in new.items():
            if code not in old:
                yield Change(ChangeKind.ADDED, part, code)
                continue
            for key, value in values.items():
                if old[code].get(key) != value:
                    yield Change(ChangeKind.CHANGED, part, code, key, old[code].get(key), value)


def merged(base: Document, mine: Document, theirs: Document) -> Document:
    """Return `theirs` with every change that leads from `base` to `mine`; where both changed one value it is mine."""
    result = deepcopy(theirs)
    for key in mine:
        if key not in LISTS and mine[key] != base.get(key):
            result[key] = deepcopy(mine[key])
    for part in LISTS:
        old, now, their = _by_code(base, part), _by_code(mine, part), _by_code(theirs, part)
        parts: list[JsonValue] = []
        for code, values in their.items():
            if code in old and code not in now:
                continue  # I took it away
            own = now.get(code, {})
            changed = {key: value for key, value in own.items() if old.get(code, {}).get(key) != value}
            parts.append({**values, **changed})
        parts += [values for code, values in now.items() if code not in their and values != old.get(code)]
        result[part] = deepcopy(parts)
    return result


def _by_code(document: Document, part: str) -> dict[str, dict[str, Any]]:
    return {str(each.get("code", "")): each for each in parts_of(document, part)}


def parts_of(document: Document, part: str) -> list[dict[str, Any]]:
    """Return the parts of a list of the document, such as its queues."""
    found: Any = document.get(part)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

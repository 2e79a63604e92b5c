"""What an administrator is changing in the routing: pure values, with undo, the changes by name, and a merge."""

import json
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from pydantic import JsonValue

from agent_desktop.contract.routing import Document
from agent_desktop.contract.routing_checks import in_form_of_now, with_later

LISTS: Final = ("queues", "hours", "skills", "outgoing_numbers")
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
    "callback_share": 20,
    "callback_late_share": 50,
    "preview_seconds": 120,
}
_NEW_HOURS: Final[Document] = {
    "time_zone": "",
    "weekly": {day: ["09:00-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    "days": [],
}


_NEW: Final[Mapping[str, Document]] = {
    "queues": _NEW_QUEUE,
    "hours": _NEW_HOURS,
    "skills": {"name": {"en": "", "zh": ""}},
    "outgoing_numbers": {"name": {"en": "", "zh": ""}, "number": "+", "queues": []},
}


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `part` is one of `LISTS` or empty, `code` whose of it, `key` what of that; without a `key`
    the whole part came or went. Opening hours differ by weekday (`key` is ``mon``) and by day (``days``, the one day
    before and after)."""

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
        """Return the draft with `value` at a place. Letters typed one after the other at one place are one step; a
        list of rows with another number of them is one by itself."""
        before = value_at(self.document, place)
        if before == value:
            return self
        document = deepcopy(self.document)
        parent: Any = value_at(document, place[:-1])
        parent[place[-1]] = deepcopy(value)
        return self._step(document, place, apart=_rows(before) != _rows(value))

    def add(self, part: str, code: str, like: int | None = None) -> "RoutingDraft":
        """Return the draft with one more part at the end: empty, or a copy of number `like` under another code."""
        document = deepcopy(self.document)
        parts: Any = document[part]
        if like is not None:
            new = deepcopy(parts[like])
        else:
            new = deepcopy(_NEW[part])
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
            _forget_queue(document, code, taker)
            if taker:
                moves[code] = taker
        for queue in parts_of(document, "queues"):
            if part == "hours":
                queue["hours"] = "" if queue["hours"] == code else queue["hours"]
            elif part == "skills":
                queue["needs"].pop(code, None)
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

    def _step(
        self, document: Document, place: Place, moves: Mapping[str, str] | None = None, *, apart: bool = False
    ) -> "RoutingDraft":
        moves = self.moves if moves is None else moves
        goes_on = bool(self.past) and not self.future and self.past[-1].place == place and not apart
        if goes_on and isinstance(place[-1], str):
            return replace(self, document=document, moves=moves)
        past = (*self.past, _Step(self.document, self.moves, place))
        return replace(self, document=document, moves=moves, past=past, future=())


def _forget_queue(document: Document, code: str, taker: str) -> None:
    """Take away what leads to a queue that goes; `taker` gets its callers."""
    queues = parts_of(document, "queues")
    for queue in queues:
        queue["overflow"].pop(code, None)
        for key in ("closed_to", "full_to"):
            queue[key] = "" if queue[key] == code else queue[key]
    if document["default_queue"] == code:
        document["default_queue"] = taker or (queues[0]["code"] if queues else "")
    for own in parts_of(document, "outgoing_numbers"):
        if code not in own["queues"]:
            continue
        left = [each for each in own["queues"] if each != code]
        if taker and taker not in left:
            left.append(taker)
        # A number of no queue is everybody's: one of this queue alone stays its, and is told to be wrong.
        own["queues"] = left or own["queues"]


def draft_of(version: int, document: Document) -> RoutingDraft:
    """Return a draft that changes nothing yet."""
    return RoutingDraft(version, deepcopy(document), deepcopy(document))


def as_text(draft: RoutingDraft) -> str:
    """Return a draft as it is kept on this computer; without its undo."""
    kept = {"version": draft.version, "base": draft.base, "document": draft.document, "moves": dict(draft.moves)}
    return json.dumps(kept, ensure_ascii=False)


def from_text(text: str, said: Document) -> RoutingDraft | None:
    """Return what `as_text` wrote; None for anything else. An earlier program may have written it: what that kept
    nowhere in a draft is as it is `said` now."""
    try:
        kept = json.loads(text)
        base, document = (in_form_of_now(with_later(dict(kept[each]), said)) for each in ("base", "document"))
        return RoutingDraft(int(kept["version"]), base, document, dict(kept["moves"]))
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
                earlier = old[code].get(key)
                if earlier == value:
                    continue
                if key not in _BY_KEY:
                    yield Change(ChangeKind.CHANGED, part, code, key, earlier, value)
                    continue
                was, now = _keyed(key, earlier), _keyed(key, value)
                for each in (*was, *(each for each in now if each not in was)):
                    if was.get(each) != now.get(each):
                        name = each if key == "weekly" else key
                        yield Change(ChangeKind.CHANGED, part, code, name, was.get(each), now.get(each))


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
            was = old.get(code, {})
            changed = {
                key: _merged_value(key, was.get(key), value, values.get(key))
                for key, value in own.items()
                if was.get(key) != value
            }
            parts.append({**values, **changed})
        parts += [values for code, values in now.items() if code not in their and values != old.get(code)]
        result[part] = deepcopy(parts)
    return result


_BY_KEY: Final = ("weekly", "days")
"""What of opening hours is looked at weekday by weekday, and day by day."""


def _rows(value: JsonValue) -> object:
    """Return what makes a value one of other rows: how many a list has, which keys a mapping has."""
    return len(value) if isinstance(value, list) else set(value) if isinstance(value, dict) else None


def _keyed(key: str, value: JsonValue) -> dict[str, JsonValue]:
    """Return spans by weekday, or days by date."""
    if key == "weekly":
        return dict(value) if isinstance(value, dict) else {}
    days = value if isinstance(value, list) else []
    return {str(each.get("day", "")): each for each in days if isinstance(each, dict)}


def _merged_value(key: str, base: JsonValue, mine: JsonValue, theirs: JsonValue) -> JsonValue:
    """Return what a value becomes that I changed: mine; of opening hours, only the weekdays and days that I changed."""
    if key not in _BY_KEY:
        return mine
    was, now, their = _keyed(key, base), _keyed(key, mine), _keyed(key, theirs)
    touched = [each for each in {**was, **now} if was.get(each) != now.get(each)]
    kept = {each: value for each, value in their.items() if each not in touched}
    kept |= {each: now[each] for each in touched if each in now}
    return kept if key == "weekly" else [kept[each] for each in sorted(kept)]


def _by_code(document: Document, part: str) -> dict[str, dict[str, Any]]:
    return {str(each.get("code", "")): each for each in parts_of(document, part)}


def parts_of(document: Document, part: str) -> list[dict[str, Any]]:
    """Return the parts of a list of the document, such as its queues."""
    found: Any = document.get(part)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []

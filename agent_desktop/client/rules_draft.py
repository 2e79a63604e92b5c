"""What an administrator is changing in the rules beside the routing: pure values, with undo, the changes by code, and a
merge."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Final

from pydantic import JsonValue

from agent_desktop.client.routing_draft import Change, ChangeKind, Place, value_at
from agent_desktop.contract.routing import Document
from agent_desktop.contract.rules import RULE_LISTS, RuleKind

ENTRIES: Final = "entries"
"""The key under which a group of outcomes has what lies in it."""
GROUP: Final = "lies_in"
"""The key of a change of the group in which something lies."""
ORDER: Final = "order"

_NEW: Final[dict[RuleKind, Document]] = {
    RuleKind.OUTCOMES: {"name": {"en": "", "zh": ""}},
    RuleKind.AWAY_REASONS: {"name": {"en": "", "zh": ""}, "minutes": [15, 30, 60]},
    RuleKind.FLOOR_ALERTS: {"name": {"en": "", "zh": ""}, "measure": "longest_wait", "warn": 60, "act": 120},
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of a document: where it stands, how deep, in which group, and what it says."""

    place: Place
    level: int
    group: str
    values: Document

    @property
    def code(self) -> str:
        return str(self.values.get("code", ""))

    @property
    def is_group(self) -> bool:
        return ENTRIES in self.values


@dataclass(frozen=True, slots=True)
class _Step:
    document: Document
    place: Place


@dataclass(frozen=True, slots=True)
class RulesDraft:
    """`base` is the version `version` as it was read, `document` what it is to become."""

    kind: RuleKind
    version: int
    base: Document
    document: Document
    past: tuple[_Step, ...] = ()
    future: tuple[_Step, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.document != self.base

    def put(self, place: Place, value: JsonValue) -> "RulesDraft":
        """Return the draft with `value` at a place. Letters typed one after the other at one place are one step."""
        if value_at(self.document, place) == value:
            return self
        document = deepcopy(self.document)
        parent: Any = value_at(document, place[:-1])
        parent[place[-1]] = deepcopy(value)
        return self._step(document, place)

    def add(self, code: str, *, near: Place = (), group: bool = False) -> tuple["RulesDraft", Place]:
        """Return the draft with one more entry, and its place: after the one at `near`, at the end of a group that
        stands there; at the end of all without one."""
        document = deepcopy(self.document)
        entry: Document = {"code": code, **deepcopy(_NEW[self.kind])}
        if group:
            entry[ENTRIES] = [{"code": f"{code}_1"[:40], **deepcopy(_NEW[self.kind])}]
        inside = value_at(document, (*near, ENTRIES)) if near else None
        if isinstance(inside, list) and not group:
            place: Place = (*near, ENTRIES, len(inside))
        elif near and isinstance(near[-1], int):
            place = (*near[:-1], near[-1] + 1)
        else:
            place = (RULE_LISTS[self.kind], len(_list_at(document, (RULE_LISTS[self.kind],))))
        _list_at(document, place[:-1]).insert(_number(place), entry)
        return self._step(document, (*place, "added", code)), place

    def remove(self, place: Place) -> "RulesDraft":
        """Return the draft without the entry at a place; a group that is left empty goes with it."""
        document = deepcopy(self.document)
        _taken(document, place)
        return self._step(document, (*place, "removed", len(self.past)))

    def move(self, place: Place, by: int) -> tuple["RulesDraft", Place]:
        """Return the draft with the entry further up or down among its own, and its new place."""
        there = _list_at(self.document, place[:-1])
        number = _number(place)
        target = min(max(number + by, 0), len(there) - 1)
        if target == number:
            return self, place
        document = deepcopy(self.document)
        entries = _list_at(document, place[:-1])
        entries.insert(target, entries.pop(number))
        return self._step(document, (*place[:-1], "moved", len(self.past))), (*place[:-1], target)

    def become(self, document: Document) -> "RulesDraft":
        """Return the draft with all of another document, as one step: an older version."""
        return self if document == self.document else self._step(deepcopy(document), ("all", len(self.past)))

    def undo(self) -> "RulesDraft":
        if not self.past:
            return self
        last, now = self.past[-1], _Step(self.document, self.past[-1].place)
        return replace(self, document=last.document, past=self.past[:-1], future=(*self.future, now))

    def redo(self) -> "RulesDraft":
        if not self.future:
            return self
        next_, now = self.future[-1], _Step(self.document, self.future[-1].place)
        return replace(self, document=next_.document, past=(*self.past, now), future=self.future[:-1])

    def on_top_of(self, version: int, theirs: Document) -> "RulesDraft":
        """Return the draft on a newer version: what was changed here stays changed, all else is as they made it."""
        document = merged(self.kind, self.base, self.document, theirs)
        return replace(self._step(document, ("merged", version)), version=version, base=deepcopy(theirs))

    def _step(self, document: Document, place: Place) -> "RulesDraft":
        goes_on = bool(self.past) and not self.future and self.past[-1].place == place and isinstance(place[-1], str)
        if goes_on and value_at(self.document, place) is not None and not isinstance(value_at(document, place), bool):
            return replace(self, document=document)
        return replace(self, document=document, past=(*self.past, _Step(self.document, place)), future=())


def draft_of(kind: RuleKind, version: int, document: Document) -> RulesDraft:
    """Return a draft that changes nothing yet."""
    return RulesDraft(kind, version, deepcopy(document), deepcopy(document))


def as_text(draft: RulesDraft) -> str:
    """Return a draft as it is kept on this computer; without its undo."""
    return json.dumps({"version": draft.version, "base": draft.base, "document": draft.document}, ensure_ascii=False)


def from_text(kind: RuleKind, text: str) -> RulesDraft | None:
    """Return what `as_text` wrote; None for anything else."""
    try:
        kept = json.loads(text)
        base, document = dict(kept["base"]), dict(kept["document"])
        if not all(isinstance(each.get(RULE_LISTS[kind]), list) for each in (base, document)):
            return None
        return RulesDraft(kind, int(kept["version"]), base, document)
    except (ValueError, KeyError, TypeError):
        return None


def entries_of(kind: RuleKind, document: Document) -> list[Entry]:
    """Return all parts of a document in their order, groups before what lies in them."""
    return list(_walk((RULE_LISTS[kind],), document.get(RULE_LISTS[kind]), 0, ""))


def changes_between(kind: RuleKind, before: Document, after: Document) -> tuple[Change, ...]:
    """Return what differs, by code and key."""
    return tuple(_changes(kind, before, after))


def merged(kind: RuleKind, base: Document, mine: Document, theirs: Document) -> Document:
    """Return `theirs` with every change that leads from `base` to `mine`; where both changed one value it is mine."""
    result = deepcopy(theirs)
    own = {each.code: each for each in entries_of(kind, mine)}
    for change in _changes(kind, base, mine):
        there = next((each for each in entries_of(kind, result) if each.code == change.code), None)
        if change.kind is ChangeKind.ADDED:
            if there is None:
                values = deepcopy(own[change.code].values)
                if ENTRIES in values:
                    values[ENTRIES] = []
                _home(kind, result, own[change.code].group).append(values)
        elif there is None or change.key == ORDER:
            continue
        elif change.kind is ChangeKind.REMOVED:
            if not there.values.get(ENTRIES):
                _taken(result, there.place)
        elif change.key == GROUP:
            values = _taken(result, there.place)
            _home(kind, result, own[change.code].group).append(values)
        elif change.after is None:
            there.values.pop(change.key, None)
        else:
            there.values[change.key] = deepcopy(change.after)
    return result


def _walk(base: Place, entries: object, level: int, group: str) -> Iterator[Entry]:
    for number, values in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(values, dict):
            continue
        place: Place = (*base, number)
        yield Entry(place, level, group, values)
        yield from _walk((*place, ENTRIES), values.get(ENTRIES), level + 1, str(values.get("code", "")))


def _changes(kind: RuleKind, before: Document, after: Document) -> Iterator[Change]:
    old = {each.code: each for each in entries_of(kind, before)}
    new = {each.code: each for each in entries_of(kind, after)}
    yield from (Change(ChangeKind.REMOVED, kind, code) for code in old if code not in new)
    for code, entry in new.items():
        if code not in old:
            yield Change(ChangeKind.ADDED, kind, code)
            continue
        was, now = old[code].values, entry.values
        for key in dict.fromkeys((*was, *now)):
            if key not in (ENTRIES, "code") and was.get(key) != now.get(key):
                yield Change(ChangeKind.CHANGED, kind, code, key, was.get(key), now.get(key))
        if old[code].group != entry.group:
            yield Change(ChangeKind.CHANGED, kind, code, GROUP, old[code].group, entry.group)
    stay = [code for code in old if code in new]
    if stay != [code for code in new if code in old]:
        yield Change(ChangeKind.CHANGED, kind, "", ORDER)


def _home(kind: RuleKind, document: Document, group: str) -> list[Any]:
    """Return the list in which the parts of a group stand; the topmost where there is no such group."""
    for each in entries_of(kind, document):
        if each.code == group and each.is_group:
            return _list_at(document, (*each.place, ENTRIES))
    return _list_at(document, (RULE_LISTS[kind],))


def _taken(document: Document, place: Place) -> Document:
    entries = _list_at(document, place[:-1])
    values: Document = entries.pop(_number(place))
    if not entries and len(place) > 2:  # a group with nothing in it is none
        _taken(document, place[:-2])
    return values


def _list_at(document: Document, place: Sequence[str | int]) -> list[Any]:
    found = value_at(document, place)
    if not isinstance(found, list):
        raise KeyError(place)
    return found


def _number(place: Place) -> int:
    return int(place[-1])

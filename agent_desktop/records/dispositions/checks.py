"""What the schema alone cannot say of a tree of dispositions: its codes, its languages, and whether people find their
way in it. Pure.

The limits are those of a published Genesys course on wrap-up codes (at most 15 to a list, names under 30 characters,
mutually exclusive); the depth is that of an entry menu, for the same reason: each level is a choice under time.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.interactions import SystemOutcome
from agent_desktop.records.dispositions.schema import DispositionTree, Entry

MOST_ENTRIES: Final = 15
MOST_LEVELS: Final = 3
LONGEST_NAME: Final = 30

LANGUAGES: Final = ("en", "zh")

Place = tuple[str | int, ...]


class TreeProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    CODE_TWICE = "code_twice"  # code
    CODE_RESERVED = "code_reserved"  # code
    NAME_LIKE_ANOTHER = "name_like_another"  # name, other: a code
    NAME_LONG = "name_long"  # name, most
    TREE_WIDE = "tree_wide"  # entries, most
    TREE_DEEP = "tree_deep"  # levels, most
    NOTHING_OFFERED = "nothing_offered"


WARNINGS: Final = frozenset(
    {TreeProblem.NAME_LIKE_ANOTHER, TreeProblem.NAME_LONG, TreeProblem.TREE_WIDE, TreeProblem.TREE_DEEP}
)
"""What a tree may have and still be used."""


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: TreeProblem
    details: Mapping[str, str]


def findings_in(tree: DispositionTree) -> Iterator[Finding]:
    """Yield every problem of a tree that fits the schema."""
    codes: set[str] = set()
    names: dict[str, str] = {}
    top: Place = ("dispositions",)
    yield from _width(top, tree.dispositions)
    if not any(entry.entries is None and not entry.retired for _, _, entry in _walk(top, tree.dispositions, 1)):
        yield _found(top, TreeProblem.NOTHING_OFFERED)
    for place, level, entry in _walk(top, tree.dispositions, 1):
        if entry.code in codes:
            yield _found((*place, "code"), TreeProblem.CODE_TWICE, code=entry.code)
        codes.add(entry.code)
        if entry.code in set(SystemOutcome):
            yield _found((*place, "code"), TreeProblem.CODE_RESERVED, code=entry.code)
        yield from _names(place, entry)
        if entry.entries is not None:
            yield from _width((*place, "entries"), entry.entries)
            continue
        if level > MOST_LEVELS:
            yield _found(place, TreeProblem.TREE_DEEP, levels=level, most=MOST_LEVELS)
        for name in entry.name.values() if not entry.retired else ():
            other = names.setdefault(name.casefold().strip(), entry.code)
            if other != entry.code:
                yield _found((*place, "name"), TreeProblem.NAME_LIKE_ANOTHER, name=name, other=other)


def _walk(place: Place, entries: tuple[Entry, ...], level: int) -> Iterator[tuple[Place, int, Entry]]:
    for number, entry in enumerate(entries):
        here: Place = (*place, number)
        yield here, level, entry
        if entry.entries is not None:
            yield from _walk((*here, "entries"), entry.entries, level + 1)


def _width(place: Place, entries: tuple[Entry, ...]) -> Iterator[Finding]:
    shown = sum(not each.retired for each in entries)
    if shown > MOST_ENTRIES:
        yield _found(place, TreeProblem.TREE_WIDE, entries=shown, most=MOST_ENTRIES)


def _names(place: Place, entry: Entry) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not entry.name.get(language, "").strip():
            yield _found((*place, "name"), TreeProblem.LANGUAGE_MISSING, language=language)
    for language, name in entry.name.items():
        if language not in LANGUAGES:
            allowed = ", ".join(LANGUAGES)
            yield _found((*place, "name", language), TreeProblem.LANGUAGE_UNKNOWN, language=language, allowed=allowed)
        if len(name) > LONGEST_NAME:
            yield _found((*place, "name"), TreeProblem.NAME_LONG, name=name, most=LONGEST_NAME)


def _found(place: Place, problem: TreeProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})

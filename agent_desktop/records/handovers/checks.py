"""What the schema alone cannot say of the file of hand-overs: its codes, its languages, its variables. Pure."""

import string
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.records.handovers.schema import HandoverPlan, ReasonEntry

MOST_ENTRIES: Final = 15
MOST_LEVELS: Final = 3
LONGEST_NAME: Final = 30
LANGUAGES: Final = ("en", "zh")

VARIABLES: Final[Mapping[str, frozenset[str]]] = {
    "named": frozenset({"caller", "colleague"}),
    "unnamed": frozenset({"colleague"}),
    "with_team": frozenset({"name", "team"}),
    "anybody": frozenset(),
}
"""What each saying can name, and has to."""

Place = tuple[str | int, ...]


class PlanProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    PLACEHOLDER_WRONG = "placeholder_wrong"  # text
    CODE_TWICE = "code_twice"  # code
    SKILL_NOT_THERE = "skill_not_there"  # skill, allowed
    VALUE_EMPTY = "value_empty"  # name
    NAME_LONG = "name_long"  # name, most
    TREE_WIDE = "tree_wide"  # entries, most
    TREE_DEEP = "tree_deep"  # levels, most


WARNINGS: Final = frozenset(
    {PlanProblem.NAME_LONG, PlanProblem.TREE_WIDE, PlanProblem.TREE_DEEP, PlanProblem.SKILL_NOT_THERE}
)
"""What a file may have and still be used. The routing's skills are changed while a server runs: a reason whose skill is
gone asks for nobody in particular."""


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: PlanProblem
    details: Mapping[str, str]


def findings_in(plan: HandoverPlan, skills: Collection[str]) -> Iterator[Finding]:
    """Yield every problem of a plan that fits the schema. `skills` are the codes that the routing lists."""
    for name, needed in VARIABLES.items():
        texts: dict[str, str] = getattr(plan.say, name)
        place: Place = ("say", name)
        yield from _languages(place, texts)
        for language, text in texts.items():
            if _variables(text) != needed:
                yield _found((*place, language), PlanProblem.PLACEHOLDER_WRONG, text=text)
    codes: set[str] = set()
    yield from _entries(("reasons",), plan.reasons, 1, codes, skills)


def _entries(
    place: Place, entries: tuple[ReasonEntry, ...], level: int, codes: set[str], skills: Collection[str]
) -> Iterator[Finding]:
    if not entries:
        yield _found(place, PlanProblem.VALUE_EMPTY, name="entries")
    if len(entries) > MOST_ENTRIES:
        yield _found(place, PlanProblem.TREE_WIDE, entries=len(entries), most=MOST_ENTRIES)
    for number, entry in enumerate(entries):
        here: Place = (*place, number)
        if entry.code in codes:
            yield _found((*here, "code"), PlanProblem.CODE_TWICE, code=entry.code)
        codes.add(entry.code)
        yield from _languages((*here, "name"), entry.name)
        for name in entry.name.values():
            if len(name) > LONGEST_NAME:
                yield _found((*here, "name"), PlanProblem.NAME_LONG, name=name, most=LONGEST_NAME)
        for skill in entry.skills:
            if skill not in skills:
                yield _found((*here, "skills"), PlanProblem.SKILL_NOT_THERE, skill=skill, allowed=", ".join(skills))
        if entry.entries is not None:
            yield from _entries((*here, "entries"), entry.entries, level + 1, codes, skills)
        elif level > MOST_LEVELS:
            yield _found(here, PlanProblem.TREE_DEEP, levels=level, most=MOST_LEVELS)


def _languages(place: Place, texts: Mapping[str, str]) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield _found(place, PlanProblem.LANGUAGE_MISSING, language=language)
    for language in texts:
        if language not in LANGUAGES:
            allowed = ", ".join(LANGUAGES)
            yield _found((*place, language), PlanProblem.LANGUAGE_UNKNOWN, language=language, allowed=allowed)


def _variables(text: str) -> frozenset[str] | None:
    """Return what a text names; None where its braces make no sense."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return None
    plain = all(not form and not conversion for _, name, form, conversion in parts if name is not None)
    return frozenset(name for _, name, _, _ in parts if name is not None) if plain else None


def _found(place: Place, problem: PlanProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})

"""What the schema alone cannot say of a list of reasons for being not ready. Pure."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.rules import GIVEN_REASONS
from agent_desktop.records.away_reasons.schema import Reason, ReasonList

LANGUAGES: Final = ("en", "zh")
MOST_OFFERED: Final = 12
"""A menu of one level that an agent reads while somebody waits."""
LONGEST_NAME: Final = 30
Place = tuple[str | int, ...]


class ReasonProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    CODE_TWICE = "code_twice"  # code
    REASON_GIVEN = "reason_given"  # code
    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    NAME_LIKE_ANOTHER = "name_like_another"  # name, other: a code
    NAME_LONG = "name_long"  # name, most
    NOTHING_OFFERED = "nothing_offered"
    TREE_WIDE = "tree_wide"  # entries, most


WARNINGS: Final = frozenset({ReasonProblem.NAME_LIKE_ANOTHER, ReasonProblem.NAME_LONG, ReasonProblem.TREE_WIDE})
"""What a list may have and still be used."""


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: ReasonProblem
    details: Mapping[str, str]


def findings_in(listed: ReasonList) -> Iterator[Finding]:
    """Yield every problem of a list that fits the schema."""
    codes: set[str] = set()
    names: dict[str, str] = {}
    for number, reason in enumerate(listed.reasons):
        place: Place = ("reasons", number)
        if reason.code in codes:
            yield _found((*place, "code"), ReasonProblem.CODE_TWICE, code=reason.code)
        codes.add(reason.code)
        if reason.code in GIVEN_REASONS:
            yield _found((*place, "code"), ReasonProblem.REASON_GIVEN, code=reason.code)
        yield from _names(place, reason)
        for name in reason.name.values() if not reason.retired else ():
            other = names.setdefault(name.casefold().strip(), reason.code)
            if other != reason.code:
                yield _found((*place, "name"), ReasonProblem.NAME_LIKE_ANOTHER, name=name, other=other)
    offered = sum(not each.retired for each in listed.reasons)
    if not offered:
        yield _found(("reasons",), ReasonProblem.NOTHING_OFFERED)
    if offered > MOST_OFFERED:
        yield _found(("reasons",), ReasonProblem.TREE_WIDE, entries=offered, most=MOST_OFFERED)


def _names(place: Place, reason: Reason) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not reason.name.get(language, "").strip():
            yield _found((*place, "name"), ReasonProblem.LANGUAGE_MISSING, language=language)
    for language, name in reason.name.items():
        if language not in LANGUAGES:
            allowed = ", ".join(LANGUAGES)
            yield _found((*place, "name", language), ReasonProblem.LANGUAGE_UNKNOWN, language=language, allowed=allowed)
        if len(name) > LONGEST_NAME:
            yield _found((*place, "name"), ReasonProblem.NAME_LONG, name=name, most=LONGEST_NAME)


def _found(place: Place, problem: ReasonProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})

"""What the schema alone cannot say of the directory's file: its codes, its languages, its numbers. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.records.customers.numbers import normalise
from agent_desktop.records.directory.schema import DirectoryPlan

LANGUAGES: Final = ("en", "zh")

Place = tuple[str | int, ...]


class DirectoryProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    CODE_TWICE = "code_twice"  # code
    OUTSIDE_NUMBER_WRONG = "outside_number_wrong"  # number
    NUMBER_TWICE = "number_twice"  # number
    HOURS_NOT_THERE = "hours_not_there"  # hours, allowed
    SITE_NOT_THERE = "site_not_there"  # site, allowed


WARNINGS: Final[frozenset[DirectoryProblem]] = frozenset()


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: DirectoryProblem
    details: Mapping[str, str]


def findings_in(plan: DirectoryPlan, region: str, hours: Collection[str]) -> Iterator[Finding]:
    """Yield every problem of a plan that fits the schema. Numbers without a country are dialled in `region`;
    `hours` are the codes that the routing has."""
    for section in ("teams", "sites", "numbers"):
        entries: Sequence[object] = getattr(plan, section)
        yield from _codes(section, [str(getattr(each, "code", "")) for each in entries])
        for number, each in enumerate(entries):
            yield from _languages((section, number, "name"), getattr(each, "name", {}))
    sites = [each.code for each in plan.sites]
    known: set[str] = set()
    for place, entry in enumerate(plan.numbers):
        here: Place = ("numbers", place)
        if entry.about:
            yield from _languages((*here, "about"), entry.about)
        e164 = normalise(entry.number, region)
        if e164 is None:
            yield _found((*here, "number"), DirectoryProblem.OUTSIDE_NUMBER_WRONG, number=entry.number)
        elif e164 in known:
            yield _found((*here, "number"), DirectoryProblem.NUMBER_TWICE, number=entry.number)
        known.add(e164 or "")
        if entry.hours and entry.hours not in hours:
            allowed = ", ".join(hours)
            yield _found((*here, "hours"), DirectoryProblem.HOURS_NOT_THERE, hours=entry.hours, allowed=allowed)
        if entry.site and entry.site not in sites:
            allowed = ", ".join(sites)
            yield _found((*here, "site"), DirectoryProblem.SITE_NOT_THERE, site=entry.site, allowed=allowed)


def _codes(section: str, codes: Sequence[str]) -> Iterator[Finding]:
    for place, code in enumerate(codes):
        if code in codes[:place]:
            yield _found((section, place, "code"), DirectoryProblem.CODE_TWICE, code=code)


def _languages(place: Place, texts: Mapping[str, str]) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield _found(place, DirectoryProblem.LANGUAGE_MISSING, language=language)
    for language in texts:
        if language not in LANGUAGES:
            allowed = ", ".join(LANGUAGES)
            yield _found((*place, language), DirectoryProblem.LANGUAGE_UNKNOWN, language=language, allowed=allowed)


def _found(place: Place, problem: DirectoryProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})

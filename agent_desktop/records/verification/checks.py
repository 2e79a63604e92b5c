"""What the schema alone cannot say of a policy: its codes, its languages, whether its levels can be reached. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.customers import Identifier
from agent_desktop.records.verification.schema import ActionRule, CheckRule, VerificationPolicy

LANGUAGES: Final = ("en", "zh")

Place = tuple[str | int, ...]


class PolicyProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    CODE_TWICE = "code_twice"  # code
    LEVEL_UNREACHABLE = "level_unreachable"  # level, points, checks: all there are
    LEVELS_TURNED_ROUND = "levels_turned_round"
    CHECK_ALONE = "check_alone"  # check
    VALUE_UNNAMED = "value_unnamed"  # value


WARNINGS: Final = frozenset({PolicyProblem.CHECK_ALONE, PolicyProblem.VALUE_UNNAMED})
"""What a policy may have and still be used."""


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: PolicyProblem
    details: Mapping[str, str]


def findings_in(policy: VerificationPolicy) -> Iterator[Finding]:
    """Yield every problem of a policy that fits the schema."""
    yield from _levels(policy)
    named: tuple[tuple[str, Sequence[CheckRule | ActionRule]], ...] = (
        ("checks", policy.checks),
        ("actions", policy.actions),
    )
    for name, entries in named:
        codes: set[str] = set()
        for number, entry in enumerate(entries):
            here: Place = (name, number)
            if entry.code in codes:
                yield _found((*here, "code"), PolicyProblem.CODE_TWICE, code=entry.code)
            codes.add(entry.code)
            yield from _texts((*here, "name"), entry.name)
    for number, check in enumerate(policy.checks):
        yield from _texts(("checks", number, "question"), check.question)
        if check.points >= policy.levels.full.points and policy.levels.full.checks == 1:
            yield _found(("checks", number, "points"), PolicyProblem.CHECK_ALONE, check=check.code)
    for identifier in Identifier:
        if identifier not in policy.values:
            yield _found(("values",), PolicyProblem.VALUE_UNNAMED, value=identifier.value)


def _levels(policy: VerificationPolicy) -> Iterator[Finding]:
    points, count = sum(check.points for check in policy.checks), len(policy.checks)
    basic, full = policy.levels.basic, policy.levels.full
    for name, rule in (("basic", basic), ("full", full)):
        if rule.points > points or rule.checks > count:
            found = {"level": name, "points": points, "checks": count}
            yield _found(("levels", name), PolicyProblem.LEVEL_UNREACHABLE, **found)
    if full.points < basic.points or full.checks < basic.checks:
        yield _found(("levels", "full"), PolicyProblem.LEVELS_TURNED_ROUND)


def _texts(place: Place, texts: Mapping[str, str]) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield _found(place, PolicyProblem.LANGUAGE_MISSING, language=language)
    for language in texts:
        if language not in LANGUAGES:
            allowed = ", ".join(LANGUAGES)
            yield _found((*place, language), PolicyProblem.LANGUAGE_UNKNOWN, language=language, allowed=allowed)


def _found(place: Place, problem: PolicyProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})

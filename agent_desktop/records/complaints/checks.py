"""What the schema alone cannot say of the file of complaints: codes, languages, what refers to what. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.complaints import (
    ComplaintChannel,
    ComplaintKind,
    ComplaintState,
    Region,
    ReplyChannel,
    Severity,
)
from agent_desktop.records.complaints.schema import CategoryEntry, ComplaintPlan

MOST_ENTRIES: Final = 15
MOST_LEVELS: Final = 3
LONGEST_NAME: Final = 40
LANGUAGES: Final = ("en", "zh")
NOTHING: Final = "none"
"""The kind of redress that gives nothing: a complaint may be closed with it."""
WITHDRAWN: Final = "withdrawn"
"""The result of a complaint that the customer takes back."""

Place = tuple[str | int, ...]


class PlanProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    PLACEHOLDER_WRONG = "placeholder_wrong"  # text
    CODE_TWICE = "code_twice"  # code
    VALUE_NOT_LISTED = "value_not_listed"  # name, allowed
    VALUE_EMPTY = "value_empty"  # name
    KEY_MISSING = "key_missing"  # name
    NAME_LONG = "name_long"  # name, most
    TREE_WIDE = "tree_wide"  # entries, most
    TREE_DEEP = "tree_deep"  # levels, most


WARNINGS: Final = frozenset({PlanProblem.NAME_LONG, PlanProblem.TREE_WIDE, PlanProblem.TREE_DEEP})
"""What a file may have and still be used."""


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: PlanProblem
    details: Mapping[str, str]


def findings_in(plan: ComplaintPlan) -> Iterator[Finding]:
    """Yield every problem of a plan that fits the schema."""
    yield from _all_there(plan)
    yield from _texts(plan)
    yield from _codes(("outcomes",), [each.code for each in plan.outcomes])
    yield from _codes(("departments",), [each.code for each in plan.departments])
    yield from _codes(("root_causes",), [each.code for each in plan.root_causes])
    yield from _codes(("redress", "kinds"), [each.code for each in plan.redress.kinds])
    for number, cause in enumerate(plan.root_causes):
        if cause.group not in plan.root_cause_groups:
            yield _listed(("root_causes", number, "group"), "group", plan.root_cause_groups)
    kinds = {each.code: each for each in plan.redress.kinds}
    if NOTHING not in kinds or kinds[NOTHING].has_amount:
        yield _found(("redress", "kinds"), PlanProblem.KEY_MISSING, name=NOTHING)
    if WITHDRAWN not in plan.results:
        yield _found(("results",), PlanProblem.KEY_MISSING, name=WITHDRAWN)
    yield from _entries(("categories",), plan.categories, 1)
    leaves = dict(leaves_of(plan.categories))
    for answer, code in plan.prefill.categories.items():
        if code not in leaves:
            yield _listed(("prefill", "categories", answer), answer, leaves)


def leaves_of(entries: Iterable[CategoryEntry], path: str = "") -> Iterator[tuple[str, CategoryEntry]]:
    """Yield what can be chosen, each with its code as the records have it: a path with dots."""
    for entry in entries:
        code = f"{path}.{entry.code}" if path else entry.code
        if entry.entries is None:
            yield code, entry
        else:
            yield from leaves_of(entry.entries, code)


def _all_there(plan: ComplaintPlan) -> Iterator[Finding]:
    needed: tuple[tuple[str, Collection[str], Iterable[str]], ...] = (
        ("numbers", plan.numbers, ComplaintKind),
        ("severities", plan.severities, Severity),
        ("channels", plan.channels, ComplaintChannel),
        ("reply_channels", plan.reply_channels, ReplyChannel),
        ("regions", plan.regions, Region),
        ("say", plan.say, ComplaintState),
        ("states", plan.states, ComplaintState),
    )
    for name, there, wanted in needed:
        for key in wanted:
            if key not in there:
                yield _found((name,), PlanProblem.KEY_MISSING, name=str(key))
    prefixes = list(plan.numbers.values())
    if len(set(prefixes)) < len(prefixes):
        yield _found(("numbers",), PlanProblem.CODE_TWICE, code=max(prefixes, key=prefixes.count))


def _texts(plan: ComplaintPlan) -> Iterator[Finding]:
    named: list[tuple[Place, Mapping[str, str]]] = []
    for severity, choice in plan.severities.items():
        named.append((("severities", severity.value, "name"), choice.name))
        if choice.hint:
            named.append((("severities", severity.value, "hint"), choice.hint))
    for name in ("channels", "reply_channels", "regions", "results", "root_cause_groups", "states"):
        words: Mapping[str, Mapping[str, str]] = getattr(plan, name)
        named += [((name, str(key)), text) for key, text in words.items()]
    for name in ("outcomes", "root_causes", "departments"):
        named += [((name, number, "name"), each.name) for number, each in enumerate(getattr(plan, name))]
    named += [(("redress", "kinds", number, "name"), each.name) for number, each in enumerate(plan.redress.kinds)]
    for state, saying in plan.say.items():
        if saying.with_due is None:
            continue
        named.append((("say", state.value, "with_due"), saying.with_due))
        for language, text in saying.with_due.items():
            if "{due}" not in text:
                yield _found(("say", state.value, "with_due", language), PlanProblem.PLACEHOLDER_WRONG, text=text)
    named.append((("number_message",), plan.number_message))
    for language, text in plan.number_message.items():
        if "{number}" not in text:
            yield _found(("number_message", language), PlanProblem.PLACEHOLDER_WRONG, text=text)
    for place, texts in named:
        yield from _languages(place, texts)


def _entries(place: Place, entries: tuple[CategoryEntry, ...], level: int) -> Iterator[Finding]:
    if not entries:
        yield _found(place, PlanProblem.VALUE_EMPTY, name="entries")
    if len(entries) > MOST_ENTRIES:
        yield _found(place, PlanProblem.TREE_WIDE, entries=len(entries), most=MOST_ENTRIES)
    yield from _codes(place, [entry.code for entry in entries])
    for number, entry in enumerate(entries):
        here: Place = (*place, number)
        yield from _languages((*here, "name"), entry.name)
        if entry.hint:
            yield from _languages((*here, "hint"), entry.hint)
        for name in entry.name.values():
            if len(name) > LONGEST_NAME:
                yield _found((*here, "name"), PlanProblem.NAME_LONG, name=name, most=LONGEST_NAME)
        if entry.entries is not None:
            yield from _entries((*here, "entries"), entry.entries, level + 1)
        elif level > MOST_LEVELS:
            yield _found(here, PlanProblem.TREE_DEEP, levels=level, most=MOST_LEVELS)


def _codes(place: Place, codes: Iterable[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, code in enumerate(codes):
        if code in seen:
            yield _found((*place, number, "code"), PlanProblem.CODE_TWICE, code=code)
        seen.add(code)


def _languages(place: Place, texts: Mapping[str, str]) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield _found(place, PlanProblem.LANGUAGE_MISSING, language=language)
    for language in texts:
        if language not in LANGUAGES:
            allowed = ", ".join(LANGUAGES)
            yield _found((*place, language), PlanProblem.LANGUAGE_UNKNOWN, language=language, allowed=allowed)


def _listed(place: Place, name: str, allowed: Iterable[str]) -> Finding:
    return _found(place, PlanProblem.VALUE_NOT_LISTED, name=name, allowed=", ".join(allowed))


def _found(place: Place, problem: PlanProblem, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})

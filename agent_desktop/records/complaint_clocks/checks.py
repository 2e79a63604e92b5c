"""What the schema alone cannot say of the rules of complaints. Pure.

An error refuses the file: a clock would never start, never end, or hang on something that is not there. A warning is of
what may be meant so.
"""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.records.complaint_clocks.book import LEGAL
from agent_desktop.records.complaint_clocks.schema import ClockFile, Named, Rule, RuleSetEntry, Rung

LANGUAGES: Final = ("en", "zh")
STATES: Final = frozenset(each.value for each in ComplaintState)
OWN_FLAGS: Final = frozenset({LEGAL})
_START: Final = frozenset({"received", "registered"})

Place = tuple[str | int, ...]


class ClockProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    LANGUAGE_MISSING = "language_missing"  # language
    LANGUAGE_UNKNOWN = "language_unknown"  # language, allowed
    CODE_TWICE = "code_twice"  # code
    CALENDAR_NOT_THERE = "calendar_not_there"  # calendar, allowed
    RULE_SET_NOT_THERE = "rule_set_not_there"  # set, allowed
    RULES_OVERLAP = "rules_overlap"  # rule, day: the first that both are in force
    RULE_DATES_TURNED_ROUND = "rule_dates_turned_round"  # rule
    STATE_NOT_THERE = "state_not_there"  # state, allowed
    MARK_NOT_THERE = "mark_not_there"  # mark, allowed
    FLAG_NOT_THERE = "flag_not_there"  # flag, allowed
    CATEGORY_NOT_THERE = "category_not_there"  # category
    RULE_NEVER_ENDS = "rule_never_ends"  # rule
    RULE_ENDS_AT_ONCE = "rule_ends_at_once"  # rule
    RULE_NEVER_FITS = "rule_never_fits"  # flag
    RULE_UNVERIFIED = "rule_unverified"  # rule
    STAGE_NOT_LATER = "stage_not_later"  # stage
    STAGE_UNAPPROVED = "stage_unapproved"  # stage
    LADDER_NOT_RISING = "ladder_not_rising"
    LADDER_TELLS_NOBODY = "ladder_tells_nobody"  # percent
    LADDER_WITHOUT_END = "ladder_without_end"
    HOUSE_TWICE = "house_twice"  # set
    SET_WITHOUT_RULES = "set_without_rules"  # set


WARNINGS: Final = frozenset(
    {
        ClockProblem.RULE_UNVERIFIED,
        ClockProblem.CATEGORY_NOT_THERE,
        ClockProblem.STAGE_UNAPPROVED,
        ClockProblem.LADDER_WITHOUT_END,
        ClockProblem.SET_WITHOUT_RULES,
    }
)


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: ClockProblem
    details: Mapping[str, str]


def findings_in(file: ClockFile, calendars: Collection[str], categories: Collection[str]) -> Iterator[Finding]:
    """Yield every problem of a file that fits the schema. `calendars` and `categories` are the codes there are; without
    categories none is looked for."""
    yield from _named("flags", file.flags)
    yield from _named("marks", file.marks)
    for number, flag in enumerate(file.flags):
        yield from _categories(("flags", number, "categories"), flag.categories, categories)
    yield from _ladder(("ladder",), file.ladder)
    codes = [each.code for each in file.sets]
    if file.region not in codes:
        yield _found(("region",), ClockProblem.RULE_SET_NOT_THERE, set=file.region, allowed=_listed(codes))
    houses = [number for number, each in enumerate(file.sets) if each.house]
    for number in houses[1:]:
        yield _found(("sets", number, "house"), ClockProblem.HOUSE_TWICE, set=file.sets[number].code)
    marks = [each.code for each in file.marks]
    flags = {each.code for each in file.flags} | OWN_FLAGS
    rules: dict[str, list[Rule]] = {}
    for number, entry in enumerate(file.sets):
        here: Place = ("sets", number)
        yield from _set(here, entry, codes[:number], calendars)
        for place, rule in enumerate(entry.rules):
            yield from _rule((*here, "rules", place), rule, marks, flags)
            place_of = (*here, "rules", place, "when", "categories")
            yield from _categories(place_of, rule.when.categories, categories)
            yield from _windows((*here, "rules", place), rule, rules.setdefault(rule.id, []))


def _set(here: Place, entry: RuleSetEntry, before: list[str], calendars: Collection[str]) -> Iterator[Finding]:
    yield from _languages((*here, "name"), entry.name)
    if entry.code in before:
        yield _found((*here, "code"), ClockProblem.CODE_TWICE, code=entry.code)
    if entry.calendar not in calendars:
        allowed = _listed(calendars)
        place = (*here, "calendar")
        yield _found(place, ClockProblem.CALENDAR_NOT_THERE, calendar=entry.calendar, allowed=allowed)
    if not entry.rules:
        yield _found(here, ClockProblem.SET_WITHOUT_RULES, set=entry.code)


def _rule(here: Place, rule: Rule, marks: list[str], flags: Collection[str]) -> Iterator[Finding]:
    yield from _languages((*here, "name"), rule.name)
    yield from _languages((*here, "source"), rule.source)
    if rule.note:
        yield from _languages((*here, "note"), rule.note)
    yield from _happenings((*here, "starts_at"), (rule.starts_at,), marks)
    yield from _happenings((*here, "ends_at"), rule.ends_at, marks)
    yield from _happenings((*here, "drops_at"), rule.drops_at, marks)
    for number, state in enumerate(rule.stops_for):
        if state not in STATES:
            place = (*here, "stops_for", number)
            yield _found(place, ClockProblem.STATE_NOT_THERE, state=state, allowed=_listed(sorted(STATES)))
    if not set(rule.ends_at) - _START:
        yield _found((*here, "ends_at"), ClockProblem.RULE_NEVER_ENDS, rule=rule.id)
    if rule.starts_at in rule.ends_at:
        yield _found((*here, "ends_at"), ClockProblem.RULE_ENDS_AT_ONCE, rule=rule.id)
    for key in ("flags", "without"):
        for number, flag in enumerate(getattr(rule.when, key)):
            if flag not in flags:
                place = (*here, "when", key, number)
                yield _found(place, ClockProblem.FLAG_NOT_THERE, flag=flag, allowed=_listed(sorted(flags)))
    for flag in sorted(set(rule.when.flags) & set(rule.when.without)):
        yield _found((*here, "when", "without"), ClockProblem.RULE_NEVER_FITS, flag=flag)
    if rule.in_use and not rule.verified:
        yield _found((*here, "in_use"), ClockProblem.RULE_UNVERIFIED, rule=rule.id)
    if rule.ladder:
        yield from _ladder((*here, "ladder"), rule.ladder)
    yield from _stages(here, rule, marks)


def _stages(here: Place, rule: Rule, marks: list[str]) -> Iterator[Finding]:
    before = rule.span
    codes: list[str] = []
    for number, stage in enumerate(rule.stages):
        place: Place = (*here, "stages", number)
        yield from _languages((*place, "name"), stage.name)
        if stage.code in codes:
            yield _found((*place, "code"), ClockProblem.CODE_TWICE, code=stage.code)
        codes.append(stage.code)
        if stage.span.unit is before.unit and stage.span.amount <= before.amount:
            yield _found((*place, "span"), ClockProblem.STAGE_NOT_LATER, stage=stage.code)
        before = stage.span
        if stage.needs is not None and stage.needs not in marks:
            yield _found((*place, "needs"), ClockProblem.MARK_NOT_THERE, mark=stage.needs, allowed=_listed(marks))
        if not stage.approvers:
            yield _found(place, ClockProblem.STAGE_UNAPPROVED, stage=stage.code)
        if stage.in_use and not stage.verified:
            yield _found((*place, "in_use"), ClockProblem.RULE_UNVERIFIED, rule=f"{rule.id}, {stage.code}")


def _windows(here: Place, rule: Rule, others: list[Rule]) -> Iterator[Finding]:
    """A rule may be there in several versions, each in force in its own time."""
    if rule.effective_to is not None and rule.effective_to < rule.effective_from:
        yield _found((*here, "effective_to"), ClockProblem.RULE_DATES_TURNED_ROUND, rule=rule.id)
    for other in others:
        since = max(rule.effective_from, other.effective_from)
        ends = [each.effective_to for each in (rule, other) if each.effective_to is not None]
        if not ends or since <= min(ends):
            yield _found((*here, "id"), ClockProblem.RULES_OVERLAP, rule=rule.id, day=since.isoformat())
    others.append(rule)


def _happenings(here: Place, happenings: tuple[str, ...], marks: list[str]) -> Iterator[Finding]:
    for number, each in enumerate(happenings):
        kind, _, code = each.partition(".")
        place = here if here[-1] == "starts_at" else (*here, number)
        if kind == "state" and code not in STATES:
            yield _found(place, ClockProblem.STATE_NOT_THERE, state=code, allowed=_listed(sorted(STATES)))
        elif kind == "mark" and code not in marks:
            yield _found(place, ClockProblem.MARK_NOT_THERE, mark=code, allowed=_listed(marks))


def _ladder(here: Place, ladder: tuple[Rung, ...]) -> Iterator[Finding]:
    percents = [each.percent for each in ladder]
    if percents != sorted(set(percents)):
        yield _found(here, ClockProblem.LADDER_NOT_RISING)
    for number, rung in enumerate(ladder):
        if not rung.tell:
            yield _found((*here, number, "tell"), ClockProblem.LADDER_TELLS_NOBODY, percent=rung.percent)
    if here == ("ladder",) and (not percents or percents[-1] != 100):
        yield _found(here, ClockProblem.LADDER_WITHOUT_END)


def _categories(here: Place, named: tuple[str, ...], categories: Collection[str]) -> Iterator[Finding]:
    for number, category in enumerate(named):
        if categories and category not in categories:
            yield _found((*here, number), ClockProblem.CATEGORY_NOT_THERE, category=category)


def _named(section: str, entries: tuple[Named, ...]) -> Iterator[Finding]:
    codes: list[str] = []
    for number, each in enumerate(entries):
        yield from _languages((section, number, "name"), each.name)
        if each.code in codes:
            yield _found((section, number, "code"), ClockProblem.CODE_TWICE, code=each.code)
        codes.append(each.code)


def _languages(place: Place, texts: Mapping[str, str]) -> Iterator[Finding]:
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            yield _found(place, ClockProblem.LANGUAGE_MISSING, language=language)
    for language in texts:
        if language not in LANGUAGES:
            yield _found((*place, language), ClockProblem.LANGUAGE_UNKNOWN, language=language, allowed="en, zh")


def _listed(codes: Collection[str]) -> str:
    return ", ".join(codes)


def _found(place: Place, problem: ClockProblem, /, **details: object) -> Finding:
    return Finding(place, problem, {name: str(value) for name, value in details.items()})

"""What the schema alone cannot say of rules of floor alerts. Pure."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

from agent_desktop.contract.floor_alerts import FloorMeasure
from agent_desktop.records.floor_alerts.schema import FloorBook, Rule
from agent_desktop.records.floor_alerts.states import LOWER_IS_WORSE

LANGUAGES: Final = ("en", "zh")
Place = tuple[str | int, ...]


class FloorProblem(StrEnum):
    """One kind of mistake. Where its words need values, the comment names them."""

    CODE_TWICE = "code_twice"  # code
    LANGUAGE_MISSING = "language_missing"  # language
    VALUE_OUT_OF_RANGE = "value_out_of_range"  # name, allowed


class Finding(NamedTuple):
    """One problem at a place in the file; `details` are the values its words need."""

    place: Place
    problem: FloorProblem
    details: Mapping[str, str]


def findings_in(book: FloorBook) -> Iterator[Finding]:
    """Yield every problem of a file that fits the schema."""
    codes: set[str] = set()
    for number, rule in enumerate(book.rules):
        here: Place = ("rules", number)
        if rule.code in codes:
            yield Finding((*here, "code"), FloorProblem.CODE_TWICE, {"code": rule.code})
        codes.add(rule.code)
        for language in LANGUAGES:
            if not rule.name.get(language, "").strip():
                yield Finding((*here, "name"), FloorProblem.LANGUAGE_MISSING, {"language": language})
        yield from _thresholds(rule, here)


def _thresholds(rule: Rule, here: Place) -> Iterator[Finding]:
    if rule.warn is None and rule.act is None:
        yield Finding(here, FloorProblem.VALUE_OUT_OF_RANGE, {"name": "warn, act", "allowed": "warn | act"})
    if rule.of_target and rule.measure is not FloorMeasure.SERVICE_LEVEL:
        allowed = FloorMeasure.SERVICE_LEVEL.value
        yield Finding((*here, "of_target"), FloorProblem.VALUE_OUT_OF_RANGE, {"name": "of_target", "allowed": allowed})
    if rule.warn is None or rule.act is None:
        return
    lower = rule.measure in LOWER_IS_WORSE and not rule.of_target  # points under a target grow as it becomes worse
    if (rule.act > rule.warn) if lower else (rule.act < rule.warn):
        allowed = f"{'<=' if lower else '>='} {rule.warn:g}"
        yield Finding((*here, "act"), FloorProblem.VALUE_OUT_OF_RANGE, {"name": "act", "allowed": allowed})

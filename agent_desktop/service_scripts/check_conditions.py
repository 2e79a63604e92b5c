"""What is wrong with the conditions of a script: what cannot be read, names, types, and what is never or always so."""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Final

from agent_desktop.contract.problems import FileProblem, ProblemCode
from agent_desktop.service_scripts.answers import NO, YES
from agent_desktop.service_scripts.condition_types import check_condition, names_in
from agent_desktop.service_scripts.conditions import Conditions, kinds_of
from agent_desktop.service_scripts.facts import Kind, ValueType
from agent_desktop.service_scripts.findings import Finding
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.yaml_lines import Place

_MOST_TRIED: Final = 2000


def condition_findings(script: Script) -> Iterator[Finding]:
    """Yield what is wrong with the conditions of a script."""
    kinds = kinds_of(script)
    for place, text in _all_conditions(script):
        if not text:
            continue
        checked = check_condition(text, kinds)
        for found in checked.problems:
            yield Finding(place, found.problem, text[found.start : found.end], found.fix, found.start)
        if checked.tree is not None:
            yield from _settled(place, text, kinds)


def _settled(place: Place, text: str, kinds: Mapping[str, Kind]) -> Iterator[Finding]:
    """Yield that a condition is the same whatever the call, where all its names have listed values."""
    names = names_in(text)
    values = [_values_of(kinds[name]) for name in names if name in kinds]
    if not all(values):
        return
    given: dict[str, str] = {}
    conditions = Conditions(kinds, given)
    found: set[bool] = set()
    known = [name for name in names if name in kinds]
    for chosen in islice(product(*values), _MOST_TRIED + 1):
        given.update(zip(known, chosen, strict=True))
        found.add(conditions.hold(text))
        if len(found) > 1:
            return
    tried = 1
    for each in values:
        tried *= len(each)
    if tried <= _MOST_TRIED:
        code = ProblemCode.CONDITION_ALWAYS if found == {True} else ProblemCode.CONDITION_NEVER
        yield Finding(place, FileProblem(code), text)


def _values_of(kind: Kind) -> tuple[str, ...]:
    """Return every value there can be, and none at all; empty where they are not listed."""
    if kind.type is ValueType.YES_NO:
        return ("", YES, NO)
    if kind.type is ValueType.SEVERAL:
        return ()
    return ("", *kind.allowed) if kind.allowed else ()


def _all_conditions(script: Script) -> Iterator[tuple[Place, str]]:
    for number, step in enumerate(script.steps):
        place: Place = ("steps", number)
        for each, question in enumerate(step.questions):
            yield (*place, "questions", each, "when"), question.when
        for each, statement in enumerate(step.must_say):
            yield (*place, "must_say", each, "when"), statement.when
        for each, action in enumerate(step.actions):
            yield (*place, "actions", each, "when"), action.when
        for each, way in enumerate(step.branch.when if step.branch is not None else ()):
            yield (*place, "branch", "when", each, "if"), way.condition

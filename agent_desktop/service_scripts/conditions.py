"""Conditions of a script: ``tier == "gold" and answers.amount > 10000``.

Names are facts (bare), ``answers.ID`` and ``results.ID``; operators == != < <= > >= in, not in, and, or, not; literals
are texts, numbers, True and False; a day may be ``"2026-06-16"`` or ``"today+30"``; ``has(x)`` says whether there is a
value. A value that is missing makes each comparison false. The tree is checked against the types when a file loads
(`service_scripts.condition_types`), and only a tree without a problem is ever evaluated, by simpleeval.
"""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from simpleeval import EvalWithCompoundTypes

from agent_desktop.contract.verification import LEVELS, Level
from agent_desktop.service_scripts.actions import ResultState
from agent_desktop.service_scripts.answers import YES, day_from, is_day, is_number, kind_of
from agent_desktop.service_scripts.condition_types import Checked, check_condition, names_in
from agent_desktop.service_scripts.facts import FACTS, Kind, ValueType
from agent_desktop.service_scripts.schema import Script
from agent_desktop.service_scripts.variables import ANSWERS

RESULTS: Final = "results."

_RESULT: Final = Kind(ValueType.TEXT, tuple(ResultState))


class _Missing:
    """There is no value."""

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing()


class Conditions:
    """Says which conditions of one script hold, by the values as they are when asked."""

    def __init__(self, kinds: Mapping[str, Kind], values: Mapping[str, str]) -> None:
        """Know the kinds of names; `values` are canonical texts by name, which may change between two questions."""
        self._kinds = kinds
        self._names = _Values(kinds, values)

    def hold(self, text: str) -> bool:
        """Say whether a condition holds; the empty one does, one that is wrong never does."""
        if not text:
            return True
        kinds = tuple((name, self._kinds[name]) for name in names_in(text) if name in self._kinds)
        checked = _checked(text, kinds)
        if checked.tree is None:
            return False
        evaluator = EvalWithCompoundTypes(operators=_OPERATORS, functions={"has": _has}, names=self._names)
        return bool(evaluator.eval(text, previously_parsed=checked.tree))


def kinds_of(script: Script) -> dict[str, Kind]:
    """Return the kind of every name that a condition of `script` may use."""
    kinds = {name: fact.kind for name, fact in FACTS.items()}
    for step in script.steps:
        kinds.update({f"{ANSWERS}{question.id}": kind_of(question) for question in step.questions})
        kinds.update({f"{RESULTS}{action.id}": _RESULT for action in step.actions})
    return kinds


def conditions_in(script: Script) -> Iterator[str]:
    """Yield every condition of a script."""
    for step in script.steps:
        yield from (question.when for question in step.questions)
        yield from (statement.when for statement in step.must_say)
        yield from (action.when for action in step.actions)
        for case in step.branch.when if step.branch is not None else ():
            yield case.condition


class _Values(Mapping[str, object]):
    """Values as conditions compare them, made of canonical texts; what cannot be one is missing."""

    def __init__(self, kinds: Mapping[str, Kind], values: Mapping[str, str]) -> None:
        self._kinds = kinds
        self._values = values

    def __getitem__(self, name: str) -> object:
        if name not in self._kinds:  # a day such as today+30: a literal that only the call gives its value
            day = day_from(name, _date_in(self._values.get("today", "")))
            return MISSING if day is None else day
        return value_of(self._kinds[name].type, self._values.get(name, ""))

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def value_of(value_type: ValueType, text: str) -> object:
    """Return what a canonical text means, comparable with others of its type; `MISSING` where it means nothing."""
    if not text.strip():
        return MISSING
    match value_type:
        case ValueType.NUMBER | ValueType.MONEY:
            number = text.partition(" ")[0]
            return Decimal(number) if is_number(number) else MISSING
        case ValueType.DATE:
            day = _date_in(text)
            return MISSING if day is None else day
        case ValueType.DATETIME:
            return _moment_in(text)
        case ValueType.YES_NO:
            return text == YES
        case ValueType.LEVEL:
            return LEVELS.index(Level(text)) if text in LEVELS else MISSING
        case ValueType.SEVERAL:
            return frozenset(text.split(","))
        case _:
            return text


@lru_cache(maxsize=2000)
def _checked(text: str, kinds: tuple[tuple[str, Kind], ...]) -> Checked:
    return check_condition(text, dict(kinds))


def _date_in(text: str) -> date | None:
    return day_from(text, None) if is_day(text) else None


def _moment_in(text: str) -> object:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return MISSING
    return moment if moment.tzinfo is not None else MISSING


def _has(value: object) -> bool:
    return value is not MISSING


def _if_there(compare: Callable[[Any, Any], object]) -> Callable[[object, object], bool]:
    def compared(left: object, right: object) -> bool:
        return left is not MISSING and right is not MISSING and bool(compare(left, right))

    return compared


_OPERATORS: Final[Mapping[type[ast.AST], Callable[..., object]]] = {
    ast.Not: operator.not_,
    ast.Eq: _if_there(operator.eq),
    ast.NotEq: _if_there(operator.ne),
    ast.Lt: _if_there(operator.lt),
    ast.LtE: _if_there(operator.le),
    ast.Gt: _if_there(operator.gt),
    ast.GtE: _if_there(operator.ge),
    ast.In: _if_there(lambda left, right: left in right),
    ast.NotIn: _if_there(lambda left, right: left not in right),
}

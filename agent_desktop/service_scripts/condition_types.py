"""Checks the syntax tree of a condition against the types of its names, and readies it for evaluation.

Only what is listed here passes: comparisons, and, or, not, has(x), names that are known, literals of the type they are
compared with. Whatever else Python can say is refused by its place.
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.contract.verification import LEVELS, Level
from agent_desktop.service_scripts.answers import NO, YES, day_from, is_day
from agent_desktop.service_scripts.closest import closest_to
from agent_desktop.service_scripts.facts import Kind, ValueType

LONGEST: Final = 500

_ORDERED: Final = frozenset({ValueType.NUMBER, ValueType.MONEY, ValueType.DATE, ValueType.DATETIME, ValueType.LEVEL})
_ORDER: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_ROOTS: Final = ("answers", "results")
_ALIKE: Final = {
    ValueType.MONEY: ValueType.NUMBER,
    ValueType.PHONE: ValueType.TEXT,
    ValueType.ACCOUNT: ValueType.TEXT,
}


@dataclass(frozen=True, slots=True)
class ConditionProblem:
    """One mistake; `start` and `end` are its characters in the condition. `fix` is what could stand there."""

    problem: FileProblem
    start: int
    end: int
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A condition: its tree, ready to be evaluated, unless it has problems."""

    tree: ast.expr | None
    problems: tuple[ConditionProblem, ...] = ()


def check_condition(text: str, kinds: Mapping[str, Kind]) -> Checked:
    """Check one condition against the kinds of the names it may use."""
    if len(text) > LONGEST:
        return Checked(None, (ConditionProblem(file_problem(ProblemCode.CONDITION_LONG, most=LONGEST), 0, len(text)),))
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        at = max(0, (getattr(error, "offset", None) or 1) - 1)
        at = min(at, max(0, len(text) - 1))
        return Checked(None, (ConditionProblem(FileProblem(ProblemCode.CONDITION_NOT_READ), at, len(text)),))
    checker = _Checker(text, kinds)
    ready = checker.truth(tree)
    return Checked(None if checker.problems else ready, tuple(checker.problems))


@lru_cache(maxsize=2000)
def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a condition, each once; of one that cannot be read, none."""
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    return tuple(dict.fromkeys(name for node in ast.walk(tree) if (name := _name_of(node))))


def _name_of(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in _ROOTS:
        return f"{node.value.id}.{node.attr}"
    return ""


@dataclass(slots=True)
class _Checker:
    text: str
    kinds: Mapping[str, Kind]
    problems: list[ConditionProblem] = field(default_factory=list)

    def truth(self, node: ast.expr) -> ast.expr:
        """Return what is true or false, ready; note a problem where `node` is neither."""
        match node:
            case ast.BoolOp():
                return _at(node, ast.BoolOp(node.op, [self.truth(value) for value in node.values]))
            case ast.UnaryOp(op=ast.Not()):
                return _at(node, ast.UnaryOp(node.op, self.truth(node.operand)))
            case ast.Compare():
                return self._compare(node)
            case ast.Call():
                return self._call(node)
            case ast.Constant(value=bool()):
                return node
            case ast.Name() | ast.Attribute():
                name, kind = self._named(node)
                if kind is not None and kind.type is not ValueType.YES_NO:
                    self._tell(node, ProblemCode.CONDITION_NOT_TRUTH, name=name, type=kind.type)
                return _at(node, ast.Name(name, ast.Load()))
            case _:
                self._tell(node, ProblemCode.CONDITION_NOT_KNOWN)
                return node

    def _call(self, node: ast.Call) -> ast.expr:
        if not (isinstance(node.func, ast.Name) and node.func.id == "has") or node.keywords or len(node.args) != 1:
            self._tell(node, ProblemCode.CONDITION_NOT_KNOWN)
            return node
        argument = node.args[0]
        if not isinstance(argument, (ast.Name, ast.Attribute)):
            self._tell(argument, ProblemCode.CONDITION_NAME_NEEDED)
            return node
        name, _ = self._named(argument)
        return _at(node, ast.Call(node.func, [_at(argument, ast.Name(name, ast.Load()))], []))

    def _compare(self, node: ast.Compare) -> ast.expr:
        operands = [node.left, *node.comparators]
        kinds = [
            self._named(operand)[1] if isinstance(operand, (ast.Name, ast.Attribute)) else None for operand in operands
        ]
        before = len(self.problems)
        ready = list(operands)
        for number, comparison in enumerate(node.ops):
            left, right = operands[number], operands[number + 1]
            left_kind, right_kind = kinds[number], kinds[number + 1]
            if (isinstance(left, _NAMES) and left_kind is None) or (isinstance(right, _NAMES) and right_kind is None):
                continue  # an unknown name was told already
            if isinstance(comparison, (ast.In, ast.NotIn)):
                ready[number], ready[number + 1] = self._member(left, left_kind, right, right_kind)
            else:
                ready[number], ready[number + 1] = self._pair(node, comparison, (left, left_kind), (right, right_kind))
        if len(self.problems) > before:
            return node
        final = [
            _at(each, ast.Name(_name_of(each), ast.Load())) if isinstance(each, _NAMES) else each for each in ready
        ]
        return _at(node, ast.Compare(final[0], node.ops, final[1:]))

    def _pair(
        self,
        node: ast.Compare,
        comparison: ast.cmpop,
        left: tuple[ast.expr, Kind | None],
        right: tuple[ast.expr, Kind | None],
    ) -> tuple[ast.expr, ast.expr]:
        (left_node, left_kind), (right_node, right_kind) = left, right
        kind = left_kind or right_kind
        if kind is None:
            is_literal = _constant(left_node) is not None
            self._tell(left_node, ProblemCode.CONDITION_NAME_NEEDED if is_literal else ProblemCode.CONDITION_NOT_KNOWN)
        elif kind.type is ValueType.SEVERAL or (right_kind or kind).type is ValueType.SEVERAL:
            several = left_node if left_kind is not None and left_kind.type is ValueType.SEVERAL else right_node
            self._tell(several, ProblemCode.CONDITION_SEVERAL, name=_name_of(several))
        elif isinstance(comparison, (ast.Is, ast.IsNot)):
            self._tell(node, ProblemCode.CONDITION_NOT_KNOWN)
        elif isinstance(comparison, _ORDER) and kind.type not in _ORDERED:
            self._tell(node, ProblemCode.CONDITION_UNORDERED, type=kind.type)
        elif left_kind is not None and right_kind is not None:
            if _group(left_kind) is not _group(right_kind):
                self._tell(node, ProblemCode.CONDITION_TYPES_DIFFER, first=left_kind.type, second=right_kind.type)
        elif left_kind is None:
            return self._literal(left_node, kind, _name_of(right_node)), right_node
        else:
            return left_node, self._literal(right_node, kind, _name_of(left_node))
        return left_node, right_node

    def _member(
        self, left: ast.expr, left_kind: Kind | None, right: ast.expr, right_kind: Kind | None
    ) -> tuple[ast.expr, ast.expr]:
        if left_kind is None and right_kind is not None and right_kind.type is ValueType.SEVERAL:
            return self._literal(left, Kind(ValueType.TEXT, right_kind.allowed), _name_of(right)), right
        if left_kind is not None and isinstance(right, (ast.Tuple, ast.List)):
            if left_kind.type is ValueType.SEVERAL:
                self._tell(left, ProblemCode.CONDITION_SEVERAL, name=_name_of(left))
                return left, right
            values = [self._literal(each, left_kind, _name_of(left)) for each in right.elts]
            return left, _at(right, ast.Tuple(values, ast.Load()))
        self._tell(right, ProblemCode.CONDITION_LIST_NEEDED)
        return left, right

    def _literal(self, node: ast.expr, kind: Kind, name: str) -> ast.expr:
        """Return a literal as a value of `kind`."""
        value = _constant(node)
        if value is None:
            self._tell(node, ProblemCode.CONDITION_NOT_KNOWN)
            return node
        if kind.allowed and isinstance(value, str) and value not in kind.allowed:
            closest = closest_to(value, kind.allowed)
            self._tell(
                node, ProblemCode.CONDITION_VALUE_UNKNOWN, fix=repr(closest).replace("'", '"') if closest else "",
                name=name, value=value, allowed=kind.allowed,
            )  # fmt: skip
            return node
        ready = _ready(value, kind.type)
        if ready is None:
            self._tell(node, ProblemCode.CONDITION_TYPE_WRONG, name=name, type=kind.type)
            return node
        return _at(node, ready)

    def _named(self, node: ast.expr) -> tuple[str, Kind | None]:
        name = _name_of(node)
        if not name:
            self._tell(node, ProblemCode.CONDITION_NOT_KNOWN)
            return "", None
        kind = self.kinds.get(name)
        if kind is None:
            answer = f"answers.{name}"
            alike = [each for each in self.kinds if ("." in each) == ("." in name)]
            closest = answer if answer in self.kinds else closest_to(name, alike)
            if closest:
                self._tell(node, ProblemCode.NAME_CLOSE, fix=closest, name=name, closest=closest)
            else:
                self._tell(node, ProblemCode.NAME_UNKNOWN, name=name)
        return name, kind

    def _tell(self, node: ast.expr, code: ProblemCode, *, fix: str = "", **details: object) -> None:
        start = _character(self.text, node.lineno, node.col_offset)
        end = _character(self.text, node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        found = ConditionProblem(file_problem(code, **details), start, end, fix)
        if found not in self.problems:
            self.problems.append(found)


_NAMES: Final = (ast.Name, ast.Attribute)


def _group(kind: Kind) -> ValueType:
    return _ALIKE.get(kind.type, kind.type)


def _constant(node: ast.expr) -> object:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
        value = node.operand.value
        return -value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    return node.value if isinstance(node, ast.Constant) else None


def _ready(value: object, value_type: ValueType) -> ast.expr | None:
    match value_type:
        case ValueType.NUMBER | ValueType.MONEY:
            is_plain = isinstance(value, (int, float)) and not isinstance(value, bool)
            number = Decimal(str(value)) if is_plain else None
            return None if number is None or not number.is_finite() else _of(number)
        case ValueType.YES_NO:
            if isinstance(value, bool):
                return _of(value)
            return _of(value == YES) if value in (YES, NO) else None
        case ValueType.LEVEL:
            return _of(LEVELS.index(Level(value))) if isinstance(value, str) and value in LEVELS else None
        case ValueType.DATE:
            if not isinstance(value, str) or not is_day(value):
                return None
            day = day_from(value, None)
            return ast.Name(value, ast.Load()) if day is None else _of(day)
        case ValueType.DATETIME:
            return _of(moment) if (moment := _moment(value)) is not None else None
        case _:
            return _of(value) if isinstance(value, str) else None


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _of(value: object) -> ast.Constant:
    return ast.Constant(value)  # type: ignore[arg-type]  # the evaluator hands a constant on, whatever it is


def _at(place: ast.expr, node: ast.expr) -> ast.expr:
    return ast.copy_location(node, place)


def _character(text: str, line: int, byte: int) -> int:
    """Return the place in `text` of a byte of one of its lines, as the parser counts them."""
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:byte].decode(errors="ignore"))

"""Turns the templates of a mapping into functions of a row.

A row is a sequence of values, one for each column of the mapping's file and then one for each made-up column.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.records.sources.errors import ValueWrongError
from agent_desktop.records.sources.schema import Amount, CodeValue, Expression, FirstOf, Local, Split

Row = Sequence[Any]
Getter = Callable[[Row], Any]

LANGUAGES: Final = ("en", "zh")

_PLACEHOLDER: Final = re.compile(r"\{([A-Za-z]\w*(?:\.\w+)*)(?::(@?\w+))?\}")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class TemplateError(ValueError):
    """A template names what there is not; `problem` says what."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem


class Scope(Protocol):
    """What the templates of one file can reach."""

    def getter(self, path: str) -> Getter:
        """Return what gives the value at `path` of a row.

        Raises:
            TemplateError: There is no such column or part.
        """
        ...

    def codes(self, table: str) -> dict[str, CodeValue]:
        """Return a code table.

        Raises:
            TemplateError: There is none of that name.
        """
        ...


@dataclass(frozen=True, slots=True)
class Compiled:
    """One expression ready to be asked. `column` is the column it rests on first, or empty."""

    get: Getter
    column: str = ""
    constant: bool = False


def compile_expression(expression: Expression, scope: Scope) -> Compiled:
    """Return `expression` as a function of a row; a Local gives a dict by language, a list or Split a list.

    Raises:
        TemplateError: It names what there is not.
    """
    match expression:
        case str():
            return compile_template(expression, scope, "en", keep_type=True)
        case Local():
            return _local(expression, scope)
        case Amount():
            return _amount(expression, scope)
        case FirstOf():
            return _first_of([compile_template(text, scope, "en", keep_type=True) for text in expression.first_of])
        case Split():
            return _split(expression, scope)
        case list():
            items = list(expression)
            return Compiled(lambda _: items, constant=True)


def columns_in(expression: Expression) -> list[str]:
    """Return the columns that an expression names, each once, as they stand in it: ``disp_id.client_id``."""
    match expression:
        case str():
            templates = [expression]
        case Local():
            templates = [expression.en, expression.zh]
        case Amount():
            templates = [expression.amount, expression.sign]
        case FirstOf():
            templates = expression.first_of
        case Split():
            templates = [expression.split]
        case _:
            templates = []
    return list(dict.fromkeys(match[1] for template in templates for match in _PLACEHOLDER.finditer(template)))


def compile_template(template: str, scope: Scope, language: str, *, keep_type: bool) -> Compiled:
    """Return `template` as a function of a row, its texts in `language`.

    With `keep_type` a template that is a single placeholder gives the value itself, a code's texts by language.
    """
    pieces: list[Getter | str] = []
    column = ""
    end = 0
    matches = list(_PLACEHOLDER.finditer(template))
    for match in matches:
        _no_brace(template[end : match.start()])
        pieces.append(template[end : match.start()])
        getter = _placeholder(match[1], match[2] or "", scope, language)
        column = column or match[1].partition(".")[0]
        if keep_type and match[0] == template:
            return Compiled(getter, column)
        pieces.append(getter)
        end = match.end()
    _no_brace(template[end:])
    pieces.append(template[end:])
    if not matches:
        return Compiled(lambda _: template, constant=True)
    parts = [piece for piece in pieces if piece != ""]

    def join(row: Row) -> str:
        return "".join(part if isinstance(part, str) else as_text(part(row), language) for part in parts).strip()

    return Compiled(join, column)


def as_text(value: Any, language: str) -> str:
    """Return `value` as a person or a key reads it."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return str(value.get(language) or value.get("en", ""))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def _no_brace(text: str) -> None:
    if "{" in text or "}" in text:
        raise TemplateError(file_problem(ProblemCode.PLACEHOLDER_WRONG, text=text))


def _placeholder(path: str, through: str, scope: Scope, language: str) -> Getter:
    getter = scope.getter(path)
    if not through:
        return getter
    if through.startswith("@"):
        return _formatted(getter, through, language)
    return _coded(getter, through, scope)


def _formatted(getter: Getter, form: str, language: str) -> Getter:
    def day(row: Row) -> str:
        value = getter(row)
        if value is None:
            return ""
        return f"{value.month}月{value.day}日" if language == "zh" else f"{value.day} {_MONTHS[value.month - 1]}"

    def month(row: Row) -> str:
        value = getter(row)
        if value is None:
            return ""
        return f"{value.year}年{value.month}月" if language == "zh" else f"{_MONTHS[value.month - 1]} {value.year}"

    def money(row: Row) -> str:
        text = as_text(getter(row), language)
        whole, _, cents = text.lstrip("-").partition(".")
        # A minus in a text people read is U+2212.
        return (
            ""
            if not text
            else ("\u2212" if text[0] == "-" else "") + f"{int(whole):,}" + ("." + cents if cents else "")
        )

    def whole(row: Row) -> str:
        return money(row).partition(".")[0]

    forms: dict[str, Getter] = {"@day": day, "@month": month, "@money": money, "@whole": whole}
    if form not in forms:
        raise TemplateError(file_problem(ProblemCode.FORM_UNKNOWN, form=form, allowed=list(forms)))
    return forms[form]


def _coded(getter: Getter, table: str, scope: Scope) -> Getter:
    values: dict[str, Getter] = {}
    for code, value in scope.codes(table).items():
        compiled = compile_expression(value, scope)
        values[code] = _always(compiled.get(())) if compiled.constant else compiled.get
    other = values.get("*")

    def coded(row: Row) -> Any:
        key = as_text(getter(row), "en")
        found = values.get(key, other)
        if found is None:
            if not key:
                return None
            raise ValueWrongError(f'"{key[:40]}" is not in the code table {table}')
        return found(row)

    return coded


def _always(value: Any) -> Getter:
    return lambda _: value


def _local(expression: Local, scope: Scope) -> Compiled:
    texts = {language: getattr(expression, language) for language in LANGUAGES if getattr(expression, language)}
    compiled = {language: compile_template(text, scope, language, keep_type=False) for language, text in texts.items()}
    if all(part.constant for part in compiled.values()):
        return Compiled(_always(texts), constant=True)
    column = next((part.column for part in compiled.values() if part.column), "")

    def local(row: Row) -> dict[str, str]:
        return {language: text for language, part in compiled.items() if (text := part.get(row))}

    return Compiled(local, column)


def _amount(expression: Amount, scope: Scope) -> Compiled:
    amount = compile_template(expression.amount, scope, "en", keep_type=True)
    sign = compile_template(expression.sign, scope, "en", keep_type=True)

    def signed(row: Row) -> str | None:
        value = amount.get(row)
        by = as_text(sign.get(row), "en")
        if by not in {"1", "-1"}:
            raise ValueWrongError("there is no sign, 1 or -1, for the amount")
        text = as_text(value, "en")
        if not text or by == "1":
            return text or None
        return text[1:] if text.startswith("-") else f"-{text}"

    return Compiled(signed, amount.column)


def _first_of(choices: list[Compiled]) -> Compiled:
    def first(row: Row) -> Any:
        for choice in choices:
            value = choice.get(row)
            if value is not None and value != "":
                return value
        return None

    return Compiled(first, next((choice.column for choice in choices if choice.column), ""))


def _split(expression: Split, scope: Scope) -> Compiled:
    whole = compile_template(expression.split, scope, "en", keep_type=True)
    table = scope.codes(expression.code) if expression.code else None
    by = expression.by

    def split(row: Row) -> list[Any]:
        items = [item.strip() for item in as_text(whole.get(row), "en").split(by)]
        if table is None:
            return [item for item in items if item]
        return [_word(table, item, expression.code) for item in items if item]

    return Compiled(split, whole.column)


def _word(table: dict[str, CodeValue], item: str, name: str) -> Any:
    value = table.get(item)
    if value is None:
        raise ValueWrongError(f'"{item[:40]}" is not in the code table {name}')
    if isinstance(value, str):
        return value
    return {language: text for language in LANGUAGES if (text := getattr(value, language))}

"""Finds where a text stops being YAML, as the person who wrote it would say: not where the reader gave up, but at the
bracket or the quotation mark that was left open, the name without its colon, the tab."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml
from yaml.reader import ReaderError

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.service_scripts.yaml_parser import PlainLoader

_CLOSES: Final = {"{": "}", "[": "]"}


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong from `column` of `line` up to `end_column` (from 1); `fix` could stand there, empty for nothing."""

    problem: FileProblem
    line: int
    column: int
    end_column: int
    fix: str = ""


class _Watched(PlainLoader):
    """Remembers what is open, and what went on where it should have ended."""

    def __init__(self, text: str) -> None:
        self.open: list[yaml.Mark] = []
        self.run_on: list[tuple[yaml.Mark, yaml.Mark]] = []
        self.unquoted: yaml.Mark | None = None
        self._lines = text.splitlines()
        super().__init__(text)

    def fetch_flow_collection_start(self, TokenClass: Any) -> None:  # noqa: N803  the library's name
        self.open.append(self.get_mark())
        super().fetch_flow_collection_start(TokenClass)

    def fetch_flow_collection_end(self, TokenClass: Any) -> None:  # noqa: N803  the library's name
        if self.open:
            self.open.pop()
        super().fetch_flow_collection_end(TokenClass)

    def scan_flow_scalar(self, style: Any) -> yaml.ScalarToken:
        start = self.get_mark()
        token = super().scan_flow_scalar(style)
        if self.goes_over(start, token.end_mark.line):
            self.run_on.append((start, token.end_mark))
        return token

    def scan_plain(self) -> yaml.ScalarToken:
        self.unquoted = self.get_mark()
        return super().scan_plain()

    def goes_over(self, start: yaml.Mark, last: int) -> bool:
        """Say whether a line after that of `start`, up to `last`, begins no deeper than the key or item that it is
        of: what belongs to a key always stands deeper."""
        own = _depth(self._lines[start.line], start.column)
        after = (each for each in self._lines[start.line + 1 : last + 1] if each.strip())
        return any(len(each) - len(each.lstrip()) <= own for each in after if each.strip()[0] not in "]}")


def slip_in(text: str) -> Slip | None:
    """Return the first thing that keeps a text from being YAML; None where it is."""
    loader: _Watched | None = None
    try:
        loader = _Watched(text)
        while loader.check_event():
            loader.get_event()  # type: ignore[no-untyped-call]
    except yaml.MarkedYAMLError as error:
        return _slip(text.splitlines(), loader, error)
    except ReaderError as error:
        before = text[: error.position]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return Slip(file_problem(ProblemCode.NOT_YAML, column=column), line, column, column + 1)
    return None


def _slip(lines: list[str], loader: _Watched | None, error: yaml.MarkedYAMLError) -> Slip:
    at = error.problem_mark or error.context_mark
    if at is None or loader is None:
        return Slip(file_problem(ProblemCode.NOT_YAML, column=1), 1, 1, 2)
    quote = _quote(loader, error)
    if quote is not None:
        sign = lines[quote.line][quote.column]
        return _from(lines, quote, file_problem(ProblemCode.QUOTE_OPEN, sign=sign))
    is_whole = at.line >= len(lines)
    begun = (each for each in reversed(loader.open) if each.line < at.line)
    opened = next((each for each in begun if is_whole or loader.goes_over(each, at.line)), None)
    if opened is not None:
        sign = lines[opened.line][opened.column]
        return _from(lines, opened, file_problem(ProblemCode.BRACKET_OPEN, sign=sign, closes=_CLOSES[sign]))
    name = _name(lines, loader, error)
    if name is not None:
        return _without_colon(lines[name.line], name)
    if at.line < len(lines) and lines[at.line][at.column : at.column + 1] == "\t":
        return Slip(FileProblem(ProblemCode.TAB_USED), at.line + 1, at.column + 1, at.column + 2, "  ")
    return _from(lines, at, file_problem(ProblemCode.NOT_YAML, column=at.column + 1))


def _quote(loader: _Watched, error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Return where the quoted text begins that was left open: at the end of the file it still is, or it ended at the
    first quotation mark of another text, which the error is about."""
    if error.context == "while scanning a quoted scalar" and error.problem == "found unexpected end of stream":
        return error.context_mark
    for start, end in loader.run_on:
        if any(start.line <= mark.line <= end.line for mark in _marks(error)):
            return start
    return None


def _name(lines: list[str], loader: _Watched, error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """Return where the name stands that has no colon: nothing but a name can stand there, or the lines after it were
    read as one text with it up to their colon."""
    if error.context == "while scanning a simple key":
        return error.context_mark
    begun, at = loader.unquoted, error.problem_mark
    if error.problem != "mapping values are not allowed here" or begun is None or at is None or begun.line == at.line:
        return None
    return begun if _depth(lines[begun.line], begun.column + 1) == begun.column else None


def _without_colon(line: str, mark: yaml.Mark) -> Slip:
    name = line[mark.column :].split(" ")[0]
    fix = f"{name}:" if name.isidentifier() else ""
    end = mark.column + 1 + (len(name) if fix else max(1, len(line[mark.column :].rstrip())))
    return Slip(FileProblem(ProblemCode.COLON_MISSING), mark.line + 1, mark.column + 1, end, fix)


def _marks(error: yaml.MarkedYAMLError) -> Iterator[yaml.Mark]:
    if error.problem_mark is not None:
        yield error.problem_mark
    if error.context == "while scanning a simple key" and error.context_mark is not None:
        yield error.context_mark


def _from(lines: list[str], mark: yaml.Mark, problem: FileProblem) -> Slip:
    rest = lines[mark.line][mark.column :].rstrip() if mark.line < len(lines) else ""
    return Slip(problem, mark.line + 1, mark.column + 1, mark.column + 1 + max(1, len(rest)))


def _depth(line: str, column: int) -> int:
    """Return where the key begins that what stands at `column` is of; without one, where its list's dash is."""
    at = len(line) - len(line.lstrip())
    while line[at : at + 2] == "- ":
        after = at + 1 + len(line[at + 1 :]) - len(line[at + 1 :].lstrip())
        if after >= column:
            return at
        at = after
    return at

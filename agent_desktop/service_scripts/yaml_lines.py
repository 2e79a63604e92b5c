"""Reads YAML into plain values, remembering the line and column of each.

Every scalar stays text: ``yes``, ``no``, ``3.2`` and dates are not turned into anything else, so that an answer
called *no* is called so.
"""

import contextlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol, TypeAlias

import yaml

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem, unreadable
from agent_desktop.service_scripts.errors import ScriptFileError
from agent_desktop.service_scripts.yaml_parser import PlainLoader
from agent_desktop.service_scripts.yaml_slips import Slip, slip_in

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Place: TypeAlias = tuple[str | int, ...]

DEEPEST: Final = 30
"""Lists and keys within each other, at most: a script has nine."""

_NOT_KEPT: Final = re.compile(r"[\x00\ud800-\udfff]")
"""What no database keeps in a text; YAML can spell it with an escape."""

_Loader: TypeAlias = "type[PlainLoader] | type[yaml.CSafeLoader]"
_QUICK: Final["type[yaml.CSafeLoader] | None"] = getattr(yaml, "CSafeLoader", None)


class _Mark(Protocol):
    """A place as either reader tells it, from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one line; `line` and columns count from 1, `end_column` is the one after it."""

    line: int
    column: int
    end_column: int


@dataclass(frozen=True, slots=True)
class LinedYaml:
    """A file's value, and the line and column (from 1) of each place in it: ``("steps", 2, "next")``.

    `spans` are the characters of each place's value in `text`.
    """

    value: Plain
    marks: Mapping[Place, tuple[int, int]]
    text: str = ""
    spans: Mapping[Place, tuple[int, int]] = field(default_factory=dict)

    def line_of(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest place around it that the file has."""
        return self._mark(place)[0]

    def column_of(self, place: Place) -> int:
        """Return the column of `place`, as `line_of` its line."""
        return self._mark(place)[1]

    def span_of(self, place: Place, word: str = "", skip: int = 0, *, in_key: bool = False) -> Span:
        """Return where `word` stands in the value of `place`, `skip` characters on at the earliest, or in its key;
        `in_key`: in its key alone. Without a word, or where it is not found, the rest of the line from `place` on. A
        word by itself counts before a part of another."""
        line, column = self._mark(place)
        lines = self.text.splitlines()
        key = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
        start, end = self.spans.get(place, (key, key))
        looked_at = ((key, start),) if in_key else ((start + skip, end), (start, end), (key, end))
        found = next((at for each in looked_at if word and (at := self._find(word, *each)) >= 0), -1)
        if found >= 0:
            line = self.text.count("\n", 0, found) + 1
            column = found - self.text.rfind("\n", 0, found)
            return Span(line, column, column + len(word))
        rest = lines[line - 1][column - 1 :].rstrip() if line <= len(lines) else ""
        return Span(line, column, column + max(1, len(rest)))

    def _find(self, word: str, start: int, end: int) -> int:
        alone = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])").search(self.text, start, end)
        return self.text.find(word, start, end) if alone is None else alone.start()

    def _mark(self, place: Place) -> tuple[int, int]:
        while place and place not in self.marks:
            place = place[:-1]
        return self.marks.get(place, (1, 1))


def read_yaml(path: Path) -> LinedYaml:
    """Read one YAML document.

    Raises:
        ScriptFileError: It cannot be read, is no YAML, names a key twice, or uses anchors.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ScriptFileError(path, line, FileProblem(ProblemCode.NOT_UTF8)) from error
    except OSError as error:
        raise ScriptFileError(path, 1, unreadable(error)) from error
    return read_yaml_text(path, text)


def read_yaml_text(path: Path, text: str) -> LinedYaml:
    """Read the text of one YAML document; `path` is how the file is called, if anybody has to be told.

    Raises:
        ScriptFileError: It is no YAML, names a key twice, or uses anchors.
    """
    node = _composed(path, text)
    if node is None:
        raise ScriptFileError(path, 1, FileProblem(ProblemCode.FILE_EMPTY))
    marks: dict[Place, tuple[int, int]] = {}
    spans: dict[Place, tuple[int, int]] = {}
    return LinedYaml(_plain(path, node, (), marks, spans), marks, text, spans)


def unkept_sign(text: str) -> FileProblem | None:
    """Return what is wrong with a text that no database keeps as it is; None with any other."""
    found = _NOT_KEPT.search(text)
    return None if found is None else file_problem(ProblemCode.SIGN_NOT_KEPT, sign=f"U+{ord(found[0]):04X}")


def _composed(path: Path, text: str) -> yaml.Node | None:
    """Return the document's root, or None where it is empty; read with libyaml, where the platform has it: a tenth of
    the time. What that refuses is read once more without it, so that each platform refuses the same at one place."""
    if _QUICK is not None:
        with contextlib.suppress(yaml.YAMLError):
            return _composed_by(_QUICK, path, text)
    try:
        return _composed_by(PlainLoader, path, text)
    except yaml.YAMLError as error:
        slip = slip_in(text) or _after_the_first(error)
        raise ScriptFileError(
            path, slip.line, slip.problem, column=slip.column, end_column=slip.end_column, fix=slip.fix
        ) from error


def _after_the_first(error: yaml.YAMLError) -> Slip:
    """Return where a text goes on that is YAML, and yet more than one document."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    return Slip(file_problem(ProblemCode.NOT_YAML, column=column), line, column, column + 1)


def _composed_by(loader: _Loader, path: Path, text: str) -> yaml.Node | None:
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent):
            raise _at(path, event.start_mark, FileProblem(ProblemCode.ALIAS_USED))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:  # before it is composed, which goes as deep as the text does
            raise _at(path, event.start_mark, file_problem(ProblemCode.NESTED_TOO_DEEP, most=DEEPEST))
    node: yaml.Node | None = yaml.compose(text, Loader=loader)
    return node


def _plain(
    path: Path,
    node: yaml.Node,
    place: Place,
    marks: dict[Place, tuple[int, int]],
    spans: dict[Place, tuple[int, int]],
) -> Plain:
    spans[place] = (node.start_mark.index, node.end_mark.index)
    marks.setdefault(place, (node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, yaml.ScalarNode):
        return _kept(path, node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(path, item, (*place, number), marks, spans) for number, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        raise ScriptFileError(path, node.start_mark.line + 1, file_problem(ProblemCode.NOT_YAML, column=1))
    values: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise _at(path, key_node.start_mark, FileProblem(ProblemCode.KEY_NOT_TEXT))
        key = _kept(path, key_node)
        if key in values:
            raise _at(path, key_node.start_mark, file_problem(ProblemCode.KEY_TWICE, name=key), len(key))
        marks[(*place, key)] = (line, key_node.start_mark.column + 1)
        values[key] = _plain(path, value_node, (*place, key), marks, spans)
    return values


def _kept(path: Path, node: yaml.ScalarNode) -> str:
    text = str(node.value)
    problem = unkept_sign(text)
    if problem is not None:
        raise _at(path, node.start_mark, problem)
    return text


def _at(path: Path, mark: _Mark | None, problem: FileProblem, length: int = 1) -> ScriptFileError:
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    return ScriptFileError(path, line, problem, column=column, end_column=column + length)

"""Reads a mapping file and refuses a wrong one by file, line and key."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem, schema_problem, unreadable
from agent_desktop.records.sources.errors import MappingWrongError
from agent_desktop.records.sources.mapping_checks import KeyPath, problems_of
from agent_desktop.records.sources.schema import Mapping

SIZE_LIMIT: Final = 2_000_000
"""The most bytes a mapping file may have."""

Marks = dict[KeyPath, tuple[int, int]]
"""Line and column of each key, counted from 1."""


class _Loader(yaml.SafeLoader):
    """YAML in which `on`, `no` and days are texts: bank codes and column names look like them."""

    yaml_implicit_resolvers = {  # noqa: RUF012 as the base class has it
        first: [
            (tag, re.compile("true|false") if tag.endswith(":bool") else pattern)
            for tag, pattern in resolvers
            if not tag.endswith(":timestamp") and (not tag.endswith(":bool") or first in "tf")
        ]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


class MappingFile:
    """A mapping and where in its file each key stands."""

    def __init__(self, path: Path, mapping: Mapping, marks: Marks) -> None:
        self.path = path
        self.mapping = mapping
        self._marks = marks

    def wrong(self, key: KeyPath, problem: FileProblem) -> MappingWrongError:
        """Return the failure that names `key`, at its line or the line of the nearest key around it."""
        return _wrong(self.path, self._marks, key, problem)


def load_mapping(path: Path) -> MappingFile:
    """Read and check the mapping at `path`.

    Raises:
        MappingWrongError: It cannot be read or followed; names file, line, column, key and the first problem.
    """
    checked, problems = read_mapping(path)
    if checked is None:
        raise problems[0]
    return checked


def read_mapping(path: Path) -> tuple[MappingFile | None, list[MappingWrongError]]:
    """Return the mapping at `path`, None where anything is wrong with it; and all that is, by line."""
    try:
        content, marks = _read(path)
    except MappingWrongError as error:
        return None, [error]
    try:
        mapping = Mapping.model_validate(content)
    except ValidationError as error:
        found = error.errors(include_url=False)
        return None, _by_line(_wrong(path, marks, _known(each, marks), schema_problem(each)) for each in found)
    checked = MappingFile(path, mapping, marks)
    problems = [checked.wrong(key, problem) for key, problem in problems_of(mapping)]
    return (None, _by_line(problems)) if problems else (checked, [])


def _by_line(problems: Iterable[MappingWrongError]) -> list[MappingWrongError]:
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _read(path: Path) -> tuple[object, Marks]:
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise _unreadable(path, file_problem(ProblemCode.FILE_TOO_LARGE, limit=f"{SIZE_LIMIT:,}"))
        text = path.read_text(encoding="utf-8")
        loader = _Loader(text)
        root = loader.get_single_node()
        marks: Marks = {}
        if not isinstance(root, yaml.MappingNode):
            problem = FileProblem(ProblemCode.KEYS_NEEDED)
            raise MappingWrongError(file=path.name, line=1, column=1, key="", problem=problem)
        _note_marks(path, root, (), marks)
        return loader.construct_document(root), marks
    except OSError as error:
        raise _unreadable(path, unreadable(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, FileProblem(ProblemCode.NOT_UTF8)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 1)
        problem = file_problem(ProblemCode.NOT_YAML, column=column)
        raise MappingWrongError(file=path.name, line=line, column=column, key="", problem=problem) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _unreadable(path, file_problem(ProblemCode.NOT_YAML, column=1)) from error


def _note_marks(path: Path, node: yaml.Node, at: KeyPath, marks: Marks) -> None:
    marks.setdefault(at, (node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            key = str(key_node.value)
            mark = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if (*at, key) in marks:
                # YAML would silently keep the last one.
                raise _wrong(path, {(*at, key): mark}, (*at, key), file_problem(ProblemCode.KEY_TWICE, name=key))
            marks[*at, key] = mark
            _note_marks(path, value_node, (*at, key), marks)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _note_marks(path, item, (*at, index), marks)


def _known(error: ErrorDetails, marks: Marks) -> KeyPath:
    # A location from pydantic also names the arms of unions, which are no keys of the file.
    at: KeyPath = ()
    for part in error["loc"]:
        if (*at, part) in marks:
            at = (*at, part)
    return (*at, error["loc"][-1]) if error["type"] == "missing" else at


def _wrong(path: Path, marks: Marks, key: KeyPath, problem: FileProblem) -> MappingWrongError:
    near = key
    while near and near not in marks:
        near = near[:-1]
    named = ".".join(str(part) for part in key)
    line, column = marks.get(near, (1, 1))
    return MappingWrongError(file=path.name, line=line, column=column, key=named, problem=problem)


def _unreadable(path: Path, problem: FileProblem) -> MappingWrongError:
    return MappingWrongError(file=path.name, line=0, key="", problem=problem)

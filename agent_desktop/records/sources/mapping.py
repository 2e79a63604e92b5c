"""Reads a mapping file and refuses a wrong one by file, line and key."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, NoReturn
from zoneinfo import ZoneInfo

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem, schema_problem, unreadable
from agent_desktop.records.sources.errors import MappingWrongError
from agent_desktop.records.sources.schema import ExtractFile, KeyOf, Mapping, Record

SIZE_LIMIT: Final = 2_000_000
"""The most bytes a mapping file may have."""

KeyPath = tuple[str | int, ...]


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

    def __init__(self, path: Path, mapping: Mapping, lines: dict[KeyPath, int]) -> None:
        self.path = path
        self.mapping = mapping
        self._lines = lines

    def wrong(self, key: KeyPath, problem: FileProblem) -> MappingWrongError:
        """Return the failure that names `key`, at its line or the line of the nearest key around it."""
        return _wrong(self.path, self._lines, key, problem)


def load_mapping(path: Path) -> MappingFile:
    """Read and check the mapping at `path`.

    Raises:
        MappingWrongError: It cannot be read or followed; names file, line, key and problem.
    """
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise _unreadable(path, file_problem(ProblemCode.FILE_TOO_LARGE, limit=f"{SIZE_LIMIT:,}"))
        text = path.read_text(encoding="utf-8")
        loader = _Loader(text)
        root = loader.get_single_node()
        lines: dict[KeyPath, int] = {}
        if not isinstance(root, yaml.MappingNode):
            raise MappingWrongError(file=path.name, line=1, key="", problem=FileProblem(ProblemCode.KEYS_NEEDED))
        _note_lines(path, root, (), lines)
        content = loader.construct_document(root)
    except OSError as error:
        raise _unreadable(path, unreadable(error)) from error
    except UnicodeDecodeError as error:
        raise _unreadable(path, FileProblem(ProblemCode.NOT_UTF8)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 1)
        problem = file_problem(ProblemCode.NOT_YAML, column=column)
        raise MappingWrongError(file=path.name, line=line, key="", problem=problem) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise _unreadable(path, file_problem(ProblemCode.NOT_YAML, column=1)) from error
    try:
        mapping = Mapping.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _wrong(path, lines, _known(first, lines), schema_problem(first)) from error
    checked = MappingFile(path, mapping, lines)
    _check(checked)
    return checked


def column_reference(refers_to: str) -> tuple[str, str]:
    """Return file and column of ``file.column``."""
    file, _, column = refers_to.partition(".")
    return file, column


def _note_lines(path: Path, node: yaml.Node, at: KeyPath, lines: dict[KeyPath, int]) -> None:
    lines.setdefault(at, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if (*at, key) in lines:
                # YAML would silently keep the last one.
                raise _wrong(path, {(*at, key): line}, (*at, key), file_problem(ProblemCode.KEY_TWICE, name=key))
            lines[*at, key] = line
            _note_lines(path, value_node, (*at, key), lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _note_lines(path, item, (*at, index), lines)


def _known(error: ErrorDetails, lines: dict[KeyPath, int]) -> KeyPath:
    # A location from pydantic also names the arms of unions, which are no keys of the file.
    at: KeyPath = ()
    for part in error["loc"]:
        if (*at, part) in lines:
            at = (*at, part)
    return (*at, error["loc"][-1]) if error["type"] == "missing" else at


def _wrong(path: Path, lines: dict[KeyPath, int], key: KeyPath, problem: FileProblem) -> MappingWrongError:
    near = key
    while near and near not in lines:
        near = near[:-1]
    named = ".".join(str(part) for part in key)
    return MappingWrongError(file=path.name, line=lines.get(near, 1), key=named, problem=problem)


def _unreadable(path: Path, problem: FileProblem) -> MappingWrongError:
    return MappingWrongError(file=path.name, line=0, key="", problem=problem)


def _check(checked: MappingFile) -> None:
    mapping = checked.mapping

    def refuse(key: KeyPath, problem: FileProblem) -> NoReturn:
        raise checked.wrong(key, problem)

    try:
        ZoneInfo(mapping.time_zone)
    except (KeyError, ValueError, OSError):
        refuse(("time_zone",), file_problem(ProblemCode.TIME_ZONE_UNKNOWN, zone=mapping.time_zone))
    if mapping.as_of:
        try:
            datetime.fromisoformat(mapping.as_of)
        except ValueError:
            refuse(("as_of",), file_problem(ProblemCode.TIME_WRONG, time=mapping.as_of))
    for name, file in mapping.files.items():
        problem = _problem_of(file, mapping)
        if problem is not None:
            refuse(("files", name, *problem[0]), problem[1])
    for index, record in enumerate(mapping.records):
        if record.from_ not in mapping.files:
            refuse(("records", index, "from"), file_problem(ProblemCode.FILE_UNKNOWN, file=record.from_))
        for key, system in _systems_of(record):
            if system not in mapping.systems:
                refuse(("records", index, *key), file_problem(ProblemCode.SYSTEM_UNKNOWN, system=system))
        if record.make == "holding" and mapping.systems[record.system].group is None:
            refuse(("systems", record.system), file_problem(ProblemCode.SYSTEM_GROUP_NEEDED, system=record.system))


def _problem_of(file: ExtractFile, mapping: Mapping) -> tuple[KeyPath, FileProblem] | None:
    if Path(file.name).is_absolute() or ".." in Path(file.name).parts:
        return ("name",), FileProblem(ProblemCode.OUTSIDE_FOLDER)
    try:
        if not "\n;".encode(file.encoding).endswith(b"\n;"):
            return ("encoding",), file_problem(ProblemCode.ENCODING_WITHOUT_ASCII, encoding=file.encoding)
    except LookupError:
        return ("encoding",), file_problem(ProblemCode.ENCODING_UNKNOWN, encoding=file.encoding)
    if file.delimiter in {"\n", "\r", file.quote}:
        return ("delimiter",), FileProblem(ProblemCode.DELIMITER_WRONG)
    for name, column in file.columns.items():
        if column.type in {"date", "time"} and not column.format:
            return ("columns", name, "format"), FileProblem(ProblemCode.TIME_FORMAT_NEEDED)
        if column.decimal_mark == column.group_mark:
            return ("columns", name, "group_mark"), FileProblem(ProblemCode.MARKS_ALIKE)
        if column.refers_to:
            other, key = column_reference(column.refers_to)
            if other not in mapping.files or key not in mapping.files[other].columns:
                return ("columns", name, "refers_to"), file_problem(ProblemCode.COLUMN_UNKNOWN, column=column.refers_to)
    for name, made in file.made_up.items():
        if name in file.columns:
            return ("made_up", name), file_problem(ProblemCode.COLUMN_TWICE, column=name)
        if made.from_ not in file.columns:
            return ("made_up", name, "from"), file_problem(ProblemCode.COLUMN_UNKNOWN, column=made.from_)
    for name, latest in file.latest.items():
        if name in file.columns or name in file.made_up:
            return ("latest", name), file_problem(ProblemCode.COLUMN_TWICE, column=name)
        if latest.file not in mapping.files:
            return ("latest", name, "file"), file_problem(ProblemCode.FILE_UNKNOWN, file=latest.file)
        if latest.equals not in file.columns:
            return ("latest", name, "equals"), file_problem(ProblemCode.COLUMN_UNKNOWN, column=latest.equals)
        for key in (latest.on, latest.by):
            if key not in mapping.files[latest.file].columns:
                return ("latest", name), file_problem(ProblemCode.COLUMN_NOT_IN_FILE, file=latest.file, column=key)
    return None


def _systems_of(record: Record) -> Iterator[tuple[KeyPath, str]]:
    for key in ("system", "customer", "holding", "like"):
        value = getattr(record, key, None)
        if isinstance(value, str):
            yield (key,), value
        elif isinstance(value, KeyOf):
            yield (key, "system"), value.system

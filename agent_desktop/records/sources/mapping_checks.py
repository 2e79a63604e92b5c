"""What a mapping's schema cannot tell of it: names that lead nowhere, formats that are none."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from agent_desktop.contract.problems import FileProblem, ProblemCode, file_problem
from agent_desktop.records.sources.schema import ExtractFile, KeyOf, Mapping, Record

KeyPath = tuple[str | int, ...]


def column_reference(refers_to: str) -> tuple[str, str]:
    """Return file and column of ``file.column``."""
    file, _, column = refers_to.partition(".")
    return file, column


def problems_of(mapping: Mapping) -> Iterator[tuple[KeyPath, FileProblem]]:
    """Yield each problem with the key it is about."""
    try:
        ZoneInfo(mapping.time_zone)
    except (KeyError, ValueError, OSError):
        yield ("time_zone",), file_problem(ProblemCode.TIME_ZONE_UNKNOWN, zone=mapping.time_zone)
    if mapping.as_of:
        try:
            datetime.fromisoformat(mapping.as_of)
        except ValueError:
            yield ("as_of",), file_problem(ProblemCode.TIME_WRONG, time=mapping.as_of)
    for name, file in mapping.files.items():
        problem = _problem_of(file, mapping)
        if problem is not None:
            yield ("files", name, *problem[0]), problem[1]
    for index, record in enumerate(mapping.records):
        if record.from_ not in mapping.files:
            yield ("records", index, "from"), file_problem(ProblemCode.FILE_UNKNOWN, file=record.from_)
        unknown = [(key, system) for key, system in _systems_of(record) if system not in mapping.systems]
        for key, system in unknown:
            yield ("records", index, *key), file_problem(ProblemCode.SYSTEM_UNKNOWN, system=system)
        if not unknown and record.make == "holding" and mapping.systems[record.system].group is None:
            yield ("systems", record.system), file_problem(ProblemCode.SYSTEM_GROUP_NEEDED, system=record.system)


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

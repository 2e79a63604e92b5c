"""Parses extracts into lines for the staging tables, block by block, large ones in several processes."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from agent_desktop.records.sources.errors import RowRefusedError
from agent_desktop.records.sources.plan import FilePlan
from agent_desktop.records.sources.prepare import PreparedImport, prepare_import
from agent_desktop.records.sources.reader import Block, Head, RawRow, can_be_cut, cut, read_head, read_rows
from agent_desktop.records.sources.targets import Kind
from agent_desktop.records.sources.workers import answers, worker_count

BLOCK_BYTES: Final = 2_000_000
ROWS_AT_ONCE: Final = 20_000

_WORTH_SHARING_BYTES: Final = 50_000_000
"""Starting a process takes longer than parsing less than this."""


@dataclass(slots=True)
class Parsed:
    """What some rows of a file came to. `lines` are COPY text; `refused` names line, column and reason.

    `kept` are the kind, system and key of records whose rows were refused: they are not missing. None for a key that
    cannot be made out.
    """

    file: str
    size_bytes: int
    read: int = 0
    lines: dict[Kind, bytes] = field(default_factory=dict)
    refused: list[tuple[int, str, str]] = field(default_factory=list)
    kept: set[tuple[Kind, str, str | None]] = field(default_factory=set)


class _Request(NamedTuple):
    file: str
    block: Block
    head: Head


def parse_extracts(
    prepared: PreparedImport, mapping_path: Path, folder: Path, systems: Collection[str] = ()
) -> Generator[Parsed]:
    """Parse every file of the plan, whose lookups are filled. Memory does not grow with the files.

    Raises:
        WorkerFailedError: A process that shared the work failed.
    """
    blocks = _requests(prepared)
    sizes = [prepared.extracts[file.name].size_bytes for file in prepared.plan.files]
    if sum(sizes) < _WORTH_SHARING_BYTES:
        yield from map(_parser(prepared), blocks)
    else:
        filled = [lookup.rows for lookup in prepared.plan.lookups]
        make = partial(_prepared_parser, mapping_path, folder, tuple(systems), filled)
        with closing(answers(make, blocks, worker_count())) as parsed:
            yield from parsed
    for file in prepared.plan.files:
        extract = prepared.extracts[file.name]
        if not can_be_cut(extract):
            rows = read_rows(prepared.checked, extract)
            read_before = 0
            while some := list(islice(rows, ROWS_AT_ONCE)):
                yield _parse(file, some, extract.read_bytes - read_before)
                read_before = extract.read_bytes


def _requests(prepared: PreparedImport) -> Iterator[_Request]:
    for file in prepared.plan.files:
        extract = prepared.extracts[file.name]
        if can_be_cut(extract):
            head = read_head(prepared.checked, extract)
            for block in cut(extract, BLOCK_BYTES):
                yield _Request(file.name, block, head)


def _prepared_parser(
    mapping_path: Path, folder: Path, systems: tuple[str, ...], filled: list[dict[str, tuple[Any, ...]]]
) -> Callable[[_Request], Parsed]:
    prepared = prepare_import(mapping_path, folder, systems)
    for lookup, rows in zip(prepared.plan.lookups, filled, strict=True):
        lookup.rows.update(rows)
    return _parser(prepared)


def _parser(prepared: PreparedImport) -> Callable[[_Request], Parsed]:
    plans = {file.name: file for file in prepared.plan.files}

    def parse(request: _Request) -> Parsed:
        rows = read_rows(prepared.checked, prepared.extracts[request.file], request.block, request.head)
        return _parse(plans[request.file], rows, request.block.length)

    return parse


def _parse(file: FilePlan, rows: Iterable[RawRow | tuple[int, RowRefusedError]], size_bytes: int) -> Parsed:
    parsed = Parsed(file.name, size_bytes)
    lines: list[list[str]] = [[] for _ in file.records]
    for row in rows:
        parsed.read += 1
        if not isinstance(row, RawRow):
            line, error = row
            parsed.refused.append((line, error.column, error.reason))
            parsed.kept |= {(record.target.kind, record.system, None) for record in file.records}
            continue
        # All records of a row go in, or none.
        try:
            values = file.values(row.texts)
            made = _made(file, values, row.line)
        except RowRefusedError as error:
            parsed.refused.append((row.line, error.column, error.reason))
            parsed.kept |= file.keys_of(row.texts)
            continue
        for place, text in enumerate(made):
            if text is not None:
                lines[place].append(text)
    for record, texts in zip(file.records, lines, strict=True):
        kind = record.target.kind
        parsed.lines[kind] = parsed.lines.get(kind, b"") + "".join(texts).encode()
    return parsed


def _made(file: FilePlan, values: Sequence[Any], line: int) -> list[str | None]:
    """Return the line of each of the file's records, None for one that the row does not make.

    A row that says of one record that it is no more makes no other: they would hang on it.
    """
    gone = [record.is_gone(values) for record in file.records]
    if any(gone):
        return [
            record.gone_line(values, file.file_no, line) if is_gone else None
            for record, is_gone in zip(file.records, gone, strict=True)
        ]
    return [record.copy_line(values, file.file_no, line) for record in file.records]

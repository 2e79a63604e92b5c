"""Reads the rows of a delimited file, one at a time, and keeps a spoilt row from spoiling the next.

A large file can be read in blocks, each on its own: see `cut`.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, NamedTuple

from agent_desktop.contract.problems import ProblemCode, file_problem
from agent_desktop.records.sources.errors import ExtractNotFoundError, RowRefusedError
from agent_desktop.records.sources.mapping import MappingFile
from agent_desktop.records.sources.schema import ExtractFile

LINE_LIMIT: Final = 1_000_000
"""The most characters of a line."""

# In these no byte of a line's end is ever part of another character.
_CUT_BY_BYTES: Final = re.compile(r"(utf.?8|ascii|us.ascii|latin|iso.?8859|cp\d|windows|gb|big5|euc|shift|koi8).*")
_ASTRAY: Final = re.compile("[\ud800-\udfff]")


class RawRow(NamedTuple):
    """One row: the line it begins on (the head is line 1), and its texts in the order of the mapping's columns."""

    line: int
    texts: list[str]


@dataclass(slots=True)
class Extract:
    """One file of the folder, open to be read. `read_bytes` grows as rows are read."""

    name: str
    file: ExtractFile
    path: Path
    size_bytes: int
    read_bytes: int = 0


class Head(NamedTuple):
    """Where the mapping's columns stand in a row, how many columns a row has, and the head's line, 0 without one."""

    places: list[int]
    width: int
    line: int = 0


class Block(NamedTuple):
    """Whole lines of a file: the number of the first, where it begins and how long the block is, in bytes."""

    first_line: int
    start: int
    length: int


def find_extract(mapping: MappingFile, name: str, folder: Path) -> Extract | None:
    """Return the file that the mapping calls `name`; None where it is optional and absent.

    Raises:
        ExtractNotFoundError: It is not in `folder`, or cannot be read.
    """
    file = mapping.mapping.files[name]
    path = folder / file.name
    try:
        with path.open("rb"):
            return Extract(name, file, path, path.stat().st_size)
    except OSError as error:
        if file.optional and isinstance(error, FileNotFoundError):
            return None
        raise ExtractNotFoundError(file=file.name, folder=str(folder)) from error


def read_head(mapping: MappingFile, extract: Extract) -> Head:
    """Return the order of the columns, as the file's head says or, without one, as the mapping has them.

    Raises:
        MappingWrongError: The head lacks a column that the mapping names, or there is none at all.
    """
    head = _head_of_mapping(extract)
    if not extract.file.header:
        return head
    with extract.path.open("rb") as file:
        lines = _Lines(_decoded(file, extract, 0), extract, 0)
        for texts in _texts(lines, extract):
            if isinstance(texts, list):
                return _head(mapping, extract, texts, lines.start)
    return _head(mapping, extract, [], 0)


def can_be_cut(extract: Extract) -> bool:
    """Whether lines of the file can be told by its bytes, and every line begins a row."""
    return not extract.file.multiline and _CUT_BY_BYTES.fullmatch(extract.file.encoding.lower()) is not None


def cut(extract: Extract, size_bytes: int) -> Iterator[Block]:
    """Yield the blocks of a file that can be cut, in its order; a block is about `size_bytes` long."""
    line, start = 1, 0
    with extract.path.open("rb") as file:
        while data := file.read(size_bytes):
            if not data.endswith(b"\n"):
                data += file.readline()
            yield Block(line, start, len(data))
            # Text files also end lines with a lone carriage return.
            line += data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
            start += len(data)


def read_rows(
    mapping: MappingFile, extract: Extract, block: Block | None = None, head: Head | None = None
) -> Iterator[RawRow | tuple[int, RowRefusedError]]:
    """Yield each row, or the line of a row that cannot be one and why; of one `block` where it is given.

    A block needs the file's `head`.

    Raises:
        MappingWrongError: The file's head lacks a column that the mapping names.
    """
    with extract.path.open("rb") as file:
        stream: IO[bytes] = file
        if block is not None:
            file.seek(block.start)
            stream = io.BytesIO(file.read(block.length))
        before = block.first_line - 1 if block is not None else 0
        lines = _Lines(_decoded(stream, extract, before), extract, before)
        yield from _rows(mapping, extract, lines, head)
    if block is None:
        if extract.file.header and not extract.size_bytes:
            _head(mapping, extract, [], 0)
        extract.read_bytes = extract.size_bytes


def _rows(
    mapping: MappingFile, extract: Extract, lines: "_Lines", head: Head | None
) -> Iterator[RawRow | tuple[int, RowRefusedError]]:
    sought = head is None and extract.file.header
    places, width, head_line = head or _head_of_mapping(extract)
    for texts in _texts(lines, extract):
        if not isinstance(texts, list):
            yield texts
        elif sought:
            sought = False
            places, width, head_line = _head(mapping, extract, texts, lines.start)
        elif lines.start == head_line:
            continue
        elif lines.spoilt:
            yield lines.start, RowRefusedError("", "a quoted value does not end on its line")
        elif len(texts) == width:
            yield RawRow(lines.start, [texts[place] for place in places])
        elif texts:
            yield lines.start, RowRefusedError("", f"the row has {len(texts)} columns instead of {width}")


def _texts(lines: "_Lines", extract: Extract) -> Iterator[list[str] | tuple[int, RowRefusedError]]:
    file = extract.file
    reader = csv.reader(
        lines,
        delimiter=file.delimiter,
        quotechar=file.quote or None,
        quoting=csv.QUOTE_MINIMAL if file.quote else csv.QUOTE_NONE,
        doublequote=True,
    )
    while True:
        lines.begin_row()
        try:
            texts = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            lines.refused.append((lines.number, RowRefusedError("", str(error))))
            yield from lines.take_refused()
            continue
        if lines.refused:
            yield from lines.take_refused()
        yield texts
    yield from lines.take_refused()


def _decoded(stream: IO[bytes], extract: Extract, lines_before: int) -> Iterator[str]:
    encoding = extract.file.encoding
    if not lines_before and encoding.lower().replace("_", "-") in {"utf-8", "utf8"}:
        encoding = "utf-8-sig"
    # An undecodable byte comes through as a lone surrogate, and is refused with its own row.
    return io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline=None)


class _Lines:
    """Gives lines to the reader. `start` is where the row begins that was read last."""

    def __init__(self, stream: Iterator[str], extract: Extract, number: int) -> None:
        self._stream = stream
        self._extract = extract
        self._quote = "" if extract.file.multiline else extract.file.quote
        self._inside = False
        self.number = number
        self.start = number
        self.spoilt = False
        self.refused: list[tuple[int, RowRefusedError]] = []

    def begin_row(self) -> None:
        """The reader has given a row and is about to ask for the next."""
        self._inside = False
        self.spoilt = False

    def __iter__(self) -> Iterator[str]:
        for line in self._stream:
            self.number += 1
            self._extract.read_bytes += len(line)
            problem = self._problem(line)
            if problem:
                self.refused.append((self.number, RowRefusedError("", problem)))
                continue
            if not self._inside:
                self.start = self.number
                self._inside = True
            yield line
            if self._inside and self._quote:
                # The reader asks on inside a quoted value: end that value, or it would swallow the next rows.
                self.spoilt = True
                yield self._quote + "\n"

    def _problem(self, line: str) -> str:
        if self._quote and line.count(self._quote) % 2:
            ends = "" if line.endswith("\n") else "; the file ends in the middle of the row"
            return f"a quoted value does not end on its line{ends}"
        if not line.isascii() and _ASTRAY.search(line):
            return f"holds bytes that are not {self._extract.file.encoding}"
        if "\0" in line:
            return "holds a zero byte"
        return f"longer than {LINE_LIMIT:,} characters" if len(line) > LINE_LIMIT else ""

    def take_refused(self) -> list[tuple[int, RowRefusedError]]:
        taken, self.refused = self.refused, []
        return taken


def _head_of_mapping(extract: Extract) -> Head:
    width = len(extract.file.columns)
    return Head(list(range(width)), width)


def _head(mapping: MappingFile, extract: Extract, head: list[str], line: int) -> Head:
    titles = [title.strip() for title in head]
    places = []
    for name, column in extract.file.columns.items():
        title = column.called or name
        if title not in titles:
            problem = file_problem(ProblemCode.COLUMN_NOT_IN_HEAD, file=extract.file.name, column=title)
            raise mapping.wrong(("files", extract.name, "columns", name), problem)
        places.append(titles.index(title))
    return Head(places, len(titles), line)

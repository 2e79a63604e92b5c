"""Reads the rows of a delimited file, one at a time, and keeps a spoilt row from spoiling the next."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from agent_desktop.records.sources.errors import ExtractNotFoundError, RowRefusedError
from agent_desktop.records.sources.mapping import MappingFile
from agent_desktop.records.sources.schema import ExtractFile

LINE_LIMIT: Final = 1_000_000
"""The most characters of a line."""


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


def read_rows(mapping: MappingFile, extract: Extract) -> Iterator[RawRow | tuple[int, RowRefusedError]]:
    """Yield each row, or the line of a row that cannot be one and why.

    Raises:
        MappingWrongError: The file's head lacks a column that the mapping names.
    """
    file = extract.file
    encoding = "utf-8-sig" if file.encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else file.encoding
    # An undecodable byte comes through as a lone surrogate, and is refused with its own row.
    with extract.path.open(encoding=encoding, errors="surrogateescape", newline=None) as stream:
        lines = _Lines(stream, extract)
        reader = csv.reader(
            lines,
            delimiter=file.delimiter,
            quotechar=file.quote or None,
            quoting=csv.QUOTE_MINIMAL if file.quote else csv.QUOTE_NONE,
            doublequote=True,
        )
        places: list[int] = list(range(len(file.columns)))
        width = len(places)
        first = file.header
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
            yield from lines.take_refused()
            if first:
                first = False
                places, width = _places(mapping, extract, texts)
                continue
            if lines.spoilt:
                yield lines.start, RowRefusedError("", "a quoted value does not end on its line")
                continue
            if not texts:
                continue
            if len(texts) != width:
                yield (
                    lines.start,
                    RowRefusedError("", f"the row has {len(texts)} columns instead of {width}"),
                )
                continue
            yield RawRow(lines.start, [texts[place] for place in places])
        yield from lines.take_refused()
        extract.read_bytes = extract.size_bytes


class _Lines:
    """Gives lines to the reader. `start` is where the row begins that was read last."""

    def __init__(self, stream: Iterator[str], extract: Extract) -> None:
        self._stream = stream
        self._extract = extract
        self._quote = "" if extract.file.multiline else extract.file.quote
        self._inside = False
        self.number = 0
        self.start = 0
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
        if not line.isascii() and any("\ud800" <= mark <= "\udfff" for mark in line):
            return f"holds bytes that are not {self._extract.file.encoding}"
        if "\0" in line:
            return "holds a zero byte"
        return f"longer than {LINE_LIMIT:,} characters" if len(line) > LINE_LIMIT else ""

    def take_refused(self) -> list[tuple[int, RowRefusedError]]:
        taken, self.refused = self.refused, []
        return taken


def _places(mapping: MappingFile, extract: Extract, head: list[str]) -> tuple[list[int], int]:
    titles = [title.strip() for title in head]
    places = []
    for name, column in extract.file.columns.items():
        title = column.called or name
        if title not in titles:
            raise mapping.wrong(
                ("files", extract.name, "columns", name), f"{extract.file.name} has no column {title!r} in its head"
            )
        places.append(titles.index(title))
    return places, len(titles)

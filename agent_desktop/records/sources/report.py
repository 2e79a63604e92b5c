"""What an import did: its figures, and the file of the rows it refused."""

import csv
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from pydantic import JsonValue

from agent_desktop.records.sources.errors import RejectsNotWritableError
from agent_desktop.records.sources.merged import Merged


class RejectedRow(NamedTuple):
    """One refused row. `line` counts from 1, the head included; `column` is empty where the whole row is at fault."""

    file: str
    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileCount:
    """Rows of one extract, its head and empty lines left out."""

    read: int
    rejected: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The figures of one import. `files` is by file name, `records` by what was made of the rows.

    `overtaken` are rows that were left for a newer one of the same load.
    """

    load_id: UUID
    bank: str
    files: dict[str, FileCount]
    records: dict[str, Merged]
    seconds: float
    rejected_rows: tuple[RejectedRow, ...] = field(default=(), repr=False)
    overtaken: int = 0

    @property
    def read(self) -> int:
        return sum(count.read for count in self.files.values())

    @property
    def rejected(self) -> int:
        return sum(count.rejected for count in self.files.values())

    @property
    def inserted(self) -> int:
        return sum(merged.inserted for merged in self.records.values())

    @property
    def updated(self) -> int:
        return sum(merged.updated for merged in self.records.values())

    @property
    def unchanged(self) -> int:
        return sum(merged.unchanged for merged in self.records.values())

    @property
    def removed(self) -> int:
        return sum(merged.removed for merged in self.records.values())

    @property
    def older(self) -> int:
        return self.overtaken + sum(merged.older for merged in self.records.values())

    @property
    def changed_anything(self) -> bool:
        return self.inserted + self.updated + self.removed > 0

    def as_json(self) -> dict[str, JsonValue]:
        """Return the figures for ``--json``; the refused rows are in their own file."""
        return {
            "load_id": str(self.load_id),
            "bank": self.bank,
            "read": self.read,
            "inserted": self.inserted,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "removed": self.removed,
            "older": self.older,
            "rejected": self.rejected,
            "seconds": round(self.seconds, 3),
            "files": {name: asdict(count) for name, count in self.files.items()},
            "records": {kind: asdict(merged) for kind, merged in self.records.items()},
        }


class RejectsFile:
    """The CSV of refused rows: file, line, column, reason. Opened first, so that a full run is not lost for it."""

    def __init__(self, path: Path) -> None:
        """Begin the file at `path`.

        Raises:
            RejectsNotWritableError: It cannot be written.
        """
        self._path = path
        try:
            with path.open("w", encoding="utf-8", newline="") as stream:
                csv.writer(stream).writerow(RejectedRow._fields)
        except OSError as error:
            raise RejectsNotWritableError(folder=str(path.parent)) from error

    def write(self, rows: Iterable[RejectedRow]) -> None:
        """Add rows."""
        with self._path.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)

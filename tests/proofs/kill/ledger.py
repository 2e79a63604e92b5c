"""The outside ledger: what each program was told is done, written and synced before that program goes on.

One file a program, a JSON object a line, only ever added to. It shares nothing with the product: a program that is
killed leaves at most a torn last line, which is passed over. Times are CLOCK_MONOTONIC, one clock for all programs.
"""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: when, what, and the facts that go with it."""

    at: float
    what: str
    facts: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.facts[name]

    def get(self, name: str, otherwise: Any = None) -> Any:
        return self.facts.get(name, otherwise)


class Ledger:
    """Writes one program's file. May be used by several threads at once."""

    def __init__(self, path: Path) -> None:
        self._guard = threading.Lock()
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        size = os.fstat(self._fd).st_size
        if size and os.pread(self._fd, 1, size - 1) != b"\n":
            os.write(self._fd, b"\n")  # the run before was killed in the middle of a line

    def write(self, what: str, **facts: Any) -> None:
        """Add a line; it is on the disk when this returns."""
        line = json.dumps({"at": time.monotonic(), "what": what, **facts}, ensure_ascii=False, default=str)
        with self._guard:
            os.write(self._fd, line.encode() + b"\n")
            os.fsync(self._fd)


class LedgerReader:
    """Reads one program's file as it grows. `entries` are all so far."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._rest = b""
        self.entries: list[Entry] = []

    def read(self) -> list[Entry]:
        """Return what has come since the last time."""
        if not self._path.exists():
            return []
        with self._path.open("rb") as file:
            file.seek(self._offset)
            content = file.read()
        self._offset += len(content)
        *lines, self._rest = (self._rest + content).split(b"\n")
        new = list(_entries(lines))
        self.entries.extend(new)
        return new

    def last(self, *what: str, since: float = 0.0, until: float = float("inf")) -> Entry | None:
        """Return the last entry of these kinds in the stretch of time, of those read so far."""
        for entry in reversed(self.entries):
            if entry.at < since:
                return None
            if entry.what in what and entry.at <= until:
                return entry
        return None

    def matching(self, wanted: Callable[[Entry], bool]) -> list[Entry]:
        """Return the entries that `wanted` takes, of those read so far, oldest first."""
        return [entry for entry in self.entries if wanted(entry)]

    def first(self, what: str, *, since: float) -> Entry | None:
        """Return the first entry of a kind after `since`, of those read so far."""
        found = None
        for entry in reversed(self.entries):
            if entry.at < since:
                break
            if entry.what == what:
                found = entry
        return found


def _entries(lines: list[bytes]) -> Iterator[Entry]:
    for line in lines:
        try:
            content = json.loads(line)
        except ValueError:  # torn by a kill
            continue
        yield Entry(content.pop("at"), content.pop("what"), content)

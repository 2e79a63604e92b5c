"""The statistical library, asked in a process of its own: to load it takes seconds and hundreds of megabytes.

It forecasts the calls of whole days, with the week as its season; the half hours of a day are the baseline's. The
method is complex exponential smoothing (I. Svetunkov, N. Kourentzes, J. K. Ord, 2022), the library's `AutoCES`. Why
this library and this method: docs/adr/0074.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

SEASON: Final = 7
LEAST_DAYS: Final = 2 * SEASON
"""Of fewer days the library is not asked: there would be no second week to learn the week from."""

_LONGEST_SECONDS: Final = 600.0


@dataclass(frozen=True, slots=True)
class Wish:
    """The calls of a run of days, and how many days after it are asked for."""

    totals: tuple[float, ...]
    ahead: int


class LibraryAwayError(Exception):
    """The library did not answer. `why` is ``not_installed`` or ``failed``."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class LibraryAnswer:
    """`name` with the version; `totals` for each wish in order."""

    name: str
    totals: tuple[tuple[float, ...], ...]


class Library(Protocol):
    def ask(self, wishes: Sequence[Wish]) -> LibraryAnswer:
        """Forecast.

        Raises:
            LibraryAwayError: It is not installed, or failed.
        """
        ...


class StatsforecastProcess:
    """Asks statsforecast. `stop` ends what is under way, from any thread."""

    def __init__(self, *, seconds: float = _LONGEST_SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    def ask(self, wishes: Sequence[Wish]) -> LibraryAnswer:
        asked = json.dumps({"season": SEASON, "wishes": [[each.totals, each.ahead] for each in wishes]})
        command = [sys.executable, "-m", "agent_desktop.records.staffing.library_child"]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            self._process = process
            if self._stopped:
                process.kill()
            try:
                told, _ = process.communicate(asked, timeout=self._seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise LibraryAwayError("failed") from None
            finally:
                self._process = None
        if process.returncode == NOT_INSTALLED:
            raise LibraryAwayError("not_installed")
        if process.returncode != 0:
            raise LibraryAwayError("failed")
        answer = json.loads(told)
        return LibraryAnswer(answer["name"], tuple(tuple(each) for each in answer["totals"]))

    def stop(self) -> None:
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()


NOT_INSTALLED: Final = 3
"""The child's exit status where there is no such library."""

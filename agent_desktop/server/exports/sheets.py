"""Writes a list as XLSX or CSV, a row at a time, in a fixed amount of memory.

No cell is ever a formula: what somebody typed into a record must not run on the computer that opens the list
(CWE-1236).
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final, Protocol

from agent_desktop.contract.base import Language, LocalText

Cell = str | int | Decimal | date | datetime | bool | None

_BEGINS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "＝", "＋", "－", "＠")
_BLANKS: Final = " \u00a0\u3000\ufeff"
_YES_NO: Final[Mapping[Language, tuple[str, str]]] = {"en": ("yes", "no"), "zh": ("是", "否")}
_CELL_LIMIT: Final = 32_767
_ABOUT: Final[Mapping[Language, str]] = {"en": "About", "zh": "说明"}
_TAKEN: Final = frozenset({"history", *(each.casefold() for each in _ABOUT.values())})


class CellKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"
    TRUTH = "truth"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`width` is in characters."""

    name: str
    kind: CellKind
    width: int


@dataclass(frozen=True, slots=True)
class SheetHead:
    """What a file says of itself: `notes` are pairs, in the sheet behind the list."""

    title: str
    columns: Sequence[SheetColumn]
    notes: Sequence[tuple[str, str]]
    language: Language
    zone: tzinfo


class SheetFile(Protocol):
    """A file that is being written."""

    def add(self, row: Sequence[Cell]) -> None:
        """Write the next row: a cell for each column."""
        ...

    def finish(self) -> None:
        """Write what is left, and close; nothing is added afterwards. Also of a file that nobody wants any more."""
        ...


class CsvFile:
    """RFC 4180, in UTF-8 with the mark by which spreadsheets know it."""

    def __init__(self, place: Path, head: SheetHead) -> None:
        self._head = head
        self._file: IO[str] = place.open("w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file, lineterminator="\r\n")
        self._rows.writerow([guarded(each.name) for each in head.columns])

    def add(self, row: Sequence[Cell]) -> None:
        self._rows.writerow([self._text(cell) for cell in row])

    def finish(self) -> None:
        self._file.close()

    def _text(self, cell: Cell) -> str:
        match cell:
            case None:
                return ""
            case bool():
                return _YES_NO[self._head.language][0 if cell else 1]
            case datetime():
                return cell.astimezone(self._head.zone).strftime("%Y-%m-%d %H:%M")
            case date():
                return cell.isoformat()
            case int() | Decimal():
                return str(cell)  # a number of ours, never a text: a minus is one
        return guarded(cell)


class XlsxFile:
    """A sheet with a head that stays in sight, and behind it what the file is. Texts are texts, whatever they begin
    with; numbers, days and times are what they are."""

    def __init__(self, place: Path, head: SheetHead, scratch: Path) -> None:
        from xlsxwriter import Workbook

        self._head = head
        options: dict[str, Any] = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(scratch),
        }
        self._book = Workbook(str(place), options)
        self._book.set_properties({"title": head.title})
        self._formats = {
            CellKind.NUMBER: self._book.add_format({"num_format": "0.##"}),
            CellKind.MONEY: self._book.add_format({"num_format": "#,##0.00"}),
            CellKind.DAY: self._book.add_format({"num_format": "yyyy-mm-dd"}),
            CellKind.MOMENT: self._book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        }
        self._quoted = self._book.add_format({"quote_prefix": True})
        bold = self._book.add_format({"bold": True, "bottom": 1, "bg_color": "#e8eef4"})
        self._sheet = self._book.add_worksheet(_sheet_name(head.title))
        self._sheet.freeze_panes(1, 0)
        for place_, column in enumerate(head.columns):
            self._sheet.set_column(place_, place_, column.width)
            self._sheet.write_string(0, place_, column.name, bold)
        self._written = 1

    def add(self, row: Sequence[Cell]) -> None:
        for place, (column, cell) in enumerate(zip(self._head.columns, row, strict=True)):
            self._write(place, column, cell)
        self._written += 1

    def finish(self) -> None:
        self._sheet.autofilter(0, 0, max(self._written - 1, 1), max(len(self._head.columns) - 1, 0))
        about = self._book.add_worksheet(_ABOUT[self._head.language])
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 60)
        for number, (name, value) in enumerate(self._head.notes):
            about.write_string(number, 0, name)
            about.write_string(number, 1, value)
        self._book.close()

    def _write(self, place: int, column: SheetColumn, cell: Cell) -> None:
        sheet, row = self._sheet, self._written
        form = self._formats.get(column.kind)
        match cell:
            case None | "":
                return
            case bool():
                sheet.write_string(row, place, _YES_NO[self._head.language][0 if cell else 1])
            case datetime():
                local = cell.astimezone(self._head.zone).replace(tzinfo=None, microsecond=0)
                sheet.write_datetime(row, place, local, form)
            case date():
                sheet.write_datetime(row, place, cell, form)
            case int() | Decimal():
                sheet.write_number(row, place, float(cell), form)
            case _:
                quoted = self._quoted if guarded(cell) != cell else None
                sheet.write_string(row, place, cell[:_CELL_LIMIT], quoted)


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before what begins like one, also
    behind blanks."""
    return f"'{text}" if text.lstrip(_BLANKS).startswith(_BEGINS_FORMULA) else text


def yes_no(truth: bool, language: Language) -> str:
    """Return a truth in words."""
    return _YES_NO[language][0 if truth else 1]


def title_in(name: LocalText, language: Language) -> str:
    """Return a title in a language, in English where it has none."""
    return name.get(language) or name["en"]


def _sheet_name(title: str) -> str:
    """Return a title as a sheet may be called: at most 31 characters, none of ``[]:*?/\\``; not as the sheet behind it,
    and not as the one that spreadsheets keep for themselves."""
    name = "".join(sign for sign in title if sign not in "[]:*?/\\'")[:31]
    return "List" if not name or name.casefold() in _TAKEN else name

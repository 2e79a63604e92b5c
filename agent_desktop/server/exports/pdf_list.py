"""A list as PDF: a table over as many pages as it needs, with what the list is."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from agent_desktop.contract.exports import ExportFormat
from agent_desktop.server.errors import ExportRefusedError
from agent_desktop.server.exports.sheets import Cell, CellKind, CsvFile, SheetFile, SheetHead, XlsxFile, yes_no
from agent_desktop.server.exports.typesetting import Typesetter

MOST_ROWS: Final = 5000
"""So many rows a PDF may have: whoever wants more wants a sheet."""

_RIGHT: Final = frozenset({CellKind.NUMBER, CellKind.MONEY})


class PdfFile:
    """See `SheetFile`. The rows are held until the end."""

    def __init__(self, place: Path, head: SheetHead, setter: Typesetter, at: datetime) -> None:
        self._place, self._head, self._setter, self._at = place, head, setter, at
        self._rows: list[list[str]] = []
        self._is_whole = True

    def add(self, row: Sequence[Cell]) -> None:
        if len(self._rows) >= MOST_ROWS:
            self._is_whole = False
            raise ExportRefusedError(problem="too_many_rows")
        pairs = zip(self._head.columns, row, strict=True)
        self._rows.append([self._text(column.kind, cell) for column, cell in pairs])

    def finish(self) -> None:
        if not self._is_whole:
            return
        head = self._head
        data: dict[str, Any] = {
            "language": head.language,
            "title": head.title,
            "notes": [{"name": name, "value": value} for name, value in head.notes],
            "columns": [
                {"name": each.name, "width": each.width, "right": each.kind in _RIGHT} for each in head.columns
            ],
            "rows": self._rows,
            "page": {"en": "Page {page} of {pages}", "zh": "第 {page} 页，共 {pages} 页"}[head.language],
        }
        self._place.write_bytes(self._setter.pdf("list.typ", data, self._at.astimezone(head.zone).date()))

    def _text(self, kind: CellKind, cell: Cell) -> str:
        match cell:
            case None:
                return ""
            case bool():
                return yes_no(cell, self._head.language)
            case datetime():
                return cell.astimezone(self._head.zone).strftime("%Y-%m-%d %H:%M")
            case date():
                return cell.isoformat()
            case int() | Decimal():
                return f"{cell:,.2f}" if kind is CellKind.MONEY else f"{cell:,}"
        return cell


def open_sheet(
    form: ExportFormat, place: Path, head: SheetHead, scratch: Path, setter: Typesetter, at: datetime
) -> SheetFile:
    """Begin a file of a list."""
    match form:
        case ExportFormat.CSV:
            return CsvFile(place, head)
        case ExportFormat.XLSX:
            return XlsxFile(place, head, scratch)
        case ExportFormat.PDF:
            return PdfFile(place, head, setter, at)

"""Reports as files, for schedules: the same files that the desktop exports."""

import tempfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from agent_desktop.contract.base import Language, LocalText
from agent_desktop.contract.exports import ExportFormat
from agent_desktop.contract.reports import ReportTable
from agent_desktop.server.exports.pdf_list import open_sheet
from agent_desktop.server.exports.sheets import Cell, SheetColumn, SheetHead, title_in
from agent_desktop.server.exports.typesetting import Typesetter
from agent_desktop.server.reports.sources import columns_of, rows_of

MEDIA_TYPES: Final = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv",
    ExportFormat.PDF: "application/pdf",
}
_NOTES: Final[dict[str, LocalText]] = {
    "subject": {"en": "Report", "zh": "报表"},
    "days": {"en": "Days", "zh": "统计期间"},
    "as_of": {"en": "Counted at", "zh": "统计时间"},
    "zone": {"en": "Times are those of", "zh": "时区"},
}


def report_file(table: ReportTable, name: str, form: ExportFormat, language: Language, setter: Typesetter) -> bytes:
    """Return a report as a file.

    Raises:
        LettersNotSetUpError: A PDF is wanted, and there is no Typst, or no font for it.
    """
    zone, columns = ZoneInfo(table.zone), columns_of(table)
    notes = {
        "subject": title_in(table.title, language),
        "days": f"{table.first.isoformat()} – {table.last.isoformat()}",
        "as_of": _local(table.as_of, zone),
        "zone": table.zone,
    }
    head = SheetHead(
        title=name,
        columns=[SheetColumn(title_in(each.name, language), each.kind, each.width) for each in columns],
        notes=[(title_in(_NOTES[code], language), value) for code, value in notes.items()],
        language=language,
        zone=zone,
    )
    with tempfile.TemporaryDirectory(prefix="agent-desktop-report-") as folder:
        place = Path(folder) / "report"
        sheet = open_sheet(form, place, head, place.parent, setter, table.as_of)
        for row in rows_of(table):
            sheet.add([_cell(row.get(each.code), language) for each in columns])
        sheet.finish()
        return place.read_bytes()


def _cell(value: object, language: Language) -> Cell:
    if isinstance(value, dict):
        return str(value.get(language) or value.get("en", ""))
    return value if isinstance(value, (str, int, Decimal, datetime)) or value is None else str(value)


def _local(at: datetime, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")

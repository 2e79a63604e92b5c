"""Lists as files: XLSX, CSV or PDF, made while the desktop waits, with how far it is.

`POST /v1/exports` answers with a stream: lines of JSON (`ExportLine`), one of them at least every second, and after the
line that has `file` the bytes of the file itself, of the size and checksum it says. Whoever closes the connection stops
it. A line with `problem` is the last, and there is no file.
"""

from enum import StrEnum
from uuid import UUID

from pydantic import Field, JsonValue

from agent_desktop.contract.base import Answer, Language, LocalText, Request


class ExportFormat(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
    PDF = "pdf"


class ExportedList(StrEnum):
    """What can be exported. `filters` of each are the query of its list, under the names of its contract."""

    COMPLAINTS = "complaints"
    COMPLAINT_TASKS = "complaint_tasks"
    LETTERS = "letters"
    SURVEYS = "surveys"
    ROOT_CAUSES = "root_causes"  # the Pareto
    COMPLAINT_TREND = "complaint_trend"
    REPEATS = "repeats"
    TIMELINESS = "timeliness"
    PREVENTIONS = "preventions"
    REPORT = "report"  # counted anew; `filters` are a `ReportQuery`
    KEPT_REPORT = "kept_report"  # as it was counted; `filters` are its `kept_id`
    SERVICE_REPORT = "service_report"  # the month's, for the management; `filters` are its `month`, its first day


class StartExport(Request):
    """`POST /v1/exports`. `columns` are codes of the list's columns, in the order wanted; empty: all of them.
    `time_zone` (IANA) is that of the times in it; empty: the bank's."""

    export_id: UUID
    list: ExportedList
    format: ExportFormat
    language: Language = "en"
    filters: dict[str, JsonValue] = Field(default_factory=dict, max_length=40)
    columns: tuple[str, ...] = Field(default=(), max_length=60)
    time_zone: str = Field(default="", max_length=60)


class ExportColumn(Answer):
    """`is_hidden`: whoever asks gets its values masked."""

    code: str
    name: LocalText
    is_hidden: bool = False


class ExportableList(Answer):
    """`GET /v1/exports/lists`: what whoever asks may export."""

    list: ExportedList
    name: LocalText
    columns: tuple[ExportColumn, ...]


class ExportFile(Answer):
    name: str
    size: int
    checksum: str
    rows: int


class ExportLine(Answer):
    """How far it is: `rows` of `total` are written. The last has `file`, or `problem`, the code of what went wrong."""

    rows: int = 0
    total: int = 0
    file: ExportFile | None = None
    problem: str = ""

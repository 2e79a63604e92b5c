"""Makes the file of an export, and says meanwhile how far it is.

The rows are read in one transaction of the database: the file is the list of one moment. It is written into a folder
that nobody else may read, and that is gone with the export, however it ends. The desktop gets no byte of a file that is
not whole, and knows by its checksum that it got all of it.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final
from zoneinfo import ZoneInfo

import structlog
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.exports import (
    ExportableList,
    ExportColumn,
    ExportFile,
    ExportFormat,
    ExportLine,
    StartExport,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.errors import RecordsError
from agent_desktop.server.errors import ExportRefusedError, NotAllowedError, ServerError
from agent_desktop.server.exports.pdf_list import MOST_ROWS, open_sheet
from agent_desktop.server.exports.sheets import Cell, SheetColumn, SheetFile, SheetHead, title_in
from agent_desktop.server.exports.source import ExportedColumn, ExportSource, Row
from agent_desktop.server.exports.typesetting import Typesetter
from agent_desktop.server.unit_of_work import UnitOfWork, UnitsOfWork
from agent_desktop.settings_papers import ExportSettings

TELL_SECONDS: Final = 0.5
PIECE: Final = 64 * 1024
_NOTES: Final[dict[str, LocalText]] = {
    "list": {"en": "List", "zh": "列表"},
    "made_at": {"en": "Made at", "zh": "导出时间"},
    "made_by": {"en": "Made by", "zh": "导出人"},
    "rows": {"en": "Rows", "zh": "行数"},
    "zone": {"en": "Times are those of", "zh": "时区"},
    "filters": {"en": "Narrowed by", "zh": "筛选条件"},
    "masked": {"en": "Masked columns", "zh": "已屏蔽的列"},
    "id": {"en": "Export", "zh": "导出编号"},
}

_log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An export that may begin: it was asked for by somebody who may, in words that make sense."""

    wish: StartExport
    source: ExportSource[Any]
    columns: tuple[ExportedColumn, ...]
    query: Any
    zone: ZoneInfo
    person: Person
    total: int
    rows: Sequence[Row] | None = None
    """Those that were counted already; None: they are asked for as they are written."""


class Exporter:
    """Makes exports, a few at a time. May be used by several threads."""

    def __init__(
        self,
        units: UnitsOfWork,
        sources: Sequence[ExportSource[Any]],
        settings: ExportSettings,
        options: ProfileOptions,
        setter: Typesetter,
    ) -> None:
        self._units = units
        self._setter = setter
        self._sources = {source.list: source for source in sources}
        self._settings = settings
        self._options = options
        self._free = BoundedSemaphore(settings.at_once)

    def lists_for(self, person: Person) -> tuple[ExportableList, ...]:
        """Return what a person may export."""
        return tuple(
            ExportableList(
                list=source.list,
                name=source.name,
                columns=tuple(
                    ExportColumn(code=each.code, name=each.name, is_hidden=each.is_masked_for(person))
                    for each in source.columns
                ),
            )
            for source in self._sources.values()
            if source.roles & person.roles
        )

    def prepare(self, work: UnitOfWork, person: Person, wish: StartExport) -> Prepared:
        """See whether a list can be exported so, and count its rows.

        Raises:
            NotAllowedError: The list is not for this person.
            ExportRefusedError: A column, a filter or the time zone is none, or there are too many rows.
        """
        source = self._sources.get(wish.list)
        if source is None or not source.roles & person.roles:
            raise NotAllowedError
        try:
            query = source.query.model_validate(wish.filters)
        except ValidationError as error:
            field = ".".join(str(each) for each in error.errors()[0]["loc"])
            raise ExportRefusedError(problem="filter_unknown", field=field) from None
        if wish.format not in source.formats:
            raise ExportRefusedError(problem="format_unknown")
        every = source.columns if source.columns_of is None else source.columns_of(work, person, query)
        known = {each.code: each for each in every}
        for code in wish.columns:
            if code not in known:
                raise ExportRefusedError(problem="column_unknown", field=code)
        columns = tuple(known[code] for code in dict.fromkeys(wish.columns)) or every
        rows = None if source.whole is None else source.whole(work, person, query)
        total = source.count(work, person, query) if rows is None else len(rows)
        is_list = wish.format is ExportFormat.PDF and source.paper is None
        if total > (min(MOST_ROWS, self._settings.most_rows) if is_list else self._settings.most_rows):
            raise ExportRefusedError(problem="too_many_rows")
        return Prepared(wish, source, columns, query, self._zone(wish.time_zone), person, total, rows)

    def stream(self, prepared: Prepared) -> Iterator[bytes]:
        """Make an export, as `contract.exports` has it; begun when it is first read. Whoever closes it stops it.

        As many as may be at once are made already: it says so, and ends.
        """
        if not self._free.acquire(blocking=False):
            yield _encoded(ExportLine(total=prepared.total, problem=ErrorCode.EXPORTS_BUSY.value))
            return
        progress = _Progress()
        try:
            with tempfile.TemporaryDirectory(prefix="agent-desktop-export-") as folder:
                place = Path(folder) / "list"
                for rows in self._written(prepared, place, progress):
                    yield _encoded(ExportLine(rows=rows, total=max(rows, prepared.total)))
                described = _described(prepared, place, progress.rows)
                yield _encoded(ExportLine(rows=progress.rows, total=progress.rows, file=described))
                with place.open("rb") as file:
                    while piece := file.read(PIECE):
                        yield piece
        except (RecordsError, ServerError, SQLAlchemyError, OSError) as error:
            code = error.code if isinstance(error, (RecordsError, ServerError)) else ErrorCode.SERVER_FAILED
            _log.error("export.failed", export_id=str(prepared.wish.export_id), error=type(error).__name__)
            yield _encoded(ExportLine(rows=progress.rows, total=prepared.total, problem=str(code)))
        finally:
            self._free.release()

    def _written(self, prepared: Prepared, place: Path, progress: "_Progress") -> Iterator[int]:
        """Have the file written in a thread, and yield how many rows it has, however long the next one takes to come.
        Closed before its end, it ends that thread first."""
        with ThreadPoolExecutor(1, thread_name_prefix="export") as thread:
            yield 0
            writing = thread.submit(self._write, prepared, place, progress)
            try:
                while not _is_done(writing):
                    yield progress.rows
            finally:
                progress.is_stopped = True

    def _write(self, prepared: Prepared, place: Path, progress: "_Progress") -> None:
        with self._units.begin() as work:
            work.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            if prepared.wish.format is ExportFormat.PDF and prepared.source.paper is not None:
                paper = prepared.source.paper(work, prepared.person, prepared.query, prepared.wish.language)
                place.write_bytes(paper)
                progress.rows = prepared.total
                return
            sheet = self._sheet(prepared, place, place.parent, work.now())
            try:
                rows = prepared.rows
                for row in prepared.source.rows(work, prepared.person, prepared.query) if rows is None else rows:
                    if progress.is_stopped:
                        break
                    sheet.add([_cell(row, each, prepared) for each in prepared.columns])
                    progress.rows += 1
            finally:
                sheet.finish()

    def _sheet(self, prepared: Prepared, place: Path, scratch: Path, at: datetime) -> SheetFile:
        wish, language = prepared.wish, prepared.wish.language
        masked = [each for each in prepared.columns if each.is_masked_for(prepared.person)]
        notes = {
            "list": title_in(prepared.source.name, language),
            "made_at": at.astimezone(prepared.zone).strftime("%Y-%m-%d %H:%M"),
            "made_by": prepared.person.display_name,
            "rows": str(prepared.total),
            "zone": str(prepared.zone),
            "filters": ", ".join(sorted(wish.filters)),
            "masked": ", ".join(title_in(each.name, language) for each in masked),
            "id": str(wish.export_id),
        }
        head = SheetHead(
            title=title_in(prepared.source.name, language),
            columns=[SheetColumn(title_in(each.name, language), each.kind, each.width) for each in prepared.columns],
            notes=[(title_in(_NOTES[code], language), value) for code, value in notes.items() if value],
            language=language,
            zone=prepared.zone,
        )
        return open_sheet(wish.format, place, head, scratch, self._setter, at)

    def _zone(self, name: str) -> ZoneInfo:
        try:
            return ZoneInfo(name or str(self._options.zone))
        except (KeyError, ValueError, OSError):
            raise ExportRefusedError(problem="time_zone_unknown") from None


@dataclass(slots=True)
class _Progress:
    """What the thread that writes and the one that tells say to each other."""

    rows: int = 0
    is_stopped: bool = False


def _cell(row: Row, column: ExportedColumn, prepared: Prepared) -> Cell:
    value = row.get(column.code)
    cell = _in_language(value, prepared.wish.language) if isinstance(value, dict) else value
    if column.is_masked_for(prepared.person) and cell is not None:
        return column.mask(str(cell))
    return cell


def _in_language(text: LocalText, language: str) -> str:
    return text.get(language) or text.get("en", "")


def _is_done(finishing: Future[None]) -> bool:
    """Wait for a moment, and say whether it is done; what went wrong is raised."""
    try:
        finishing.result(timeout=TELL_SECONDS)
    except NotYetError:
        return False
    return True


def _described(prepared: Prepared, place: Path, rows: int) -> ExportFile:
    digest, size = hashlib.sha256(), 0
    with place.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    name = f"{prepared.source.list.value}.{prepared.wish.format.value}"
    return ExportFile(name=name, size=size, checksum=digest.hexdigest(), rows=rows)


def _encoded(line: ExportLine) -> bytes:
    return line.model_dump_json(exclude_defaults=True).encode() + b"\n"

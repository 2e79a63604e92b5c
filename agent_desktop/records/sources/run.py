"""Loads a folder of extracts as its mapping says.

One import is one transaction: readers see all of it or none, and one that fails or is killed has changed nothing and
is simply run again. Extracts are parsed once, copied into temporary tables and merged set by set; see `parsing.py`,
`merge.py` and, for a first load, `bulk.py`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
import structlog
from psycopg import Cursor

from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.errors import RecordsError
from agent_desktop.records.sources.bulk import BulkTables
from agent_desktop.records.sources.loads import (
    LoadHead,
    begin_load,
    end_load,
    store_failed_load,
    store_file,
    store_sources,
    systems_of,
)
from agent_desktop.records.sources.lookups import fill_lookups
from agent_desktop.records.sources.mapping import load_mapping
from agent_desktop.records.sources.merge import create_marks, merge, remake_search_keys
from agent_desktop.records.sources.merged import Merged
from agent_desktop.records.sources.parsing import Parsed, parse_extracts
from agent_desktop.records.sources.plan import FilePlan
from agent_desktop.records.sources.prepare import PreparedImport, prepare_import
from agent_desktop.records.sources.progress import Progress, Step, StepKind, no_progress
from agent_desktop.records.sources.removals import Removals, WholeSystem
from agent_desktop.records.sources.report import FileCount, ImportReport, RejectedRow, RejectsFile
from agent_desktop.records.sources.schema import Mapping as BankMapping
from agent_desktop.records.sources.staging import Rejection, Staging
from agent_desktop.records.sources.targets import TARGETS

_log = structlog.stdlib.get_logger(__name__)

VACUUM_FROM_ROWS: Final = 50_000
"""Of so many changes on, an import does not leave the tables to autovacuum: until then searches read rows twice."""

# Nothing waits in an import but for itself. The memory is for sorting and joining whole tables, once.
_SETTINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "statement_timeout": "0",
        "idle_in_transaction_session_timeout": "0",
        "work_mem": "64MB",
        "maintenance_work_mem": "256MB",
    }
)
IMPORT_LOCK: Final = 7_201_469_934_281
"""The advisory lock of imports: two at once would wait for each other row by row."""


@dataclass(frozen=True, slots=True)
class LoadWish:
    """Which load is wanted: of these `systems`, all of the mapping's where none is named; of this `kind`, where it is
    not as each system's extracts are. `allow_missing`: a full load may lack however much. `started_by`: a schedule."""

    systems: tuple[str, ...] = ()
    kind: LoadKind | None = None
    allow_missing: bool = False
    started_by: str = ""


Settle = Callable[[sa.Connection], None]
"""What other records have to do about a load, in its transaction, before anybody sees it."""


def run_import(
    engine: sa.Engine,
    mapping_path: Path,
    folder: Path,
    *,
    wish: LoadWish = LoadWish(),
    progress: Progress = no_progress,
    settle: Settle = lambda _: None,
    rejects_path: Path | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ImportReport:
    """Load the extracts in `folder` and return the figures. `rejects_path` gets the refused rows as CSV.

    A failure that is expected is kept with the loads, too.

    Raises:
        MappingWrongError: The mapping cannot be followed; nothing has changed.
        MappingLacksSystemError: It lacks a system that is wanted; nothing has changed.
        ExtractNotFoundError: A file is missing; nothing has changed.
        LoadShrinksError: A full load lacks too much of what is known; nothing has changed.
        RejectsNotWritableError: `rejects_path` cannot be written; nothing has changed.
    """
    load_id, started_at = uuid4(), now()

    def head(mapping: BankMapping | None) -> LoadHead:
        systems = systems_of(mapping, wish.systems) if mapping is not None else wish.systems
        kinds = {mapping.systems[system].load for system in systems} if mapping is not None else set()
        kind = wish.kind or (LoadKind.FULL if LoadKind.FULL in kinds else LoadKind.INCREMENTAL)
        bank = mapping.bank if mapping is not None else ""
        return LoadHead(load_id, bank, mapping_path.name, kind, systems, wish.started_by, started_at)

    mapping: BankMapping | None = None
    try:
        mapping = load_mapping(mapping_path).mapping
        prepared = prepare_import(mapping_path, folder, wish.systems)
        rejects = RejectsFile(rejects_path) if rejects_path is not None else None
        loading = _Load(engine, prepared, mapping_path, folder, wish, head(mapping), progress, settle, now)
        report = loading.run()
    except RecordsError as error:
        store_failed_load(engine, head(mapping), finished_at=now(), code=error.code.value, details=error.details)
        raise
    if report.inserted + report.updated + report.removed >= VACUUM_FROM_ROWS:
        _vacuum(engine, loading.tables, progress)
    if rejects is not None:
        rejects.write(report.rejected_rows)
    return report


@dataclass(slots=True)
class _Load:
    """One load in its transaction."""

    engine: sa.Engine
    prepared: PreparedImport
    mapping_path: Path
    folder: Path
    wish: LoadWish
    head: LoadHead
    progress: Progress
    settle: Settle
    now: Callable[[], datetime]
    tables: list[str] = field(default_factory=list)

    def run(self) -> ImportReport:
        began = monotonic()
        prepared, mapping = self.prepared, self.prepared.checked.mapping
        fill_lookups(prepared.checked, prepared.plan, prepared.extracts, self.progress)
        with self.engine.begin() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            with raw.cursor() as cursor:
                for setting, value in _SETTINGS.items():
                    cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
                loading = _Loading(cursor, prepared, self.progress, self.head.started_at)
                self.tables = loading.tables
                with closing(parse_extracts(prepared, self.mapping_path, self.folder, self.wish.systems)) as parsed:
                    loading.stage(parsed)
                store_sources(cursor, mapping)
                begin_load(cursor, self.head)
                counts, file_ids = loading.counts(), {}
                for plan in prepared.plan.files:
                    extract = prepared.extracts[plan.name]
                    count = counts[extract.file.name]
                    file_ids[extract.file.name] = store_file(cursor, self.head, plan, extract, count)
                records = loading.merge(self._whole_systems(), allow_missing=self.wish.allow_missing)
                rejected = loading.rejected_rows()
                seconds = monotonic() - began
                report = ImportReport(
                    self.head.load_id, mapping.bank, counts, records, seconds, rejected, loading.overtaken
                )
                end_load(cursor, report, self.now(), file_ids, rejected)
            self.settle(connection)
        return report

    def _whole_systems(self) -> list[WholeSystem]:
        mapping = self.prepared.checked.mapping
        whole = []
        for code in self.head.systems:
            system = mapping.systems[code]
            if (self.wish.kind or system.load) is LoadKind.FULL:
                records = [record for record in mapping.records if record.system_of() == code]
                absent = {record.make for record in records if record.from_ not in self.prepared.extracts}
                stay = {record.make for record in records if getattr(record, "missing", "goes") == "stays"}
                kinds = frozenset({record.make for record in records} - absent - stay)
                whole.append(WholeSystem(code, kinds, system.may_lose_percent))
        return whole


class _Loading:
    """One import's way from extracts to records, within one transaction."""

    def __init__(
        self, cursor: Cursor[tuple[object, ...]], prepared: PreparedImport, progress: Progress, started_at: datetime
    ) -> None:
        self._cursor = cursor
        self._started_at = started_at
        self._on = started_at.date()
        self._plan = prepared.plan
        self._extracts = prepared.extracts
        systems = prepared.checked.mapping.systems
        self._may_lose_percent = {code: system.may_lose_percent for code, system in systems.items()}
        self._progress = progress
        self._staging = Staging(cursor, (record.target.kind for file in self._plan.files for record in file.records))
        self._read = {file.name: 0 for file in self._plan.files}
        self._read_bytes = dict(self._read)
        self._rejected: dict[str, list[RejectedRow]] = {file.name: [] for file in self._plan.files}
        self.overtaken = 0

    @property
    def tables(self) -> list[str]:
        """The tables this import fills."""
        filled = (TARGETS[kind].table for kind in self._staging.kinds)
        return [*filled, "customer_search_keys", "customer_search_words"]

    def stage(self, parsed: Iterable[Parsed]) -> None:
        """Bring the parsed rows into the staging tables; refuse rows that cannot be taken."""
        self._staging.create()
        create_marks(self._cursor)
        for part in parsed:
            self._stage_part(part)
        self._progress(Step(StepKind.CHECKING_KEYS), 0, 1)
        dated = {
            record.target.kind
            for file in self._plan.files
            for record in file.records
            if record.gone is not None or record.changed_at is not None
        }
        ahead = self._staging.cap_dates(dated, self._started_at)
        if ahead:
            _log.warning("rows_dated_ahead", count=ahead)
        self.overtaken = self._staging.settle(dated)
        self._staging.finish()
        by_number = {file.file_no: file for file in self._plan.files}
        for rejection in self._staging.refuse_rows():
            self._note_rejection(by_number[rejection.file_no], rejection)

    def _stage_part(self, part: Parsed) -> None:
        extract = self._extracts[part.file]
        for kind, lines in part.lines.items():
            self._staging.copy(kind, lines)
        self._staging.keep(part.kept)
        self._read[part.file] += part.read
        self._rejected[part.file] += [
            RejectedRow(extract.file.name, line, column, reason) for line, column, reason in part.refused
        ]
        self._read_bytes[part.file] += part.size_bytes
        step = Step(StepKind.READING, extract.file.name)
        self._progress(step, self._read_bytes[part.file], extract.size_bytes)

    def _note_rejection(self, file: FilePlan, rejection: Rejection) -> None:
        record = next(record for record in file.records if record.record_no == rejection.record_no)
        name = self._extracts[file.name].file.name
        column = record.columns.get(rejection.about, "")
        self._rejected[file.name].append(RejectedRow(name, rejection.line, column, rejection.reason))

    def merge(self, whole: Sequence[WholeSystem], *, allow_missing: bool) -> dict[str, Merged]:
        """Merge what was staged, take away what is gone or what the `whole` systems lack, and return the figures.

        Raises:
            LoadShrinksError: They lack too much, or too many rows say that their records are gone.
        """
        merged: dict[str, Merged] = {}
        kinds = self._staging.kinds
        bulk = BulkTables(self._cursor, self.tables)
        for done, kind in enumerate(kinds):
            table = TARGETS[kind].table
            self._progress(Step(StepKind.STORING, table), done, len(kinds) + 1)
            merged[kind] = merge(self._cursor, kind, fresh=table in bulk, on=self._on)
        removals = Removals(self._cursor, [table for table in self.tables if table in bulk], self._on)
        for system in whole:
            removals.note_missing(system)
            if "phone" in system.kinds:
                lost = removals.note_lost_numbers(system, allowed=allow_missing)
                merged["phone"] = replace(merged["phone"], removed=merged["phone"].removed + lost)
        for kind, removed in removals.carry_out(self._may_lose_percent, allowed=allow_missing).items():
            if removed:
                known = merged.get(kind, Merged())
                merged[kind] = replace(known, removed=known.removed + removed)
        self._progress(Step(StepKind.STORING_SEARCH_KEYS), len(kinds), len(kinds) + 1)
        remake_search_keys(self._cursor)
        bulk.finish(self._progress)
        self._progress(Step(StepKind.STORED), len(kinds) + 1, len(kinds) + 1)
        return merged

    def counts(self) -> dict[str, FileCount]:
        """Rows read and refused by file."""
        return {
            self._extracts[name].file.name: FileCount(read, len(self._rejected[name]))
            for name, read in self._read.items()
        }

    def rejected_rows(self) -> tuple[RejectedRow, ...]:
        """Every refused row, in the order of files and lines."""
        return tuple(row for rows in self._rejected.values() for row in sorted(rows, key=lambda row: row.line))


def _vacuum(engine: sa.Engine, tables: Sequence[str], progress: Progress) -> None:
    with engine.connect() as connection:
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        outside.execute(sa.text("SET statement_timeout = 0"))
        try:
            for done, table in enumerate(tables):
                progress(Step(StepKind.TIDYING, table), done, len(tables))
                outside.execute(sa.text(f"VACUUM (ANALYZE) {table}"))
        finally:
            outside.execute(sa.text("RESET statement_timeout"))

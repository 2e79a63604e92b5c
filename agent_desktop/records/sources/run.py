"""Loads a folder of extracts as its mapping says.

One import is one transaction: readers see all of it or none, and one that fails or is killed has changed nothing and
is simply run again. Extracts are parsed once, copied into temporary tables and merged set by set; see `parsing.py`,
`merge.py` and, for a first load, `bulk.py`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from psycopg import Cursor
from psycopg.types.json import Jsonb

from agent_desktop.records.sources.bulk import BulkTables
from agent_desktop.records.sources.lookups import fill_lookups
from agent_desktop.records.sources.merge import Merged, create_marks, merge, remake_search_keys
from agent_desktop.records.sources.parsing import Parsed, parse_extracts
from agent_desktop.records.sources.plan import FilePlan
from agent_desktop.records.sources.prepare import PreparedImport, prepare_import
from agent_desktop.records.sources.progress import Progress, Step, StepKind, no_progress
from agent_desktop.records.sources.report import FileCount, ImportReport, RejectedRow, RejectsFile
from agent_desktop.records.sources.schema import Mapping as BankMapping
from agent_desktop.records.sources.staging import Rejection, Staging
from agent_desktop.records.sources.targets import TARGETS

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
_LOCK: Final = 7_201_469_934_281
"""The advisory lock of imports: two at once would wait for each other row by row."""


def run_import(
    engine: sa.Engine,
    mapping_path: Path,
    folder: Path,
    *,
    progress: Progress = no_progress,
    rejects_path: Path | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> ImportReport:
    """Load the extracts in `folder` and return the figures. `rejects_path` gets the refused rows as CSV.

    Raises:
        MappingWrongError: The mapping cannot be followed; nothing has changed.
        ExtractNotFoundError: A file is missing; nothing has changed.
        RejectsNotWritableError: `rejects_path` cannot be written; nothing has changed.
    """
    began = monotonic()
    started_at = now()
    prepared = prepare_import(mapping_path, folder)
    checked, extracts, plan = prepared.checked, prepared.extracts, prepared.plan
    rejects = RejectsFile(rejects_path) if rejects_path is not None else None
    fill_lookups(checked, plan, extracts, progress)
    load_id = uuid4()
    with engine.begin() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        with raw.cursor() as cursor:
            for setting, value in _SETTINGS.items():
                cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            loading = _Loading(cursor, prepared, progress)
            with closing(parse_extracts(prepared, mapping_path, folder)) as parsed:
                loading.stage(parsed)
            records = loading.merge()
            _store_sources(cursor, checked.mapping)
            report = ImportReport(
                load_id, checked.mapping.bank, loading.counts(), records, monotonic() - began, loading.rejected_rows()
            )
            _store_load(cursor, report, started_at, now())
    if report.inserted + report.updated + report.removed >= VACUUM_FROM_ROWS:
        _vacuum(engine, loading.tables, progress)
    if rejects is not None:
        rejects.write(report.rejected_rows)
    return report


class _Loading:
    """One import's way from extracts to records, within one transaction."""

    def __init__(self, cursor: Cursor[tuple[object, ...]], prepared: PreparedImport, progress: Progress) -> None:
        self._cursor = cursor
        self._plan = prepared.plan
        self._extracts = prepared.extracts
        self._progress = progress
        self._staging = Staging(cursor, (record.target.kind for file in self._plan.files for record in file.records))
        self._read = {file.name: 0 for file in self._plan.files}
        self._read_bytes = dict(self._read)
        self._rejected: dict[str, list[RejectedRow]] = {file.name: [] for file in self._plan.files}

    @property
    def tables(self) -> list[str]:
        """The tables this import fills."""
        return [*(TARGETS[kind].table for kind in self._staging.kinds), "customer_search_keys"]

    def stage(self, parsed: Iterable[Parsed]) -> None:
        """Bring the parsed rows into the staging tables; refuse rows that cannot be taken."""
        self._staging.create()
        create_marks(self._cursor)
        for part in parsed:
            self._stage_part(part)
        self._progress(Step(StepKind.CHECKING_KEYS), 0, 1)
        self._staging.finish()
        by_number = {file.file_no: file for file in self._plan.files}
        for rejection in self._staging.refuse_rows():
            self._note_rejection(by_number[rejection.file_no], rejection)

    def _stage_part(self, part: Parsed) -> None:
        extract = self._extracts[part.file]
        for kind, lines in part.lines.items():
            self._staging.copy(kind, lines)
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

    def merge(self) -> dict[str, Merged]:
        """Merge what was staged and return the figures by kind of record."""
        merged: dict[str, Merged] = {}
        kinds = self._staging.kinds
        bulk = BulkTables(self._cursor, self.tables)
        for done, kind in enumerate(kinds):
            table = TARGETS[kind].table
            self._progress(Step(StepKind.STORING, table), done, len(kinds) + 1)
            merged[kind] = merge(self._cursor, kind, fresh=table in bulk)
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


def _store_sources(cursor: Cursor[tuple[object, ...]], mapping: BankMapping) -> None:
    for code, system in mapping.systems.items():
        if system.group is None:
            continue
        cursor.execute(
            """
            INSERT INTO sources (source_code, name, "group", live, old_after_seconds) VALUES (%s, %s, %s, %s, %s)
            ON CONFLICT (source_code) DO UPDATE SET name = excluded.name, "group" = excluded."group",
                live = excluded.live, old_after_seconds = excluded.old_after_seconds
            """,
            [code, Jsonb(system.name), system.group.value, system.live, round(system.old_after_hours * 3600)],
        )


def _store_load(
    cursor: Cursor[tuple[object, ...]], report: ImportReport, started_at: datetime, finished_at: datetime
) -> None:
    cursor.execute(
        """
        INSERT INTO source_loads (load_id, bank_code, started_at, finished_at, read_count, inserted_count,
            updated_count, unchanged_count, rejected_count)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            report.load_id,
            report.bank,
            started_at,
            finished_at,
            report.read,
            report.inserted,
            report.updated,
            report.unchanged,
            report.rejected,
        ],
    )

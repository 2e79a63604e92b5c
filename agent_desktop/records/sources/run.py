"""Loads a folder of extracts as its mapping says.

One import is one transaction: readers see all of it or none, and one that fails or is killed has changed nothing and
is simply run again. Extracts are parsed once, copied into temporary tables and merged set by set; see `merge.py`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from psycopg import Cursor
from psycopg.types.json import Jsonb

from agent_desktop.records.sources.errors import RowRefusedError
from agent_desktop.records.sources.lookups import fill_lookups
from agent_desktop.records.sources.mapping import MappingFile
from agent_desktop.records.sources.merge import Merged, create_marks, merge, remake_search_keys
from agent_desktop.records.sources.plan import FilePlan, ImportPlan
from agent_desktop.records.sources.prepare import prepare_import
from agent_desktop.records.sources.progress import Progress, no_progress
from agent_desktop.records.sources.reader import Extract, RawRow, read_rows
from agent_desktop.records.sources.report import FileCount, ImportReport, RejectedRow, RejectsFile
from agent_desktop.records.sources.schema import Mapping
from agent_desktop.records.sources.staging import Rejection, Staging
from agent_desktop.records.sources.targets import TARGETS

ROWS_A_STEP: Final = 5_000

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
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            loading = _Loading(cursor, plan, extracts, progress)
            loading.stage(checked)
            records = loading.merge()
            _store_sources(cursor, checked.mapping)
            report = ImportReport(
                load_id, checked.mapping.bank, loading.counts(), records, monotonic() - began, loading.rejected_rows()
            )
            _store_load(cursor, report, started_at, now())
    if rejects is not None:
        rejects.write(report.rejected_rows)
    return report


class _Loading:
    """One import's way from extracts to records, within one transaction."""

    def __init__(
        self, cursor: Cursor[tuple[object, ...]], plan: ImportPlan, extracts: dict[str, Extract], progress: Progress
    ) -> None:
        self._cursor = cursor
        self._plan = plan
        self._extracts = extracts
        self._progress = progress
        self._staging = Staging(cursor, (record.target.kind for file in plan.files for record in file.records))
        self._read: dict[str, int] = {}
        self._rejected: dict[str, list[RejectedRow]] = {file.name: [] for file in plan.files}

    def stage(self, checked: MappingFile) -> None:
        """Parse every file into the staging tables; refuse rows that cannot be taken."""
        self._staging.create()
        create_marks(self._cursor)
        for file in self._plan.files:
            self._stage_file(checked, file)
        self._progress("Checking keys", 0, 1)
        self._staging.finish()
        by_number = {file.file_no: file for file in self._plan.files}
        for rejection in self._staging.refuse_rows():
            self._note_rejection(by_number[rejection[0]], rejection)

    def _stage_file(self, checked: MappingFile, file: FilePlan) -> None:
        extract = self._extracts[file.name]
        extract.read_bytes = 0
        rejected = self._rejected[file.name]
        read = 0
        for item in read_rows(checked, extract):
            if read % ROWS_A_STEP == 0:
                self._progress(f"Reading {extract.file.name}", extract.read_bytes, extract.size_bytes)
            read += 1
            if isinstance(item, RawRow):
                line = item.line
                try:
                    self._stage_row(file, item)
                except RowRefusedError as error:
                    rejected.append(RejectedRow(extract.file.name, line, error.column, error.reason))
            else:
                line, refused = item
                rejected.append(RejectedRow(extract.file.name, line, refused.column, refused.reason))
        self._read[file.name] = read
        self._progress(f"Reading {extract.file.name}", extract.size_bytes, extract.size_bytes)

    def _stage_row(self, file: FilePlan, row: RawRow) -> None:
        # All records of a row go in, or none.
        values = file.values(row.texts)
        lines = [(record.target.kind, record.copy_line(values, file.file_no, row.line)) for record in file.records]
        for kind, line in lines:
            if line is not None:
                self._staging.add(kind, line)

    def _note_rejection(self, file: FilePlan, rejection: Rejection) -> None:
        record = next(record for record in file.records if record.record_no == rejection.record_no)
        name = self._extracts[file.name].file.name
        column = record.columns.get(rejection.about, "")
        self._rejected[file.name].append(RejectedRow(name, rejection.line, column, rejection.reason))

    def merge(self) -> dict[str, Merged]:
        """Merge what was staged and return the figures by kind of record."""
        merged: dict[str, Merged] = {}
        kinds = self._staging.kinds
        for done, kind in enumerate(kinds):
            self._progress(f"Storing {TARGETS[kind].table.replace('_', ' ')}", done, len(kinds) + 1)
            merged[kind] = merge(self._cursor, kind)
        self._progress("Storing search keys", len(kinds), len(kinds) + 1)
        remake_search_keys(self._cursor)
        if any(part.inserted + part.updated + part.removed for part in merged.values()):
            # A load of this size leaves the planner with figures of another database.
            for kind in kinds:
                self._cursor.execute(f"ANALYZE {TARGETS[kind].table}")
            self._cursor.execute("ANALYZE customer_search_keys")
        self._progress("Stored", len(kinds) + 1, len(kinds) + 1)
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


def _store_sources(cursor: Cursor[tuple[object, ...]], mapping: Mapping) -> None:
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

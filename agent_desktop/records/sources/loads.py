"""Keeps what each load did: the load, its extracts, and the first of the rows it refused."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
import structlog
from psycopg import Cursor
from psycopg.types.json import Jsonb
from pydantic import JsonValue

from agent_desktop.contract.sources import LoadKind
from agent_desktop.records.sources.plan import FilePlan
from agent_desktop.records.sources.reader import Extract
from agent_desktop.records.sources.report import FileCount, ImportReport, RejectedRow
from agent_desktop.records.sources.schema import Mapping as BankMapping

_log = structlog.stdlib.get_logger(__name__)

MOST_REJECTS: Final = 1_000
"""So many refused rows of a load can be looked at on the screen; the file has all."""

REJECTS_KEPT: Final = timedelta(days=90)
"""Refused rows hold values of customers: they are looked at soon, and not kept for ever."""


@dataclass(frozen=True, slots=True)
class LoadHead:
    """What is known of a load before it begins."""

    load_id: UUID
    bank: str
    mapping: str
    kind: LoadKind
    systems: tuple[str, ...]
    started_by: str
    started_at: datetime


def store_sources(cursor: Cursor[tuple[object, ...]], mapping: BankMapping) -> None:
    """Keep what the mapping says of each system."""
    for code, system in mapping.systems.items():
        cursor.execute(
            """
            INSERT INTO sources (source_code, name, "group", live, old_after_seconds, end_of_day)
            VALUES (%s, %s, %s, %s, %s, %s)
            ON CONFLICT (source_code) DO UPDATE SET name = excluded.name, "group" = excluded."group",
                live = excluded.live, old_after_seconds = excluded.old_after_seconds,
                end_of_day = excluded.end_of_day
            """,
            [
                code,
                Jsonb(system.name),
                system.group.value if system.group is not None else None,
                system.live,
                round(system.old_after_hours * 3600),
                system.end_of_day,
            ],
        )


def begin_load(cursor: Cursor[tuple[object, ...]], head: LoadHead) -> None:
    """Keep that a load has begun; nobody sees it before it has ended."""
    cursor.execute(
        "INSERT INTO source_loads (load_id, bank_code, started_at, mapping, load_kind, systems, started_by)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [
            head.load_id,
            head.bank,
            head.started_at,
            head.mapping[:200],
            head.kind.value,
            Jsonb(list(head.systems)),
            head.started_by[:60],
        ],
    )
    cursor.execute(
        "CREATE TEMPORARY TABLE load_files (file_no int, file_id int, source_code text, as_of_at timestamptz,"
        " newest_at timestamptz) ON COMMIT DROP"
    )


def store_file(
    cursor: Cursor[tuple[object, ...]], head: LoadHead, plan: FilePlan, extract: Extract, count: FileCount
) -> int:
    """Keep one extract, and how new the newest of its name was before; return its id.

    None is newer than its load: one with a wrong time would have all that come after it count as older.
    """
    if plan.as_of > head.started_at:
        _log.warning("extract_dated_ahead", where=extract.file.name)
    cursor.execute(
        """
        WITH kept AS (
            INSERT INTO source_files (load_id, source_code, name, size_bytes, as_of_at, read_count, rejected_count,
                columns)
            VALUES (%(load)s, %(source)s, %(name)s, %(size)s, %(as_of)s, %(read)s, %(rejected)s, %(columns)s)
            RETURNING file_id
        ), noted AS (
            INSERT INTO load_files
            SELECT %(number)s, file_id, %(source)s, %(as_of)s,
                (
                    SELECT max(as_of_at) FROM source_files
                    WHERE source_code = %(source)s AND name = %(name)s AND as_of_at <= %(started)s
                )
            FROM kept
        )
        SELECT file_id FROM kept
        """,
        {
            "load": head.load_id,
            "started": head.started_at,
            "source": plan.system,
            "name": extract.file.name[:200],
            "size": extract.size_bytes,
            "as_of": min(plan.as_of, head.started_at),
            "read": count.read,
            "rejected": count.rejected,
            "columns": Jsonb(plan.sources()),
            "number": plan.file_no,
        },
    )
    row = cursor.fetchone()
    assert row is not None
    return int(str(row[0]))


def end_load(
    cursor: Cursor[tuple[object, ...]],
    report: ImportReport,
    finished_at: datetime,
    file_ids: Mapping[str, int],
    rejected: Sequence[RejectedRow],
) -> None:
    """Keep the figures of a load, what its sources hold now, and the first of its refused rows."""
    cursor.execute(
        "UPDATE source_loads SET finished_at = %s, read_count = %s, inserted_count = %s, updated_count = %s,"
        " unchanged_count = %s, rejected_count = %s, removed_count = %s, older_count = %s WHERE load_id = %s",
        [
            finished_at,
            report.read,
            report.inserted,
            report.updated,
            report.unchanged,
            report.rejected,
            report.removed,
            report.older,
            report.load_id,
        ],
    )
    cursor.execute(
        """
        UPDATE sources s SET loaded_at = %s, as_of_at = greatest(s.as_of_at, f.as_of_at), brings = f.brings
        FROM (
            SELECT l.source_code, max(l.as_of_at) AS as_of_at, jsonb_agg(DISTINCT kind) AS brings
            FROM load_files l JOIN source_files USING (file_id), jsonb_object_keys(columns) kind
            GROUP BY l.source_code
        ) f
        WHERE s.source_code = f.source_code
        """,
        [finished_at],
    )
    cursor.executemany(
        'INSERT INTO source_rejects (file_id, line, "column", reason) VALUES (%s, %s, %s, %s)',
        [
            (file_ids[row.file], row.line, row.column[:60], row.reason[:500])
            for row in rejected[:MOST_REJECTS]
            if row.file in file_ids
        ],
    )
    cursor.execute(
        """
        DELETE FROM source_rejects r USING source_files f, source_loads l
        WHERE f.file_id = r.file_id AND l.load_id = f.load_id AND l.started_at < %s
        """,
        [finished_at - REJECTS_KEPT],
    )


def store_failed_load(
    engine: sa.Engine, head: LoadHead, *, finished_at: datetime, code: str, details: Mapping[str, JsonValue]
) -> None:
    """Keep that a load failed; all else of it was undone."""
    with engine.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO source_loads (load_id, bank_code, started_at, finished_at, mapping, load_kind, systems,"
                " started_by, failure, failure_details) VALUES (:load, :bank, :began, :ended, :mapping, :kind,"
                " CAST(:systems AS jsonb), :by, :code, CAST(:details AS jsonb))"
            ),
            {
                "load": head.load_id,
                "bank": head.bank,
                "began": head.started_at,
                "ended": finished_at,
                "mapping": head.mapping[:200],
                "kind": head.kind.value,
                "systems": json.dumps(list(head.systems)),
                "by": head.started_by[:60],
                "code": code,
                "details": json.dumps(dict(details)),
            },
        )


def systems_of(mapping: BankMapping, wanted: Collection[str]) -> tuple[str, ...]:
    """Return the systems that a load is about: those wanted, or all of the mapping."""
    return tuple(code for code in mapping.systems if not wanted or code in wanted)

"""The temporary tables an import goes through, and which of their rows are refused before anything is merged."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from psycopg import Cursor, sql

from agent_desktop.records.sources.targets import KINDS, TARGETS, Kind


class Rejection(NamedTuple):
    """One refused row. `about` says which part of the record is at fault: its own key (source) or a reference."""

    file_no: int
    line: int
    record_no: int
    about: str
    reason: str


class Staging:
    """The staging tables of one transaction."""

    def __init__(self, cursor: Cursor[tuple[object, ...]], kinds: Iterable[Kind]) -> None:
        self._cursor = cursor
        wanted = set(kinds)
        self._kinds = [kind for kind in KINDS if kind in wanted]

    @property
    def kinds(self) -> list[Kind]:
        """The kinds this import makes, in merging order."""
        return self._kinds

    def create(self) -> None:
        """Create the tables. They go with the transaction."""
        for kind in KINDS:
            target = TARGETS[kind]
            columns = sql.SQL(", ").join(
                sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind_of))
                for name, kind_of in target.staged_columns()
            )
            self._cursor.execute(
                sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(sql.Identifier(target.staged), columns)
            )
        self._cursor.execute(
            "CREATE TEMPORARY TABLE rejected_rows"
            " (file_no int, line int, record_no int, about text, reason text) ON COMMIT DROP"
        )

    def copy(self, kind: Kind, lines: bytes) -> None:
        """Take COPY lines."""
        if lines:
            copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(TARGETS[kind].staged))
            with self._cursor.copy(copy) as stream:
                stream.write(lines)

    def finish(self) -> None:
        """Let the planner know the sizes."""
        for kind in self._kinds:
            self._cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(TARGETS[kind].staged)))

    def refuse_rows(self) -> list[Rejection]:
        """Refuse each row that repeats a key or names a record there is none of, and what depends on it.

        Returns:
            One rejection a row of a file, in the order of files and lines.
        """
        while self._mark_repeated() + self._mark_astray() > 0:
            for kind in self._kinds:
                self._cursor.execute(
                    sql.SQL(
                        "DELETE FROM {} staged USING rejected_rows r WHERE staged.file_no = r.file_no"
                        " AND staged.line = r.line"
                    ).format(sql.Identifier(TARGETS[kind].staged))
                )
        self._cursor.execute(
            "SELECT DISTINCT ON (file_no, line) file_no, line, record_no, about, reason FROM rejected_rows"
            " ORDER BY file_no, line, record_no"
        )
        return [
            Rejection(int(str(row[0])), int(str(row[1])), int(str(row[2])), str(row[3]), str(row[4]))
            for row in self._cursor
        ]

    def _mark_repeated(self) -> int:
        marked = 0
        for kind in self._kinds:
            if not TARGETS[kind].keyed:
                continue
            self._cursor.execute(_REPEATED.format(staged=sql.Identifier(TARGETS[kind].staged)))
            marked += self._cursor.rowcount
        return marked

    def _mark_astray(self) -> int:
        marked = 0
        for kind in self._kinds:
            target = TARGETS[kind]
            for reference in target.references:
                other = TARGETS[reference.to]
                self._cursor.execute(
                    _ASTRAY.format(
                        source=sql.Identifier(f"{reference.prefix}_source"),
                        key=sql.Identifier(f"{reference.prefix}_key"),
                        staged=sql.Identifier(target.staged),
                        other_staged=sql.Identifier(other.staged),
                        other=sql.Identifier(other.table),
                        about=sql.Literal(reference.prefix),
                        reason=sql.Literal(f"there is no {reference.to} "),
                    )
                )
                marked += self._cursor.rowcount
        return marked


# Counting hashes takes a small part of the time and room of sorting the keys themselves.
_REPEATED: Final = sql.SQL(
    """
    INSERT INTO rejected_rows
    SELECT file_no, line, record_no, 'source', 'the key "' || source_key || '" stands on line ' || first_line || ' too'
    FROM (
        SELECT file_no, line, record_no, source_key,
            row_number() OVER keys AS place, first_value(line) OVER keys AS first_line
        FROM {staged}
        WHERE hashtextextended(source_key, 0) IN (
            SELECT hashtextextended(source_key, 0) FROM {staged} GROUP BY 1 HAVING count(*) > 1
        )
        WINDOW keys AS (PARTITION BY source_code, source_key ORDER BY file_no, line, record_no)
    ) numbered WHERE place > 1
    """
)

_ASTRAY: Final = sql.SQL(
    """
    INSERT INTO rejected_rows
    SELECT file_no, line, record_no, {about}, {reason} || '"' || staged.{key} || '" in ' || staged.{source}
    FROM {staged} staged
    WHERE staged.{key} IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM {other_staged} o WHERE o.source_key = staged.{key} AND o.source_code = staged.{source}
        )
        AND NOT EXISTS (
            SELECT FROM {other} o WHERE o.source_key = staged.{key} AND o.source_code = staged.{source}
        )
    """
)

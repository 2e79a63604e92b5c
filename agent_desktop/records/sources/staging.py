"""The temporary tables an import goes through, and which of their rows are refused before anything is merged."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final, NamedTuple

from psycopg import Cursor, sql

from agent_desktop.records.sources.encoders import NULL
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
        # Of records whose rows were refused or overtaken: a full load does not lack them.
        self._cursor.execute(
            "CREATE TEMPORARY TABLE kept_keys (kind text, source_code text, source_key text) ON COMMIT DROP"
        )
        self._cursor.execute("CREATE TEMPORARY TABLE overtaken_rows (file_no int, line int) ON COMMIT DROP")
        self._cursor.execute(
            "CREATE TEMPORARY TABLE going (kind text, source_code text, source_key text, source_at timestamptz,"
            " file_no int, line int) ON COMMIT DROP"
        )

    def copy(self, kind: Kind, lines: bytes) -> None:
        """Take COPY lines."""
        if lines:
            copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(TARGETS[kind].staged))
            with self._cursor.copy(copy) as stream:
                stream.write(lines)

    def keep(self, keys: Iterable[tuple[Kind, str, str | None]]) -> None:
        """Remember records whose rows were refused; keys are COPY text."""
        lines = "".join(f"{kind}\t{system}\t{NULL if key is None else key}\n" for kind, system, key in keys)
        if lines:
            with self._cursor.copy("COPY kept_keys FROM STDIN") as stream:
                stream.write(lines.encode())

    def cap_dates(self, dated: Collection[Kind], until: datetime) -> int:
        """Take what is dated later than `until` as of then: it would outrank every row that comes after it.

        `dated` are the kinds whose rows may say when they changed. Returns how many dates were ahead.
        """
        ahead = 0
        for kind in self._kinds:
            own = TARGETS[kind].own_date
            for column in (*(("source_at",) if kind in dated else ()), *((own,) if own else ())):
                words = {"staged": sql.Identifier(TARGETS[kind].staged), "column": sql.Identifier(column)}
                self._cursor.execute(_CAP.format(**words, until=sql.Literal(until)))
                ahead += self._cursor.rowcount
        return ahead

    def settle(self, kinds: Collection[Kind]) -> int:
        """Put aside what rows of `kinds` say is gone, and of several rows with one key and dates all but the newest.

        Returns:
            How many rows were overtaken by a newer one of the same load.
        """
        overtaken = 0
        for kind in self._kinds:
            if kind in kinds:
                staged = sql.Identifier(TARGETS[kind].staged)
                for statement in _GOING:
                    self._cursor.execute(statement.format(staged=staged, kind=sql.Literal(kind)))
                overtaken += self._cursor.rowcount
                self._cursor.execute(_OVERTAKEN.format(staged=staged))
                overtaken += self._cursor.rowcount
        if overtaken:
            for kind in self._kinds:
                self._cursor.execute(_DROP_OVERTAKEN.format(staged=sql.Identifier(TARGETS[kind].staged)))
        return overtaken

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
                drop = _DROP_REFUSED if TARGETS[kind].keyed else _DROP_REFUSED_PART
                staged = sql.Identifier(TARGETS[kind].staged)
                self._cursor.execute(drop.format(staged=staged, kind=sql.Literal(kind)))
        # Else the planner takes these for a row each, and reads them whole for every record that may be missing.
        self._cursor.execute("ANALYZE kept_keys, going")
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


_CAP: Final = sql.SQL("UPDATE {staged} SET {column} = {until} WHERE {column} > {until}")
_DROP_REFUSED_PART: Final = sql.SQL(
    "DELETE FROM {staged} staged USING rejected_rows r WHERE staged.file_no = r.file_no AND staged.line = r.line"
)
_DROP_REFUSED: Final = sql.SQL(
    """
    WITH dropped AS (
        DELETE FROM {staged} staged USING rejected_rows r WHERE staged.file_no = r.file_no AND staged.line = r.line
        RETURNING staged.source_code, staged.source_key
    )
    INSERT INTO kept_keys SELECT {kind}, source_code, source_key FROM dropped
    """
)
# Without a date the later row is the newer one.
_GOING: Final = (
    sql.SQL(
        """
        WITH gone AS (
            DELETE FROM {staged} WHERE gone RETURNING source_code, source_key, source_at, file_no, line
        )
        INSERT INTO going
        SELECT DISTINCT ON (source_code, source_key) {kind}, source_code, source_key, source_at, file_no, line
        FROM gone ORDER BY source_code, source_key, source_at DESC NULLS LAST, file_no DESC, line DESC
        """
    ),
    sql.SQL(
        """
        DELETE FROM going USING {staged} s
        WHERE going.kind = {kind} AND going.source_code = s.source_code AND going.source_key = s.source_key
            AND (coalesce(s.source_at, 'epoch'), s.file_no, s.line)
                > (coalesce(going.source_at, 'epoch'), going.file_no, going.line)
        """
    ),
    sql.SQL(
        """
        INSERT INTO overtaken_rows
        SELECT s.file_no, s.line FROM {staged} s
        JOIN going ON going.kind = {kind} AND going.source_code = s.source_code AND going.source_key = s.source_key
        """
    ),
)
_OVERTAKEN: Final = sql.SQL(
    """
    INSERT INTO overtaken_rows
    SELECT file_no, line FROM (
        SELECT file_no, line, row_number() OVER (
            PARTITION BY source_code, source_key ORDER BY source_at DESC, file_no DESC, line DESC
        ) AS place
        FROM {staged}
        WHERE source_at IS NOT NULL AND hashtextextended(source_key, 0) IN (
            SELECT hashtextextended(source_key, 0) FROM {staged} WHERE source_at IS NOT NULL
            GROUP BY 1 HAVING count(*) > 1
        )
    ) numbered WHERE place > 1
    """
)
_DROP_OVERTAKEN: Final = sql.SQL(
    "DELETE FROM {staged} s USING overtaken_rows o WHERE s.file_no = o.file_no AND s.line = o.line"
)

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

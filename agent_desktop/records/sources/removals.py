"""Takes away what a load says is gone, and what a full load lacks; what this centre has noted of a customer stays.

A customer of whom there are calls, notes or checks here keeps the row that these hang on, without search keys and with
no number but those noted here. A holding with bookings keeps its row without its parties, so that nobody is shown it.
Of what went, system, key and time are kept, so that an older row does not bring it back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, LiteralString

from psycopg import Cursor, sql

from agent_desktop.records.sources.errors import LoadShrinksError
from agent_desktop.records.sources.targets import TARGETS, Kind

FEW: Final = 10
"""So many may be missing whatever the share, unless nothing would be left."""

_ORDER: Final[tuple[Kind, ...]] = ("survey", "contact", "transaction", "holding", "customer")
_KEPT: Final = (
    "contacts",
    "given_managers",
    "merged_accounts",
    "outreach_tasks",
    "survey_answers",
    "verification_checks",
)
"""What goes with a customer by its foreign key, and was done here all the same or is not in every load. What does not
go by its key is, too. Of accounts that were merged none goes: with the leading one the others would fall apart."""


@dataclass(frozen=True, slots=True)
class WholeSystem:
    """A system whose extracts are full, and the `kinds` of record that go where these lack them."""

    code: str
    kinds: frozenset[Kind]
    may_lose_percent: float


class Removals:
    """The removals of one import. `untouched` are tables that the import has filled from nothing; `on` is its day."""

    def __init__(self, cursor: Cursor[tuple[object, ...]], untouched: Collection[str], on: date) -> None:
        self._cursor = cursor
        self._untouched = untouched
        self._on = on

    def note_missing(self, system: WholeSystem) -> None:
        """Note what a full load lacks, but for what its refused rows may have held."""
        for kind in _ORDER:
            target = TARGETS[kind]
            if kind not in system.kinds or target.table in self._untouched:
                continue
            words = {
                "table": sql.Identifier(target.table),
                "staged": sql.Identifier(target.staged),
                "kind": sql.Literal(kind),
                "system": sql.Literal(system.code),
            }
            self._cursor.execute(_MISSING.format(**words, own=sql.SQL(_own_date(kind))))

    def _check(self, system: str, kind: Kind, missing: int, known: int, percent: float) -> None:
        if missing < known and (missing <= FEW or missing * 100 <= known * percent):
            return
        raise LoadShrinksError(system=system, record=kind, missing=missing, known=known, percent=percent)

    def note_lost_numbers(self, system: WholeSystem, *, allowed: bool) -> int:
        """Take away numbers of customers of whom a full load has none: until today they were theirs. Noted ones stay.

        Raises:
            LoadShrinksError: It lacks too many; those of customers that go themselves do not count.
        """
        if "customer_phone_numbers" in self._untouched:
            return 0
        code = sql.Literal(system.code)
        is_lost = _IS_LOST.format(system=code)
        missing = _number(self._cursor, _OWN_NUMBERS.format(system=code, is_lost=is_lost))
        if missing and not allowed:
            known = _number(self._cursor, _OWN_NUMBERS.format(system=code, is_lost=sql.Literal(True)))
            self._check(system.code, "phone", missing, known, system.may_lose_percent)
        self._cursor.execute(_BELIEVED_AGAIN.format(system=code, is_lost=is_lost))
        self._cursor.execute(_LOST_NUMBERS.format(system=code, on=sql.Literal(self._on), is_lost=is_lost))
        return self._cursor.rowcount

    def carry_out(self, may_lose_percent: Mapping[str, float], *, allowed: bool) -> Mapping[Kind, int]:
        """Take away what is going, and return how many of each kind. `allowed`: however much it is.

        Raises:
            LoadShrinksError: More of a system goes than it may lose at once, as rows say or as a full load lacks it.
        """
        removed: dict[Kind, int] = {}
        self._cursor.execute("ANALYZE going")
        for kind in _ORDER:
            words = {
                "table": sql.Identifier(TARGETS[kind].table),
                "kind": sql.Literal(kind),
                "own": sql.SQL(_own_date(kind)),
            }
            self._cursor.execute(_NOT_GOING.format(**words))
            if not allowed:
                for row in self._cursor.execute(_GOING_BY_SYSTEM.format(**words)).fetchall():
                    code, going, known = str(row[0]), int(str(row[1])), int(str(row[2]))
                    self._check(code, kind, going, known, may_lose_percent[code])
            self._cursor.execute(_REMEMBER.format(**words))
            removed[kind] = self._cursor.rowcount
            if not removed[kind]:
                continue
            if kind == "holding":
                self._cursor.execute(_MARK_OWNERS)
                self._cursor.execute(_DROP_PARTIES)
                self._cursor.execute(_KEEP_BOOKED)
            if kind == "customer":
                self._remove_customers()
            else:
                self._cursor.execute(_REMOVE.format(**words))
        return removed

    def _remove_customers(self) -> None:
        self._cursor.execute(
            "CREATE TEMPORARY TABLE leaving ON COMMIT DROP AS SELECT t.customer_id FROM going g"
            " JOIN customers t ON t.source_code = g.source_code AND t.source_key = g.source_key"
            " WHERE g.kind = 'customer'"
        )
        for statement in _UNFIND:
            self._cursor.execute(sql.SQL(statement).format(on=sql.Literal(self._on)))
        stays: sql.Composable = sql.SQL(
            "c.needs <> '[]' OR c.prospect IS NOT NULL OR EXISTS (SELECT FROM customer_alerts x"
            " WHERE c.customer_id IN (x.account_id, x.customer_id) AND x.state IN ('seen', 'done', 'dismissed'))"
            " OR EXISTS (SELECT FROM customer_phone_numbers x WHERE x.customer_id = c.customer_id AND x.source <> '')"
        )
        for table, column in self._cursor.execute(_HANGING_ON_CUSTOMERS, [list(_KEPT)]).fetchall():
            stays += sql.SQL(" OR EXISTS (SELECT FROM {} x WHERE x.{} = c.customer_id)").format(
                sql.Identifier(str(table)), sql.Identifier(str(column))
            )
        self._cursor.execute(
            sql.SQL(
                "UPDATE customers c SET row_hash = '' FROM leaving l WHERE l.customer_id = c.customer_id AND ({})"
            ).format(stays)
        )
        self._cursor.execute(
            sql.SQL("DELETE FROM customers c USING leaving l WHERE l.customer_id = c.customer_id AND NOT ({})").format(
                stays
            )
        )
        for table in ("changed_customers", "changed_phones", "changed_accounts"):
            self._cursor.execute(
                sql.SQL("DELETE FROM {} m USING leaving l WHERE l.customer_id = m.customer_id").format(
                    sql.Identifier(table)
                )
            )


def _own_date(kind: Kind) -> LiteralString:
    return "coalesce(t.source_at, t.as_of_at)" if TARGETS[kind].own_date == "as_of_at" else "t.source_at"


def _number(cursor: Cursor[tuple[object, ...]], query: sql.Composed) -> int:
    row = cursor.execute(query).fetchone()
    assert row is not None
    return int(str(row[0]))


# A row that could not be made out may have been any: then nothing of its kind is missing. Nor is what another file
# brought that is newer than this extract.
_MISSING: Final = sql.SQL(
    """
    INSERT INTO going
    SELECT {kind}, t.source_code, t.source_key, NULL, NULL, NULL
    FROM {table} t LEFT JOIN source_files was ON was.file_id = t.file_id
    WHERE t.source_code = {system}
        AND coalesce(greatest({own}, was.as_of_at), '-infinity') <= coalesce((
            SELECT min(f.as_of_at) FROM load_files f JOIN source_files i USING (file_id)
            WHERE f.source_code = {system} AND i.columns ? {kind}
        ), 'infinity')
        AND NOT EXISTS (SELECT FROM {staged} s WHERE s.source_code = {system} AND s.source_key = t.source_key)
        AND NOT EXISTS (
            SELECT FROM kept_keys k WHERE k.kind = {kind} AND k.source_code = {system} AND k.source_key = t.source_key
        )
        AND NOT EXISTS (
            SELECT FROM kept_keys k WHERE k.kind = {kind} AND k.source_code = {system} AND k.source_key IS NULL
        )
        AND NOT EXISTS (
            SELECT FROM going g WHERE g.kind = {kind} AND g.source_code = {system} AND g.source_key = t.source_key
        )
        AND NOT EXISTS (
            SELECT FROM load_files f WHERE f.source_code = {system} AND f.as_of_at < f.newest_at
        )
        AND NOT EXISTS (
            SELECT FROM source_deletions d WHERE d.kind = {kind} AND d.source_code = {system}
                AND d.source_key = t.source_key
        )
    """
)
_GOING_BY_SYSTEM: Final = sql.SQL(
    """
    SELECT g.source_code, count(*), (
        SELECT count(*) FROM {table} t WHERE t.source_code = g.source_code AND NOT EXISTS (
            SELECT FROM source_deletions d WHERE d.kind = {kind} AND d.source_code = t.source_code
                AND d.source_key = t.source_key
        )
    )
    FROM going g WHERE g.kind = {kind} GROUP BY g.source_code
    """
)
_NOT_GOING: Final = sql.SQL(
    """
    DELETE FROM going g USING (
        SELECT g.source_code, g.source_key FROM going g
        LEFT JOIN {table} t ON t.source_code = g.source_code AND t.source_key = g.source_key
        LEFT JOIN load_files f ON f.file_no = g.file_no
        WHERE g.kind = {kind} AND (
            t.source_code IS NULL
            OR EXISTS (
                SELECT FROM source_deletions d WHERE d.kind = {kind} AND d.source_code = g.source_code
                    AND d.source_key = g.source_key
            )
            OR (g.source_at IS NOT NULL AND {own} > g.source_at)
            OR (g.source_at IS NULL AND f.as_of_at < f.newest_at)
        )
    ) stays WHERE g.kind = {kind} AND g.source_code = stays.source_code AND g.source_key = stays.source_key
    """
)
_REMEMBER: Final = sql.SQL(
    """
    INSERT INTO source_deletions (kind, source_code, source_key, gone_at, dated)
    SELECT g.kind, g.source_code, g.source_key, coalesce(g.source_at, f.as_of_at, newest.as_of_at),
        g.source_at IS NOT NULL
    FROM going g
    LEFT JOIN load_files f ON f.file_no = g.file_no
    CROSS JOIN (SELECT max(as_of_at) AS as_of_at FROM load_files) newest
    WHERE g.kind = {kind}
    ON CONFLICT (kind, source_code, source_key) DO UPDATE SET gone_at = excluded.gone_at, dated = excluded.dated
    """
)
_MARK_OWNERS: Final = """
    INSERT INTO changed_accounts SELECT p.customer_id FROM going g
    JOIN holdings h ON h.source_code = g.source_code AND h.source_key = g.source_key
    JOIN holding_parties p ON p.holding_id = h.holding_id
    WHERE g.kind = 'holding'
"""
_DROP_PARTIES: Final = """
    DELETE FROM holding_parties p USING holdings h, going g
    WHERE p.holding_id = h.holding_id AND g.kind = 'holding' AND h.source_code = g.source_code
        AND h.source_key = g.source_key
"""
# Its bookings go by themselves or stay: a load that brings the holding again need not bring them.
_KEEP_BOOKED: Final = """
    WITH kept AS (
        UPDATE holdings h SET row_hash = '' FROM going g
        WHERE g.kind = 'holding' AND h.source_code = g.source_code AND h.source_key = g.source_key
            AND EXISTS (SELECT FROM transactions t WHERE t.holding_id = h.holding_id)
        RETURNING h.source_code, h.source_key
    )
    DELETE FROM going g USING kept k
    WHERE g.kind = 'holding' AND g.source_code = k.source_code AND g.source_key = k.source_key
"""
_REMOVE: Final = sql.SQL(
    "DELETE FROM {table} t USING going g WHERE g.kind = {kind} AND t.source_code = g.source_code"
    " AND t.source_key = g.source_key"
)
# What is asked of the whole system names it: asked of `c`, it would be a join without a condition, after which the
# planner takes nobody to be left, and reads all staged numbers for each one known.
_IS_LOST: Final = sql.SQL(
    """
    NOT EXISTS (
        SELECT FROM staged_phone s WHERE s.customer_source = c.source_code AND s.customer_key = c.source_key
    )
    AND NOT EXISTS (
        SELECT FROM kept_keys k WHERE k.kind IN ('phone', 'customer') AND k.source_code = c.source_code
            AND k.source_key = c.source_key
    )
    AND NOT EXISTS (
        SELECT FROM kept_keys k WHERE k.kind IN ('phone', 'customer') AND k.source_code = {system}
            AND k.source_key IS NULL
    )
    AND NOT EXISTS (
        SELECT FROM load_files f WHERE f.source_code = {system} AND f.as_of_at < f.newest_at
    )
    """
)
_OWN_NUMBERS: Final = sql.SQL(
    """
    SELECT count(*) FROM customer_phone_numbers n JOIN customers c USING (customer_id)
    WHERE c.source_code = {system} AND n.source = '' AND NOT EXISTS (
        SELECT FROM going g WHERE g.kind = 'customer' AND g.source_code = c.source_code AND g.source_key = c.source_key
    ) AND {is_lost}
    """
)
_LOST_NUMBERS: Final = sql.SQL(
    """
    WITH gone AS (
        DELETE FROM customer_phone_numbers n USING customers c
        WHERE n.customer_id = c.customer_id AND c.source_code = {system} AND n.source = ''
            AND {is_lost}
        RETURNING n.customer_id, n.number, n.kind, n.source, n.valid_from
    ), kept AS (
        INSERT INTO customer_former_numbers (customer_id, number, kind, source, valid_from, valid_until)
        SELECT customer_id, number, kind, source, valid_from, {on} FROM gone
        ON CONFLICT (customer_id, number) DO UPDATE SET valid_until = excluded.valid_until
    )
    INSERT INTO changed_phones SELECT customer_id FROM gone
    """
)
_BELIEVED_AGAIN: Final = sql.SQL(
    """
    UPDATE customer_former_numbers n SET kept_out = false FROM customers c
    WHERE n.customer_id = c.customer_id AND n.kept_out AND c.source_code = {system} AND {is_lost}
    """
)
_UNFIND: Final = (
    """
    WITH gone AS (
        DELETE FROM customer_search_keys k USING leaving l WHERE k.customer_id = l.customer_id RETURNING k.kind, k.key
    )
    INSERT INTO gone_words SELECT key FROM gone WHERE kind IN ('name', 'pinyin')
    """,
    """
    WITH gone AS (
        DELETE FROM customer_phone_numbers n USING leaving l WHERE n.customer_id = l.customer_id AND n.source = ''
        RETURNING n.customer_id, n.number, n.kind, n.source, n.valid_from
    )
    INSERT INTO customer_former_numbers (customer_id, number, kind, source, valid_from, valid_until)
    SELECT customer_id, number, kind, source, valid_from, {on} FROM gone
    ON CONFLICT (customer_id, number) DO UPDATE SET valid_until = excluded.valid_until
    """,
    "UPDATE customer_former_numbers n SET kept_out = false FROM leaving l WHERE n.customer_id = l.customer_id",
)
_HANGING_ON_CUSTOMERS: Final = """
    SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'customers'::regclass
        AND (c.confdeltype <> 'c' OR c.conrelid::regclass::text = ANY(%s))
    ORDER BY 1, 2
"""

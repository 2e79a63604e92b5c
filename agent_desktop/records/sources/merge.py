"""Merges the staging tables into the records: new rows in, changed ones over, the same ones untouched.

An import is the whole word on what it carries: a number a customer no longer has and a person who may no longer
use a holding are taken away. What an import does not mention stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from psycopg import Cursor, sql

from agent_desktop.records.customers.models import SORT_START
from agent_desktop.records.sources.targets import TARGETS, Kind, Target

_IDS: Final[dict[Kind, str]] = {
    "customer": "customer_id",
    "holding": "holding_id",
    "transaction": "transaction_id",
    "contact": "contact_id",
}


@dataclass(frozen=True, slots=True)
class Merged:
    """How many records an import made, changed, left as they were and took away."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


def merge(cursor: Cursor[tuple[object, ...]], kind: Kind, *, fresh: bool) -> Merged:
    """Merge the staging table of `kind`; those before it in `KINDS` have been merged. `fresh`: into an empty table."""
    match kind:
        case "phone":
            merged = _merge_phones(cursor)
        case "party":
            merged = _merge_parties(cursor)
        case _ if fresh:
            merged = _fill_keyed(cursor, TARGETS[kind])
        case _:
            merged = _merge_keyed(cursor, TARGETS[kind])
    if merged.inserted + merged.updated + merged.removed:
        # What follows joins this table: without figures the planner takes a full one for empty.
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(TARGETS[kind].table)))
    return merged


def create_marks(cursor: Cursor[tuple[object, ...]]) -> None:
    """Create the tables that gather whose search keys are to be made again."""
    cursor.execute("CREATE TEMPORARY TABLE changed_customers (customer_id uuid) ON COMMIT DROP")
    cursor.execute("CREATE TEMPORARY TABLE changed_phones (customer_id uuid) ON COMMIT DROP")
    cursor.execute("CREATE TEMPORARY TABLE changed_accounts (customer_id uuid) ON COMMIT DROP")


def remake_search_keys(cursor: Cursor[tuple[object, ...]]) -> None:
    """Make the search keys again of customers whose names, numbers or accounts have changed."""
    for statement in _SEARCH_KEYS:
        cursor.execute(sql.SQL(statement).format(length=sql.Literal(SORT_START)))
        if "INTO changed_" in statement:
            cursor.execute("ANALYZE changed_customers, changed_phones, changed_accounts")


@dataclass(frozen=True, slots=True)
class _Selection:
    """What is taken of a staging table: `columns` of the target but its id, and the statement's parts for them."""

    columns: list[str]
    id: sql.Composable
    values: sql.Composable
    source: sql.Composable


def _selection(target: Target) -> _Selection:
    # The id follows from system and key, so that the same extracts give the same ids in every database.
    columns = ["source_code", "source_key", *(name for name, _ in target.fields), "row_hash"]
    values: list[sql.Composable] = [sql.SQL("s.{}").format(sql.Identifier(name)) for name in columns]
    source: sql.Composable = sql.SQL("{} s").format(sql.Identifier(target.staged))
    for reference in target.references:
        source += sql.SQL(" JOIN {} {} ON {}.source_code = s.{} AND {}.source_key = s.{}").format(
            sql.Identifier(TARGETS[reference.to].table),
            sql.Identifier(reference.prefix),
            sql.Identifier(reference.prefix),
            sql.Identifier(f"{reference.prefix}_source"),
            sql.Identifier(reference.prefix),
            sql.Identifier(f"{reference.prefix}_key"),
        )
        columns.append(f"{reference.prefix}_id")
        values.append(sql.SQL("{}.{}").format(sql.Identifier(reference.prefix), sql.Identifier(columns[-1])))
    made_id = sql.SQL(
        "encode(substring(sha256(convert_to({kind} || chr(10) || s.source_code || chr(10) || s.source_key, 'UTF8'))"
        " FROM 1 FOR 16), 'hex')::uuid"
    ).format(kind=sql.Literal(target.kind))
    return _Selection(columns, made_id, sql.SQL(", ").join(values), source)


def _fill_keyed(cursor: Cursor[tuple[object, ...]], target: Target) -> Merged:
    """Insert every row; staging has refused keys that repeat."""
    selection = _selection(target)
    cursor.execute(
        sql.SQL("INSERT INTO {table} ({id}, {columns}) SELECT {made_id}, {values} FROM {source}").format(
            table=sql.Identifier(target.table),
            id=sql.Identifier(_IDS[target.kind]),
            columns=_names(selection.columns),
            made_id=selection.id,
            values=selection.values,
            source=selection.source,
        )
    )
    inserted = cursor.rowcount
    if target.kind == "customer":
        cursor.execute("INSERT INTO changed_customers SELECT customer_id FROM customers")
    return Merged(inserted, 0, _count(cursor, target.staged) - inserted)


def _merge_keyed(cursor: Cursor[tuple[object, ...]], target: Target) -> Merged:
    """Insert new rows and update those whose hash differs.

    Rows with the same hash are left out before the INSERT: ON CONFLICT would lock, and so rewrite, each of them.
    """
    selection = _selection(target)
    updates: list[sql.Composable] = [
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name))
        for name in selection.columns
        if name not in {"source_code", "source_key"}
    ]
    if target.kind == "customer":
        updates.append(sql.SQL("version = t.version + 1"))
    statement = sql.SQL(
        """
        WITH merged AS (
            INSERT INTO {table} AS t ({id}, {columns})
            SELECT {made_id}, {values}
            FROM {source}
            LEFT JOIN {table} old ON old.source_code = s.source_code AND old.source_key = s.source_key
            WHERE old.row_hash IS DISTINCT FROM s.row_hash
            ON CONFLICT (source_code, source_key) DO UPDATE SET {updates}
            WHERE t.row_hash IS DISTINCT FROM excluded.row_hash
            RETURNING t.{id} AS id, (t.xmax = 0) AS is_new
        ){mark}
        SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged
        """
    ).format(
        table=sql.Identifier(target.table),
        id=sql.Identifier(_IDS[target.kind]),
        columns=_names(selection.columns),
        made_id=selection.id,
        values=selection.values,
        source=selection.source,
        updates=sql.SQL(", ").join(updates),
        mark=_MARKS.get(target.kind, sql.SQL("")),
    )
    row = cursor.execute(statement).fetchone()
    assert row is not None
    inserted, updated = int(str(row[0])), int(str(row[1]))
    return Merged(inserted, updated, _count(cursor, target.staged) - inserted - updated)


# The people of a holding whose number changed are found once its parties are in, so marks hold what is known now.
_MARKS: Final[dict[Kind, sql.SQL]] = {
    "customer": sql.SQL(", marked AS (INSERT INTO changed_customers SELECT id FROM merged)"),
    "holding": sql.SQL(
        ", marked AS (INSERT INTO changed_accounts SELECT p.customer_id FROM merged"
        " JOIN holding_parties p ON p.holding_id = merged.id)"
    ),
}


def _merge_phones(cursor: Cursor[tuple[object, ...]]) -> Merged:
    cursor.execute(
        """
        CREATE TEMPORARY TABLE wanted_phones ON COMMIT DROP AS
        SELECT DISTINCT ON (c.customer_id, s.number) c.customer_id, s.number, s.kind
        FROM staged_phone s
        JOIN customers c ON c.source_code = s.customer_source AND c.source_key = s.customer_key
        ORDER BY c.customer_id, s.number, s.file_no, s.line, s.record_no
        """
    )
    return _replace_list(cursor, _PHONES)


def _merge_parties(cursor: Cursor[tuple[object, ...]]) -> Merged:
    # `like` names another holding: everyone who may use it may use this one. An owner's role wins over a second one.
    cursor.execute(
        """
        CREATE TEMPORARY TABLE wanted_parties ON COMMIT DROP AS
        WITH named AS (
            SELECT holding_source, holding_key, customer_source, customer_key, role FROM staged_party
            WHERE like_key IS NULL
        ), direct AS (
            SELECT h.holding_id, c.customer_id, n.role FROM named n
            JOIN holdings h ON h.source_code = n.holding_source AND h.source_key = n.holding_key
            JOIN customers c ON c.source_code = n.customer_source AND c.source_key = n.customer_key
        ), alike AS (
            SELECT h.holding_id, o.holding_id AS other_id FROM staged_party s
            JOIN holdings h ON h.source_code = s.holding_source AND h.source_key = s.holding_key
            JOIN holdings o ON o.source_code = s.like_source AND o.source_key = s.like_key
            WHERE s.like_key IS NOT NULL
        ), everyone AS (
            SELECT * FROM direct
            UNION ALL
            SELECT a.holding_id, d.customer_id, d.role FROM alike a JOIN direct d ON d.holding_id = a.other_id
            UNION ALL
            SELECT a.holding_id, p.customer_id, p.role FROM alike a
            JOIN holding_parties p ON p.holding_id = a.other_id
            WHERE NOT EXISTS (SELECT FROM direct d WHERE d.holding_id = a.other_id)
        )
        SELECT DISTINCT ON (holding_id, customer_id) holding_id, customer_id, role FROM everyone
        ORDER BY holding_id, customer_id, role <> 'owner', role
        """
    )
    return _replace_list(cursor, _PARTIES)


@dataclass(frozen=True, slots=True)
class _OwnedList:
    """A list that an import gives whole to each `owner` it mentions: what is not among the `wanted` goes.

    An entry is one `item` of an owner, once, and has one `value`. `made` are columns with what makes them.
    """

    wanted: str
    table: str
    owner: str
    item: str
    value: str
    mark: str
    made: tuple[tuple[str, str], ...] = ()


_PHONES: Final = _OwnedList(
    wanted="wanted_phones",
    table="customer_phone_numbers",
    owner="customer_id",
    item="number",
    value="kind",
    mark="changed_phones",
    made=(("phone_number_id", "gen_random_uuid()"),),
)
_PARTIES: Final = _OwnedList(
    wanted="wanted_parties",
    table="holding_parties",
    owner="holding_id",
    item="customer_id",
    value="role",
    mark="changed_accounts",
)

_REPLACE: Final[tuple[str, ...]] = (
    """
    WITH gone AS (
        DELETE FROM {table} t
        USING (SELECT DISTINCT {owner} FROM {wanted}) w
        WHERE t.{owner} = w.{owner} AND NOT EXISTS (
            SELECT FROM {wanted} o WHERE o.{owner} = t.{owner} AND o.{item} = t.{item}
        )
        RETURNING t.customer_id
    )
    INSERT INTO {mark} SELECT customer_id FROM gone
    """,
    """
    UPDATE {table} t SET {value} = w.{value} FROM {wanted} w
    WHERE t.{owner} = w.{owner} AND t.{item} = w.{item} AND t.{value} <> w.{value}
    """,
    """
    WITH added AS (
        INSERT INTO {table} ({made}{owner}, {item}, {value})
        SELECT {making}w.{owner}, w.{item}, w.{value} FROM {wanted} w
        LEFT JOIN {table} t ON t.{owner} = w.{owner} AND t.{item} = w.{item}
        WHERE t.{owner} IS NULL
        RETURNING customer_id
    )
    INSERT INTO {mark} SELECT customer_id FROM added
    """,
)


def _replace_list(cursor: Cursor[tuple[object, ...]], entries: _OwnedList) -> Merged:
    names = {
        name: sql.Identifier(getattr(entries, name)) for name in ("wanted", "table", "owner", "item", "value", "mark")
    }
    cursor.execute(sql.SQL("ANALYZE {wanted}").format(**names))
    made = sql.SQL("").join(sql.SQL("{}, ").format(sql.Identifier(column)) for column, _ in entries.made)
    making = sql.SQL("").join(sql.SQL(f"{by}, ") for _, by in entries.made)
    counts = []
    for statement in _REPLACE:
        cursor.execute(sql.SQL(statement).format(**names, made=made, making=making))
        counts.append(cursor.rowcount)
    removed, updated, inserted = counts
    return Merged(inserted, updated, _count(cursor, entries.wanted) - inserted - updated, removed)


# As `folding.search_keys_of` makes them: account and phone keys are reversed, so that an ending is a prefix.
_SEARCH_KEYS: Final[tuple[str, ...]] = (
    # A changed customer may be sorted elsewhere, and every key says where.
    "INSERT INTO changed_phones SELECT customer_id FROM changed_customers",
    "INSERT INTO changed_accounts SELECT customer_id FROM changed_customers",
    """
    DELETE FROM customer_search_keys k USING changed_customers c
    WHERE k.customer_id = c.customer_id AND k.kind NOT IN ('account', 'phone')
    """,
    """
    DELETE FROM customer_search_keys k USING changed_phones c
    WHERE k.customer_id = c.customer_id AND k.kind = 'phone'
    """,
    """
    DELETE FROM customer_search_keys k USING changed_accounts c
    WHERE k.customer_id = c.customer_id AND k.kind = 'account'
    """,
    """
    INSERT INTO customer_search_keys (customer_id, kind, key, sort_start)
    SELECT c.customer_id, pair.value ->> 0, pair.value ->> 1, left(c.sort_key, {length})
    FROM changed_customers
    JOIN customers c USING (customer_id)
    JOIN staged_customer s ON s.source_code = c.source_code AND s.source_key = c.source_key
    CROSS JOIN LATERAL jsonb_array_elements(s.search_keys) pair
    """,
    """
    INSERT INTO customer_search_keys (customer_id, kind, key, sort_start)
    SELECT DISTINCT customer_id, 'phone', reverse(ltrim(p.number, '+')), left(c.sort_key, {length})
    FROM (SELECT DISTINCT customer_id FROM changed_phones) changed
    JOIN customer_phone_numbers p USING (customer_id)
    JOIN customers c USING (customer_id)
    """,
    """
    INSERT INTO customer_search_keys (customer_id, kind, key, sort_start)
    SELECT DISTINCT customer_id, 'account', key, left(c.sort_key, {length}) FROM (
        SELECT p.customer_id, reverse(lower(regexp_replace(h.number, '[^[:alnum:]]', '', 'g'))) AS key
        FROM (SELECT DISTINCT customer_id FROM changed_accounts) changed
        JOIN holding_parties p USING (customer_id)
        JOIN holdings h USING (holding_id)
    ) keys
    JOIN customers c USING (customer_id)
    WHERE key <> ''
    """,
    "ANALYZE customer_search_keys",
)


def _names(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in columns)


def _count(cursor: Cursor[tuple[object, ...]], table: str) -> int:
    row = cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row is not None
    return int(str(row[0]))

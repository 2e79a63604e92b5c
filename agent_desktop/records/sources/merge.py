"""Merges the staging tables into the records: new rows in, changed ones over, the same ones untouched.

An import is the whole word on what it carries: a person who may no longer use a holding is taken away, and a number
that a customer no longer has is from then on one that they had. What an import does not mention stays, and so do the
numbers that agents noted; of a full one see `removals.py`.

A newer row wins over an older one, whichever comes first. Where both have a date of their own, that decides; where one
lacks it, the time of its file against the newest of that name that was loaded, and the one the known row is from.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from psycopg import Cursor, sql

from agent_desktop.records.customers.models import SORT_START
from agent_desktop.records.sources.lists import merge_parties, merge_phones
from agent_desktop.records.sources.merged import Merged, count, names
from agent_desktop.records.sources.search_words import create_gone_words, keep_search_words
from agent_desktop.records.sources.targets import TARGETS, Kind, Target

_IDS: Final[dict[Kind, str]] = {
    "customer": "customer_id",
    "holding": "holding_id",
    "transaction": "transaction_id",
    "contact": "contact_id",
    "survey": "survey_answer_id",
}


def merge(cursor: Cursor[tuple[object, ...]], kind: Kind, *, fresh: bool, on: date) -> Merged:
    """Merge the staging table of `kind`; those before it in `KINDS` have been merged. `fresh`: into an empty table.
    `on` is the day of the import, from or until which a number is known to be somebody's."""
    match kind:
        case "phone":
            merged = merge_phones(cursor, on, fresh=fresh)
        case "party":
            merged = merge_parties(cursor)
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
    cursor.execute("CREATE TEMPORARY TABLE older_keys (kind text, source_code text, source_key text) ON COMMIT DROP")
    create_gone_words(cursor)


def remake_search_keys(cursor: Cursor[tuple[object, ...]]) -> None:
    """Make the search keys again of customers whose names, numbers or accounts have changed."""
    for statement in _SEARCH_KEYS:
        cursor.execute(sql.SQL(statement).format(length=sql.Literal(SORT_START)))
        if "INTO changed_" in statement:
            cursor.execute("ANALYZE changed_customers, changed_phones, changed_accounts")
    keep_search_words(cursor)


@dataclass(frozen=True, slots=True)
class _Selection:
    """What is taken of a staging table: `columns` of the target but its id, and the statement's parts for them."""

    columns: list[str]
    id: sql.Composable
    values: sql.Composable
    source: sql.Composable


def _selection(target: Target) -> _Selection:
    # The id follows from system and key, so that the same extracts give the same ids in every database.
    columns = ["source_code", "source_key", *(name for name, _ in target.fields), "row_hash", "source_at", "line"]
    values: list[sql.Composable] = [sql.SQL("s.{}").format(sql.Identifier(name)) for name in columns]
    columns.append("file_id")
    values.append(sql.SQL("f.file_id"))
    source: sql.Composable = sql.SQL(
        "{} s JOIN load_files f ON f.file_no = s.file_no LEFT JOIN source_deletions gone"
        " ON gone.kind = {} AND gone.source_code = s.source_code AND gone.source_key = s.source_key"
    ).format(sql.Identifier(target.staged), sql.Literal(target.kind))
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
        sql.SQL(
            "INSERT INTO {table} ({id}, {columns}) SELECT {made_id}, {values} FROM {source} WHERE {is_newer}"
        ).format(
            table=sql.Identifier(target.table),
            id=sql.Identifier(_IDS[target.kind]),
            columns=names(selection.columns),
            made_id=selection.id,
            values=selection.values,
            source=selection.source,
            is_newer=_newer_than_gone(target),
        )
    )
    inserted = cursor.rowcount
    if target.kind == "customer":
        cursor.execute("INSERT INTO changed_customers SELECT customer_id FROM customers")
    return _counted(cursor, target, inserted, 0)


def _counted(cursor: Cursor[tuple[object, ...]], target: Target, inserted: int, updated: int) -> Merged:
    """Return the figures of a kind, and note whose rows were left for what is newer: theirs differ still."""
    left = count(cursor, target.staged) - inserted - updated
    older = 0
    if left:
        tables = {"table": sql.Identifier(target.table), "staged": sql.Identifier(target.staged)}
        cursor.execute(_OLDER.format(**tables, kind=sql.Literal(target.kind)))
        older = cursor.rowcount
        cursor.execute("ANALYZE older_keys")
    if updated + inserted:
        cursor.execute(_BACK_AGAIN.format(table=sql.Identifier(target.table), kind=sql.Literal(target.kind)))
    return Merged(inserted, updated, left - older, 0, older)


_OLDER: Final = sql.SQL(
    """
    INSERT INTO older_keys
    SELECT {kind}, s.source_code, s.source_key FROM {staged} s
    LEFT JOIN {table} t ON t.source_code = s.source_code AND t.source_key = s.source_key
    WHERE t.row_hash IS DISTINCT FROM s.row_hash
    """
)
_BACK_AGAIN: Final = sql.SQL(
    """
    DELETE FROM source_deletions gone USING {table} t, load_files f
    WHERE gone.kind = {kind} AND t.source_code = gone.source_code AND t.source_key = gone.source_key
        AND t.file_id = f.file_id
    """
)


def _own_date(target: Target, row: str) -> sql.Composable:
    date = sql.SQL("{}.source_at").format(sql.Identifier(row))
    if not target.own_date:
        return date
    return sql.SQL("coalesce({}, {}.{})").format(date, sql.Identifier(row), sql.Identifier(target.own_date))


def _newer_than_gone(target: Target) -> sql.Composable:
    """Say whether a row is not overtaken by what was said to be gone."""
    return sql.SQL(
        "(gone.gone_at IS NULL OR CASE WHEN gone.dated AND {own} IS NOT NULL THEN {own} > gone.gone_at"
        " ELSE f.as_of_at >= gone.gone_at END)"
    ).format(own=_own_date(target, "s"))


def _newer_than_old(target: Target) -> sql.Composable:
    return sql.SQL(
        "(old.source_code IS NULL OR CASE WHEN {own} IS NOT NULL AND {known} IS NOT NULL THEN {own} >= {known}"
        " ELSE f.as_of_at >= coalesce(greatest(f.newest_at, was.as_of_at), '-infinity') END)"
    ).format(own=_own_date(target, "s"), known=_own_date(target, "old"))


def _merge_keyed(cursor: Cursor[tuple[object, ...]], target: Target) -> Merged:
    """Insert new rows and update those whose hash differs.

    Rows with the same hash are left out before the INSERT: ON CONFLICT would lock, and so rewrite, each of them.
    """
    selection = _selection(target)
    updates: list[sql.Composable] = [
        sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name))
        for name in selection.columns
        if name not in {"source_code", "source_key", "tier"}
    ]
    if target.kind == "customer":
        updates += [sql.SQL("version = t.version + 1"), *_TIERS]
    statement = sql.SQL(
        """
        WITH merged AS (
            INSERT INTO {table} AS t ({id}, {columns})
            SELECT {made_id}, {values}
            FROM {source}
            LEFT JOIN {table} old ON old.source_code = s.source_code AND old.source_key = s.source_key
            LEFT JOIN source_files was ON was.file_id = old.file_id
            WHERE (old.row_hash IS DISTINCT FROM s.row_hash OR old.file_id IS NULL) AND {is_newer} AND {is_there}
            ON CONFLICT (source_code, source_key) DO UPDATE SET {updates}
            RETURNING t.{id} AS id, (t.xmax = 0) AS is_new
        ){mark}
        SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM merged
        """
    ).format(
        table=sql.Identifier(target.table),
        id=sql.Identifier(_IDS[target.kind]),
        columns=names(selection.columns),
        made_id=selection.id,
        values=selection.values,
        source=selection.source,
        is_newer=_newer_than_old(target),
        is_there=_newer_than_gone(target),
        updates=sql.SQL(", ").join(updates),
        mark=_MARKS.get(target.kind, sql.SQL("")),
    )
    row = cursor.execute(statement).fetchone()
    assert row is not None
    inserted, updated = int(str(row[0])), int(str(row[1]))
    return _counted(cursor, target, inserted, updated)


# Where the tier is that of the customer's value, what the bank says is kept beside it.
_TIERS: Final = (
    sql.SQL("tier = CASE WHEN t.bank_tier IS NULL THEN excluded.tier ELSE t.tier END"),
    sql.SQL("bank_tier = CASE WHEN t.bank_tier IS NULL THEN NULL ELSE excluded.tier END"),
)

# The people of a holding whose number changed are found once its parties are in, so marks hold what is known now.
_MARKS: Final[dict[Kind, sql.SQL]] = {
    "customer": sql.SQL(", marked AS (INSERT INTO changed_customers SELECT id FROM merged)"),
    "holding": sql.SQL(
        ", marked AS (INSERT INTO changed_accounts SELECT p.customer_id FROM merged"
        " JOIN holding_parties p ON p.holding_id = merged.id)"
    ),
}


# As `folding.search_keys_of` makes them: account and phone keys are reversed, so that an ending is a prefix.
_SEARCH_KEYS: Final[tuple[str, ...]] = (
    # A changed customer may be sorted elsewhere, and every key says where.
    "INSERT INTO changed_phones SELECT customer_id FROM changed_customers",
    "INSERT INTO changed_accounts SELECT customer_id FROM changed_customers",
    """
    WITH gone AS (
        DELETE FROM customer_search_keys k USING changed_customers c
        WHERE k.customer_id = c.customer_id AND k.kind NOT IN ('account', 'phone')
        RETURNING k.kind, k.key
    )
    INSERT INTO gone_words SELECT key FROM gone WHERE kind IN ('name', 'pinyin')
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

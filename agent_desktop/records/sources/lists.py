"""Merges the lists that a customer or a holding owns: numbers, and who may use it. An import gives each list whole."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from psycopg import Cursor, sql

from agent_desktop.records.sources.merged import Merged, count


def merge_phones(cursor: Cursor[tuple[object, ...]], on: date, *, fresh: bool) -> Merged:
    """Merge the staged numbers of customers. `on` is the day from or until which a number is known to be somebody's."""
    cursor.execute(
        """
        CREATE TEMPORARY TABLE wanted_phones ON COMMIT DROP AS
        SELECT DISTINCT ON (c.customer_id, s.number) c.customer_id, s.number, s.kind, f.file_id, s.line
        FROM staged_phone s
        JOIN load_files f ON f.file_no = s.file_no AND (f.newest_at IS NULL OR f.as_of_at >= f.newest_at)
        JOIN customers c ON c.source_code = s.customer_source AND c.source_key = s.customer_key
        WHERE NOT EXISTS (
            SELECT FROM older_keys o WHERE o.kind = 'customer' AND o.source_code = s.customer_source
                AND o.source_key = s.customer_key
        ) AND NOT EXISTS (
            SELECT FROM source_deletions d WHERE d.kind = 'customer' AND d.source_code = s.customer_source
                AND d.source_key = s.customer_key
        )
        ORDER BY c.customer_id, s.number, s.file_no, s.line, s.record_no
        """
    )
    # Of a first load nobody knows since when the numbers are theirs.
    day = sql.Literal(on).as_string(cursor)
    since = () if fresh else (("valid_from", day),)
    phones = replace(_PHONES, made=(*_PHONES.made, *since), gone=_RETIRED.replace("{day}", day))
    merged = _replace_list(cursor, phones)
    # Left out once: what the source says of the number from now on is its word anew.
    cursor.execute(
        """
        UPDATE customer_former_numbers f SET kept_out = false
        FROM (SELECT DISTINCT customer_id FROM wanted_phones) w
        WHERE f.customer_id = w.customer_id AND f.kept_out AND NOT EXISTS (
            SELECT FROM wanted_phones o WHERE o.customer_id = f.customer_id AND o.number = f.number
        )
        """
    )
    cursor.execute(
        """
        DELETE FROM customer_former_numbers f USING customer_phone_numbers t, wanted_phones w
        WHERE w.customer_id = f.customer_id AND w.number = f.number
            AND t.customer_id = f.customer_id AND t.number = f.number
        """
    )
    return merged


def merge_parties(cursor: Cursor[tuple[object, ...]]) -> Merged:
    """Merge who may use the staged holdings, and as what."""
    # `like` names another holding: everyone who may use it may use this one. An owner's role wins over a second one.
    cursor.execute(
        """
        CREATE TEMPORARY TABLE wanted_parties ON COMMIT DROP AS
        WITH newest AS (
            SELECT s.*, f.file_id FROM staged_party s
            JOIN load_files f ON f.file_no = s.file_no AND (f.newest_at IS NULL OR f.as_of_at >= f.newest_at)
            WHERE NOT EXISTS (
                SELECT FROM older_keys o WHERE o.kind = 'holding' AND o.source_code = s.holding_source
                    AND o.source_key = s.holding_key
            ) AND NOT EXISTS (
                SELECT FROM source_deletions d WHERE d.kind = 'holding' AND d.source_code = s.holding_source
                    AND d.source_key = s.holding_key
            )
        ), direct AS (
            SELECT h.holding_id, c.customer_id, n.role, n.file_id, n.line
            FROM (SELECT * FROM newest WHERE like_key IS NULL) n
            JOIN holdings h ON h.source_code = n.holding_source AND h.source_key = n.holding_key
            JOIN customers c ON c.source_code = n.customer_source AND c.source_key = n.customer_key
        ), alike AS (
            SELECT h.holding_id, o.holding_id AS other_id, s.file_id, s.line FROM newest s
            JOIN holdings h ON h.source_code = s.holding_source AND h.source_key = s.holding_key
            JOIN holdings o ON o.source_code = s.like_source AND o.source_key = s.like_key
            WHERE s.like_key IS NOT NULL
        ), everyone AS (
            SELECT * FROM direct
            UNION ALL
            SELECT a.holding_id, d.customer_id, d.role, a.file_id, a.line FROM alike a
            JOIN direct d ON d.holding_id = a.other_id
            UNION ALL
            SELECT a.holding_id, p.customer_id, p.role, a.file_id, a.line FROM alike a
            JOIN holding_parties p ON p.holding_id = a.other_id
            WHERE NOT EXISTS (SELECT FROM direct d WHERE d.holding_id = a.other_id)
        )
        SELECT DISTINCT ON (holding_id, customer_id) holding_id, customer_id, role, file_id, line FROM everyone
        ORDER BY holding_id, customer_id, role <> 'owner', role
        """
    )
    return _replace_list(cursor, _PARTIES)


_TAKEN_AWAY: Final = """
    WITH gone AS (
        DELETE FROM {table} t
        USING (SELECT DISTINCT {owner} FROM {wanted}) w
        WHERE t.{owner} = w.{owner} AND NOT EXISTS (
            SELECT FROM {wanted} o WHERE o.{owner} = t.{owner} AND o.{item} = t.{item}
        )
        RETURNING t.customer_id
    )
    INSERT INTO {mark} SELECT customer_id FROM gone
    """


@dataclass(frozen=True, slots=True)
class _OwnedList:
    """A list that an import gives whole to each `owner` it mentions: what is not among the `wanted` goes.

    An entry is one `item` of an owner, once, and has one `value`. `made` are columns with what makes them. `gone` takes
    away what is not wanted. Of `noted` ones agents note some, at any time: the extract's own once it carries them.
    """

    wanted: str
    table: str
    owner: str
    item: str
    value: str
    mark: str
    made: tuple[tuple[str, str], ...] = ()
    gone: str = _TAKEN_AWAY
    noted: bool = False


_RETIRED: Final = """
    WITH gone AS (
        DELETE FROM {table} t
        USING (SELECT DISTINCT {owner} FROM {wanted}) w
        WHERE t.{owner} = w.{owner} AND t.source = '' AND NOT EXISTS (
            SELECT FROM {wanted} o WHERE o.{owner} = t.{owner} AND o.{item} = t.{item}
        )
        RETURNING t.customer_id, t.number, t.kind, t.source, t.valid_from
    ), kept AS (
        INSERT INTO customer_former_numbers (customer_id, number, kind, source, valid_from, valid_until)
        SELECT customer_id, number, kind, source, valid_from, {day} FROM gone
        ON CONFLICT (customer_id, number) DO UPDATE SET valid_until = excluded.valid_until
    )
    INSERT INTO {mark} SELECT customer_id FROM gone
"""
"""What an agent noted is no word of the extract's. What was a customer's stays known as a number they had."""

_PHONES: Final = _OwnedList(
    wanted="wanted_phones",
    table="customer_phone_numbers",
    owner="customer_id",
    item="number",
    value="kind",
    mark="changed_phones",
    made=(("phone_number_id", "gen_random_uuid()"),),
    noted=True,
)
_PARTIES: Final = _OwnedList(
    wanted="wanted_parties",
    table="holding_parties",
    owner="holding_id",
    item="customer_id",
    value="role",
    mark="changed_accounts",
)

_NOTED: Final = (
    ", source = ''",
    " OR t.source <> ''",
    """
    AND NOT EXISTS (
        SELECT FROM customer_former_numbers f WHERE f.customer_id = w.customer_id AND f.number = w.number AND f.kept_out
    )
    ON CONFLICT DO NOTHING
    """,
)
"""What of a list is told apart where agents note some of it; what a person ended does not come in again."""

_REPLACE: Final[tuple[str, ...]] = (
    """
    UPDATE {table} t SET {value} = w.{value}{0}, file_id = w.file_id, line = w.line FROM {wanted} w
    WHERE t.{owner} = w.{owner} AND t.{item} = w.{item} AND (t.{value} <> w.{value} OR t.file_id IS NULL{1})
    """,
    """
    WITH added AS (
        INSERT INTO {table} ({made}{owner}, {item}, {value}, file_id, line)
        SELECT {making}w.{owner}, w.{item}, w.{value}, w.file_id, w.line FROM {wanted} w
        LEFT JOIN {table} t ON t.{owner} = w.{owner} AND t.{item} = w.{item}
        WHERE t.{owner} IS NULL {2}
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
    noted = [sql.SQL(text if entries.noted else "") for text in _NOTED]
    counts = []
    for statement in (entries.gone, *_REPLACE):
        cursor.execute(sql.SQL(statement).format(*noted, **names, made=made, making=making))
        counts.append(cursor.rowcount)
    removed, updated, inserted = counts
    return Merged(inserted, updated, count(cursor, entries.wanted) - inserted - updated, removed)

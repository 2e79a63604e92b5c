"""Every query of a search over customers. None reads more rows in a larger bank, but up to the limits it is given.

The search keys lie in the order (kind, key, beginning of the sort key): the first hits of a word that very many
customers have are read from the index alone, and no others. The statements are texts: put together anew for every
search they take longer than the database does.
"""

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.customers.typing_errors import near_hashes


class Place(IntEnum):
    """What somebody was found by, the better first: of two hits, both whole or both not, the one with the lower place
    comes first. The first four are for digits alone, where a whole number outranks every ending."""

    WHOLE_NUMBER = 0
    ACCOUNT_END = 1
    NUMBER_END = 2
    PHONE_END = 3
    NAME = 4
    PINYIN = 5
    TURNED_NAME = 6
    TURNED_PINYIN = 7
    INITIALS = 8
    NUMBER = 9
    ACCOUNT = 10
    PHONE = 11
    SIMILAR = 12
    COMPLAINT = 13  # alone: nothing else is looked for then


class Pair(NamedTuple):
    """Keys of `kind` that begin with `key` will do; who has one was found by `place`."""

    place: Place
    kind: str
    key: str


Token = Sequence[Pair]
"""One word sought: any of its pairs will do."""

LONGER_KEYS: Final = 300
"""So many keys that begin with a word, but are longer, are looked at: the first in alphabetical order."""

_AFTER_EVERY_KEY: Final = "\U0010ffff"
_SPARE: Final = 4
"""Hits are picked by the beginning of their sort keys and then put in order by the whole ones."""

# A range instead of LIKE: it can use the index whatever plan the server has prepared.
_BEGINS: Final = "k.kind = p.kind AND k.key >= p.key AND k.key < p.key || :after"

_PAIRS: Final = """
    SELECT * FROM unnest(
        CAST(:tokens AS int[]), CAST(:places AS int[]), CAST(:kinds AS text[]), CAST(:keys AS text[])
    ) pair (token, place, kind, key)
"""
_FOUND: Final = """
    SELECT k.customer_id, p.place AS matched, k.longer, k.sort_start
    FROM pairs p CROSS JOIN LATERAL (
        (
            SELECT customer_id, sort_start, 0 AS longer FROM customer_search_keys k
            WHERE k.kind = p.kind AND k.key = p.key
            ORDER BY sort_start, customer_id LIMIT :whole
        ) UNION ALL (
            SELECT customer_id, sort_start, 1 FROM customer_search_keys k
            WHERE k.kind = p.kind AND k.key > p.key AND k.key < p.key || :after
            ORDER BY key, sort_start, customer_id LIMIT :longer
        )
    ) k
    WHERE p.token = :first
"""
# OFFSET 0 has the planner go from customer to customer: left to choose, it may read the whole table.
_JUDGED: Final = f"""
    SELECT customer_id, max(matched) AS matched, max(longer) AS longer, min(sort_start) AS sort_start
    FROM (
        SELECT c.customer_id, p.token, min(p.place) AS matched, min(k.sort_start) AS sort_start,
            min(CASE WHEN k.key = p.key THEN 0 ELSE 1 END) AS longer
        FROM (SELECT DISTINCT customer_id FROM candidates) c
        CROSS JOIN LATERAL (
            SELECT kind, key, sort_start FROM customer_search_keys WHERE customer_id = c.customer_id OFFSET 0
        ) k
        JOIN pairs p ON {_BEGINS}
        GROUP BY c.customer_id, p.token
    ) by_token
    GROUP BY customer_id HAVING count(*) = :count
"""  # noqa: S608 put together of these texts alone
_HITS: Final = """
    SELECT c.customer_id, c.kind, c.title, c.gender, c.name_latin, c.name_chinese, c.tier, c.customer_number,
        top.matched, top.longer
    FROM (
        SELECT * FROM judged ORDER BY longer, matched, sort_start, customer_id LIMIT :spare
    ) top CROSS JOIN LATERAL (SELECT * FROM customers WHERE customer_id = top.customer_id OFFSET 0) c
    ORDER BY top.longer, top.matched, c.sort_key, c.customer_id LIMIT :limit
"""

_LIST_BY_TOKEN: Final = sa.text(
    f"""
    WITH pairs AS ({_PAIRS}), judged AS (
        SELECT customer_id, min(matched) AS matched, min(longer) AS longer, min(sort_start) AS sort_start
        FROM ({_FOUND}) found GROUP BY customer_id
    )
    {_HITS}
    """  # noqa: S608 put together of these texts alone
)
_LIST_BY_TOKENS: Final = sa.text(
    f"WITH pairs AS ({_PAIRS}), candidates AS ({_FOUND} LIMIT :most), judged AS ({_JUDGED}) {_HITS}"
)
_LIST_BY_COMMON_TOKENS: Final = sa.text(
    f"""
    WITH pairs AS ({_PAIRS}), had AS MATERIALIZED (
        SELECT p.token, k.customer_id, k.sort_start
        FROM pairs p CROSS JOIN LATERAL (
            SELECT customer_id, sort_start FROM customer_search_keys k WHERE {_BEGINS} LIMIT :most
        ) k
    ), counts AS (
        SELECT token, count(*) AS keys FROM had GROUP BY token
    ), compared AS (
        SELECT token FROM counts WHERE keys < :most OR (SELECT min(keys) FROM counts) >= :most AND token = 0
    ), candidates AS (
        SELECT customer_id FROM had WHERE token IN (SELECT token FROM compared)
        GROUP BY customer_id HAVING bit_or(1 << token) = (SELECT bit_or(1 << token) FROM compared)
        ORDER BY min(sort_start), customer_id LIMIT :few
    ), judged AS ({_JUDGED})
    {_HITS}
    """  # noqa: S608 put together of these texts alone
)
_KEEP_WITH_TOKENS: Final = sa.text(
    f"""
    WITH pairs AS ({_PAIRS}), candidates AS (SELECT unnest(CAST(:customer_ids AS uuid[])) AS customer_id)
    SELECT customer_id FROM ({_JUDGED}) judged
    """  # noqa: S608 put together of these texts alone
)
_COUNT_BY_TOKEN: Final = sa.text(
    f"""
    WITH pairs AS ({_PAIRS})
    SELECT (
        SELECT count(*) FROM (
            SELECT FROM pairs p CROSS JOIN LATERAL (
                SELECT FROM customer_search_keys k WHERE {_BEGINS} LIMIT :most
            ) k
            WHERE p.token = sought.token LIMIT :most
        ) found
    )
    FROM generate_series(0, CAST(:count AS int) - 1) sought (token) ORDER BY sought.token
    """  # noqa: S608 put together of these texts alone
)
# One rest of a word after the other: of several at once the planner expects a twentieth of the table, and reads it all.
_LIST_NEAR: Final = sa.text(
    """
    SELECT DISTINCT sought.place, near.word
    FROM unnest(CAST(:places AS int[]), CAST(:rests AS int[])) sought (place, rest)
    CROSS JOIN LATERAL (SELECT word FROM customer_search_words WHERE near @> ARRAY[sought.rest] OFFSET 0) near
    """
)


class SearchRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_by_token(self, token: Token, limit: int, *, longer: int = LONGER_KEYS) -> Sequence[sa.RowMapping]:
        """Return the customers who have `token`: those who have it whole, then by its best pair, then by sort key.

        `matched` is the place of that pair, `longer` is 0 where it is had whole. Of the keys that are longer than the
        pair, as many as `longer` are looked at.
        """
        spare = limit * _SPARE
        values = _values([token]) | {"first": 0, "whole": spare, "longer": longer, "spare": spare, "limit": limit}
        return self._session.execute(_LIST_BY_TOKEN, values).mappings().all()

    def count_by_token(self, tokens: Sequence[Token], most: int) -> list[int]:
        """Return how many keys each token matches, counting no further than `most`."""
        return list(self._session.execute(_COUNT_BY_TOKEN, _values(tokens) | {"most": most}).scalars())

    def list_by_tokens(self, tokens: Sequence[Token], first: int, most: int, limit: int) -> Sequence[sa.RowMapping]:
        """Return the customers who have every token, among at most `most` who have that at the place `first`.

        Those whose worst token is matched whole come first, then by that token's best pair, then by sort key.
        """
        values = _values(tokens) | {
            "first": first,
            "whole": most,
            "longer": most,
            "most": most,
            "spare": limit * _SPARE,
            "limit": limit,
        }
        return self._session.execute(_LIST_BY_TOKENS, values).mappings().all()

    def list_by_common_tokens(
        self, tokens: Sequence[Token], most: int, few: int, limit: int
    ) -> Sequence[sa.RowMapping]:
        """Return the customers who have every token, as `list_by_tokens` does, where each of them is common.

        The customers of all tokens that fewer than `most` keys match are compared, or those of the first token alone;
        the first `few`, by sort key, who have these are looked at for the others.
        """
        values = _values(tokens) | {"most": most, "few": few, "spare": limit * _SPARE, "limit": limit}
        return self._session.execute(_LIST_BY_COMMON_TOKENS, values).mappings().all()

    def list_side_by_side(self, joined: Token, tokens: Sequence[Token], limit: int) -> list[sa.RowMapping]:
        """Return the customers who have one of `joined`, which are words written as one, and every one of `tokens`."""
        rows = self.list_by_token(joined, limit)
        # "wingsze" may also be Wings Zen.
        kept = self.keep_with_tokens([row["customer_id"] for row in rows], tokens)
        return [row for row in rows if row["customer_id"] in kept]

    def list_near(self, words: Iterable[str]) -> dict[str, list[str]]:
        """Return, for each of `words`, the words of names that may be one typing error from it, in no order."""
        sought = list(words)
        if not sought:
            return {}
        hashes = [(place, rest) for place, word in enumerate(sought) for rest in near_hashes(word)]
        places, rests = zip(*hashes, strict=True)
        near: dict[str, list[str]] = {word: [] for word in sought}
        for place, word in self._session.execute(_LIST_NEAR, {"places": list(places), "rests": list(rests)}):
            near[sought[place]].append(word)
        return near

    def keep_with_tokens(self, customer_ids: Sequence[UUID], tokens: Sequence[Token]) -> set[UUID]:
        """Return those of `customer_ids` who have every token."""
        values = _values(tokens) | {"customer_ids": list(customer_ids)}
        return set(self._session.execute(_KEEP_WITH_TOKENS, values).scalars())


def _values(tokens: Sequence[Token]) -> dict[str, Any]:
    pairs = [(number, int(place), kind, key) for number, token in enumerate(tokens) for place, kind, key in token]
    numbers, places, kinds, keys = zip(*pairs, strict=True)
    return {
        "tokens": list(numbers),
        "places": list(places),
        "kinds": list(kinds),
        "keys": list(keys),
        "count": len(tokens),
        "after": _AFTER_EVERY_KEY,
    }

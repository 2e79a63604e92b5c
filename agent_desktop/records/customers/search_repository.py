"""Every query of a search over customers. None reads more rows in a larger bank, but where said.

The search keys lie in the order (kind, key, beginning of the sort key): the first hits of a word that very many
customers have are read from the index alone, and no others.
"""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.records.customers.models import CustomerRow, SearchKeyRow
from agent_desktop.records.database import table_of

Token = Sequence[tuple[str, str]]
"""One word sought: the (kind, beginning) pairs any of which will do, the better first."""

LONGER_KEYS: Final = 500
"""So many keys that begin with a word, but are longer, are looked at: the first in alphabetical order."""

_AFTER_EVERY_KEY: Final = "\U0010ffff"
_SPARE: Final = 4
"""Hits are picked by the beginning of their sort keys and then put in order by the whole ones."""

_CUSTOMERS: Final = table_of(CustomerRow)
_KEYS: Final = table_of(SearchKeyRow)


class SearchRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def list_by_token(self, token: Token, limit: int) -> Sequence[sa.RowMapping]:
        """Return the customers who have `token`: those who have it whole, then by its best pair, then by sort key.

        `matched` is the place of that pair.
        """
        found = _found(token, limit * _SPARE, LONGER_KEYS).subquery("found")
        top = (
            sa.select(
                found.c.customer_id,
                sa.func.min(found.c.matched).label("matched"),
                sa.func.min(found.c.longer).label("longer"),
                sa.func.min(found.c.sort_start).label("sort_start"),
            )
            .group_by(found.c.customer_id)
            .order_by("longer", "matched", "sort_start", found.c.customer_id)
            .limit(limit * _SPARE)
            .subquery("top")
        )
        return self._session.execute(_hits(top, limit)).mappings().all()

    def count_by_token(self, tokens: Sequence[Token], most: int) -> list[int]:
        """Return how many keys each token matches, counting no further than `most`."""
        counts = [
            sa.select(sa.func.count())
            .select_from(_found(token, most, most).limit(most).subquery(f"found_{number}"))
            .scalar_subquery()
            for number, token in enumerate(tokens)
        ]
        return list(self._session.execute(sa.select(*counts)).one())

    def list_by_tokens(self, tokens: Sequence[Token], first: Token, most: int, limit: int) -> Sequence[sa.RowMapping]:
        """Return the customers who have every token, among at most `most` who have `first`.

        Those whose worst token is matched whole come first, then by that token's best pair, then by sort key.
        """
        found = _found(first, most, most).limit(most).subquery("found")
        customers = sa.select(found.c.customer_id).distinct().subquery("customers_found")
        best = [_best(token) for token in tokens]
        # By itself for each customer, or the planner may read all keys of the bank.
        judged = (
            sa.select(
                sa.func.min(_KEYS.c.sort_start).label("sort_start"),
                *[sa.func.min(matched).label(f"matched_{number}") for number, (matched, _) in enumerate(best)],
                *[sa.func.min(longer).label(f"longer_{number}") for number, (_, longer) in enumerate(best)],
            )
            .where(_KEYS.c.customer_id == customers.c.customer_id)
            .lateral("judged")
        )
        matched = [judged.c[f"matched_{number}"] for number in range(len(tokens))]
        longer = [judged.c[f"longer_{number}"] for number in range(len(tokens))]
        top = (
            sa.select(
                customers.c.customer_id,
                _largest(matched).label("matched"),
                _largest(longer).label("longer"),
                judged.c.sort_start,
            )
            .select_from(customers.join(judged, sa.true()))
            .where(*[column.is_not(None) for column in matched])
            .order_by("longer", "matched", judged.c.sort_start, customers.c.customer_id)
            .limit(limit * _SPARE)
            .subquery("top")
        )
        return self._session.execute(_hits(top, limit)).mappings().all()

    def keep_with_tokens(self, customer_ids: Sequence[UUID], tokens: Sequence[Token]) -> set[UUID]:
        """Return those of `customer_ids` who have every token."""
        has_every = [
            sa.exists().where(_KEYS.c.customer_id == _CUSTOMERS.c.customer_id, sa.or_(*map(_begins, token)))
            for token in tokens
        ]
        query = sa.select(_CUSTOMERS.c.customer_id).where(_CUSTOMERS.c.customer_id.in_(customer_ids), *has_every)
        return set(self._session.execute(query).scalars())


def _found(token: Token, whole: int, longer: int) -> sa.CompoundSelect[Any]:
    """Select at most `whole` customers who have a pair whole, and `longer` with a longer key, for each pair."""
    parts = []
    for place, (kind, beginning) in enumerate(token):
        for is_longer, condition, order, most in (
            (0, _KEYS.c.key == beginning, (_KEYS.c.sort_start, _KEYS.c.customer_id), whole),
            (
                1,
                sa.and_(_KEYS.c.key > beginning, _KEYS.c.key < beginning + _AFTER_EVERY_KEY),
                (_KEYS.c.key, _KEYS.c.sort_start, _KEYS.c.customer_id),
                longer,
            ),
        ):
            part = (
                sa.select(
                    _KEYS.c.customer_id,
                    sa.literal(place).label("matched"),
                    sa.literal(is_longer).label("longer"),
                    _KEYS.c.sort_start,
                )
                .where(_KEYS.c.kind == kind, condition)
                .order_by(*order)
                .limit(most)
            )
            parts.append(sa.select(part.subquery()))
    return sa.union_all(*parts)


def _begins(pair: tuple[str, str]) -> sa.ColumnElement[bool]:
    # A range instead of LIKE: it can use the index whatever plan the server has prepared.
    kind, beginning = pair
    return sa.and_(_KEYS.c.kind == kind, _KEYS.c.key >= beginning, _KEYS.c.key < beginning + _AFTER_EVERY_KEY)


def _best(token: Token) -> tuple[sa.ColumnElement[int | None], sa.ColumnElement[int | None]]:
    """Return, of one key, the place of the pair it fits and whether it is longer; NULL where it fits none."""
    matched = sa.case(*[(_begins(pair), place) for place, pair in enumerate(token)])
    is_whole = sa.or_(*[sa.and_(_KEYS.c.kind == kind, _KEYS.c.key == key) for kind, key in token])
    return matched, sa.case((is_whole, 0), (matched.is_not(None), 1))


def _largest(columns: Sequence[sa.ColumnElement[Any]]) -> sa.ColumnElement[Any]:
    return sa.func.greatest(*columns)


def _hits(top: sa.Subquery, limit: int) -> sa.Select[Any]:
    customers = _CUSTOMERS.c
    return (
        sa.select(
            customers.customer_id,
            customers.title,
            customers.gender,
            customers.name_latin,
            customers.name_chinese,
            customers.tier,
            customers.customer_number,
            top.c.matched,
        )
        .join_from(top, _CUSTOMERS, customers.customer_id == top.c.customer_id)
        .order_by(top.c.longer, top.c.matched, customers.sort_key, customers.customer_id)
        .limit(limit)
    )

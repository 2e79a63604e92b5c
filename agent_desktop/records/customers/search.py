"""Finds customers by whatever an agent has heard, as quickly in a bank of a million as in a small one."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import SearchHit
from agent_desktop.records.consolidation.people import people_of
from agent_desktop.records.customers.folding import digits_of, fold_number, has_han, pinyin_readings, words_of
from agent_desktop.records.customers.masking import mask_customer_number
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.search_repository import SearchRepository, Token

SHORTEST_ENDING: Final = 3
LONGEST_SEARCH: Final = 200
MOST_WORDS: Final = 6

FEW: Final = 300
"""Where one of the words is had by fewer customers, each of them is looked at."""
COMMON: Final = 20_000
"""A word that so many keys begin with, such as one letter, does not help to find the customers who have all words."""
COMPARED: Final = 500
"""So many customers who have the other words are looked at then."""

# What a search matched by, in the contract's words, in the order of `_pairs` and of `_digit_pairs`.
_BY_WORD: Final = ("name", "pinyin", "pinyin", "number", "account")
_BY_DIGITS: Final = ("number", "account", "number", "number")
_SIDE_BY_SIDE: Final = 2
"""The first so many pairs of a word can also be had of words written as one."""


def search_customers(session: Session, text: str, limit: int = 20) -> list[SearchHit]:
    """Find customers by name, pinyin, initials, customer number, phone, or the ending of an account or number.

    Every word of `text` must fit. At most `limit` hits, whole matches first, then by pinyin or name. Of words that are
    all common, those come first who have them side by side, and they alone where that is a name or its end. One
    statement for one word, two to four for several, and one more for the hits: a person whose accounts are merged is
    one hit, under the name that was found.
    """
    return _as_people(session, _search(session, text, limit))


def _as_people(session: Session, hits: list[SearchHit]) -> list[SearchHit]:
    if not hits:
        return hits
    leads = people_of(session, [hit.customer_id for hit in hits])
    people: dict[UUID, SearchHit] = {}
    for hit in hits:
        lead = leads.get(hit.customer_id, hit.customer_id)
        people.setdefault(lead, hit if lead == hit.customer_id else hit.model_copy(update={"customer_id": lead}))
    return list(people.values())


def _search(session: Session, text: str, limit: int) -> list[SearchHit]:
    text = text[:LONGEST_SEARCH]
    repository = SearchRepository(session)
    digits = digits_of(text)
    if digits and not any(mark.isalpha() for mark in text):
        return _hits(repository.list_by_token(_digit_pairs(digits), limit), _BY_DIGITS)
    words = list(dict.fromkeys(words_of(text)[:MOST_WORDS]))
    tokens = [_pairs(word) for word in words]
    if not tokens:
        return []
    if len(tokens) == 1:
        return _hits(repository.list_by_token(tokens[0], limit), _BY_WORD)
    counts = repository.count_by_token(tokens, FEW)
    if min(counts) < FEW:
        return _hits(repository.list_by_tokens(tokens, counts.index(min(counts)), FEW, limit), _BY_WORD)
    together, named = _list_side_by_side(repository, words, tokens, limit)
    if named or len(together) == limit:
        return together
    known = {hit.customer_id for hit in together}
    apart = _hits(repository.list_by_common_tokens(tokens, COMMON, COMPARED, limit), _BY_WORD)
    return [*together, *(hit for hit in apart if hit.customer_id not in known)][:limit]


def _list_side_by_side(
    repository: SearchRepository, words: list[str], tokens: Sequence[Token], limit: int
) -> tuple[list[SearchHit], bool]:
    """Return who has the words as one, and whether that is somebody's name or its end: then nobody else is sought."""
    # A family name is said first or last: words are taken as typed, and from the last to the first.
    orders = ("".join(words), "".join(reversed(words)))
    joined = [pair for order in orders for pair in _pairs(order)[:_SIDE_BY_SIDE]]
    rows = repository.list_by_token(joined, limit)
    # "wingsze" may also be Wings Zen.
    kept = repository.keep_with_tokens([row["customer_id"] for row in rows], tokens)
    rows = [row for row in rows if row["customer_id"] in kept]
    return _hits(rows, _BY_WORD[:_SIDE_BY_SIDE] * len(orders)), any(row["longer"] == 0 for row in rows)


def _hits(rows: Sequence[sa.RowMapping], names: Sequence[str]) -> list[SearchHit]:
    return [
        SearchHit(
            customer_id=row["customer_id"],
            name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
            name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
            tier=row["tier"],
            number_masked=mask_customer_number(row["customer_number"]),
            matched=names[row["matched"]],
        )
        for row in rows
    ]


def _digit_pairs(digits: str) -> Token:
    if len(digits) < SHORTEST_ENDING:
        return [("number", digits)]
    return [("number", digits), *((kind, digits[::-1]) for kind in ("account", "number_end", "phone"))]


def _pairs(word: str) -> Token:
    number = fold_number(word)
    # Chinese typed in the other script is found by its sound.
    sound = "".join(pinyin_readings(word)[0]) if has_han(word) else word
    pairs = [("name", word), ("pinyin", sound), ("initials", word), ("number", number)]
    if len(number) >= SHORTEST_ENDING:
        pairs.append(("account", number[::-1]))
    return pairs

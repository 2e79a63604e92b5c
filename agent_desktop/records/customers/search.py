"""Finds customers by whatever an agent has heard, as quickly in a bank of a million as in a small one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import SearchHit
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.whose import customers_of_number
from agent_desktop.records.consolidation.people import people_of
from agent_desktop.records.customers.folding import (
    digits_of,
    fold_han,
    fold_number,
    has_han,
    pinyin_readings,
    words_of,
)
from agent_desktop.records.customers.masking import mask_customer_number
from agent_desktop.records.customers.names import shown_chinese_name, shown_name
from agent_desktop.records.customers.search_repository import Pair, Place, SearchRepository, Token
from agent_desktop.records.customers.similar import SimilarNames

SHORTEST_ENDING: Final = 3
LONGEST_SEARCH: Final = 200
MOST_WORDS: Final = 6

FEW: Final = 300
"""Where one of the words is had by fewer customers, each of them is looked at."""
COMMON: Final = 20_000
"""A word that so many keys begin with, such as one letter, does not help to find the customers who have all words."""
COMPARED: Final = 500
"""So many customers who have the other words are looked at then."""
SURE_WORDS: Final = 4
"""Who has so many words side by side as they were typed is who was meant."""
ENOUGH: Final = 5
"""Where fewer fit as typed, those are found too who fit but for a typing error."""

_MATCHED: Final[Mapping[Place, str]] = MappingProxyType(
    {
        Place.WHOLE_NUMBER: "number",
        Place.ACCOUNT_END: "account",
        Place.NUMBER_END: "number",
        Place.PHONE_END: "phone",
        Place.NAME: "name",
        Place.PINYIN: "pinyin",
        Place.TURNED_NAME: "name",
        Place.TURNED_PINYIN: "pinyin",
        Place.INITIALS: "initials",
        Place.NUMBER: "number",
        Place.ACCOUNT: "account",
        Place.PHONE: "phone",
        Place.SIMILAR: "similar",
        Place.COMPLAINT: "complaint",
    }
)
"""What a search matched by, in the contract's words."""


def search_customers(session: Session, text: str, limit: int = 20) -> list[SearchHit]:
    """Find customers by name, pinyin, initials, customer number, or the ending of a number, an account or a phone.

    Every word of `text` must fit. At most `limit` hits: whole matches first, then by what they matched (`Place`), then
    by pinyin or name. Of words that are all common, those come first who have them side by side, and they alone where
    that is a name or its end. Where fewer than `ENOUGH` fit, who would fit but for one typing error in each word of
    Latin letters comes after them. One statement for one word, two to four for several, up to five more for typing
    errors, and one more for the hits: a person whose accounts are merged is one hit, under the name that was found.

    A complaint's number with its year (``CMP-26-01811``, ``26-1811``) goes before all others: it is whose it is.
    """
    if of_complaint := customers_of_number(session, text, limit):
        return _hits([{**row, "matched": Place.COMPLAINT} for row in of_complaint])
    return _as_people(session, _search(SearchRepository(session), text[:LONGEST_SEARCH], limit))


def record_found(session: Session, hits: list[SearchHit], *, at: datetime, by: UUID) -> None:
    """Note whom a search has shown to a person; a search that found nobody has shown nothing."""
    if not hits:
        return
    found: list[JsonValue] = [str(hit.customer_id) for hit in hits]
    record_look(
        session,
        at=at,
        by=by,
        what="customers.found",
        record_kind="customer",
        record_id=None,
        detail={"customer_ids": found},
    )


def _as_people(session: Session, hits: list[SearchHit]) -> list[SearchHit]:
    if not hits:
        return hits
    leads = people_of(session, [hit.customer_id for hit in hits])
    people: dict[UUID, SearchHit] = {}
    for hit in hits:
        lead = leads.get(hit.customer_id, hit.customer_id)
        people.setdefault(lead, hit if lead == hit.customer_id else hit.model_copy(update={"customer_id": lead}))
    return list(people.values())


def _search(repository: SearchRepository, text: str, limit: int) -> list[SearchHit]:
    digits = digits_of(text)
    if digits and not any(mark.isalpha() for mark in text):
        return _hits(repository.list_by_token(_digit_pairs(digits), limit))
    said = [fold_han(word) for word in words_of(text) if fold_number(word)]
    words = list(dict.fromkeys(said[:MOST_WORDS]))
    tokens = [_pairs(word) for word in words]
    if not tokens:
        return []
    found, are_apart = _as_typed(repository, said, tokens, limit)
    if len(found) >= min(ENOUGH, limit) and not are_apart:
        return found
    similar = SimilarNames(repository, words, said)
    whole = _hits(similar.list_whole(limit))
    found = _together(found, whole, limit)
    if are_apart and not whole:
        # Many must be read for this: only where nobody's whole name is what was meant.
        found = _together(found, _hits(repository.list_by_common_tokens(tokens, COMMON, COMPARED, limit)), limit)
    if len(found) >= min(ENOUGH, limit):
        return found
    return _together(found, _hits(similar.list_word_by_word(tokens, limit, few=FEW)), limit)


def _as_typed(
    repository: SearchRepository, said: Sequence[str], tokens: Sequence[Token], limit: int
) -> tuple[list[SearchHit], bool]:
    """Return who fits as typed, and whether others may who have the words apart from one another. `said` is every word,
    also one that comes twice or is too many to be a token."""
    if len(tokens) == 1:
        return _hits(repository.list_by_token(tokens[0], limit)), False
    counts = repository.count_by_token(tokens, FEW)
    if min(counts) < FEW:
        return _hits(repository.list_by_tokens(tokens, counts.index(min(counts)), FEW, limit)), False
    rows = repository.list_side_by_side(_joined(said), tokens, limit)
    # Where that is somebody's name or its end, or has so many words that it is no chance, nobody else is sought.
    is_meant = any(row["longer"] == 0 for row in rows) or (bool(rows) and len(said) >= SURE_WORDS)
    return _hits(rows), not is_meant and len(rows) < limit


def _together(first: list[SearchHit], then: Iterable[SearchHit], limit: int) -> list[SearchHit]:
    known = {hit.customer_id for hit in first}
    return [*first, *(hit for hit in then if hit.customer_id not in known)][:limit]


def _joined(words: Sequence[str]) -> Token:
    # A family name is said first or last, and one word may be moved: as typed, then in other orders.
    typed = "".join(words)
    orders = (words[::-1], [words[-1], *words[:-1]], [*words[1:], words[0]])
    turned = dict.fromkeys("".join(order) for order in orders)
    return [
        Pair(Place.NAME, "name", typed),
        Pair(Place.PINYIN, "pinyin", _sound(typed)),
        *(Pair(Place.TURNED_NAME, "name", name) for name in turned),
        *(Pair(Place.TURNED_PINYIN, "pinyin", _sound(name)) for name in turned),
    ]


def _hits(rows: Sequence[Mapping[str, Any] | sa.RowMapping]) -> list[SearchHit]:
    return [
        SearchHit(
            customer_id=row["customer_id"],
            name=shown_name(row["title"], row["name_latin"], row["name_chinese"]),
            name_chinese=shown_chinese_name(row["title"], row["gender"], row["name_chinese"]),
            kind=row["kind"],
            tier=row["tier"],
            number_masked=mask_customer_number(row["customer_number"]),
            matched=_MATCHED[Place(row["matched"])],
        )
        for row in rows
    ]


def _digit_pairs(digits: str) -> Token:
    pairs = [Pair(Place.WHOLE_NUMBER, "number", digits)]
    if len(digits) >= SHORTEST_ENDING:
        pairs += [
            Pair(Place.ACCOUNT_END, "account", digits[::-1]),
            Pair(Place.NUMBER_END, "number_end", digits[::-1]),
            Pair(Place.PHONE_END, "phone", digits[::-1]),
        ]
    return pairs


def _pairs(word: str) -> Token:
    number = fold_number(word)
    pairs = [
        Pair(Place.NAME, "name", word),
        Pair(Place.PINYIN, "pinyin", _sound(word)),
        Pair(Place.INITIALS, "initials", word),
        Pair(Place.NUMBER, "number", number),
    ]
    if len(number) >= SHORTEST_ENDING:
        pairs.append(Pair(Place.ACCOUNT, "account", number[::-1]))
        if number.isdecimal():
            pairs += [Pair(Place.NUMBER, "number_end", number[::-1]), Pair(Place.PHONE, "phone", number[::-1])]
    return pairs


def _sound(word: str) -> str:
    # Chinese written with another character of the same sound is found by it.
    return "".join(pinyin_readings(word)[0]) if has_han(word) else word

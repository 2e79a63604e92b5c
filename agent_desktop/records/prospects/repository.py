"""Every query on prospects, and on who may be the same as one."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind
from agent_desktop.contract.phone_numbers import NumberEnd
from agent_desktop.records.consolidation.models import MergedAccountRow
from agent_desktop.records.consolidation.people import person_of
from agent_desktop.records.customers.folding import KEY_LIMIT, search_keys_of, sort_key_of
from agent_desktop.records.customers.models import (
    BARE_DOCUMENT,
    LONGEST_SEARCH_WORD,
    SORT_START,
    CustomerRow,
    FormerNumberRow,
    PhoneNumberRow,
    SearchKeyRow,
    SearchWordRow,
)
from agent_desktop.records.customers.typing_errors import near_hashes
from agent_desktop.records.database import table_of
from agent_desktop.records.errors import CustomerNotFoundError
from agent_desktop.records.own import OWN_SOURCE

_CUSTOMERS: Final = table_of(CustomerRow)
_NUMBERS: Final = table_of(PhoneNumberRow)
_FORMER: Final = table_of(FormerNumberRow)
_MERGED: Final = table_of(MergedAccountRow)
_KEYS: Final = table_of(SearchKeyRow)
_WORDS: Final = table_of(SearchWordRow)
_LATIN_WORD: Final = re.compile(f"[a-z]{{2,{LONGEST_SEARCH_WORD}}}")
_SHOWN: Final = (
    _CUSTOMERS.c.customer_id,
    _CUSTOMERS.c.kind,
    _CUSTOMERS.c.tier,
    _CUSTOMERS.c.title,
    _CUSTOMERS.c.gender,
    _CUSTOMERS.c.name_latin,
    _CUSTOMERS.c.name_chinese,
    _CUSTOMERS.c.customer_number,
)
_BY_DOCUMENT: Final = sa.text(
    f"SELECT customer_id FROM customers WHERE {BARE_DOCUMENT} = :document AND document_number <> ''"  # noqa: S608
)
_LOCK: Final = 7_404_013
"""The advisory lock of whoever makes a record for the same number, document or name."""


class ProspectRepository:
    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, words: Collection[str]) -> None:
        """Let nobody else make a record for one of `words` before this transaction ends."""
        for word in sorted(words):
            self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK, sa.func.hashtext(word))))

    def add(
        self,
        customer_id: UUID,
        *,
        name_latin: str,
        name_chinese: str,
        document: str,
        numbers: Mapping[str, str],
        card: Mapping[str, Any],
        on: date,
    ) -> None:
        """Add a prospect with E.164 `numbers` by kind, and all that it is found by."""
        sort_key = sort_key_of(name_latin=name_latin, name_chinese=name_chinese)
        row = {
            "customer_id": customer_id,
            "source_code": OWN_SOURCE,
            "source_key": str(customer_id),
            "kind": CustomerKind.PROSPECT,
            "customer_number": "",
            "name_latin": name_latin,
            "name_chinese": name_chinese,
            "sort_key": sort_key,
            "document_number": document,
            "prospect": dict(card),
        }
        self._session.execute(sa.insert(_CUSTOMERS), row)
        for number, kind in numbers.items():
            self.add_number(customer_id, number, kind, on=on)
        keys = search_keys_of(name_latin=name_latin, name_chinese=name_chinese, phone_numbers=())
        self._add_keys(customer_id, [(key.kind, key.key) for key in keys], sort_key)

    def add_number(self, customer_id: UUID, number: str, kind: str, *, on: date) -> bool:
        """Note an E.164 number as a customer's from the day `on`; say whether it was not theirs before."""
        values = {"customer_id": customer_id, "number": number, "kind": kind, "source": OWN_SOURCE, "valid_from": on}
        added = (
            insert(PhoneNumberRow)
            .values(**values)
            .on_conflict_do_nothing(index_elements=[_NUMBERS.c.customer_id, _NUMBERS.c.number])
            .returning(_NUMBERS.c.phone_number_id)
        )
        if self._session.execute(added).first() is None:
            return False
        theirs = sa.and_(_FORMER.c.customer_id == customer_id, _FORMER.c.number == number)
        self._session.execute(sa.delete(_FORMER).where(theirs))
        query = sa.select(_CUSTOMERS.c.sort_key).where(_CUSTOMERS.c.customer_id == customer_id)
        sort_key = self._session.execute(query).scalar_one()
        (key,) = search_keys_of(phone_numbers=[number])
        self._add_keys(customer_id, [(key.kind, key.key)], sort_key)
        return True

    def drop_number(self, customer_id: UUID, number: str) -> bool:
        """Take an E.164 number that an agent noted from a customer; say whether it went. What the bank's own extracts
        carry by now stays."""
        noted = (_NUMBERS.c.customer_id == customer_id, _NUMBERS.c.number == number, _NUMBERS.c.source == OWN_SOURCE)
        gone = self._session.execute(sa.delete(_NUMBERS).where(*noted).returning(_NUMBERS.c.phone_number_id))
        if gone.first() is None:
            return False
        for kind, key in search_keys_of(phone_numbers=[number]):
            theirs = (_KEYS.c.customer_id == customer_id, _KEYS.c.kind == kind, _KEYS.c.key == key)
            self._session.execute(sa.delete(_KEYS).where(*theirs))
        return True

    def lock_card(self, customer_id: UUID) -> sa.RowMapping:
        """Return `kind`, `version` and `prospect` of a customer, for nobody else to change meanwhile.

        Raises:
            CustomerNotFoundError: No such customer.
        """
        query = sa.select(_CUSTOMERS.c.kind, _CUSTOMERS.c.version, _CUSTOMERS.c.prospect).where(
            _CUSTOMERS.c.customer_id == customer_id
        )
        row = self._session.execute(query.with_for_update(key_share=True)).mappings().one_or_none()
        if row is None:
            raise CustomerNotFoundError(customer_id)
        return row

    def set_card(self, customer_id: UUID, card: Mapping[str, Any]) -> None:
        """Replace a prospect's card."""
        change = sa.update(_CUSTOMERS).where(_CUSTOMERS.c.customer_id == customer_id)
        self._session.execute(change.values(prospect=dict(card), version=_CUSTOMERS.c.version + 1))

    def list_kept(self, since: datetime, until: datetime) -> Sequence[sa.RowMapping]:
        """Return `prospect` of everybody first kept from `since` to before `until`, and `is_customer`: whether they are
        merged with somebody who is one."""
        lead = _CUSTOMERS.alias("lead")
        merged = (
            sa.select(lead.c.kind != CustomerKind.PROSPECT)
            .select_from(_MERGED.join(lead, lead.c.customer_id == _MERGED.c.lead_id))
            .where(_MERGED.c.customer_id == _CUSTOMERS.c.customer_id)
            .scalar_subquery()
        )
        kept_at = sa.cast(_CUSTOMERS.c.prospect["kept_at"].astext, sa.DateTime(timezone=True))
        query = sa.select(_CUSTOMERS.c.prospect, sa.func.coalesce(merged, sa.false()).label("is_customer")).where(
            _CUSTOMERS.c.prospect.is_not(None),
            _CUSTOMERS.c.source_code == OWN_SOURCE,
            kept_at >= since,
            kept_at < until,
        )
        return self._session.execute(query).mappings().all()

    def _add_keys(self, customer_id: UUID, keys: Collection[tuple[str, str]], sort_key: str) -> None:
        start = sort_key[:SORT_START]
        rows = [{"kind": kind, "key": key, "sort_start": start, "customer_id": customer_id} for kind, key in keys]
        if rows:
            self._session.execute(insert(_KEYS).on_conflict_do_nothing(), rows)
        words = sorted({key for kind, key in keys if kind in ("name", "pinyin") and _LATIN_WORD.fullmatch(key)})
        if words:
            spelled = [{"word": word, "near": near_hashes(word)} for word in words]
            self._session.execute(insert(_WORDS).on_conflict_do_nothing(), spelled)


class LikenessRepository:
    """Who may be the same as somebody."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list_by_document(self, document: str) -> list[UUID]:
        """Return who has this document, which is given without what stands between its marks."""
        return list(self._session.execute(_BY_DOCUMENT, {"document": document}).scalars())

    def list_by_name(self, joined: Collection[str]) -> list[tuple[UUID, str, str]]:
        """Return (account, Latin name, Chinese name) of everybody whose name, or the end of whose name, is one of
        `joined`: its folded words without spaces."""
        if not joined:
            return []
        keys = sorted({key[:KEY_LIMIT] for key in joined})
        query = (
            sa.select(_CUSTOMERS.c.customer_id, _CUSTOMERS.c.name_latin, _CUSTOMERS.c.name_chinese)
            .join(_KEYS, _KEYS.c.customer_id == _CUSTOMERS.c.customer_id)
            .where(_KEYS.c.kind == "name", _KEYS.c.key.in_(keys))
            .distinct()
        )
        return [(customer_id, latin, chinese) for customer_id, latin, chinese in self._session.execute(query)]

    def list_former_owners(self, number: str, most: int) -> list[tuple[UUID, date]]:
        """Return whose an E.164 number was, and the last day on which it was; who had it last, first.

        One that a person has called a mistake was nobody's.
        """
        query = (
            sa.select(_FORMER.c.customer_id, _FORMER.c.valid_until)
            .where(_FORMER.c.number == number, _FORMER.c.end_kind.is_distinct_from(NumberEnd.NEVER))
            .order_by(_FORMER.c.valid_until.desc(), _FORMER.c.customer_id)
            .limit(most)
        )
        return [(customer_id, until) for customer_id, until in self._session.execute(query)]

    def list_shown(self, customer_ids: Collection[UUID]) -> dict[UUID, sa.RowMapping]:
        """Return what is shown of these accounts; `person_id` is the leading account of each."""
        person = person_of(_CUSTOMERS.c.customer_id).label("person_id")
        query = sa.select(*_SHOWN, person).where(_CUSTOMERS.c.customer_id.in_(list(customer_ids)))
        return {row["customer_id"]: row for row in self._session.execute(query).mappings()}

"""Every query on groups, waiting pairs and decisions, and the one that reads all accounts."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import CustomerKind
from agent_desktop.records.consolidation.evidence import CROWD, Account, Crowds, document_in, email_in
from agent_desktop.records.consolidation.grouping import Decisions, Doubtful, Pair, pair_of
from agent_desktop.records.consolidation.models import (
    ConsolidationRow,
    LinkDecisionRow,
    LinkPairRow,
    MergedAccountRow,
)
from agent_desktop.records.customers.models import CustomerRow, PhoneNumberRow
from agent_desktop.records.database import table_of
from agent_desktop.records.sources.models import DeletionRow, SourceRow

_CUSTOMERS: Final = table_of(CustomerRow)
_PHONES: Final = table_of(PhoneNumberRow)
_MERGED: Final = table_of(MergedAccountRow)
_PAIRS: Final = table_of(LinkPairRow)
_DECISIONS: Final = table_of(LinkDecisionRow)
_LOCK: Final = 7_302_331
"""The advisory lock of whoever changes groups: a consolidation's end, or a person."""
_AT_ONCE: Final = 5_000

_ACCOUNTS: Final[sa.Select[Any]] = sa.select(
    _CUSTOMERS.c.customer_id,
    _CUSTOMERS.c.source_code,
    _CUSTOMERS.c.kind,
    _CUSTOMERS.c.name_latin,
    _CUSTOMERS.c.name_chinese,
    _CUSTOMERS.c.gender,
    _CUSTOMERS.c.birth_date,
    _CUSTOMERS.c.document_number,
    _CUSTOMERS.c.email,
    _CUSTOMERS.c.address,
    sa.select(sa.func.array_agg(sa.func.concat(_PHONES.c.number, " ", _PHONES.c.kind)))
    .where(_PHONES.c.customer_id == _CUSTOMERS.c.customer_id)
    .scalar_subquery()
    .label("phones"),
)


_DIGITS: Final = re.compile(r"[0-9]+")
_WRITTEN: Final = _CUSTOMERS.c.document_number
_DOCUMENT: Final = sa.case(
    (sa.func.octet_length(_WRITTEN) == sa.func.length(_WRITTEN), _WRITTEN),
    else_=sa.func.normalize(_WRITTEN, sa.text("NFKC"), type_=sa.String()),  # digits of full width; the others need none
)


_IS_GONE: Final = (
    sa.select(DeletionRow.source_key)
    .where(
        DeletionRow.kind == "customer",
        DeletionRow.source_code == _CUSTOMERS.c.source_code,
        DeletionRow.source_key == _CUSTOMERS.c.source_key,
    )
    .exists()
)


class Standing(NamedTuple):
    """What says whether an account leads. `is_gone`: its source has said that it is no more. `since` is the day since
    when it is there, as a text that sorts; an unknown day is last."""

    is_gone: bool
    source: str
    since: str


class AccountRepository:
    """Accounts as they are compared and shown."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all_accounts(self) -> Iterator[Account]:
        """Yield every account, in the order of ids; rows come in portions."""
        query = _ACCOUNTS.order_by(_CUSTOMERS.c.customer_id).execution_options(yield_per=_AT_ONCE)
        for row in self._session.execute(query):
            yield _account(row)

    def list_accounts(self, customer_ids: Collection[UUID]) -> list[Account]:
        """Return these accounts, as far as they are there."""
        query = _ACCOUNTS.where(_CUSTOMERS.c.customer_id.in_(list(customer_ids))).order_by(_CUSTOMERS.c.customer_id)
        return [_account(row) for row in self._session.execute(query)]

    def crowds_among_all(self, accounts: Collection[Account]) -> Crowds:
        """Return which numbers, e-mails and documents of these accounts a crowd of all that are there shares.

        Every customer is looked at, for e-mails and documents are written in many ways: a second of a million.
        Addresses are left out; no rule asks for them.
        """
        numbers = {number for account in accounts for number, _ in account.phones}
        emails = {email for account in accounts if (email := email_in(account.email))}
        documents = {found.number for account in accounts if (found := document_in(account.document)) is not None}
        with_number = sa.func.count(sa.distinct(_PHONES.c.customer_id))
        counted = (
            sa.select(_PHONES.c.number, with_number).where(_PHONES.c.number.in_(numbers)).group_by(_PHONES.c.number)
        )
        return Crowds(
            numbers=frozenset(number for number, count in self._session.execute(counted) if count > CROWD),
            emails=self._shared(_CUSTOMERS.c.email, sa.func.lower(_CUSTOMERS.c.email), emails, emails, email_in),
            documents=self._shared(
                _WRITTEN, _DOCUMENT, documents, {_run_of(each) for each in documents}, _bare_document
            ),
        )

    def _shared(
        self,
        written: sa.ColumnElement[str],
        bare: sa.ColumnElement[str],
        wanted: Collection[str],
        parts: Collection[str],
        read: Callable[[str], str],
    ) -> frozenset[str]:
        """Return which values `wanted` a crowd has. Those whose `bare` text has one of `parts` in it are read."""
        if not wanted:
            return frozenset()
        found = sa.or_(*(sa.func.strpos(bare, part) > 0 for part in sorted(parts)))
        query = sa.select(written, sa.func.count()).where(found).group_by(written)
        counts: Counter[str] = Counter()
        for text, count in self._session.execute(query):
            counts[read(text)] += count
        return frozenset(value for value in wanted if counts[value] > CROWD)

    def leading_order(self, customer_ids: Collection[UUID]) -> dict[UUID, Standing]:
        """Return what says which of these accounts leads, as far as they are there."""
        since = sa.func.coalesce(sa.cast(_CUSTOMERS.c.customer_since, sa.String), "9999")
        found: dict[UUID, Standing] = {}
        for ids in _portions(customer_ids):
            query = sa.select(_CUSTOMERS.c.customer_id, _IS_GONE, _CUSTOMERS.c.source_code, since)
            rows = self._session.execute(query.where(_CUSTOMERS.c.customer_id.in_(ids)))
            found.update({customer_id: Standing(*standing) for customer_id, *standing in rows})
        return found

    def list_shown(self, customer_ids: Collection[UUID]) -> dict[UUID, sa.RowMapping]:
        """Return what a person is shown of accounts, with `source_name` and `phones` (``number kind``)."""
        query = (
            _ACCOUNTS.add_columns(
                _CUSTOMERS.c.title,
                _CUSTOMERS.c.customer_number,
                _CUSTOMERS.c.customer_since,
                sa.func.coalesce(SourceRow.name, sa.text("'{}'::jsonb")).label("source_name"),
            )
            .outerjoin(SourceRow, SourceRow.source_code == _CUSTOMERS.c.source_code)
            .where(_CUSTOMERS.c.customer_id.in_(list(customer_ids)))
        )
        return {row["customer_id"]: row for row in self._session.execute(query).mappings()}


class GroupRepository:
    """Groups, and the runs that made them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self) -> None:
        """Wait until nobody else changes groups, and keep others out until this transaction ends."""
        self._session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))

    def all_merged(self) -> dict[UUID, UUID]:
        """Return the leading account of every account that is in a group."""
        rows = self._session.execute(sa.select(_MERGED.c.customer_id, _MERGED.c.lead_id))
        return {customer_id: lead_id for customer_id, lead_id in rows}  # noqa: C416  dict() takes no rows

    def group_of(self, customer_id: UUID) -> list[MergedAccountRow]:
        """Return the rows of the account's group, the leading account's first; none where it is by itself."""
        lead = sa.select(_MERGED.c.lead_id).where(_MERGED.c.customer_id == customer_id).scalar_subquery()
        query = (
            sa.select(MergedAccountRow)
            .where(MergedAccountRow.lead_id == lead)
            .order_by(MergedAccountRow.customer_id != MergedAccountRow.lead_id, MergedAccountRow.customer_id)
        )
        return list(self._session.scalars(query))

    def led_by_gone(self) -> dict[UUID, UUID]:
        """Return the leading account of every account of a group whose leading one is gone, by their source, while
        another one of it is not."""
        led = sa.select(_MERGED.c.lead_id).join(_CUSTOMERS, _CUSTOMERS.c.customer_id == _MERGED.c.lead_id)
        living = _MERGED.alias("living")
        living_one = (
            sa.select(living.c.customer_id)
            .join(_CUSTOMERS, _CUSTOMERS.c.customer_id == living.c.customer_id)
            .where(living.c.lead_id == _MERGED.c.lead_id, ~_IS_GONE)
            .exists()
        )
        gone = led.where(_MERGED.c.customer_id == _MERGED.c.lead_id, _IS_GONE)
        query = sa.select(_MERGED.c.customer_id, _MERGED.c.lead_id).where(_MERGED.c.lead_id.in_(gone), living_one)
        return {customer_id: lead_id for customer_id, lead_id in self._session.execute(query)}  # noqa: C416

    def take_out(self, customer_ids: Collection[UUID]) -> None:
        """Have these accounts in no group."""
        for ids in _portions(customer_ids):
            self._session.execute(sa.delete(_MERGED).where(_MERGED.c.customer_id.in_(ids)))

    def put_in(self, leads: Mapping[UUID, UUID], *, at: datetime, by: UUID | None) -> None:
        """Have these accounts in the group of the leading account given; whoever was with it already stays as it was
        merged."""
        for ids in _portions(leads):
            rows = [{"customer_id": one, "lead_id": leads[one], "merged_at": at, "by_user_id": by} for one in ids]
            statement = insert(_MERGED).values(rows)
            self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=[_MERGED.c.customer_id],
                    set_={"lead_id": statement.excluded.lead_id},
                )
            )

    def add_run(self, run: ConsolidationRow) -> None:
        self._session.add(run)
        self._session.flush()

    def find_last_run(self) -> ConsolidationRow | None:
        query = sa.select(ConsolidationRow).order_by(ConsolidationRow.finished_at.desc()).limit(1)
        return self._session.scalars(query).first()


class LinkRepository:
    """Pairs that wait for a person, and what people have said."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep_doubtful(self, doubtful: Sequence[Doubtful], *, among: Collection[UUID], at: datetime) -> None:
        """Have exactly these of all pairs `among` some accounts wait; one that waited before keeps its id and day."""
        known = {
            (left, right): pair_id
            for pair_id, left, right in self._session.execute(
                sa.select(_PAIRS.c.pair_id, _PAIRS.c.left_id, _PAIRS.c.right_id)
            )
        }
        wanted = {(each.pair.left, each.pair.right): each for each in doubtful}
        judged = [pair for pair in known if pair[0] in among and pair[1] in among]
        for ids in _portions([known[pair] for pair in judged if pair not in wanted]):
            self._session.execute(sa.delete(_PAIRS).where(_PAIRS.c.pair_id.in_(ids)))
        for pairs in _portions(wanted):
            rows = [_pair_row(known.get(pair, uuid4()), wanted[pair], at) for pair in pairs]
            statement = insert(_PAIRS).values(rows)
            self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=[_PAIRS.c.left_id, _PAIRS.c.right_id],
                    set_={name: getattr(statement.excluded, name) for name in ("weight", "doubt", "levels")},
                )
            )

    def count_pairs(self) -> int:
        return self._session.scalars(sa.select(sa.func.count()).select_from(_PAIRS)).one()

    def list_pairs(self, *, limit: int, skip: int) -> list[LinkPairRow]:
        """Return waiting pairs, the likeliest first."""
        query = sa.select(LinkPairRow).order_by(LinkPairRow.weight.desc(), LinkPairRow.pair_id)
        return list(self._session.scalars(query.offset(skip).limit(limit)))

    def list_pairs_with(self, accounts: Collection[UUID], *, limit: int) -> list[LinkPairRow]:
        """Return the waiting pairs of one of these accounts and another one, the likeliest first."""
        ids = list(accounts)
        one_of_them = LinkPairRow.left_id.in_(ids) != LinkPairRow.right_id.in_(ids)
        either = sa.or_(LinkPairRow.left_id.in_(ids), LinkPairRow.right_id.in_(ids))
        query = sa.select(LinkPairRow).where(either, one_of_them)
        return list(self._session.scalars(query.order_by(LinkPairRow.weight.desc(), LinkPairRow.pair_id).limit(limit)))

    def find_pair(self, pair_id: UUID) -> LinkPairRow | None:
        return self._session.get(LinkPairRow, pair_id)

    def drop_pairs_between(self, pairs: Iterable[Pair]) -> None:
        """Have these pairs wait no longer."""
        for portion in _portions(set(pairs)):
            self._session.execute(sa.delete(_PAIRS).where(sa.tuple_(_PAIRS.c.left_id, _PAIRS.c.right_id).in_(portion)))

    def decisions(self, among: Collection[UUID] | None = None) -> Decisions:
        """Return what people have said; of pairs within `among` alone where that is given."""
        query = sa.select(_DECISIONS.c.left_id, _DECISIONS.c.right_id, _DECISIONS.c.is_same)
        if among is not None:
            query = query.where(_DECISIONS.c.left_id.in_(list(among)), _DECISIONS.c.right_id.in_(list(among)))
        same: set[Pair] = set()
        apart: set[Pair] = set()
        for left, right, is_same in self._session.execute(query):
            (same if is_same else apart).add((left, right))
        return Decisions(frozenset(same), frozenset(apart))

    def decide(self, pairs: Iterable[Pair], *, is_same: bool, at: datetime, by: UUID, reason: str) -> None:
        """Keep what a person says of these pairs; it takes the place of what was said before."""
        rows = [
            {
                "left_id": left,
                "right_id": right,
                "is_same": is_same,
                "decided_at": at,
                "by_user_id": by,
                "reason": reason,
            }
            for left, right in sorted({pair_of(*pair) for pair in pairs})
        ]
        if not rows:
            return
        statement = insert(_DECISIONS).values(rows)
        self._session.execute(
            statement.on_conflict_do_update(
                index_elements=[_DECISIONS.c.left_id, _DECISIONS.c.right_id],
                set_={
                    name: getattr(statement.excluded, name)
                    for name in ("is_same", "decided_at", "by_user_id", "reason")
                },
            )
        )


def _account(row: sa.Row[Any]) -> Account:
    phones = [text.split(" ", 1) for text in row.phones or ()]
    return Account(
        account_id=row.customer_id,
        source=row.source_code,
        business=row.kind is CustomerKind.BUSINESS,
        name_latin=row.name_latin,
        name_chinese=row.name_chinese,
        gender=row.gender,
        birth_date=row.birth_date,
        document=row.document_number,
        email=row.email,
        address=row.address,
        phones=tuple((number, kind) for number, kind in phones),
    )


def _run_of(document: str) -> str:
    """Return the digits that a document has in a row however it is written; the last, a check digit, may be apart."""
    run: str = max(_DIGITS.findall(document), key=len)
    return run[:-1] or run


def _bare_document(text: str) -> str:
    found = document_in(text)
    return found.number if found is not None else ""


def _pair_row(pair_id: UUID, doubtful: Doubtful, at: datetime) -> dict[str, Any]:
    pair = doubtful.pair
    return {
        "pair_id": pair_id,
        "left_id": pair.left,
        "right_id": pair.right,
        "weight": pair.weight,
        "doubt": doubtful.doubt.value,
        "levels": pair.levels,
        "found_at": at,
    }


def _portions(items: Iterable[Any]) -> Iterator[list[Any]]:
    whole = list(items)
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]

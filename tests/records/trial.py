"""A handful of customers as a load would leave them, for tests on a real database."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest import mock
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Channel, CustomerKind, HoldingGroup, StatusKind, Tier
from agent_desktop.contract.interactions import Direction, Interaction
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.customers.folding import search_keys_of, sort_key_of
from agent_desktop.records.customers.models import SORT_START, CustomerRow, PhoneNumberRow, SearchKeyRow, SearchWordRow
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.typing_errors import near_hashes
from agent_desktop.records.holdings.models import HoldingPartyRow, HoldingRow, TransactionRow
from agent_desktop.records.interactions.service import get_interaction, open_interaction
from agent_desktop.records.sources.models import SourceRow
from agent_desktop.server.pipeline import Pipeline

NOW = datetime(2026, 6, 16, 2, 42, tzinfo=UTC)
"""10:42 on Tuesday 16 June 2026 in Hong Kong."""

OPTIONS = ProfileOptions(
    base_currency="HKD",
    rates={"HKD": Decimal(1), "USD": Decimal("7.8"), "CNY": Decimal("1.08")},
    zone=ZoneInfo("Asia/Hong_Kong"),
    recent_contacts=3,
    bank_name={"en": "Harbour Bank", "zh": "海港银行"},
)

GRACE_MOBILE = "+85261234182"
SHARED_NUMBER = "+85223456789"


class TrialBank:
    """Adds rows; each method returns the new row's id."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def source(self, code: str, group: HoldingGroup, *, live: bool = False, old_after_hours: int = 24) -> str:
        self._add(
            SourceRow(
                source_code=code,
                name={"en": code.title(), "zh": code},
                group=group,
                live=live,
                old_after_seconds=old_after_hours * 3600,
            )
        )
        return code

    def customer(self, number: str, *, phones: dict[str, str] | None = None, **columns: Any) -> UUID:
        customer_id = uuid4()
        latin, chinese = columns.get("name_latin", ""), columns.get("name_chinese", "")
        values: dict[str, Any] = {
            "kind": CustomerKind.PERSONAL,
            "tier": Tier.STANDARD,
            "source_code": "core",
            "source_key": number,
            "languages": [],
            "wishes": [],
            **columns,
        }
        self._add(
            CustomerRow(
                customer_id=customer_id,
                customer_number=number,
                sort_key=sort_key_of(name_latin=latin, name_chinese=chinese),
                **values,
            )
        )
        numbers = phones or {}
        for phone, kind in numbers.items():
            self._add(PhoneNumberRow(customer_id=customer_id, number=phone, kind=kind))
        keys = search_keys_of(
            name_latin=latin, name_chinese=chinese, customer_number=number, phone_numbers=numbers.keys()
        )
        sort_start = sort_key_of(name_latin=latin, name_chinese=chinese)[:SORT_START]
        for search_kind, key in keys:
            self._add(SearchKeyRow(customer_id=customer_id, kind=search_kind, key=key, sort_start=sort_start))
            if search_kind in ("name", "pinyin") and re.fullmatch("[a-z]{2,40}", key):
                self.session.merge(SearchWordRow(word=key, near=near_hashes(key)))
        self.session.flush()  # else a word may wait for whatever a test counts next
        return customer_id

    def holding(self, source: str, number: str, owner: UUID, *, role: str = "owner", **columns: Any) -> UUID:
        holding_id = uuid4()
        values: dict[str, Any] = {
            "group": HoldingGroup.DEPOSITS,
            "product": {"en": "HKD savings", "zh": "港币储蓄"},
            "currency": "HKD",
            "balance": Decimal("1000.00"),
            "status": {},
            "status_kind": StatusKind.PLAIN,
            "as_of_at": NOW - timedelta(hours=1),
            "source_key": number,
            **columns,
        }
        self._add(HoldingRow(holding_id=holding_id, source_code=source, number=number, **values))
        self.party(holding_id, owner, role, number)
        return holding_id

    def party(self, holding_id: UUID, customer_id: UUID, role: str, number: str) -> None:
        self._add(HoldingPartyRow(holding_id=holding_id, customer_id=customer_id, role=role))
        for kind, key in search_keys_of(account_numbers=[number]):
            self._add(SearchKeyRow(customer_id=customer_id, kind=kind, key=key))

    def booking(self, holding_id: UUID, at: datetime, amount: str, place: str = "") -> None:
        self._add(
            TransactionRow(
                source_code="cards",
                source_key=str(uuid4()),
                holding_id=holding_id,
                booked_at=at,
                amount=Decimal(amount),
                currency="HKD",
                kind="withdrawal",
                place=place,
            )
        )

    def contact(
        self,
        customer_id: UUID,
        at: datetime,
        channel: Channel,
        subject: str = "Asked",
        direction: Direction = Direction.INBOUND,
    ) -> UUID:
        contact_id = uuid4()
        self._add(
            ContactRow(
                contact_id=contact_id,
                source_code="crm",
                source_key=str(contact_id),
                customer_id=customer_id,
                at=at,
                channel=channel,
                direction=direction,
                subject={"en": subject, "zh": "询问"},
            )
        )
        return contact_id

    def grace(self) -> UUID:
        """A customer with everything: five holdings in three systems, one of them live, contacts and a problem."""
        self.source("core", HoldingGroup.DEPOSITS)
        self.source("cards", HoldingGroup.CARDS, live=True)
        self.source("advisory", HoldingGroup.WEALTH)
        grace = self.customer(
            "88002086",
            phones={GRACE_MOBILE: "mobile", SHARED_NUMBER: "home"},
            title="Ms",
            gender="F",
            name_latin="Grace Ho Wing Sze",
            name_chinese="何詠詩",
            tier=Tier.PLATINUM,
            birth_date=date(1980, 6, 21),
            customer_since=date(2009, 3, 1),
            document_number="Z123453(6)",
            email="grace@example.com.hk",
            address="Flat 5A, 12 Suffolk Road, Kowloon Tong",
            languages=["yue", "en"],
            manager_name="Raymond Lau",
            wishes=[{"en": "No sales calls", "zh": "不接受推销来电"}],
        )
        self.holding("core", "012345670382", grace, balance=Decimal("1284310.55"))
        self.holding("core", "012345670390", grace, balance=Decimal("21540.00"), currency="USD")
        self.holding(
            "core",
            "012345676614",
            grace,
            product={"en": "CNY time deposit", "zh": "人民币定期"},
            currency="CNY",
            balance=Decimal("425833.33"),
            matures_on=date(2026, 6, 30),
        )
        debit = self.holding(
            "cards",
            "4000000000004417",
            grace,
            group=HoldingGroup.CARDS,
            product={"en": "Platinum debit", "zh": "白金借记卡"},
            balance=None,
            status={"en": "Disputed, not blocked", "zh": "有争议，未冻结"},
            status_kind=StatusKind.PROBLEM,
        )
        credit = self.holding(
            "cards",
            "4000000000009021",
            grace,
            group=HoldingGroup.CARDS,
            product={"en": "World credit", "zh": "世界信用卡"},
            balance=Decimal("-86240.18"),
        )
        self.holding(
            "advisory",
            "9000005108",
            grace,
            group=HoldingGroup.WEALTH,
            product={"en": "Funds", "zh": "基金"},
            balance=Decimal("3361870.40"),
            as_of_at=NOW - timedelta(hours=40),
        )
        self.booking(debit, datetime(2026, 6, 15, 18, 14, tzinfo=UTC), "-8000.00", "Macau")
        self.booking(debit, datetime(2026, 6, 14, 4, 0, tzinfo=UTC), "-20.00", "Hong Kong")
        self.booking(credit, datetime(2026, 6, 16, 2, 0, tzinfo=UTC), "-99.00", "Shatin")
        self.booking(credit, NOW + timedelta(hours=1), "-1.00", "Tomorrow")
        self.contact(grace, NOW - timedelta(hours=1), Channel.APP, "Opened a report")
        self.contact(grace, NOW - timedelta(days=4), Channel.PHONE, "Card payments abroad")
        self.contact(grace, NOW - timedelta(days=12), Channel.BRANCH, "Wire fee")
        self.contact(grace, NOW - timedelta(days=200), Channel.PHONE, "Long ago")
        self.contact(grace, NOW + timedelta(days=1), Channel.PHONE, "Not yet")
        return grace

    def _add(self, row: object) -> None:
        self.session.add(row)
        self.session.flush()


@contextmanager
def counted_trips() -> Iterator[list[str]]:
    """Collect the round trips to the database inside the block: a statement each, or several together."""
    trips: list[str] = []
    receive, execute = Pipeline.receive, psycopg.Cursor.execute

    def note_together(pipeline: Pipeline) -> None:
        if pipeline.under_way:
            trips.append("several together")
        receive(pipeline)

    def note(cursor: psycopg.Cursor[Any], query: Any, *values: Any, **settings: Any) -> psycopg.Cursor[Any]:
        text = query.decode() if isinstance(query, bytes) else str(query)
        if text != ";":  # the pool asks so whether a connection is alive
            trips.append(text)
        return execute(cursor, query, *values, **settings)

    with (
        mock.patch.object(Pipeline, "receive", note_together),
        mock.patch.object(psycopg.Cursor, "execute", note),
    ):
        yield trips


def opened(session: Session, *, call_id: UUID, agent_id: UUID, at: datetime) -> Interaction:
    """Open an agent's part of a call and return it."""
    open_interaction(session, call_id=call_id, agent_id=agent_id, at=at)
    return get_interaction(session, call_id=call_id, agent_id=agent_id)

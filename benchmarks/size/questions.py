"""What the screens ask the database, each as one question about one customer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import Identifier
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.customers.folding import pinyin_readings, words_of
from agent_desktop.records.customers.matching import find_caller
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.customers.search import search_customers
from agent_desktop.records.customers.service import compose_profile, reveal
from agent_desktop.records.holdings.service import find_stored_part

OPTIONS: Final = ProfileOptions(
    base_currency="HKD",
    rates={"HKD": Decimal(1), "USD": Decimal("7.8"), "CNY": Decimal("1.08")},
    zone=ZoneInfo("Asia/Hong_Kong"),
)
_ADVISER: Final = UUID(int=1)


class Subject(NamedTuple):
    """One customer, and what of theirs somebody may ask with. Texts may be empty."""

    customer_id: UUID
    customer_number: str
    name_latin: str
    name_chinese: str
    phone: str
    account: str
    common_phone: str


@dataclass(frozen=True, slots=True)
class Question:
    """`ask` asks it; `fits` says whether this customer has what it takes; `writes` that it is to be committed."""

    ask: Callable[[Session, Subject], object]
    fits: Callable[[Subject], bool] = lambda _: True
    writes: bool = False


def _search(text_of: Callable[[Subject], str]) -> Question:
    def ask(session: Session, subject: Subject) -> object:
        return search_customers(session, text_of(subject))

    return Question(ask, lambda subject: bool(text_of(subject)))


def _words(subject: Subject) -> list[str]:
    return words_of(subject.name_latin)


def _initials(subject: Subject) -> str:
    readings = pinyin_readings(subject.name_chinese)
    return "".join(syllable[0] for syllable in readings[0]) if readings else ""


def _caller(session: Session, subject: Subject) -> object:
    return find_caller(session, subject.phone, "", at=datetime.now(UTC), options=OPTIONS)


def _keyed(session: Session, subject: Subject) -> object:
    return find_caller(session, "", subject.account, at=datetime.now(UTC), options=OPTIONS)


def _shared_number(session: Session, subject: Subject) -> object:
    return find_caller(session, subject.common_phone, "", at=datetime.now(UTC), options=OPTIONS)


def _profile(session: Session, subject: Subject) -> object:
    return compose_profile(session, subject.customer_id, at=datetime.now(UTC), options=OPTIONS)


def _holdings(session: Session, subject: Subject) -> object:
    return find_stored_part(session, subject.customer_id, "cards")


def _reveal(session: Session, subject: Subject) -> object:
    at = datetime.now(UTC)
    return reveal(session, subject.customer_id, Identifier.CUSTOMER_NUMBER, at=at, by=_ADVISER)


def _audit(session: Session, subject: Subject) -> object:
    return record_look(
        session,
        at=datetime.now(UTC),
        by=_ADVISER,
        what="profile.shown",
        record_kind="customer",
        record_id=subject.customer_id,
        call_id=uuid4(),
    )


QUESTIONS: Final[Mapping[str, Question]] = MappingProxyType(
    {
        "caller by number": Question(_caller, lambda subject: bool(subject.phone)),
        "caller by a shared number": Question(_shared_number, lambda subject: bool(subject.common_phone)),
        "caller by keyed account": Question(_keyed, lambda subject: subject.account.isdecimal()),
        "whole profile": Question(_profile),
        "holdings of one system": Question(_holdings),
        "clear value, audited": Question(_reveal),
        "search: family name": _search(lambda subject: _words(subject)[-1] if _words(subject) else ""),
        "search: whole name": _search(lambda subject: subject.name_latin),
        "search: last and first word": _search(
            lambda subject: f"{_words(subject)[-1]} {_words(subject)[0]}" if len(_words(subject)) > 2 else ""
        ),
        "search: two letters": _search(lambda subject: subject.name_latin[:2]),
        "search: one letter": _search(lambda subject: subject.name_latin[:1]),
        "search: Chinese name": _search(lambda subject: subject.name_chinese),
        "search: Chinese family name": _search(lambda subject: subject.name_chinese[:1]),
        "search: pinyin initials": _search(_initials),
        "search: customer number": _search(lambda subject: subject.customer_number),
        "search: number's ending": _search(lambda subject: subject.customer_number[-4:]),
        "search: account's ending": _search(lambda subject: subject.account[-6:]),
        "search: telephone number": _search(lambda subject: subject.phone[-8:]),
        "audit entry, committed": Question(_audit, writes=True),
    }
)


def choose_subjects(engine: sa.Engine, count: int) -> list[Subject]:
    """Return up to `count` customers from all over the bank: in the order of their ids, which come from a hash."""
    query = sa.text(
        """
        SELECT c.customer_id, c.customer_number, c.name_latin, c.name_chinese,
            coalesce((SELECT max(number) FROM customer_phone_numbers p WHERE p.customer_id = c.customer_id
                AND p.kind = 'mobile'), ''),
            coalesce((SELECT max(h.number) FROM holding_parties JOIN holdings h USING (holding_id)
                WHERE customer_id = c.customer_id), ''),
            coalesce((SELECT max(number) FROM customer_phone_numbers p WHERE p.customer_id = c.customer_id
                AND p.kind = 'home'), '')
        FROM (SELECT * FROM customers ORDER BY customer_id LIMIT :count) c
        """
    )
    with engine.connect() as connection:
        return [Subject(*row) for row in connection.execute(query, {"count": count})]

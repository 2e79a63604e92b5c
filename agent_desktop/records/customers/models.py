"""Customers, the numbers they call from, and the keys they are found by."""

from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.contract.phone_numbers import NumberEnd
from agent_desktop.records.database import Base

BARE_DOCUMENT: Final = "upper(regexp_replace(document_number, '[^0-9A-Za-z]'::text, ''::text, 'g'::text))"
"""A document's number without what people put between its marks, as it is asked for and as an index has it."""


class CustomerRow(Base):
    """One customer of the bank, as loaded from its source systems.

    `source_key` is the customer's own number in the system it was loaded from. `sort_key` orders Chinese by
    pinyin under COLLATE "C". `wishes` are texts by language. `document_number` is the identity document.
    `bank_tier` is the bank's own tier where `tier` is that of the customer's value; None where `tier` is the bank's.
    `needs` are what the customer agreed to have noted here, as `contract.customers.CustomerNeed`; no import changes
    them, nor `prospect`, what was kept of somebody before they were a customer (`prospect_cards.ProspectCard`).
    `calls_from` and `calls_until` are when the customer wishes to be called, by their own clock. `alerts` is what
    a profile shows of the alerts (`alerts.summary`), so that a pop asks nothing more for them; no import changes it.
    `source_at` is the source's own date of the row, where it has one; `file_id` and `line` say which row of which
    extract it came from (`sources.models.SourceFileRow`).
    """

    __tablename__ = "customers"
    __table_args__ = (
        sa.UniqueConstraint("source_code", "source_key"),
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.Index("ix_customers_manager_name", "manager_name", postgresql_where=sa.text("manager_name <> ''")),
        sa.Index("ix_customers_prospects", "source_code", postgresql_where=sa.text("prospect IS NOT NULL")),
        sa.Index(
            "ix_customers_bare_document", sa.text(BARE_DOCUMENT), postgresql_where=sa.text("document_number <> ''")
        ),
    )

    customer_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    source_code: Mapped[str] = mapped_column(sa.String(40))
    source_key: Mapped[str] = mapped_column(sa.String(80))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    kind: Mapped[CustomerKind]
    tier: Mapped[Tier] = mapped_column(default=Tier.STANDARD, server_default=Tier.STANDARD.value)
    bank_tier: Mapped[Tier | None]
    customer_number: Mapped[str] = mapped_column(sa.String(40), index=True)
    title: Mapped[str] = mapped_column(sa.String(20), default="", server_default="")
    name_latin: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    name_chinese: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    sort_key: Mapped[str] = mapped_column(sa.String(300, collation="C"), index=True)
    gender: Mapped[str] = mapped_column(sa.String(1), default="", server_default="")
    birth_date: Mapped[date | None]
    customer_since: Mapped[date | None]
    document_number: Mapped[str] = mapped_column(sa.String(60), default="", server_default="")
    email: Mapped[str] = mapped_column(sa.String(200), default="", server_default="")
    address: Mapped[str] = mapped_column(sa.String(400), default="", server_default="")
    languages: Mapped[list[str]] = mapped_column(server_default="[]")
    document_expires_on: Mapped[date | None]
    calls_from: Mapped[time | None]
    calls_until: Mapped[time | None]
    manager_name: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    wishes: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default="[]")
    needs: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default="[]")
    alerts: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, server_default="[]")
    prospect: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    row_hash: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")
    source_at: Mapped[datetime | None]
    file_id: Mapped[int | None]
    line: Mapped[int | None]


class PhoneNumberRow(Base):
    """One number of one customer, E.164, which is theirs now. Several customers may share a number.

    `source` is `own.OWN_SOURCE` where an agent noted it, else empty: it came with the customer. `valid_from` is the
    first day on which it is known to be theirs, None for a number that came with the first load.
    """

    __tablename__ = "customer_phone_numbers"
    __table_args__ = (
        sa.UniqueConstraint("customer_id", "number"),
        sa.CheckConstraint("number ~ '^\\+[1-9][0-9]{3,14}$'", name="number_is_e164"),
    )

    phone_number_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(sa.String(16), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    source: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    valid_from: Mapped[date | None]
    file_id: Mapped[int | None]
    line: Mapped[int | None]


class FormerNumberRow(Base):
    """One number that was a customer's until the day `valid_until`. Who calls from it is perhaps somebody else.

    A table of its own: whoever asks for a caller, or for numbers to call, meets no number that has run out.
    `ended_at`, `ended_by` and `end_kind` say that a person ended it; else a load did. `kept_out`: the source still has
    it and is not believed, until it has left the number out once. `file_id` and `line` are where the number came from,
    so that it can stand as it did where the end is taken back.
    """

    __tablename__ = "customer_former_numbers"
    __table_args__ = (
        sa.UniqueConstraint("customer_id", "number"),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (end_kind IS NULL) AND (ended_at IS NULL) = (ended_by IS NULL)", name="ended_whole"
        ),
        sa.CheckConstraint("ended_at IS NOT NULL OR NOT kept_out", name="kept_out_was_ended"),
    )

    former_number_id: Mapped[UUID] = mapped_column(
        primary_key=True, default=uuid4, server_default=sa.text("gen_random_uuid()")
    )
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(sa.String(16), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))
    source: Mapped[str] = mapped_column(sa.String(40), default="", server_default="")
    valid_from: Mapped[date | None]
    valid_until: Mapped[date]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    end_kind: Mapped[NumberEnd | None]
    kept_out: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    file_id: Mapped[int | None]
    line: Mapped[int | None]


SORT_START: Final = 16
"""How much of a customer's sort key each search key carries."""


class SearchKeyRow(Base):
    """One folded word a customer is found by; a search is a prefix scan under COLLATE "C".

    `kind` is one of name, pinyin, initials, number, number_end, account, phone; the last three are reversed, so
    that an ending is a prefix. The keys are made in `folding.py`. `sort_start` is the beginning of the customer's
    sort key: the primary key is in the order of a search's hits, so that the first of very many are read alone.
    """

    __tablename__ = "customer_search_keys"

    kind: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(120, collation="C"), primary_key=True)
    sort_start: Mapped[str] = mapped_column(
        sa.String(SORT_START, collation="C"), primary_key=True, default="", server_default=""
    )
    customer_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), primary_key=True, index=True
    )


LONGEST_SEARCH_WORD: Final = 40


class SearchWordRow(Base):
    """One word of Latin letters that names or their pinyin are spelled with, once for all who have it.

    The words are the keys of kind name and pinyin that are of letters alone. `near` says what is left of the word
    where any one letter is missing, and the word itself, as hashes (`typing_errors.near_hashes`): two words that share
    one are likely one typing error apart.
    """

    __tablename__ = "customer_search_words"
    __table_args__ = (
        sa.Index(
            "ix_customer_search_words_near", "near", postgresql_using="gin", postgresql_with={"fastupdate": "off"}
        ),
    )

    word: Mapped[str] = mapped_column(sa.String(LONGEST_SEARCH_WORD, collation="C"), primary_key=True)
    near: Mapped[list[int]] = mapped_column(ARRAY(sa.Integer))

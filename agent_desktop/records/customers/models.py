"""Customers, the numbers they call from, and the keys they are found by."""

from datetime import date
from typing import Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from agent_desktop.contract.customers import CustomerKind, Tier
from agent_desktop.records.database import Base


class CustomerRow(Base):
    """One customer of the bank, as loaded from its source systems.

    `source_key` is the customer's own number in the system it was loaded from. `sort_key` orders Chinese by
    pinyin under COLLATE "C". `wishes` are texts by language. `document_number` is the identity document.
    `needs` are what the customer agreed to have noted here, as `contract.customers.CustomerNeed`; no import changes
    them.
    """

    __tablename__ = "customers"
    __table_args__ = (
        sa.UniqueConstraint("source_code", "source_key"),
        sa.CheckConstraint("version > 0", name="version_positive"),
    )

    customer_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    source_code: Mapped[str] = mapped_column(sa.String(40))
    source_key: Mapped[str] = mapped_column(sa.String(80))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    kind: Mapped[CustomerKind]
    tier: Mapped[Tier] = mapped_column(default=Tier.STANDARD, server_default=Tier.STANDARD.value)
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
    manager_name: Mapped[str] = mapped_column(sa.String(100), default="", server_default="")
    wishes: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default="[]")
    needs: Mapped[list[dict[str, str]]] = mapped_column(JSONB, server_default="[]")
    row_hash: Mapped[str] = mapped_column(sa.String(64), default="", server_default="")


class PhoneNumberRow(Base):
    """One number of one customer, E.164. Several customers may share a number."""

    __tablename__ = "customer_phone_numbers"
    __table_args__ = (
        sa.UniqueConstraint("customer_id", "number"),
        sa.CheckConstraint("number ~ '^\\+[1-9][0-9]{3,14}$'", name="number_is_e164"),
    )

    phone_number_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    customer_id: Mapped[UUID] = mapped_column(sa.ForeignKey(CustomerRow.customer_id, ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(sa.String(16), index=True)
    kind: Mapped[str] = mapped_column(sa.String(20))


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

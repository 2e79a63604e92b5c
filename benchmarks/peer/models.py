"""The peer's ORM models: the same bank's tables, with relationships as tutorials write them, and a table of calls."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import DateTime, ForeignKey, Numeric, String, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

CALLS_TABLE: Final = "bench_peer_calls"


class Base(DeclarativeBase):
    """All of the peer's tables."""


class Customer(Base):
    """A customer of the bank."""

    __tablename__ = "customers"

    customer_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_number: Mapped[str] = mapped_column(String(40))
    tier: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(20))
    name_latin: Mapped[str] = mapped_column(String(200))
    name_chinese: Mapped[str] = mapped_column(String(100))
    birth_date: Mapped[date | None]
    customer_since: Mapped[date | None]
    document_number: Mapped[str] = mapped_column(String(60))
    email: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(400))
    manager_name: Mapped[str] = mapped_column(String(100))
    phone_numbers: Mapped[list["PhoneNumber"]] = relationship(back_populates="customer")
    holdings: Mapped[list["HoldingParty"]] = relationship(back_populates="customer")
    contacts: Mapped[list["Contact"]] = relationship(order_by="Contact.at.desc()")


class PhoneNumber(Base):
    """A number of a customer."""

    __tablename__ = "customer_phone_numbers"

    phone_number_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.customer_id"))
    number: Mapped[str] = mapped_column(String(16))
    customer: Mapped[Customer] = relationship(back_populates="phone_numbers")


class Holding(Base):
    """A product."""

    __tablename__ = "holdings"

    holding_id: Mapped[UUID] = mapped_column(primary_key=True)
    source_code: Mapped[str] = mapped_column(String(40))
    product: Mapped[dict[str, str]] = mapped_column(JSONB)
    number: Mapped[str] = mapped_column(String(40))
    currency: Mapped[str] = mapped_column(String(3))
    balance: Mapped[Decimal | None] = mapped_column(Numeric(18, 2))
    status: Mapped[dict[str, str]] = mapped_column(JSONB)


class HoldingParty(Base):
    """Who may use a product."""

    __tablename__ = "holding_parties"

    holding_id: Mapped[UUID] = mapped_column(ForeignKey("holdings.holding_id"), primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.customer_id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    customer: Mapped[Customer] = relationship(back_populates="holdings")
    holding: Mapped[Holding] = relationship()


class Contact(Base):
    """A past contact."""

    __tablename__ = "contacts"

    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(ForeignKey("customers.customer_id"))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    channel: Mapped[str] = mapped_column(String(20))
    subject: Mapped[dict[str, str]] = mapped_column(JSONB)
    outcome: Mapped[dict[str, str]] = mapped_column(JSONB)


class Call(Base):
    """A call as the webhook stored it."""

    __tablename__ = CALLS_TABLE

    call_id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    call_sid: Mapped[str] = mapped_column(String(80), unique=True)
    from_number: Mapped[str] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20), default="ringing", index=True)
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    customer_id: Mapped[UUID | None] = mapped_column(ForeignKey("customers.customer_id"))
    customer: Mapped[Customer | None] = relationship()

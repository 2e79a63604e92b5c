"""A stock call server, as the tutorials of FastAPI and SQLAlchemy show it: a webhook, and a call to be asked for.

It keeps to their advice: one session a request by dependency, models by relationships, answers by response models.
It is given what it needs to be quick at its way of working: eager loading, an index for each question, a pool.
"""

import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Final
from uuid import UUID

import uvicorn
from fastapi import Depends, FastAPI, Response
from pydantic import BaseModel, ConfigDict
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload, sessionmaker

from benchmarks.peer.models import Base, Call, Customer, HoldingParty, PhoneNumber
from benchmarks.pop.lines import end_with_parent

ADDRESS: Final = "BENCH_PEER_DATABASE"


class Report(BaseModel):
    """What the carrier posts."""

    call_sid: str
    from_number: str
    status: str


class _Answer(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class HoldingAnswer(_Answer):
    source_code: str
    product: dict[str, str]
    number: str
    currency: str
    balance: Decimal | None
    status: dict[str, str]


class HoldingPartyAnswer(_Answer):
    role: str
    holding: HoldingAnswer


class ContactAnswer(_Answer):
    at: datetime
    channel: str
    subject: dict[str, str]
    outcome: dict[str, str]


class CustomerAnswer(_Answer):
    customer_id: UUID
    customer_number: str
    tier: str
    title: str
    name_latin: str
    name_chinese: str
    birth_date: date | None
    customer_since: date | None
    document_number: str
    email: str
    address: str
    manager_name: str
    holdings: list[HoldingPartyAnswer]
    contacts: list[ContactAnswer]


class CallAnswer(_Answer):
    """A ringing call with its customer."""

    call_id: UUID
    call_sid: str
    from_number: str
    received_at: datetime
    customer: CustomerAnswer | None


def create_peer(address: str) -> FastAPI:
    """Build the peer on a database, its table of calls with it."""
    engine = create_engine(address, pool_pre_ping=False)
    Base.metadata.create_all(engine, tables=[Base.metadata.tables[Call.__tablename__]])
    sessions = sessionmaker(engine)
    app = FastAPI()

    def get_session() -> Iterator[Session]:
        with sessions() as session:
            yield session

    @app.post("/webhooks/calls", status_code=204, response_class=Response)
    def call_reported(report: Report, session: Annotated[Session, Depends(get_session)]) -> None:
        call = session.scalar(select(Call).where(Call.call_sid == report.call_sid))
        if call is None:
            number = session.scalar(select(PhoneNumber).where(PhoneNumber.number == report.from_number))
            customer = number.customer if number is not None else None
            call = Call(call_sid=report.call_sid, from_number=report.from_number, customer=customer)
            session.add(call)
        call.status = report.status
        session.commit()

    @app.get("/calls/ringing")
    def ringing(session: Annotated[Session, Depends(get_session)]) -> CallAnswer | None:
        call = session.scalar(
            select(Call)
            .where(Call.status == "ringing")
            .options(
                selectinload(Call.customer).selectinload(Customer.holdings).selectinload(HoldingParty.holding),
                selectinload(Call.customer).selectinload(Customer.contacts),
            )
            .order_by(Call.received_at.desc())
            .limit(1)
        )
        return CallAnswer.model_validate(call) if call is not None else None

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    return app


if __name__ == "__main__":
    end_with_parent()
    uvicorn.run(create_peer(os.environ[ADDRESS]), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")

"""Whoever asked to be called back while they waited is called, or a supervisor decides: no wish is lost."""

from dataclasses import replace
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.callback_lists import DoNotCallScope
from agent_desktop.contract.callbacks import CallbackEventKind, CallbackState
from agent_desktop.records.callbacks.do_not_call import add_do_not_call, end_do_not_call
from agent_desktop.records.callbacks.models import CallbackRow
from agent_desktop.records.callbacks.repository import AttemptRepository
from agent_desktop.server.callbacks.hosting import CallbackHost
from telephony.contract import NumberCheck
from telephony.ports import CallFacts
from tests.records.callbacks.made import NUMBER, Office


class Host(CallbackHost):
    """The bank's half, with what a hang-up needs of it."""

    def __init__(self, office: Office) -> None:
        self.options = office.book.options
        self.callbacks = office.book


def gave_up(office: Office, *, wished: bool = True) -> CallFacts:
    return CallFacts(
        call_id=uuid4(),
        queue_code="cards",
        caller_number=NUMBER,
        number_check=NumberCheck.PASSED,
        menu_reason="",
        keyed_digits="",
        arrived_at=office.at,
        callback_wished=wished,
    )


def test_a_wish_that_has_no_lawful_time_is_a_supervisors_to_decide_and_is_called_by_nobody(session: Session) -> None:
    office = Office(session)
    customer_id, host = office.customer(), Host(office)
    wish_id = add_do_not_call(
        session, customer_id=customer_id, number="", scope=DoNotCallScope.ALL, words="", by=office.me, at=office.at
    )
    assert host.callback_of_caller(session, gave_up(office, wished=False), customer_id, office.at) is None
    assert rows(session) == []

    assert host.callback_of_caller(session, gave_up(office), customer_id, office.at) is None
    assert host.callback_of_caller(session, gave_up(office), customer_id, office.at) is None

    (row,) = rows(session)
    assert (row.state, row.customer_id, row.queue_code, row.placed) == (
        CallbackState.EXPIRED, customer_id, "cards", False,
    )  # fmt: skip
    kinds = [each["kind"] for each in AttemptRepository(session).history_of(row.callback_id)]
    assert kinds == [CallbackEventKind.MADE, CallbackEventKind.EXPIRED, CallbackEventKind.JOINED]
    office.later(days=3)
    assert rows(session)[0].state is CallbackState.EXPIRED, "it does not go by itself"

    end_do_not_call(session, wish_id, words="She asked us to", by=office.me, at=office.at)
    placed = host.callback_of_caller(session, gave_up(office), customer_id, office.at)
    assert [(row.callback_id, row.state) for row in rows(session)] == [(placed, CallbackState.OPEN)]


def test_a_wish_of_a_number_that_is_nobodys_becomes_its_customers(session: Session) -> None:
    office = Office(session)
    host = Host(office)
    add_do_not_call(
        session, customer_id=None, number=NUMBER, scope=DoNotCallScope.ALL, words="", by=office.me, at=office.at
    )
    host.callback_of_caller(session, gave_up(office), None, office.at)
    customer_id: UUID = office.customer()
    host.callback_of_caller(session, gave_up(office), customer_id, office.at)

    assert [row.customer_id for row in rows(session)] == [customer_id]
    withheld = replace(gave_up(office), caller_number="")
    assert host.callback_of_caller(session, withheld, None, office.at) is None


def rows(session: Session) -> list[CallbackRow]:
    return list(session.scalars(sa.select(CallbackRow).execution_options(populate_existing=True)))

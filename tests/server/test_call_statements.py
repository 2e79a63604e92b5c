"""What a call's later changes ask of the database: each is a wait under the group's lock, which all others want."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.server.host import BankHost
from telephony.calls.service import act_on_call
from telephony.contract import AgentState, CallAction, CallState
from telephony.deps import Deps
from telephony.desk import desk_of
from telephony.queues.models import QueueRow
from telephony.terms import WrapUpMode
from tests.records.trial import GRACE_MOBILE, OPTIONS, TrialBank, counted_trips
from tests.support.shipped import shipped_scripts
from tests.telephony.support import Centre

ANSWER = 5
"""How often the agent's answer waits for the database: for the lock, for the call with its agent, for what is written
with the queues and the day of the desk, for the rest of the desk, and for the commit."""

JOINED = 5
"""The report that the agent's line is in: nobody is freed by it, and no queue is looked at."""

HANG_UP = 5
"""Likewise the report that the caller has gone, after which the agent has their wrap-up."""


@pytest.fixture
def bank_centre(engine: sa.Engine) -> Centre:
    """A centre whose host is the bank's own, with one customer."""
    with Session(engine) as session:
        TrialBank(session).grace()
        session.commit()
    centre = Centre(engine)
    centre.host = BankHost(OPTIONS, shipped_scripts())  # type: ignore[assignment]
    return centre


@contextmanager
def at_most(waits: int) -> Iterator[None]:
    """Have what is done inside wait for the database so often at most."""
    with counted_trips() as trips:
        yield
    assert len(trips) <= waits, "\n".join(trips)


def _answer(centre: Centre, agent_id: UUID, call_id: UUID) -> None:
    def do(session: Session, deps: Deps) -> None:
        act_on_call(session, deps, call_id, agent_id, CallAction.ANSWER)
        assert desk_of(session, deps.settings, agent_id, deps.now()).call is not None

    centre.do(do)


def test_a_call_keeps_its_group_for_no_more_waits_than_it_did(bank_centre: Centre) -> None:
    agent_id = bank_centre.agent()
    call_id = bank_centre.ring(GRACE_MOBILE)
    bank_centre.desk(agent_id)  # whatever is compiled once is compiled

    with at_most(ANSWER):
        _answer(bank_centre, agent_id, call_id)
    bank_centre.outbox.run_due()
    with at_most(JOINED):
        bank_centre.report(bank_centre.carrier.reports.pop())
    assert bank_centre.call(call_id).state is CallState.TALKING
    bank_centre.carrier.hang_up(bank_centre.call(call_id).call_sid)
    with at_most(HANG_UP):
        bank_centre.report(bank_centre.carrier.reports.pop())

    assert bank_centre.desk(agent_id).agent.state is AgentState.WRAP_UP


def test_a_caller_waits_no_longer_than_until_somebody_is_free(bank_centre: Centre) -> None:
    agent_id = bank_centre.agent()
    call_id = bank_centre.answered(agent_id)
    waits = bank_centre.ring(GRACE_MOBILE)

    bank_centre.caller_hangs_up(call_id)
    assert bank_centre.call(waits).state is CallState.QUEUED
    bank_centre.finish(agent_id, call_id)

    assert bank_centre.call(waits).state is CallState.RINGING


def test_a_caller_waiting_is_offered_when_a_hang_up_frees_an_agent_at_once(bank_centre: Centre) -> None:
    with Session(bank_centre.engine) as session, session.begin():
        session.execute(sa.update(QueueRow).values(wrap_up_mode=WrapUpMode.OPTIONAL, outcome_required=False))
    agent_id = bank_centre.agent()
    call_id = bank_centre.answered(agent_id)
    waits = bank_centre.ring(GRACE_MOBILE)

    bank_centre.caller_hangs_up(call_id)

    assert bank_centre.call(waits).state is CallState.RINGING

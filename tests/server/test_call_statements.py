"""What a call's later changes ask of the database: each is a wait under the group's lock, which all others want."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.server.host import BankHost
from agent_desktop.service_scripts.loader import load_scripts
from agent_desktop.settings import load_settings, scripts_folder
from telephony.calls.service import act_on_call
from telephony.contract import AgentState, CallAction, CallState
from telephony.deps import Deps
from telephony.desk import desk_of
from tests.records.trial import GRACE_MOBILE, OPTIONS, TrialBank, counted_trips
from tests.telephony.support import Centre

ANSWER = 99
JOINED = 99
HANG_UP = 99


@pytest.fixture
def bank_centre(engine: sa.Engine) -> Centre:
    """A centre whose host is the bank's own, with one customer."""
    with Session(engine) as session:
        TrialBank(session).grace()
        session.commit()
    centre = Centre(engine)
    centre.host = BankHost(OPTIONS, load_scripts(scripts_folder(load_settings(None))))  # type: ignore[assignment]
    return centre


@contextmanager
def at_most(waits: int) -> Iterator[None]:
    """Have what is done inside wait for the database so often at most."""
    with counted_trips() as trips:
        yield
    print(len(trips), "\n".join("   T " + t[:1500].replace("\n"," ") for t in trips))
    assert len(trips) <= waits, "\n".join(trips)


def _answer(centre: Centre, agent_id: UUID, call_id: UUID) -> None:
    def do(session: Session, deps: Deps) -> None:
        act_on_call(session, deps, call_id, agent_id, CallAction.ANSWER)
        assert desk_of(session, deps.settings, agent_id, deps.now()).call is not None

    centre.do(do)


def test_a_call_keeps_its_group_for_no_more_waits_than_it_did(bank_centre: Centre) -> None:
    agent_id = bank_centre.agent()
    call_id = bank_centre.ring(GRACE_MOBILE)

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
    with at_most(99):
        bank_centre.finish(agent_id, call_id)
    assert 0

"""What a supervisor sets right by hand, with their reason kept."""

from functools import partial
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import AgentState, CallState
from telephony.errors import AgentTransitionRefusedError, CallTransitionRefusedError
from telephony.reconciling.carrier import end_call_by_hand
from telephony.reconciling.models import MendRow
from telephony.reconciling.service import free_agent
from telephony.reconciling.states import Deed, Finding
from tests.telephony.support import Centre
from tests.telephony.test_reconciler import agent_of


def test_a_supervisor_frees_an_agent_by_hand_and_says_why(centre: Centre) -> None:
    agent_id, supervisor_id = centre.agent(), uuid4()
    call_id = centre.ring()
    centre.do(lambda session, deps: free_agent(session, deps, agent_id, by=supervisor_id, reason="screen frozen"))

    assert agent_of(centre, agent_id).state is AgentState.NOT_READY
    assert centre.call(call_id).state is CallState.QUEUED
    with Session(centre.engine) as session:
        mend = session.scalars(sa.select(MendRow)).one()
    assert (mend.finding, mend.deed, mend.by_user_id, mend.reason) == (
        Finding.BY_HAND,
        Deed.FREE_AGENT,
        supervisor_id,
        "screen frozen",
    )


def test_nobody_is_freed_from_a_call_that_is_on_and_a_stuck_wrap_up_ends(centre: Centre) -> None:
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    with pytest.raises(AgentTransitionRefusedError):
        centre.do(lambda session, deps: free_agent(session, deps, agent_id, by=None, reason="stuck"))
    centre.caller_hangs_up(call_id)

    centre.do(lambda session, deps: free_agent(session, deps, agent_id, by=None, reason="stuck"))

    assert agent_of(centre, agent_id).state is AgentState.NOT_READY
    assert centre.call(call_id).wrapped_up_at is not None


def test_a_supervisor_ends_a_call_by_hand_whether_or_not_the_carrier_knows_it(centre: Centre) -> None:
    known, lost = centre.ring(), centre.ring()
    del centre.carrier.carrier._rooms[centre.call(lost).call_sid]
    for call_id in (known, lost):
        end = partial(end_call_by_hand, call_id=call_id, by=None, reason="stuck")
        centre.do(end)
    centre.run()

    assert {centre.call(each).state for each in (known, lost)} == {CallState.ENDED}
    with pytest.raises(CallTransitionRefusedError):
        centre.do(lambda session, deps: end_call_by_hand(session, deps, known, by=None, reason="stuck"))

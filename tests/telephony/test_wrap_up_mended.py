"""A wrap-up by the clock, where the reconciler or a supervisor has a hand in it."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import AgentState, CallState, WrapUpMode
from telephony.reconciling.models import MendRow
from telephony.reconciling.service import free_agent
from telephony.reconciling.states import Finding
from tests.telephony.support import Centre
from tests.telephony.test_reconciler import agent_of, hand, mended, reconciler_of
from tests.telephony.test_wrap_up import after, queue, talked, timers


def test_a_wrap_up_whose_limit_nobody_acts_on_is_ended_and_kept_with_its_call(centre: Centre) -> None:
    queue(centre, WrapUpMode.TIMED, outcome_required=False)
    agent_id = centre.agent()
    call_id = talked(centre, agent_id)
    centre.clock.advance(60 + 11)

    reconciler_of(centre).look_at_database(now=True)

    assert agent_of(centre, agent_id).state is AgentState.READY
    with Session(centre.engine) as session:
        mend = session.scalars(sa.select(MendRow)).one()
    assert (mend.finding, mend.call_id, mend.offer_id) == (Finding.TIMER_NOT_RUN, call_id, None)


def test_an_agent_freed_from_a_wrap_up_leaves_no_timer(centre: Centre) -> None:
    queue(centre, WrapUpMode.FIXED)
    agent_id = centre.agent()
    talked(centre, agent_id)
    assert timers(centre) == 1

    centre.do(lambda session, deps: free_agent(session, deps, agent_id, by=None, reason="stuck"))

    assert agent_of(centre, agent_id).state is AgentState.NOT_READY
    assert timers(centre) == 0


def test_an_agent_put_back_on_their_call_wraps_it_up_as_its_queue_wants(centre: Centre) -> None:
    queue(centre, WrapUpMode.TIMED)
    agent_id = centre.agent()
    call_id = centre.answered(agent_id)
    hand(
        centre,
        "UPDATE agents SET state = 'ready', call_id = NULL, wrap_up = NULL, version = version + 1"
        " WHERE agent_id = :agent_id",
        agent_id=agent_id,
    )

    reconciler_of(centre).look_at_database(now=True)
    centre.caller_hangs_up(call_id)

    wrap_up = centre.desk(agent_id).agent.wrap_up
    assert wrap_up is not None
    assert wrap_up.mode is WrapUpMode.TIMED
    assert wrap_up.limit_at is not None


@pytest.mark.parametrize("mode", [WrapUpMode.TIMED, WrapUpMode.FIXED])
def test_a_wrap_up_whose_clock_is_gone_gets_it_again(centre: Centre, mode: WrapUpMode) -> None:
    queue(centre, mode, outcome_required=False)
    agent_id = centre.agent()
    talked(centre, agent_id)
    hand(centre, "DELETE FROM timers")
    assert after(centre, agent_id, 70).agent.state is AgentState.WRAP_UP

    reconciler = reconciler_of(centre)
    assert [reconciler.look_at_database(now=True) for _ in range(2)] == [1, 0]

    assert mended(centre) == [Finding.WRAP_UP_WITHOUT_TIMER]
    assert after(centre, agent_id, 0).agent.state is AgentState.READY


def test_a_wrap_up_that_waits_for_its_outcome_needs_no_clock(centre: Centre) -> None:
    queue(centre, WrapUpMode.FIXED)
    agent_id = centre.agent()
    talked(centre, agent_id)
    wrap_up = after(centre, agent_id, 60).agent.wrap_up
    assert wrap_up is not None
    assert wrap_up.overdue

    assert reconciler_of(centre).look_at_database(now=True) == 0


def test_a_call_that_was_wrapped_up_too_early_ends_although_the_clock_of_that_wrap_up_ran(centre: Centre) -> None:
    queue(centre, WrapUpMode.TIMED)
    agent_id = centre.agent()
    call_id = talked(centre, agent_id)
    hand(centre, "UPDATE calls SET state = 'talking', ended_at = NULL, version = version + 1")

    reconciler_of(centre).look_at_database(now=True)
    assert timers(centre) == 0
    hand(centre, "UPDATE calls SET last_sequence = 0")
    centre.report(replace(centre.carrier.sent[-1], event_id="told-again"))

    assert agent_of(centre, agent_id).state is AgentState.WRAP_UP
    assert centre.call(call_id).state is CallState.ENDED
    assert timers(centre) == 1


def test_the_record_of_a_wrap_up_that_is_ended_by_hand_is_ended_too(centre: Centre) -> None:
    agent_id = centre.agent()
    call_id = talked(centre, agent_id)
    centre.clock.advance(40)

    centre.do(lambda session, deps: free_agent(session, deps, agent_id, by=None, reason="gone home"))

    assert centre.host.ended == [(call_id, agent_id)]
    assert centre.call(call_id).wrap_up_seconds == 40
    assert centre.desk(agent_id).day.handled == 1

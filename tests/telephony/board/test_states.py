"""What an agent does, as those see it who look after them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from telephony.board.facts import LiveAgent, LiveCall
from telephony.board.states import activity_of, counted_as, may_be_heard
from telephony.contract import (
    AgentActivity,
    AgentState,
    CallDirection,
    CallState,
    ColleagueState,
    RecordingState,
)

NINE = datetime(2026, 6, 16, 1, 0, tzinfo=UTC)
MAY, KEN, CALL = UUID(int=1), UUID(int=2), UUID(int=3)

AGENT = LiveAgent(MAY, "cards", AgentState.ON_CALL, None, NINE, None, None, CALL, None, None, False)
TALK = LiveCall(
    call_id=CALL,
    direction=CallDirection.INBOUND,
    state=CallState.TALKING,
    queue_id=UUID(int=4),
    agent_id=MAY,
    caller_number="",
    keyed_digits="",
    about={},
    enqueued_at=NINE - timedelta(seconds=30),
    answered_at=NINE + timedelta(seconds=2),
    since_at=NINE + timedelta(minutes=5),
    urgent=False,
    undialled=False,
    callback_wished=False,
    colleague_id=None,
    colleague_state=None,
    conferring=False,
    supervisor_id=None,
    recording=RecordingState.OFF,
    pending=False,
)


def test_a_talk_lasts_since_somebody_spoke_and_a_hold_since_it_began() -> None:
    assert activity_of(AGENT, TALK) == (AgentActivity.ON_CALL, NINE + timedelta(seconds=2))
    assert activity_of(AGENT, replace(TALK, state=CallState.HELD)) == (AgentActivity.ON_HOLD, TALK.since_at)
    asked = replace(TALK, state=CallState.HELD, colleague_id=KEN, colleague_state=ColleagueState.JOINED)
    assert activity_of(AGENT, asked) == (AgentActivity.CONSULTING, TALK.since_at)
    ringing = replace(asked, colleague_state=ColleagueState.RINGING)
    assert activity_of(AGENT, ringing)[0] is AgentActivity.ON_HOLD, "nobody is there to consult yet"


def test_a_call_that_came_from_another_agent_counts_from_when_it_was_theirs() -> None:
    taken_over = replace(AGENT, since_at=NINE + timedelta(minutes=7))

    assert activity_of(taken_over, TALK)[1] == taken_over.since_at


def test_whoever_is_called_into_a_colleagues_call_consults() -> None:
    ken = replace(AGENT, agent_id=KEN)

    assert activity_of(ken, replace(TALK, colleague_id=KEN))[0] is AgentActivity.CONSULTING


@pytest.mark.parametrize(
    ("state", "activity"),
    [
        (CallState.PREVIEWING, AgentActivity.PREVIEWING),
        (CallState.CONNECTING, AgentActivity.DIALLING),
        (CallState.DIALLING, AgentActivity.DIALLING),
        (CallState.ALERTING, AgentActivity.DIALLING),
    ],
)
def test_before_anybody_speaks_it_is_said_how_far_it_is(state: CallState, activity: AgentActivity) -> None:
    assert activity_of(AGENT, replace(TALK, state=state, answered_at=None)) == (activity, TALK.since_at)


def test_who_rings_is_busy_and_whose_desktop_is_silent_is_not_ready() -> None:
    ready = replace(AGENT, state=AgentState.READY, call_id=None)
    ringing = replace(ready, offered_call_id=CALL, offered_at=NINE + timedelta(seconds=9))
    assert activity_of(ringing, None) == (AgentActivity.RINGING, ringing.offered_at)
    assert counted_as(ringing, AgentActivity.RINGING) is AgentState.ON_CALL
    assert counted_as(ready, AgentActivity.READY) is AgentState.READY
    assert counted_as(replace(ready, is_silent=True), AgentActivity.READY) is AgentState.NOT_READY
    wrapping = replace(AGENT, state=AgentState.WRAP_UP, is_silent=True)
    assert counted_as(wrapping, activity_of(wrapping, TALK)[0]) is AgentState.WRAP_UP


def test_a_supervisor_may_go_in_where_somebody_speaks_nobody_else_listens_and_nothing_is_paused() -> None:
    assert may_be_heard(TALK)
    assert may_be_heard(replace(TALK, recording=RecordingState.ON))
    assert not may_be_heard(None)
    assert not may_be_heard(replace(TALK, state=CallState.CONNECTING))
    assert not may_be_heard(replace(TALK, direction=CallDirection.INTERNAL))
    assert not may_be_heard(replace(TALK, supervisor_id=KEN))
    assert not may_be_heard(replace(TALK, recording=RecordingState.PAUSED))

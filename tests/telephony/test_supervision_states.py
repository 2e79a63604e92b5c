"""The table of a supervisor in a call: every mode from every state, and every report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.contract import CallDirection, CallState, SupervisionMode, SupervisionOutcome, SupervisionState
from telephony.errors import CallTransitionRefusedError
from telephony.supervision.states import (
    MODE_OF,
    STATE_OF,
    TRANSITIONS,
    Supervision,
    may_supervise,
    shown_to_agent,
)

_M, _S = SupervisionMode, SupervisionState


@pytest.mark.parametrize("mode", list(_M))
def test_a_supervisor_is_in_a_mode_once_the_carrier_says_so(mode: SupervisionMode) -> None:
    joining = Supervision(pending=mode)

    assert joining.allowed() == frozenset()
    assert joining.after_report(None) == joining
    assert joining.after_report(mode) == Supervision(STATE_OF[mode], None)


def test_what_was_asked_stays_pending_until_a_report_says_it() -> None:
    listening = Supervision(_S.LISTENING, None)
    asked = listening.asked(_M.BARGE)

    assert asked.after_report(_M.LISTEN) == asked
    assert asked.after_report(_M.BARGE) == Supervision(_S.BARGED, None)
    assert asked.given_up() == listening
    with pytest.raises(CallTransitionRefusedError):
        asked.asked(_M.WHISPER)
    with pytest.raises(CallTransitionRefusedError):
        listening.asked(_M.LISTEN)


@given(st.lists(st.one_of(st.sampled_from([None, *_M, "asked", "given_up", "left"]))))
def test_whatever_comes_nobody_goes_back_into_a_call_they_have_left(moves: list[object]) -> None:
    now = Supervision()
    for move in moves:
        before = now
        match move:
            case "asked":
                now = now.asked(min(now.allowed())) if now.allowed() else now
            case "given_up":
                now = now.given_up() if now.state is not _S.LEFT else now
            case "left":
                now = now.left(SupervisionOutcome.LEFT)
            case SupervisionMode() | None:
                now = now.after_report(move)
        assert now.state is before.state or now.state in TRANSITIONS[before.state]
        assert (now.state is _S.LEFT) == (now.outcome is not None)
        assert now.state is not _S.LEFT or now.pending is None
        if before.state is _S.LEFT:
            assert now == before


def test_an_agent_is_told_of_whom_they_hear_and_of_listening_where_policy_says_so() -> None:
    for state in _S:
        assert shown_to_agent(state, listening_shown=True) is MODE_OF.get(state)
    assert shown_to_agent(_S.LISTENING, listening_shown=False) is None
    assert shown_to_agent(_S.WHISPERING, listening_shown=False) is _M.WHISPER
    assert shown_to_agent(_S.BARGED, listening_shown=False) is _M.BARGE


@pytest.mark.parametrize("state", list(CallState))
@pytest.mark.parametrize("direction", list(CallDirection))
def test_only_a_talk_with_a_customer_is_listened_to(state: CallState, direction: CallDirection) -> None:
    spoken = state in {CallState.TALKING, CallState.HELD}

    assert may_supervise(state, direction) is (spoken and direction is not CallDirection.INTERNAL)

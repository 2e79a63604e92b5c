"""The call's table, and how a room's state becomes steps."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.calls.states import HANDLED, TRANSITIONS, Call, CallTrigger, End, RoomFacts, end_cause
from telephony.contract import CallAction, CallState, EndCause
from telephony.errors import CallTransitionRefusedError

S, T, A = CallState, CallTrigger, CallAction

LEFT = {
    T.LEFT_RINGING: S.RINGING,
    T.LEFT_JOINING: S.CONNECTING,
    T.LEFT_WAITING: S.QUEUED,
    T.HANDED_OVER: S.TALKING,
}
EXPECTED = {
    S.QUEUED: {T.OFFERED: S.RINGING, T.PREVIEWED: S.PREVIEWING, T.ENDED: S.ENDED},
    S.RINGING: {
        T.DECLINED: S.QUEUED,
        T.NOT_ANSWERED: S.QUEUED,
        T.WITHDRAWN: S.QUEUED,
        T.ACCEPTED: S.CONNECTING,
        T.PREVIEWED: S.PREVIEWING,
        T.ENDED: S.ENDED,
    },
    S.PREVIEWING: {T.GIVEN_BACK: S.QUEUED, T.DIALLED: S.DIALLING, T.ENDED: S.ENDED},
    S.CONNECTING: {T.JOINED: S.TALKING, T.NOT_JOINED: S.QUEUED, T.ENDED: S.ENDED},
    S.DIALLING: {T.ALERTED: S.ALERTING, T.JOINED: S.TALKING, T.ENDED: S.ENDED},
    S.ALERTING: {T.JOINED: S.TALKING, T.ENDED: S.ENDED},
    S.TALKING: {T.HELD: S.HELD, **LEFT, T.ENDED: S.ENDED},
    S.HELD: {T.RESUMED: S.TALKING, **LEFT, T.ENDED: S.ENDED},
    S.ENDED: {},
}


@pytest.mark.parametrize(("state", "trigger"), list(product(S, T)))
def test_every_pair_of_state_and_trigger_goes_where_the_table_says_or_is_refused_by_name(
    state: CallState, trigger: CallTrigger
) -> None:
    call = Call(state=state)
    wanted = EXPECTED[state].get(trigger)

    if wanted is not None:
        assert call.after(trigger).state is wanted
    else:
        with pytest.raises(CallTransitionRefusedError) as refusal:
            call.after(trigger)
        assert refusal.value.details == {"state": state.value, "action": trigger.value}


def test_nothing_leaves_the_end() -> None:
    assert not [state for state, _ in TRANSITIONS if state is S.ENDED]


ALLOWED = {
    (S.QUEUED, False): set(),
    (S.RINGING, False): {A.ANSWER, A.DECLINE},
    (S.PREVIEWING, False): {A.DIAL, A.GIVE_BACK},
    (S.CONNECTING, False): {A.HANG_UP},
    (S.DIALLING, False): {A.HANG_UP},
    (S.ALERTING, False): {A.HANG_UP},
    (S.TALKING, False): {A.HOLD, A.MUTE, A.HANG_UP, A.CONSULT},
    (S.TALKING, True): {A.HOLD, A.UNMUTE, A.HANG_UP, A.CONSULT},
    (S.HELD, False): {A.RESUME, A.HANG_UP, A.CONSULT, A.RECOVER_CALLER},
    (S.HELD, True): {A.RESUME, A.HANG_UP, A.CONSULT, A.RECOVER_CALLER},
    (S.ENDED, False): set(),
}


@pytest.mark.parametrize(("state", "muted", "pending"), list(product(S, (False, True), (None, *A))))
def test_what_is_allowed_follows_from_state_muting_and_what_is_pending(
    state: CallState, muted: bool, pending: CallAction | None
) -> None:
    allowed = Call(state=state, muted=muted, pending=pending).allowed()
    free = ALLOWED.get((state, muted), set())

    if pending is None:
        assert allowed == free
    else:
        assert allowed == (free & {A.HANG_UP, A.RECOVER_CALLER}) - {pending}


@pytest.mark.parametrize(("state", "action"), list(product(S, A)))
def test_only_an_allowed_action_may_be_asked_of_the_carrier(state: CallState, action: CallAction) -> None:
    call = Call(state=state)

    if action in call.allowed() - {A.ANSWER, A.DECLINE, A.CONSULT, A.RECOVER_CALLER, A.DIAL, A.GIVE_BACK}:
        assert call.asked(action).pending is action
    else:
        with pytest.raises(CallTransitionRefusedError):
            call.asked(action)


def test_an_action_is_pending_until_the_room_shows_it() -> None:
    talking = Call(state=S.TALKING, last_sequence=3)
    asked = talking.asked(A.HOLD)

    (still,) = asked.after_report(RoomFacts(agent_joined=True), 4)
    (held,) = still.after_report(RoomFacts(agent_joined=True, caller_held=True), 5)

    assert still.pending is A.HOLD
    assert (held.state, held.pending) == (S.HELD, None)


def test_hanging_up_is_allowed_while_a_hold_is_pending_and_outlives_it() -> None:
    call = Call(state=S.TALKING).asked(A.HOLD).asked(A.HANG_UP)

    (held,) = call.after_report(RoomFacts(agent_joined=True, caller_held=True), 1)

    assert (held.state, held.pending) == (S.HELD, A.HANG_UP)
    assert held.allowed() == {A.RECOVER_CALLER}


def test_a_repeated_or_overtaken_report_changes_nothing() -> None:
    held = Call(state=S.TALKING).after_report(RoomFacts(agent_joined=True, caller_held=True), 5)[-1]
    talking = held.after_report(RoomFacts(agent_joined=True), 6)[-1]

    assert talking.after_report(RoomFacts(agent_joined=True, caller_held=True), 5) == ()
    assert talking.after_report(RoomFacts(agent_joined=True), 6) == ()


def test_a_report_that_overtook_others_says_everything_they_would_have_said() -> None:
    connecting = Call(state=S.CONNECTING, last_sequence=1)

    steps = connecting.after_report(RoomFacts(agent_joined=True, caller_held=True, agent_muted=True), 4)

    assert [step.state for step in steps] == [S.TALKING, S.HELD, S.HELD]
    assert steps[-1].muted


def test_the_line_of_another_agent_joins_nobody() -> None:
    (call,) = Call(state=S.CONNECTING).after_report(RoomFacts(agent_joined=False, caller_held=True), 2)

    assert call == Call(state=S.CONNECTING, last_sequence=2)


@pytest.mark.parametrize(
    ("state", "end", "cause"),
    [
        (S.QUEUED, End.CALLER, EndCause.ABANDONED_WAITING),
        (S.RINGING, End.CALLER, EndCause.ABANDONED_RINGING),
        (S.CONNECTING, End.CALLER, EndCause.CALLER_HUNG_UP),
        (S.TALKING, End.CALLER, EndCause.CALLER_HUNG_UP),
        (S.HELD, End.CALLER, EndCause.CALLER_HUNG_UP),
        (S.CONNECTING, End.AGENT, EndCause.AGENT_HUNG_UP),
        (S.TALKING, End.AGENT, EndCause.AGENT_HUNG_UP),
        (S.HELD, End.AGENT, EndCause.AGENT_HUNG_UP),
        (S.QUEUED, End.CARRIER, EndCause.CARRIER_FAILED),
        (S.TALKING, End.CARRIER, EndCause.CARRIER_FAILED),
    ],
)
def test_the_cause_of_an_end_follows_from_who_ended_it_and_when(state: CallState, end: End, cause: EndCause) -> None:
    assert end_cause(state, end) is cause
    assert Call(state=state).ended(end).end_cause is cause


ROOMS = st.builds(
    RoomFacts,
    agent_joined=st.just(True),
    caller_held=st.booleans(),
    agent_muted=st.booleans(),
    end=st.none(),
)


@given(
    rooms=st.lists(ROOMS, min_size=1, max_size=8),
    ended=st.booleans(),
    data=st.data(),
)
def test_reports_in_any_order_and_however_often_end_where_they_would_in_order(
    rooms: list[RoomFacts], ended: bool, data: st.DataObject
) -> None:
    if ended:
        rooms[-1] = replace(rooms[-1], end=End.CALLER)
    reports = list(enumerate(rooms, start=1))
    arriving = data.draw(st.permutations(reports + data.draw(st.lists(st.sampled_from(reports), max_size=8))))

    def follow(order: list[tuple[int, RoomFacts]]) -> Call:
        call = Call(state=S.CONNECTING)
        for sequence, room in order:
            for step in call.after_report(room, sequence):
                call = step
        return call

    assert follow(arriving) == follow(reports)


@given(
    state=st.sampled_from(sorted(HANDLED - {S.PREVIEWING})),  # of which no carrier has a room
    muted=st.booleans(),
    pending=st.none() | st.sampled_from([A.HOLD, A.RESUME, A.MUTE, A.UNMUTE, A.HANG_UP]),
    room=st.builds(RoomFacts, st.booleans(), st.booleans(), st.booleans(), st.none() | st.sampled_from(sorted(End))),
)
def test_after_the_newest_report_of_a_joined_room_the_call_stands_as_the_room_does(
    state: CallState, muted: bool, pending: CallAction | None, room: RoomFacts
) -> None:
    call = Call(state=state, muted=muted, pending=pending).after_report(room, 1)[-1]

    if room.end is not None:
        assert call.state is S.ENDED
        assert call.pending is None
    elif room.agent_joined:
        assert call.state is (S.HELD if room.caller_held else S.TALKING)
        assert call.muted is room.agent_muted

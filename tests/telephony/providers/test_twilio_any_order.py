"""Whatever becomes of Twilio's events on the way, a room ends as it truly is; what is over stays over."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.contract import Reached
from telephony.providers.base import EndedBy, RoomState
from telephony.providers.twilio.happenings import Happening, Turn, Turned, after
from telephony.providers.twilio.rooms import CALLER, LegState, Room, state_of
from telephony.providers.twilio.steps import watch_seconds
from tests.telephony.providers.twilio_accepting import AT
from tests.telephony.providers.twilio_life import AGENT, CALLER_SID, COLLEAGUE, SID, Life, joining_room, sid_of

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["join", "join", "hold", "mute", "leave", "ring"]),
        st.sampled_from([CALLER, AGENT, AGENT, COLLEAGUE]),
    ),
    max_size=14,
)


def lived(actions: list[tuple[str, str]]) -> Life:
    life = Life(joining_room().name)
    for action, label in actions:
        getattr(life, action)(label)
    return life


def told(happenings: list[Happening], room: Room | None = None) -> Room:
    room = room or joining_room()
    for each in happenings:
        before, room = room, after(room, each)
        assert before.ended_by is None or room.ended_by is before.ended_by
        for leg in before.legs:
            now = room.leg(leg.label)
            assert now is not None
            # Whose call was never known may be there after all; it is to be out.
            unknown = not leg.call_sid and now.dismissed
            assert leg.is_live or not now.is_live or unknown, "a leg that had left came back"
            assert leg.label == CALLER or now.state >= leg.state or unknown
    return room


def truth(life: Life) -> RoomState:
    lines = life.lines
    if lines[CALLER].left:
        return RoomState(ended_by=EndedBy.CALLER)
    here = lines[CALLER].joined
    agent, colleague = lines[AGENT], lines[COLLEAGUE]
    agent_in = agent.joined and not agent.left and here
    colleague_in = colleague.joined and not colleague.left
    return RoomState(
        agent_endpoint="sip:agent" if agent_in else "",
        caller_held=here and lines[CALLER].held,
        agent_muted=agent_in and agent.muted,
        colleague_endpoint="sip:colleague" if colleague_in else "",
        colleague_reached=Reached.HERE,
    )


@settings(max_examples=300, deadline=None)
@given(ACTIONS, st.data())
def test_in_any_order_and_repeated_the_events_come_to_the_same(
    actions: list[tuple[str, str]], data: st.DataObject
) -> None:
    life = lived(actions)
    repeated = [*life.events, *data.draw(st.lists(st.sampled_from(life.events or [life.seen()]), max_size=6))]
    order = data.draw(st.permutations(repeated))

    assert state_of(told(order)) == truth(life)
    assert state_of(told(life.events)) == truth(life)


@settings(max_examples=300, deadline=None)
@given(ACTIONS, st.data())
def test_with_events_lost_a_look_up_makes_the_room_what_it_is(
    actions: list[tuple[str, str]], data: st.DataObject
) -> None:
    life = lived(actions)
    kept = [each for each in life.events if data.draw(st.booleans())]
    late = [each for each in life.events if each not in kept]
    order = data.draw(st.permutations(kept))

    looked = after(told(order), life.seen())
    assert state_of(looked) == truth(life)
    # What was lost and comes after all brings nothing back.
    room = told(data.draw(st.permutations(late)), looked)
    assert room.ended_by is truth(life).ended_by
    assert state_of(after(room, life.seen())) == truth(life)


@settings(max_examples=100, deadline=None)
@given(ACTIONS, st.sets(st.sampled_from([AGENT, COLLEAGUE])))
def test_of_a_call_that_is_over_no_leg_is_left(actions: list[tuple[str, str]], tickets: set[str]) -> None:
    life = lived([*actions, ("leave", CALLER)])
    waiting = joining_room()
    for leg in waiting.legs:
        if leg.label in tickets:
            waiting = waiting.with_leg(replace(leg, by_ticket=True, state=LegState.CALLED))

    room = after(told(life.events, waiting), life.seen())

    assert all(each.state is LegState.LEFT for each in room.legs)
    assert watch_seconds(room, AT) is None


def test_5_a_conference_that_has_started_is_nobody_who_answered() -> None:
    room = joining_room()
    caller = Turned(Turn.JOIN, room.name, SID, 1, CALLER, CALLER_SID)
    started = after(after(room, caller), Turned(Turn.START, room.name, SID, 2))

    assert state_of(started) == RoomState()
    assert not any(leg.joined for leg in started.legs if leg.label != CALLER)
    joined = after(started, Turned(Turn.JOIN, room.name, SID, 3, AGENT, sid_of(AGENT)))
    assert state_of(joined) == RoomState(agent_endpoint="sip:agent")

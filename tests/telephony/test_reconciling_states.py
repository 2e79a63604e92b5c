"""What looks wrong, and what is done about it: the tables."""

from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.calls.states import HANDLED
from telephony.contract import AgentState, CallState
from telephony.reconciling.states import (
    DEEDS,
    AgentFacts,
    CallBeside,
    CallFacts,
    Deed,
    Finding,
    OfferFacts,
    RoomBeside,
    agent_finding,
    call_finding,
    offer_finding,
    room_finding,
)
from tests.telephony.support import NINE

F, C, A = Finding, CallState, AgentState
OLD, NEW = NINE - timedelta(seconds=60), NINE + timedelta(seconds=1)


def test_something_is_done_about_everything_that_is_found() -> None:
    assert set(DEEDS) == set(Finding) - {Finding.BY_HAND}
    assert set(DEEDS.values()) == set(Deed)


@pytest.mark.parametrize(
    ("agent", "finding"),
    [
        (AgentFacts(A.READY), None),
        (AgentFacts(A.READY, reserved=True, offer_is_open=True), None),
        (AgentFacts(A.READY, reserved=True), F.AGENT_RESERVED_FOR_NOTHING),
        (AgentFacts(A.ON_CALL, C.TALKING, call_is_theirs=True), None),
        (AgentFacts(A.ON_CALL, C.CONNECTING, call_is_theirs=True), None),
        (AgentFacts(A.ON_CALL, C.ENDED, call_is_theirs=True), F.AGENT_ON_ENDED_CALL),
        (AgentFacts(A.ON_CALL, C.QUEUED), F.AGENT_ON_OTHERS_CALL),
        (AgentFacts(A.ON_CALL, C.TALKING), F.AGENT_ON_OTHERS_CALL),
        (AgentFacts(A.ON_CALL), F.AGENT_ON_OTHERS_CALL),
        (AgentFacts(A.WRAP_UP, C.ENDED, call_is_theirs=True), None),
        (AgentFacts(A.WRAP_UP, C.HELD, call_is_theirs=True), F.AGENT_WRAPS_UP_LIVE_CALL),
        (AgentFacts(A.WRAP_UP), F.AGENT_ON_OTHERS_CALL),
        (AgentFacts(A.WRAP_UP, C.ENDED, call_is_theirs=True, limit_runs=True), F.WRAP_UP_WITHOUT_TIMER),
        (AgentFacts(A.WRAP_UP, C.ENDED, call_is_theirs=True, limit_runs=True, has_limit_timer=True), None),
    ],
)
def test_an_agent_is_held_by_nothing_that_is_over(agent: AgentFacts, finding: Finding | None) -> None:
    assert agent_finding(agent) is finding


@pytest.mark.parametrize(
    ("call", "finding"),
    [
        (CallFacts(C.QUEUED), None),
        (CallFacts(C.RINGING, is_offered=True), None),
        (CallFacts(C.RINGING), F.CALL_RINGS_NOWHERE),
        (CallFacts(C.CONNECTING, agent_is_on_it=True, has_connect_timer=True), None),
        (CallFacts(C.CONNECTING, agent_is_on_it=True), F.CONNECTING_WITHOUT_TIMER),
        (CallFacts(C.TALKING, agent_is_on_it=True), None),
        (CallFacts(C.TALKING), F.CALL_WITHOUT_ITS_AGENT),
        (CallFacts(C.HELD), F.CALL_WITHOUT_ITS_AGENT),
    ],
)
def test_a_live_call_has_an_owner(call: CallFacts, finding: Finding | None) -> None:
    assert call_finding(call) is finding


@pytest.mark.parametrize(
    ("offer", "finding"),
    [
        (OfferFacts(C.RINGING, holds_agent=True, has_timer=True), None),
        (OfferFacts(C.RINGING, holds_agent=True), F.OFFER_WITHOUT_TIMER),
        (OfferFacts(C.RINGING, has_timer=True), F.OFFER_WITHOUT_AGENT),
        (OfferFacts(C.ENDED, holds_agent=True, has_timer=True), F.OFFER_WITHOUT_RINGING_CALL),
        (OfferFacts(C.QUEUED, holds_agent=True, has_timer=True), F.OFFER_WITHOUT_RINGING_CALL),
    ],
)
def test_an_open_offer_rings_somewhere_and_runs_out(offer: OfferFacts, finding: Finding | None) -> None:
    assert offer_finding(offer) is finding


def call(state: CallState, **changes: object) -> CallBeside:
    values: dict[str, object] = {"last_sequence": 3, "since_at": OLD, "endpoint": "agent:1", **changes}
    return CallBeside(uuid4(), state, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "room", "finding"),
    [
        (call(C.TALKING), RoomBeside(3, OLD, "agent:1"), None),
        (call(C.QUEUED, endpoint=""), RoomBeside(3, OLD), None),
        (call(C.ENDED), None, None),
        (call(C.TALKING), None, F.ROOM_GONE),
        (call(C.QUEUED, since_at=NEW), None, None),
        (None, RoomBeside(1, OLD), F.ROOM_UNKNOWN),
        (None, RoomBeside(1, NEW), None),
        (call(C.ENDED), RoomBeside(3, OLD), F.ROOM_OF_ENDED_CALL),
        (call(C.ENDED, busy=True), RoomBeside(3, OLD), None),
        (call(C.TALKING), RoomBeside(4, OLD, "agent:1"), F.REPORT_MISSING),
        (call(C.TALKING), RoomBeside(4, NEW, "agent:1"), None),
        (call(C.TALKING), RoomBeside(3, OLD, "agent:2"), F.STRANGER_IN_ROOM),
        (call(C.QUEUED, endpoint=""), RoomBeside(3, OLD, "agent:2"), F.STRANGER_IN_ROOM),
        (call(C.QUEUED, endpoint="", busy=True), RoomBeside(3, OLD, "agent:2"), None),
        (call(C.HELD), RoomBeside(3, OLD), F.CALLER_ALONE),
        (call(C.TALKING, busy=True), RoomBeside(3, OLD), None),
        (call(C.CONNECTING), RoomBeside(3, OLD), None),
        (call(C.TALKING, pending=True), RoomBeside(3, OLD, "agent:1"), F.CONFIRMATION_MISSING),
    ],
)
def test_a_call_and_its_room_say_the_same(
    call: CallBeside | None, room: RoomBeside | None, finding: Finding | None
) -> None:
    assert room_finding(call, room, NINE) is finding


@given(state=st.sampled_from(CallState), sequence=st.integers(0, 5), there=st.booleans(), busy=st.booleans())
def test_what_may_be_on_its_way_is_let_be(state: CallState, sequence: int, there: bool, busy: bool) -> None:
    room = RoomBeside(sequence, NEW, "agent:2") if there else None

    assert room_finding(call(state, since_at=NEW, busy=busy), room, NINE) is None
    assert state not in HANDLED or room_finding(call(state), None, NINE) is F.ROOM_GONE

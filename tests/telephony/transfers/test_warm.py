"""A warm transfer, step by step; after each the carrier's own table says who hears whom."""

import pytest

from telephony.contract import (
    AgentState,
    CallAction,
    CallRole,
    CallState,
    EndCause,
    PartyView,
    TransferKind,
    TransferOutcome,
    TransferState,
)
from telephony.errors import (
    CallTransitionRefusedError,
    ColleagueNotFreeError,
    HandoverMissingError,
    NotYourCallError,
    TransferAlreadyStartedError,
)
from tests.telephony.support import Centre
from tests.telephony.transfers.scene import (
    CONSULT,
    TOGETHER,
    WITH_AGENT,
    Scene,
    conferring,
    consulting,
    ringing,
    talking,
)

S, Why = TransferState, TransferOutcome


def parties(scene: Scene) -> dict[str, PartyView]:
    call = scene.centre.desk(scene.agent).call
    assert call is not None
    return {party.kind: party.state for party in call.parties}


def test_the_caller_is_on_hold_and_the_desk_says_how_each_party_stands(centre: Centre) -> None:
    scene = ringing(centre)
    assert scene.hears() == {"caller": (), "agent": ()}
    assert parties(scene) == {"caller": PartyView.HELD, "agent": PartyView.TALKING, "colleague": PartyView.RINGING}
    desk = centre.desk(scene.agent)
    assert desk.call is not None
    assert desk.call.transfer is not None
    assert desk.call.transfer.expires_at is not None
    assert (desk.call.transfer.expires_at - desk.call.transfer.began_at).total_seconds() == 30

    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    assert parties(scene)["colleague"] is PartyView.ACCEPTED
    centre.run()
    assert parties(scene) == {"caller": PartyView.HELD, "agent": PartyView.TALKING, "colleague": PartyView.TALKING}
    scene.act(CallAction.RESUME)
    assert parties(scene) == {"caller": PartyView.TALKING, "agent": PartyView.TALKING, "colleague": PartyView.HELD}


def test_completed_the_caller_is_the_specialists_and_the_agent_wraps_up(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)

    assert scene.hears() == WITH_AGENT
    assert scene.agents_line() == f"agent:{scene.specialist}"
    assert scene.stands() == (S.DONE, Why.COMPLETED)
    assert (scene.call.state, scene.call.agent_id) == (CallState.TALKING, scene.specialist)
    assert centre.host.handed_over == [(scene.call_id, scene.agent, scene.specialist)]
    first, second = centre.desk(scene.agent), centre.desk(scene.specialist)
    assert first.call is not None
    assert (first.agent.state, first.call.state) == (AgentState.WRAP_UP, CallState.ENDED)
    assert (first.call.end_cause, first.call.allowed) == (EndCause.HANDED_OVER, frozenset())
    assert second.call is not None
    assert (second.agent.state, second.call.state, second.call.role) == (
        AgentState.ON_CALL,
        CallState.TALKING,
        CallRole.OWN,
    )
    assert CallAction.HANG_UP in second.call.allowed


def test_each_of_the_two_has_a_wrap_up_of_their_own_and_both_calls_count(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.clock.advance(7)
    centre.host.outcomes.add(scene.call_id)
    first = centre.finish(scene.agent, scene.call_id)
    assert (first.agent.state, first.day.handled, first.call) == (AgentState.READY, 1, None)
    (leg,) = scene.legs()
    assert (leg.talk_seconds, leg.hold_seconds, leg.wrap_up_seconds) == (21, 15, 7)

    centre.clock.advance(30)
    scene.caller_hangs_up()
    assert centre.desk(scene.specialist).agent.state is AgentState.WRAP_UP
    centre.clock.advance(3)
    second = centre.finish(scene.specialist, scene.call_id)

    assert (second.agent.state, second.day.handled) == (AgentState.READY, 1)
    call = scene.call
    assert (call.talk_seconds, call.hold_seconds, call.wrap_up_seconds) == (37, 0, 3)


def test_a_call_that_ends_while_the_first_still_wraps_up_leaves_both_to_their_work(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    scene.caller_hangs_up()

    assert {centre.desk(each).agent.state for each in (scene.agent, scene.specialist)} == {AgentState.WRAP_UP}
    centre.host.outcomes.add(scene.call_id)
    assert centre.finish(scene.specialist, scene.call_id).agent.state is AgentState.READY
    assert centre.finish(scene.agent, scene.call_id).agent.state is AgentState.READY


def test_without_the_note_nothing_is_completed_and_nothing_lost(centre: Centre) -> None:
    scene = talking(centre)
    centre.host.without_note.add(scene.call_id)
    centre.consult(scene.agent, scene.call_id, scene.specialist)
    centre.run()
    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    centre.run()
    desk = centre.desk(scene.agent)
    assert desk.call is not None
    assert CallAction.COMPLETE_TRANSFER not in desk.call.allowed
    with pytest.raises(HandoverMissingError):
        scene.act(CallAction.COMPLETE_TRANSFER)
    assert scene.hears() == CONSULT

    centre.host.without_note.clear()
    scene.act(CallAction.COMPLETE_TRANSFER)
    assert scene.stands() == (S.DONE, Why.COMPLETED)


def test_cancelled_the_caller_is_back_and_the_specialist_free(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.END_CONSULT)

    assert scene.hears() == WITH_AGENT
    assert scene.stands() == (S.CANCELLED, Why.CANCELLED)
    assert centre.desk(scene.specialist).agent.state is AgentState.READY
    assert parties(scene)["colleague"] is PartyView.LEFT


def test_cancelled_while_it_rings_it_rings_no_more(centre: Centre) -> None:
    scene = ringing(centre)
    scene.act(CallAction.END_CONSULT)

    assert scene.hears() == WITH_AGENT
    assert scene.stands() == (S.CANCELLED, Why.CANCELLED)
    assert centre.desk(scene.specialist).offer is None


def test_cancelled_before_the_hold_was_confirmed_the_caller_is_with_the_agent(centre: Centre) -> None:
    scene = talking(centre)
    centre.consult(scene.agent, scene.call_id, scene.specialist)
    scene.act(CallAction.END_CONSULT)

    assert scene.hears() == WITH_AGENT
    assert (scene.call.state, scene.call.pending) == (CallState.TALKING, None)


@pytest.mark.parametrize(
    ("ends", "outcome"),
    [
        ("decline", Why.DECLINED),
        ("wait", Why.NO_ANSWER),
    ],
)
def test_a_specialist_who_does_not_come_leaves_the_caller_on_hold_until_the_agent_turns_to_them(
    centre: Centre, ends: str, outcome: TransferOutcome
) -> None:
    scene = ringing(centre)
    if ends == "decline":
        centre.act(scene.specialist, scene.call_id, CallAction.DECLINE)
    else:
        centre.clock.advance(26)
    centre.run()

    assert scene.stands() == (S.FAILED, outcome)
    assert scene.hears() == {"caller": (), "agent": ()}
    desk = centre.desk(scene.agent)
    assert desk.call is not None
    assert desk.call.transfer is not None
    assert desk.call.transfer.outcome is outcome
    assert CallAction.RESUME in desk.call.allowed
    scene.act(CallAction.RESUME)
    assert scene.hears() == WITH_AGENT


def test_a_specialist_who_leaves_is_as_a_cancel_and_the_agent_is_told(centre: Centre) -> None:
    scene = consulting(centre)
    centre.act(scene.specialist, scene.call_id, CallAction.HANG_UP)
    centre.run()

    assert scene.stands() == (S.CANCELLED, Why.SPECIALIST_LEFT)
    assert scene.hears() == {"caller": (), "agent": ()}
    assert scene.call.state is CallState.HELD


def test_a_second_consult_after_the_first_is_fine_and_two_at_once_are_refused_by_name(centre: Centre) -> None:
    scene = ringing(centre)
    other = centre.agent()
    with pytest.raises(TransferAlreadyStartedError):
        centre.consult(scene.agent, scene.call_id, other)
    scene.act(CallAction.END_CONSULT)
    centre.consult(scene.agent, scene.call_id, other)
    centre.run()
    centre.act(other, scene.call_id, CallAction.ANSWER)
    centre.run()

    assert scene.hears() == CONSULT


def test_only_whose_call_it_is_passes_it_on_and_only_to_who_is_free(centre: Centre) -> None:
    scene = talking(centre)
    with pytest.raises(NotYourCallError):
        centre.consult(scene.specialist, scene.call_id, scene.agent)
    with pytest.raises(ColleagueNotFreeError):
        centre.consult(scene.agent, scene.call_id, centre.agent(ready=False))
    with pytest.raises(CallTransitionRefusedError):
        scene.act(CallAction.COMPLETE_TRANSFER)


def test_all_three_confer_and_one_key_turns_to_one_of_them_again(centre: Centre) -> None:
    scene = conferring(centre)
    assert scene.stands() == (S.CONFERRING, None)
    assert parties(scene) == dict.fromkeys(("caller", "agent", "colleague"), PartyView.TALKING)
    scene.act(CallAction.HOLD)
    assert scene.hears() == CONSULT
    assert scene.stands() == (S.CONSULTING, None)
    scene.act(CallAction.CONFER)
    assert scene.hears() == TOGETHER
    scene.act(CallAction.RESUME)
    assert scene.hears() == {"caller": ("agent",), "agent": ("caller",), "colleague": ()}


def test_who_leaves_a_conference_leaves_the_others_together(centre: Centre) -> None:
    scene = conferring(centre)
    scene.act(CallAction.LEAVE_CONFERENCE)

    assert scene.hears() == WITH_AGENT
    assert (scene.call.agent_id, scene.stands()) == (scene.specialist, (S.DONE, Why.COMPLETED))
    assert centre.desk(scene.agent).agent.state is AgentState.WRAP_UP


def test_a_specialist_who_leaves_a_conference_leaves_the_caller_with_the_agent(centre: Centre) -> None:
    scene = conferring(centre)
    scene.line_drops("colleague")

    assert scene.hears() == WITH_AGENT
    assert (scene.call.state, scene.call.conferring) == (CallState.TALKING, False)
    assert scene.stands() == (S.CANCELLED, Why.SPECIALIST_LEFT)


def test_the_specialist_may_pass_the_caller_on_in_turn_and_back(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.host.outcomes.add(scene.call_id)
    centre.finish(scene.agent, scene.call_id)
    centre.transfer(scene.specialist, scene.call_id, TransferKind.WARM, agent_id=scene.agent)
    centre.run()
    centre.act(scene.agent, scene.call_id, CallAction.ANSWER)
    centre.run()
    centre.act(scene.specialist, scene.call_id, CallAction.COMPLETE_TRANSFER)
    centre.run()

    assert (scene.call.agent_id, scene.hears()) == (scene.agent, WITH_AGENT)
    assert [leg.agent_id for leg in scene.legs()] == [scene.agent, scene.specialist]
    assert centre.desk(scene.specialist).agent.state is AgentState.WRAP_UP

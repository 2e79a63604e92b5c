"""A part of a transferred call that the clock ends: who gave the caller hears that it is settled, once there is an
outcome, and never before."""

from uuid import UUID

from telephony.contract import AgentState, CallAction, EventKind, WrapUpMode
from telephony.events.journal import agent_topic
from tests.telephony.support import Centre
from tests.telephony.test_wrap_up import after, queue
from tests.telephony.transfers.scene import Scene, consulting


def told_settled(centre: Centre) -> list[tuple[UUID | None, tuple[str, ...]]]:
    """Of which calls somebody was told that they are settled, and who."""
    return [
        (entry.subject_id, tuple(entry.topics))
        for appended in centre.appended
        for entry in appended.entries
        if entry.kind is EventKind.HANDOVER_SETTLED
    ]


def taken_over(centre: Centre) -> Scene:
    """The specialist has the caller, who hangs up after a while; both wrap up, with 60 seconds each."""
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.clock.advance(30)
    scene.caller_hangs_up()
    return scene


def test_the_limit_ends_the_specialists_part_and_who_gave_it_is_told_of_what_it_came_to(centre: Centre) -> None:
    queue(centre, WrapUpMode.TIMED)
    scene = taken_over(centre)
    centre.choose(scene.specialist, scene.call_id)
    assert told_settled(centre) == []

    assert after(centre, scene.specialist, 60).agent.state is AgentState.READY

    assert told_settled(centre) == [(scene.call_id, (agent_topic(scene.agent),))]
    assert scene.call.wrap_up_seconds == 60


def test_a_limit_that_passes_without_the_outcome_settles_nothing_until_it_is_chosen(centre: Centre) -> None:
    queue(centre, WrapUpMode.TIMED)
    scene = taken_over(centre)
    desk = after(centre, scene.specialist, 60)
    assert (desk.agent.state, told_settled(centre)) == (AgentState.WRAP_UP, [])

    assert centre.choose(scene.specialist, scene.call_id).agent.state is AgentState.READY
    assert told_settled(centre) == [(scene.call_id, (agent_topic(scene.agent),))]


def test_the_limit_of_who_gave_the_caller_ends_their_own_part_and_tells_nobody(centre: Centre) -> None:
    queue(centre, WrapUpMode.TIMED)
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.choose(scene.agent, scene.call_id)

    assert after(centre, scene.agent, 60).agent.state is AgentState.READY
    (leg,) = scene.legs()
    assert leg.wrap_up_seconds == 60
    assert told_settled(centre) == []
    assert scene.call.agent_id == scene.specialist

"""A caller sent on without a word: to a person, a queue, a number outside; and one who is asked for next."""

import pytest

from telephony.contract import (
    AgentAction,
    AgentState,
    CallAction,
    CallState,
    ChosenReason,
    EndCause,
    PartyView,
    Reached,
    TransferKind,
    TransferOutcome,
    TransferState,
)
from telephony.errors import NumberNotCallableError, QueueUnknownError
from telephony.providers.base import EndedBy
from telephony.providers.simulator.rooms import hears_ringback
from telephony.transfers.keeping import ask_next, stop_asking
from tests.telephony.support import Centre
from tests.telephony.transfers.scene import ALONE, CONSULT, WITH_AGENT, Scene, sent_on, talking
from tests.telephony.transfers.test_gone import reconcile

S, Why, Kind = TransferState, TransferOutcome, TransferKind
OUTSIDE = "+85223456789"


def test_sent_to_a_person_it_rings_at_them_alone_and_the_caller_is_theirs(centre: Centre) -> None:
    scene = sent_on(centre)
    assert (scene.hears(), scene.stands()) == (ALONE, (S.BLIND, None))
    assert centre.desk(scene.agent).agent.state is AgentState.WRAP_UP
    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    centre.run()

    assert (scene.hears(), scene.call.agent_id) == (WITH_AGENT, scene.specialist)
    assert scene.stands() == (S.DONE, Why.COMPLETED)


def test_a_person_who_does_not_take_them_leaves_them_to_who_sent_them_if_free(centre: Centre) -> None:
    scene = sent_on(centre)
    centre.host.outcomes.add(scene.call_id)
    centre.finish(scene.agent, scene.call_id)
    others = [centre.agent(), centre.agent()]  # who have been free for less time, and are not asked
    centre.clock.advance(31)
    centre.run()

    assert scene.stands() == (S.FAILED, Why.REQUEUED)
    assert centre.desk(scene.agent).offer is not None
    assert all(centre.desk(each).offer is None for each in others)


def test_and_if_that_one_is_busy_they_wait_in_the_queue_at_their_place(centre: Centre) -> None:
    scene = talking(centre)
    later = centre.ring("+85291110000")
    centre.act(scene.specialist, later, CallAction.ANSWER)
    centre.run()
    other = centre.agent()
    centre.transfer(scene.agent, scene.call_id, Kind.COLD_AGENT, agent_id=other)
    centre.run()
    enqueued_at = scene.call.enqueued_at
    centre.act(other, scene.call_id, CallAction.DECLINE)
    centre.run()

    assert (scene.call.state, scene.call.enqueued_at) == (CallState.QUEUED, enqueued_at)
    assert scene.hears() == ALONE


def test_sent_to_a_queue_the_caller_keeps_place_and_priority(centre: Centre) -> None:
    scene = talking(centre)
    centre.go(scene.specialist, AgentAction.GO_NOT_READY, ChosenReason.LUNCH)
    enqueued_at = scene.call.enqueued_at
    centre.transfer(scene.agent, scene.call_id, Kind.COLD_QUEUE, queue_code="loans", priority=3)
    centre.run()

    call = scene.call
    assert (call.state, call.enqueued_at, call.priority) == (CallState.QUEUED, enqueued_at, 3)
    assert scene.stands() == (S.DONE, Why.COMPLETED)
    assert (scene.hears(), centre.desk(scene.agent).agent.state) == (ALONE, AgentState.WRAP_UP)
    lender = centre.agent("loans")
    desk = centre.desk(lender)
    assert desk.call is not None
    assert desk.call.queue_name["en"] == "Loans"
    centre.act(lender, scene.call_id, CallAction.ANSWER)
    centre.run()
    assert scene.hears() == WITH_AGENT
    assert scene.legs()[0].agent_id == scene.agent


def test_only_a_queue_that_is_there_and_open_takes_them(centre: Centre) -> None:
    scene = talking(centre)
    with pytest.raises(QueueUnknownError):
        centre.transfer(scene.agent, scene.call_id, Kind.COLD_QUEUE, queue_code="elsewhere")

    assert scene.hears() == WITH_AGENT


def called_outside(centre: Centre, kind: TransferKind = Kind.WARM) -> Scene:
    scene = talking(centre)
    centre.transfer(scene.agent, scene.call_id, kind, number=OUTSIDE)
    centre.run()
    return scene


def comes_to(scene: Scene, what: Reached | EndedBy) -> None:
    """What becomes of whoever outside is called."""
    carrier = scene.centre.carrier
    report = carrier.carrier.callee(scene.sid, what, scene.centre.clock.now())
    assert report is not None
    carrier.reports.append(report)
    scene.centre.run()


def test_somebody_outside_is_consulted_and_given_the_caller(centre: Centre) -> None:
    scene = called_outside(centre)
    assert scene.hears() == {"caller": (), "agent": ()}
    comes_to(scene, Reached.RINGING)
    desk = centre.desk(scene.agent)
    assert desk.call is not None
    assert desk.call.transfer is not None
    assert desk.call.transfer.to_number_masked == "+852•••••789"
    assert [(party.kind, party.state) for party in desk.call.parties][-1] == ("outside", PartyView.RINGING)
    comes_to(scene, Reached.HERE)
    assert (scene.hears(), scene.stands()) == (CONSULT, (S.CONSULTING, None))
    assert reconcile(centre) == 0
    scene.act(CallAction.CONFER)
    scene.act(CallAction.COMPLETE_TRANSFER)

    assert scene.hears() == WITH_AGENT
    assert scene.agents_line().startswith("outside:")
    assert (scene.call.state, scene.call.end_cause) == (CallState.ENDED, EndCause.HANDED_OVER)
    assert (scene.stands(), centre.desk(scene.agent).agent.state) == ((S.DONE, Why.COMPLETED), AgentState.WRAP_UP)
    assert reconcile(centre) == 0, "they go on by themselves"
    assert scene.hears() == WITH_AGENT


@pytest.mark.parametrize(
    ("what", "outcome"),
    [
        (EndedBy.BUSY, Why.BUSY),
        (EndedBy.NO_ANSWER, Why.NO_ANSWER),
        (EndedBy.DECLINED, Why.DECLINED),
        (EndedBy.UNREACHABLE, Why.UNREACHABLE),
        (EndedBy.CARRIER, Why.CARRIER_FAILED),
    ],
)
def test_somebody_outside_who_does_not_come_leaves_the_caller_to_the_agent_who_is_told_why(
    centre: Centre, what: EndedBy, outcome: TransferOutcome
) -> None:
    scene = called_outside(centre)
    comes_to(scene, what)

    assert scene.stands() == (S.FAILED, outcome)
    scene.act(CallAction.RESUME)
    assert scene.hears() == WITH_AGENT
    centre.transfer(scene.agent, scene.call_id, Kind.WARM, number=OUTSIDE)
    centre.run()
    comes_to(scene, Reached.HERE)
    assert scene.hears() == CONSULT, "the second try is not ended by why the first failed"


def test_somebody_outside_of_whom_nothing_is_heard_is_given_up(centre: Centre) -> None:
    scene = called_outside(centre)
    centre.clock.advance(46)
    centre.run()

    assert scene.stands() == (S.FAILED, Why.NO_ANSWER)
    assert scene.hears() == {"caller": (), "agent": ()}


def test_cancelled_while_it_rings_outside_it_rings_there_no_more(centre: Centre) -> None:
    scene = called_outside(centre)
    comes_to(scene, Reached.RINGING)
    scene.act(CallAction.RECOVER_CALLER)

    assert (scene.hears(), scene.stands()) == (WITH_AGENT, (S.CANCELLED, Why.CANCELLED))
    room = centre.carrier.carrier.find_room(scene.sid)
    assert room is not None
    assert room.ringing_outside is None


def test_sent_to_a_number_the_caller_hears_it_ring_and_has_whoever_answers(centre: Centre) -> None:
    scene = called_outside(centre, Kind.COLD_NUMBER)
    assert scene.stands() == (S.BLIND, None)
    assert centre.desk(scene.agent).agent.state is AgentState.WRAP_UP
    room = centre.carrier.carrier.find_room(scene.sid)
    assert room is not None
    assert hears_ringback(room) == ("caller",)
    assert reconcile(centre) == 0
    comes_to(scene, Reached.HERE)

    assert scene.agents_line().startswith("outside:")
    assert (scene.stands(), scene.call.end_cause) == ((S.DONE, Why.COMPLETED), EndCause.HANDED_OVER)


@pytest.mark.parametrize("by_report", [True, False])
def test_sent_to_a_number_where_nobody_answers_they_are_back_in_the_queue(centre: Centre, by_report: bool) -> None:
    scene = called_outside(centre, Kind.COLD_NUMBER)
    if by_report:
        comes_to(scene, EndedBy.BUSY)
    else:
        centre.clock.advance(46)
        centre.run()

    assert scene.stands() == (S.FAILED, Why.REQUEUED)
    assert (scene.hears(), centre.desk(scene.specialist).offer is not None) == (ALONE, True)
    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    centre.run()
    assert scene.hears() == WITH_AGENT


def test_a_caller_who_hangs_up_while_it_rings_outside_is_gone(centre: Centre) -> None:
    scene = called_outside(centre, Kind.COLD_NUMBER)
    scene.caller_hangs_up()

    assert scene.stands() == (S.ABANDONED, Why.CALLER_GONE)


def test_a_number_that_the_carrier_refuses_to_call_does_not_lose_the_caller(centre: Centre) -> None:
    scene = talking(centre)
    centre.carrier.away = True
    centre.transfer(scene.agent, scene.call_id, Kind.COLD_NUMBER, number=OUTSIDE)
    centre.clock.advance(31)
    centre.run()
    centre.carrier.away = False
    centre.clock.advance(10)
    centre.run()

    assert scene.stands() == (S.FAILED, Why.REQUEUED)
    assert (scene.call.state, scene.hears()) == (CallState.RINGING, ALONE)


@pytest.mark.parametrize("number", ["", "+85228880000"])
def test_no_number_or_our_own_is_not_called(centre: Centre, number: str) -> None:
    scene = talking(centre)
    centre.host.directory["nobody"] = number
    with pytest.raises(NumberNotCallableError):
        centre.transfer(scene.agent, scene.call_id, Kind.COLD_NUMBER, number_id="nobody")

    assert scene.hears() == WITH_AGENT


def busy_specialist(centre: Centre) -> tuple[Scene, object]:
    """The specialist talks with somebody else, and is asked for next."""
    scene = talking(centre)
    other = centre.ring("+85291110000")
    centre.act(scene.specialist, other, CallAction.ANSWER)
    centre.run()
    centre.do(lambda session, deps: ask_next(session, deps, scene.call_id, scene.agent, scene.specialist))
    return scene, other


def test_who_is_asked_for_next_is_rung_once_free_and_offered_nobody_else(centre: Centre) -> None:
    scene, other = busy_specialist(centre)
    waiting = centre.ring("+85292220000")
    assert scene.hears() == WITH_AGENT, "the agent stays with the caller meanwhile"
    centre.caller_hangs_up(other)  # type: ignore[arg-type]
    centre.host.outcomes.add(other)  # type: ignore[arg-type]
    centre.finish(scene.specialist, other)  # type: ignore[arg-type]
    centre.run()

    desk = centre.desk(scene.specialist)
    assert desk.offer is not None
    assert desk.offer.call_id == scene.call_id
    assert (centre.call(waiting).state, scene.stands()) == (CallState.QUEUED, (S.RINGING, None))
    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    centre.run()
    assert scene.hears() == CONSULT


@pytest.mark.parametrize("how", ["ask no more", "caller gone"])
def test_who_is_asked_for_no_more_takes_whoever_waits(centre: Centre, how: str) -> None:
    scene, other = busy_specialist(centre)
    waiting = centre.ring("+85292220000")
    if how == "caller gone":
        centre.caller_hangs_up(scene.call_id)
    else:
        centre.do(lambda session, deps: stop_asking(session, deps, scene.call_id, scene.agent))
    centre.caller_hangs_up(other)  # type: ignore[arg-type]
    centre.finish(scene.specialist, other)  # type: ignore[arg-type]
    centre.run()

    desk = centre.desk(scene.specialist)
    assert desk.offer is not None
    assert desk.offer.call_id == waiting

"""Whoever leaves, at whatever step: nobody is left on hold with nobody. The carrier's own table says who hears whom."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from telephony.contract import AgentState, CallAction, CallState, EndCause, TransferOutcome, TransferState
from telephony.providers.base import Order, OrderKind, OrderOutcome
from telephony.reconciling.rounds import Reconciler
from telephony.seats.models import SeatRow
from telephony.seats.service import look_after_desktop
from tests.telephony.support import Centre
from tests.telephony.transfers.scene import (
    ALONE,
    CONSULT,
    WITH_AGENT,
    Scene,
    conferring,
    consulting,
    ringing,
    talking,
)

S, Why = TransferState, TransferOutcome


def desktop_dies(scene: Scene) -> None:
    """The agent's desktop falls silent, and somebody looks after it."""
    centre = scene.centre
    session_id, at = uuid4(), centre.clock.now()
    with Session(centre.engine) as session, session.begin():
        session.add(SeatRow(agent_id=scene.agent, session_id=session_id, taken_at=at, beat_at=at, version=1))
    now = at + timedelta(seconds=16)
    centre.do(lambda session, deps: look_after_desktop(session, deps, scene.agent, at - timedelta(hours=1), now))
    centre.run()


def test_a_caller_who_hangs_up_while_it_rings_ends_the_ringing_at_once(centre: Centre) -> None:
    scene = ringing(centre)
    scene.caller_hangs_up()

    assert scene.stands() == (S.ABANDONED, Why.CALLER_GONE)
    assert centre.desk(scene.specialist).offer is None
    assert centre.desk(scene.specialist).agent.state is AgentState.READY
    desk = centre.desk(scene.agent)
    assert desk.call is not None
    assert desk.call.transfer is not None
    assert (desk.agent.state, desk.call.transfer.outcome) == (AgentState.WRAP_UP, Why.CALLER_GONE)
    assert scene.call.end_cause is EndCause.CALLER_HUNG_UP


@pytest.mark.parametrize("begin", [consulting, conferring])
def test_a_caller_who_hangs_up_in_a_consult_ends_it_for_all_and_both_are_told(centre: Centre, begin: object) -> None:
    scene: Scene = begin(centre)  # type: ignore[operator]
    scene.caller_hangs_up()

    assert scene.stands() == (S.ABANDONED, Why.CALLER_GONE)
    assert scene.hears() == {}
    assert centre.desk(scene.agent).agent.state is AgentState.WRAP_UP
    assert centre.desk(scene.specialist).agent.state is AgentState.READY
    told = [
        entry.change.call.transfer
        for appended in centre.appended
        for entry in appended.entries
        if f"agent:{scene.specialist}" in entry.topics and entry.change is not None and entry.change.call is not None
    ]
    assert told[-1] is not None
    assert told[-1].outcome is Why.CALLER_GONE


def test_an_agent_whose_line_drops_while_it_rings_leaves_the_caller_to_who_is_rung(centre: Centre) -> None:
    scene = ringing(centre)
    scene.line_drops("agent")

    assert scene.hears() == ALONE
    assert (scene.call.state, scene.stands()) == (CallState.RINGING, (S.BLIND, None))
    assert centre.desk(scene.agent).agent.state is AgentState.WRAP_UP
    desk = centre.desk(scene.specialist)
    assert desk.offer is not None
    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    centre.run()
    assert scene.hears() == WITH_AGENT
    assert (scene.call.agent_id, scene.stands()) == (scene.specialist, (S.DONE, Why.AGENT_GONE_BLIND))


def test_left_so_and_not_answered_the_caller_is_back_in_the_queue_at_their_place(centre: Centre) -> None:
    scene = ringing(centre)
    enqueued_at, answered_at = scene.call.enqueued_at, scene.call.answered_at
    scene.line_drops("agent")
    centre.act(scene.specialist, scene.call_id, CallAction.DECLINE)
    centre.run()

    call = scene.call
    assert (call.state, call.enqueued_at, call.answered_at) == (CallState.QUEUED, enqueued_at, answered_at)
    assert scene.stands() == (S.FAILED, Why.REQUEUED)
    assert scene.hears() == ALONE
    third = centre.agent()
    desk = centre.desk(third)
    assert desk.offer is not None
    centre.act(third, scene.call_id, CallAction.ANSWER)
    centre.run()
    assert (scene.hears(), scene.call.agent_id) == (WITH_AGENT, third)


def test_completed_early_is_left_blind_and_a_caller_who_gives_up_then_is_known(centre: Centre) -> None:
    scene = ringing(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    assert (scene.hears(), scene.stands()) == (ALONE, (S.BLIND, None))
    scene.caller_hangs_up()

    assert scene.stands() == (S.ABANDONED, Why.CALLER_GONE)
    assert scene.call.end_cause is EndCause.ABANDONED_RINGING
    assert centre.host.unanswered == [], "somebody had talked with them"
    assert centre.desk(scene.specialist).agent.state is AgentState.READY


def test_completed_early_and_answered_is_completed(centre: Centre) -> None:
    scene = ringing(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    centre.run()

    assert (scene.hears(), scene.stands()) == (WITH_AGENT, (S.DONE, Why.COMPLETED))
    assert centre.host.accepted[-1] == (scene.call_id, scene.specialist)


def test_completed_between_the_answer_and_the_line_the_specialist_gets_the_caller(centre: Centre) -> None:
    scene = ringing(centre)
    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    centre.act(scene.agent, scene.call_id, CallAction.COMPLETE_TRANSFER)
    assert scene.call.state is CallState.CONNECTING
    centre.run()

    assert (scene.hears(), scene.call.agent_id) == (WITH_AGENT, scene.specialist)
    assert scene.stands() == (S.DONE, Why.COMPLETED)


@pytest.mark.parametrize("begin", [consulting, conferring])
def test_an_agent_whose_line_drops_in_a_consult_has_completed_it(centre: Centre, begin: object) -> None:
    scene: Scene = begin(centre)  # type: ignore[operator]
    scene.line_drops("agent")

    assert scene.hears() == WITH_AGENT
    assert scene.stands() == (S.DONE, Why.AGENT_GONE_COMPLETED)
    assert scene.call.agent_id == scene.specialist
    assert centre.desk(scene.agent).agent.state is AgentState.WRAP_UP


def test_when_both_are_gone_the_caller_is_in_the_queue_again(centre: Centre) -> None:
    scene = consulting(centre)
    carrier, at = centre.carrier.carrier, centre.clock.now()
    reports = [carrier.hang_up(scene.sid, at, label=label) for label in ("agent", "colleague")]
    centre.carrier.reports += [report for report in reports if report is not None]
    centre.run()

    assert scene.hears() == ALONE
    assert (scene.call.agent_id, scene.stands()) == (None, (S.CANCELLED, Why.SPECIALIST_LEFT))
    assert centre.desk(scene.specialist).offer is not None, "they are free, and the caller waits"


def test_a_desktop_that_dies_while_it_rings_leaves_the_caller_to_who_is_rung(centre: Centre) -> None:
    scene = ringing(centre)
    desktop_dies(scene)

    assert (scene.hears(), scene.stands()) == (ALONE, (S.BLIND, None))
    centre.act(scene.specialist, scene.call_id, CallAction.ANSWER)
    centre.run()
    assert (scene.hears(), scene.stands()) == (WITH_AGENT, (S.DONE, Why.AGENT_GONE_BLIND))


def test_a_desktop_that_dies_in_a_consult_gives_the_caller_to_the_specialist(centre: Centre) -> None:
    scene = consulting(centre)
    desktop_dies(scene)

    assert (scene.hears(), scene.stands()) == (WITH_AGENT, (S.DONE, Why.AGENT_GONE_COMPLETED))


def test_a_desktop_that_dies_while_its_agent_talks_with_the_caller_changes_nothing(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.RESUME)
    desktop_dies(scene)

    assert (scene.call.agent_id, scene.stands()) == (scene.agent, (S.CONSULTING, None))


def test_a_desktop_that_dies_with_a_caller_whom_nobody_took_brings_them_back_to_the_queue(centre: Centre) -> None:
    scene = ringing(centre)
    centre.act(scene.specialist, scene.call_id, CallAction.DECLINE)
    centre.run()
    desktop_dies(scene)

    assert (scene.hears(), scene.call.state) == (ALONE, CallState.QUEUED)


@pytest.mark.parametrize("begin", [ringing, consulting, conferring])
def test_one_key_brings_the_caller_back_from_everywhere(centre: Centre, begin: object) -> None:
    scene: Scene = begin(centre)  # type: ignore[operator]
    scene.act(CallAction.RECOVER_CALLER)
    assert scene.hears() == WITH_AGENT
    assert scene.stands() == (S.CANCELLED, Why.CANCELLED)
    scene.act(CallAction.RECOVER_CALLER)

    assert (scene.hears(), scene.call.pending) == (WITH_AGENT, None)
    assert scene.call.agent_id == scene.agent
    assert centre.desk(scene.specialist).agent.state is AgentState.READY


def test_the_caller_is_brought_back_even_while_the_carrier_is_giving_them_away(centre: Centre) -> None:
    scene = consulting(centre)
    centre.act(scene.agent, scene.call_id, CallAction.COMPLETE_TRANSFER)
    assert centre.outbox.run_next()  # the carrier has given the caller away, and its report is on the way
    scene.act(CallAction.RECOVER_CALLER)

    assert scene.hears() == WITH_AGENT
    assert scene.agents_line() == f"agent:{scene.agent}"
    assert (scene.call.agent_id, scene.call.state) == (scene.agent, CallState.TALKING)


def test_a_carrier_that_will_not_give_the_caller_away_leaves_all_as_it_was(centre: Centre) -> None:
    scene = consulting(centre)
    centre.act(scene.agent, scene.call_id, CallAction.COMPLETE_TRANSFER)
    centre.carrier.carrier.hang_up(scene.sid, centre.clock.now(), label="colleague")  # just before the order comes
    centre.run()

    assert scene.call.agent_id == scene.agent
    assert scene.call.pending is None
    reconcile(centre)
    assert scene.hears() == {"caller": (), "agent": ()}
    assert scene.stands() == (S.CANCELLED, Why.SPECIALIST_LEFT)
    scene.act(CallAction.RESUME)
    assert scene.hears() == WITH_AGENT


def test_with_the_agent_gone_too_a_refused_hand_over_brings_the_caller_back_to_the_queue(centre: Centre) -> None:
    scene = consulting(centre)
    report = centre.carrier.carrier.hang_up(scene.sid, centre.clock.now(), label="agent")
    assert report is not None
    centre.carrier.carrier.hang_up(scene.sid, centre.clock.now(), label="colleague")
    centre.report(report)  # of the other one nothing was heard
    centre.run()

    assert (scene.call.agent_id, scene.hears()) == (None, ALONE)
    assert centre.desk(scene.agent).agent.state is AgentState.WRAP_UP


def test_a_carrier_that_is_away_when_the_transfer_is_completed_is_waited_for_and_then_given_up(centre: Centre) -> None:
    scene = consulting(centre)
    centre.carrier.away = True
    scene.act(CallAction.COMPLETE_TRANSFER)
    centre.clock.advance(31)
    centre.run()
    centre.carrier.away = False

    assert (scene.call.agent_id, scene.call.pending, scene.stands()[0]) == (scene.agent, None, S.CONSULTING)
    centre.clock.advance(1)
    centre.run()  # that it was given up is told first
    assert scene.hears() == CONSULT
    scene.act(CallAction.COMPLETE_TRANSFER)
    assert scene.stands() == (S.DONE, Why.COMPLETED)


def test_a_lost_report_of_the_hand_over_is_looked_up(centre: Centre) -> None:
    scene = consulting(centre)
    centre.act(scene.agent, scene.call_id, CallAction.COMPLETE_TRANSFER)
    centre.outbox.run_due()
    centre.carrier.reports.clear()
    reconcile(centre)

    assert (scene.call.agent_id, scene.stands()) == (scene.specialist, (S.DONE, Why.COMPLETED))


def test_a_repeated_or_late_report_of_the_hand_over_changes_nothing(centre: Centre) -> None:
    scene = consulting(centre)
    scene.act(CallAction.COMPLETE_TRANSFER)
    before = scene.call.version
    for report in centre.carrier.sent:
        assert not centre.report(report)

    assert (scene.call.version, scene.stands()) == (before, (S.DONE, Why.COMPLETED))


@pytest.mark.parametrize("begin", [ringing, consulting, conferring])
def test_nothing_looks_wrong_to_the_reconciler_in_the_middle_of_a_transfer(centre: Centre, begin: object) -> None:
    scene: Scene = begin(centre)  # type: ignore[operator]
    assert reconcile(centre) == 0
    centre.host.outcomes.add(scene.call_id)
    scene.act(CallAction.COMPLETE_TRANSFER)
    assert reconcile(centre) == 0


def test_a_call_that_the_carrier_lost_ends_the_transfer(centre: Centre) -> None:
    scene = consulting(centre)
    centre.carrier.lose_everything()
    reconcile(centre)

    assert scene.stands() == (S.FAILED, Why.CARRIER_FAILED)
    assert scene.call.end_cause is EndCause.CARRIER_FAILED
    assert centre.desk(scene.specialist).agent.state is AgentState.READY


def reconcile(centre: Centre) -> int:
    """The reconciler looks at all, once what is on the way would have come."""
    centre.clock.advance(6)
    reconciler = Reconciler(centre.open_work, centre.deps, centre.carrier, centre.clock.now)
    done = reconciler.look_at_database(now=True) + reconciler.look_at_carrier(now=True)
    centre.run()
    return done


def test_a_caller_on_hold_at_a_silent_desktop_is_taken_back_though_the_carrier_did_not_do_it_at_first(
    centre: Centre,
) -> None:
    scene = talking(centre)
    obeys = centre.carrier.carry_out

    def refuses(order: Order) -> OrderOutcome:
        return OrderOutcome.REFUSED if order.kind is OrderKind.RESUME else obeys(order)

    centre.carrier.carry_out = refuses  # type: ignore[method-assign]
    scene.act(CallAction.HOLD)
    desktop_dies(scene)
    centre.clock.advance(60)
    centre.run()
    assert (scene.call.state, scene.call.pending) == (CallState.HELD, None)
    centre.carrier.carry_out = obeys  # type: ignore[method-assign]
    centre.clock.advance(10)
    centre.run()

    assert (scene.hears(), scene.call.state) == (WITH_AGENT, CallState.TALKING)

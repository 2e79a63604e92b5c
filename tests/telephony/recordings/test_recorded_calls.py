"""Calls are recorded as their policy says, and nothing is called paused that the carrier has not confirmed."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
import sqlalchemy as sa

from telephony.contract import (
    CallAction,
    CallState,
    PausedBy,
    RecordingDeed,
    RecordingProblem,
    RecordingState,
    RecordingStop,
    TransferKind,
)
from telephony.errors import CallTransitionRefusedError, NotYourCallError
from telephony.providers.base import Order, OrderKind, OrderOutcome, PartState
from telephony.providers.simulator.recorder import record_beside, recording_ready
from telephony.recordings.policy import LawfulBasis
from tests.telephony.recordings.support import JOINING, SERVICE, asked, may, recording_centre, shown
from tests.telephony.support import LOANS, Centre

K = OrderKind


@pytest.fixture
def centre(engine: sa.Engine) -> Centre:
    return recording_centre(engine)


def unruly(centre: Centre, *kinds: OrderKind, outcome: OrderOutcome = OrderOutcome.DONE) -> Callable[[], None]:
    """Have the carrier answer these orders so and do nothing of them; returns what has it obey again."""
    obeys = centre.carrier.carry_out

    def instead(order: Order) -> OrderOutcome:
        if order.kind not in kinds:
            return obeys(order)
        centre.carrier.orders.append(order)
        return outcome

    centre.carrier.carry_out = instead  # type: ignore[method-assign]
    return lambda: setattr(centre.carrier, "carry_out", obeys)


def later(centre: Centre, seconds: float) -> None:
    centre.clock.advance(seconds)
    centre.run()


def test_recording_begins_when_caller_and_agent_are_joined_and_the_caller_was_told_before(centre: Centre) -> None:
    may_lee = centre.agent()
    call_id = centre.ring(menu_language="zh-HK")
    assert asked(centre) == []
    centre.act(may_lee, call_id, CallAction.ANSWER)
    centre.run()

    joined = next(order for order in centre.carrier.orders if order.kind is K.JOIN_AGENT)
    assert [(each.language, each.text) for each in joined.spoken] == [("zh-HK", JOINING["zh-HK"])]
    assert asked(centre) == [K.RECORD_START]
    assert centre.carrier.orders[-1].spoken == ()  # they were told once
    recording = shown(centre, may_lee)
    assert (recording.state, recording.asked, recording.problem) == (RecordingState.ON, None, None)
    assert may(centre, may_lee) == {CallAction.PAUSE_RECORDING, CallAction.REFUSE_RECORDING}
    facts = centre.host.recordings[-1]
    assert (facts.state, facts.basis, facts.policy, facts.retention_days) == (
        PartState.RUNNING, "consent", "service", 90,
    )  # fmt: skip
    assert (facts.agent_id, facts.announced_at, facts.refused) == (may_lee, centre.clock.now(), False)


def test_a_pause_is_shown_only_once_confirmed_and_takes_every_recording_of_the_call(centre: Centre) -> None:
    may_lee = centre.agent()
    call_id = centre.answered(may_lee)
    sid = centre.call(call_id).call_sid
    centre.carrier._keep(record_beside(centre.carrier.carrier, sid, centre.clock.now()))
    centre.run()

    centre.act(may_lee, call_id, CallAction.PAUSE_RECORDING)
    waiting = shown(centre, may_lee)
    assert (waiting.state, waiting.asked, waiting.paused_by) == (RecordingState.ON, RecordingDeed.PAUSE, PausedBy.AGENT)
    centre.run()

    room = centre.carrier.carrier.find_room(sid)
    assert room is not None
    assert [each.state for each in room.recordings] == [PartState.PAUSED, PartState.PAUSED]
    assert (shown(centre, may_lee).state, shown(centre, may_lee).asked) == (RecordingState.PAUSED, None)
    assert CallAction.RESUME_RECORDING in may(centre, may_lee)
    assert CallAction.PAUSE_RECORDING not in may(centre, may_lee)
    centre.act(may_lee, call_id, CallAction.RESUME_RECORDING)
    centre.run()
    assert shown(centre, may_lee).state is RecordingState.ON
    centre.caller_hangs_up(call_id)

    for recording in room.recordings:
        centre.carrier._keep(recording_ready(centre.carrier.carrier, sid, recording.recording_sid, centre.clock.now()))
    centre.run()
    assert [each.state for each in centre.host.recordings[-2:]] == [PartState.READY] * 2
    deeds = [what for what, by in centre.host.recording_deeds if by == may_lee]
    assert deeds == ["pause_recording", "resume_recording"]


def test_a_pause_that_is_not_confirmed_in_time_is_told_and_asked_for_until_it_is(centre: Centre) -> None:
    may_lee = centre.agent()
    call_id = centre.answered(may_lee)
    obey = unruly(centre, K.RECORD_PAUSE)
    centre.act(may_lee, call_id, CallAction.PAUSE_RECORDING)
    centre.run()
    assert shown(centre, may_lee).problem is None

    later(centre, 3)
    told = shown(centre, may_lee)
    assert (told.state, told.problem) == (RecordingState.ON, RecordingProblem.NOT_PAUSED)
    assert {CallAction.PAUSE_RECORDING, CallAction.RESUME_RECORDING} <= may(centre, may_lee)
    later(centre, 10)
    assert shown(centre, may_lee).problem is RecordingProblem.NOT_PAUSED  # still, and not only for a moment
    assert asked(centre).count(K.RECORD_PAUSE) == 3
    obey()
    centre.act(may_lee, call_id, CallAction.PAUSE_RECORDING)
    centre.run()

    told = shown(centre, may_lee)
    assert (told.state, told.problem, told.asked) == (RecordingState.PAUSED, None, None)
    assert ("not_paused", None) in centre.host.recording_deeds


@pytest.mark.parametrize("away", [True, False])
def test_a_pause_that_the_carrier_refuses_or_does_not_take_leaves_the_other_buttons_free(
    centre: Centre, away: bool
) -> None:
    may_lee = centre.agent()
    call_id = centre.answered(may_lee)
    if away:
        centre.carrier.away = True
    else:
        unruly(centre, K.RECORD_PAUSE, outcome=OrderOutcome.REFUSED)
    centre.act(may_lee, call_id, CallAction.PAUSE_RECORDING)
    centre.run()
    for _ in range(5):
        later(centre, 1)

    assert shown(centre, may_lee).problem is RecordingProblem.NOT_PAUSED
    centre.carrier.away = False
    centre.act(may_lee, call_id, CallAction.HOLD)
    later(centre, 1)
    assert centre.call(call_id).state is CallState.HELD  # nothing else of the call waits for the recording


def test_who_refuses_by_word_is_recorded_no_more_whoever_has_the_call_and_what_was_is_not_kept(centre: Centre) -> None:
    may_lee, ken = centre.agent(), centre.agent()
    call_id = centre.answered(may_lee)
    centre.act(may_lee, call_id, CallAction.REFUSE_RECORDING)
    centre.run()

    stopped = shown(centre, may_lee)
    assert (stopped.state, stopped.stopped_by) == (RecordingState.OFF, RecordingStop.CALLER)
    assert may(centre, may_lee) == set()
    assert centre.host.recordings[-1].refused
    centre.transfer(may_lee, call_id, TransferKind.COLD_AGENT, agent_id=ken)
    centre.run()
    centre.act(ken, call_id, CallAction.ANSWER)
    centre.run()
    assert centre.call(call_id).state is CallState.TALKING
    assert asked(centre) == [K.RECORD_START, K.RECORD_STOP]
    assert shown(centre, ken).stopped_by is RecordingStop.CALLER


def test_a_consult_pauses_where_the_policy_says_and_the_talk_after_it_is_recorded_again(centre: Centre) -> None:
    may_lee, ken = centre.agent(), centre.agent()
    call_id = centre.answered(may_lee)
    centre.consult(may_lee, call_id, ken)
    centre.run()
    assert (shown(centre, may_lee).state, shown(centre, may_lee).in_consult) == (RecordingState.PAUSED, True)
    centre.act(ken, call_id, CallAction.ANSWER)
    centre.run()

    centre.act(may_lee, call_id, CallAction.END_CONSULT)
    centre.run()

    assert centre.call(call_id).state is CallState.TALKING
    assert (shown(centre, may_lee).state, shown(centre, may_lee).in_consult) == (RecordingState.ON, False)
    assert asked(centre) == [K.RECORD_START, K.RECORD_PAUSE, K.RECORD_RESUME]


def test_a_call_that_goes_to_another_queue_is_recorded_as_that_one_s_policy_says(engine: sa.Engine) -> None:
    duty = LawfulBasis.LEGAL_OBLIGATION
    orders = replace(SERVICE, code="orders", basis=duty, queues=("loans",), refuse_by_word=False)
    cards = replace(SERVICE, code="never", queues=("cards",), records=False)
    centre = recording_centre(engine, orders, cards)
    may_lee = centre.agent("cards")
    call_id = centre.answered(may_lee)
    ken = centre.agent("loans")
    assert centre.desk(may_lee).call.recording is None  # type: ignore[union-attr]
    assert asked(centre) == []

    centre.transfer(may_lee, call_id, TransferKind.COLD_QUEUE, queue_code=LOANS.code)
    centre.run()
    centre.act(ken, call_id, CallAction.ANSWER)
    centre.run()

    assert shown(centre, ken).state is RecordingState.ON
    assert may(centre, ken) == {CallAction.PAUSE_RECORDING}
    assert centre.host.recordings[-1].basis == "legal_obligation"


def test_a_call_that_an_agent_makes_is_recorded_where_the_policy_says_after_words_of_its_own(centre: Centre) -> None:
    may_lee = centre.agent(ready=False)
    call_id = centre.reached(may_lee)

    start = next(order for order in centre.carrier.orders if order.kind is K.RECORD_START)
    assert [each.text for each in start.spoken] == list(JOINING.values())  # in each language: nobody has chosen one
    assert shown(centre, may_lee).state is RecordingState.ON
    assert centre.call(call_id).recording_announced_at is not None


def test_who_was_told_with_a_start_that_came_to_nothing_is_told_again(centre: Centre) -> None:
    may_lee = centre.agent(ready=False)
    obey = unruly(centre, K.RECORD_START, outcome=OrderOutcome.REFUSED)
    call_id = centre.reached(may_lee)
    assert shown(centre, may_lee).problem is RecordingProblem.NOT_STARTED
    assert centre.call(call_id).recording_announced_at is None
    obey()
    later(centre, 10)

    starts = [order for order in centre.carrier.orders if order.kind is K.RECORD_START]
    assert [bool(order.spoken) for order in starts] == [True, True]
    assert (shown(centre, may_lee).state, shown(centre, may_lee).problem) == (RecordingState.ON, None)
    assert centre.call(call_id).recording_announced_at is not None


def test_nobody_else_s_recording_is_anybody_s_to_pause_and_what_the_policy_forbids_is_refused(centre: Centre) -> None:
    may_lee, ken = centre.agent(), centre.agent()
    call_id = centre.answered(may_lee)

    with pytest.raises(NotYourCallError):
        centre.act(ken, call_id, CallAction.PAUSE_RECORDING)
    with pytest.raises(CallTransitionRefusedError):
        centre.act(may_lee, call_id, CallAction.STOP_RECORDING)
    with pytest.raises(CallTransitionRefusedError):
        centre.act(may_lee, call_id, CallAction.RESUME_RECORDING)


def test_a_caller_who_is_passed_on_outside_is_not_recorded_there(centre: Centre) -> None:
    may_lee = centre.agent()
    call_id = centre.answered(may_lee)
    sid = centre.call(call_id).call_sid
    centre.transfer(may_lee, call_id, TransferKind.COLD_NUMBER, number="+85228881234")
    centre.run()
    centre.carrier.answer(sid)
    centre.run()

    room = centre.carrier.carrier.find_room(sid)
    assert room is not None
    assert room.ended_by is None  # they go on talking
    assert [each.state for each in room.recordings] == [PartState.STOPPED]
    assert centre.call(call_id).recording is RecordingState.OFF


def test_repeated_and_overtaken_reports_of_recordings_change_nothing(centre: Centre) -> None:
    may_lee = centre.agent()
    call_id = centre.answered(may_lee)
    running = centre.carrier.sent[-1]
    centre.act(may_lee, call_id, CallAction.PAUSE_RECORDING)
    centre.run()
    told = len(centre.host.recordings)

    assert not centre.report(running)
    assert centre.report(replace(running, event_id="again"))  # new to the inbox, and overtaken

    assert shown(centre, may_lee).state is RecordingState.PAUSED
    assert len(centre.host.recordings) == told
    assert asked(centre) == [K.RECORD_START, K.RECORD_PAUSE]


def test_no_policy_no_recording(engine: sa.Engine) -> None:
    centre = Centre(engine)
    may_lee = centre.agent()
    call_id: UUID = centre.answered(may_lee)
    centre.caller_hangs_up(call_id)

    assert asked(centre) == []
    assert centre.host.recordings == []


@pytest.mark.parametrize("outcome", [OrderOutcome.CALL_UNKNOWN, OrderOutcome.CALL_ENDED])
def test_a_recording_of_a_call_that_the_carrier_has_no_more_is_not_stopped_for_ever(
    centre: Centre, outcome: OrderOutcome
) -> None:
    may_lee = centre.agent()
    call_id = centre.answered(may_lee)
    obey = unruly(centre, K.RECORD_STOP)
    centre.transfer(may_lee, call_id, TransferKind.COLD_NUMBER, number="+85228881234")
    centre.run()
    centre.carrier.answer(centre.call(call_id).call_sid)
    centre.run()
    obey()
    unruly(centre, K.RECORD_STOP, outcome=outcome)
    before = asked(centre).count(K.RECORD_STOP)
    for _ in range(4):
        later(centre, 10)

    assert asked(centre).count(K.RECORD_STOP) == before + 1
    call = centre.call(call_id)
    assert (call.recording, call.recording_asked, call.recording_problem) == (RecordingState.OFF, None, None)

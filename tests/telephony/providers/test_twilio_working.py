"""Many rooms at once: who looks after them, and what none of them waits for."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from telephony.contract import CallAction, CallState
from telephony.errors import CarrierRefusedError
from telephony.ports import WorkFactory
from telephony.providers.twilio.hands import Done
from telephony.providers.twilio.happenings import Seen
from telephony.providers.twilio.limits import RestLimits
from telephony.providers.twilio.repository import WorkRepository
from telephony.providers.twilio.rooms import Room
from telephony.providers.twilio.steps import Hold, Mute, Step
from telephony.providers.twilio.working import RoomWorker
from tests.telephony.providers.twilio_centre import TwilioCentre, opened_centre
from tests.telephony.support import Unit

ONE_CALL = RestLimits(calls_per_second=0.2)
SECONDS = 6
TALK = {"caller": {"agent"}, "agent": {"caller"}}


def test_a_call_that_may_not_start_yet_delays_no_order_of_another_call(engine: sa.Engine) -> None:
    with opened_centre(engine, limits=ONE_CALL) as centre:
        first, second = centre.agent(), centre.agent()
        talking = centre.answered(first)
        joining = centre.ring("+85291234568")

        centre.act(second, joining, CallAction.ANSWER)
        centre.run()  # the one call of these seconds has been started: nobody sleeps for the next
        assert centre.call(joining).state is CallState.CONNECTING
        with centre.open_work() as work:
            assert WorkRepository(work.session).count_waiting() == 1
        assert 5 < centre.rest.turn_seconds(1) <= 10, "the one that waits, and then whoever is wanted now"
        centre.act(first, talking, CallAction.HOLD)
        centre.run()
        assert centre.call(talking).state is CallState.HELD
        centre.act(first, talking, CallAction.HANG_UP)
        centre.run()
        assert centre.call(talking).state is CallState.ENDED
        assert centre.call(joining).state is CallState.CONNECTING

        centre.wait(SECONDS)
        assert centre.call(joining).state is CallState.TALKING
        with centre.open_work() as work:
            assert WorkRepository(work.session).count_waiting() == 0
        assert centre.rest.turn_seconds(0) == 0


def test_a_room_that_another_worker_was_quicker_with_is_not_looked_at_again(engine: sa.Engine) -> None:
    with opened_centre(engine) as centre:
        line = centre.caller()
        with centre.open_work() as work:
            work.session.execute(sa.text("UPDATE twilio_rooms SET look_at = :now"), {"now": centre.clock.now()})
        seen: list[str] = []
        slow = RoomWorker(_overtaken(centre), centre.deps, centre.hands, centre.clock.now)
        see = centre.hands.see

        def noted(room: Room, at: datetime) -> Seen:
            seen.append(room.call_sid)
            return see(room, at)

        centre.hands.see = noted  # type: ignore[method-assign]
        slow.run_due()

        assert seen == [line.sid]


def test_an_order_that_was_given_up_does_not_come_true_when_twilio_is_back(engine: sa.Engine) -> None:
    with opened_centre(engine) as centre:
        agent = centre.agent()
        call_id = centre.answered(agent)
        sid = centre.call(call_id).call_sid
        for action in (CallAction.HOLD, CallAction.MUTE):
            centre.cloud.do(lambda stage: stage.set_faults(rest={"500": 1.0}))
            centre.act(agent, call_id, action)
            centre.wait(centre.settings.order_seconds + 15, step=15)
            centre.cloud.do(lambda stage: stage.set_faults(rest={}))
            centre.wait(12, step=6)

            call = centre.desk(agent).call
            assert call is not None
            assert (call.state, call.pending, call.muted) == (CallState.TALKING, None, False)
            assert centre.heard(sid) == TALK


def test_a_hold_or_mute_that_twilio_refuses_is_told_and_not_asked_for_again(engine: sa.Engine) -> None:
    with opened_centre(engine) as centre:
        agent = centre.agent()
        call_id = centre.answered(agent)
        asked: list[Step] = []
        do = centre.hands.do

        def refusing(room: Room, step: Step, **more: Any) -> Done:
            if isinstance(step, (Hold, Mute)):
                asked.append(step)
                raise CarrierRefusedError
            return do(room, step, **more)

        centre.hands.do = refusing  # type: ignore[method-assign]
        for action in (CallAction.HOLD, CallAction.MUTE):
            centre.act(agent, call_id, action)
            centre.wait(12, step=6)
            call = centre.desk(agent).call
            assert call is not None
            assert (call.state, call.pending, call.muted) == (CallState.TALKING, None, False)
            assert len(asked) == 1
            asked.clear()


def test_a_transfer_that_was_given_up_leaves_the_caller_with_the_agent(engine: sa.Engine) -> None:
    with opened_centre(engine) as centre:
        agent = centre.agent()
        call_id = centre.answered(agent)
        sid = centre.call(call_id).call_sid
        colleague = centre.agent()
        centre.consult(agent, call_id, colleague)
        centre.run()
        centre.act(colleague, call_id, CallAction.ANSWER)
        centre.run()
        consult = {"caller": set(), "agent": {"colleague"}, "colleague": {"agent"}}
        assert centre.heard(sid) == consult

        centre.cloud.do(lambda stage: stage.set_faults(rest={"500": 1.0}))
        centre.act(agent, call_id, CallAction.COMPLETE_TRANSFER)
        centre.wait(centre.settings.order_seconds + 15, step=15)
        centre.cloud.do(lambda stage: stage.set_faults(rest={}))
        centre.wait(12, step=6)

        call = centre.desk(agent).call
        assert call is not None
        assert (call.state, call.pending) == (CallState.HELD, None)
        assert centre.heard(sid) == consult


def _overtaken(centre: TwilioCentre) -> WorkFactory:
    """Units of work after the first of which another worker does all that is due."""
    units = 0

    @contextmanager
    def opened() -> Iterator[Unit]:
        nonlocal units
        with centre.open_work() as work:
            yield work
        units += 1
        if units == 1:
            centre.provider.worker.run_due()

    return opened

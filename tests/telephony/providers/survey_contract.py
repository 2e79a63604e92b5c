"""What telephony may expect of any carrier when a caller is asked how it was."""

from uuid import uuid4

import pytest

from telephony.providers.base import EndedBy, OrderKind, OrderOutcome, ReportKind, RoomState
from tests.telephony.providers.points import POINTS, TALK
from tests.telephony.providers.surroundings import CALLER, Call, Conduct, Surroundings, new_number

K = OrderKind
R = OrderOutcome


class SurveyContract:
    """A caller alone is asked how it was, and their call ends."""

    def asked(self, world: Surroundings, *kinds: K) -> Call:
        call = Call(world)
        call.orders(*kinds)
        world.will_be_asked(call.sid)
        assert call.order(K.SURVEY) is R.DONE
        world.until(lambda: "Did we help?" in world.told(call.sid))
        return call

    @pytest.mark.parametrize("point", [point for point in POINTS if point != "handed over"])
    def test_a_caller_is_asked_alone_from_wherever_the_call_stands(self, world: Surroundings, point: str) -> None:
        call = self.asked(world, *POINTS[point])
        world.until(lambda: call.hears() == {})
        assert call.room == RoomState(survey_inputs=())
        assert call.kinds()[-1] is ReportKind.SURVEY_CHANGED
        listed = call.listed()
        assert listed is not None
        assert (listed.agent_endpoint, listed.colleague_endpoint) == ("", "")
        for kind in (K.JOIN_AGENT, K.HOLD, K.RECORD_START):
            assert call.order(kind) is R.REFUSED  # nobody comes in any more
        world.hang_up(call.sid, CALLER)
        world.until(lambda: call.room.ended_by is EndedBy.CALLER)

    def test_a_guest_who_stays_with_the_caller_hears_nothing_of_what_they_are_asked(self, world: Surroundings) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.HOLD, K.JOIN_COLLEAGUE, K.CONFER)
        assert call.order(K.KEEP_GUEST, call.theirs) is R.DONE
        world.will_be_asked(call.sid)
        assert call.order(K.SURVEY) is R.DONE
        assert call.order(K.REMOVE_GUEST, call.theirs) is R.DONE
        world.until(lambda: call.hears() == {} and call.room == RoomState(survey_inputs=()))

    def test_every_key_is_reported_once_and_the_last_ends_the_call(self, world: Surroundings) -> None:
        call = self.asked(world, K.JOIN_AGENT)
        for keys, told in (("9", "Not understood."), ("4", "as expected"), ("5", "recommend")):
            world.key(call.sid, keys)
            world.until(lambda told=told: told in world.told(call.sid))  # type: ignore[misc]
        world.key(call.sid, "10")
        world.until(lambda: "Thank you." in world.told(call.sid) or call.room.ended_by is not None)  # it is soon over
        world.until(lambda: call.room.ended_by is not None)
        assert call.room == RoomState(ended_by=EndedBy.AGENT, survey_inputs=("9", "4", "5", "10"))
        said = [
            report.room.survey_inputs for report in world.reports(call.sid) if report.room.survey_inputs is not None
        ]
        assert said == [(), ("9",), ("9", "4"), ("9", "4", "5"), *[("9", "4", "5", "10")] * 2]

    def test_silence_is_an_answer_and_whoever_stays_silent_is_let_go(self, world: Surroundings) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT)
        world.will_be_asked(call.sid, waits=False)
        assert call.order(K.SURVEY) is R.DONE
        world.until(lambda: call.room.ended_by is not None)
        assert call.room == RoomState(ended_by=EndedBy.AGENT, survey_inputs=("", ""))

    def test_the_order_again_asks_nothing_twice_and_an_end_ends(self, world: Surroundings) -> None:
        call = self.asked(world, K.JOIN_AGENT)
        world.key(call.sid, "4")
        world.until(lambda: call.room.survey_inputs == ("4",))
        assert call.order(K.SURVEY) is R.DONE
        assert call.room.survey_inputs == ("4",)
        assert call.order(K.END_CALL) is R.DONE
        world.until(lambda: call.room.ended_by is EndedBy.AGENT)
        assert call.order(K.SURVEY) is R.CALL_ENDED

    def test_who_is_with_somebody_outside_is_not_asked(self, world: Surroundings) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.HOLD)
        line, _ = call.outside(Conduct.ANSWERS)
        assert call.order(K.HAND_OVER, line) is R.DONE
        world.until(lambda: call.room.agent_endpoint == line)
        assert call.order(K.SURVEY) is R.REFUSED
        assert call.hears() == {CALLER: {line}, line: {CALLER}}

    def test_a_customer_whom_we_have_called_is_asked_too(self, world: Surroundings) -> None:
        number = new_number()
        world.behave(number, Conduct.ANSWERS)
        call = Call(world, f"out-{uuid4()}")
        assert call.order(K.DIAL, number=number) is R.DONE
        world.until(lambda: call.hears() == TALK)
        world.will_be_asked(call.sid, waits=False)
        assert call.order(K.SURVEY) is R.DONE
        world.until(lambda: call.room.ended_by is not None)
        assert call.room.survey_inputs == ("", "")

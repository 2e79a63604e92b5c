"""What telephony may expect of any carrier, as tests that each carrier's own module runs.

What a room is, and what of it was told, is asked of the port; who hears whom is asked of the world around the carrier,
since flags say what was sent and not what is heard. A new carrier passes when a class of its own inherits
`CarrierContract` and a fixture of its module gives the `world`.
"""

from typing import Final
from uuid import uuid4

import pytest

from telephony.contract import CallDirection, NumberCheck, Reached
from telephony.providers.base import EndedBy, OrderKind, OrderOutcome, ReportKind, RoomState
from tests.telephony.providers.guest_contract import GuestContract
from tests.telephony.providers.points import ALL, CONSULT, POINTS, TALK
from tests.telephony.providers.surroundings import (
    CALLER,
    CUSTOMER,
    OUR_NUMBER,
    RINGS_FOR,
    Call,
    Conduct,
    Surroundings,
    new_number,
)
from tests.telephony.providers.survey_contract import SurveyContract

K = OrderKind
R = OrderOutcome

WITH_AGENT: Final = [point for point in POINTS if point not in {"waiting", "handed over"}]
WITH_COLLEAGUE: Final = ["consulting", "turned back", "conferring"]


class ArrivalContract:
    """How callers come."""

    def test_a_caller_who_waits_is_reported_once_with_what_is_known_of_them(self, world: Surroundings) -> None:
        call = Call(world, world.ring(verified=True))
        assert call.kinds() == [ReportKind.CALL_ARRIVED]
        (report,) = world.reports(call.sid)
        arrival = report.arrival
        assert (report.sequence, arrival.direction) == (1, CallDirection.INBOUND)
        assert (arrival.from_number, arrival.to_number) == (CUSTOMER, OUR_NUMBER)
        assert arrival.number_check is NumberCheck.PASSED
        assert report.room == RoomState()
        assert call.hears() == {}

    def test_a_withheld_number_is_no_number(self, world: Surroundings) -> None:
        call = Call(world, world.ring(""))
        assert world.reports(call.sid)[0].arrival.from_number == ""

    def test_what_a_caller_answered_in_the_menu_comes_with_their_arrival(self, world: Surroundings) -> None:
        call = Call(world, world.ring(keys=["2", "1", "10020030"]))
        world.until(lambda: bool(world.reports(call.sid)))
        assert world.reports(call.sid)[0].arrival.menu_inputs == ("2", "1", "10020030")

    def test_who_is_still_in_the_menu_is_in_no_room_and_who_hangs_up_there_is_told_of_once(
        self, world: Surroundings
    ) -> None:
        call = Call(world, world.ring(keys=["2"]))
        assert world.provider.look_up_room(call.sid) is None
        assert call.listed() is None
        world.hang_up(call.sid, CALLER)
        world.until(lambda: bool(world.reports(call.sid)))
        (report,) = world.reports(call.sid)
        assert (report.kind, report.sequence, report.room.ended_by) == (ReportKind.MENU_LEFT, 1, EndedBy.CALLER)
        assert report.arrival.menu_inputs == ("2",)
        assert report.arrival.called_at is not None
        assert report.arrival.called_at <= report.at
        assert call.listed() is None


class TalkContract:
    """Orders about one agent and their caller."""

    def test_caller_and_agent_hear_each_other_and_nobody_while_one_holds(self, world: Surroundings) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT)
        assert (call.room, call.hears()) == (RoomState(agent_endpoint=call.mine), TALK)
        call.orders(K.HOLD)
        assert (call.room.caller_held, call.hears()) == (True, {})
        call.orders(K.RESUME)
        assert (call.room.caller_held, call.hears()) == (False, TALK)
        call.orders(K.MUTE)
        assert (call.room.agent_muted, call.hears()) == (True, {"agent": {CALLER}})
        call.orders(K.UNMUTE)
        assert (call.room.agent_muted, call.hears()) == (False, TALK)
        assert call.kinds() == [
            ReportKind.CALL_ARRIVED,
            ReportKind.PARTY_JOINED,
            ReportKind.PARTY_HELD,
            ReportKind.PARTY_RESUMED,
            ReportKind.PARTY_MUTED,
            ReportKind.PARTY_UNMUTED,
        ]

    def test_the_same_order_again_is_answered_the_same_and_done_once(self, world: Surroundings) -> None:
        call, once = Call(world), uuid4()
        assert [call.order(K.JOIN_AGENT, order_id=once) for _ in range(3)] == [R.DONE] * 3
        assert call.order(K.JOIN_AGENT) is R.DONE  # the same wish under another id rings no telephone twice
        assert call.hears() == TALK
        held = uuid4()
        call.order(K.HOLD, order_id=held)
        call.orders(K.RESUME)
        assert call.order(K.HOLD, order_id=held) is R.DONE
        assert call.hears() == TALK  # an order that comes again late undoes nothing

    def test_an_order_that_the_room_does_not_allow_is_refused_and_changes_nothing(self, world: Surroundings) -> None:
        call = Call(world)
        assert [call.order(kind) for kind in (K.HOLD, K.RESUME, K.MUTE, K.CONFER)] == [R.REFUSED] * 4
        assert call.order(K.HAND_OVER, call.theirs) is R.REFUSED
        call.orders(K.JOIN_AGENT)
        assert [call.order(kind, call.theirs) for kind in (K.HOLD, K.MUTE, K.HAND_OVER)] == [R.REFUSED] * 3
        assert (call.room, call.hears()) == (RoomState(agent_endpoint=call.mine), TALK)

    def test_an_agent_who_is_taken_out_leaves_the_caller_waiting(self, world: Surroundings) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.REMOVE_AGENT)
        assert (call.room, call.hears()) == (RoomState(), {})
        assert call.order(K.JOIN_AGENT, call.theirs) is R.DONE
        assert call.hears() == {CALLER: {"colleague"}, "colleague": {CALLER}}

    def test_a_call_that_nobody_knows_is_told_apart_from_one_that_is_over(self, world: Surroundings) -> None:
        call = Call(world)
        world.hang_up(call.sid, CALLER)
        world.settle()
        assert [call.order(kind) for kind in (K.JOIN_AGENT, K.HOLD)] == [R.CALL_ENDED] * 2
        nobodys = Call(world, "CA" + "0" * 32)
        assert [nobodys.order(kind) for kind in (K.JOIN_AGENT, K.HOLD)] == [R.CALL_UNKNOWN] * 2
        assert world.provider.look_up_room(nobodys.sid) is None

    def test_live_rooms_are_listed_with_their_lines_and_a_look_up_repeats_the_last_report(
        self, world: Surroundings
    ) -> None:
        waits, talks, over = Call(world), Call(world), Call(world)
        talks.orders(K.JOIN_AGENT, K.HOLD, K.JOIN_COLLEAGUE)
        over.orders(K.JOIN_AGENT, K.END_CALL)
        assert over.listed() is None
        listed, alone = talks.listed(), waits.listed()
        assert listed is not None
        assert alone is not None
        assert (listed.agent_endpoint, listed.colleague_endpoint) == (talks.mine, talks.theirs)
        assert (alone.agent_endpoint, alone.sequence) == ("", 1)
        for call in (waits, talks, over):
            last = world.reports(call.sid)[-1]
            again = world.provider.look_up_room(call.sid)
            assert again is not None
            assert (again.sequence, again.room, again.kind) == (last.sequence, last.room, last.kind)
        numbers = [report.sequence for report in world.reports(talks.sid)]
        assert numbers == sorted(set(numbers))


class TransferContract:
    """A third party in the room."""

    def test_a_consultation_turns_to_one_at_a_time_until_all_confer(self, world: Surroundings) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.HOLD, K.JOIN_COLLEAGUE)
        assert (call.room.colleague_endpoint, call.hears()) == (call.theirs, CONSULT)
        call.orders(K.RESUME)
        assert (call.room.caller_held, call.hears()) == (False, TALK)
        call.orders(K.HOLD)
        assert call.hears() == CONSULT
        call.orders(K.CONFER)
        assert (call.room.conferring, call.hears()) == (True, ALL)
        call.orders(K.HOLD)
        assert (call.room.conferring, call.hears()) == (False, CONSULT)
        call.orders(K.REMOVE_COLLEAGUE, K.RESUME)
        assert (call.room, call.hears()) == (RoomState(agent_endpoint=call.mine), TALK)

    def test_a_caller_who_is_handed_over_hears_the_colleague_and_the_former_agent_nobody(
        self, world: Surroundings
    ) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.HOLD, K.JOIN_COLLEAGUE, K.HAND_OVER)
        assert call.room == RoomState(agent_endpoint=call.theirs)
        assert call.hears() == {CALLER: {"colleague"}, "colleague": {CALLER}}

    def test_somebody_outside_who_answers_is_the_colleague_and_may_go_again(self, world: Surroundings) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.HOLD)
        line, _ = call.outside(Conduct.ANSWERS)
        world.until(lambda: line in call.hears())
        assert (call.room.colleague_endpoint, call.room.colleague_reached) == (line, Reached.HERE)
        assert call.hears() == {"agent": {line}, line: {"agent"}}
        world.hang_up(call.sid, line)
        world.until(lambda: call.room.colleague_endpoint == "")
        assert (call.room.colleague_failed, call.room.ended_by, call.room.caller_held) == (None, None, True)

    @pytest.mark.parametrize(
        ("conduct", "why"),
        [
            (Conduct.BUSY, EndedBy.BUSY),
            (Conduct.LETS_RING, EndedBy.NO_ANSWER),
            (Conduct.UNREACHABLE, EndedBy.UNREACHABLE),
        ],
    )
    def test_somebody_outside_who_does_not_come_leaves_the_call_as_it_was(
        self, world: Surroundings, conduct: Conduct, why: EndedBy
    ) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.HOLD)
        call.outside(conduct)
        world.until(lambda: call.room.colleague_failed is not None)
        assert call.room == RoomState(agent_endpoint=call.mine, caller_held=True, colleague_failed=why)
        call.orders(K.RESUME)
        assert call.hears() == TALK

    def test_the_same_call_outside_rings_once_and_can_be_called_off(self, world: Surroundings) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.HOLD)
        line, number = call.outside(Conduct.RINGS_ON)
        world.until(lambda: call.room.colleague_reached is Reached.RINGING)
        assert call.order(K.DIAL_OUTSIDE, line, number=number) is R.DONE
        assert call.kinds().count(ReportKind.PARTY_ALERTING) == 1
        assert call.order(K.REMOVE_COLLEAGUE, line) is R.DONE
        world.until(lambda: call.room.colleague_endpoint == "")
        call.orders(K.RESUME)
        assert call.hears() == TALK

    def test_a_caller_left_to_a_number_that_answers_talks_with_them_and_the_agent_is_out(
        self, world: Surroundings
    ) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.HOLD)
        line, _ = call.outside(Conduct.ANSWERS)
        assert call.order(K.HAND_OVER, line) is R.DONE
        world.until(lambda: CALLER in call.hears())
        assert call.hears() == {CALLER: {line}, line: {CALLER}}
        assert call.room.agent_endpoint == line
        world.hang_up(call.sid, line)
        world.until(lambda: call.room.ended_by is not None)


class HangUpContract:
    """Whoever puts down the telephone, at each point."""

    @pytest.mark.parametrize("point", POINTS)
    def test_a_caller_who_hangs_up_ends_the_call_for_all(self, world: Surroundings, point: str) -> None:
        call = Call(world)
        call.orders(*POINTS[point])
        world.hang_up(call.sid, CALLER)
        world.until(lambda: call.room.ended_by is not None)
        world.settle()
        assert (call.room.ended_by, call.hears(), call.listed()) == (EndedBy.CALLER, {}, None)
        assert call.kinds().count(ReportKind.CALL_ENDED) == 1

    @pytest.mark.parametrize("point", WITH_AGENT)
    def test_an_agent_whose_line_goes_down_leaves_the_caller_on_theirs(self, world: Surroundings, point: str) -> None:
        call = Call(world)
        call.orders(*POINTS[point])
        world.hang_up(call.sid, call.mine)
        world.until(lambda: call.room.agent_endpoint == "")
        assert call.room.ended_by is None
        assert call.listed() is not None
        assert "agent" not in call.hears()
        assert call.order(K.END_CALL) is R.DONE
        world.until(lambda: call.room.ended_by is not None)
        assert call.hears() == {}

    @pytest.mark.parametrize("point", WITH_COLLEAGUE)
    def test_a_colleague_whose_line_goes_down_leaves_agent_and_caller(self, world: Surroundings, point: str) -> None:
        call = Call(world)
        call.orders(*POINTS[point])
        world.hang_up(call.sid, call.theirs)
        world.until(lambda: call.room.colleague_endpoint == "")
        assert (call.room.agent_endpoint, call.room.ended_by) == (call.mine, None)
        call.orders(K.RESUME)
        assert call.hears() == TALK

    @pytest.mark.parametrize("point", POINTS)
    def test_a_call_that_is_ended_is_over_for_all(self, world: Surroundings, point: str) -> None:
        call = Call(world)
        call.orders(*POINTS[point])
        assert call.order(K.END_CALL) is R.DONE
        world.until(lambda: call.room.ended_by is not None)
        assert (call.room.ended_by, call.hears(), call.listed()) == (EndedBy.AGENT, {}, None)

    def test_a_caller_who_hangs_up_while_somebody_outside_rings_rings_nobody_any_more(
        self, world: Surroundings
    ) -> None:
        call = Call(world)
        call.orders(K.JOIN_AGENT, K.HOLD)
        call.outside(Conduct.RINGS_ON)
        world.until(lambda: call.room.colleague_reached is Reached.RINGING)
        world.hang_up(call.sid, CALLER)
        world.until(lambda: call.room.ended_by is not None)
        world.settle()
        assert (call.room.ended_by, call.hears(), call.listed()) == (EndedBy.CALLER, {}, None)


class OutgoingContract:
    """Calls that an agent makes."""

    def dial(self, world: Surroundings, conduct: Conduct) -> Call:
        number = new_number()
        world.behave(number, conduct)
        call = Call(world, f"out-{uuid4()}")
        assert call.order(K.DIAL, number=number, ring_seconds=RINGS_FOR[conduct]) is R.DONE
        return call

    def test_a_customer_who_answers_talks_with_the_agent_who_was_there_before(self, world: Surroundings) -> None:
        call = self.dial(world, Conduct.ANSWERS)
        world.until(lambda: call.hears() == TALK)
        assert call.room == RoomState(agent_endpoint=call.mine)
        kinds = call.kinds()
        assert kinds[0] is ReportKind.CALL_DIALLED
        assert ReportKind.PARTY_JOINED in kinds[kinds.index(ReportKind.CALL_ALERTING) :]
        assert {report.arrival.direction for report in world.reports(call.sid)} == {CallDirection.OUTBOUND}
        world.hang_up(call.sid, CALLER)
        world.until(lambda: call.room.ended_by is EndedBy.CALLER)
        assert call.hears() == {}

    @pytest.mark.parametrize(
        ("conduct", "why"),
        [
            (Conduct.BUSY, EndedBy.BUSY),
            (Conduct.LETS_RING, EndedBy.NO_ANSWER),
            (Conduct.UNREACHABLE, EndedBy.UNREACHABLE),
        ],
    )
    def test_a_customer_who_is_not_reached_ends_the_call_with_why(
        self, world: Surroundings, conduct: Conduct, why: EndedBy
    ) -> None:
        call = self.dial(world, conduct)
        world.until(lambda: call.room.ended_by is not None)
        assert (call.room.ended_by, call.hears(), call.listed()) == (why, {}, None)

    def test_an_agent_who_gives_up_while_it_rings_ends_the_call(self, world: Surroundings) -> None:
        call = self.dial(world, Conduct.RINGS_ON)
        world.until(lambda: call.room.reached is Reached.RINGING)
        assert call.order(K.END_CALL) is R.DONE
        world.until(lambda: call.room.ended_by is not None)
        assert (call.room.ended_by, call.hears()) == (EndedBy.AGENT, {})


class CarrierContract(
    ArrivalContract,
    TalkContract,
    TransferContract,
    GuestContract,
    HangUpContract,
    OutgoingContract,
    SurveyContract,
):
    """Everything."""

"""What becomes of a seat that was left, and of an agent who signs out in the middle of their work."""

from telephony.agents.service import sign_out_agent
from telephony.contract import AgentState, CallAction, CallState, WrapUpMode
from telephony.providers.simulator.rooms import hears
from telephony.seats.service import leave_seat
from tests.telephony.test_seats import Machine, machine, row, seat, seated_agent
from tests.telephony.test_wrap_up import queue

__all__ = ["machine"]


def test_a_desktop_that_is_left_takes_the_seat_that_another_has_freed_and_is_watched(machine: Machine) -> None:
    agent_id, left = seated_agent(machine)
    active = seat(machine, agent_id)
    machine.pass_seconds(2, left, active)
    machine.centre.do(lambda session, deps: leave_seat(session, deps, agent_id, active))

    machine.pass_seconds(2, left)

    found = machine.centre.desk(agent_id).seat
    assert found is not None
    assert found.session_id == left
    machine.pass_seconds(20)
    assert row(machine.centre, agent_id).desktop_lost_at is not None


def test_a_caller_on_hold_behind_a_dead_desktop_is_given_back_to_the_agents_telephone(machine: Machine) -> None:
    centre = machine.centre
    agent_id, _ = seated_agent(machine)
    call_id = centre.answered(agent_id)
    centre.act(agent_id, call_id, CallAction.HOLD)
    centre.run()
    machine.pass_seconds(40)
    centre.run()
    assert centre.call(call_id).state is CallState.HELD

    machine.pass_seconds(30)
    centre.run()

    assert centre.call(call_id).state is CallState.TALKING
    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    assert hears(room) == {"caller": ("agent",), "agent": ("caller",)}


def test_a_desktop_that_comes_back_in_time_finds_the_caller_on_hold_as_it_left_them(machine: Machine) -> None:
    centre = machine.centre
    agent_id, session_id = seated_agent(machine)
    call_id = centre.answered(agent_id)
    centre.act(agent_id, call_id, CallAction.HOLD)
    centre.run()
    machine.pass_seconds(40)

    machine.pass_seconds(60, session_id)
    centre.run()

    assert centre.call(call_id).state is CallState.HELD


def test_a_beat_that_comes_after_the_sign_out_takes_no_seat(machine: Machine) -> None:
    agent_id, session_id = seated_agent(machine)
    machine.watch = machine.new_watch(is_signed_in=lambda *_: False)
    machine.centre.do(lambda session, deps: leave_seat(session, deps, agent_id, session_id))

    machine.pass_seconds(2, session_id)

    found = machine.centre.desk(agent_id).seat
    assert found is not None
    assert found.session_id is None


def test_one_who_signs_out_during_a_call_is_not_made_ready_by_the_clock(machine: Machine) -> None:
    centre = machine.centre
    queue(centre, WrapUpMode.TIMED, outcome_required=False)
    agent_id, session_id = seated_agent(machine)
    call_id = centre.answered(agent_id)
    centre.do(lambda session, deps: leave_seat(session, deps, agent_id, session_id))
    centre.do(lambda session, deps: sign_out_agent(session, deps, agent_id))

    centre.caller_hangs_up(call_id)
    machine.pass_seconds(61)
    centre.run()

    assert centre.desk(agent_id).agent.state is AgentState.OFFLINE


def test_one_who_signs_in_again_before_the_end_of_the_work_goes_on_as_before(machine: Machine) -> None:
    centre = machine.centre
    agent_id, session_id = seated_agent(machine)
    call_id = centre.answered(agent_id)
    centre.do(lambda session, deps: leave_seat(session, deps, agent_id, session_id))
    centre.do(lambda session, deps: sign_out_agent(session, deps, agent_id))
    assert centre.desk(agent_id).agent.next is not None

    seat(machine, agent_id)
    centre.caller_hangs_up(call_id)

    assert centre.finish(agent_id, call_id).agent.state is AgentState.READY

"""An agent calls a colleague, alone or into a customer's call: one of the others is heard at a time."""

from uuid import UUID

import pytest
import sqlalchemy as sa

from telephony.calls.models import PartyRow
from telephony.contract import (
    AgentAction,
    AgentState,
    CallAction,
    CallDirection,
    CallRole,
    CallState,
    ChosenReason,
    ColleagueOutcome,
    ColleagueState,
    EndCause,
)
from telephony.errors import ColleagueNotFreeError, TransferAlreadyStartedError
from telephony.providers.simulator.rooms import hears, hears_music
from tests.telephony.support import Centre


def room_of(centre: Centre, call_id: UUID) -> dict[str, tuple[str, ...]]:
    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    return hears(room)


def test_a_colleague_answers_and_both_are_free_when_one_hangs_up(centre: Centre) -> None:
    agent, colleague = centre.agent(), centre.agent()
    call_id = centre.call_colleague(agent, colleague)
    centre.run()
    shown = centre.desk(colleague)
    assert shown.call is not None
    assert shown.offer is not None
    assert (shown.call.role, shown.call.direction) == (CallRole.COLLEAGUE, CallDirection.INTERNAL)
    assert shown.call.allowed == {CallAction.ANSWER, CallAction.DECLINE}
    assert shown.offer.payload == {"from": str(agent)}

    centre.act(colleague, call_id, CallAction.ANSWER)
    centre.run()
    assert centre.call(call_id).state is CallState.TALKING
    assert room_of(centre, call_id) == {"agent": ("colleague",), "colleague": ("agent",)}

    centre.act(colleague, call_id, CallAction.HANG_UP)
    centre.run()
    assert centre.call(call_id).end_cause is EndCause.CALLER_HUNG_UP
    for each in (agent, colleague):
        desk = centre.desk(each)
        assert (desk.agent.state, desk.call) == (AgentState.READY, None)
    assert room_of(centre, call_id) == {}


def test_the_agent_hangs_up_and_the_colleague_is_free(centre: Centre) -> None:
    agent, colleague = centre.agent(), centre.agent()
    call_id = centre.call_colleague(agent, colleague)
    centre.act(colleague, call_id, CallAction.ANSWER)
    centre.run()
    centre.act(agent, call_id, CallAction.HANG_UP)
    centre.run()

    assert {centre.desk(each).agent.state for each in (agent, colleague)} == {AgentState.READY}


def test_a_colleague_who_does_not_answer_has_missed_nothing(centre: Centre) -> None:
    agent, colleague = centre.agent(), centre.agent()
    call_id = centre.call_colleague(agent, colleague)
    centre.run()
    centre.clock.advance(46)
    centre.run()

    assert centre.call(call_id).end_cause is EndCause.NO_ANSWER
    desk = centre.desk(colleague)
    assert (desk.agent.state, desk.agent.misses, desk.day.missed) == (AgentState.READY, 0, 0)
    assert centre.desk(agent).agent.state is AgentState.READY


def test_a_colleague_declines(centre: Centre) -> None:
    agent, colleague = centre.agent(), centre.agent()
    call_id = centre.call_colleague(agent, colleague)
    centre.act(colleague, call_id, CallAction.DECLINE)
    centre.run()

    assert centre.call(call_id).end_cause is EndCause.DECLINED
    assert centre.desk(colleague).offer is None


def test_a_colleague_who_goes_to_lunch_while_it_rings_ends_the_call(centre: Centre) -> None:
    agent, colleague = centre.agent(), centre.agent()
    centre.call_colleague(agent, colleague)
    centre.go(colleague, AgentAction.GO_NOT_READY, ChosenReason.LUNCH)
    centre.run()

    assert centre.desk(agent).agent.state is AgentState.READY


def test_only_a_colleague_who_is_ready_is_called(centre: Centre) -> None:
    agent, away = centre.agent(), centre.agent(ready=False)
    with pytest.raises(ColleagueNotFreeError):
        centre.call_colleague(agent, away)
    with pytest.raises(ColleagueNotFreeError):
        centre.call_colleague(agent, agent)


def test_in_a_consult_the_customer_hears_music_and_neither_of_the_two(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    colleague = centre.agent()
    centre.consult(agent, call_id, colleague)
    centre.run()
    assert centre.call(call_id).state is CallState.HELD
    centre.act(colleague, call_id, CallAction.ANSWER)
    centre.run()

    room = centre.carrier.carrier.find_room(centre.call(call_id).call_sid)
    assert room is not None
    assert hears(room) == {"caller": (), "agent": ("colleague",), "colleague": ("agent",)}
    assert hears_music(room) == ("caller",)
    desk = centre.desk(agent)
    assert desk.call is not None
    assert CallAction.HANG_UP not in desk.call.allowed, "nobody is dropped by mistake"
    assert desk.call.allowed == {
        CallAction.RESUME,
        CallAction.END_CONSULT,
        CallAction.COMPLETE_TRANSFER,
        CallAction.CONFER,
        CallAction.RECOVER_CALLER,
    }


def consulting(centre: Centre) -> tuple[UUID, UUID, UUID]:
    agent = centre.agent()
    call_id = centre.answered(agent)
    colleague = centre.agent()
    centre.consult(agent, call_id, colleague)
    centre.run()
    centre.act(colleague, call_id, CallAction.ANSWER)
    centre.run()
    return agent, call_id, colleague


def test_one_key_goes_from_one_to_the_other(centre: Centre) -> None:
    agent, call_id, _ = consulting(centre)
    centre.act(agent, call_id, CallAction.RESUME)
    centre.run()
    assert room_of(centre, call_id) == {"caller": ("agent",), "agent": ("caller",), "colleague": ()}
    centre.act(agent, call_id, CallAction.HOLD)
    centre.run()

    assert room_of(centre, call_id)["colleague"] == ("agent",)
    with centre.engine.begin() as connection:
        audible = connection.execute(
            sa.select(PartyRow.kind).where(PartyRow.kind != "agent", ~PartyRow.held, PartyRow.left_at.is_(None))
        )
        assert audible.scalars().all() == ["colleague"]


def test_the_database_lets_nobody_be_heard_beside_another(centre: Centre) -> None:
    consulting(centre)
    with pytest.raises(sa.exc.IntegrityError), centre.engine.begin() as connection:
        connection.execute(sa.update(PartyRow).values(held=False))


def test_the_end_of_the_consult_brings_the_customer_back(centre: Centre) -> None:
    agent, call_id, colleague = consulting(centre)
    desk = centre.act(agent, call_id, CallAction.END_CONSULT)
    assert desk.call is not None
    assert (desk.call.pending, desk.call.colleague) == (CallAction.RESUME, None)
    assert centre.desk(colleague).agent.state is AgentState.READY
    centre.run()

    assert centre.call(call_id).state is CallState.TALKING
    assert room_of(centre, call_id) == {"caller": ("agent",), "agent": ("caller",)}


def test_the_agent_is_told_when_the_colleague_leaves(centre: Centre) -> None:
    agent, call_id, colleague = consulting(centre)
    centre.act(colleague, call_id, CallAction.HANG_UP)
    centre.run()

    desk = centre.desk(agent)
    assert desk.call is not None
    assert (desk.call.state, desk.call.colleague_outcome) == (CallState.HELD, ColleagueOutcome.LEFT)


def test_a_customer_who_hangs_up_frees_the_colleague(centre: Centre) -> None:
    agent, call_id, colleague = consulting(centre)
    centre.caller_hangs_up(call_id)

    assert centre.desk(agent).agent.state is AgentState.WRAP_UP
    assert centre.desk(colleague).agent.state is AgentState.READY


def test_a_customer_who_hangs_up_while_it_rings_at_the_colleague_ends_the_ringing(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    colleague = centre.agent()
    centre.consult(agent, call_id, colleague)
    centre.caller_hangs_up(call_id)

    assert centre.desk(colleague).offer is None
    assert centre.desk(colleague).agent.state is AgentState.READY


def test_a_colleague_whose_line_the_carrier_does_not_join_is_free_again(centre: Centre) -> None:
    agent = centre.agent()
    call_id = centre.answered(agent)
    colleague = centre.agent()
    centre.consult(agent, call_id, colleague)
    centre.run()
    centre.act(colleague, call_id, CallAction.ANSWER)
    centre.carrier.away = True
    centre.clock.advance(16)
    centre.timers.run_due()

    call = centre.call(call_id)
    assert (call.state, call.colleague_state, call.colleague_outcome) == (CallState.HELD, None, ColleagueOutcome.AWAY)
    centre.carrier.away = False
    centre.clock.advance(10)
    centre.run()
    assert "colleague" not in room_of(centre, call_id)


def test_one_consult_at_a_time(centre: Centre) -> None:
    agent, call_id, _ = consulting(centre)
    other = centre.agent()
    with pytest.raises(TransferAlreadyStartedError):
        centre.consult(agent, call_id, other)
    assert centre.call(call_id).colleague_state is ColleagueState.JOINED

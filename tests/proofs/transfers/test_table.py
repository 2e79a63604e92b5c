"""Transfers over real HTTP as they go on after the cells of the table (`test_cells`): answers, notes, wrap-ups, people
outside, and callers who are sent on without a word."""

from collections.abc import Iterator

import pytest

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from telephony.contract import AgentState, CallAction, CallState, TransferKind, TransferState
from telephony.contract import TransferOutcome as Why
from tests.proofs.transfers.stage import (
    ALONE,
    CONFERENCE,
    CONSULT,
    HELD,
    OUTSIDE_NUMBER,
    OVER,
    SWAPPED,
    TALK,
    Stage,
    opened_stage,
)
from tests.server.support import until


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with opened_stage(database_url) as stage:
        yield stage
        stage.nobody_is_held_for_nothing()


# while it rings


def test_ringing_and_the_agents_line_goes_down_the_specialist_gets_the_caller(stage: Stage) -> None:
    stage.ringing()
    stage.at_the_carrier("drop", party="agent")
    until(lambda: stage.may.state is AgentState.WRAP_UP)
    stage.hear(ALONE)
    assert stage.room().music == ("caller",)

    stage.ken.answer()

    stage.hear(TALK)
    assert stage.ends() == (TransferState.DONE, Why.AGENT_GONE_BLIND)


def test_ringing_and_the_agent_completes_early_it_is_blind_and_the_answer_has_the_caller(stage: Stage) -> None:
    stage.send_note()
    stage.ringing()
    stage.act(CallAction.COMPLETE_TRANSFER)
    stage.hear(ALONE)

    stage.ken.answer()

    stage.hear(TALK)
    assert stage.ends() == (TransferState.DONE, Why.COMPLETED)


# while the two speak


def test_consulting_and_completed_the_caller_is_the_specialists_and_each_wraps_up_their_part(stage: Stage) -> None:
    stage.consulting()
    stage.send_note()
    until(lambda: stage.may.call is not None and CallAction.COMPLETE_TRANSFER in stage.may.call.allowed)
    stage.act(CallAction.COMPLETE_TRANSFER)

    stage.hear(TALK)
    assert stage.ends() == (TransferState.DONE, Why.COMPLETED)
    until(lambda: stage.may.state is AgentState.WRAP_UP)
    until(lambda: stage.ken.call is not None and stage.ken.call.state is CallState.TALKING)
    stage.ken.ask(stage.call_id, CallAction.HANG_UP)
    stage.hear(OVER)
    until(lambda: stage.ken.state is AgentState.WRAP_UP)


def test_consulting_without_the_note_nothing_is_completed(stage: Stage) -> None:
    stage.consulting()
    with pytest.raises(ClientError) as refused:
        stage.act(CallAction.COMPLETE_TRANSFER)

    assert refused.value.code in {ErrorCode.HANDOVER_MISSING, ErrorCode.CALL_TRANSITION_REFUSED}
    stage.hear(CONSULT)


def test_two_transfers_at_once_are_refused_and_a_second_one_after_the_first_is_fine(stage: Stage) -> None:
    stage.consulting()
    with pytest.raises(ClientError) as refused:
        stage.begin()
    assert refused.value.code is ErrorCode.TRANSFER_ALREADY_STARTED

    stage.act(CallAction.END_CONSULT)
    stage.hear(TALK)
    until(lambda: stage.ken.state is AgentState.READY)
    until(lambda: stage.may.call is not None and CallAction.CONSULT in stage.may.call.allowed)
    stage.consulting()


def test_the_agent_turns_from_one_to_the_other_and_all_confer(stage: Stage) -> None:
    stage.consulting()
    for action, heard in (
        (CallAction.RESUME, SWAPPED),
        (CallAction.HOLD, CONSULT),
        (CallAction.CONFER, CONFERENCE),
        (CallAction.RECOVER_CALLER, TALK),
    ):
        until(lambda action=action: stage.may.call is not None and action in stage.may.call.allowed)  # type: ignore[misc]
        stage.act(action)
        stage.hear(heard)


# somebody outside, and without a word


def test_outside_answers_and_takes_the_caller_over(stage: Stage) -> None:
    stage.send_note()
    stage.begin(number=OUTSIDE_NUMBER)
    until(lambda: stage.room().ringback == ("agent",))
    stage.at_the_carrier("answer")
    stage.hear(CONSULT)
    until(lambda: stage.may.call is not None and CallAction.COMPLETE_TRANSFER in stage.may.call.allowed)
    stage.act(CallAction.COMPLETE_TRANSFER)

    stage.hear(TALK)
    assert stage.ends() == (TransferState.DONE, Why.COMPLETED)


@pytest.mark.parametrize(
    ("conduct", "why"), [("busy", Why.BUSY), ("declines", Why.DECLINED), ("unreachable", Why.UNREACHABLE)]
)
def test_outside_does_not_come_and_the_agent_is_told_why(stage: Stage, conduct: str, why: Why) -> None:
    stage.begin(number=OUTSIDE_NUMBER)
    until(lambda: stage.room().ringback == ("agent",))
    stage.at_the_carrier("refuse", conduct=conduct)

    stage.stand(TransferState.FAILED, why)
    stage.hear(HELD)
    stage.act(CallAction.RECOVER_CALLER)
    stage.hear(TALK)


def test_left_to_a_number_outside_that_refuses_the_caller_is_back_in_the_queue(stage: Stage) -> None:
    stage.begin(TransferKind.COLD_NUMBER, number=OUTSIDE_NUMBER)
    until(lambda: stage.room().ringback == ("caller",))
    stage.at_the_carrier("refuse", conduct="busy")

    assert stage.ends() == (TransferState.FAILED, Why.REQUEUED)
    stage.ken.answer()
    stage.hear(TALK)


def test_sent_to_a_person_without_a_word_they_have_the_caller(stage: Stage) -> None:
    stage.begin(TransferKind.COLD_AGENT, agent_id=stage.ken.agent_id)
    until(lambda: stage.may.state is AgentState.WRAP_UP)
    stage.ken.answer()

    stage.hear(TALK)
    assert stage.ends() == (TransferState.DONE, Why.COMPLETED)


def test_sent_to_a_queue_without_a_word_whoever_is_ready_there_has_the_caller(stage: Stage) -> None:
    stage.begin(TransferKind.COLD_QUEUE, queue_code=stage.floor.settings.telephony.default_queue)
    stage.ken.answer()

    stage.hear(TALK)
    assert stage.ends() == (TransferState.DONE, Why.COMPLETED)

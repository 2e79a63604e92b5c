"""The steps of a caller who is passed on: real server, carrier and database, the product's client at two desks."""

from collections.abc import Iterator

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from telephony.contract import AgentState, CallAction, CallState, TransferOutcome, TransferState
from tests.proofs.transfers.stage import CONSULT, HELD, OVER, TALK, Stage, opened_stage
from tests.server.support import until

scenarios("transfer.feature")


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    with opened_stage(database_url) as stage:
        yield stage


@given("May talks with a caller, and the specialist Ken is ready")
def begun(stage: Stage) -> None:
    stage.hear(TALK)


@when("May asks Ken")
def asks(stage: Stage) -> None:
    stage.begin()


@then("the caller hears music while it rings at Ken")
def rings(stage: Stage) -> None:
    until(lambda: stage.ken.desk is not None and stage.ken.desk.offer is not None)
    stage.hear(HELD)
    assert stage.room().music == ("caller",)


@when(parsers.parse('May sends Ken the note "{text}"'))
def sends(stage: Stage, text: str) -> None:
    stage.send_note(text)


@then("Ken reads the note before he answers")
def reads(stage: Stage) -> None:
    note = stage.ken.api.handovers.received(stage.call_id, read=True)
    assert note.summary == "The card is with her."


@when("Ken answers")
def answers(stage: Stage) -> None:
    stage.ken.answer()


@then("May and Ken hear each other, and the caller hears music")
def consult(stage: Stage) -> None:
    stage.hear(CONSULT)
    assert stage.room().music == ("caller",)
    stage.stand(TransferState.CONSULTING)


@then("May is told that Ken has read the note")
def receipt(stage: Stage) -> None:
    assert stage.may.api.handovers.handover(stage.call_id).read_at is not None


@when("May completes the transfer")
def completes(stage: Stage) -> None:
    until(lambda: stage.may.call is not None and CallAction.COMPLETE_TRANSFER in stage.may.call.allowed)
    stage.act(CallAction.COMPLETE_TRANSFER)


@then("Ken and the caller hear each other, and May is out")
def handed_over(stage: Stage) -> None:
    stage.hear(TALK)
    assert stage.ends() == (TransferState.DONE, TransferOutcome.COMPLETED)
    line = next(party.endpoint for party in stage.room().parties if party.label == "agent")
    assert str(stage.ken.agent_id) in line


@then("May is in wrap-up, and the call is Ken's")
def wraps_up(stage: Stage) -> None:
    until(lambda: stage.may.state is AgentState.WRAP_UP)
    until(lambda: stage.ken.call is not None and stage.ken.call.state is CallState.TALKING)


@when("the caller hangs up")
def hangs_up(stage: Stage) -> None:
    stage.floor.hang_up(stage.sid)


@then("Ken has a wrap-up of his own")
def wraps_up_too(stage: Stage) -> None:
    stage.hear(OVER)
    until(lambda: stage.ken.state is AgentState.WRAP_UP)
    assert stage.may.state is AgentState.WRAP_UP


@then("nobody is held for nothing")
def at_rest(stage: Stage) -> None:
    stage.nobody_is_held_for_nothing()

"""A step that passes the caller on opens the directory, and is done once somebody there has come."""

from uuid import uuid4

import pytest

from agent_desktop.service_scripts.schema import Script
from agent_desktop.ui.script_panel.state import ActionStage
from telephony.contract import TransferKind, TransferOutcome, TransferSnapshot, TransferState
from tests.client.support import START
from tests.ui.script_bench import Bench

SCRIPT = Script.model_validate(
    {
        "id": "lost-card",
        "version": "1.0",
        "title": {"en": "Lost card"},
        "steps": [
            {
                "id": "fraud",
                "title": {"en": "Fraud"},
                "actions": [
                    {
                        "id": "to_fraud",
                        "kind": "transfer.to_skill",
                        "label": {"en": "To the fraud team"},
                        "with": {"skill": "fraud"},
                        "required": True,
                    }
                ],
                "outcome": "handed_over",
            },
        ],
    }
)


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.scripts.text = SCRIPT
    made.presenter.actions.pass_on_with(lambda: setattr(made, "opened", made.opened + 1))
    return made.talk()


def transfer(state: TransferState, outcome: TransferOutcome | None = None) -> TransferSnapshot:
    return TransferSnapshot(
        transfer_id=uuid4(), kind=TransferKind.WARM, state=state, from_agent_id=uuid4(), to_agent_id=uuid4(),
        began_at=START, since_at=START, outcome=outcome,
    )  # fmt: skip


def stage(bench: Bench) -> ActionStage:
    return bench.state().actions[0].stage


def test_its_key_opens_the_directory_and_tells_the_server_nothing_yet(bench: Bench) -> None:
    bench.presenter.actions.choose("to_fraud")
    bench.presenter.actions.transfer_stands(transfer(TransferState.RINGING))

    assert (bench.opened, bench.scripts.attempts, stage(bench)) == (1, [], ActionStage.READY)


def test_it_is_done_once_whoever_was_asked_is_on_the_line(bench: Bench) -> None:
    bench.presenter.actions.choose("to_fraud")
    consulting = transfer(TransferState.CONSULTING)
    bench.presenter.actions.transfer_stands(consulting)
    bench.presenter.actions.transfer_stands(consulting.model_copy(update={"state": TransferState.DONE}))

    assert [action for action, _ in bench.scripts.attempts] == ["to_fraud"]
    assert stage(bench) is ActionStage.DONE


def test_one_that_failed_leaves_the_step_to_be_tried_with_another(bench: Bench) -> None:
    bench.presenter.actions.choose("to_fraud")
    bench.presenter.actions.transfer_stands(transfer(TransferState.FAILED, TransferOutcome.NO_ANSWER))
    bench.presenter.actions.choose("to_fraud")

    assert (bench.opened, bench.scripts.attempts) == (2, [])

"""A step that pauses the recording says that it is done for as long as it is so, and may be pressed again after."""

import pytest

from agent_desktop.service_scripts.schema import Script
from agent_desktop.ui.script_panel.state import ActionStage
from telephony.contract import PausedBy, RecordingSnapshot, RecordingState
from tests.client.support import desk, snapshot
from tests.ui.script_bench import Bench

KINDS = {"pause": "recording.pause", "go_on": "recording.resume"}
SCRIPT = Script.model_validate(
    {
        "id": "lost-card",
        "version": "1.0",
        "title": {"en": "Lost card"},
        "steps": [
            {
                "id": "card",
                "title": {"en": "Card"},
                "actions": [{"id": each, "kind": kind, "label": {"en": each}} for each, kind in KINDS.items()],
                "outcome": "closed",
            }
        ],
    }
)
PAUSED = RecordingSnapshot(state=RecordingState.PAUSED, paused_by=PausedBy.SCRIPT)
ON = RecordingSnapshot(state=RecordingState.ON)


@pytest.fixture
def bench() -> Bench:
    made = Bench()
    made.scripts.text = SCRIPT
    return made.talk()


def stands(bench: Bench, recording: RecordingSnapshot | None) -> list[ActionStage]:
    """Have the call recorded so; return how both actions are drawn."""
    changed = bench.call.model_copy(update={"recording": recording, "version": bench.call.version + 1})
    bench.call = changed
    bench.desk.receive(snapshot(desk(call=changed)))
    return [each.stage for each in bench.state().actions]


def test_a_pause_that_is_over_says_no_more_that_it_is_done_and_is_asked_for_anew(bench: Bench) -> None:
    ready, done = ActionStage.READY, ActionStage.DONE
    assert stands(bench, ON) == [ready, ready]
    bench.presenter.actions.choose("pause")
    assert stands(bench, PAUSED) == [done, ready]
    bench.presenter.actions.choose("go_on")
    assert stands(bench, ON) == [ready, done]

    bench.presenter.actions.choose("pause")

    assert [action for action, _ in bench.scripts.attempts] == ["pause", "go_on", "pause"]
    assert len({command.attempt_id for _, command in bench.scripts.attempts}) == 3
    assert stands(bench, PAUSED) == [done, ready]
    assert stands(bench, None) == [done, done]  # nothing is recorded: both are as they were asked to be

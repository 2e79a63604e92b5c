"""A script's step that pauses the recording does so, once, and says NOT paused where the carrier has not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent_desktop.contract.scripts import ActionState
from telephony.contract import PausedBy, RecordingState
from tests.server.floor import opened_floor
from tests.server.script_talk import Talk, begun_talk, refusal
from tests.server.support import HandClock, until
from tests.server.test_recordings import POLICY, stands, until_recording

SCRIPT = """\
id: lost-card
version: "1.0"
title: {en: Card number, zh: 卡号}
default: true
steps:
  - id: block
    title: {en: Card number, zh: 卡号}
    questions:
      - {id: card, kind: account, label: {en: Which card?, zh: 哪张卡？}}
    actions:
      - {id: pause, kind: recording.pause, label: {en: Pause the recording, zh: 暂停录音}}
      - {id: go_on, kind: recording.resume, label: {en: Go on recording, zh: 继续录音}}
    outcome: closed
"""


@pytest.fixture
def talk(database_url: str, tmp_path: Path) -> Iterator[Talk]:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "lost-card.yaml").write_text(SCRIPT, encoding="utf-8")
    policy = POLICY | {"agent_may_pause": False}  # a script may where an agent may not
    recordings: dict[str, object] = {"folder": str(tmp_path / "sealed"), "policies": [policy], "confirm_seconds": 1}
    records: dict[str, object] = {"scripts_folder": str(scripts)}
    with opened_floor(database_url, recordings=recordings, records=records) as floor:
        talk = begun_talk(floor, HandClock(datetime.now(UTC)))
        until_recording(talk.desk, stands(RecordingState.ON))
        assert talk.save("block", {"card": str(talk.card_id)}).status_code == 200
        yield talk


def sid_of(talk: Talk) -> str:
    return str(talk.floor.carrier.get("/calls").json()[0]["call_sid"])


def test_a_step_pauses_every_recording_of_the_call_and_another_lets_it_go_on(talk: Talk) -> None:
    assert not {"recording.pause", "recording.resume"} & talk.standing().by_hand
    assert talk.floor.carrier.post(f"/calls/{sid_of(talk)}/record-beside").status_code == 200

    paused = talk.do("pause")
    assert paused.state is ActionState.DONE
    assert {each.state.value for each in talk.floor.room(sid_of(talk)).recordings} == {"paused"}
    shown = until_recording(talk.desk, stands(RecordingState.PAUSED)).recording
    assert shown is not None
    assert shown.paused_by is PausedBy.SCRIPT
    assert talk.do("pause", paused.attempt_id) == paused  # the same press
    assert talk.do("go_on").state is ActionState.DONE
    assert talk.floor.room(sid_of(talk)).recording is RecordingState.ON
    again = talk.do("pause")  # for another card number, in the same call
    assert (again.state, again.attempt_id != paused.attempt_id) == (ActionState.DONE, True)
    assert {each.state.value for each in talk.floor.room(sid_of(talk)).recordings} == {"paused"}
    assert talk.do("go_on").state is ActionState.DONE
    assert talk.floor.room(sid_of(talk)).recording is RecordingState.ON
    assert refusal(talk.tick("pause")) == ("script_action_refused", "already_settled")


def test_a_pause_that_the_carrier_does_not_confirm_failed_and_may_be_asked_for_anew(talk: Talk) -> None:
    behave = {"kind": "record_pause", "conduct": "silent"}
    talk.floor.carrier.post("/recordings/conduct", json=behave)

    failed = talk.do("pause")

    assert (failed.state, failed.reason) == (ActionState.REFUSED, "not_paused")
    assert talk.floor.room(sid_of(talk)).recording is RecordingState.ON
    talk.floor.carrier.post("/recordings/conduct", json=behave | {"conduct": "obeys"})
    assert talk.do("pause", failed.attempt_id).state is ActionState.REFUSED  # the same press, once more
    assert talk.do("pause").state is ActionState.DONE


def test_where_nothing_is_recorded_a_pause_is_done_and_says_so(talk: Talk) -> None:
    assert talk.desk.act(talk.call_id, "refuse_recording").status_code == 200
    until_recording(talk.desk, stands(RecordingState.OFF))

    done = talk.do("pause")

    assert done.state is ActionState.DONE
    assert done.detail["en"] == "This call is not being recorded"
    assert until(lambda: talk.do("go_on")).state is ActionState.DONE

"""What was not told of a recording is told again, and who has no policy any more still looks after what is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.recordings import service
from agent_desktop.server.recordings import keeping
from agent_desktop.server.recordings.command import run_recordings
from agent_desktop.server.recordings.hosting import RecordingHost
from agent_desktop.server.recordings.opening import Recordings, RecordingsKeyNeededError, open_recordings
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.words import words_for
from telephony.contract import RecordingState
from telephony.ports import RecordingFacts
from telephony.providers.base import PartState
from telephony.providers.simulator.recorder import Recorder, recording_ready
from telephony.recordings import parts
from tests.records.recordings.test_kept_recordings import LAST_DAY, stored
from tests.server.floor import SECRETS, Floor
from tests.server.support import settings_for_tests, until
from tests.server.test_recordings import (
    files_in,
    make_due,
    recording_floor,
    rows,
    settings_of,
    stands,
    talking,
    until_kept,
    until_recording,
    wish,
)


@pytest.fixture
def floor(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Floor]:
    monkeypatch.setattr(keeping, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(keeping, "SWEEP_EVERY", timedelta(0))
    with recording_floor(database_url, tmp_path / "sealed") as floor:
        yield floor


class Failing:
    """A host that cannot take what `fails` says, for as long as it is `broken`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fails: Any) -> None:
        takes, self.broken = RecordingHost.recording_changed, True

        def take(host: RecordingHost, session: Session, recording: RecordingFacts, *, at: datetime) -> None:
            if self.broken and fails(recording):
                raise RuntimeError("the host has failed")
            takes(host, session, recording, at=at)

        monkeypatch.setattr(RecordingHost, "recording_changed", take)


def test_a_recording_whose_end_could_not_be_told_is_troubled_until_it_is_told_again(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = Failing(monkeypatch, lambda facts: facts.state is PartState.READY)
    sid, _ = talking(floor, floor.agent())
    until_recording(floor.desks[0], stands(RecordingState.ON))
    floor.hang_up(sid)
    until(lambda: [row for row in rows(floor) if row.problem == "not_told"])
    assert "not_told" in troubled(floor)

    host.broken = False

    row = until_kept(floor, KeptState.STORED)
    assert (row.at_carrier, row.problem) == (False, "")


def test_a_refusal_that_could_not_be_told_is_told_again_and_nothing_is_kept(
    floor: Floor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = Failing(monkeypatch, lambda facts: facts.refused)
    desk = floor.agent()
    sid, call_id = talking(floor, desk)
    until_recording(desk, stands(RecordingState.ON))
    assert desk.act(call_id, "refuse_recording").status_code == 200
    until(lambda: [row for row in rows(floor) if row.problem == "not_told"])
    floor.hang_up(sid)
    host.broken = False

    assert not until_kept(floor, KeptState.REFUSED).at_carrier
    assert files_in(tmp_path / "sealed") == []


def test_a_recording_of_whose_end_the_carrier_never_told_is_asked_for(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "READY_WITHIN", timedelta(0))
    held: list[tuple[Any, str, str]] = []
    monkeypatch.setattr(Recorder, "_ready", lambda *given: held.append(given))
    sid, _ = talking(floor, floor.agent())
    until_recording(floor.desks[0], stands(RecordingState.ON))
    floor.hang_up(sid)
    until(lambda: [row for row in rows(floor) if row.problem == "not_ready_at_carrier"])
    assert "not_ready_at_carrier" in troubled(floor)
    recorder, _, recording_sid = until(lambda: held)[0]

    recording_ready(recorder._carrier, sid, recording_sid, recorder._now())  # and no report of it comes
    make_due(floor)

    row = until_kept(floor, KeptState.STORED)
    assert (row.at_carrier, row.problem) == (False, "")


def test_a_call_of_whose_recording_nothing_was_ever_told_is_asked_after(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[tuple[Any, str, str]] = []
    monkeypatch.setattr(Recorder, "_ready", lambda *given: held.append(given))
    told = parts.tell_host
    monkeypatch.setattr("telephony.recordings.service.tell_host", lambda *_: None)  # every word of it is lost
    sid, call_id = talking(floor, floor.agent())
    until_recording(floor.desks[0], stands(RecordingState.ON))
    monkeypatch.setattr("telephony.recordings.retelling.tell_host", told)
    floor.hang_up(sid)
    recorder, _, recording_sid = until(lambda: held)[0]
    recording_ready(recorder._carrier, sid, recording_sid, recorder._now())
    assert rows(floor) == []

    monkeypatch.setattr(keeping, "READY_WITHIN", timedelta(0))

    row = until_kept(floor, KeptState.STORED)
    assert str(row.call_id) == str(call_id)
    assert (row.at_carrier, row.basis) == (False, "consent")


def troubled(floor: Floor) -> str:
    said: list[str] = []
    asked = wish("list")
    asked.troubled = True
    assert run_recordings(settings_of(floor), SECRETS, asked, "en", said.append) == 0
    return "\n".join(said)


def opened(engine: sa.Engine, folder: Path, secrets: EnvironmentSecrets) -> Recordings:
    """What a server without any policy opens."""

    @contextmanager
    def begin() -> Iterator[Any]:
        with Session(engine) as session, session.begin():
            yield SimpleNamespace(session=session)

    settings, zone = settings_for_tests(recordings={"folder": str(folder)}), datetime.now().astimezone().tzinfo
    assert zone is not None
    return open_recordings(settings, secrets, begin, None, [], zone)  # type: ignore[arg-type]


def test_what_is_kept_is_looked_after_and_played_though_no_policy_is_left(engine: sa.Engine, tmp_path: Path) -> None:
    assert opened(engine, tmp_path, EnvironmentSecrets({})) == Recordings()
    with Session(engine) as session, session.begin():
        row = stored(session)
        recording_id = row.recording_id

    kept = opened(engine, tmp_path, SECRETS)
    assert kept.files is not None
    assert len(kept.workers()) == 1
    with pytest.raises(RecordingsKeyNeededError) as missing:
        opened(engine, tmp_path, EnvironmentSecrets({}))
    code, details = missing.value.code.value, missing.value.details
    assert "still kept or to be deleted (1)" in words_for(code, "en", **details)
    assert "仍有 1 个录音" in words_for(code, "zh", **details)

    with Session(engine) as session, session.begin():
        assert service.remove_over(session, LAST_DAY + timedelta(days=1), at=service_at()) == [recording_id]
        service.note_deleted(session, recording_id, at=service_at())
    assert opened(engine, tmp_path, EnvironmentSecrets({})) == Recordings()


def service_at() -> datetime:
    return datetime.now().astimezone()

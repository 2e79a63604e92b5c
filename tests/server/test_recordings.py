"""Recorded calls over the real server and the real simulator: from the first word to the file, and its end."""

import io
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.recordings import KeptState
from agent_desktop.contract.sessions import Role
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.contacts.models import ContactRow
from agent_desktop.records.recordings.models import RecordingRow
from agent_desktop.records.sealed_files.files import SealedFiles
from agent_desktop.server.recordings import keeping
from agent_desktop.server.recordings.command import run_recordings
from agent_desktop.settings import Settings
from telephony.contract import CallSnapshot, CallState, RecordingProblem, RecordingState
from telephony.errors import CarrierAwayError
from telephony.providers.simulator.recordings import SimulatorRecordings
from tests.server.floor import SECRETS, Desk, Floor, opened_floor
from tests.server.support import error_code, until

POLICY: dict[str, Any] = {
    "code": "service",
    "basis": "consent",
    "announcement": {"en": "This call is recorded."},
    "refuse_by_word": True,
    "retention_days": 90,
}


@contextmanager
def recording_floor(database_url: str, folder: Path, **more: object) -> Iterator[Floor]:
    """Open a centre that records every call by `POLICY`, files in `folder`."""
    recordings = {"folder": str(folder), "policies": [POLICY], "agents_hear_own": True, **more}
    with opened_floor(database_url, recordings=recordings) as floor:
        yield floor


@pytest.fixture
def floor(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Floor]:
    monkeypatch.setattr(keeping, "LOOK_SECONDS", 0.05)
    with recording_floor(database_url, tmp_path / "sealed") as floor:
        yield floor


def talking(floor: Floor, desk: Desk) -> tuple[str, UUID]:
    """Have somebody call and this agent talk with them; return the carrier's name of the call, and ours."""
    desk.go_ready()
    sid = floor.ring()
    return sid, desk.take_call().call_id


def until_recording(desk: Desk, holds: Callable[[CallSnapshot], bool]) -> CallSnapshot:
    def there() -> CallSnapshot | None:
        call = desk.snapshot().call
        return call if call is not None and call.recording is not None and holds(call) else None

    return until(there)


def stands(state: RecordingState) -> Callable[[CallSnapshot], bool]:
    return lambda call: call.recording is not None and call.recording.state is state and call.recording.asked is None


def rows(floor: Floor) -> list[RecordingRow]:
    with Session(floor.engine) as session:
        return list(session.scalars(sa.select(RecordingRow).order_by(RecordingRow.began_at)))


def until_kept(floor: Floor, state: KeptState) -> RecordingRow:
    """Wait until what is kept of the only recording stands so, and nothing of it is due."""
    return until(lambda: next((row for row in rows(floor) if row.state is state and row.due_at is None), None))


def files_in(folder: Path) -> list[Path]:
    return [each for each in folder.rglob("*") if each.is_file()]


def test_a_call_is_recorded_paused_and_stored_sealed_and_the_carrier_keeps_nothing(
    floor: Floor, tmp_path: Path
) -> None:
    desk = floor.agent()
    stream = floor.listen(desk)
    floor.add_customer()
    sid, call_id = talking(floor, desk)
    until_recording(desk, stands(RecordingState.ON))
    assert floor.room(sid).prompt[0].text == "This call is recorded."
    assert floor.carrier.post(f"/calls/{sid}/record-beside").status_code == 200

    assert desk.act(call_id, "pause_recording").status_code == 200
    until_recording(desk, stands(RecordingState.PAUSED))
    assert {each.state.value for each in floor.room(sid).recordings} == {"paused"}  # all of them at once
    assert stream.until_kind("recording.changed").change is not None
    assert desk.act(call_id, "resume_recording").status_code == 200
    until_recording(desk, stands(RecordingState.ON))
    floor.hang_up(sid)

    until(lambda: len([row for row in rows(floor) if row.state is KeptState.STORED and not row.at_carrier]) == 2)
    row = rows(floor)[0]
    assert (row.basis, row.policy, row.channels, row.call_id) == ("consent", "service", 2, call_id)
    assert row.announced_at is not None
    assert row.keep_until is not None
    assert (row.keep_until - datetime.now(UTC).date()).days in (90, 91)
    sealed = [each.read_bytes() for each in files_in(tmp_path / "sealed")]
    assert len(sealed) == 2
    assert not any(b"RIFF" in each or b"WAVE" in each for each in sealed)
    with Session(floor.engine) as session:
        whats = set(session.scalars(sa.select(AuditRow.what).where(AuditRow.what.startswith("recording."))))
        by = set(session.scalars(sa.select(AuditRow.by_user_id).where(AuditRow.what == "recording.pause_recording")))
    assert by == {desk.agent_id}
    assert {"recording.began", "recording.pause_confirmed", "recording.resume_confirmed"} <= whats
    assert {"recording.waiting", "recording.stored", "recording.deleted_at_carrier"} <= whats


@pytest.mark.parametrize("conduct", ["silent", "refuses"])
def test_a_pause_that_the_carrier_does_not_do_is_told_at_the_desk(floor: Floor, conduct: str) -> None:
    desk = floor.agent()
    _, call_id = talking(floor, desk)
    until_recording(desk, stands(RecordingState.ON))
    behave = {"kind": "record_pause", "conduct": conduct}
    assert floor.carrier.post("/recordings/conduct", json=behave).status_code == 204

    desk.act(call_id, "pause_recording")
    told = until_recording(desk, lambda call: bool(call.recording and call.recording.problem))

    assert told.recording is not None
    assert (told.recording.state, told.recording.problem) == (RecordingState.ON, RecordingProblem.NOT_PAUSED)
    floor.carrier.post("/recordings/conduct", json=behave | {"conduct": "obeys"})
    desk.act(call_id, "pause_recording")
    assert until_recording(desk, stands(RecordingState.PAUSED)).recording.problem is None  # type: ignore[union-attr]


def test_a_recording_is_played_by_who_may_with_a_reason_and_by_nobody_else(floor: Floor) -> None:
    desk, other = floor.agent(), floor.agent("ken")
    floor.add_person("sue", Role.SUPERVISOR)
    floor.add_person("ann", Role.AUTHOR)
    sue, ann = floor.sign_in("sue"), floor.sign_in("ann")
    customer = floor.add_customer()
    sid, call_id = talking(floor, desk)
    until_recording(desk, stands(RecordingState.ON))
    floor.hang_up(sid)
    desk.until_call(CallState.ENDED)
    row = until_kept(floor, KeptState.STORED)
    contact = contact_of(floor, call_id, customer)

    listed = desk.http.get(f"/v1/contacts/{contact}/recordings").json()["recordings"]
    assert [(each["state"], each["playable"], each["announced"]) for each in listed] == [("stored", True, True)]
    assert not other.http.get(f"/v1/contacts/{contact}/recordings").json()["recordings"][0]["playable"]
    path = f"/v1/recordings/{row.recording_id}/play"
    assert error_code(other.http.post(path, json={"reason": "quality"})) == "not_allowed"
    assert error_code(ann.http.post(path, json={"reason": "quality"})) == "not_allowed"
    assert error_code(sue.http.post(path, json={})) == "request_not_understood"
    for who in (desk, sue):
        played = who.http.post(path, json={"reason": "complaint"})
        assert (played.status_code, played.headers["cache-control"]) == (200, "no-store")
        with wave.open(io.BytesIO(played.content)) as sound:
            assert sound.getnchannels() == 2
    with Session(floor.engine) as session:
        plays = session.scalars(sa.select(AuditRow).where(AuditRow.what == "recording.played")).all()
        assert {(each.by_user_id, each.detail["reason"]) for each in plays} == {
            (desk.agent_id, "complaint"), (sue.agent_id, "complaint"),
        }  # fmt: skip
    assert error_code(sue.http.post(f"/v1/recordings/{UUID(int=1)}/play", json={"reason": "quality"})) == (
        "recording_not_found"
    )


def contact_of(floor: Floor, call_id: UUID, customer_id: UUID) -> UUID:
    """Return a contact that the call was; one is written where the agent's wrap-up has not yet."""
    contact_id = UUID(int=77)
    with Session(floor.engine) as session:
        row = ContactRow(
            contact_id=contact_id, source_code="test", source_key="1", customer_id=customer_id, call_id=call_id,
            at=datetime.now(UTC), channel="phone", subject={"en": "Call"}, outcome={},
        )  # fmt: skip
        session.add(row)
        session.commit()
    return contact_id


def test_who_refuses_by_word_leaves_nothing_here_or_at_the_carrier(floor: Floor, tmp_path: Path) -> None:
    desk = floor.agent()
    sid, call_id = talking(floor, desk)
    until_recording(desk, stands(RecordingState.ON))
    assert desk.act(call_id, "refuse_recording").status_code == 200
    stopped = until_recording(desk, stands(RecordingState.OFF))
    assert stopped.recording is not None
    assert stopped.recording.stopped_by == "caller"
    assert error_code(desk.act(call_id, "pause_recording")) == "call_transition_refused"

    row = until_kept(floor, KeptState.REFUSED)

    assert not row.at_carrier
    assert row.wrapped_key is None
    assert files_in(tmp_path / "sealed") == []
    assert floor.room(sid).state == "connected"


def test_a_server_that_dies_between_fetching_and_deleting_loses_nothing_and_leaves_nothing(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "LOOK_SECONDS", 0.05)
    folder, calls = tmp_path / "sealed", SimpleNamespace(stored=0, deleted=0, away=2)
    store, delete, opens = SealedFiles.store, SimulatorRecordings.delete_recording, SimulatorRecordings.open_recording

    def dies_once_stored(self: SealedFiles, *given: Any) -> Any:
        stored = store(self, *given)
        calls.stored += 1
        if calls.stored == 1:
            raise RuntimeError("killed between the file and the row")
        return stored

    def dies_before_deleting(self: SimulatorRecordings, *given: Any) -> None:
        calls.deleted += 1
        if calls.deleted == 1:
            raise RuntimeError("killed before it is deleted at the carrier")
        delete(self, *given)

    def away_at_first(self: SimulatorRecordings, *given: Any) -> Any:
        if calls.away:
            calls.away -= 1
            raise CarrierAwayError(problem="ReadTimeout")
        return opens(self, *given)

    monkeypatch.setattr(SealedFiles, "store", dies_once_stored)
    monkeypatch.setattr(SimulatorRecordings, "delete_recording", dies_before_deleting)
    monkeypatch.setattr(SimulatorRecordings, "open_recording", away_at_first)
    with recording_floor(database_url, folder) as floor:
        desk = floor.agent()
        sid, _ = talking(floor, desk)
        until_recording(desk, stands(RecordingState.ON))
        floor.hang_up(sid)
        until(lambda: [row for row in rows(floor) if row.problem == "carrier_away"])  # told, and due again
        for _ in range(4):  # what waits for its next try, or for the lease of who died, is due now
            make_due(floor)
            until(lambda: calls.away == 0)
        until(lambda: calls.stored >= 1)
        make_due(floor)
        until(lambda: calls.deleted >= 1)
        assert rows(floor)[0].state is KeptState.STORED
        make_due(floor)
        row = until_kept(floor, KeptState.STORED)

        assert (row.at_carrier, row.problem, calls.stored, calls.deleted) == (False, "", 2, 2)
        assert run_recordings(settings_of(floor), SECRETS, wish("verify"), "en", lambda _: None) == 0


def test_sound_that_came_in_part_is_neither_kept_nor_deleted_at_the_carrier(
    floor: Floor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opens, short = SimulatorRecordings.open_recording, [True]

    @contextmanager
    def breaks_off(self: SimulatorRecordings, *given: Any) -> Iterator[Iterator[bytes]]:
        with opens(self, *given) as sound:
            whole = b"".join(sound)
            yield iter([whole[:-100] if short else whole])

    monkeypatch.setattr(SimulatorRecordings, "open_recording", breaks_off)
    sid, _ = talking(floor, floor.agent())
    until_recording(floor.desks[0], stands(RecordingState.ON))
    floor.hang_up(sid)
    row = until(lambda: next((row for row in rows(floor) if row.problem == "sound_not_whole"), None))
    assert (row.state, row.at_carrier, files_in(tmp_path / "sealed")) == (KeptState.WAITING, True, [])
    short.clear()
    make_due(floor)

    assert not until_kept(floor, KeptState.STORED).at_carrier


def make_due(floor: Floor) -> None:
    with Session(floor.engine) as session:
        session.execute(
            sa.update(RecordingRow).where(RecordingRow.due_at.is_not(None)).values(due_at=datetime.now(UTC))
        )
        session.commit()


def wish(deed: str, **more: object) -> Any:
    return SimpleNamespace(deed=deed, held=False, troubled=False, call=None, limit=50, **more)


def test_the_command_lists_holds_releases_and_finds_what_was_changed(floor: Floor, tmp_path: Path) -> None:
    desk = floor.agent()
    sid, _ = talking(floor, desk)
    until_recording(desk, stands(RecordingState.ON))
    floor.hang_up(sid)
    row = until_kept(floor, KeptState.STORED)
    settings = settings_of(floor)
    said: list[str] = []

    def run(deed: str, **more: object) -> int:
        said.clear()
        return run_recordings(settings, SECRETS, wish(deed, **more), "en", said.append)

    assert run("list") == 0
    assert str(row.recording_id) in said[0]
    assert "kept until" in said[0]
    assert run("hold", recording=row.recording_id, by="may", why="Court order 12") == 0
    assert "held: Court order 12" in said[0]
    assert run("verify") == 0
    file = files_in(tmp_path / "sealed")[0]
    content = bytearray(file.read_bytes())
    content[40] ^= 1
    file.write_bytes(content)
    assert run("verify") == 1
    assert said[-1] == "0 files are as they were stored, 1 are not."
    assert rows(floor)[0].problem == "recording_damaged"
    damaged = desk.http.post(f"/v1/recordings/{row.recording_id}/play", json={"reason": "own_notes"})
    assert error_code(damaged) == "recording_damaged"
    assert run("release", recording=row.recording_id, by="may", why="Case closed") == 0
    assert run("key") == 0
    assert len(said[0]) == 44


def settings_of(floor: Floor) -> Settings:
    """The floor's settings, with the database that it really has."""
    address = floor.engine.url.render_as_string(hide_password=False)
    return Settings.model_validate(
        floor.settings.model_dump() | {"database": floor.settings.database.model_dump() | {"url": address}}
    )


def test_nothing_of_a_recording_is_given_to_whoever_does_not_sign(floor: Floor) -> None:
    desk = floor.agent()
    sid, _ = talking(floor, desk)
    until_recording(desk, stands(RecordingState.ON))
    recording = floor.room(sid).recordings[0].recording_sid
    body = {"call_sid": sid, "recording_sid": recording}

    for path in ("/recordings/fetch", "/recordings/delete"):
        response: httpx.Response = floor.carrier.post(path, json=body)
        assert response.status_code == 403

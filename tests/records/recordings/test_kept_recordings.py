"""What is kept of a recording: each step once, nothing lost, nothing kept that is not to be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.audit.models import AuditRow
from agent_desktop.records.recordings.errors import RecordingHeldError, RecordingNotKeptError
from agent_desktop.records.recordings.models import RecordingRow
from agent_desktop.records.recordings.service import (
    LEASE,
    Heard,
    hold,
    next_job,
    note_deleted,
    note_nothing_there,
    note_stored,
    note_trouble,
    release,
    remove_over,
    take,
)
from agent_desktop.records.sealed_files.files import StoredFile
from agent_desktop.records.sealed_files.sealing import WrappedKey

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LAST_DAY = date(2026, 5, 31)
BY = UUID(int=7)
STORED = StoredFile("a" * 64, 10, WrappedKey(b"sealed", "name"))


def heard(state: KeptState = KeptState.RUNNING, **more: object) -> Heard:
    facts = Heard(
        recording_id=UUID(int=1),
        call_id=UUID(int=2),
        agent_id=UUID(int=3),
        state=state,
        began_at=AT,
        ended_at=None if state is KeptState.RUNNING else AT,
        seconds=None,
        channels=2,
        policy="service",
        basis="consent",
        announced_at=AT,
        refused=False,
        keep_until=LAST_DAY,
    )
    return replace(facts, **more)  # type: ignore[arg-type]


def ready(session: Session, **more: Any) -> RecordingRow:
    take(session, heard(**more), at=AT)
    take(session, heard(KeptState.WAITING, **more), at=AT)
    return session.get_one(RecordingRow, heard(**more).recording_id)


def stored(session: Session, **more: Any) -> RecordingRow:
    row = ready(session, **more)
    assert note_stored(session, row.recording_id, STORED, at=AT)
    return row


def test_when_the_caller_was_told_is_kept_whatever_they_are_told_of_later(engine: sa.Engine) -> None:
    with Session(engine) as session:
        row = ready(session)
        take(session, heard(KeptState.WAITING, announced_at=None), at=AT)
        assert row.announced_at == AT


def test_what_is_ready_is_fetched_then_deleted_at_the_carrier_and_by_one_at_a_time(engine: sa.Engine) -> None:
    with Session(engine) as session:
        row = ready(session)
        take(session, heard(KeptState.RUNNING), at=AT)  # overtaken
        session.commit()
        job = next_job(session, AT)
        assert job is not None
        assert (job.state, job.at_carrier) == (KeptState.WAITING, True)
        assert next_job(session, AT) is None  # it is somebody's
        assert next_job(session, AT + LEASE) is not None  # who died over it
        assert note_stored(session, row.recording_id, STORED, at=AT)
        assert not note_stored(session, row.recording_id, STORED, at=AT)  # whoever was slower
        job = next_job(session, AT)
        assert job is not None
        assert (job.state, job.at_carrier, job.has_no_file) == (KeptState.STORED, True, False)
        note_deleted(session, row.recording_id, at=AT)
        assert next_job(session, AT + timedelta(days=1)) is None
        whats = session.scalars(sa.select(AuditRow.what).order_by(AuditRow.what)).all()
    assert whats == ["recording.began", "recording.deleted_at_carrier", "recording.stored", "recording.waiting"]


def test_trouble_is_kept_told_by_its_count_and_tried_again_later_and_later(engine: sa.Engine) -> None:
    with Session(engine) as session:
        row = ready(session)
        for seconds in (10, 20, 40):
            assert next_job(session, AT + timedelta(hours=2)) is not None
            note_trouble(session, row.recording_id, "carrier_away", at=AT)
            assert row.due_at == AT + timedelta(seconds=seconds)
        assert (row.attempts, row.problem) == (3, "carrier_away")
        note_stored(session, row.recording_id, STORED, at=AT)
        assert (row.attempts, row.problem) == (0, "")


def test_only_a_carrier_that_says_for_hours_that_it_has_nothing_is_believed(engine: sa.Engine) -> None:
    with Session(engine) as session:
        row, at = ready(session), AT
        for _ in range(3):
            note_trouble(session, row.recording_id, "carrier_away", at=at)
        while row.state is KeptState.WAITING:
            assert row.due_at is not None
            at = row.due_at
            note_nothing_there(session, row.recording_id, at=at)
            assert row.at_carrier is (row.state is KeptState.WAITING)
        assert timedelta(hours=4) < at - AT < timedelta(hours=8)
        assert (row.state, row.due_at, row.problem) == (KeptState.FAILED, None, "gone_at_carrier")


def test_what_the_caller_refused_is_kept_nowhere_whenever_they_said_so(engine: sa.Engine) -> None:
    with Session(engine) as session:
        running, waiting = UUID(int=11), UUID(int=12)
        take(session, heard(recording_id=running), at=AT)
        take(session, heard(recording_id=running, refused=True), at=AT)
        assert session.get_one(RecordingRow, running).state is KeptState.RUNNING  # the carrier is still at it
        take(session, heard(KeptState.WAITING, recording_id=running, refused=True), at=AT)
        ready(session, recording_id=waiting)
        take(session, heard(KeptState.WAITING, recording_id=waiting, refused=True), at=AT)
        row = stored(session)
        take(session, heard(KeptState.WAITING, refused=True), at=AT)
        for each in (running, waiting, row.recording_id):
            found = session.get_one(RecordingRow, each)
            assert (found.state, found.wrapped_key, found.at_carrier) == (KeptState.REFUSED, None, True)
        job = next_job(session, AT)
        assert job is not None
        assert job.has_no_file
        assert not note_stored(session, running, STORED, at=AT)


def test_retention_removes_what_is_over_but_nothing_that_somebody_holds(engine: sa.Engine) -> None:
    with Session(engine) as session:
        row, held = stored(session), stored(session, recording_id=UUID(int=5))
        hold(session, held.recording_id, by=BY, why="Court order 12", at=AT)
        with pytest.raises(RecordingHeldError):
            hold(session, held.recording_id, by=BY, why="Twice", at=AT)
        assert remove_over(session, LAST_DAY, at=AT) == []  # its last day
        assert remove_over(session, LAST_DAY + timedelta(days=1), at=AT) == [row.recording_id]
        assert (row.state, row.wrapped_key, row.due_at) == (KeptState.REMOVED, None, AT)
        assert held.state is KeptState.STORED
        with pytest.raises(RecordingNotKeptError):
            hold(session, row.recording_id, by=BY, why="Too late", at=AT)

        release(session, held.recording_id, by=BY, why="Case closed", at=AT)
        with pytest.raises(RecordingHeldError):
            release(session, held.recording_id, by=BY, why="Twice", at=AT)
        assert remove_over(session, LAST_DAY + timedelta(days=1), at=AT) == [held.recording_id]
        said = {each.what: each.detail for each in session.scalars(sa.select(AuditRow)) if each.by_user_id == BY}
    assert said == {"recording.held": {"why": "Court order 12"}, "recording.released": {"why": "Case closed"}}


def test_the_database_itself_refuses_what_the_service_never_does(engine: sa.Engine) -> None:
    with Session(engine) as session:
        row = stored(session)
        hold(session, row.recording_id, by=BY, why="Court order", at=AT)
        session.commit()
        for change in ({"state": "removed", "wrapped_key": None}, {"checksum": ""}, {"held_why": ""}):
            with pytest.raises(sa.exc.IntegrityError):
                session.execute(sa.update(RecordingRow).values(**change))
            session.rollback()

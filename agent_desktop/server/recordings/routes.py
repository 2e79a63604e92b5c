"""``GET /contacts/{contact_id}/recordings`` and ``POST /recordings/{recording_id}/play``."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from agent_desktop.contract.recordings import CallRecordings, KeptState, PlayRecording, Recording
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.contacts.repository import find_call_of_contact
from agent_desktop.records.recordings.errors import RecordingNotFoundError
from agent_desktop.records.recordings.models import RecordingRow
from agent_desktop.records.recordings.repository import RecordingRepository
from agent_desktop.records.recordings.service import note_play
from agent_desktop.records.sealed_files.files import SealedFiles
from agent_desktop.server.auth.rules import LISTENERS
from agent_desktop.server.errors import NotAllowedError
from agent_desktop.server.recordings.hearing import may_hear
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.times import utc


def recording_routes(files: SealedFiles | None, *, agents_hear_own: bool) -> APIRouter:
    """Build the routes. `files` None: nothing is recorded, and nothing can be played."""
    router = APIRouter(tags=["recordings"])

    @router.get("/contacts/{contact_id}/recordings")
    def list_recordings(
        contact_id: UUID,
        person: Annotated[Person, Depends(LISTENERS)],
        work: Annotated[UnitOfWork, Depends(unit_of_work, scope="function")],
    ) -> CallRecordings:
        call_id = find_call_of_contact(work.session, contact_id)
        rows = () if call_id is None else RecordingRepository(work.session).list_of_call(call_id)
        if rows:
            record_look(
                work.session,
                at=work.now(),
                by=person.user_id,
                what="recordings.listed",
                record_kind="call",
                record_id=call_id,
                call_id=call_id,
            )
        hears = agents_hear_own
        return CallRecordings(
            recordings=tuple(_shown(row, may_hear(work.session, person, row, agents_hear_own=hears)) for row in rows)
        )

    @router.post("/recordings/{recording_id}/play", response_class=StreamingResponse)
    def play(
        recording_id: UUID,
        asked: PlayRecording,
        person: Annotated[Person, Depends(LISTENERS)],
        work: Annotated[UnitOfWork, Depends(unit_of_work, scope="function")],
    ) -> StreamingResponse:
        row = RecordingRepository(work.session).get(recording_id)
        if not may_hear(work.session, person, row, agents_hear_own=agents_hear_own):
            raise NotAllowedError
        if files is None:
            raise RecordingNotFoundError(recording_id=str(recording_id))
        wrapped = note_play(work.session, row, by=person.user_id, reason=asked.reason.value, at=work.now())
        open_file = ExitStack()
        sound = open_file.enter_context(files.opened(recording_id, wrapped))
        try:
            first = next(sound)  # what cannot be opened is refused in words, before anything is sent
        except BaseException:
            open_file.close()
            raise

        def pieces() -> Iterator[bytes]:
            with open_file:
                yield first
                yield from sound

        # Whoever gets fewer bytes than these knows that the rest was damaged.
        headers = {"Content-Length": str(row.size), "Cache-Control": "no-store"}
        return StreamingResponse(pieces(), media_type="audio/wav", headers=headers)

    return router


def _shown(row: RecordingRow, may: bool) -> Recording:
    return Recording(
        recording_id=row.recording_id,
        state=row.state,
        began_at=utc(row.began_at),
        seconds=row.seconds,
        channels=row.channels,
        basis=row.basis,
        announced=row.announced_at is not None,
        keep_until=row.keep_until,
        held=row.held_at is not None,
        held_why=row.held_why if may else "",
        playable=may and row.state is KeptState.STORED,
        problem=row.problem,
    )

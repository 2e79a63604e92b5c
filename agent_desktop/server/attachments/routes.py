"""``/v1/attachments`` and what belongs to a record: files are announced, sent, listed, looked at and removed."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Body, Depends
from fastapi.responses import StreamingResponse

from agent_desktop.contract.attachments import (
    AnnounceFile,
    Attachment,
    AttachmentOrigin,
    Attachments,
    AttachmentState,
    RecordKind,
    RemoveFile,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.attachments.models import AttachmentRow
from agent_desktop.records.attachments.repository import AttachmentRepository
from agent_desktop.records.attachments.service import (
    AttachmentStore,
    announce,
    keep_content,
    open_content,
    remove,
    take_out,
)
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.access import DEALS_WITH
from agent_desktop.server.attachments.doors import REMOVERS, Doors, door_of
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.rules import COMPLAINT_READERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.errors import NotAllowedError
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Reader = Annotated[Person, Depends(COMPLAINT_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]
_BYTES: Final = "application/octet-stream"


def attachment_routes(store: AttachmentStore, doors: Doors) -> APIRouter:
    """Build the routes. Who may see a record may see its files; `doors` says who that is."""
    router = APIRouter(tags=["attachments"])

    @router.get("/records/{record_kind}/{record_id}/attachments")
    def list_attachments(record_kind: RecordKind, record_id: UUID, person: Reader, work: Unit) -> Attachments:
        door = door_of(doors, record_kind)
        door.enter(work, person, record_id)
        rows = AttachmentRepository(work.session).list_of_record(record_kind, record_id)
        if rows:
            _look(work, person, record_kind, record_id)
        is_set_up = store.files is not None
        return Attachments(
            attachments=_shown(work, person, *rows),
            media_types=tuple(store.limits.types),
            largest_bytes=store.limits.largest_bytes,
            most=store.limits.most,
            is_set_up=is_set_up,
            may_add=is_set_up and door.may_add(work, person, record_id),
        )

    @router.post("/attachments")
    def announce_file(wish: AnnounceFile, person: Reader, work: Unit) -> Attachment:
        _enter_to_add(doors, work, person, wish.record_kind, wish.record_id)
        row = announce(work.session, store, wish, by=person.user_id, at=work.now())
        return _shown(work, person, row)[0]

    @router.put("/attachments/{attachment_id}/content")
    def take_content(
        attachment_id: UUID, person: Reader, work: Unit, content: Annotated[bytes, Body(media_type=_BYTES)] = b""
    ) -> Attachment:
        row = AttachmentRepository(work.session).get(attachment_id)
        _enter_to_add(doors, work, person, row.record_kind, row.record_id)
        row, is_new = keep_content(work.session, store, attachment_id, content, by=person.user_id, at=work.now())
        if is_new:
            detail = {"attachment": str(attachment_id), "name": row.name}
            door_of(doors, row.record_kind).note(work, person, row.record_id, "attachment.added", detail)
        return _shown(work, person, row)[0]

    @router.get("/attachments/{attachment_id}/content", response_class=StreamingResponse)
    def give_content(attachment_id: UUID, person: Reader, work: Unit) -> StreamingResponse:
        row = AttachmentRepository(work.session).get(attachment_id)
        door_of(doors, row.record_kind).enter(work, person, row.record_id)
        if row.origin is AttachmentOrigin.LETTER and not person.roles & DEALS_WITH:
            raise NotAllowedError  # an address stands on it
        open_file = ExitStack()
        content = open_file.enter_context(open_content(work.session, store, row, by=person.user_id, at=work.now()))
        try:
            first = next(content)  # what cannot be opened is refused in words, before anything is sent
        except BaseException:
            open_file.close()
            raise

        def pieces() -> Iterator[bytes]:
            with open_file:
                yield first
                yield from content

        # Whoever gets fewer bytes than these knows that the rest was damaged. A browser is to run nothing of it.
        headers = {
            "Content-Length": str(row.size),
            "Content-Disposition": "attachment",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
        }
        return StreamingResponse(pieces(), media_type=_BYTES, headers=headers)

    @router.post("/attachments/{attachment_id}/removal")
    def remove_file(attachment_id: UUID, command: RemoveFile, person: Reader, work: Unit) -> Attachment:
        row = AttachmentRepository(work.session).lock(attachment_id)
        door = door_of(doors, row.record_kind)
        door.enter(work, person, row.record_id)

        def do() -> Attachment:
            is_recorded = door.is_recorded(work, row.record_id)
            theirs = is_recorded and _may_remove(row, person)
            if not (theirs or door.may_remove(work, person, row.record_id, row.added_at)):
                raise NotAllowedError
            if not is_recorded:
                take_out(work.session, [row], by=person.user_id, at=work.now())
            else:
                remove(work.session, row, why=command.why, by=person.user_id, at=work.now())
            detail = {"attachment": str(attachment_id), "name": row.name, "why": command.why}
            door.note(work, person, row.record_id, "attachment.removed", detail)
            return _shown(work, person, row)[0]

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"removal {attachment_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: _shown(work, person, row)[0],
        )

    return router


def _enter_to_add(doors: Doors, work: UnitOfWork, person: Person, kind: RecordKind, record_id: UUID) -> None:
    door = door_of(doors, kind)
    door.enter(work, person, record_id)
    if not door.may_add(work, person, record_id):
        raise NotAllowedError


def _may_remove(row: AttachmentRow, person: Person) -> bool:
    """A letter that was sent stays: it is what the customer has."""
    if row.origin is AttachmentOrigin.LETTER or row.state is AttachmentState.REMOVED:
        return False
    return row.added_by == person.user_id or bool(person.roles & REMOVERS)


def _shown(work: UnitOfWork, person: Person, *rows: AttachmentRow) -> tuple[Attachment, ...]:
    names = UserRepository(work.session).list_display_names({row.added_by for row in rows})
    return tuple(
        Attachment(
            attachment_id=row.attachment_id,
            record_kind=row.record_kind,
            record_id=row.record_id,
            name=row.name,
            media_type=row.media_type,
            size=row.size,
            checksum=row.checksum,
            origin=row.origin,
            state=row.state,
            added_at=row.added_at,
            added_by=row.added_by,
            added_by_name=names.get(row.added_by, ""),
            removed_at=row.removed_at,
            removed_why=row.removed_why,
            may_remove=_may_remove(row, person),
        )
        for row in rows
    )


def _look(work: UnitOfWork, person: Person, kind: RecordKind, record_id: UUID) -> None:
    record_look(
        work.session,
        at=work.now(),
        by=person.user_id,
        what="attachments.listed",
        record_kind=kind.value,
        record_id=record_id,
    )

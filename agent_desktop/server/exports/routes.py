"""``/v1/exports``: a list as a file, while the desktop waits and hears how far it is."""

from collections.abc import AsyncIterator, Generator, Iterator
from typing import Annotated, Final

import anyio
import anyio.to_thread
from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from agent_desktop.contract.exports import ExportableList, StartExport
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.access import SEES_ALL
from agent_desktop.server.auth.rules import SignedIn
from agent_desktop.server.exports.service import Exporter
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

EXPORTERS: Final = SignedIn(SEES_ALL)
"""Who may take a list away; which list, each of them says."""

Reader = Annotated[Person, Depends(EXPORTERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def export_routes(exporter: Exporter) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["exports"])

    @router.get("/exports/lists")
    def lists(person: Reader) -> list[ExportableList]:
        return list(exporter.lists_for(person))

    @router.post("/exports", response_class=StreamingResponse)
    def export(wish: StartExport, person: Reader, work: Unit) -> StreamingResponse:
        prepared = exporter.prepare(work, person, wish)
        # Committed before the first row is read: also who stops an export, or loses the connection, has asked for it.
        record_look(
            work.session,
            at=work.now(),
            by=person.user_id,
            what="list.exported",
            record_kind=wish.list.value,
            record_id=wish.export_id,
            detail={
                "format": wish.format.value,
                "rows": prepared.total,
                "filters": " ".join(sorted(wish.filters)),
                "columns": " ".join(each.code for each in prepared.columns),
                "masked": " ".join(each.code for each in prepared.columns if each.is_masked_for(person)),
            },
        )
        headers = {"X-Content-Type-Options": "nosniff"}
        return StreamingResponse(
            _sent(exporter.stream(prepared)), media_type="application/octet-stream", headers=headers
        )

    return router


async def _sent(stream: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Give the pieces as they are made in a thread, and close the stream whatever becomes of the connection."""
    try:
        while (piece := await anyio.to_thread.run_sync(next, stream, b"")) != b"":
            yield piece
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(_close, stream)


def _close(stream: Iterator[bytes]) -> None:
    if isinstance(stream, Generator):
        stream.close()

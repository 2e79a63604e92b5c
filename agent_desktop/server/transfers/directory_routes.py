"""``/v1/calls/{id}/directory`` and ``/v1/directory/favourites``: who can be asked, and whom people keep at hand."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from agent_desktop.contract.directory import Directory, DirectoryKind, EntryKind, PutFavourite
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.audit.service import record_change
from agent_desktop.records.directory.repository import FavouriteRepository
from agent_desktop.server.auth.rules import AGENTS, SignedIn
from agent_desktop.server.errors import NotAllowedError, ServerError
from agent_desktop.server.transfers.access import get_call_at_hand
from agent_desktop.server.transfers.directory import Asked, DirectoryBook
from agent_desktop.server.transfers.notes import HandoverNotes
from agent_desktop.server.transfers.wanting import wanted_skills
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from agent_desktop.service_scripts.at_hand import Scripts

Agent = Annotated[Person, Depends(AGENTS)]
Keeper = Annotated[Person, Depends(SignedIn(AGENTS.roles | {Role.SUPERVISOR}))]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


class DirectoryEntryUnknownError(ServerError):
    """There is no such person, queue or number, or none any longer."""

    code = ErrorCode.DIRECTORY_ENTRY_UNKNOWN


def directory_routes(book: DirectoryBook, notes: HandoverNotes, scripts: Scripts) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["transfers"])

    @router.get("/calls/{call_id}/directory")
    def read_directory(
        call_id: UUID,
        person: Agent,
        work: Unit,
        *,
        kind: DirectoryKind = DirectoryKind.PEOPLE,
        text: Annotated[str, Query(max_length=100)] = "",
        team: Annotated[str, Query(max_length=100)] = "",
        language: Annotated[str, Query(max_length=10)] = "",
        available: bool = False,
    ) -> Directory:
        session = work.session
        at_hand = get_call_at_hand(session, call_id, person.user_id)
        wanted = wanted_skills(session, call_id, person.user_id, notes.reasons, scripts)
        asked = Asked(kind=kind, text=text, team=team, language=language, available=available)
        return book.list_entries(session, at_hand, person.user_id, asked, wanted, work.now())

    @router.put("/directory/favourites/{kind}/{entry_id}", status_code=204, response_class=Response)
    def put_favourite(kind: EntryKind, entry_id: str, command: PutFavourite, person: Keeper, work: Unit) -> None:
        if not book.knows(work.session, kind, entry_id):
            raise DirectoryEntryUnknownError
        whose = _whose(person, shared=command.shared)
        FavouriteRepository(work.session).put(whose, kind, entry_id, work.now())
        _audit(work, person, "favourite.put", whose, kind, entry_id)

    @router.delete("/directory/favourites/{kind}/{entry_id}", status_code=204, response_class=Response)
    def drop_favourite(kind: EntryKind, entry_id: str, person: Keeper, work: Unit, *, shared: bool = False) -> None:
        whose = _whose(person, shared=shared)
        FavouriteRepository(work.session).drop(whose, kind, entry_id)
        _audit(work, person, "favourite.dropped", whose, kind, entry_id)

    return router


def _whose(person: Person, *, shared: bool) -> UUID | None:
    """Return whose favourites are meant; None for everybody's, which only supervisors change."""
    if not shared:
        return person.user_id
    if Role.SUPERVISOR not in person.roles:
        raise NotAllowedError
    return None


def _audit(work: UnitOfWork, person: Person, what: str, whose: UUID | None, kind: EntryKind, entry_id: str) -> None:
    """Write down who changed what everybody sees; one's own list is one's own."""
    if whose is None:
        record_change(
            work.session,
            at=work.now(),
            by=person.user_id,
            what=what,
            record_kind="directory",
            record_id=None,
            detail={"kind": kind.value, "entry": entry_id},
        )

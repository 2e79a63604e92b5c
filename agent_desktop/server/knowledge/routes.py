"""``/v1/knowledge``: the pages that agents look things up in, and how often each is opened."""

from datetime import timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Response

from agent_desktop.contract.knowledge import CountReading, Knowledge, PageReadings
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.audit.repository import AuditRepository
from agent_desktop.records.audit.service import record_look
from agent_desktop.server.auth.rules import ANYBODY, SignedIn
from agent_desktop.server.errors import KnowledgePageNotFoundError
from agent_desktop.server.knowledge.library import KnowledgeLibrary
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

READ: Final = "knowledge.read"
FIGURES: Final = SignedIn(frozenset({Role.AUTHOR, Role.SUPERVISOR, Role.ADMINISTRATOR}))
Anybody = Annotated[Person, Depends(ANYBODY)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def knowledge_routes(library: KnowledgeLibrary) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["knowledge"])

    @router.get("/knowledge")
    def read_knowledge(person: Anybody, response: Response, seen: str = "") -> Knowledge:  # noqa: ARG001
        known = library.now()
        if seen != known.version:
            known = library.findable()
        response.headers["ETag"] = f'"{known.version}"'
        return Knowledge(version=known.version) if seen == known.version else known

    @router.post("/knowledge/{page_id}/readings", status_code=204)
    def count_reading(page_id: str, command: CountReading, person: Anybody, work: Unit) -> None:
        if page_id not in _ids(library):
            raise KnowledgePageNotFoundError(page=page_id)
        if AuditRepository(work.session).list_changes(READ, command.reading_id, 1):
            return  # told again, because the answer was lost
        record_look(
            work.session,
            at=work.now(),
            by=person.user_id,
            what=READ,
            record_kind="knowledge_page",
            record_id=command.reading_id,
            call_id=command.call_id,
            detail={"page": page_id, "version": command.version, "language": command.language},
        )

    @router.get("/knowledge/readings")
    def read_readings(
        person: Annotated[Person, Depends(FIGURES)],  # noqa: ARG001
        work: Unit,
        days: Annotated[int, Query(ge=1, le=366)] = 30,
    ) -> PageReadings:
        since = work.now() - timedelta(days=days)
        counted = AuditRepository(work.session).count_by_detail(READ, "page", since)
        opened = {page: counted.get(page, (0, 0)) for page in _ids(library)}
        return PageReadings(
            days=days,
            pages={page: count for page, (count, _) in opened.items()},
            calls={page: calls for page, (_, calls) in opened.items()},
        )

    return router


def _ids(library: KnowledgeLibrary) -> list[str]:
    return [page.page_id for page in library.now().pages or ()]

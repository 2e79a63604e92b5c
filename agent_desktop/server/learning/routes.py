"""``/v1/learning`` and ``/v1/preventions``: what complaints teach, and what is done about it."""

from typing import Annotated, Final
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from sqlalchemy.orm import Session

from agent_desktop.contract.learning import LearningQuery, LearningReport, Prevention, Preventions, SavePrevention
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaints.access import SEES_ALL
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.learning.repository import PreventionRepository
from agent_desktop.records.learning.service import preventions_of, report_of, save_prevention, shown_prevention
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.repository import UserRepository
from agent_desktop.server.auth.rules import SignedIn
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

LEARNERS: Final = SignedIn(SEES_ALL)
PREVENTERS: Final = SignedIn(frozenset({Role.SUPERVISOR, Role.COMPLIANCE}))
"""Who says what is done so that a root cause does not come back."""

Reader = Annotated[Person, Depends(LEARNERS)]
Preventer = Annotated[Person, Depends(PREVENTERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def learning_routes(book: ComplaintBook, options: ProfileOptions) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["learning"])

    @router.get("/learning")
    def report(query: Annotated[LearningQuery, Query()], person: Reader, work: Unit) -> LearningReport:
        _look(work, person, "learning.shown")
        return report_of(work.session, query, book, options, at=work.now())

    @router.get("/preventions")
    def list_preventions(person: Reader, work: Unit) -> Preventions:
        owners, named = owners_of(work.session), names_of(work.session)
        return Preventions(
            preventions=preventions_of(work.session, book, options, owners | named, at=work.now()),
            owners=owners,
            may_change=bool(person.roles & PREVENTERS.roles),
        )

    @router.put("/preventions/{prevention_id}")
    def save(prevention_id: UUID, command: SavePrevention, person: Preventer, work: Unit) -> Prevention:
        session, at = work.session, work.now()
        owners = owners_of(session)

        def do() -> Prevention:
            row = save_prevention(
                session,
                prevention_id,
                command,
                book=book,
                owners=owners,
                today=options.day_of(at),
                by=person.user_id,
                at=at,
            )
            return shown_prevention(session, row, book, options, owners, at=at)

        def again(_: object) -> Prevention:
            row = PreventionRepository(session).find_locked(prevention_id)
            return do() if row is None else shown_prevention(session, row, book, options, owners, at=at)

        return once(
            session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"prevention {prevention_id}", command),
            at=at,
            do=do,
            kept=lambda _: {},
            again=again,
        )

    return router


def owners_of(session: Session) -> dict[UUID, str]:
    """Return the names of those who may sign in, by id: a prevention is one of theirs."""
    query = sa.select(UserRow.user_id, UserRow.display_name).where(UserRow.disabled_at.is_(None))
    return {row.user_id: row.display_name for row in session.execute(query.order_by(UserRow.display_name))}


def names_of(session: Session) -> dict[UUID, str]:
    """Return the names of those who have a prevention, also of who may sign in no more."""
    owners = {row.owner_id for row in PreventionRepository(session).list_all()}
    return dict(UserRepository(session).list_display_names(owners))


def _look(work: UnitOfWork, person: Person, what: str) -> None:
    record_look(work.session, at=work.now(), by=person.user_id, what=what, record_kind="complaint", record_id=None)

"""What every route of complaints has in common: who asks, and that a command is done once."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_cases import Case, Changed
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.complaint_clocks.facts import ClockKeeper
from agent_desktop.records.complaints.access import Asking, departments_of, get_readable, is_about, may_see
from agent_desktop.records.complaints.book import ComplaintBook
from agent_desktop.records.complaints.errors import ComplaintNotFoundError
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.showing import case_of
from agent_desktop.records.customers.options import ProfileOptions
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.lawful_hours.places import Places
from agent_desktop.server.auth.rules import COMPLAINT_READERS, COMPLAINT_RECORDERS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.complaints.people import PeopleOfCentre, who_of
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.errors import NotYourCallError

Reader = Annotated[Person, Depends(COMPLAINT_READERS)]
Recorder = Annotated[Person, Depends(COMPLAINT_RECORDERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

A = TypeVar("A", bound=BaseModel)


class ComplaintDesk:
    """Answers requests by one file, with the words and rates of the profile."""

    def __init__(self, book: ComplaintBook, options: ProfileOptions, clocks: ClockKeeper, places: Places) -> None:
        self.book = book
        self._options = options
        self._clocks = clocks
        self._places = places

    def asking(self, work: UnitOfWork, person: Person) -> Asking:
        """Return who asks, when, and by what it is answered."""
        return Asking(
            who=who_of(person),
            at=work.now(),
            book=self.book,
            options=self._options,
            people=PeopleOfCentre(work.session),
            clocks=self._clocks,
            events=work.records,
            places=self._places,
        )

    def show(self, work: UnitOfWork, person: Person, complaint_id: UUID) -> Case:
        """Return a case to somebody who may see it; the look is audited.

        Raises:
            ComplaintNotFoundError: There is none, or they may not see it.
        """
        asking = self.asking(work, person)
        departments = departments_of(self.book, person.team)
        row = get_readable(work.session, complaint_id, asking.who, departments)
        return self.shown(work, row, asking)

    def shown(self, work: UnitOfWork, row: ComplaintRow, asking: Asking) -> Case:
        """Return a case that somebody has just changed, if they may see it; the look is audited. Who has recorded what
        is about themselves hears its number, and nothing of the work on it.

        Raises:
            ComplaintNotFoundError: They may not.
        """
        own = is_about(row, asking.who) and row.recorded_by == asking.who.user_id
        if not own and not may_see(work.session, row, asking.who, departments_of(self.book, asking.who.team)):
            raise ComplaintNotFoundError(row.complaint_id)
        audit_look(work.session, "complaint.shown", row, asking)
        return case_of(work.session, row, asking)

    def case_once(
        self,
        work: UnitOfWork,
        person: Person,
        command_id: UUID,
        route: str,
        command: BaseModel,
        do: Callable[[Asking], ComplaintRow],
    ) -> Case:
        """Do what gives a case, once; a repeat is shown the case as it is now."""
        asking = self.asking(work, person)
        return self.once(
            work,
            person,
            command_id,
            route,
            command,
            do=lambda: self.shown(work, do(asking), asking),
            kept=lambda case: {"complaint_id": str(case.complaint_id)},
            again=lambda kept: self._again(work, person, UUID(kept["complaint_id"])),
        )

    def _again(self, work: UnitOfWork, person: Person, complaint_id: UUID) -> Case:
        row = work.session.get(ComplaintRow, complaint_id, populate_existing=True)
        if row is None:
            raise ComplaintNotFoundError(complaint_id)
        return self.shown(work, row, self.asking(work, person))

    def changed_once(
        self,
        work: UnitOfWork,
        person: Person,
        command_id: UUID,
        route: str,
        command: BaseModel,
        do: Callable[[Asking], ComplaintRow],
    ) -> Changed:
        """Do what changes a case, once."""
        asking = self.asking(work, person)
        return self.once(
            work,
            person,
            command_id,
            route,
            command,
            do=lambda: Changed(case=self.shown(work, do(asking), asking)),
            kept=lambda changed: {"complaint_id": str(changed.case.complaint_id)},
            again=lambda kept: Changed(case=self.show(work, person, UUID(kept["complaint_id"]))),
        )

    def once(
        self,
        work: UnitOfWork,
        person: Person,
        command_id: UUID,
        route: str,
        command: BaseModel,
        *,
        do: Callable[[], A],
        kept: Callable[[A], dict[str, Any]],
        again: Callable[[dict[str, Any]], A],
    ) -> A:
        """See `commands.once`. No name and no words are kept of an answer."""
        return once(
            work.session,
            command_id=command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(route, command),
            at=work.now(),
            do=do,
            kept=kept,
            again=again,
        )


def audit_look(session: Session, what: str, row: ComplaintRow, asking: Asking) -> None:
    """Note that somebody saw a complaint."""
    record_look(
        session,
        at=asking.at,
        by=asking.who.user_id,
        what=what,
        record_kind="complaint",
        record_id=row.complaint_id,
        call_id=row.call_id,
        detail={"customer_id": str(row.customer_id) if row.customer_id is not None else None},
    )


def expect_own_part(session: Session, call_id: UUID | None, person: Person) -> None:
    """See that whoever names a call had, or has, a part in it.

    Raises:
        NotYourCallError: They have none.
    """
    if call_id is not None and InteractionRepository(session).find(call_id, person.user_id) is None:
        raise NotYourCallError(call_id=str(call_id))

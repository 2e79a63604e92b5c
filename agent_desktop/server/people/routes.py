"""``/v1/people``: the people who may sign in, for administrators only."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.people import (
    AddPerson,
    MovePerson,
    People,
    PersonAnswer,
    PersonHistory,
    PersonKept,
    PersonMove,
    SavePerson,
    Site,
    UndoChange,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.server.auth.models import UserRow
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.rules import ADMINISTRATORS
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.people.history import history_of, undo
from agent_desktop.server.people.repository import PeopleRepository
from agent_desktop.server.people.service import PeopleOffice, new_password
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.app import Telephony

Administrator = Annotated[Person, Depends(ADMINISTRATORS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def people_routes(
    telephony: Telephony,
    passwords: Passwords,
    machine_now: Callable[[], datetime],
    sites: Mapping[str, LocalText],
) -> APIRouter:
    """Build the routes. `sites` are the names of where people work, by code."""
    router = APIRouter(tags=["people"], prefix="/people")
    office = PeopleOffice(telephony, machine_now, frozenset(sites))

    def shown(session: Session, users: list[UserRow]) -> tuple[PersonKept, ...]:
        repository = PeopleRepository(session)
        sign_ins, in_call = repository.count_sign_ins(machine_now()), repository.list_in_call()
        return tuple(
            office.kept(user, sign_ins.get(user.user_id, 0), in_call=user.user_id in in_call) for user in users
        )

    def one(work: UnitOfWork, user_id: UUID, password: str = "") -> PersonAnswer:
        work.session.flush()
        return PersonAnswer(person=shown(work.session, [office.get(work, user_id)])[0], password=password)

    def commanded(
        work: UnitOfWork,
        person: Person,
        command: AddPerson | SavePerson | MovePerson | UndoChange,
        route: str,
        do: Callable[[], PersonAnswer],
    ) -> PersonAnswer:
        def again(kept: dict[str, Any]) -> PersonAnswer:
            return one(work, UUID(kept["user_id"]))  # without the password: it was in the first answer only

        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(route, command),
            at=work.now(),
            do=do,
            kept=lambda answer: {"user_id": str(answer.person.user_id)},
            again=again,
        )

    @router.get("")
    def read(person: Administrator, work: Unit) -> People:
        people = shown(work.session, list(PeopleRepository(work.session).list_people()))
        return People(
            people=people,
            teams=tuple(sorted({each.team for each in people if each.team})),
            sites=tuple(Site(code=code, name=name) for code, name in sites.items()),
            languages=tuple(sorted({language for each in people for language in each.languages})),
            own_id=person.user_id,
        )

    @router.post("")
    def add(command: AddPerson, person: Administrator, work: Unit) -> PersonAnswer:
        def do() -> PersonAnswer:
            password = new_password()
            user = office.add(work, passwords, command.form, password, by=person.user_id, reason=command.reason)
            return one(work, user.user_id, password)

        return commanded(work, person, command, "people", do)

    @router.put("/{person_id}")
    def save(person_id: UUID, command: SavePerson, person: Administrator, work: Unit) -> PersonAnswer:
        def do() -> PersonAnswer:
            office.save(work, person_id, command.form, command.seen, by=person.user_id, reason=command.reason)
            return one(work, person_id)

        return commanded(work, person, command, f"people {person_id}", do)

    @router.post("/{person_id}/moves")
    def move(person_id: UUID, command: MovePerson, person: Administrator, work: Unit) -> PersonAnswer:
        password = new_password() if command.move is PersonMove.NEW_PASSWORD else ""
        password_hash = ""
        if password:
            work.release()  # no connection is held while a hash is reckoned
            password_hash = passwords.hash(password)

        def do() -> PersonAnswer:
            office.move(
                work,
                person_id,
                command.move,
                seen_disabled=command.seen_disabled,
                by=person.user_id,
                password_hash=password_hash,
                reason=command.reason,
            )
            return one(work, person_id, password)

        return commanded(work, person, command, f"people {person_id} move", do)

    @router.get("/{person_id}/history")
    def history(person_id: UUID, _: Administrator, work: Unit) -> PersonHistory:
        return history_of(work.session, office.get(work, person_id))

    @router.post("/{person_id}/undo")
    def take_back(person_id: UUID, command: UndoChange, person: Administrator, work: Unit) -> PersonAnswer:
        def do() -> PersonAnswer:
            undo(work, office, person_id, command.change_id, by=person.user_id)
            return one(work, person_id)

        return commanded(work, person, command, f"people {person_id} undo", do)

    return router

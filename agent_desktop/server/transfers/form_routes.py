"""``/v1/calls/{id}/handed-form``: the form of a complaint that goes along with a call, and who goes on with it."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.handed_forms import HandedForm, HandedFormDeed, HandForm
from agent_desktop.contract.sessions import Person
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.handed_forms.models import HandedFormRow
from agent_desktop.records.handed_forms.service import HandedFormGoneError, drop_form, hand_form, take_form
from agent_desktop.server.auth.rules import AGENTS, SEATED
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.transfers.access import CallAtHand, get_call_at_hand
from agent_desktop.server.transfers.forms import readable_form, shown_form
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.errors import NotYourCallError

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def form_routes() -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["transfers"])

    @router.put("/calls/{call_id}/handed-form")
    def put_form(call_id: UUID, command: HandForm, person: Seated, work: Unit) -> HandedForm:
        def do() -> HandedFormRow:
            at_hand = get_call_at_hand(work.session, call_id, person.user_id)
            if at_hand.is_colleague:
                raise NotYourCallError(call_id=str(call_id))
            if work.session.get(ComplaintRow, command.complaint_id) is not None:
                raise HandedFormGoneError  # it was recorded meanwhile
            tell = {at_hand.consulted_id, at_hand.call.agent_id} - {None, person.user_id}
            return hand_form(
                work.session,
                call_id=call_id,
                by=person.user_id,
                form=command,
                tell=[each for each in tell if each is not None],
                at=work.now(),
                events=work.records,
            )

        return _once(work, person, f"hand form {call_id}", command, command.complaint_id, do)

    @router.get("/handed-forms/{complaint_id}")
    def read_form(complaint_id: UUID, person: Agent, work: Unit) -> HandedForm:
        return _read(work, person, complaint_id)

    @router.post("/handed-forms/{complaint_id}/take")
    def take(complaint_id: UUID, command: HandedFormDeed, person: Seated, work: Unit) -> HandedForm:
        def do() -> HandedFormRow:
            row = readable_form(work.session, person.user_id, complaint_id)
            if person.user_id != row.owner_id and not _at_hand(work, person, row.call_id).is_theirs:
                raise NotYourCallError(call_id=str(row.call_id))
            return take_form(work.session, complaint_id, by=person.user_id, at=work.now(), events=work.records)

        return _once(work, person, f"take form {complaint_id}", command, complaint_id, do)

    @router.post("/handed-forms/{complaint_id}/drop")
    def drop(complaint_id: UUID, _: HandedFormDeed, person: Seated, work: Unit) -> None:
        drop_form(work.session, complaint_id, by=person.user_id, at=work.now())  # again, it is gone already

    return router


def _once(
    work: UnitOfWork,
    person: Person,
    deed: str,
    command: HandForm | HandedFormDeed,
    complaint_id: UUID,
    do: Callable[[], HandedFormRow],
) -> HandedForm:
    return once(
        work.session,
        command_id=command.command_id,
        user_id=person.user_id,
        fingerprint=in_one_line(deed, command),
        at=work.now(),
        do=lambda: shown_form(work.session, do(), person.user_id),
        kept=lambda _: {},  # a form is kept where it belongs
        again=lambda _: shown_form(
            work.session, readable_form(work.session, person.user_id, complaint_id), person.user_id
        ),
    )


def _read(work: UnitOfWork, person: Person, complaint_id: UUID) -> HandedForm:
    return shown_form(work.session, readable_form(work.session, person.user_id, complaint_id), person.user_id)


def _at_hand(work: UnitOfWork, person: Person, call_id: UUID) -> CallAtHand:
    return get_call_at_hand(work.session, call_id, person.user_id)

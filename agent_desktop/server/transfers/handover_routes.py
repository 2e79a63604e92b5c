"""``/v1/calls/{id}/handover``: the hand-over note, written by whoever has the call and read by whom they consult."""

from collections.abc import Callable, Collection
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.handovers import (
    HandedScript,
    HandoverDraft,
    HandoverNote,
    HandoverReasons,
    SendHandover,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.handovers.service import (
    HandoverNotFoundError,
    audit_look,
    read_handover,
    save_handover,
    send_handover,
)
from agent_desktop.records.interactions.linking import find_link
from agent_desktop.records.interactions.repository import InteractionRepository
from agent_desktop.records.script_runs.repository import ScriptRunRepository, shown_run
from agent_desktop.server.auth.rules import AGENTS, SEATED
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.scripts.standing import Standings
from agent_desktop.server.transfers.access import CallAtHand, get_call_at_hand
from agent_desktop.server.transfers.form_routes import form_routes
from agent_desktop.server.transfers.notes import HandoverNotes
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work
from telephony.app import Telephony
from telephony.errors import NotYourCallError
from telephony.transfers.service import note_sent

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def handover_routes(telephony: Telephony, notes: HandoverNotes, standings: Standings) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["transfers"])
    router.include_router(form_routes())

    @router.get("/handover-reasons")
    def read_reasons(_: Agent) -> HandoverReasons:
        return HandoverReasons(reasons=tuple(notes.reasons.values()))

    @router.get("/calls/{call_id}/handover")
    def read_note(
        call_id: UUID, person: Agent, work: Unit, *, received: bool = False, read: bool = False
    ) -> HandoverNote:
        at_hand = get_call_at_hand(work.session, call_id, person.user_id)
        if not (received or at_hand.is_colleague):
            return notes.own(work.session, at_hand, person.user_id, work.now())
        if not at_hand.may_read_received:
            raise NotYourCallError(call_id=str(call_id))
        row = notes.row_for(work.session, at_hand, person.user_id)
        if row is None:
            raise HandoverNotFoundError
        link = find_link(work.session, call_id)
        customer_id = link.customer_id if link is not None else None
        audit_look(work.session, row, customer_id, by=person.user_id, at=work.now())
        if read:
            read_handover(work.session, row, by=person.user_id, at=work.now(), events=work.records)
        return notes.shown(work.session, at_hand, row, work.now())

    @router.put("/calls/{call_id}/handover")
    def put_note(call_id: UUID, command: HandoverDraft, person: Seated, work: Unit) -> HandoverNote:
        def do() -> HandoverNote:
            at_hand = _own(work, call_id, person)
            save_handover(
                work.session,
                call_id=call_id,
                by=person.user_id,
                draft=command,
                reasons=notes.reasons.keys(),
                tell=_readers(at_hand, person),
                at=work.now(),
                events=work.records,
            )
            return notes.own(work.session, at_hand, person.user_id, work.now())

        return save_once(work, person, "handover", call_id, command, do)

    @router.post("/calls/{call_id}/handover/send")
    def send_note(call_id: UUID, command: SendHandover, person: Seated, work: Unit) -> HandoverNote:
        def do() -> HandoverNote:
            at_hand = _own(work, call_id, person)
            send_handover(
                work.session,
                call_id=call_id,
                by=person.user_id,
                seen_version=command.seen_version,
                tell=_readers(at_hand, person),
                at=work.now(),
                events=work.records,
            )
            note_sent(work.session, telephony.deps(work.journal), call_id, person.user_id)
            return notes.own(work.session, at_hand, person.user_id, work.now())

        return save_once(work, person, "handover-send", call_id, command, do)

    @router.get("/calls/{call_id}/handed-script")
    def read_script(call_id: UUID, person: Agent, work: Unit) -> HandedScript:
        at_hand = get_call_at_hand(work.session, call_id, person.user_id)
        whose = at_hand.from_agent_id if at_hand.is_colleague else person.user_id
        part = InteractionRepository(work.session).find(call_id, whose) if whose is not None else None
        if part is None:
            return HandedScript()
        if at_hand.is_colleague:
            record_look(
                work.session,
                at=work.now(),
                by=person.user_id,
                what="handover.script_shown",
                record_kind="customer",
                record_id=part.customer_id,
                call_id=call_id,
                detail={"interaction_id": str(part.interaction_id)},
            )
        run = ScriptRunRepository(work.session).find(part.interaction_id)
        return HandedScript(
            run=shown_run(run) if run is not None else None,
            standing=standings.shown(work.session, part, person.roles, work.now()),
        )

    def save_once(
        work: UnitOfWork,
        person: Person,
        route: str,
        call_id: UUID,
        command: HandoverDraft | SendHandover,
        do: Callable[[], HandoverNote],
    ) -> HandoverNote:
        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"{route} {call_id}", command),
            at=work.now(),
            do=do,
            kept=lambda _: {},  # a note is kept where it belongs
            again=lambda _: notes.own(work.session, _own(work, call_id, person), person.user_id, work.now()),
        )

    return router


def _own(work: UnitOfWork, call_id: UUID, person: Person) -> CallAtHand:
    """Return the call of an agent who may write a note of it: their own."""
    at_hand = get_call_at_hand(work.session, call_id, person.user_id)
    if at_hand.is_colleague:
        raise NotYourCallError(call_id=str(call_id))
    return at_hand


def _readers(at_hand: CallAtHand, person: Person) -> Collection[UUID]:
    """Return who reads the note now beside its writer: who is consulted, and who has taken over."""
    readers = {at_hand.consulted_id, at_hand.call.agent_id} - {None, person.user_id}
    return [each for each in readers if each is not None]

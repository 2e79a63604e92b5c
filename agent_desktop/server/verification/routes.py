"""``/v1/calls/{id}/verification`` and ``/checks``: what a caller was asked, and what it opens."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.sessions import Person
from agent_desktop.contract.verification import AnswerCheck, Verification
from agent_desktop.records.errors import CheckWithoutCallerError
from agent_desktop.records.verification.schema import VerificationPolicy
from agent_desktop.records.verification.service import answer_check, shown_verification
from agent_desktop.server.auth.rules import AGENTS, SEATED
from agent_desktop.server.calls.own import get_own_call, get_readable_call
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]


def verification_routes(policy: VerificationPolicy) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["verification"])

    @router.get("/calls/{call_id}/verification")
    def read_verification(call_id: UUID, person: Agent, work: Unit) -> Verification:
        get_readable_call(work.session, call_id, person.user_id)
        return shown_verification(work.session, policy, call_id=call_id, at=work.now())

    @router.post("/calls/{call_id}/checks")
    def check(call_id: UUID, command: AnswerCheck, person: Seated, work: Unit) -> Verification:
        def do() -> Verification:
            if not get_own_call(work.session, call_id, person.user_id).on_line:
                raise CheckWithoutCallerError
            return answer_check(work.session, policy, command, call_id=call_id, by=person.user_id, at=work.now())

        # A day and a few characters are soon guessed from their hash: the answer is no part of what is kept.
        asked = command.model_copy(update={"answer": ""})
        return once(
            work.session,
            command_id=command.command_id,
            user_id=person.user_id,
            fingerprint=in_one_line(f"check {call_id}", asked),
            at=work.now(),
            do=do,
            kept=lambda _: {},
            again=lambda _: read_verification(call_id, person, work),
        )

    return router

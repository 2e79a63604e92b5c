"""``/v1/messages`` and ``/v1/message-templates``: an agent writes to a customer by an approved template."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from agent_desktop.contract.messages import (
    MessagePreview,
    MessageTemplate,
    PreviewMessage,
    SendMessage,
    SentMessage,
    SentMessages,
)
from agent_desktop.contract.sessions import Person
from agent_desktop.records.audit.service import record_look
from agent_desktop.records.messages.repository import MessageRepository
from agent_desktop.records.messages.service import shown
from agent_desktop.server.auth.rules import AGENTS, CUSTOMER_READERS, SEATED
from agent_desktop.server.commands import in_one_line, once
from agent_desktop.server.messages.service import Messaging
from agent_desktop.server.unit_of_work import UnitOfWork, unit_of_work

Agent = Annotated[Person, Depends(AGENTS)]
Seated = Annotated[Person, Depends(SEATED)]
Reader = Annotated[Person, Depends(CUSTOMER_READERS)]
Unit = Annotated[UnitOfWork, Depends(unit_of_work, scope="function")]

LISTED = 50


def customer_message_routes(messaging: Messaging) -> APIRouter:
    """Build the routes."""
    router = APIRouter(tags=["messages"])

    @router.get("/message-templates")
    def templates(_: Agent) -> list[MessageTemplate]:
        return messaging.list_templates()

    @router.post("/messages/preview")
    def preview(asked: PreviewMessage, person: Agent, work: Unit) -> MessagePreview:
        composed = messaging.preview(work, person, asked)
        _note_look(work, person, "message.previewed", asked.customer_id, asked.call_id)
        return composed

    @router.post("/messages")
    def send(command: SendMessage, person: Seated, work: Unit) -> SentMessage:
        return once(
            work.session,
            command_id=command.message_id,
            user_id=person.user_id,
            fingerprint=in_one_line("message", command),
            at=work.now(),
            do=lambda: messaging.send(work, person, command),
            kept=lambda _: {},
            again=lambda _: messaging.send(work, person, command),
        )

    @router.get("/customers/{customer_id}/messages")
    def sent(customer_id: UUID, person: Reader, work: Unit) -> SentMessages:
        rows = MessageRepository(work.session).list_of_person(customer_id, LISTED)
        _note_look(work, person, "messages.shown", customer_id, None)
        return SentMessages(messages=tuple(shown(row) for row in rows))

    return router


def _note_look(work: UnitOfWork, person: Person, what: str, customer_id: UUID, call_id: UUID | None) -> None:
    record_look(
        work.session,
        at=work.now(),
        by=person.user_id,
        what=what,
        record_kind="customer",
        record_id=customer_id,
        call_id=call_id,
    )

"""The simulator's short messages over HTTP: the server on one side, whoever tries them on the other."""

from collections.abc import Awaitable
from typing import Protocol, TypeVar

from fastapi import APIRouter, Request

from telephony.messages.port import OutgoingMessage
from telephony.providers.simulator.message_wire import (
    FateRequest,
    SendMessageAnswer,
    SendMessageRequest,
    SentMessageView,
)
from telephony.providers.simulator.messages import MessageService
from telephony.providers.simulator.wire import Message

A = TypeVar("A", bound=Message)


class Signed(Protocol):
    """Reads a request of the server once its signature is checked."""

    def __call__(self, request: Request, kind: type[A]) -> Awaitable[A]: ...


def message_service_routes(service: MessageService, signed: Signed) -> APIRouter:
    """Build ``POST /messages`` (signed), ``GET /messages`` and ``POST /message-fates``."""
    router = APIRouter()

    @router.post("/messages")
    async def take(request: Request) -> SendMessageAnswer:
        asked = await signed(request, SendMessageRequest)
        message = OutgoingMessage(asked.message_id, asked.to_number, asked.from_number, asked.text)
        answer = service.take(message)
        return SendMessageAnswer(
            message_sid=answer.message_sid,
            state=answer.state,
            problem=answer.problem,
            carrier_code=answer.carrier_code,
        )

    @router.get("/messages")
    async def list_sent() -> list[SentMessageView]:
        return [
            SentMessageView(
                message_id=each.message.message_id,
                message_sid=each.message_sid,
                to_number=each.message.to_number,
                from_number=each.message.from_number,
                text=each.message.text,
                state=each.state,
                problem=each.problem,
            )
            for each in service.list_sent()
        ]

    @router.post("/message-fates", status_code=204)
    async def put_fate(request: FateRequest) -> None:
        service.behave(request.number, request.fate)
        service.opt_out(request.number, wants_none=request.opted_out)

    return router

"""``POST /carrier/<sender>/message``: what a carrier says of a message. Verified, stored once, then applied."""

import asyncio
from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.params import Depends

from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.messages.port import MessageReport, MessageSender
from telephony.messages.service import receive_message_report
from telephony.ports import WorkFactory
from telephony.webhooks.signed import signed_request


def message_report_routes(
    deps_for: Callable[[Journal], Deps], sender: MessageSender, *, open_work: WorkFactory, rule: Depends
) -> APIRouter:
    """Build the route of one sender."""
    router = APIRouter(tags=["carrier"])

    def take(report: MessageReport) -> None:
        with open_work() as unit:
            receive_message_report(unit.session, deps_for(unit.journal), sender.name, report)

    @router.post(f"/carrier/{sender.name}/message", status_code=204, dependencies=[rule], response_class=Response)
    async def take_report(request: Request) -> Response:
        signed = await signed_request(request)
        sender.verify(signed)
        report = sender.read_message_report(signed)
        await asyncio.to_thread(take, report)
        return Response(status_code=204)

    return router

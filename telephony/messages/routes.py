"""``POST /carrier/<sender>/message``: what a carrier says of a message. Verified, stored once, then applied.

The carrier has its answer within a second: what is not kept by then goes on by itself, and is to be told again.
"""

import logging
from collections.abc import Callable
from functools import partial
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.params import Depends

from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.messages.port import MessageReport, MessageSender
from telephony.messages.service import receive_message_report
from telephony.ports import WorkFactory
from telephony.webhooks.own_threads import TELL_SECONDS, OwnThreads
from telephony.webhooks.signed import signed_request

AT_ONCE: Final = 2
"""How many are worked on at a time. Each may have a connection to the database."""

_log = logging.getLogger(__name__)


def message_report_routes(
    deps_for: Callable[[Journal], Deps],
    sender: MessageSender,
    *,
    open_work: WorkFactory,
    rule: Depends,
    tell_seconds: float = TELL_SECONDS,
) -> APIRouter:
    """Build the route of one sender. `rule` must be one that lets everybody in, on the event loop."""
    router = APIRouter(tags=["carrier"])
    threads = OwnThreads("messages-told", AT_ONCE)

    def take(report: MessageReport) -> None:
        with open_work() as unit:
            receive_message_report(unit.session, deps_for(unit.journal), sender.name, report)

    @router.post(f"/carrier/{sender.name}/message", status_code=204, dependencies=[rule], response_class=Response)
    async def take_report(request: Request) -> Response:
        signed = await signed_request(request)
        sender.verify(signed)
        report = sender.read_message_report(signed)
        try:
            await threads.run(partial(take, report), tell_seconds)
        except TimeoutError:
            _log.warning("not kept in time: message")
            return Response(status_code=503)
        return Response(status_code=204)

    return router

"""``POST /carrier/twilio/…``: what Twilio tells and asks. ``GET /carrier/twilio/media/…``: what it is to play.

Nothing of a request is read before its signature was checked, and whatever then happens is answered within a second
with something that a caller can go on with: where Twilio gets no document it ends the call with words of its own.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.params import Depends

from telephony.providers.twilio.answers import WANTS_DOCUMENT, Answers
from telephony.providers.twilio.wire import NAME, Webhook, WebhookKind, read_webhook
from telephony.webhooks.signed import Verifies, signed_request

ANSWER_SECONDS: Final = 0.8
"""The most that a document is worked on (machine time) before a safe one goes out in its stead."""

_MADE_HERE: Final = frozenset({WebhookKind.QUEUED, WebhookKind.ANSWERED})
_ELSEWHERE: Final = frozenset({WebhookKind.MESSAGE})
"""What is taken by `telephony.messages.routes`: it is about no call."""

_log = logging.getLogger(__name__)


def twilio_routes(
    answers: Answers, provider: Verifies, *, rule: Depends, answer_seconds: float = ANSWER_SECONDS
) -> APIRouter:
    """Build the routes of Twilio's webhooks. `rule` must be one that lets everybody in."""
    router = APIRouter(tags=["carrier"])

    def receive(kind: WebhookKind) -> Callable[[Request], Awaitable[Response]]:
        async def take(request: Request) -> Response:
            signed = await signed_request(request)
            provider.verify(signed)
            webhook = read_webhook(kind, signed, answers.now())
            if kind not in WANTS_DOCUMENT:
                await asyncio.to_thread(answers.tell, webhook)
                return Response(status_code=204)
            return Response(await _document(answers, webhook, answer_seconds), media_type="text/xml")

        return take

    for kind in WebhookKind:
        if kind not in _MADE_HERE | _ELSEWHERE:
            router.post(f"/carrier/{NAME}/{kind}", dependencies=[rule], response_class=Response, name=f"twilio {kind}")(
                receive(kind)
            )
    return router


async def _document(answers: Answers, webhook: Webhook, seconds: float) -> str:
    try:
        # What takes too long goes on by itself: it is done once, and the caller hears of it with the next question.
        return await asyncio.wait_for(asyncio.to_thread(answers.answer, webhook), seconds)
    except Exception as error:  # noqa: BLE001  outermost: Twilio would end the call with an error that the caller hears
        _log.error("no document: %s: %s", webhook.kind, type(error).__name__)
        return answers.safe(webhook)

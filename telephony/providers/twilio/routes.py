"""``POST /carrier/twilio/…``: what Twilio tells and asks. ``GET /carrier/twilio/media/…``: what it is to play.

Nothing of a request is read before its signature was checked, and whatever then happens is answered within a second
with something that a caller can go on with: where Twilio gets no document it ends the call with words of its own.
"""

import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.params import Depends

from telephony.providers.twilio.answers import Answers
from telephony.providers.twilio.wire import NAME, ONLY_TOLD, Webhook, WebhookKind, read_webhook
from telephony.webhooks.own_threads import TELL_SECONDS, OwnThreads
from telephony.webhooks.signed import Verifies, signed_request

ANSWER_SECONDS: Final = 0.8
"""The most that a document is waited for (machine time) before a safe one goes out in its stead."""

DOCUMENTS_AT_ONCE: Final = 6
TOLD_AT_ONCE: Final = 4
"""Of each apart: however much is told, callers get their documents. Each may have a connection to the database."""

_MADE_HERE: Final = frozenset({WebhookKind.QUEUED, WebhookKind.ANSWERED})
_ELSEWHERE: Final = frozenset({WebhookKind.MESSAGE})
"""What is taken by `telephony.messages.routes`: it is about no call."""

_log = logging.getLogger(__name__)


def twilio_routes(
    answers: Answers,
    provider: Verifies,
    *,
    rule: Depends,
    answer_seconds: float = ANSWER_SECONDS,
    tell_seconds: float = TELL_SECONDS,
) -> APIRouter:
    """Build the routes of Twilio's webhooks. `rule` must be one that lets everybody in, on the event loop: a thread of
    the host's would be one to wait for."""
    router = APIRouter(tags=["carrier"])
    documents, told = OwnThreads("twilio-documents", DOCUMENTS_AT_ONCE), OwnThreads("twilio-told", TOLD_AT_ONCE)

    def receive(kind: WebhookKind) -> Callable[[Request], Awaitable[Response]]:
        async def take(request: Request) -> Response:
            signed = await signed_request(request)
            provider.verify(signed)
            webhook = read_webhook(kind, signed, answers.now())
            if kind in ONLY_TOLD:
                return await _told(answers, webhook, told, tell_seconds)
            document = answers.at_once(webhook)
            if document is None:
                document = await _document(answers, webhook, documents, answer_seconds)
            return Response(document, media_type="text/xml")

        return take

    for kind in WebhookKind:
        if kind not in _MADE_HERE | _ELSEWHERE:
            router.post(f"/carrier/{NAME}/{kind}", dependencies=[rule], response_class=Response, name=f"twilio {kind}")(
                receive(kind)
            )
    return router


async def _told(answers: Answers, webhook: Webhook, threads: OwnThreads, seconds: float) -> Response:
    try:
        await threads.run(partial(answers.tell, webhook), seconds)
    except TimeoutError:
        _log.warning("not kept in time: %s", webhook.kind)
        return Response(status_code=503)  # which says to Twilio: tell it again (`twiml.TOLD_TRIES`)
    return Response(status_code=204)


async def _document(answers: Answers, webhook: Webhook, threads: OwnThreads, seconds: float) -> str:
    try:
        # What takes too long goes on by itself: it is done once, and the caller hears of it with the next question.
        # What found no thread in time is not done: what it had to say is with the next question too.
        return await threads.run(partial(answers.answer, webhook), seconds)
    except Exception as error:  # noqa: BLE001  outermost: Twilio would end the call with an error that the caller hears
        _log.error("no document: %s: %s", webhook.kind, type(error).__name__)
        return answers.safe(webhook)

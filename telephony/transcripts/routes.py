"""``POST /carrier/<provider>/words``: what a carrier has written down. ``GET /calls/{call_id}/words``: what of it there
is for whoever has the call."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.params import Depends

from telephony.contract import HeardWords
from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.ports import Work, WorkFactory
from telephony.providers.base import MenuProvider
from telephony.transcripts.port import WordsReport
from telephony.transcripts.service import take_words, words_of
from telephony.webhooks.signed import signed_by


def words_report_routes(
    deps_for: Callable[[Journal], Deps], provider: MenuProvider, *, open_work: WorkFactory, rule: Depends
) -> APIRouter:
    """Build the route of a carrier whose words come in our own form."""
    router = APIRouter(tags=["carrier"])
    verified = signed_by(provider, provider.read_words)

    def take(words: WordsReport) -> None:
        with open_work() as unit:
            take_words(unit.session, deps_for(unit.journal), provider.name, words)

    @router.post(f"/carrier/{provider.name}/words", status_code=204, dependencies=[rule], response_class=Response)
    async def take_report(request: Request) -> Response:
        words = await verified(request)
        await asyncio.to_thread(take, words)
        return Response(status_code=204)

    return router


def words_routes(*, work: Depends, agent: Depends) -> APIRouter:
    """Build the route from the host's dependencies."""
    router = APIRouter(tags=["calls"])

    @router.get("/calls/{call_id}/words")
    def read_words(
        call_id: UUID,
        unit: Work = work,  # type: ignore[assignment]
        agent_id: UUID = agent,  # type: ignore[assignment]
    ) -> HeardWords:
        return words_of(unit.session, call_id, agent_id)

    return router

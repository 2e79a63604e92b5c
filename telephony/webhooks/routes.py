"""``POST /carrier/<provider>/reports``: what the carrier tells. Verified, stored once, then applied."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Final, cast

from fastapi import APIRouter, Request, Response
from fastapi.params import Depends
from fastapi.routing import APIRoute

from telephony.calls.reports import FIRST, receive_report
from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.ports import WorkFactory
from telephony.providers.base import CarrierReport, Provider
from telephony.webhooks.signed import signed_by

ARRIVALS_AT_ONCE: Final = 3
OTHERS_AT_ONCE: Final = 3
"""So many reports of new callers, and of calls that are under way, are worked on at once: as many as there are threads
for them on two cores. Where more callers come than a centre can take, what is told of calls under way does not stand
in line behind them, nor do the commands of agents, which have connections of their own: an answer that takes too long
is a caller rung at somebody else."""

LINE_SECONDS: Final = 4.0
"""How long a report waits for its turn before the carrier is asked to tell it again."""

_log = logging.getLogger(__name__)


class _QuickRoute(APIRoute):
    """Hands the request to its endpoint as it is. A caller is waiting: to work out dependencies that are none, and to
    turn None into an answer, took longer than to read and check the report."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        return cast(Callable[[Request], Coroutine[Any, Any, Response]], self.endpoint)


def webhook_routes(
    deps_for: Callable[[Journal], Deps], provider: Provider, *, open_work: WorkFactory, rule: Depends
) -> APIRouter:
    """Build the route of one carrier. `rule` must be one that lets everybody in: it is declared and not asked."""
    router = APIRouter(tags=["carrier"], route_class=_QuickRoute)
    verified = signed_by(provider, provider.read_report)
    arrivals, others = asyncio.Semaphore(ARRIVALS_AT_ONCE), asyncio.Semaphore(OTHERS_AT_ONCE)

    # The whole unit is one stay on a thread, commit and all: each change of threads costs.
    def take(report: CarrierReport) -> None:
        with open_work() as unit:
            receive_report(unit.session, deps_for(unit.journal), provider.name, report)

    @router.post(f"/carrier/{provider.name}/reports", status_code=204, dependencies=[rule], response_class=Response)
    async def take_report(request: Request) -> Response:
        report = await verified(request)
        line = arrivals if report.sequence == FIRST else others
        try:
            async with asyncio.timeout(LINE_SECONDS):
                await line.acquire()
        except TimeoutError:
            _log.warning("not taken in time: report %d of a call", report.sequence)
            return Response(status_code=503)  # which says to the carrier: tell it again
        try:
            await asyncio.to_thread(take, report)
        finally:
            line.release()
        return Response(status_code=204)

    return router

"""``POST /carrier/<provider>/reports``: what the carrier tells. Verified, stored once, then applied."""

import asyncio
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

ARRIVALS_AT_ONCE: Final = 2
"""So many new callers are taken in at once, fewer than there are threads for reports. Where more come than a centre can
take, what is told of calls that are under way does not stand in line behind them: an agent's answer that takes too long
is a caller rung at somebody else."""


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
    arrivals = asyncio.Semaphore(ARRIVALS_AT_ONCE)

    # The whole unit is one stay on a thread, commit and all: each change of threads costs.
    def take(report: CarrierReport) -> None:
        with open_work() as unit:
            receive_report(unit.session, deps_for(unit.journal), provider.name, report)

    @router.post(f"/carrier/{provider.name}/reports", status_code=204, dependencies=[rule], response_class=Response)
    async def take_report(request: Request) -> Response:
        report = await verified(request)
        if report.sequence == FIRST:
            async with arrivals:
                await asyncio.to_thread(take, report)
        else:
            await asyncio.to_thread(take, report)
        return Response(status_code=204)

    return router

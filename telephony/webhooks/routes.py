"""``POST /carrier/<provider>/reports``: what the carrier tells. Verified, stored once, then applied."""

from collections.abc import Callable

import fastapi
from fastapi import APIRouter, Response
from fastapi.params import Depends

from telephony.calls.reports import receive_report
from telephony.deps import Deps
from telephony.events.journal import Journal
from telephony.ports import WorkFactory
from telephony.providers.base import CarrierReport, Provider
from telephony.webhooks.signed import signed_by


def webhook_routes(
    deps_for: Callable[[Journal], Deps], provider: Provider, *, open_work: WorkFactory, rule: Depends
) -> APIRouter:
    """Build the route of one carrier."""
    router = APIRouter(tags=["carrier"])
    verified = signed_by(provider, provider.read_report)

    # The whole unit is one stay on a thread, commit and all: a caller is waiting, and each change of threads costs.
    @router.post(f"/carrier/{provider.name}/reports", status_code=204, dependencies=[rule], response_class=Response)
    def take_report(report: CarrierReport = fastapi.Depends(verified)) -> None:
        with open_work() as unit:
            receive_report(unit.session, deps_for(unit.journal), provider.name, report)

    return router

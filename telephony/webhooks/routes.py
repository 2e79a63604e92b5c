"""``POST /carrier/<provider>/reports``: what the carrier tells. Verified, stored once, then applied."""

from collections.abc import Callable
from typing import Final

import fastapi
from fastapi import APIRouter, Request, Response
from fastapi.params import Depends

from telephony.calls.reports import receive_report
from telephony.deps import Deps
from telephony.errors import ReportNotUnderstoodError
from telephony.events.journal import Journal
from telephony.ports import WorkFactory
from telephony.providers.base import CarrierReport, Provider

REPORT_LIMIT: Final = 64 * 1024
"""The most bytes one report may have."""


async def raw_body(request: Request) -> bytes:
    """Return what a carrier sent.

    Raises:
        ReportNotUnderstoodError: It is larger than `REPORT_LIMIT`.
    """
    # Read as it arrives: the signature is over the very bytes.
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > REPORT_LIMIT:
            raise ReportNotUnderstoodError(field="body")
        chunks.append(chunk)
    return b"".join(chunks)


def webhook_routes(
    deps_for: Callable[[Journal], Deps], provider: Provider, *, open_work: WorkFactory, rule: Depends
) -> APIRouter:
    """Build the route of one carrier."""
    router = APIRouter(tags=["carrier"])

    async def verified(request: Request) -> CarrierReport:
        body = await raw_body(request)
        provider.verify(request.headers, body)
        return provider.read_report(body)

    # `verified` stands before the unit of work: an unsigned message opens no transaction. The whole unit is one stay
    # on a thread, commit and all: a caller is waiting, and each change of threads costs.
    @router.post(f"/carrier/{provider.name}/reports", status_code=204, dependencies=[rule], response_class=Response)
    def take_report(report: CarrierReport = fastapi.Depends(verified)) -> None:
        with open_work() as unit:
            receive_report(unit.session, deps_for(unit.journal), provider.name, report)

    return router

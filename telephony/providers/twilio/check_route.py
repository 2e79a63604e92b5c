"""``POST /carrier/twilio/check``: a signed message that means nothing. Whoever sets Twilio up sends one to the public
address: an answer of 204 says that proxy, address and secret are as Twilio will meet them."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from fastapi.params import Depends

from telephony.providers.base import SignedRequest
from telephony.webhooks.signed import signed_request

CHECK_PATH = "/carrier/twilio/check"


def check_routes(verify: Callable[[SignedRequest], object], *, rule: Depends) -> APIRouter:
    """Build the route. `verify` raises `SignatureWrongError`; `rule` lets everybody in: the signature is the rule."""
    router = APIRouter(tags=["carrier"])

    @router.post(CHECK_PATH, status_code=204, dependencies=[rule], response_class=Response)
    async def check(request: Request) -> Response:
        verify(await signed_request(request))
        return Response(status_code=204)

    return router

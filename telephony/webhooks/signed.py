"""What a carrier sends: its very bytes, verified before anything is read of them."""

from collections.abc import Awaitable, Callable
from typing import Final, Protocol, TypeVar

from fastapi import Request

from telephony.errors import ReportNotUnderstoodError
from telephony.providers.base import SignedRequest

M = TypeVar("M")

REPORT_LIMIT: Final = 64 * 1024
"""The most bytes one message may have."""


class Verifies(Protocol):
    """The part of a provider that knows whose a message is."""

    def verify(self, request: SignedRequest) -> None: ...


def signed_by(provider: Verifies, read: Callable[[bytes], M]) -> Callable[[Request], Awaitable[M]]:
    """Return the dependency that gives a route what `read` makes of a message that `provider` has verified.

    It stands before any unit of work: an unsigned message opens no transaction.

    Raises:
        SignatureWrongError: It is not from this carrier.
        ReportNotUnderstoodError: It is larger than `REPORT_LIMIT`, or not of the agreed form.
    """

    async def verified(request: Request) -> M:
        signed = await signed_request(request)
        provider.verify(signed)
        return read(signed.body)

    return verified


async def signed_request(request: Request) -> SignedRequest:
    """Return a request with its body, exactly as it came.

    Raises:
        ReportNotUnderstoodError: It is larger than `REPORT_LIMIT`.
    """
    body = await _raw_body(request)
    # What was asked for, undecoded: `request.url` is put together anew, and a signature is over the very address.
    path, query = request.scope["raw_path"], request.scope["query_string"]
    address = path + b"?" + query if query else path
    return SignedRequest(request.method, address.decode("latin-1"), request.headers, body)


async def _raw_body(request: Request) -> bytes:
    # Read as it arrives: the signature is over the very bytes.
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > REPORT_LIMIT:
            raise ReportNotUnderstoodError(field="body")
        chunks.append(chunk)
    return b"".join(chunks)

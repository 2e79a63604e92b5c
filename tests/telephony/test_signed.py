"""What a carrier sends, as its provider gets it to verify: the very bytes and the very address."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from fastapi import Depends, FastAPI, Response

from telephony.errors import SignatureWrongError
from telephony.providers.base import SignedRequest
from telephony.webhooks.signed import signed_by
from tests.telephony.http import serving


class Recorder:
    """Verifies everything that is signed `ours`."""

    def __init__(self) -> None:
        self.seen: list[SignedRequest] = []
        self.read: list[bytes] = []

    def verify(self, request: SignedRequest) -> None:
        self.seen.append(request)
        if request.headers.get("x-SIGNATURE") != "ours":
            raise SignatureWrongError

    def note(self, body: bytes) -> None:
        self.read.append(body)


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def origin(recorder: Recorder) -> Iterator[str]:
    app = FastAPI()
    app.add_exception_handler(SignatureWrongError, lambda *_: Response(status_code=403))
    taken = Depends(signed_by(recorder, recorder.note))
    app.post("/carrier/{rest:path}", dependencies=[taken])(lambda: Response(status_code=204))
    with serving(app) as origin:
        yield origin


def post(origin: str, address: str, body: bytes, signature: str) -> int:
    # Not httpx: it would put the address into a form of its own.
    connection = http.client.HTTPConnection(urlsplit(origin).netloc, timeout=10)
    connection.request("POST", address, body, {"X-Signature": signature})
    status = connection.getresponse().status
    connection.close()
    return status


def test_address_and_body_reach_the_provider_as_they_were_sent(origin: str, recorder: Recorder) -> None:
    addresses = ["/carrier/a%2Fb/%E4%BD%A0?room=CA1&note=a%20b+c&x=", "/carrier/plain"]

    assert [post(origin, address, b"a=%23&a=\xff", "ours") for address in addresses] == [204, 204]

    assert [(each.method, each.path_and_query, each.body) for each in recorder.seen] == [
        ("POST", address, b"a=%23&a=\xff") for address in addresses
    ]


def test_nothing_of_a_request_is_read_that_its_provider_refuses(origin: str, recorder: Recorder) -> None:
    assert post(origin, "/carrier/plain", b"a=1", "theirs") == 403
    assert len(recorder.seen) == 1
    assert recorder.read == []

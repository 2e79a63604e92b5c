"""The sound of a recording comes whole or not at all."""

from uuid import UUID

import pytest

from agent_desktop.client.api import Api
from agent_desktop.client.errors import ClientError
from agent_desktop.client.http import Http
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.recordings import ListenReason
from tests.client.loopback import Reply, loopback

ONE = UUID(int=1)


class Tokens:
    def __init__(self) -> None:
        self.renewed = 0

    def access_token(self) -> str:
        return "old"

    def renew(self, rejected: str) -> str:
        self.renewed += 1
        return "new"


def test_sound_is_asked_for_with_its_reason_and_given_as_it_came() -> None:
    sound = bytes(range(256)) * 500
    with loopback() as server:
        server.replies = [Reply(401, {"code": "signed_out", "details": {}}), Reply(raw=sound)]
        http, tokens = Http(server.origin, "0.1.0"), Tokens()
        got = Api(http, tokens).recordings.sound(ONE, ListenReason.COMPLAINT)
        http.close()

    assert got == sound
    assert [each.body for each in server.asked] == [{"reason": "complaint"}] * 2
    assert tokens.renewed == 1


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(409, {"code": "recording_not_kept", "details": {"state": "removed"}}), ErrorCode.RECORDING_NOT_KEPT),
        (Reply(cut=True), ErrorCode.SERVER_AWAY),
        (Reply(raw=b"x" * 2_000), ErrorCode.SERVER_NOT_UNDERSTOOD),  # larger than is taken into memory
    ],
)
def test_what_is_refused_lost_or_too_large_is_an_error_and_asked_for_once(reply: Reply, code: ErrorCode) -> None:
    with loopback() as server:
        server.answer = lambda _: reply
        http = Http(server.origin, "0.1.0")
        with pytest.raises(ClientError) as refused:
            http.fetch("POST", "/v1/recordings/1/play", largest=1_000)
        http.close()

    assert refused.value.code == code
    assert len(server.asked) == 1

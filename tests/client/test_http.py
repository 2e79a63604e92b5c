"""Nothing travels in clear beyond this computer."""

import pytest

from agent_desktop.client.errors import ClientError
from agent_desktop.client.http import Http, check_secure
from agent_desktop.contract.errors import ErrorCode


@pytest.mark.parametrize("origin", ["http://desk.bank.test", "http://10.0.0.8:8480", "ws://desk.bank.test", "desk"])
def test_a_server_beyond_this_computer_is_not_spoken_to_without_tls(origin: str) -> None:
    with pytest.raises(ClientError) as refused:
        Http(origin, "0.1.0")

    assert refused.value.code == ErrorCode.SERVER_NOT_SECURE
    assert refused.value.details == {"server": origin}


@pytest.mark.parametrize("origin", ["https://desk.bank.test", "http://127.0.0.1:8480", "http://localhost:1"])
def test_tls_or_this_computer_will_do(origin: str) -> None:
    check_secure(origin)

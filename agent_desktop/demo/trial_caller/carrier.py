"""The caller's side of the simulator: ring, press keys, hang up, and see how the call stands."""

from typing import Any, Final, Protocol
from urllib.parse import quote

import httpx
from pydantic import ValidationError

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorCode
from telephony.providers.simulator.wire import CallView, KeysRequest, RingRequest

_LIMIT_SECONDS: Final = 3.0


class Carrier(Protocol):
    """What a trial caller asks of the simulator. Each may wait, and raises ClientError (CARRIER_AWAY)."""

    def ring(self, request: RingRequest) -> CallView:
        """Call."""
        ...

    def press_keys(self, call_sid: str, keys: str) -> CallView:
        """Press keys during the call."""
        ...

    def hang_up(self, call_sid: str) -> CallView:
        """Hang up."""
        ...

    def read(self, call_sid: str) -> CallView:
        """Read how the call stands."""
        ...


class HttpCarrier:
    """`Carrier` over loopback HTTP. Its owner closes it; it may be used from several threads."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=_LIMIT_SECONDS, trust_env=False)

    def close(self) -> None:
        self._client.close()

    def ring(self, request: RingRequest) -> CallView:
        return self._ask("POST", "/calls", request.model_dump(mode="json"))

    def press_keys(self, call_sid: str, keys: str) -> CallView:
        return self._ask("POST", f"/calls/{quote(call_sid, safe='')}/keys", KeysRequest(keys=keys).model_dump())

    def hang_up(self, call_sid: str) -> CallView:
        return self._ask("POST", f"/calls/{quote(call_sid, safe='')}/hang-up", {})

    def read(self, call_sid: str) -> CallView:
        return self._ask("GET", f"/calls/{quote(call_sid, safe='')}", None)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> CallView:
        try:
            answer = self._client.request(method, path, json=body)
            if answer.status_code == httpx.codes.NOT_FOUND:
                raise ClientError(ErrorCode.CALL_NOT_FOUND)
            answer.raise_for_status()
            return CallView.model_validate_json(answer.content)
        except (httpx.HTTPError, ValidationError) as error:
            raise ClientError(ErrorCode.CARRIER_AWAY) from error

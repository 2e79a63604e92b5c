"""Sends the simulator's messages to one address of the server, each signed when it is sent."""

import time
from collections.abc import Callable

import httpx

from telephony.providers.simulator.signing import SIGNATURE_HEADER, sign


class SignedSender:
    """Owns its HTTP client: `close` it, on the event loop on which it is used. `unix_time` is the machine's clock."""

    def __init__(
        self, url: str, key: str, *, timeout_seconds: float = 5, unix_time: Callable[[], float] = time.time
    ) -> None:
        self._url = url
        self._key = key
        self._unix_time = unix_time
        self._client = httpx.AsyncClient(timeout=timeout_seconds, trust_env=False)

    async def send(self, body: bytes) -> httpx.Response:
        """Return the server's answer to one message, whatever it says.

        Raises:
            httpx.HTTPError, httpx.InvalidURL: There is none.
        """
        headers = {SIGNATURE_HEADER: sign(self._key, body, self._unix_time()), "Content-Type": "application/json"}
        return await self._client.post(self._url, content=body, headers=headers)

    async def close(self) -> None:
        """Close the HTTP client."""
        await self._client.aclose()

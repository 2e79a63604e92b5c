"""How the server asks the simulator for something: over HTTP, signed, and within a time."""

import time
from collections.abc import Callable, Mapping
from typing import TypeVar

import httpx
from pydantic import ValidationError

from telephony.errors import CarrierAwayError, ReportNotUnderstoodError
from telephony.providers.simulator.signing import SIGNATURE_HEADER, check, sign
from telephony.providers.simulator.wire import Message

A = TypeVar("A", bound=Message)


class SignedClient:
    """Owns its HTTP client: `close` it. Safe to use from several threads.

    `timeout_seconds` limits each request (machine time); `unix_time` is the machine's clock, for signatures.
    """

    def __init__(
        self, base_url: str, key: str, *, timeout_seconds: float = 5, unix_time: Callable[[], float] = time.time
    ) -> None:
        self._key = key
        self._unix_time = unix_time
        # The simulator is on this machine or in this house: a proxy from the environment has no place between.
        self._client = httpx.Client(base_url=base_url, timeout=timeout_seconds, trust_env=False)

    def ask(self, path: str, request: Message, answer: type[A]) -> A:
        """Return the simulator's answer.

        Raises:
            CarrierAwayError: No answer in time, or none that can be understood.
        """
        body = request.model_dump_json().encode()
        headers = {SIGNATURE_HEADER: sign(self._key, body, self._unix_time()), "Content-Type": "application/json"}
        try:
            response = self._client.post(path, content=body, headers=headers)
            response.raise_for_status()
            return answer.model_validate_json(response.content)
        except (httpx.HTTPError, ValidationError) as error:
            raise CarrierAwayError(problem=type(error).__name__) from error

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Check that the simulator sent `body`.

        Raises:
            SignatureWrongError: It did not, or too long ago.
        """
        check(self._key, body, headers.get(SIGNATURE_HEADER), self._unix_time())

    def close(self) -> None:
        """Close the HTTP client."""
        self._client.close()


def read_message(kind: type[A], body: bytes) -> A:
    """Read a verified message of the simulator.

    Raises:
        ReportNotUnderstoodError: It does not have the agreed form.
    """
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
        raise ReportNotUnderstoodError(field=field) from None

"""What the simulator has recorded, fetched and deleted over its signed HTTP."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

import httpx

from telephony.errors import CarrierAwayError, RecordingGoneError
from telephony.providers.simulator.signing import signed_headers
from telephony.providers.simulator.wire import NAME, RecordingRequest


class SimulatorRecordings:
    """`telephony.providers.base.RecordingStore` on the simulator at `base_url`. Owns its HTTP client: `close` it. Safe
    to use from several threads. `timeout_seconds` limits each wait for it; `unix_time` is the machine's clock."""

    def __init__(
        self, base_url: str, key: str, *, timeout_seconds: float = 5, unix_time: Callable[[], float] = time.time
    ) -> None:
        self._key = key
        self._unix_time = unix_time
        self._client = httpx.Client(base_url=base_url, timeout=timeout_seconds, trust_env=False)

    @property
    def name(self) -> str:
        return NAME

    @contextmanager
    def open_recording(self, call_sid: str, recording_sid: str) -> Iterator[Iterator[bytes]]:
        """Give the sound of a recording that is ready, piece by piece.

        Raises:
            RecordingGoneError: The simulator has none of this name, or none any more.
            CarrierAwayError: No answer in time, or it broke off.
        """
        body, headers = self._signed(call_sid, recording_sid)
        try:
            with self._client.stream("POST", "/recordings/fetch", content=body, headers=headers) as response:
                if response.status_code == HTTPStatus.NOT_FOUND:
                    raise RecordingGoneError
                response.raise_for_status()
                yield response.iter_bytes()
        except httpx.HTTPError as error:
            raise CarrierAwayError(problem=type(error).__name__) from error

    def delete_recording(self, call_sid: str, recording_sid: str) -> None:
        """Have the simulator forget a recording; nothing where it has.

        Raises:
            CarrierAwayError: No answer in time.
        """
        body, headers = self._signed(call_sid, recording_sid)
        try:
            response = self._client.post("/recordings/delete", content=body, headers=headers)
            if response.status_code != HTTPStatus.NOT_FOUND:
                response.raise_for_status()
        except httpx.HTTPError as error:
            raise CarrierAwayError(problem=type(error).__name__) from error

    def close(self) -> None:
        """Close the HTTP client."""
        self._client.close()

    def _signed(self, call_sid: str, recording_sid: str) -> tuple[bytes, dict[str, str]]:
        body = RecordingRequest(call_sid=call_sid, recording_sid=recording_sid).model_dump_json().encode()
        return body, signed_headers(self._key, body, self._unix_time())

"""The simulator as a carrier of telephony: orders go out over HTTP, its reports are verified and read."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC

import httpx
from pydantic import ValidationError

from telephony.errors import CarrierAwayError, ReportNotUnderstoodError
from telephony.providers.base import Arrival, CarrierReport, Order, OrderOutcome, RoomState
from telephony.providers.simulator.signing import SIGNATURE_HEADER, check, sign
from telephony.providers.simulator.wire import NAME, OrderAnswer, OrderRequest, ReportMessage


class SimulatorProvider:
    """Speaks to the simulator at `base_url`. Owns its HTTP client: `close` it. Safe to use from several threads.

    `timeout_seconds` limits each order (machine time); `unix_time` is the machine's clock, for signatures.
    """

    def __init__(
        self, base_url: str, key: str, *, timeout_seconds: float = 5, unix_time: Callable[[], float] = time.time
    ) -> None:
        self._key = key
        self._unix_time = unix_time
        # The simulator is on this machine or in this house: a proxy from the environment has no place between.
        self._client = httpx.Client(base_url=base_url, timeout=timeout_seconds, trust_env=False)

    @property
    def name(self) -> str:
        return NAME

    def carry_out(self, order: Order) -> OrderOutcome:
        """Give the simulator one order.

        Raises:
            CarrierAwayError: No answer in time, or none that can be understood.
        """
        request = OrderRequest(
            order_id=order.order_id, call_sid=order.call_sid, kind=order.kind, endpoint=order.endpoint
        )
        body = request.model_dump_json().encode()
        headers = {SIGNATURE_HEADER: sign(self._key, body, self._unix_time()), "Content-Type": "application/json"}
        try:
            answer = self._client.post("/orders", content=body, headers=headers)
            answer.raise_for_status()
            return OrderAnswer.model_validate_json(answer.content).outcome
        except (httpx.HTTPError, ValidationError) as error:
            raise CarrierAwayError(problem=type(error).__name__) from error

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Check that the simulator sent `body`.

        Raises:
            SignatureWrongError: It did not, or too long ago.
        """
        check(self._key, body, headers.get(SIGNATURE_HEADER), self._unix_time())

    def read_report(self, body: bytes) -> CarrierReport:
        """Read a verified report.

        Raises:
            ReportNotUnderstoodError: It does not have the agreed form.
        """
        try:
            message = ReportMessage.model_validate_json(body)
        except ValidationError as error:
            field = ".".join(str(part) for part in error.errors(include_input=False)[0]["loc"])
            raise ReportNotUnderstoodError(field=field) from None
        return CarrierReport(
            event_id=message.event_id,
            call_sid=message.call_sid,
            sequence=message.sequence,
            kind=message.kind,
            at=message.at.astimezone(UTC),
            arrival=Arrival(**message.arrival.model_dump()),
            room=RoomState(**message.room.model_dump()),
        )

    def close(self) -> None:
        """Close the HTTP client."""
        self._client.close()

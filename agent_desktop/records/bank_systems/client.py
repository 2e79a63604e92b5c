"""Reaches the bank's systems over HTTP: one address, one path a system, a bearer key."""

import time
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final
from urllib.parse import quote

import httpx
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import StatusKind
from agent_desktop.records.bank_systems.port import LiveHolding, LivePart
from agent_desktop.records.errors import SystemAwayError

LARGEST_ANSWER: Final = 1_000_000
"""Bytes. One customer's products in one system are a few thousand."""

_CONNECT_SHARE: Final = 0.3  # of the whole limit: who does not even pick up by then is away


class _WireHolding(BaseModel):
    model_config = ConfigDict(extra="ignore")

    source_key: str
    balance: Annotated[Decimal, Field(allow_inf_nan=False)] | None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    status: LocalText = Field(default_factory=dict)
    status_kind: StatusKind = StatusKind.PLAIN


class _WirePart(BaseModel):
    model_config = ConfigDict(extra="ignore")

    as_of_at: AwareDatetime
    holdings: list[_WireHolding]


class HttpBankSystems:
    """`BankSystems` over HTTP. Its owner closes it; it may be used from several threads."""

    def __init__(
        self, url: str, key: str, *, limit_seconds: float = 2.0, transport: httpx.BaseTransport | None = None
    ) -> None:
        """Ask at `url` with the bearer `key`; no question takes much longer than `limit_seconds`."""
        self._limit_seconds = limit_seconds
        self._client = httpx.Client(
            base_url=url.rstrip("/"),
            headers={"Authorization": f"Bearer {key}", "Accept": "application/json"},
            timeout=httpx.Timeout(limit_seconds, connect=limit_seconds * _CONNECT_SHARE),
            transport=transport,
            trust_env=False,  # the bank's systems are not behind a person's proxy
        )

    def close(self) -> None:
        self._client.close()

    def live_part(self, system: str, customer_number: str) -> LivePart:
        """See `BankSystems.live_part`."""
        path = f"/systems/{quote(system, safe='')}/customers/{quote(customer_number, safe='')}/holdings"
        body = self._get(system, path)
        try:
            wire = _WirePart.model_validate_json(body)
        except ValidationError as error:
            raise SystemAwayError(system, reason="not_understood") from error
        return _part(wire.as_of_at, wire.holdings)

    def _get(self, system: str, path: str) -> bytes:
        """Read an answer within the limit: a system that drips byte by byte is away as well."""
        ends_at = time.monotonic() + self._limit_seconds
        body = bytearray()
        try:
            with self._client.stream("GET", path) as response:
                if response.status_code != httpx.codes.OK:
                    raise SystemAwayError(system, reason="refused")
                for chunk in response.iter_bytes():
                    body.extend(chunk)
                    if time.monotonic() > ends_at:
                        raise SystemAwayError(system, reason="no_answer")
                    if len(body) > LARGEST_ANSWER:
                        raise SystemAwayError(system, reason="not_understood")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SystemAwayError(system, reason="no_answer") from error
        return bytes(body)


def _part(as_of_at: datetime, holdings: list[_WireHolding]) -> LivePart:
    return LivePart(
        as_of_at=as_of_at,
        holdings=tuple(
            LiveHolding(
                source_key=holding.source_key,
                balance=holding.balance,
                currency=holding.currency,
                status=holding.status,
                status_kind=holding.status_kind,
            )
            for holding in holdings
        ),
    )

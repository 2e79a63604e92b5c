"""Reaches the bank's systems over HTTP: one address, one path a system, a bearer key."""

import time
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Final
from urllib.parse import quote
from uuid import UUID

import httpx
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import StatusKind
from agent_desktop.records.bank_systems.actions import ACTION_SECONDS, BankAction, BankAnswer, BankOutcome
from agent_desktop.records.bank_systems.port import LiveHolding, LivePart
from agent_desktop.records.errors import SystemAwayError

LARGEST_ANSWER: Final = 1_000_000
"""Bytes. One customer's products in one system are a few thousand."""

_CONNECT_SHARE: Final = 0.3  # of the whole limit: who does not even pick up by then is away


_REFUSALS: Final = frozenset(
    {httpx.codes.BAD_REQUEST, httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND, httpx.codes.UNPROCESSABLE_ENTITY}
)
"""How a system says no to an action, after having looked at it. Any other status may be somebody's between us, and 409
often says that it has this very action already."""


class _WireHolding(BaseModel):
    model_config = ConfigDict(extra="ignore")

    source_key: str
    balance: Annotated[Decimal, Field(allow_inf_nan=False)] | None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    status: LocalText = Field(default_factory=dict)
    status_kind: StatusKind = StatusKind.PLAIN


class _WireDone(BaseModel):
    model_config = ConfigDict(extra="ignore")

    status: LocalText = Field(default_factory=dict)


class _WireNotHere(BaseModel):
    """What goes with a 404 where a system itself says that no action of this id came to it."""

    model_config = ConfigDict(extra="ignore")

    action_id: UUID


class _WirePart(BaseModel):
    model_config = ConfigDict(extra="ignore")

    as_of_at: AwareDatetime
    holdings: list[_WireHolding]


class HttpBankSystems:
    """`BankSystems` and `BankActions` over HTTP. Its owner closes it; it may be used from several threads."""

    def __init__(
        self,
        url: str,
        key: str,
        *,
        limit_seconds: float = 2.0,
        action_seconds: float = ACTION_SECONDS,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Ask at `url` with the bearer `key`; no question takes much longer than `limit_seconds`, and no action than
        `action_seconds`."""
        self._action_seconds = action_seconds
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

    def act(self, action: BankAction) -> BankAnswer:
        """See `BankActions.act`."""
        body = {
            "action_id": str(action.bank_id),
            "kind": action.kind,
            "customer_number": action.customer_number,
            "source_key": action.source_key,
            "parameters": dict(action.parameters),
        }
        answer, _, _ = self._ask("POST", f"/systems/{quote(action.system, safe='')}/actions", body)
        return answer

    def outcome_of(self, action: BankAction) -> BankAnswer:
        """See `BankActions.outcome_of`."""
        path = f"/systems/{quote(action.system, safe='')}/actions/{action.bank_id}"
        answer, status, body = self._ask("GET", path, None)
        if answer.outcome is BankOutcome.DONE:
            return answer
        # Who cannot be reached for the question, or may not ask it, says nothing of whether the action came; and a 404
        # of somebody between us does not name it.
        if status == httpx.codes.NOT_FOUND and _names(body, action.bank_id):
            return BankAnswer(BankOutcome.NOT_RECEIVED)
        return BankAnswer(BankOutcome.UNKNOWN)

    def _ask(self, method: str, path: str, body: Mapping[str, object] | None) -> tuple[BankAnswer, int, bytes]:
        """Ask once within the limit; return what it comes to, with the status (0 for none) and the body of the answer.
        Only what a system has certainly not taken is told as that."""
        nobody: tuple[int, bytes] = (0, b"")
        ends_at = time.monotonic() + self._action_seconds
        limit = httpx.Timeout(self._action_seconds, connect=self._action_seconds * _CONNECT_SHARE)
        came = bytearray()
        try:
            with self._client.stream(method, path, json=body, timeout=limit) as response:
                status = response.status_code
                for chunk in response.iter_bytes():
                    came.extend(chunk)
                    if time.monotonic() > ends_at or len(came) > LARGEST_ANSWER:
                        return BankAnswer(BankOutcome.UNKNOWN), *nobody
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL):
            return BankAnswer(BankOutcome.NOT_RECEIVED), *nobody
        except httpx.HTTPError:
            return BankAnswer(BankOutcome.UNKNOWN), *nobody
        return _meant(status, bytes(came)), status, bytes(came)

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


def _meant(status: int, body: bytes) -> BankAnswer:
    if status in _REFUSALS:
        return BankAnswer(BankOutcome.REFUSED)
    if status != httpx.codes.OK:
        return BankAnswer(BankOutcome.UNKNOWN)
    try:
        return BankAnswer(BankOutcome.DONE, _WireDone.model_validate_json(body).status)
    except ValidationError:
        return BankAnswer(BankOutcome.UNKNOWN)


def _names(body: bytes, action_id: UUID) -> bool:
    try:
        return _WireNotHere.model_validate_json(body).action_id == action_id
    except ValidationError:
        return False


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

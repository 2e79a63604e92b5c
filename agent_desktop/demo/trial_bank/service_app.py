"""The trial bank's systems over HTTP: live reads, actions, and switches that make them slow, wrong or away."""

import asyncio
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, FastAPI, Header, HTTPException, Response
from fastapi.responses import JSONResponse
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from agent_desktop.contract.base import LocalText
from agent_desktop.demo.trial_bank.bank import TrialBank
from agent_desktop.demo.trial_bank.directory import Directory
from agent_desktop.demo.trial_bank.holdings import System
from agent_desktop.demo.trial_bank.people import Person
from agent_desktop.demo.trial_bank.systems import (
    Action,
    ActionKind,
    ActionReusedError,
    LiveSystems,
    ProductUnknownError,
)
from agent_desktop.demo.trial_bank.wording import Wording


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LiveProduct(_Body):
    source_key: str
    balance: str | None
    currency: str
    status: LocalText
    status_kind: str


class LiveProducts(_Body):
    """One customer's products in one system, true at `as_of_at`. Balances are decimals as texts."""

    as_of_at: AwareDatetime
    holdings: list[LiveProduct]


class Switch(_Body):
    """How a system behaves: `slow` answers after `delay_seconds`, `wrong` with nonsense, `away` not at all (503)."""

    mode: Literal["normal", "slow", "wrong", "away"]
    delay_seconds: float = Field(default=0, ge=0, le=60)


class DoAction(_Body):
    """Something to be done to a product, or for a customer where `source_key` is empty. The same `action_id` is done
    once."""

    action_id: UUID
    kind: ActionKind
    customer_number: str = Field(default="", max_length=40)
    source_key: str = Field(default="", max_length=80)
    parameters: dict[str, str] = Field(default_factory=dict)


class ActionDone(_Body):
    action_id: UUID
    done_at: AwareDatetime
    status: LocalText
    status_kind: str


class ChoosablePerson(_Body):
    """One caller to choose. `number` is E.164; `shared_by` how many customers have it."""

    customer_number: str
    name: str
    name_chinese: str
    kind: str
    tier: str
    number: str
    shared_by: int


class ChoosablePeople(_Body):
    people: list[ChoosablePerson]


def create_service(
    bank: TrialBank, wording: Wording, key: str, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> FastAPI:
    """Return the service. Every request but the health check needs ``Authorization: Bearer`` with `key`.

    Raises:
        ValueError: `key` is empty.
    """
    if not key:
        raise ValueError("the trial bank's service needs a key")
    app = FastAPI(title="Trial bank", docs_url=None, redoc_url=None, openapi_url=None)
    systems = LiveSystems(bank, wording)
    directory = Directory(bank)
    switches: dict[str, Switch] = {}

    def with_key(authorization: Annotated[str, Header()] = "") -> None:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {key}".encode()):
            raise HTTPException(401, "the key is not ours")

    async def behave(system: System) -> Switch:
        switch = switches.get(system, Switch(mode="normal"))
        if switch.mode == "away":
            raise HTTPException(503, "the system is away")
        return switch

    guarded = [Depends(with_key)]

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/systems/{system}/customers/{customer_number}/holdings", dependencies=guarded, response_model=None)
    async def holdings(system: System, customer_number: str) -> LiveProducts | Response:
        switch = await behave(system)
        await asyncio.sleep(switch.delay_seconds if switch.mode == "slow" else 0)
        if switch.mode == "wrong":
            return Response('{"holdings": [{"balance": "a lot"}]}', media_type="application/json")
        products = systems.products(system, customer_number)
        if products is None:
            raise HTTPException(404, "there is no such customer")
        return LiveProducts(
            as_of_at=now(),
            holdings=[
                LiveProduct(
                    source_key=product.key,
                    balance=_decimal(product.cents),
                    currency=product.currency,
                    status=product.status,
                    status_kind=product.status_kind,
                )
                for product in products
            ],
        )

    @app.post("/systems/{system}/actions", dependencies=guarded)
    async def act(system: System, wanted: DoAction) -> ActionDone:
        switch = await behave(system)
        try:
            done = systems.act(system, _action(wanted), at=now())
        except ProductUnknownError as error:
            raise HTTPException(404, "there is no such product") from error
        except ActionReusedError as error:
            raise HTTPException(409, "another action has this id") from error
        # It is done before we are slow: whoever gives up waiting cannot know, as with a real system.
        await asyncio.sleep(switch.delay_seconds if switch.mode == "slow" else 0)
        return ActionDone(action_id=wanted.action_id, done_at=done.at, status=done.status, status_kind=done.status_kind)

    @app.get("/systems/{system}/actions/{action_id}", dependencies=guarded, response_model=ActionDone)
    async def acted(system: System, action_id: UUID) -> ActionDone | JSONResponse:
        await behave(system)
        done = systems.done(action_id)
        if done is None:  # said by name: who asks must know that it is ours, and not somebody's between us
            return JSONResponse({"action_id": str(action_id)}, 404)
        return ActionDone(action_id=action_id, done_at=done.at, status=done.status, status_kind=done.status_kind)

    @app.put("/switches/{system}", dependencies=guarded)
    async def switch_system(system: System, switch: Switch) -> Switch:
        switches[system] = switch
        return switch

    @app.get("/people", dependencies=guarded)
    def people(text: str = "", kind: Literal["any", "shared"] = "any", limit: int = 50) -> ChoosablePeople:
        entries = directory.find(text[:100], kind, max(1, min(limit, 200)))
        return ChoosablePeople(people=[_choosable(entry.person, entry.number, entry.shared_by) for entry in entries])

    return app


def _action(wanted: DoAction) -> Action:
    return Action(
        wanted.action_id,
        wanted.kind,
        wanted.source_key,
        wanted.customer_number,
        tuple(sorted(wanted.parameters.items())),
    )


def _choosable(person: Person, number: str, shared_by: int) -> ChoosablePerson:
    return ChoosablePerson(
        customer_number=person.customer_number,
        name=f"{person.title} {person.name_latin}".strip(),
        name_chinese=person.name_chinese,
        kind=person.kind,
        tier=person.tier,
        number=number,
        shared_by=shared_by,
    )


def _decimal(cents: int | None) -> str | None:
    if cents is None:
        return None
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"

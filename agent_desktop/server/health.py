"""``/v1/health``: the process answers. ``/v1/ready``: it can do its work. Neither tells anything about anybody."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, Field
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from agent_desktop.server.auth.rules import Public
from agent_desktop.server.schema import newest_revision, revision_of
from agent_desktop.server.versions import server_version

_PROBES = Depends(Public("probes and load balancers ask it"))


class Health(BaseModel):
    version: str


class Readiness(BaseModel):
    """`parts` says of each part whether it works; all of them make the server ready. `counts` tells how often this
    process found what, by name: what stays at nothing in a healthy centre."""

    ready: bool
    parts: dict[str, bool]
    counts: dict[str, int] = Field(default_factory=dict)


def health_routes(
    engine: Engine,
    workers: Mapping[str, Callable[[], bool]],
    counts: Callable[[], Mapping[str, int]] = dict,
) -> APIRouter:
    """Build the routes. `workers` says of each background worker whether it is alive, `counts` what was found."""
    router = APIRouter(tags=["health"])
    newest = newest_revision()

    @router.get("/health", dependencies=[_PROBES])
    def health() -> Health:
        return Health(version=server_version())

    @router.get("/ready", dependencies=[_PROBES], responses={503: {"model": Readiness}})
    def ready(response: Response) -> Readiness:
        reachable, at_head = _database(engine, newest)
        parts = {"database": reachable, "migrations": at_head}
        parts.update({name: alive() for name, alive in workers.items()})
        if not all(parts.values()):
            response.status_code = 503
        return Readiness(ready=all(parts.values()), parts=parts, counts=dict(counts()))

    return router


def _database(engine: Engine, newest: str) -> tuple[bool, bool]:
    try:
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT 1"))
            return True, revision_of(connection) == newest
    except SQLAlchemyError:
        return False, False

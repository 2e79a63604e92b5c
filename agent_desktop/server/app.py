"""Builds the HTTP application from its parts."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Protocol

import anyio.to_thread
from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import JSONResponse

from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.errors import ErrorBody
from agent_desktop.server.auth.rules import Public
from agent_desktop.server.auth.tokens import AccessTokens
from agent_desktop.server.errors import install_error_handlers
from agent_desktop.server.middleware import Bodies, RequestMiddleware, Slots
from agent_desktop.server.stages import Stages
from agent_desktop.server.stream.service import StreamService
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.server.versions import server_version


class Worker(Protocol):
    """Something that works in the background from `start` to `stop`."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Parts(Protocol):
    """What dependencies of routes find under ``request.app.state.parts``."""

    @property
    def units(self) -> UnitsOfWork: ...

    @property
    def tokens(self) -> AccessTokens: ...


def build_app(
    parts: Parts,
    routers: Sequence[APIRouter],
    *,
    stream: StreamService,
    workers: Sequence[Worker],
    closing: Sequence[Callable[[], None]] = (),
    requests_at_once: int,
    bodies: Bodies | None = None,
    stages: Stages | None = None,
) -> FastAPI:
    """Return the application; its lifespan starts the stream and the workers, and stops them.

    Args:
        closing: What to call when everything else has stopped.
        requests_at_once: How many requests may work on the database at the same time.
        bodies: How large the body of a request may be, and how long it may take to arrive.
        stages: Who is told when a carrier's report arrives and is answered.
    """

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as started:
            for close in closing:
                started.callback(close)
            await stream.start()
            started.push_async_callback(stream.stop)
            for worker in workers:
                await anyio.to_thread.run_sync(worker.start)
                started.push_async_callback(anyio.to_thread.run_sync, worker.stop)
            yield

    app = FastAPI(
        title="Agent Desktop",
        version=server_version(),
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        responses={"4XX": {"model": ErrorBody}, "5XX": {"model": ErrorBody}},
    )
    app.state.parts = parts
    install_error_handlers(app)
    app.add_middleware(RequestMiddleware, slots=Slots(common=requests_at_once), bodies=bodies, stages=stages)
    for router in (*routers, _openapi_routes(app)):
        app.include_router(router, prefix=API_PREFIX)
    return app


def _openapi_routes(app: FastAPI) -> APIRouter:
    router = APIRouter(tags=["health"])

    @router.get("/openapi.json", include_in_schema=False, dependencies=[Depends(Public("it describes the routes"))])
    def openapi() -> JSONResponse:
        description: dict[str, Any] = app.openapi()
        return JSONResponse(description)

    return router

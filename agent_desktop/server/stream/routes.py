"""``/v1/stream``: the WebSocket on which a desktop hears of its calls."""

from fastapi import APIRouter, Depends, WebSocket

from agent_desktop.server.auth.rules import TokenInHello
from agent_desktop.server.stream.service import StreamService


def stream_routes(stream: StreamService) -> APIRouter:
    """Build the route."""
    router = APIRouter(tags=["stream"])

    @router.websocket("/stream", dependencies=[Depends(TokenInHello())])
    async def follow(socket: WebSocket) -> None:
        await stream.serve(socket)

    return router

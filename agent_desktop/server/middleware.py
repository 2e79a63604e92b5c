"""What every HTTP request goes through first: an id, a limit on its size, a slot, a line in the log."""

import asyncio
import re
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent_desktop.contract.base import API_PREFIX
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.server.errors import COLLIDED, TRIES_LEFT, ServerError, error_response
from agent_desktop.server.stages import Stage, Stages

_log = structlog.stdlib.get_logger(__name__)

BODY_LIMIT: Final = 1024 * 1024
"""Bytes of a request's body. The longest note, every character escaped, is a quarter of it."""

BODY_SECONDS: Final = 5.0
"""How long a request's body may take to arrive."""

SLOT_SECONDS: Final = 4.0
"""How long a request waits for its slot: less than a desktop waits for an answer, so that it hears why."""

SIGN_IN_SLOT_SECONDS: Final = 20.0
"""How long a sign-in waits: in the morning everybody comes at once, and two hashes at a time are thirty a second."""

TRIES: Final = 4
"""How often a request is worked on whose transaction the database undoes for another's sake. Its body is at hand, and
nothing of it was kept."""

_BOUND_BY_ITSELF: Final = re.compile(rf"{API_PREFIX}/(?:carrier/(?:twilio/.+|[a-z]+/(?:message|reports))|survey/.+)")
"""Routes that have threads or lines of their own. Of a call (`telephony.providers.twilio.routes`): a caller whose
carrier gets no document within seconds is lost, so they wait behind nobody, and answer also while the database does
not. What any other carrier tells (`telephony.webhooks.routes`): agents do not stand in line with callers. Of messages
(`telephony.messages.routes`): a carrier has its answer within a second. Of surveys (`server.surveys.page_routes`):
whoever opens a page keeps nobody from the database."""

_CONTENT: Final = re.compile(rf"{API_PREFIX}/attachments/[0-9a-f-]{{36}}/content")
"""Where files are sent: larger than any other body, and so only a few at once."""

_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class BodyTooLargeError(ServerError):
    code = ErrorCode.REQUEST_NOT_UNDERSTOOD


class BodyTooSlowError(ServerError):
    """`seconds` is the limit."""

    code = ErrorCode.REQUEST_TOO_SLOW


class NoSlotError(ServerError):
    """So many requests are being worked on that this one found no database connection in time."""

    code = ErrorCode.DATABASE_AWAY


@dataclass(frozen=True, slots=True)
class Bodies:
    """How large the body of a request may be, and how long it may take to arrive; of a file's content, for which more
    is allowed, `contents_at_once` are read into memory at the same time."""

    seconds: float = BODY_SECONDS
    content_limit: int = BODY_LIMIT
    content_seconds: float = 60.0
    contents_at_once: int = 4


class Slots:
    """How many requests of each kind are worked on at once; the rest wait in line, first come first served.

    A request that has its database connection must never wait for a thread that waits for a connection. So there are
    never more requests at work than connections; sign-ins (slow by design) and live reads (slow by other systems)
    have few slots of their own and cannot starve calls.
    """

    def __init__(self, *, common: int, sign_ins: int = 2, live_reads: int = 8) -> None:
        self._common = asyncio.Semaphore(common)
        self._sign_ins = asyncio.Semaphore(sign_ins)
        self._live_reads = asyncio.Semaphore(live_reads)

    def for_request(self, method: str, path: str) -> AbstractAsyncContextManager[object]:
        """Return what to enter before working on a request."""
        if path.endswith("/health") or _BOUND_BY_ITSELF.fullmatch(path):
            return nullcontext()
        if method == "POST" and path.endswith("/sessions"):
            return _Slot(self._sign_ins, SIGN_IN_SLOT_SECONDS)
        if method == "GET" and "/holdings/" in path:
            return _Slot(self._live_reads, SLOT_SECONDS)
        return _Slot(self._common, SLOT_SECONDS)


class _Slot:
    def __init__(self, semaphore: asyncio.Semaphore, seconds: float) -> None:
        self._semaphore = semaphore
        self._seconds = seconds

    async def __aenter__(self) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                await self._semaphore.acquire()
        except TimeoutError:
            raise NoSlotError from None

    async def __aexit__(self, *_: object) -> None:
        self._semaphore.release()


class RequestMiddleware:
    """The outermost layer: gives each request its id and makes sure that no failure goes out without a code."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        slots: Slots,
        bodies: Bodies | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        stages: Stages | None = None,
    ) -> None:
        self._app = app
        self._stages = stages or Stages()
        self._slots = slots
        self._bodies = bodies or Bodies()
        self._contents = asyncio.Semaphore(self._bodies.contents_at_once)
        self._monotonic = monotonic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _request_id(headers.get("x-request-id", ""))
        scope["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = self._monotonic()
        is_report = scope["path"].endswith("/reports")
        if is_report:
            self._stages.passed(Stage.RECEIVED, request_id=request_id)
        answer = _Answer(send, scope, request_id)
        try:
            is_content = scope["method"] == "PUT" and _CONTENT.fullmatch(scope["path"]) is not None
            limit = self._bodies.content_limit if is_content else BODY_LIMIT
            if int(headers.get("content-length") or 0) > limit:
                raise BodyTooLargeError(fields=["body"], limit_bytes=limit)
            async with _Slot(self._contents, SLOT_SECONDS) if is_content else nullcontext():
                # Before the slot: whoever sends slowly, or nothing, must not keep others from the database.
                seconds = self._bodies.content_seconds if is_content else self._bodies.seconds
                body = await _whole_body(receive, seconds, limit)
                if body is None:
                    return  # the sender has gone
                async with self._slots.for_request(scope["method"], scope["path"]):
                    await self._work_on(scope, body, receive, answer)
        except Exception as error:  # noqa: BLE001  the outermost loop: whatever it is, it gets a code and a log line
            if answer.status is None:
                await error_response(request_id, error)(scope, receive, answer.send)
        finally:
            if is_report:
                self._stages.passed(Stage.ANSWERED, request_id=request_id)
            _log.info(
                "request.done",
                method=scope["method"],
                status=answer.status,
                ms=round((self._monotonic() - began) * 1000, 1),
                user_id=scope.get("user_id"),
                **_named(scope),
            )

    async def _work_on(self, scope: Scope, body: bytes, receive: Receive, answer: "_Answer") -> None:
        for left in reversed(range(TRIES)):
            scope[TRIES_LEFT], scope[COLLIDED] = left, False
            await self._app(scope, _given_again(body, receive), answer.send)
            if not scope[COLLIDED]:
                return


class _Answer:
    """Passes an answer on, adds the request id and remembers the status; one that is asked for again is none."""

    def __init__(self, send: Send, scope: Scope, request_id: str) -> None:
        self._send = send
        self._scope = scope
        self._request_id = request_id
        self.status: int | None = None

    async def send(self, message: Message) -> None:
        if self._scope.get(COLLIDED):
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers["X-Request-Id"] = self._request_id
            headers["Cache-Control"] = "no-store"
        await self._send(message)


async def _whole_body(receive: Receive, seconds: float, limit: int) -> bytes | None:
    """Return the request's body, or None where the sender goes away before its end."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                body += message.get("body", b"")
                if len(body) > limit:
                    raise BodyTooLargeError(fields=["body"], limit_bytes=limit)
                if not message.get("more_body", False):
                    return bytes(body)
    except TimeoutError:
        raise BodyTooSlowError(seconds=max(1, round(seconds))) from None


def _given_again(body: bytes, receive: Receive) -> Receive:
    """Return what gives the whole body first, and then what comes after it: that the sender goes away."""
    given = False

    async def receive_next() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_next


def _named(scope: Scope) -> dict[str, str]:
    """Name the route and the ids in its path. The path itself is the sender's: it may hold anything."""
    names = {"route": str(getattr(scope.get("route"), "path", ""))}
    for name, value in scope.get("path_params", {}).items():
        try:
            names[name] = str(UUID(value))
        except ValueError:
            continue
    return names


def _request_id(wished: str) -> str:
    return wished if _REQUEST_ID.fullmatch(wished) else str(uuid4())


def present_request_id() -> str:
    """Return the id of the request that is being worked on, empty outside one."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))

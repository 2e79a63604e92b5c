"""One HTTP exchange with the server: limits, repeats, and every failure as a `ClientError`."""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Protocol, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
from pydantic import BaseModel, TypeAdapter, ValidationError

from agent_desktop.client.errors import ClientError
from agent_desktop.contract.errors import ErrorBody, ErrorCode

T = TypeVar("T")

_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_GATEWAY: Final = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT})
_REPEATED: Final = frozenset({ErrorCode.SERVER_AWAY, ErrorCode.DATABASE_AWAY})


def check_secure(origin: str) -> None:
    """See that nothing travels in clear beyond this computer.

    Raises:
        ClientError: SERVER_NOT_SECURE, where `origin` is neither https nor on this computer.
    """
    parts = urlsplit(origin)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise ClientError(ErrorCode.SERVER_NOT_SECURE, {"server": origin})


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """`total_seconds` bounds one exchange with all its repeats, of which there are at most `tries`."""

    connect_seconds: float = 2.0
    answer_seconds: float = 5.0
    total_seconds: float = 12.0
    tries: int = 3
    pause_seconds: float = 0.2


class Http:
    """Speaks to one origin. May be used by several threads at once.

    Everything sent through it may be sent again unchanged: a reading, or a command that carries its UUID. So a lost
    answer is asked for again, with the same body. `on_answer` is called after each request that succeeded, on the
    thread that sent it.
    """

    def __init__(
        self,
        origin: str,
        client_version: str,
        *,
        limits: HttpLimits | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        on_answer: Callable[[], None] = lambda: None,
    ) -> None:
        self.origin = origin.rstrip("/")
        self.client_version = client_version
        self._limits = limits or HttpLimits()
        self._monotonic = monotonic
        self._on_answer = on_answer
        self._closing = threading.Event()
        parts = urlsplit(self.origin)
        check_secure(self.origin)
        self._client = httpx.Client(
            base_url=self.origin,
            headers={"User-Agent": f"agent-desktop/{client_version}"},
            timeout=httpx.Timeout(self._limits.answer_seconds, connect=self._limits.connect_seconds),
            # A proxy of the bank's is no way to this very machine.
            trust_env=parts.hostname not in _LOOPBACK,
            # The bank's own certificate authority stands in the system's store.
            verify=ssl.create_default_context() if parts.scheme == "https" else True,
        )

    def send(
        self,
        method: str,
        path: str,
        answer: TypeAdapter[T],
        *,
        token: str = "",
        body: BaseModel | None = None,
        params: Mapping[str, str] | None = None,
        repeat: bool = True,
    ) -> T:
        """Return the server's answer.

        Raises:
            ClientError: What the server refused; SERVER_AWAY without an answer in time, and then the command may
                have been done; SERVER_NOT_UNDERSTOOD where the answer is not what was agreed.
        """
        until = self._monotonic() + self._limits.total_seconds
        pause = self._limits.pause_seconds
        tries = self._limits.tries if repeat else 1
        while True:
            tries -= 1
            try:
                return self._send_once(method, path, answer, token=token, body=body, params=params)
            except ClientError as error:
                late = self._monotonic() + pause >= until
                if error.code not in _REPEATED or tries <= 0 or late or self._closing.wait(pause):
                    raise
            pause *= 3

    def fetch(self, method: str, path: str, *, token: str = "", body: BaseModel | None = None, largest: int) -> bytes:
        """Return what the server sends as it is, at most `largest` bytes. Asked once: what is looked at is audited.

        Raises:
            ClientError: As `send`; SERVER_NOT_UNDERSTOOD too where it is larger, or broke off before its end.
        """
        headers, content = _head_and_body(token, body)
        pieces = bytearray()
        with (
            _told_as_client_errors(self.origin, self._closing),
            self._client.stream(method, path, headers=headers, content=content) as response,
        ):
            if response.status_code >= HTTPStatus.BAD_REQUEST:
                response.read()
                raise _refusal(response, self.origin)
            try:
                for piece in response.iter_bytes():
                    pieces += piece
                    if len(pieces) > largest:
                        raise ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD, {"status": response.status_code})
            except httpx.RemoteProtocolError as error:  # fewer bytes than were promised
                raise ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD, request_id=_request_id(response)) from error
        self._on_answer()
        return bytes(pieces)

    def upload(self, path: str, answer: TypeAdapter[T], content: Iterable[bytes], size: int, *, token: str = "") -> T:
        """Send `size` bytes as they are, and return the server's answer. Sent once: what they come from is read once.

        Raises:
            ClientError: As `send`.
        """
        headers, _ = _head_and_body(token, None)
        headers |= {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        with _told_as_client_errors(self.origin, self._closing):
            response = self._client.put(path, headers=headers, content=content)
        return self._answered(response, answer)

    @contextmanager
    def streamed(self, method: str, path: str, *, token: str = "", body: BaseModel) -> Iterator[Iterator[bytes]]:
        """Give what the server sends, piece by piece as it comes; leaving the block ends it.

        Raises:
            ClientError: As `send`, also while it is read; SERVER_AWAY where nothing comes for too long.
        """
        headers, content = _head_and_body(token, body)
        with ExitStack() as opened:
            with _told_as_client_errors(self.origin, self._closing):
                response = opened.enter_context(self._client.stream(method, path, headers=headers, content=content))
                if response.status_code >= HTTPStatus.BAD_REQUEST:
                    response.read()
                    raise _refusal(response, self.origin)
            yield self._pieces_of(response)

    def close(self) -> None:
        """End waiting and close the connections."""
        self._closing.set()
        self._client.close()

    def _send_once(
        self,
        method: str,
        path: str,
        answer: TypeAdapter[T],
        *,
        token: str,
        body: BaseModel | None,
        params: Mapping[str, str] | None,
    ) -> T:
        headers, content = _head_and_body(token, body)
        with _told_as_client_errors(self.origin, self._closing):
            response = self._client.request(method, path, headers=headers, content=content, params=params)
        return self._answered(response, answer)

    def _pieces_of(self, response: httpx.Response) -> Iterator[bytes]:
        with _told_as_client_errors(self.origin, self._closing):
            yield from response.iter_bytes()
        self._on_answer()

    def _answered(self, response: httpx.Response, answer: TypeAdapter[T]) -> T:
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            raise _refusal(response, self.origin)
        if response.status_code >= HTTPStatus.MULTIPLE_CHOICES:  # something on the way, not our server
            raise ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD, {"status": response.status_code})
        try:
            answered = answer.validate_json(response.content or b"null")
        except ValidationError as error:
            raise ClientError(
                ErrorCode.SERVER_NOT_UNDERSTOOD, {"status": response.status_code}, request_id=_request_id(response)
            ) from error
        self._on_answer()
        return answered


class Tokens(Protocol):
    """Who the desktop is to the server. May be asked by several threads at once.

    Both methods may wait for the server, and raise `ClientError` SIGNED_OUT where one must sign in again.
    """

    def access_token(self) -> str:
        """Return a token that is good for a while yet."""
        ...

    def renew(self, rejected: str) -> str:
        """Return another token than `rejected`, which the server did not take."""
        ...


class SignedHttp:
    """Sends as the person who is signed in; a token that ran out is renewed once."""

    def __init__(self, http: Http, tokens: Tokens) -> None:
        self._http = http
        self._tokens = tokens

    def send(
        self,
        method: str,
        path: str,
        answer: TypeAdapter[T],
        *,
        body: BaseModel | None = None,
        params: Mapping[str, str] | None = None,
    ) -> T:
        """Return the server's answer. Raises: as `Http.send`, and SIGNED_OUT."""
        token = self._tokens.access_token()
        try:
            return self._http.send(method, path, answer, token=token, body=body, params=params)
        except ClientError as error:
            if error.code != ErrorCode.SIGNED_OUT:
                raise
        token = self._tokens.renew(token)
        return self._http.send(method, path, answer, token=token, body=body, params=params)

    def fetch(self, method: str, path: str, *, body: BaseModel | None = None, largest: int) -> bytes:
        """Return what the server sends as it is. Raises: as `Http.fetch`, and SIGNED_OUT."""
        token = self._tokens.access_token()
        try:
            return self._http.fetch(method, path, token=token, body=body, largest=largest)
        except ClientError as error:
            if error.code != ErrorCode.SIGNED_OUT:
                raise
        token = self._tokens.renew(token)
        return self._http.fetch(method, path, token=token, body=body, largest=largest)

    def upload(self, path: str, answer: TypeAdapter[T], content: Callable[[], Iterable[bytes]], size: int) -> T:
        """Send the bytes of `content`, which is called anew for each try. Raises: as `Http.upload`, and SIGNED_OUT."""
        token = self._tokens.access_token()
        try:
            return self._http.upload(path, answer, content(), size, token=token)
        except ClientError as error:
            if error.code != ErrorCode.SIGNED_OUT:
                raise
        token = self._tokens.renew(token)
        return self._http.upload(path, answer, content(), size, token=token)

    @contextmanager
    def streamed(self, method: str, path: str, *, body: BaseModel) -> Iterator[Iterator[bytes]]:
        """Give what the server sends, piece by piece. Raises: as `Http.streamed`, and SIGNED_OUT."""
        token = self._tokens.access_token()
        with ExitStack() as opened:
            try:
                pieces = opened.enter_context(self._http.streamed(method, path, token=token, body=body))
            except ClientError as error:
                if error.code != ErrorCode.SIGNED_OUT:
                    raise
                token = self._tokens.renew(token)
                pieces = opened.enter_context(self._http.streamed(method, path, token=token, body=body))
            yield pieces


def _head_and_body(token: str, body: BaseModel | None) -> tuple[dict[str, str], str | None]:
    headers = {"X-Request-Id": str(uuid4())}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if body is None:
        return headers, None
    headers["Content-Type"] = "application/json"
    return headers, body.model_dump_json()


@contextmanager
def _told_as_client_errors(origin: str, closing: threading.Event) -> Iterator[None]:
    """Raise whatever becomes of an exchange as a `ClientError`."""
    try:
        yield
    except httpx.DecodingError as error:
        raise ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        raise ClientError(ErrorCode.SERVER_AWAY, {"origin": origin}) from error
    except RuntimeError as error:  # httpx's word for a client that was closed meanwhile
        if not closing.is_set():
            raise
        raise ClientError(ErrorCode.SERVER_AWAY, {"origin": origin}) from error


def _refusal(response: httpx.Response, origin: str) -> ClientError:
    try:
        body = ErrorBody.model_validate_json(response.content)
    except ValidationError:
        request_id = _request_id(response)
        if response.status_code in _GATEWAY:  # a gateway speaks for a server that is not there
            return ClientError(ErrorCode.SERVER_AWAY, {"origin": origin}, request_id=request_id)
        return ClientError(ErrorCode.SERVER_NOT_UNDERSTOOD, {"status": response.status_code}, request_id=request_id)
    return ClientError(body.code, body.details, request_id=body.request_id or _request_id(response))


def _request_id(response: httpx.Response) -> str:
    return str(response.headers.get("X-Request-Id", ""))

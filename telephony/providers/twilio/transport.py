"""How requests travel to Twilio: the SDK's HTTP client, made safe for several threads and never waiting for ever.

The SDK's client returns what stands in one of its own attributes, so that of two threads one may get the other's
answer; here nobody else has a client while a request is under way. Its log would name the numbers of a search; it
writes nowhere.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Protocol
from urllib.parse import urlsplit, urlunsplit

import requests
from twilio.http.http_client import TwilioHttpClient

from telephony.providers.twilio.errors import NotUnderstoodError
from telephony.providers.twilio.retrying import Machine

API: Final = "https://api.twilio.com"
_CHUNK: Final = 64 * 1024
_LEAST_SECONDS: Final = 0.05

_silent = logging.getLogger(f"{__name__}.silent")
_silent.disabled = True


class HttpClient(Protocol):
    """What the SDK needs of one, as its own `TwilioHttpClient` has it."""

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Any: ...


class Transport:
    """The one way to Twilio. `make_client` makes one more client where all are in use; None is the SDK's own.

    `api_url` is where requests go instead of Twilio's address: a stand-in on this machine.
    """

    def __init__(
        self, machine: Machine, *, api_url: str = "", make_client: Callable[[], HttpClient] | None = None
    ) -> None:
        self._machine = machine
        self._base = urlsplit(api_url) if api_url else None
        self._make_client = make_client or self._own_client
        self._here = threading.local()
        self._lock = threading.Lock()
        self._idle: list[HttpClient] = []

    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,  # noqa: ARG002  the SDK's signature; the time comes from `within`
        allow_redirects: bool = False,
    ) -> Any:
        """Do one request as the SDK asks for it.

        Raises:
            requests.exceptions.RequestException: No answer.
            NotUnderstoodError: An answer that is none of Twilio's.
        """
        with self._client() as client:
            answer = client.request(
                method,
                self._placed(url),
                params=params,
                data=data,
                headers=headers,
                auth=auth,
                timeout=self._seconds_left(),
                allow_redirects=allow_redirects,
            )
        if 300 <= answer.status_code < 400:
            raise NotUnderstoodError("redirected")
        if answer.status_code < 300 and method.upper() != "DELETE" and not _is_json_object(answer.text):
            raise NotUnderstoodError("not an object")
        return answer

    @contextmanager
    def within(self, until: float, request_seconds: float) -> Iterator[None]:
        """Let this thread's requests in the block end by `until` (the machine's time), none after `request_seconds`."""
        before = getattr(self._here, "limits", None)
        self._here.limits = (until, request_seconds)
        try:
            yield
        finally:
            self._here.limits = before

    @contextmanager
    def media(self, path: str, *, auth: tuple[str, str], seconds: float) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Open what Twilio has stored under `path` and give its media type and its bytes, piece by piece.

        Raises:
            requests.exceptions.RequestException: No answer, one of a failure, or none for `seconds` within it.
        """
        with requests.Session() as session:
            session.trust_env = self._base is None
            url = self._placed(f"{API}{path}")
            with session.get(url, auth=auth, timeout=(seconds, seconds), stream=True) as answer:
                answer.raise_for_status()
                yield answer.headers.get("Content-Type", ""), answer.iter_content(_CHUNK)

    def close(self) -> None:
        """Close the connections that nobody uses now."""
        with self._lock:
            idle, self._idle = self._idle, []
        for client in idle:
            session = getattr(client, "session", None)
            if session is not None:
                session.close()

    @contextmanager
    def _client(self) -> Iterator[HttpClient]:
        with self._lock:
            client = self._idle.pop() if self._idle else None
        client = client or self._make_client()
        try:
            yield client
        finally:
            with self._lock:
                self._idle.append(client)

    def _own_client(self) -> HttpClient:
        client: Any = TwilioHttpClient(logger=_silent)
        client.session.trust_env = self._base is None  # what stands on this machine is asked without any proxy
        own: HttpClient = client
        return own

    def _placed(self, url: str) -> str:
        if self._base is None:
            return url
        asked = urlsplit(url)
        if f"{asked.scheme}://{asked.netloc}" != API:
            raise NotUnderstoodError("another host than the stand-in's")
        return urlunsplit((self._base.scheme, self._base.netloc, asked.path, asked.query, ""))

    def _seconds_left(self) -> float:
        until, most = getattr(self._here, "limits", None) or (self._machine.now() + 5, 5)
        return float(max(_LEAST_SECONDS, min(most, until - self._machine.now())))


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False

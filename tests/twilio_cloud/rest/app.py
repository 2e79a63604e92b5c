"""The stand-in's door: REST as Twilio takes it, and the control of what happens around it.

Every REST request is written to a file if one is given, with what it was answered, one JSON object a line, so that all
of them can be checked against the published API (issue 8, proof).
"""

import base64
import binascii
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

from tests.twilio_cloud.faults import ANSWERS
from tests.twilio_cloud.rest import calls, conferences, messages, participants, payments, queues, settings
from tests.twilio_cloud.rest import recordings as rest_recordings
from tests.twilio_cloud.rest.fields import RestError, read_form
from tests.twilio_cloud.rest.routing import Answer, Ask, Route, find_route
from tests.twilio_cloud.world import World

LOADED: Final = (calls, conferences, messages, participants, payments, queues, settings, rest_recordings)
"""The modules whose import declares the routes."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Control = Callable[[str, dict[str, Any]], Awaitable[Any]]


class App:
    """The ASGI application. Its control is for the machine's own tests, below `/control/`."""

    def __init__(self, world: World, control: Control, record_to: Path | None = None) -> None:
        self._world = world
        self._control = control
        self._record_to = record_to
        self.requests: list[dict[str, Any]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = b""
        while True:
            part = await receive()
            if part["type"] == "http.disconnect":
                return
            body += part.get("body", b"")
            if not part.get("more_body"):
                break
        path: str = scope["path"]
        if path.startswith("/control/"):
            await self._answer_control(path.removeprefix("/control/"), body, send)
            return
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        query: str = scope["query_string"].decode()
        fate = self._world.faults.for_rest(scope["method"], path)
        if fate.isdigit():
            code, words = ANSWERS[int(fate)]
            self._note(scope["method"], None, path, [], int(fate))
            await _send_json(send, int(fate), _problem(int(fate), code, words))
            return
        answer = self._serve(scope["method"], path, query, body, headers)
        if fate == "silence":  # carried out, and the answer never comes (telephony.md 3.4, trap 10)
            while (await receive())["type"] != "http.disconnect":
                pass
            return
        if fate == "cut":
            start = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]}
            await send(start)
            return
        if answer.data is not None:
            await _send_json(send, answer.status, answer.data)
        else:
            await _send(send, answer.status, answer.content, answer.media_type)

    def _serve(self, method: str, path: str, query: str, body: bytes, headers: MutableMapping[str, str]) -> Answer:
        found: Route | None = None
        pairs: list[tuple[str, str]] = []
        try:
            self._authenticate(headers.get("authorization", ""), path)
            found, ids = find_route(method, path)
            raw = query if method != "POST" else body.decode()
            if method == "POST" and query:
                raise RestError(400, 20001, f"A POST has no query: {query}")
            if (
                method == "POST"
                and body
                and not headers.get("content-type", "").startswith("application/x-www-form-urlencoded")
            ):
                raise RestError(415, 20415, "A form")
            pairs = parse_qsl(raw, keep_blank_values=True)
            account = self._world.credentials.account_sid
            if ids.pop("AccountSid", account) != account:
                raise RestError(401, 20003, "Authenticate")
            answer = found.handler(Ask(self._world, path, ids, read_form(pairs, found.fields)))
        except RestError as error:
            answer = Answer(error.status, _problem(error.status, error.code, error.message))
        self._note(method, found, path, pairs, answer.status, answer.data)
        return answer

    def _authenticate(self, header: str, path: str) -> None:
        """Take the account's token, or an API key's secret, which may not read the account (telephony.md 3.3).

        Raises:
            RestError: 20003.
        """
        ours = self._world.credentials
        try:
            user, _, secret = base64.b64decode(header.removeprefix("Basic "), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            user = secret = ""
        by_token = (user, secret) == (ours.account_sid, ours.auth_token)
        by_key = (user, secret) == (ours.key_sid, ours.key_secret)
        of_account = path.count("/") == 3
        if not by_token and not (by_key and not of_account):
            raise RestError(401, 20003, "Authenticate")

    def _note(
        self,
        method: str,
        found: Route | None,
        path: str,
        pairs: list[tuple[str, str]],
        status: int,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        line: dict[str, Any] = {
            "method": method,
            "template": found.template if found is not None else None,
            "path": path,
            "fields": pairs,
            "status": status,
        }
        self.requests.append(line)
        if self._record_to is not None:
            if status < 300 and data is not None:
                line = line | {"answer": data}
            with self._record_to.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, default=str) + "\n")

    async def _answer_control(self, verb: str, body: bytes, send: Send) -> None:
        try:
            data = await self._control(verb, json.loads(body or b"{}"))
        except (LookupError, TypeError, ValueError) as error:
            await _send_json(send, 400, {"error": repr(error)})
            return
        await _send_json(send, 200, {"result": data})


def _problem(status: int, code: int, message: str) -> dict[str, Any]:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return {"code": code, "message": message, "more_info": more, "status": status}


async def _send_json(send: Send, status: int, data: Any) -> None:
    await _send(send, status, json.dumps(data, default=str).encode(), "application/json")


async def _send(send: Send, status: int, content: bytes, media_type: str) -> None:
    headers = [(b"content-length", str(len(content)).encode())]
    if status != 204:
        headers.append((b"content-type", media_type.encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})

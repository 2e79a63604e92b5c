"""Two thousand desktops without a window: each with its own sign-in, stream and beats, and an agent who works."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final
from uuid import uuid4

from benchmarks.centre.wire import Http, Socket, open_socket
from telephony.contract import BEAT_SECONDS

_BEAT: Final = b'{"beat":true}'
_SIGN_INS_AT_ONCE: Final = 4
_OPENINGS_AT_ONCE: Final = 4
_AGAIN_SECONDS: Final = 0.5
_LEAST_SECONDS: Final = 0.02


@dataclass(slots=True)
class Pace:
    """How an agent works, in seconds: until they answer, and after the call."""

    answer_seconds: float
    wrap_up_seconds: float


@dataclass(slots=True)
class Heard:
    """What all desktops heard and did. `offers` has when a call's offer reached the agent's socket, by its reason."""

    offers: dict[str, float] = field(default_factory=dict)
    call_ids: dict[str, str] = field(default_factory=dict)
    command_seconds: dict[str, list[float]] = field(default_factory=dict)
    texts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    lost_streams: int = 0
    handled: int = 0
    twice: int = 0


class Desktop:
    """One of them."""

    def __init__(self, http: Http, place: tuple[str, int], pace: Pace, heard: Heard, chance: Random) -> None:
        self._http = http
        self._place = place
        self._pace = pace
        self._heard = heard
        self._chance = chance
        self._token = ""
        self._call_id = ""
        self._socket: Socket | None = None
        self._last = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def sign_in(self, name: str, password: str) -> None:
        body = json.dumps({"name": name, "password": password, "client_version": "0.1.0"}).encode()
        status, answer = await self._http.request("POST", "/v1/sessions", body)
        if status >= 300:
            raise ConnectionError(f"{name} cannot sign in: {status} {answer[:200].decode(errors='replace')}")
        self._token = json.loads(answer)["access_token"]

    async def open(self) -> None:
        """Open the stream, and have it opened again should it break."""
        socket = await open_socket(*self._place, "/v1/stream", self._take)
        hello: dict[str, Any] = {"access_token": self._token}
        if self._last:
            hello["resume_after"] = self._last
        socket.send(json.dumps(hello).encode())
        self._socket = socket
        self.beat()
        socket.closed.add_done_callback(lambda _: self._came_apart(socket))

    async def go_ready(self) -> None:
        await self._command("go_ready", "/v1/agent/commands", {"action": "go_ready"})

    def beat(self) -> None:
        if self._socket is not None:
            self._socket.send(_BEAT)

    def leave(self) -> None:
        socket, self._socket = self._socket, None
        if socket is not None:
            socket.close()
        for task in self._tasks:
            task.cancel()

    def _came_apart(self, socket: Socket) -> None:
        if self._socket is socket:
            self._socket = None
            self._heard.lost_streams += 1
            self._begin(self._open_again())

    async def _open_again(self) -> None:
        while self._socket is None:
            await asyncio.sleep(self._chance.uniform(0.2, 1.0))
            try:
                await self.open()
            except (OSError, TimeoutError):
                continue

    def _take(self, text: bytes) -> None:
        at = time.monotonic()
        type_ = _value(text, b'"type":"')
        kind = _value(text, b'"kind":"') if type_ == "event" else ""
        self._heard.texts[kind or type_] += 1
        if type_ != "heartbeat":
            self._last = int(_number(text, b'"number":'))
        if kind == "call.offered":
            call = json.loads(text)["change"]["call"]
            reason, self._call_id = call["menu_reason"], call["call_id"]
            if reason in self._heard.offers:
                self._heard.twice += 1
            self._heard.offers.setdefault(reason, at)
            self._heard.call_ids[reason] = self._call_id
            self._begin(self._answer(self._call_id))
        elif kind == "call.ended":
            self._begin(self._finish(_value(text, b'"subject_id":"')))

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _answer(self, call_id: str) -> None:
        await asyncio.sleep(self._chance.uniform(0.5, 1.5) * self._pace.answer_seconds)
        await self._command("answer", f"/v1/calls/{call_id}/commands", {"action": "answer"})

    async def _finish(self, call_id: str) -> None:
        await asyncio.sleep(self._chance.uniform(0.5, 1.5) * self._pace.wrap_up_seconds)
        interaction = await self._ask("interaction", "GET", f"/v1/calls/{call_id}/interaction", b"")
        if interaction is None:
            return
        path = f"/v1/interactions/{interaction['interaction_id']}/finish"
        if await self._command("finish", path, {"disposition_code": "resolved"}):
            self._heard.handled += 1

    async def _command(self, what: str, path: str, command: dict[str, str]) -> bool:
        body = json.dumps(command | {"command_id": str(uuid4())}).encode()
        return await self._ask(what, "POST", path, body) is not None

    async def _ask(self, what: str, method: str, path: str, body: bytes) -> dict[str, Any] | None:
        """Ask until there is an answer; None where it is a refusal."""
        began = time.monotonic()
        while True:
            try:
                status, answer = await self._http.request(
                    method, path, body, f"Authorization: Bearer {self._token}\r\n"
                )
            except OSError:
                status, answer = 503, b""
            if status < 500:
                break
            self._heard.refused[f"{what}: {status}"] += 1
            await asyncio.sleep(_AGAIN_SECONDS)
        self._heard.command_seconds.setdefault(what, []).append(time.monotonic() - began)
        if status >= 300:
            self._heard.refused[f"{what}: {status}"] += 1
            return None
        found: dict[str, Any] = json.loads(answer)
        return found


class Floor:
    """All desktops."""

    def __init__(self, desktops: list[Desktop]) -> None:
        self._desktops = desktops

    async def come_in(self, names: list[str], password: str, tell: Callable[[str], None]) -> None:
        """Sign everybody in, open every stream, and have everybody ready."""
        began = time.monotonic()
        pairs = list(zip(self._desktops, names, strict=True))
        await _at_once([lambda d=d, n=n: d.sign_in(n, password) for d, n in pairs], _SIGN_INS_AT_ONCE)  # type: ignore[misc]
        tell(f"{len(pairs)} signed in after {time.monotonic() - began:.1f} s")
        await _at_once([desktop.open for desktop in self._desktops], _OPENINGS_AT_ONCE)
        tell(f"every stream open after {time.monotonic() - began:.1f} s")

    async def get_ready(self) -> None:
        """Have everybody ready for calls."""
        await _at_once([desktop.go_ready for desktop in self._desktops], _OPENINGS_AT_ONCE)

    async def beat(self) -> None:
        """Have every desktop beat, evenly spread, for ever."""
        began, count = time.monotonic(), 0
        while True:
            due = int((time.monotonic() - began) / BEAT_SECONDS * len(self._desktops))
            while count < due:
                self._desktops[count % len(self._desktops)].beat()
                count += 1
            await asyncio.sleep(_LEAST_SECONDS)

    def leave(self) -> None:
        """Have everybody go without a word."""
        for desktop in self._desktops:
            desktop.leave()


async def _at_once(works: list[Callable[[], Any]], most: int) -> None:
    """Do all of it, at most so many at the same time."""
    waiting = iter(works)

    async def some() -> None:
        for work in waiting:
            await work()

    await asyncio.gather(*(some() for _ in range(most)))


def _value(text: bytes, name: bytes) -> str:
    place = text.find(name)
    if place < 0:
        return ""
    place += len(name)
    return text[place : text.index(b'"', place)].decode()


def _number(text: bytes, name: bytes) -> str:
    place = text.index(name) + len(name)
    end = place
    while end < len(text) and text[end : end + 1].isdigit():
        end += 1
    return text[place:end].decode()

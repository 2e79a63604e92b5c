"""A real server on loopback for tests: uvicorn in a thread, real sockets, real PostgreSQL behind it."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.listening import bind, http_server, origin_of
from agent_desktop.settings import Settings, load_settings

T = TypeVar("T")


def quick_passwords() -> Passwords:
    """Passwords hashed with little work, so that a test spends none on it."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@cache
def _shipped() -> dict[str, Any]:
    return load_settings(None).model_dump()


def settings_for_tests(**sections: dict[str, object]) -> Settings:
    """The shipped settings on any free port, with `sections` changed."""
    shipped = deepcopy(_shipped())
    shipped["server"]["port"] = 0
    for name, keys in sections.items():
        shipped[name].update(keys)
    return Settings.model_validate(shipped)


class HandClock:
    """A clock that stands until a test moves it."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def wall(self) -> float:
        return self._at.timestamp()

    def move(self, seconds: float) -> None:
        self._at += timedelta(seconds=seconds)


@contextmanager
def serving(
    app: FastAPI,
    settings: Settings,
    listening: socket.socket | None = None,
    ends: list[Callable[[], None]] | None = None,
) -> Iterator[str]:
    """Serve `app` on loopback for the length of the block; gives its origin.

    To `ends` is added what has the server begin to end: several that are to end do it side by side.
    """
    listening = listening or bind(settings.server)
    server = http_server(app, settings.server)
    if ends is not None:
        ends.append(lambda: setattr(server, "should_exit", True))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        until(lambda: server.started or not thread.is_alive())
        assert server.started
        yield origin_of(listening, settings.server)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()
        assert not thread.is_alive()


def until(holds: Callable[[], T | None], *, seconds: float = 30.0) -> T:
    """Wait until `holds` gives something true and return it. It is asked less often the longer it takes."""
    began = time.monotonic()
    while True:
        found = holds()
        if found:
            return found
        waited = time.monotonic() - began
        assert waited < seconds, "it did not come about in time"
        time.sleep(min(max(waited / 10, 0.005), 0.05))


def error_code(response: httpx.Response) -> str:
    """The code of a refusal, whose body always has the agreed form."""
    body = response.json()
    assert set(body) == {"code", "details", "request_id"}
    assert body["request_id"] == response.headers["X-Request-Id"]
    return str(body["code"])

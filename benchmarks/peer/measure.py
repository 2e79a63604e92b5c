"""Measures the stock peer on the same database, by the same clock and the same end: the caller is painted."""

import json
import os
import random
import time
from collections.abc import Sequence
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from pydantic import JsonValue

from agent_desktop.demo.parts import free_port
from benchmarks.peer.models import CALLS_TABLE
from benchmarks.peer.server import ADDRESS
from benchmarks.pop.lines import Child, ChildFailedError
from benchmarks.pop.summary import Spread, spread, table
from benchmarks.pop.world import HOST, Bank, Caller

POLLS_MS: Final = (1000, 100)
WARM_UP: Final = 5


def measure_peer(bank: Bank, callers: Sequence[Caller], pops: int) -> dict[str, JsonValue]:
    """Measure it polling once a second and ten times a second; print and return the figures."""
    port = free_port()
    url = f"http://{HOST}:{port}"
    logs = bank.folder / "logs"
    spreads: dict[str, Spread] = {}
    with ExitStack() as stack:
        stack.callback(_drop, bank.engine)
        environment = {ADDRESS: bank.address, "QT_QPA_PLATFORM": "offscreen"}
        server = stack.enter_context(
            Child("benchmarks.peer.server", str(port), log=logs / "peer.log", environment=os.environ | environment)
        )
        server.wait_for(f"{url}/health")
        for every_ms in POLLS_MS:
            log = logs / f"peer-desktop-{every_ms}.log"
            with Child("benchmarks.peer.desktop", url, str(every_ms), log=log, environment=environment) as desktop:
                desktop.hear("ready")
                spreads[f"peer, asking every {every_ms} ms"] = _rung(port, desktop, callers, pops, every_ms)
    print()
    print(table("Stock FastAPI + ORM, polling desktop", spreads))
    return {name: each.as_json() for name, each in spreads.items()}


def _rung(port: int, desktop: Child, callers: Sequence[Caller], pops: int, every_ms: int) -> Spread:
    chance = random.Random(every_ms)
    carrier = HTTPConnection(HOST, port, timeout=30)
    took = []
    for caller in callers[: WARM_UP + pops]:
        call_sid = f"SIM{uuid4().hex}"
        # Anywhere between two questions: a caller does not wait for the clock.
        time.sleep(chance.uniform(0.05, 0.05 + every_ms / 1000))
        sent = _report(carrier, call_sid, caller.number, "ringing")
        painted = desktop.hear("painted")
        if painted["call_sid"] != call_sid:
            raise ChildFailedError("the peer painted another call")
        took.append(painted["painted"] - sent)
        _report(carrier, call_sid, caller.number, "ended")
        desktop.hear("gone")
    carrier.close()
    return spread(took[WARM_UP:])


def _report(carrier: HTTPConnection, call_sid: str, number: str, status: str) -> float:
    body = json.dumps({"call_sid": call_sid, "from_number": number, "status": status})
    sent = time.monotonic()
    carrier.request("POST", "/webhooks/calls", body, {"Content-Type": "application/json"})
    answer = carrier.getresponse()
    answer.read()
    if answer.status != 204:
        raise ChildFailedError(f"the peer answered {answer.status}")
    return sent


def _drop(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        connection.execute(sa.text(f"DROP TABLE IF EXISTS {CALLS_TABLE}"))

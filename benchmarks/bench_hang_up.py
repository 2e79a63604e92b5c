"""How soon a ring ends when the caller hangs up: from the hang-up at the carrier to the word on the desktop's stream.

``python benchmarks/bench_hang_up.py --calls 300`` · docs/performance.md says what is measured and how.
"""

import argparse
import secrets
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import httpx
from pydantic import JsonValue
from websockets.sync.client import ClientConnection, connect

from agent_desktop.contract.sessions import SessionTokens
from agent_desktop.demo.prepare import AGENT, let_agent_in
from agent_desktop.figures import this_machine, write_figures
from agent_desktop.server.listening import bind, http_server
from agent_desktop.server.secrets import VARIABLES, SecretName
from agent_desktop.settings import ServerSettings, load_settings
from benchmarks.pop.lines import Child, ChildFailedError
from benchmarks.pop.summary import spread
from benchmarks.pop.world import Bank, Caller, WrongFolderError, check_durable, choose_callers, open_bank
from telephony.contract import EventKind, StreamHello, StreamMessage
from telephony.providers.simulator.app import create_simulator

AIM_SECONDS: Final = 0.3
WARM_UP: Final = 10
_LIMIT_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class _Floor:
    carrier: httpx.Client
    stream: ClientConnection

    def until(self, kind: EventKind) -> StreamMessage:
        """Read the stream up to an event of this kind."""
        while True:
            message = StreamMessage.model_validate_json(self.stream.recv(timeout=_LIMIT_SECONDS))
            if message.kind is kind:
                return message

    def hang_up_while_it_rings(self, caller: Caller) -> float:
        """Ring, wait for the offer, hang up, and return the seconds until the desktop has heard that it is over."""
        call = self.carrier.post("/calls", json={"from_number": caller.number}).raise_for_status().json()
        self.until(EventKind.CALL_OFFERED)
        began = time.perf_counter()
        self.carrier.post(f"/calls/{call['call_sid']}/hang-up").raise_for_status()
        self.until(EventKind.OFFER_ENDED)
        return time.perf_counter() - began


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    options = _parser().parse_args(arguments)
    figures: dict[str, JsonValue] = {"what": "hang-up", "customers": options.customers}
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    try:
        with open_bank(options.data_folder, options.customers) as bank:
            figures["database"] = dict(check_durable(bank.engine))
            callers = choose_callers(bank.engine, options.calls + WARM_UP, options.seed)
            with _open_floor(bank) as floor:
                took = [floor.hang_up_while_it_rings(caller) for caller in callers][WARM_UP:]
    except (WrongFolderError, ChildFailedError) as error:
        print(error, file=sys.stderr)
        return 1
    figure = spread(took)
    late = sum(each > AIM_SECONDS for each in took)
    print(
        f"HANG-UP: caller gone → told to the desktop, {figure.count} calls: p50 {figure.p50:.1f} ms, "
        f"p90 {figure.p90:.1f} ms, p99 {figure.p99:.1f} ms, most {figure.most:.1f} ms; "
        f"later than {AIM_SECONDS * 1000:.0f} ms: {late}"
    )
    figures["hang_up"] = figure.as_json() | {"late": late}
    if options.json is not None:
        write_figures(options.json, figures)
    return 0


@contextmanager
def _open_floor(bank: Bank) -> Iterator[_Floor]:
    """Start server and simulator, each a process, and sit down at the stream as a desktop that is ready."""
    keys = {VARIABLES[SecretName.CARRIER]: secrets.token_urlsafe(32)}
    password = let_agent_in(bank.engine)
    carrier_url = f"http://127.0.0.1:{bank.carrier_port}"
    with ExitStack() as stack:
        log = bank.folder / "server.log"
        server = Child("benchmarks.pop.server", str(bank.config), log=log, environment=keys)
        stack.enter_context(server).wait_for(f"{bank.server_url}/v1/ready")
        stack.enter_context(_simulator(bank, keys[VARIABLES[SecretName.CARRIER]]))
        http = stack.enter_context(httpx.Client(base_url=bank.server_url, timeout=_LIMIT_SECONDS, trust_env=False))
        who = {"name": AGENT, "password": password, "client_version": "0.1.0"}
        session = SessionTokens.model_validate(http.post("/v1/sessions", json=who).raise_for_status().json())
        address = bank.server_url.replace("http", "ws", 1) + "/v1/stream"
        stream = stack.enter_context(connect(address, compression=None, proxy=None))
        stream.send(StreamHello(access_token=session.access_token).model_dump_json(exclude_none=True))
        stream.recv(timeout=_LIMIT_SECONDS)
        ready = {"command_id": str(uuid4()), "action": "go_ready"}
        signed = {"Authorization": f"Bearer {session.access_token}"}
        http.post("/v1/agent/commands", json=ready, headers=signed).raise_for_status()
        carrier = stack.enter_context(httpx.Client(base_url=carrier_url, timeout=_LIMIT_SECONDS, trust_env=False))
        yield _Floor(carrier, stream)


@contextmanager
def _simulator(bank: Bank, key: str) -> Iterator[None]:
    """Run the simulator in this process: it has next to nothing to do."""
    settings = ServerSettings.model_validate(
        load_settings(bank.config).server.model_dump() | {"port": bank.carrier_port}
    )
    server, listening = http_server(create_simulator(bank.server_url, key), settings), bind(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure how soon a ring ends with the caller.")
    parser.add_argument("--calls", type=int, default=300, help="how many are counted (%(default)s)")
    parser.add_argument("--customers", type=int, default=10_000, help="how large the bank is (%(default)s)")
    parser.add_argument(
        "--data-folder", type=Path, metavar="DIR", help="a database that trial-bank has filled; made anew without"
    )
    parser.add_argument("--seed", type=int, default=1, help="who calls (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())

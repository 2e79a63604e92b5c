"""The server as a process: started, killed in the middle of a call, started again, stopped."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import sqlalchemy as sa
import yaml

from agent_desktop.demo.parts import free_port
from agent_desktop.server.database import create_engine
from agent_desktop.server.listening import bind, origin_of
from agent_desktop.server.menus import load_menu
from telephony.contract import AgentState, CallState
from telephony.providers.simulator.app import create_simulator
from telephony.providers.simulator.menu_callers import degraded_step
from tests.server.floor import CARRIER_KEY, Floor
from tests.server.support import serving, settings_for_tests, until

ROOT = Path(__file__).resolve().parents[2]


class ServerProcess:
    """`agent-desktop server` on a port of its own, which it keeps over restarts."""

    def __init__(self, folder: Path, database_url: str, simulator_url: str) -> None:
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        url = sa.make_url(database_url).set(drivername="postgresql")
        self.config = folder / "config.yaml"
        settings = {
            "server": {"port": self.port},
            "database": {"url": url._replace(password=None).render_as_string()},
            "telephony": {"simulator_url": simulator_url},
            "records": {"bank_systems_url": ""},
        }
        self.config.write_text(yaml.safe_dump(settings), encoding="utf-8")
        self._environment = {
            **os.environ,
            "AGENT_DESKTOP_DATABASE_PASSWORD": str(url.password or ""),
            "AGENT_DESKTOP_CARRIER_KEY": CARRIER_KEY,
        }
        self._process: subprocess.Popen[str] | None = None

    def launch(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "agent_desktop", "server", "--config", str(self.config), "--language", "en"]
        return subprocess.Popen(
            command, cwd=ROOT, env=self._environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def start(self) -> None:
        self._process = self.launch()
        until(self._ready, seconds=40)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        return self._end(signal.SIGTERM)

    @property
    def runs(self) -> bool:
        return self._process is not None

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        assert process is not None
        process.send_signal(how)
        process.communicate(timeout=20)
        return process.returncode

    def _ready(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            pytest.fail(f"the server ended: {self._process.communicate()}")
        try:
            return httpx.get(f"{self.origin}/v1/ready", timeout=2, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False


@contextmanager
def centre_in(database_url: str, folder: Path) -> Iterator[tuple[ServerProcess, Floor]]:
    """A server process that can be killed and, apart from it, the carrier."""
    with ExitStack() as stack:
        plain = settings_for_tests()
        carrier_socket = bind(plain.server)
        server = ServerProcess(folder, database_url, origin_of(carrier_socket, plain.server))
        degraded = degraded_step(load_menu(plain))
        simulator = create_simulator(server.origin, CARRIER_KEY, degraded=degraded)
        carrier_url = stack.enter_context(serving(simulator, plain, carrier_socket))
        carrier = stack.enter_context(httpx.Client(base_url=carrier_url, timeout=30, trust_env=False))
        engine = create_engine(database_url)
        stack.callback(engine.dispose)
        server.start()
        floor = Floor(server.origin, engine, carrier, plain)
        try:
            yield server, floor
        finally:
            for stream in floor.streams:
                stream.close()
            for desk in floor.desks:
                desk.http.close()
            if server.runs:
                server.kill()


@pytest.fixture
def centre(database_url: str, tmp_path: Path) -> Iterator[tuple[ServerProcess, Floor]]:
    with centre_in(database_url, tmp_path) as centre:
        yield centre


def test_a_server_killed_in_the_middle_of_a_call_goes_on_as_if_nothing_had_been(
    centre: tuple[ServerProcess, Floor],
) -> None:
    server, floor = centre
    floor.add_customer()
    desk = floor.agent()
    stream = floor.listen(desk)
    desk.go_ready()
    call_sid = floor.ring()
    call = desk.take_call()
    until(lambda: any(event.kind == "call.answered" for event in stream.events))
    interaction = desk.http.get(f"/v1/calls/{call.call_id}/interaction").json()["interaction_id"]
    saved = desk.put(f"/v1/interactions/{interaction}/note", seen_version=0, text="Half a sentence")
    command_id = uuid4()
    assert desk.act(call.call_id, "mute", command_id).status_code == 200
    until(lambda: (now := desk.snapshot().call) and now.muted)
    before = desk.snapshot()
    until(lambda: stream.desk() == before)
    last = stream.last_number

    server.kill()
    assert floor.room(call_sid).state != "ended"
    assert "caller" in floor.room(call_sid).hears
    server.start()

    assert desk.snapshot() == before
    assert desk.act(call.call_id, "mute", command_id).status_code == 200  # the answer of before
    resumed = floor.listen(desk, resume_after=last)
    note = desk.put(f"/v1/interactions/{interaction}/note", seen_version=saved.json()["note_version"], text="Whole.")
    assert note.status_code == 200
    assert desk.act(call.call_id, "hang_up").status_code == 200
    ended = resumed.until_kind("call.ended")
    assert ended.number > last
    assert resumed.messages[0].type == "event"
    until(lambda: desk.snapshot().agent.state is AgentState.WRAP_UP)
    assert floor.room(call_sid).state == "ended"
    assert desk.post(f"/v1/interactions/{interaction}/finish", disposition_code="resolved").status_code == 200


def test_what_the_carrier_tells_while_the_server_is_down_is_heard_when_it_is_back(
    centre: tuple[ServerProcess, Floor],
) -> None:
    server, floor = centre
    desk = floor.agent()
    desk.go_ready()
    call_sid = floor.ring()
    call = desk.take_call()

    server.kill()
    floor.hang_up(call_sid)
    floor.ring("+85269990000")
    server.start()

    ended = until(lambda: now if (now := desk.snapshot().call) and now.state is CallState.ENDED else None)
    assert ended.call_id == call.call_id
    until(lambda: desk.snapshot().queues[0].waiting == 1)


def test_an_offer_that_ran_out_while_the_server_was_down_goes_back_to_the_queue(
    centre: tuple[ServerProcess, Floor],
) -> None:
    server, floor = centre
    desk = floor.agent()
    desk.go_ready()
    floor.ring()
    desk.until_offered()

    server.kill()
    with floor.engine.begin() as connection:
        connection.execute(sa.text("UPDATE timers SET due_at = due_at - interval '60 seconds'"))
        connection.execute(sa.text("UPDATE offers SET expires_at = expires_at - interval '60 seconds'"))
    server.start()

    until(lambda: desk.snapshot().agent.misses == 1)


def test_a_second_server_on_the_same_port_says_so_in_plain_words_and_starts_nothing(
    centre: tuple[ServerProcess, Floor],
) -> None:
    server, _ = centre
    second = server.launch()
    out, err = second.communicate(timeout=40)

    assert second.returncode == 2
    assert str(server.port) in err
    assert "Traceback" not in err
    assert "server.started" not in out


def test_a_server_that_is_told_to_stop_lets_its_streams_know_and_ends_well(
    centre: tuple[ServerProcess, Floor],
) -> None:
    server, floor = centre
    stream = floor.listen(floor.agent())
    until(lambda: stream.messages)

    status = server.stop()

    assert status == 0
    assert until(lambda: stream.close_code) == 1012


def test_the_log_of_a_server_is_one_json_object_a_line(centre: tuple[ServerProcess, Floor]) -> None:
    server, floor = centre
    floor.agent()
    process = server._process
    assert process is not None
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    server._process = None

    lines = [json.loads(line) for line in out.splitlines()]
    assert {"server.started", "request.done", "server.stopped"} <= {line["event"] for line in lines}
    assert err == ""

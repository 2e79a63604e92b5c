"""A small contact centre of real programs: embedded PostgreSQL, server, carrier, desktops with people, other agents."""

import os
import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx
import psycopg
import yaml
from psycopg.rows import DictRow
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.demo.parts import free_port
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.schema import migrate
from agent_desktop.server.secrets import VARIABLES, SecretName
from tests.proofs.kill.callers import Callers
from tests.proofs.kill.ledger import LedgerReader
from tests.proofs.kill.programs import Program, connect_past, kill_processes, postgres_processes
from tests.server.floor import add_customer
from tests.server.support import quick_passwords

PASSWORD: Final = "correct horse"
RING_SECONDS: Final = 6
_LOOK_SECONDS: Final = 0.02
_READY_SECONDS: Final = 60.0
_ACCESS_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Size:
    """How many desktops with people, and how many agents without a window."""

    desktops: int
    agents: int


class DesktopProgram:
    """One desktop, with the folder that outlives it."""

    def __init__(self, name: str, server: str, folder: Path, seed: int) -> None:
        folder.mkdir(parents=True)
        self.name = name
        self.ledger = LedgerReader(folder / "ledger")
        arguments = ["-m", "tests.proofs.kill.desktop_program", server, str(folder), name, PASSWORD, str(seed)]
        self.program = Program(
            name,
            arguments,
            log=folder / "printed.log",
            environment={"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "qt.qpa.*=false"},
        )
        self._run = 0

    def start(self) -> None:
        self._run += 1
        self.program.start(str(self._run))


class Centre:
    """Use it as a context: everybody is at work inside."""

    def __init__(self, folder: Path, seed: int, size: Size) -> None:
        self._folder = folder
        self._seed = seed
        self._stack = ExitStack()
        ports = [free_port(), free_port()]
        self.server_url, self._carrier_url = (f"http://127.0.0.1:{port}" for port in ports)
        self._postgres = EmbeddedPostgres(folder / "postgres")
        self._keys = {VARIABLES[SecretName.CARRIER]: secrets.token_urlsafe(32)}
        config = self._write_config(ports[0])
        self.server = Program(
            "server",
            ["-m", "agent_desktop.demo.child", "server", "--config", str(config), "--language", "en"],
            log=folder / "server.log",
            environment=self._keys,
        )
        carrier_folder = folder / "carrier"
        carrier_folder.mkdir()
        self.carrier_ledger = LedgerReader(carrier_folder / "ledger")
        self.carrier = Program(
            "carrier",
            ["-m", "tests.proofs.kill.carrier_program", str(ports[1]), self.server_url, str(carrier_folder)],
            log=folder / "carrier.log",
            environment=self._keys,
        )
        self.desktops = [
            DesktopProgram(f"desktop{number}", self.server_url, folder / f"desktop{number}", seed)
            for number in range(1, size.desktops + 1)
        ]
        self.agent_names = [f"agent{number}" for number in range(1, size.agents + 1)]
        self.agent_ledgers = {name: LedgerReader(folder / f"{name}.ledger") for name in self.agent_names}
        self.agents = Program(
            "agents",
            ["-m", "tests.proofs.kill.agents_program", self.server_url, str(folder), PASSWORD, str(seed)],
            log=folder / "agents.log",
            environment={},
        )
        self._http = httpx.Client(timeout=2.0, trust_env=False)

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    # what can be asked

    def connect(self) -> psycopg.Connection[DictRow]:
        """Open a connection of our own, past the product's."""
        return connect_past(self._postgres)

    def server_is_ready(self) -> bool:
        try:
            return self._http.get(f"{self.server_url}/v1/ready").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def postgres_processes(self) -> list[int]:
        """Return the database's processes, its postmaster first."""
        return postgres_processes(self._folder / "postgres" / "data")

    def ledgers(self) -> dict[str, LedgerReader]:
        """Return the ledger of everybody at work, read up to now, by name."""
        found = {desktop.name: desktop.ledger for desktop in self.desktops} | self.agent_ledgers
        for reader in (*found.values(), self.carrier_ledger):
            reader.read()
        return found

    # what can be told

    def pause(self) -> None:
        """Let nobody ring, press or type."""
        self.callers.pause()
        for program in (self.agents, *(desktop.program for desktop in self.desktops)):
            program.tell("pause")

    def resume(self) -> None:
        """Let them go on."""
        for program in (self.agents, *(desktop.program for desktop in self.desktops)):
            program.tell("resume")
        self.callers.resume()

    def kill_database(self, *, with_children: bool) -> None:
        """Kill the postmaster, and with it its children or leave it to them to notice."""
        processes = self.postgres_processes()
        kill_processes(processes if with_children else processes[:1])

    def until(self, holds: Callable[[], bool], what: str, *, seconds: float = _READY_SECONDS) -> float:
        """Wait until it holds and return when that was. An AssertionError names `what` did not come about."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}\n{self.last_words()}"
            time.sleep(_LOOK_SECONDS)
        return time.monotonic()

    def last_words(self) -> str:
        """Return the end of what each program printed, and of each ledger."""
        programs = (self.server, self.carrier, self.agents, *(desktop.program for desktop in self.desktops))
        printed = [f"== {program.name} printed: {program.last_words()}" for program in programs]
        for name, reader in self.ledgers().items():
            lines = (f"{entry.at:.3f} {entry.what} {entry.facts}"[:300] for entry in reader.entries[-15:])
            printed.append("\n".join((f"== {name}, its ledger at {time.monotonic():.3f}:", *lines)))
        printed.append(self._states_of_agents())
        return "\n".join(printed)

    def _states_of_agents(self) -> str:
        query = (
            "SELECT u.name, a.state, a.system_reason, a.offer_id, a.desktop_lost_at, s.beat_at, now() AS at"
            " FROM users u JOIN agents a ON a.agent_id = u.user_id LEFT JOIN seats s USING (agent_id) ORDER BY u.name"
        )
        try:
            with self.connect() as tables:
                rows = tables.execute(query).fetchall()
        except psycopg.Error as error:
            return f"== the agents could not be read: {type(error).__name__}"
        return "\n".join(("== the agents:", *(", ".join(f"{k} {v}" for k, v in row.items()) for row in rows)))

    # opening

    def _open(self) -> None:
        self._stack.callback(self._http.close)
        self._stack.callback(self._postgres.stop)
        numbers = self._fill(self._postgres.start())
        for program in (self.server, self.carrier):
            self._stack.callback(program.kill)
            program.start()
        self.until(self.server_is_ready, "the server being ready")
        self.until(self._carrier_answers, "the carrier answering")
        size = len(self.desktops) + len(self.agent_names)
        self.callers = Callers(self._carrier_url, numbers, self._seed, mean_seconds=4.0 / size, most_waiting=size + 1)
        self._stack.callback(self.callers.stop)
        if self.agent_names:
            self._stack.callback(self.agents.kill)
            self.agents.start(*self.agent_names)
        for desktop in self.desktops:
            self._stack.callback(desktop.program.kill)
            desktop.start()
        self.callers.resume()

    def _carrier_answers(self) -> bool:
        try:
            return self._http.get(f"{self._carrier_url}/health").status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

    def _fill(self, address: str) -> list[str]:
        """Make the tables, the people and a few customers; return the numbers that customers call from."""
        engine = create_engine(address)
        try:
            migrate(engine)
            with Session(engine) as session:
                for name in (*(desktop.name for desktop in self.desktops), *self.agent_names):
                    add_user(session, quick_passwords(), name=name, display_name=name, password=PASSWORD,
                             roles=(Role.AGENT,))  # fmt: skip
                session.commit()
            numbers = [f"+8526123450{number}" for number in range(5)]
            for number, line in enumerate(numbers):
                add_customer(engine, line, name=f"Chan Tai {number}", key=f"C{number + 1}")
        finally:
            engine.dispose()
        return numbers

    def _write_config(self, port: int) -> Path:
        config = self._folder / "config.yaml"
        queue = {"code": "cards", "group": "retail", "name": {"en": "Cards", "zh": "信用卡"}}
        content = {
            # The shortest access tokens there are, so that kills meet refreshes.
            "server": {"port": port, "log_format": "text", "access_token_seconds": _ACCESS_SECONDS},
            "database": {"data_folder": str(self._folder / "postgres")},
            "telephony": {
                "simulator_url": self._carrier_url,
                "queues": [queue | {"ring_seconds": RING_SECONDS, "wrap_up_seconds": 30}],
            },
            "records": {"bank_systems_url": ""},
        }
        config.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return config


def readable_by_postgres(folder: Path) -> bool:
    """Say whether kills can be looked at here: the processes of a cluster are found through /proc."""
    return Path("/proc/self/stat").exists() and os.access(folder, os.W_OK)

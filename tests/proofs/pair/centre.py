"""Two servers on one database: real programs, with a balancer before them, a carrier, and agents at work."""

import os
import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx
import psycopg
import sqlalchemy as sa
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
from tests.proofs.kill.programs import Program, connect_past
from tests.proofs.pair.balancer import Balancer
from tests.server.floor import add_customer
from tests.server.support import quick_passwords

PASSWORD: Final = "correct horse"
RING_SECONDS: Final = 6
SERVERS: Final = ("first", "second")
_LOOK_SECONDS: Final = 0.02
_READY_SECONDS: Final = 60.0


class Pair:
    """Use it as a context: both servers are ready and everybody is at work inside."""

    def __init__(self, folder: Path, seed: int, *, agents: int, mean_seconds: float) -> None:
        self._folder = folder
        self._seed = seed
        self._mean_seconds = mean_seconds
        self._stack = ExitStack()
        self._postgres = EmbeddedPostgres(folder / "postgres")
        carrier_port, balancer_port = free_port(), free_port()
        self.ports = {name: free_port() for name in SERVERS}
        self.balancer = Balancer(balancer_port, list(self.ports.values()))
        self.url, self._carrier_url = (f"http://127.0.0.1:{port}" for port in (balancer_port, carrier_port))
        self._keys = {VARIABLES[SecretName.CARRIER]: secrets.token_urlsafe(32)}
        carrier_folder = folder / "carrier"
        carrier_folder.mkdir()
        self.carrier_ledger = LedgerReader(carrier_folder / "ledger")
        self.carrier = Program(
            "carrier",
            ["-m", "tests.proofs.kill.carrier_program", str(carrier_port), self.url, str(carrier_folder)],
            log=folder / "carrier.log",
            environment=self._keys,
        )
        self.agent_names = [f"agent{number}" for number in range(1, agents + 1)]
        self.agent_ledgers = {name: LedgerReader(folder / f"{name}.ledger") for name in self.agent_names}
        self.agents = Program(
            "agents",
            ["-m", "tests.proofs.kill.agents_program", self.url, str(folder), PASSWORD, str(seed)],
            log=folder / "agents.log",
            environment={},
        )
        self.servers: dict[str, Program] = {}
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

    def connect(self) -> psycopg.Connection[DictRow]:
        """Open a connection of our own, past the product's."""
        return connect_past(self._postgres)

    def is_ready(self, name: str) -> bool:
        """Say whether a server says that it is ready, and is given connections."""
        try:
            answer = self._http.get(f"http://127.0.0.1:{self.ports[name]}/v1/ready")
        except httpx.HTTPError:
            return False
        return answer.status_code == httpx.codes.OK and self.ports[name] in self.balancer.ready_ports()

    def ledgers(self) -> dict[str, LedgerReader]:
        """Return the ledger of each agent, read up to now, by name; the carrier's is read too."""
        for reader in (*self.agent_ledgers.values(), self.carrier_ledger):
            reader.read()
        return dict(self.agent_ledgers)

    def pause(self) -> None:
        """Let nobody ring or press."""
        self.callers.pause()
        self.agents.tell("pause")

    def resume(self) -> None:
        """Let them go on."""
        self.agents.tell("resume")
        self.callers.resume()

    def until(self, holds: Callable[[], bool], what: str, *, seconds: float = _READY_SECONDS) -> float:
        """Wait until it holds and return when that was. An AssertionError names `what` did not come about."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}\n{self.last_words()}"
            time.sleep(_LOOK_SECONDS)
        return time.monotonic()

    def last_words(self) -> str:
        """Return the end of what each program printed, and of each ledger."""
        programs = (*self.servers.values(), self.carrier, self.agents)
        printed = [f"== {program.name} printed: {program.last_words()}" for program in programs]
        for name, reader in self.ledgers().items():
            lines = (f"{entry.at:.3f} {entry.what} {entry.facts}"[:300] for entry in reader.entries[-10:])
            printed.append("\n".join((f"== {name}, its ledger at {time.monotonic():.3f}:", *lines)))
        return "\n".join(printed)

    def _open(self) -> None:
        self._stack.callback(self._http.close)
        self._stack.callback(self._postgres.stop)
        numbers = self._fill(self._postgres.start())
        for name in SERVERS:
            self.servers[name] = self._server(name)
        # Both at once: who comes second finds the tables made and the queues there.
        for program in (*self.servers.values(), self.carrier):
            self._stack.callback(program.kill)
            program.start()
        self.balancer.start()
        self._stack.callback(self.balancer.stop)
        for name in SERVERS:
            self.until(lambda name=name: self.is_ready(name), f"the {name} server being ready")  # type: ignore[misc]
        self.until(self._carrier_answers, "the carrier answering")
        size = len(self.agent_names)
        self.callers = Callers(
            self._carrier_url, numbers, self._seed, mean_seconds=self._mean_seconds, most_waiting=size + 2
        )
        self._stack.callback(self.callers.stop)
        self._stack.callback(self.agents.kill)
        self.agents.start(*self.agent_names)
        self.callers.resume()

    def _server(self, name: str) -> Program:
        config = self._write_config(name)
        password = {VARIABLES[SecretName.DATABASE]: str(sa.make_url(self._postgres.start()).password)}
        return Program(
            f"{name} server",
            ["-m", "agent_desktop.demo.child", "server", "--config", str(config), "--language", "en"],
            log=self._folder / f"{name}.log",
            environment=self._keys | password,
        )

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
                for name in self.agent_names:
                    add_user(session, quick_passwords(), name=name, display_name=name, password=PASSWORD,
                             roles=(Role.AGENT,))  # fmt: skip
                session.commit()
            numbers = [f"+8526123450{number}" for number in range(5)]
            for number, line in enumerate(numbers):
                add_customer(engine, line, name=f"Chan Tai {number}", key=f"C{number + 1}")
        finally:
            engine.dispose()
        return numbers

    def _write_config(self, name: str) -> Path:
        config = self._folder / f"{name}.yaml"
        url = sa.make_url(self._postgres.start())
        named = sa.URL.create("postgresql", username=url.username, database=url.database, query=dict(url.query))
        queue = {"code": "cards", "group": "retail", "name": {"en": "Cards", "zh": "信用卡"}}
        content = {
            "server": {"port": self.ports[name], "log_format": "text", "access_token_seconds": 60},
            "database": {"url": named.render_as_string()},
            "telephony": {
                "simulator_url": self._carrier_url,
                "queues": [queue | {"ring_seconds": RING_SECONDS, "wrap_up_seconds": 30}],
            },
            "records": {"bank_systems_url": ""},
        }
        config.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return config


def can_run(folder: Path) -> bool:
    """Say whether this system has what the proof needs: a folder that PostgreSQL's account reaches."""
    return os.access(folder, os.W_OK)

"""What every proof with kills runs beside its servers: embedded PostgreSQL, a carrier, callers, agents at work."""

import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx
import psycopg
import yaml
from psycopg.rows import DictRow
from sqlalchemy.orm import Session

from agent_desktop.contract.sessions import Role
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.schema import migrate
from agent_desktop.server.secrets import VARIABLES, SecretName
from tests.proofs.kill.callers import CallersByPlan
from tests.proofs.kill.ledger import LedgerReader
from tests.proofs.kill.programs import Program, connect_past
from tests.server.floor import add_customer
from tests.server.support import quick_passwords

PASSWORD: Final = "correct horse"
RING_SECONDS: Final = 6
NUMBERS: Final = tuple(f"+8526123450{number}" for number in range(5))
"""What customers call from."""

_ACCESS_SECONDS: Final = 60
_LOOK_SECONDS: Final = 0.02
_READY_SECONDS: Final = 60.0
_LAST_LINES: Final = 12


class Floor:
    """Use it as a context: everybody is at work inside. `open` starts what the proof is about, and makes `callers`.

    `server_url` is the one address that carrier and agents know.
    """

    callers: CallersByPlan

    def __init__(self, folder: Path, seed: int, *, server_url: str, carrier_port: int, agents: int) -> None:
        self.folder = folder
        self.seed = seed
        self.stack = ExitStack()
        self.server_url = server_url
        self.carrier_url = f"http://127.0.0.1:{carrier_port}"
        self.postgres = EmbeddedPostgres(folder / "postgres")
        self.keys = {VARIABLES[SecretName.CARRIER]: secrets.token_urlsafe(32)}
        carrier_folder = folder / "carrier"
        carrier_folder.mkdir()
        self.carrier_ledger = LedgerReader(carrier_folder / "ledger")
        self.carrier = Program(
            "carrier",
            ["-m", "tests.proofs.kill.carrier_program", str(carrier_port), server_url, str(carrier_folder)],
            log=folder / "carrier.log",
            environment=self.keys,
        )
        self.agent_names = [f"agent{number}" for number in range(1, agents + 1)]
        self.agent_ledgers = {name: LedgerReader(folder / f"{name}.ledger") for name in self.agent_names}
        self.agents = Program(
            "agents",
            ["-m", "tests.proofs.kill.agents_program", server_url, str(folder), PASSWORD, str(seed)],
            log=folder / "agents.log",
            environment={},
        )
        self.http = httpx.Client(timeout=2.0, trust_env=False)

    def __enter__(self) -> Self:
        try:
            self.stack.callback(self.http.close)
            self.stack.callback(self.postgres.stop)
            self.open()
        except BaseException:
            self.stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stack.close()

    # what a proof says of itself

    def open(self) -> None:
        """Start everything; whatever is started ends with `stack`."""
        raise NotImplementedError

    def with_people(self) -> list[Program]:
        """Return the programs of those who take calls."""
        return [self.agents]

    def programs(self) -> list[Program]:
        """Return every program, for its last words."""
        return [self.carrier, *self.with_people()]

    def ledgers_at_work(self) -> dict[str, LedgerReader]:
        """Return the ledger of everybody who takes calls, by name."""
        return dict(self.agent_ledgers)

    # what can be asked

    def connect(self) -> psycopg.Connection[DictRow]:
        """Open a connection of our own, past the product's."""
        return connect_past(self.postgres)

    def says_ready(self, url: str) -> bool:
        """Say whether the server at `url` says that it is ready."""
        return self._answers(f"{url}/v1/ready")

    def ledgers(self) -> dict[str, LedgerReader]:
        """Return the ledger of everybody at work, read up to now, by name; the carrier's is read too."""
        found = self.ledgers_at_work()
        for reader in (*found.values(), self.carrier_ledger):
            reader.read()
        return found

    def until(self, holds: Callable[[], bool], what: str, *, seconds: float = _READY_SECONDS) -> float:
        """Wait until it holds and return when that was. An AssertionError names `what` did not come about."""
        deadline = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}\n{self.last_words()}"
            time.sleep(_LOOK_SECONDS)
        return time.monotonic()

    def last_words(self) -> str:
        """Return the end of what each program printed, and of each ledger, and how the agents stand."""
        printed = [f"== {program.name} printed: {program.last_words()}" for program in self.programs()]
        for name, reader in self.ledgers().items():
            lines = (f"{entry.at:.3f} {entry.what} {entry.facts}"[:300] for entry in reader.entries[-_LAST_LINES:])
            printed.append("\n".join((f"== {name}, its ledger at {time.monotonic():.3f}:", *lines)))
        printed.append(self._states_of_agents())
        return "\n".join(printed)

    # what can be told

    def pause(self) -> None:
        """Let nobody ring, press or type."""
        self.callers.pause()
        for program in self.with_people():
            program.tell("pause")

    def resume(self) -> None:
        """Let them go on."""
        for program in self.with_people():
            program.tell("resume")
        self.callers.resume()

    # opening

    def start(self, *programs: Program) -> None:
        """Start programs that end with this floor."""
        for program in programs:
            self.stack.callback(program.kill)
            program.start()

    def start_agents(self) -> None:
        """Let the agents without a window come to work."""
        if self.agent_names:
            self.stack.callback(self.agents.kill)
            self.agents.start(*self.agent_names)

    def until_the_carrier_answers(self) -> None:
        self.until(lambda: self._answers(f"{self.carrier_url}/health"), "the carrier answering")

    def fill(self, names: Iterable[str]) -> str:
        """Make the tables, people of these names and a few customers; return the database's address."""
        address = self.postgres.start()
        engine = create_engine(address)
        try:
            migrate(engine)
            with Session(engine) as session:
                for name in names:
                    add_user(session, quick_passwords(), name=name, display_name=name, password=PASSWORD,
                             roles=(Role.AGENT,))  # fmt: skip
                session.commit()
            for number, line in enumerate(NUMBERS):
                add_customer(engine, line, name=f"Chan Tai {number}", key=f"C{number + 1}")
        finally:
            engine.dispose()
        return address

    def write_config(
        self, name: str, *, port: int, database: Mapping[str, str], queues: Iterable[Mapping[str, object]]
    ) -> Path:
        """Write the settings of one server. The first of `queues` is the default one."""
        rules = {"ring_seconds": RING_SECONDS, "wrap_up_seconds": 30}
        found = [{**queue, **rules} for queue in queues]
        content = {
            # The shortest access tokens there are, so that kills meet refreshes.
            "server": {"port": port, "log_format": "text", "access_token_seconds": _ACCESS_SECONDS},
            "database": dict(database),
            "telephony": {"simulator_url": self.carrier_url, "default_queue": found[0]["code"], "queues": found},
            "records": {"bank_systems_url": ""},
        }
        config = self.folder / f"{name}.yaml"
        config.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return config

    def server_program(self, name: str, config: Path, environment: Mapping[str, str]) -> Program:
        """Return a server as a program: it is not started yet."""
        return Program(
            name,
            ["-m", "agent_desktop.demo.child", "server", "--config", str(config), "--language", "en"],
            log=self.folder / f"{config.stem}.log",
            environment={**self.keys, **environment},
        )

    def _answers(self, url: str) -> bool:
        try:
            return self.http.get(url).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False

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

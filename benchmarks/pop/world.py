"""What the pop is measured in: a database with fsync on, a bank in it, and the three processes."""

import random
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa
import yaml

from agent_desktop.demo.parts import free_port
from agent_desktop.demo.prepare import AGENT, let_agent_in
from agent_desktop.demo.trial_bank.bank import this_midnight
from agent_desktop.demo.trial_bank.fill import run_trial_bank
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import VARIABLES, EnvironmentSecrets, SecretName
from agent_desktop.settings import load_settings
from benchmarks.pop.lines import Child

HOST: Final = "127.0.0.1"
_DURABLE: Final = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


class WrongFolderError(Exception):
    """The data folder holds another bank than the one asked for. The text says which."""


@dataclass(frozen=True, slots=True)
class Bank:
    """A filled database. `address` has the password in it; `config` is the server's file."""

    folder: Path
    config: Path
    address: str
    engine: sa.Engine
    server_url: str
    carrier_port: int
    customers: int
    time_zone: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody whose number is theirs alone."""

    customer_id: str
    number: str


@contextmanager
def open_bank(data_folder: Path | None, customers: int) -> Iterator[Bank]:
    """Give a database with a trial bank of `customers`; made in a folder of its own where none is named.

    `data_folder` is what `database.data_folder` of the settings names; what is there already is used as it is.

    Raises:
        WrongFolderError: Another number of customers is in it.
    """
    with ExitStack() as stack:
        own = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="agent-desktop-bench-")))
        # The account that PostgreSQL runs under where we are root must reach the folder.
        own.chmod(0o755)
        folder = (data_folder or own / "postgres").absolute()
        ports = [free_port(), free_port()]
        config = own / "config.yaml"
        config.write_text(yaml.safe_dump(_settings(folder, ports)), encoding="utf-8")
        settings = load_settings(config)
        postgres = EmbeddedPostgres(folder)
        was_running = postgres.address() is not None
        if not was_running:
            stack.callback(postgres.stop)
        engine = open_database(settings, EnvironmentSecrets({}))
        stack.callback(engine.dispose)
        _fill(engine, customers)
        address = postgres.start()
        yield Bank(
            own, config, address, engine, f"http://{HOST}:{ports[0]}", ports[1], customers, settings.records.time_zone
        )


def _settings(folder: Path, ports: list[int]) -> dict[str, object]:
    return {
        "server": {"host": HOST, "port": ports[0], "log_level": "warning"},
        "database": {"data_folder": str(folder)},
        "telephony": {
            "simulator_url": f"http://{HOST}:{ports[1]}",
            "queues": [
                {
                    "code": "cards",
                    "group": "retail",
                    "name": {"en": "Cards", "zh": "信用卡"},
                    "ring_seconds": 60,
                    "wrap_up_seconds": 60,
                }
            ],
        },
        "records": {"bank_systems_url": "", "bank_name": {"en": "Trial Bank", "zh": "试用银行"}},
    }


def _fill(engine: sa.Engine, customers: int) -> None:
    with engine.connect() as connection:
        found = connection.scalar(sa.text("SELECT count(*) FROM customers")) or 0
    if found == 0:
        print(f"Making a trial bank of {customers:,} customers", flush=True)
        run_trial_bank(engine, customers, 1, this_midnight())
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("VACUUM ANALYZE"))
    elif found != customers:
        raise WrongFolderError(f"the data folder has {found:,} customers, not {customers:,}")


def check_durable(engine: sa.Engine) -> dict[str, str]:
    """Return what PostgreSQL says of its durability.

    Raises:
        WrongFolderError: A commit there is not durable: the figures would be worth nothing.
    """
    with engine.connect() as connection:
        said = {name: str(connection.scalar(sa.text(f"SHOW {name}"))) for name in _DURABLE}
        said["server_version"] = str(connection.scalar(sa.text("SHOW server_version")))
    if any(said[name] != wanted for name, wanted in _DURABLE.items()):
        raise WrongFolderError(f"commits are not durable: {said}")
    return said


def choose_callers(engine: sa.Engine, count: int, seed: int) -> list[Caller]:
    """Return `count` customers, each another one, whose number nobody shares; by chance, the same for a seed.

    Raises:
        WrongFolderError: The bank has fewer.
    """
    with engine.connect() as connection:
        total = connection.scalar(sa.text("SELECT count(*) FROM customer_phone_numbers")) or 1
        share = min(100.0, 400.0 * (count + 50) / total)
        rows = connection.execute(
            sa.text(
                f"""
                SELECT DISTINCT ON (p.customer_id) p.customer_id, p.number
                FROM customer_phone_numbers p TABLESAMPLE BERNOULLI ({share:.6f}) REPEATABLE ({seed:d})
                WHERE NOT EXISTS (
                    SELECT 1 FROM customer_phone_numbers o
                    WHERE o.number = p.number AND o.customer_id <> p.customer_id
                )
                ORDER BY p.customer_id, p.number
                """
            )
        ).all()
    callers = [Caller(str(customer_id), number) for customer_id, number in rows]
    random.Random(seed).shuffle(callers)
    if len(callers) < count:
        raise WrongFolderError(f"{count} callers are needed, and {len(callers)} have a number of their own")
    return callers[:count]


def count_audited(engine: sa.Engine, call_ids: list[str]) -> int:
    """Return for how many of these calls the audit says that the agent was shown the profile."""
    with engine.connect() as connection:
        return (
            connection.scalar(
                sa.text(
                    "SELECT count(DISTINCT call_id) FROM audit_entries "
                    "WHERE what = 'profile.shown' AND call_id = ANY(CAST(:ids AS uuid[]))"
                ),
                {"ids": call_ids},
            )
            or 0
        )


@dataclass(frozen=True, slots=True)
class Floor:
    """The three processes."""

    server: Child
    carrier: Child
    desktop: Child


@contextmanager
def open_floor(bank: Bank) -> Iterator[Floor]:
    """Start server, carrier and desktop; the agent is signed in and ready inside."""
    keys = {VARIABLES[SecretName.CARRIER]: secrets.token_urlsafe(32), "QT_QPA_PLATFORM": "offscreen"}
    logs = bank.folder / "logs"
    logs.mkdir(exist_ok=True)
    password = let_agent_in(bank.engine)
    with ExitStack() as stack:
        server = stack.enter_context(
            Child("benchmarks.pop.server", str(bank.config), log=logs / "server.log", environment=keys)
        )
        server.wait_for(f"{bank.server_url}/v1/ready")
        carrier = stack.enter_context(
            Child(
                "benchmarks.pop.carrier",
                bank.server_url,
                str(bank.carrier_port),
                log=logs / "carrier.log",
                environment=keys,
            )
        )
        carrier.hear("ready")
        desktop = stack.enter_context(
            Child(
                "benchmarks.pop.desktop",
                bank.server_url,
                AGENT,
                password,
                bank.time_zone,
                log=logs / "desktop.log",
                environment=keys,
            )
        )
        desktop.hear("ready", seconds=90)
        yield Floor(server, carrier, desktop)

"""Everything the demo needs on this machine: database, server, a carrier and the trial bank's systems.

Each start takes new random keys and free ports, so that a demo and a real server never meet. One demo at a time has the
folder of its bank. What was started here is ended here, and so is the database in that folder, whoever started it:
a demo that was killed leaves it running.
"""

import secrets
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Final, Literal, Self

import sqlalchemy as sa
import yaml

from agent_desktop.demo.left_over import end_lost_calls, end_lost_sign_in
from agent_desktop.demo.parts import Part, free_port
from agent_desktop.demo.planted_complaints import plant_complaints
from agent_desktop.demo.prepare import AGENT, BankCode, BankData, expect_data, fill_once, let_agent_in
from agent_desktop.demo.recorded import kept_master_key, recordings_of_the_demo
from agent_desktop.demo.trial_bank.bank import ZONE, this_midnight
from agent_desktop.demo.trial_bank.fill import told
from agent_desktop.demo.twilio_stand_in import STAND_IN, TwilioStandIn, expect_stand_in, twilio_stand_in
from agent_desktop.server.database import create_engine
from agent_desktop.server.embedded_postgres import EmbeddedPostgres
from agent_desktop.server.folder_lock import folder_lock
from agent_desktop.server.open_database import open_database
from agent_desktop.server.secrets import VARIABLES, EnvironmentSecrets, SecretName
from agent_desktop.server.start_errors import FolderNotWritableError
from agent_desktop.settings import load_settings, user_data_folder
from agent_desktop.words import Language, say

CarrierCode = Literal["simulator", "twilio-stand-in"]

_HOST: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class DemoWish:
    """What to start. `folder` keeps the demo's database between starts.

    `ring_seconds` is how long a call rings: longer than in a centre, since one person plays caller and agent.
    """

    bank: BankCode = "trial"
    carrier: CarrierCode = "simulator"
    data: Path | None = None
    customers: int = 10_000
    seed: int = 1
    ring_seconds: int = 60
    language: Language = "en"
    folder: Path = field(default_factory=lambda: user_data_folder() / "demo")
    as_of: datetime = field(default_factory=this_midnight)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the demo's parts listen, and how to get in. The bank's systems are empty for a bank without them;
    `simulator` is where the carrier is spoken to, which may be Twilio's stand-in."""

    server: str
    simulator: str
    bank_systems: str
    bank_systems_key: str = field(repr=False)
    name: str
    password: str = field(repr=False)
    database: str = field(repr=False)
    time_zone: str = "UTC"
    carrier: CarrierCode = "simulator"


class DemoWorld:
    """The running demo. Use it as a context: it is ready inside and gone afterwards.

    Raises:
        AlreadyRunningError: On entering: a demo of this bank runs in this folder. Nothing of it was touched.
        FolderNotWritableError: On entering: the folder cannot be used.
    """

    def __init__(self, wish: DemoWish, tell: Callable[[str], None] = print) -> None:
        self._wish = wish
        self._tell = tell
        self._stack = ExitStack()
        self._parts: dict[str, Part] = {}

    def __enter__(self) -> Self:
        try:
            self.addresses = self._start()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def parts(self) -> dict[str, Part]:
        """The child processes by name: server, the carrier's and, with the trial bank, bank-systems."""
        return dict(self._parts)

    def _start(self) -> Addresses:
        began = monotonic()
        wish = self._wish
        expect_data(wish.bank, wish.data)
        twilio = wish.carrier == STAND_IN
        if twilio:
            expect_stand_in()
        # Each carrier has a database of its own: what one left on, the other could never end.
        folder = wish.folder / (f"{wish.bank}-twilio" if twilio else wish.bank)
        self._take(folder)
        ports = [free_port() for _ in range(3)]
        server, simulator, systems = (f"http://{_HOST}:{port}" for port in ports)
        if wish.bank != "trial":
            systems = ""
        stand_in = twilio_stand_in(ports[1], simulator, server, folder / "logs") if twilio else None
        if stand_in is not None:
            self._begin(stand_in.part)
            stand_in.part.wait_until_ready()
        config = self._write_config(folder, ports[0], simulator, systems, stand_in)
        settings = load_settings(config)
        self._say("demo_database", folder=folder)
        database = self._start_database(folder)
        engine = open_database(settings, EnvironmentSecrets({}))
        try:
            as_of = self._fill(engine, folder)
            password = let_agent_in(engine)
            if wish.bank == "trial":
                plant_complaints(engine, AGENT)
        finally:
            engine.dispose()
        self._say("demo_parts_twilio" if twilio else "demo_parts")
        keys = {
            VARIABLES[SecretName.CARRIER]: secrets.token_urlsafe(32),
            VARIABLES[SecretName.BANK_SYSTEMS]: secrets.token_urlsafe(32),
            VARIABLES[SecretName.RECORDINGS]: kept_master_key(folder),
        }
        keys |= {} if stand_in is None else stand_in.keys()
        self._start_parts(folder, config, ports, server, "" if twilio else simulator, systems, keys, as_of)
        self._end_lost_calls(database, server, keys[VARIABLES[SecretName.CARRIER]], stand_in)
        if stand_in is not None:
            stand_in.set_up(settings, wish.language)
        end_lost_sign_in(server, AGENT, password)
        self._say("demo_ready", seconds=f"{monotonic() - began:.1f}", server=server)
        return Addresses(
            server,
            simulator,
            systems,
            keys[VARIABLES[SecretName.BANK_SYSTEMS]],
            AGENT,
            password,
            database,
            settings.records.time_zone,
            wish.carrier,
        )

    def _take(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FolderNotWritableError(folder=str(folder)) from error
        self._stack.enter_context(folder_lock(folder / "demo.lock", limit_seconds=0))

    def _write_config(
        self, folder: Path, port: int, simulator: str, systems: str, stand_in: TwilioStandIn | None
    ) -> Path:
        config = folder / "config.yaml"
        queues = [_QUEUE | {"ring_seconds": self._wish.ring_seconds}]
        content = {
            "server": {"host": _HOST, "port": port, "log_format": "text"},
            "database": {"data_folder": str(folder / "postgres")},
            "telephony": {"simulator_url": simulator, "queues": queues, "outgoing_numbers": _NUMBERS},
            "records": {"bank_systems_url": systems} | _BANKS[self._wish.bank],
            "recordings": recordings_of_the_demo(folder),
            "attachments": {"folder": str(folder / "attachments")},
            "surveys": {"by_keypad": True},
        }
        if stand_in is not None:
            telephony = {"provider": "twilio", "queues": queues, "outgoing_numbers": _NUMBERS}
            content |= {"telephony": telephony, "twilio": stand_in.settings()}
        config.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return config

    def _start_database(self, folder: Path) -> str:
        postgres = EmbeddedPostgres(folder / "postgres")
        # Also one that runs already: with the folder's lock in hand it can only be a killed demo's.
        self._stack.callback(postgres.stop)
        return postgres.start()

    def _fill(self, engine: sa.Engine, folder: Path) -> datetime:
        """Load the bank where it is not there; return the midnight that what is there was counted from."""
        wish = self._wish
        wanted = BankData(wish.bank, wish.customers, wish.seed, wish.as_of, wish.data)
        saying = "demo_trial_bank" if wish.bank == "trial" else "demo_import"
        loaded = fill_once(
            engine,
            wanted,
            folder / "loaded.json",
            progress=told(self._tell, wish.language),
            announce=lambda: self._say(saying, customers=f"{wish.customers:,}", folder=wish.data),
        )
        return loaded.as_of

    def _start_parts(
        self,
        folder: Path,
        config: Path,
        ports: list[int],
        server: str,
        simulator: str,
        systems: str,
        keys: dict[str, str],
        as_of: datetime,
    ) -> None:
        wish = self._wish
        logs = folder / "logs"
        parts = [
            Part(
                "server",
                ["server", "--config", str(config), "--language", wish.language],
                health_url=f"{server}/v1/ready",
                log=logs / "server.log",
                environment=keys,
            ),
        ]
        if simulator:
            parts.append(
                Part(
                    "simulator",
                    ["simulator", "--port", str(ports[1]), "--server", server, "--language", wish.language],
                    health_url=f"{simulator}/health",
                    log=logs / "simulator.log",
                    environment=keys,
                )
            )
        if systems:
            day = as_of.astimezone(ZONE).date().isoformat()
            options = ["--customers", str(wish.customers), "--seed", str(wish.seed), "--as-of", day]
            options += ["--language", wish.language]
            parts.append(
                Part(
                    "bank-systems",
                    ["trial-bank-service", "--port", str(ports[2]), *options],
                    health_url=f"{systems}/health",
                    log=logs / "bank-systems.log",
                    environment=keys,
                )
            )
        for part in parts:
            self._begin(part)
        for part in parts:
            part.wait_until_ready()

    def _begin(self, part: Part) -> None:
        self._stack.callback(part.stop)
        part.start()
        self._parts[part.name] = part

    def _end_lost_calls(self, database: str, server: str, key: str, stand_in: TwilioStandIn | None) -> None:
        engine = create_engine(database)
        try:
            if stand_in is None:
                end_lost_calls(engine, server, key)
            else:
                stand_in.end_lost_calls(engine, server)
        finally:
            engine.dispose()

    def _say(self, saying: str, **details: object) -> None:
        self._tell(say(saying, self._wish.language, **details))


_QUEUE: Final[dict[str, object]] = {
    "code": "cards",
    "group": "retail",
    "name": {"en": "Cards", "zh": "信用卡"},
    "wrap_up_seconds": 60,
}
_NUMBERS: Final[list[dict[str, object]]] = [
    {"code": "hotline", "name": {"en": "Service hotline", "zh": "客户服务热线"}, "number": "+85228880000"},
    {"code": "cards", "name": {"en": "Card centre", "zh": "信用卡中心"}, "number": "+85228880001", "queues": ["cards"]},
]
"""Those that the program ships name queues which the demo does not have."""
_BANKS: Final[dict[BankCode, dict[str, object]]] = {
    "trial": {"bank_name": {"en": "Trial Bank", "zh": "试用银行"}},
    "pkdd99": {
        "bank_name": {"en": "the bank", "zh": "本行"},
        "time_zone": "Europe/Prague",
        "base_currency": "CZK",
        "rates": {"CZK": 1, "HKD": 3, "USD": 23.5, "CNY": 3.25},
    },
}

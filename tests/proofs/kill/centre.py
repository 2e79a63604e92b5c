"""A small contact centre of real programs: embedded PostgreSQL, server, carrier, desktops with people, other agents."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agent_desktop.demo.parts import free_port
from tests.proofs.kill.callers import Callers
from tests.proofs.kill.floor import NUMBERS, PASSWORD, Floor
from tests.proofs.kill.ledger import LedgerReader
from tests.proofs.kill.programs import Program, kill_processes, postgres_processes

_QUEUE: Final = {"code": "cards", "group": "retail", "name": {"en": "Cards", "zh": "信用卡"}}


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


class Centre(Floor):
    """One server that owns its embedded database, and desktops with people."""

    def __init__(self, folder: Path, seed: int, size: Size) -> None:
        port, carrier_port = free_port(), free_port()
        url = f"http://127.0.0.1:{port}"
        super().__init__(folder, seed, server_url=url, carrier_port=carrier_port, agents=size.agents)
        database = {"data_folder": str(folder / "postgres")}
        config = self.write_config("server", port=port, database=database, queues=[_QUEUE])
        self.server = self.server_program("server", config, {})
        self.desktops = [
            DesktopProgram(f"desktop{number}", url, folder / f"desktop{number}", seed)
            for number in range(1, size.desktops + 1)
        ]

    def with_people(self) -> list[Program]:
        return [*super().with_people(), *(desktop.program for desktop in self.desktops)]

    def programs(self) -> list[Program]:
        return [self.server, *super().programs()]

    def ledgers_at_work(self) -> dict[str, LedgerReader]:
        return {desktop.name: desktop.ledger for desktop in self.desktops} | super().ledgers_at_work()

    def server_is_ready(self) -> bool:
        return self.says_ready(self.server_url)

    def postgres_processes(self) -> list[int]:
        """Return the database's processes, its postmaster first."""
        return postgres_processes(self.folder / "postgres" / "data")

    def kill_database(self, *, with_children: bool) -> None:
        """Kill the postmaster, and with it its children or leave it to them to notice."""
        processes = self.postgres_processes()
        kill_processes(processes if with_children else processes[:1])

    def open(self) -> None:
        names = [*(desktop.name for desktop in self.desktops), *self.agent_names]
        self.fill(names)
        self.start(self.server, self.carrier)
        self.until(self.server_is_ready, "the server being ready")
        self.until_the_carrier_answers()
        size = len(names)
        self.callers = Callers(self.carrier_url, NUMBERS, self.seed, mean_seconds=4.0 / size, most_waiting=size + 1)
        self.stack.callback(self.callers.stop)
        self.start_agents()
        for desktop in self.desktops:
            self.stack.callback(desktop.program.kill)
            desktop.start()
        self.callers.resume()


def readable_by_postgres(folder: Path) -> bool:
    """Say whether kills can be looked at here: the processes of a cluster are found through /proc."""
    return Path("/proc/self/stat").exists() and os.access(folder, os.W_OK)

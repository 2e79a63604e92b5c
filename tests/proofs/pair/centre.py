"""Two servers on one database: real programs, with a balancer before them, a carrier, and agents at work."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from agent_desktop.demo.parts import free_port
from agent_desktop.demo.replay.plan import QUEUE, QUEUE_AHEAD, PlannedCall
from agent_desktop.server.secrets import VARIABLES, SecretName
from tests.proofs.kill.floor import Floor
from tests.proofs.kill.programs import Program
from tests.proofs.pair.balancer import Balancer
from tests.proofs.pair.log_callers import LogCallers

SERVERS: Final = ("first", "second")

_NAMED: Final = {"group": "replay", "name": {"en": "Replay", "zh": "重播"}}
_QUEUES: Final = ({"code": QUEUE} | _NAMED, {"code": QUEUE_AHEAD, "urgent": True} | _NAMED)
"""Those of a replay: who is put ahead in the log is so here."""


class Pair(Floor):
    """Two servers behind one address. The calls are those of a log."""

    callers: LogCallers

    def __init__(self, folder: Path, seed: int, calls: Sequence[PlannedCall], *, agents: int) -> None:
        carrier_port, balancer_port = free_port(), free_port()
        self.ports = {name: free_port() for name in SERVERS}
        self.balancer = Balancer(balancer_port, list(self.ports.values()))
        url = f"http://127.0.0.1:{balancer_port}"
        super().__init__(folder, seed, server_url=url, carrier_port=carrier_port, agents=agents)
        self.servers: dict[str, Program] = {}
        self._calls = calls

    def programs(self) -> list[Program]:
        return [*self.servers.values(), *super().programs()]

    def is_ready(self, name: str) -> bool:
        """Say whether a server says that it is ready, and is given connections."""
        port = self.ports[name]
        return self.says_ready(f"http://127.0.0.1:{port}") and port in self.balancer.ready_ports()

    def open(self) -> None:
        address = sa.make_url(self.fill(self.agent_names))
        for name in SERVERS:
            self.servers[name] = self._server(name, address)
        # Both at once: who comes second finds the tables made and the queues there.
        self.start(*self.servers.values(), self.carrier)
        self.balancer.start()
        self.stack.callback(self.balancer.stop)
        for name in SERVERS:
            self.until(lambda name=name: self.is_ready(name), f"the {name} server being ready")  # type: ignore[misc]
        self.until_the_carrier_answers()
        self.callers = LogCallers(self.carrier_url, self._calls)
        self.stack.callback(self.callers.stop)
        self.start_agents()
        self.callers.resume()

    def _server(self, name: str, address: sa.URL) -> Program:
        named = sa.URL.create("postgresql", username=address.username, database=address.database, query=address.query)
        database = {"url": named.render_as_string()}
        config = self.write_config(name, port=self.ports[name], database=database, queues=_QUEUES)
        password = {VARIABLES[SecretName.DATABASE]: str(address.password)}
        return self.server_program(f"{name} server", config, password)

"""The server's process: the product's server as it is, with somebody who notes when a pop passes each stage."""

import os
import sys
from pathlib import Path
from uuid import UUID

from agent_desktop.server.run import run_server
from agent_desktop.server.secrets import EnvironmentSecrets
from agent_desktop.server.stages import Stage
from agent_desktop.settings import load_settings
from benchmarks.pop.lines import end_with_parent, say


class Notes:
    """Keeps every stage in memory: writing a file meanwhile would be measured too."""

    def __init__(self) -> None:
        self._noted: list[tuple[str, float, str, str]] = []

    def note(self, stage: Stage, at: float, *, request_id: str = "", call_id: UUID | None = None) -> None:
        """Called by the server from any thread."""
        self._noted.append((stage.value, at, request_id, str(call_id) if call_id is not None else ""))

    def tell(self) -> None:
        """Hand all of it to the benchmark."""
        say("stages", noted=self._noted)


def main(config: Path) -> int:
    """Serve until standard input ends."""
    notes = Notes()
    end_with_parent()
    status = run_server(load_settings(config), EnvironmentSecrets(os.environ), observe=notes.note)
    notes.tell()
    return status


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

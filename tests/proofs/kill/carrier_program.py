"""The simulator in a process of its own, with a witness to its reports. It lives through every kill, as a carrier does.

``python -m tests.proofs.kill.carrier_program PORT SERVER FOLDER``; the key comes in the environment.
"""

import os
import sys
import threading
from pathlib import Path

import telephony.providers.simulator.app as simulator_module
from agent_desktop.server.secrets import VARIABLES, SecretName
from telephony.providers.simulator.run import run
from tests.proofs.kill.ledger import Ledger
from tests.proofs.kill.witness import delivery_with


def main(port: int, server: str, folder: Path) -> None:
    """Carry calls until whoever started us is gone."""
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()
    setattr(simulator_module, "ReportDelivery", delivery_with(Ledger(folder / "ledger")))  # noqa: B010
    run("127.0.0.1", port, server, os.environ[VARIABLES[SecretName.CARRIER]])


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))

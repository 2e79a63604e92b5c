"""Runs the trial bank's service as a process of its own."""

import errno
import ipaddress
import socket
from collections.abc import Callable
from datetime import datetime

import uvicorn

from agent_desktop.demo.trial_bank.bank import TrialBank, this_midnight
from agent_desktop.demo.trial_bank.fill import trial_bank_mapping
from agent_desktop.demo.trial_bank.service_app import create_service
from agent_desktop.demo.trial_bank.wording import Wording
from agent_desktop.records.sources.mapping import load_mapping
from agent_desktop.server.listening import PortTakenError


def run_trial_bank_service(
    *,
    host: str,
    port: int,
    customers: int,
    seed: int,
    key: str,
    as_of: datetime | None = None,
    on_listening: Callable[[int], None] | None = None,
) -> int:
    """Serve until the process is told to stop (SIGINT, SIGTERM); return the exit status.

    `as_of` is the bank's midnight that the loaded data is counted from; by default today's. `port` 0 takes a free
    one; `on_listening` is told which.

    Raises:
        ValueError: `host` is not a loopback address, or `key` is empty.
        PortTakenError: Another program listens there.
    """
    if not ipaddress.ip_address(host).is_loopback:
        raise ValueError("the trial bank's service listens on loopback addresses only")
    bank = TrialBank(seed, customers, as_of or this_midnight())
    app = create_service(bank, Wording(load_mapping(trial_bank_mapping())), key)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen(128)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            raise PortTakenError(host=host, port=port) from error
        if on_listening is not None:
            on_listening(listening.getsockname()[1])
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        server.run(sockets=[listening])
    return 0 if server.started else 1

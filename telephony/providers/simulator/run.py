"""Runs the simulator as a process of its own."""

import ipaddress
import socket
from collections.abc import Callable

import uvicorn

from telephony.clock import BusinessClock, SystemClock
from telephony.providers.simulator.app import create_simulator
from telephony.providers.simulator.wire import StepMessage


def run(
    host: str,
    port: int,
    server_url: str,
    key: str,
    *,
    clock: BusinessClock | None = None,
    speed: float = 1.0,
    degraded: StepMessage | None = None,
    on_listening: Callable[[int], None] | None = None,
) -> None:
    """Serve until the process is told to stop (SIGINT, SIGTERM).

    `clock` is business time, running `speed` times as fast as the machine's; by default it is the machine's own.

    `degraded` is what a caller in the entry menu hears while the server does not answer.
    `server_url` is the server's origin; `key` the carrier key it shares with us. `port` 0 takes a free one;
    `on_listening` is told which.

    Raises:
        ValueError: `host` is not a loopback address, or `key` is empty: anybody could make calls here.
        OSError: The port is taken.
    """
    if not ipaddress.ip_address(host).is_loopback:
        raise ValueError("the simulator listens on loopback addresses only")
    if not key:
        raise ValueError("the simulator needs the carrier key")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Our own socket: one that uvicorn gets by number loses TCP_NODELAY.
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
        if on_listening is not None:
            on_listening(listening.getsockname()[1])
        simulator = create_simulator(server_url, key, now=(clock or SystemClock()).now, speed=speed, degraded=degraded)
        config = uvicorn.Config(simulator, log_level="warning", access_log=False)
        uvicorn.Server(config).run(sockets=[listening])

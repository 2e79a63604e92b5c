"""The server and the simulator of a replay, each a process of its own on the replay's business clock.

Only here is a server composed with another clock than the machine's: no setting and no command does it. Both end with
the replay that started them.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, time
from typing import Final

from agent_desktop.demo.child import end_with_parent
from agent_desktop.server.composition import Clocks
from agent_desktop.server.run import run_server
from agent_desktop.server.secrets import EnvironmentSecrets, SecretName, needed
from agent_desktop.settings import load_settings
from telephony.clock import ScaledClock
from telephony.providers.simulator.run import run

MODULE: Final = "agent_desktop.demo.replay.child"


class StartedClock:
    """Stands at `begins_at` until the file `start` is there and says at which monotonic second time began to run.

    So no business time is lost while the processes of a replay start.
    """

    def __init__(self, begins_at: datetime, speed: float, start: Path) -> None:
        self._begins_at = begins_at.astimezone(UTC)
        self._speed = speed
        self._start = start
        self._running: ScaledClock | None = None

    def now(self) -> datetime:
        if self._running is None:
            try:
                zero = float(self._start.read_text(encoding="ascii"))
            except FileNotFoundError:
                return self._begins_at
            self._running = ScaledClock(self._begins_at, zero, self._speed)
        return self._running.now()


def start_clock(begins_at: datetime, speed: float, start: Path) -> ScaledClock:
    """Have time begin to run now in every process that was given `start`; return the clock."""
    zero = monotonic()
    half_written = start.with_suffix(".new")
    half_written.write_text(repr(zero), encoding="ascii")
    half_written.replace(start)
    return ScaledClock(begins_at, zero, speed)


def clock_arguments(begins_at: datetime, speed: float, start: Path) -> list[str]:
    """Return the options that give a child the clock that `start_clock` starts."""
    return ["--begins", begins_at.isoformat(), "--speed", repr(speed), "--start", str(start)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until the replay ends."""
    parser = argparse.ArgumentParser(prog=MODULE)
    parser.add_argument("part", choices=("server", "simulator"))
    parser.add_argument("--begins", type=datetime.fromisoformat, required=True)
    parser.add_argument("--speed", type=float, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--server", default="")
    options = parser.parse_args(arguments)
    clock = StartedClock(options.begins, options.speed, options.start)
    secrets = EnvironmentSecrets(os.environ)
    if options.part == "simulator":
        key = needed(secrets, SecretName.CARRIER)
        run("127.0.0.1", options.port, options.server, key, clock=clock, speed=options.speed)
        return 0
    clocks = Clocks(clock, machine_now=lambda: datetime.now(UTC), wall=time, speed=options.speed)
    return run_server(load_settings(options.config), secrets, clocks=clocks)


if __name__ == "__main__":
    end_with_parent()
    sys.exit(main())

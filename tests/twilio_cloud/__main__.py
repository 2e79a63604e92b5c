"""Runs the stand-in by itself: `python -m tests.twilio_cloud --port 8555 --speed 1`."""

import argparse
import asyncio
import json
import os
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path

from tests.twilio_cloud.cloud import Runner
from tests.twilio_cloud.world import World


def main() -> None:
    """Serve until interrupted; the first line says where, and with which credentials."""
    parser = argparse.ArgumentParser(prog="tests.twilio_cloud", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--speed", type=float, default=1, help="seconds of its clock in one of the wall; 0: driven")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record-to", type=Path, help="write every REST request here, one JSON object a line")
    parser.add_argument("--number", action="append", default=[], help="own this number")
    parser.add_argument("--domain", action="append", default=[], help="own this SIP domain")
    parser.add_argument("--everybody-answers", action="store_true", help="also whom nobody has named")
    parser.add_argument("--ends-with-input", action="store_true", help="end when standard input does")
    parser.add_argument(
        "--host", action="append", default=[], help="public=real address of the product, both with http"
    )
    given = parser.parse_args()
    if given.ends_with_input:
        threading.Thread(target=_end_with_input, name="input-watch", daemon=True).start()
    asyncio.run(_serve(given))


def _end_with_input() -> None:
    """Whoever started this holds the other end of standard input and never writes: it ends when they do."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


async def _serve(given: argparse.Namespace) -> None:
    world = World(given.seed, given.speed, datetime.now(UTC))
    world.everybody_answers = given.everybody_answers
    runner = Runner(world, given.port, given.record_to)
    for number in given.number:
        runner.stage.add_number(number)
    for domain in given.domain:
        runner.stage.add_domain(domain)
    for pair in given.host:
        public, _, real = pair.partition("=")
        world.post.hosts[public] = real
    print(json.dumps({"url": runner.url} | await runner.control("credentials", {})), flush=True)
    await runner.serve()


if __name__ == "__main__":
    main()

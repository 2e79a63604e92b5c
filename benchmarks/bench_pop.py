"""The screen pop, from the carrier's report to the painted profile, stage by stage, beside a stock peer.

``python benchmarks/bench_pop.py --pops 1000`` · docs/performance.md says what is measured and how.
"""

import argparse
import sys
from pathlib import Path

from pydantic import JsonValue

from agent_desktop.figures import this_machine, write_figures
from benchmarks.peer.measure import WARM_UP as PEER_WARM_UP
from benchmarks.peer.measure import measure_peer
from benchmarks.pop.lines import ChildFailedError
from benchmarks.pop.measure import Wish, measure_pops
from benchmarks.pop.world import WrongFolderError, check_durable, choose_callers, open_bank


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    options = _parser().parse_args(arguments)
    wish = Wish(
        pops=options.pops,
        warm_up=options.warm_up,
        answers=options.answers,
        pause_seconds=options.pause,
        idle_seconds=options.idle_seconds,
        seed=options.seed,
    )
    try:
        figures = _measure(options, wish)
    except (WrongFolderError, ChildFailedError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.json is not None:
        write_figures(options.json, figures)
    return 0


def _measure(options: argparse.Namespace, wish: Wish) -> dict[str, JsonValue]:
    figures: dict[str, JsonValue] = {"what": "pop", "customers": options.customers}
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    with open_bank(options.data_folder, options.customers) as bank:
        durable = check_durable(bank.engine)
        print(
            f"{options.customers:,} customers; PostgreSQL {durable['server_version']}, fsync {durable['fsync']}, ",
            end="",
        )
        print(f"synchronous_commit {durable['synchronous_commit']}, audit on")
        figures["database"] = dict(durable)
        wanted = wish.warm_up + wish.pops + wish.answers
        callers = choose_callers(bank.engine, max(wanted, options.peer_pops + PEER_WARM_UP), wish.seed)
        figures["pop"] = measure_pops(bank, callers, wish)
        if options.peer_pops:
            figures["peer"] = measure_peer(bank, callers, options.peer_pops)
    return figures


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the screen pop.")
    parser.add_argument("--pops", type=int, default=1000, help="how many are counted (%(default)s)")
    parser.add_argument("--warm-up", type=int, default=20, help="how many go before, not counted (%(default)s)")
    parser.add_argument("--answers", type=int, default=100, help="how many of them are answered after (%(default)s)")
    parser.add_argument("--customers", type=int, default=10_000, help="how large the bank is (%(default)s)")
    parser.add_argument(
        "--data-folder", type=Path, metavar="DIR", help="a database that trial-bank has filled; made anew without"
    )
    parser.add_argument("--peer-pops", type=int, default=100, help="pops of the peer, 0 for none (%(default)s)")
    parser.add_argument("--pause", type=float, default=0.08, help="seconds between two pops, on average (%(default)s)")
    parser.add_argument("--idle-seconds", type=float, default=30.0, help="how long idling is watched (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="who calls (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())

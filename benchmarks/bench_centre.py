"""A large centre at work: thousands of desktops with open streams and beats, and calls that come by the second.

``python benchmarks/bench_centre.py --agents 2000 --rate 30 --seconds 600`` · docs/performance.md says what is measured
and how. ``--rate 5,10,20,40 --seconds 30`` looks for what breaks first.
"""

import argparse
import asyncio
import secrets
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from pydantic import JsonValue

from agent_desktop.figures import this_machine, write_figures
from agent_desktop.server.secrets import VARIABLES, SecretName
from agent_desktop.settings import database_folder, load_settings
from benchmarks.centre.desktops import Pace
from benchmarks.centre.people import add_agents, configs_of, queue_codes, settle_config
from benchmarks.centre.run import Outcome, Stretch, Wish, work_day
from benchmarks.pop.lines import Child, ChildFailedError
from benchmarks.pop.summary import Spread, spread, table
from benchmarks.pop.world import HOST, Bank, WrongFolderError, check_durable, choose_callers, open_bank

_MOST_CALLERS: Final = 4000


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    options = _parser().parse_args(arguments)
    wish = Wish(
        rates=[float(each) for each in options.rate.split(",")],
        seconds=options.seconds,
        agents=options.agents,
        talk_seconds=options.talk,
        pace=Pace(options.answer, options.wrap_up),
        seed=options.seed,
        queue_codes=queue_codes(options.groups),
    )
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    try:
        with open_bank(options.data_folder, options.customers) as bank:
            figures: dict[str, JsonValue] = {"what": "centre", "customers": options.customers, "groups": options.groups}
            figures["servers"] = options.servers
            figures["database"] = dict(check_durable(bank.engine))
            figures |= _measure(bank, wish, options.groups, options.pool, options.servers)
    except (WrongFolderError, ChildFailedError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.json is not None:
        write_figures(options.json, figures)
    return 0


def _measure(bank: Bank, wish: Wish, groups: int, pool: int, servers: int) -> dict[str, JsonValue]:
    settle_config(bank, groups, pool)
    names, password = add_agents(bank.engine, wish.agents, groups)
    most = int(sum(wish.rates) * wish.seconds * 1.2) + 100
    callers = choose_callers(bank.engine, min(most, _MOST_CALLERS, bank.customers // 3), wish.seed)
    key = secrets.token_urlsafe(32)
    environment = {VARIABLES[SecretName.CARRIER]: key}
    with ExitStack() as stack:
        children, ports = [], []
        for number, (config, port) in enumerate(configs_of(bank, servers)):
            log = bank.folder / f"server{number}.log"
            child = Child("benchmarks.pop.server", str(config), log=log, environment=environment)
            children.append(stack.enter_context(child))
            ports.append(port)
            child.wait_for(f"http://{HOST}:{port}/v1/ready")
        pids = [child.pid for child in children]
        day = work_day(bank, key, names, password, callers, wish, ports, pids, _postmaster_of(bank))
        outcome = asyncio.run(day)
        noted: list[list[Any]] = []
        for child in children:
            child.close()
            noted += child.hear("stages", seconds=120)["noted"]
    return _told(outcome, wish, noted)


def _postmaster_of(bank: Bank) -> int:
    data = database_folder(load_settings(bank.config)) / "data"
    return int((data / "postmaster.pid").read_text(encoding="ascii").split()[0])


def _told(outcome: Outcome, wish: Wish, noted: list[list[Any]]) -> dict[str, JsonValue]:
    received = {request: at for stage, at, request, _ in noted if stage == "received" and request}
    committed = {request: at for stage, at, request, _ in noted if stage == "committed" and request}
    heard = outcome.heard
    idle = 100 * outcome.idle_server_processor / outcome.idle_seconds
    print(f"\n{wish.agents} desktops that wait: {idle:.1f} % of a core in the server")
    told: list[JsonValue] = [_told_of(each, outcome, received, committed) for each in outcome.stretches]
    print(f"\nheard: {dict(heard.texts.most_common())}")
    print(f"handled: {heard.handled}; refused: {dict(heard.refused)}; streams lost: {heard.lost_streams}; "
          f"offered twice: {heard.twice}; reports told again: {outcome.report_failures}")  # fmt: skip
    commands = {name: spread(times) for name, times in heard.command_seconds.items()}
    print(table("An agent's command → its answer, ms", commands))
    return {
        "agents": wish.agents,
        "come_in_seconds": round(outcome.come_in_seconds, 1),
        "idle_server_core_percent": round(idle, 1),
        "stretches": told,
        "commands": {name: each.as_json() for name, each in commands.items()},
        "handled": heard.handled,
        "refused": dict(heard.refused),
        "streams_lost": heard.lost_streams,
        "offered_twice": heard.twice,
        "reports_told_again": outcome.report_failures,
        "texts": dict(heard.texts.most_common()),
    }


def _told_of(
    stretch: Stretch, outcome: Outcome, received: Mapping[str, float], committed: Mapping[str, float]
) -> JsonValue:
    offers = outcome.heard.offers
    to_socket = [offers[reason] - at for reason, at in stretch.sent.items() if reason in offers]
    assigned = [
        committed[event] - received[event] for event in stretch.event_ids.values()
        if event in committed and event in received
    ]  # fmt: skip
    answers = [outcome.answered_seconds[event] for event in stretch.event_ids.values()
               if event in outcome.answered_seconds]  # fmt: skip
    figures: dict[str, Spread] = {}
    for name, times in (
        ("report sent → agent's socket", to_socket),
        ("report received → assignment committed", assigned),
        ("report sent → answer read by the carrier", answers),
    ):
        if times:
            figures[name] = spread(times)
    print(f"\n{stretch.rate:g} calls a second for {stretch.seconds:.0f} s: {len(stretch.sent)} calls, "
          f"{stretch.unoffered} of them offered to nobody yet")  # fmt: skip
    print(table("milliseconds", figures))
    shares = {
        "server": stretch.server_processor / stretch.seconds,
        "database": stretch.database_processor / stretch.seconds,
        "load": stretch.load_processor / stretch.seconds,
    }
    print("cores: " + ", ".join(f"{name} {share:.2f}" for name, share in shares.items()), end="")
    print(f"; server {stretch.server_mib:.0f} MiB resident")
    return {
        "rate": stretch.rate,
        "seconds": round(stretch.seconds, 1),
        "calls": len(stretch.sent),
        "unoffered": stretch.unoffered,
        "spreads": {name: each.as_json() for name, each in figures.items()},
        "cores": {name: round(share, 3) for name, share in shares.items()},
        "server_rss_mib": round(stretch.server_mib, 1),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure a large centre at work.")
    parser.add_argument("--agents", type=int, default=2000, help="desktops that are signed in (%(default)s)")
    parser.add_argument("--rate", default="30", help="calls a second; several with commas, one after the other (30)")
    parser.add_argument("--seconds", type=float, default=600, help="how long each rate is kept up (%(default)s)")
    parser.add_argument("--talk", type=float, default=40, help="mean seconds of a talk (%(default)s)")
    parser.add_argument("--wrap-up", type=float, default=10, help="mean seconds of a wrap-up (%(default)s)")
    parser.add_argument("--answer", type=float, default=2, help="mean seconds until the agent answers (%(default)s)")
    parser.add_argument("--groups", type=int, default=1, help="groups that the agents are divided into (%(default)s)")
    parser.add_argument("--servers", type=int, default=1, help="servers on the one database (%(default)s)")
    parser.add_argument("--pool", type=int, default=10, help="the server's database.pool_size (%(default)s)")
    parser.add_argument("--customers", type=int, default=10_000, help="how large the bank is (%(default)s)")
    parser.add_argument("--data-folder", type=Path, metavar="DIR", help="a database that trial-bank has filled")
    parser.add_argument("--seed", type=int, default=1, help="who calls, and when (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())

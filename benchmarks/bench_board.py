"""The live board with thousands of agents: how old what it shows is, and what it costs a server.

``python benchmarks/bench_board.py --agents 2000 --rate 8 --seconds 60``. Callers come, are answered, hang up and are
wrapped up, so many a second, written by a process of its own; the server's part of the board looks at them for nobody,
for one supervisor, and for many. Each desktop's board is kept from the messages as a desktop keeps it.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.client.board import BoardKeeper
from agent_desktop.contract.board import BoardFilter
from agent_desktop.contract.sessions import Role
from agent_desktop.figures import this_machine, write_figures
from agent_desktop.server.auth.passwords import Passwords
from agent_desktop.server.auth.service import add_user
from agent_desktop.server.board.reading import BoardSources
from agent_desktop.server.board.service import BoardService, Watcher
from agent_desktop.server.database import session_factory
from agent_desktop.server.unit_of_work import UnitsOfWork
from agent_desktop.settings import database_folder, load_settings
from benchmarks.board.floor import fill_floor
from benchmarks.centre.people import add_agents
from benchmarks.centre.run import processor_of_tree
from benchmarks.pop.lines import Child, ChildFailedError
from benchmarks.pop.summary import spread
from benchmarks.pop.world import Bank, WrongFolderError, check_durable, choose_callers, open_bank
from telephony.clock import SystemClock
from telephony.contract import StreamMessage
from telephony.times import midnight_before

AIM_SECONDS: Final = 1.0
"""How old what a board shows may be."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    options = _parser().parse_args(arguments)
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    try:
        with open_bank(options.data_folder, options.customers) as bank:
            figures: dict[str, JsonValue] = {"what": "board", "agents": options.agents, "rate": options.rate}
            figures["database"] = dict(check_durable(bank.engine))
            figures |= _measure(bank, options)
    except (WrongFolderError, ChildFailedError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.json is not None:
        write_figures(options.json, figures)
    return 0


@dataclass
class Screen:
    """One supervisor's desktop. `ages` are how old each change of an agent was as it came, `as_ofs` each message."""

    watch_id: str = ""
    bytes: int = 0
    messages: int = 0
    ages: list[float] = field(default_factory=list)
    as_ofs: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keeper = BoardKeeper(self)
        self._seen: dict[UUID, datetime] = {}

    def watch(self, watch_id: str, asks: dict[str, JsonValue]) -> None:  # noqa: ARG002  a board's feed
        self.watch_id = watch_id

    def end(self, watch_id: str) -> None:  # noqa: ARG002
        self.watch_id = ""

    def tell(self, text: str) -> None:
        """Take a message, as the stream would bring it."""
        self.bytes += len(text)
        self.messages += 1
        self.keeper.received(StreamMessage.model_validate_json(text))
        now, board = datetime.now(UTC), self.keeper.view.board
        if board is None:
            return
        self.as_ofs.append((now - board.as_of).total_seconds())
        for row in board.agents:
            before = self._seen.get(row.agent_id)
            self._seen[row.agent_id] = row.since_at
            if before is not None and row.since_at > before:
                self.ages.append((now - row.since_at).total_seconds())


def _measure(bank: Bank, options: argparse.Namespace) -> dict[str, JsonValue]:
    zone, clock = ZoneInfo(bank.time_zone), SystemClock()
    add_agents(bank.engine, options.agents, options.groups)
    with Session(bank.engine) as session, session.begin():
        person = add_user(
            session, Passwords(), name="floor", display_name="Floor", password="unused here", roles=(Role.SUPERVISOR,)
        )
    callers = choose_callers(bank.engine, 50, options.seed)
    at = clock.now()
    fill_floor(bank.engine, callers, at, midnight_before(at, zone), options.past, options.seed)
    with bank.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("VACUUM ANALYZE"))
    postmaster = int((database_folder(load_settings(bank.config)) / "data" / "postmaster.pid").read_text().split()[0])
    units = UnitsOfWork(session_factory(bank.engine), clock, after_commit=lambda _: None)
    figures: dict[str, JsonValue] = {"past_calls": options.past}
    log = bank.folder / "traffic.log"
    with Child("benchmarks.board.traffic", bank.address, str(options.rate), str(options.seed), log=log) as traffic:
        traffic.hear("at_work")
        for watchers in options.watchers:
            service = BoardService(bank.engine, units, BoardSources(zone, bank.time_zone))
            figures[f"{watchers}_watchers"] = _stretch(service, person.user_id, watchers, options.seconds, postmaster)
    return figures


def _stretch(
    service: BoardService, user_id: UUID, watchers: int, seconds: float, postmaster: int
) -> dict[str, JsonValue]:
    """Look for so many watchers, of whom the first is a desktop that reads, and the others are told only."""
    screen, told = Screen(), [0]
    screens: list[Watcher] = []
    if watchers:
        screens.append(Watcher(user_id, screen.tell, lambda: 0))
        screen.keeper.begin(BoardFilter())

    def count(text: str) -> None:
        told[0] += len(text)

    screens += [Watcher(user_id, count, lambda: 0) for _ in range(watchers - 1)]
    for number, watcher in enumerate(screens):
        service.watch(watcher, screen.watch_id if number == 0 else f"other{number}", {})
    first = _look(service)  # all of the day is read
    screen.ages.clear()
    screen.as_ofs.clear()
    whole, screen.bytes, screen.messages = screen.bytes, 0, 0
    used, database, looks, began = 0.0, processor_of_tree(postmaster), [], time.monotonic()
    while (since := time.monotonic()) - began < seconds:
        before = time.thread_time()
        wait = service.work()
        used += time.thread_time() - before
        looks.append(time.monotonic() - since)
        time.sleep(min(wait, 0.5) if watchers else 0.5)
    lasted = time.monotonic() - began
    database = processor_of_tree(postmaster) - database
    figures: dict[str, JsonValue] = {
        "seconds": round(lasted, 1),
        "board_processor_share": round(used / lasted, 4),
        "database_processor_share": round(database / lasted, 4),
        "looks": len(looks),
    }
    if watchers:
        figures |= {
            "first_look_ms": round(1000 * first, 1),
            "look": spread(looks).as_json(),
            "age_of_changes": spread(screen.ages).as_json(),
            "age_of_board": spread(screen.as_ofs).as_json(),
            "whole_bytes": whole,
            "bytes_a_second": round(screen.bytes / lasted),
            "messages_a_second": round(screen.messages / lasted, 2),
        }
    _print(watchers, figures, screen.ages)
    return figures


def _look(service: BoardService) -> float:
    began = time.monotonic()
    service.work()
    return time.monotonic() - began


def _print(watchers: int, figures: dict[str, JsonValue], ages: Sequence[float]) -> None:
    print(f"\nBOARD, {watchers} watching")
    for name, value in figures.items():
        print(f"  {name.replace('_', ' ')}: {value}")
    if ages:
        late = sum(each > AIM_SECONDS for each in ages)
        print(f"  older than {AIM_SECONDS:.0f} s: {late} of {len(ages)} changes")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench_board", description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--agents", type=int, default=2000)
    parser.add_argument("--groups", type=int, default=8, help="queues, each with its share of the agents")
    parser.add_argument("--rate", type=float, default=8, help="calls a second")
    parser.add_argument("--past", type=int, default=30000, help="calls of the day before it begins")
    parser.add_argument("--seconds", type=float, default=30, help="for each number of watchers")
    parser.add_argument("--watchers", type=lambda text: [int(each) for each in text.split(",")], default=[0, 1, 20])
    parser.add_argument("--customers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--data-folder", type=Path)
    parser.add_argument("--json", type=Path)
    return parser


if __name__ == "__main__":
    sys.exit(main())

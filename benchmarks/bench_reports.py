"""Reports over a million contacts of a year: how long each takes in the database and its code.

``python -m benchmarks.bench_reports --contacts 1000000 --json FILE`` · docs/performance.md says what is
measured and how.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.figures import ListItems
from agent_desktop.contract.reports import ReportQuery, ReportSubject, Step
from agent_desktop.contract.sessions import Person, Role
from agent_desktop.figures import this_machine, write_figures
from agent_desktop.server.bank import open_bank as read_bank
from agent_desktop.server.figures.service_levels import midnight, service_levels
from agent_desktop.server.reports.book import ReportBook
from agent_desktop.server.reports.explaining import list_items
from agent_desktop.server.reports.opening import report_book
from agent_desktop.server.reports.tables import count_table
from agent_desktop.settings import load_settings
from benchmarks.pop.summary import Spread, spread
from benchmarks.pop.world import WrongFolderError, open_bank
from benchmarks.reports.filling import fill
from telephony.clock import SystemClock

_UNTIL = datetime(2026, 7, 1, tzinfo=UTC)
_DAY, _WEEK, _MONTH = date(2026, 6, 10), (date(2026, 6, 8), date(2026, 6, 14)), (date(2026, 5, 1), date(2026, 5, 31))
_CHIEF = Person(user_id=uuid4(), name="chief", display_name="Chief", roles=frozenset({Role.ADMINISTRATOR}))

Ask = Callable[[Session], object]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    options = _parser().parse_args(arguments)
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    settings = load_settings(None)
    book = report_book(settings, read_bank(settings, SystemClock()))
    measured: dict[str, Spread] = {}
    try:
        with open_bank(options.data_folder, options.customers) as bank:
            began = perf_counter()
            fill(bank.engine, options.contacts, _UNTIL)
            print(f"{options.contacts:,} contacts, filled in {perf_counter() - began:.0f} s")
            kinds = _kinds(book)
            width = max(map(len, kinds))
            print(f"{'milliseconds':<{width}} {'p50':>9} {'max':>9}")
            for name, ask in kinds.items():
                times = []
                for number in range(options.count + 1):
                    with Session(bank.engine) as session:
                        session.connection()  # a server's connection is open and in a transaction, too
                        began = perf_counter()
                        ask(session)
                        if number:  # the first one warms up
                            times.append(perf_counter() - began)
                measured[name] = each = spread(times)
                print(f"{name:<{width}} {each.p50:9.1f} {each.most:9.1f}", flush=True)
    except WrongFolderError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json is not None:
        shown: dict[str, JsonValue] = {name: {**each.as_json()} for name, each in measured.items()}
        write_figures(options.json, {"what": "reports", "contacts": options.contacts, "kinds": shown})
    return 0


def _kinds(book: ReportBook) -> dict[str, Ask]:
    at = _UNTIL + timedelta(days=1)

    def table(subject: ReportSubject, first: date, last: date, step: Step = Step.WHOLE) -> Ask:
        query = ReportQuery(subject=subject, first=first, last=last, step=step)
        return lambda session: count_table(session, book, _CHIEF, query, at)

    def items(**more: Any) -> Ask:
        query = ReportQuery(subject=ReportSubject.QUEUES, first=_MONTH[0], last=_MONTH[1])
        about = ListItems(query=query, figure="queue.service_level", key="bench-0", **more)
        return lambda session: list_items(session, book, _CHIEF, about, at)

    def today(session: Session) -> object:
        since = midnight(_DAY, book.zone)
        return service_levels(session, since, since + timedelta(days=1), at, book.zone)

    kinds: dict[str, Ask] = {
        "service levels of a day, all queues (the board)": today,
        "queues, a day by 15 minutes": table(ReportSubject.QUEUES, _DAY, _DAY, Step.MINUTES_15),
        "queues, a week by 30 minutes": table(ReportSubject.QUEUES, *_WEEK, Step.MINUTES_30),
        "agents, a day by 30 minutes": table(ReportSubject.AGENTS, _DAY, _DAY, Step.MINUTES_30),
        "calls of a queue's month, a page": items(),
    }
    kinds |= {f"{subject.value}, a month by day": table(subject, *_MONTH, Step.DAY) for subject in ReportSubject}
    kinds["queues, a year by month"] = table(ReportSubject.QUEUES, date(2025, 7, 1), date(2026, 6, 30), Step.MONTH)
    return kinds


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure reports.")
    parser.add_argument("--contacts", type=int, default=1_000_000, help="calls of a year (%(default)s)")
    parser.add_argument("--customers", type=int, default=10_000, help="the size of the bank (%(default)s)")
    parser.add_argument("--data-folder", type=Path, metavar="DIR", help="a database to fill")
    parser.add_argument("--count", type=int, default=3, help="how often each is asked (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())

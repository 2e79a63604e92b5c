"""Lists over 100,000 complaints: how long each kind of list takes in the database and its code, as a desktop asks them.

``python -m benchmarks.bench_complaints --complaints 100000 --json FILE`` · docs/performance.md says what is
measured and how.
"""

import argparse
import random
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Final
from uuid import UUID, uuid5

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.complaint_lists import ComplaintFilter, ListComplaints, Scope, SortBy, Standing
from agent_desktop.contract.complaints import ComplaintKind, Severity
from agent_desktop.contract.sessions import Role
from agent_desktop.figures import this_machine, write_figures
from agent_desktop.records.complaint_clocks.casefile import ComplaintFile
from agent_desktop.records.complaint_clocks.service import ComplaintClocks
from agent_desktop.records.complaints.access import Asking, Who
from agent_desktop.records.complaints.lists import complaints_of_customer, counts, figures, list_complaints
from agent_desktop.records.customers.options import options_from
from agent_desktop.records.events import RecordEvents
from agent_desktop.server.complaint_clocks.files import load_calendars, load_rules
from agent_desktop.server.complaint_clocks.people import CentrePeople
from agent_desktop.server.complaints.people import PeopleOfCentre
from agent_desktop.server.complaints.plan_file import load_book
from agent_desktop.settings import load_settings
from benchmarks.pop.summary import Spread, spread
from benchmarks.pop.world import WrongFolderError, open_bank

_OWNERS: Final = 60
_TEAMS: Final = 6
_OPEN_OF: Final = 8
"""One of so many is open."""
_SPACE: Final = UUID("6f0a54a0-7d0c-4c0b-9d55-0f2f5b1c9a11")
_WARM_UP: Final = 3

# Deterministic: hashes of the running number decide everything, so that two runs measure the same lists.
_FILL: Final = """
    INSERT INTO complaints (
        complaint_id, prefix, year, running, number, kind, state, state_place, state_since, customer_id, channel,
        category_code, severity, what_happened, region, recorded_by, registered_at, received_at, owner_id, owner_name,
        owner_key, team, closed_at, ended_at, next_due_at, due_order, next_limit, words, vulnerable, outcomes, flags
    )
    SELECT gen_random_uuid(), 'CMP', 2000 + n / 40000, n % 40000 + 1,
        'CMP-' || lpad((n / 40000)::text, 2, '0') || '-' || lpad((n % 40000 + 1)::text, 5, '0'), 'complaint',
        CASE WHEN is_open THEN (ARRAY['registered', 'acknowledged', 'investigating', 'answered'])[1 + h1 % 4]
             ELSE 'closed' END,
        CASE WHEN is_open THEN (ARRAY[0, 1, 2, 6])[1 + h1 % 4] ELSE 11 END,
        at, (CAST(:customers AS uuid[]))[1 + h2 % :customer_count],
        (ARRAY['phone', 'branch', 'app', 'email'])[1 + h3 % 4], (CAST(:categories AS text[]))[1 + h3 % :category_count],
        (ARRAY['minor', 'minor', 'major', 'critical'])[1 + h2 % 4],
        'Charged a fee that was never agreed to, number ' || n || ' 手续费没有确认', 'hk',
        (CAST(:owners AS uuid[]))[1 + h1 % :owner_count], at, at, (CAST(:owners AS uuid[]))[1 + h2 % :owner_count],
        'Owner ' || h2 % :owner_count, 'owner ' || lpad((h2 % :owner_count)::text, 3, '0'), 'Team ' || h2 % :team_count,
        CASE WHEN is_open THEN NULL ELSE at + interval '9 days' END,
        CASE WHEN is_open THEN NULL ELSE at + interval '9 days' END,
        CASE WHEN is_open THEN due_at END, CASE WHEN is_open THEN due_at ELSE timestamptz '9000-01-01 00:00:00+00' END,
        CASE WHEN is_open THEN 'answer' ELSE '' END,
        array_to_tsvector(ARRAY['charged', 'fee', 'never', 'agreed', 'number', n::text, '手续', '续费', '没有', '确认',
                                (ARRAY['instalment', 'annual', 'penalty', 'transfer'])[1 + h1 % 4]]),
        h1 % 20 = 0, '[]', '[]'
    FROM (
        SELECT n, (hashint4(n) & 2147483647) AS h1, (hashint4(n + 7919) & 2147483647) AS h2,
            (hashint4(n + 104729) & 2147483647) AS h3,
            (hashint4(n) & 2147483647) % :open_of = 0 AS is_open,
            CAST(:now AS timestamptz) - make_interval(mins => ((hashint4(n + 31) & 2147483647) % 1051200)) AS at,
            CAST(:now AS timestamptz) - interval '5 days'
                + make_interval(mins => ((hashint4(n + 17) & 2147483647) % 43200)) AS due_at
        FROM generate_series(0, :count - 1) AS n
    ) drawn
"""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    options = _parser().parse_args(arguments)
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    measured: dict[str, Spread] = {}
    try:
        with open_bank(options.data_folder, options.customers) as bank:
            now = datetime.now(UTC)
            rows = fill(bank.engine, options.complaints, now)
            print(f"{rows:,} complaints")
            owners, desk = _owners(), Desk()
            width = max(map(len, _kinds(UUID(int=0))))
            print(f"{'milliseconds':<{width}} {'p50':>8} {'p99':>8} {'max':>8}")
            draw = random.Random(options.seed)
            with Session(bank.engine) as session:
                customers = session.scalars(sa.text("SELECT DISTINCT customer_id FROM complaints LIMIT 500")).all()
            for name in _kinds(customers[0]):
                times = []
                for number in range(options.count + _WARM_UP):
                    owner, customer = draw.choice(owners), draw.choice(customers)
                    ask = _kinds(customer)[name]
                    with Session(bank.engine) as session:
                        session.connection()  # a server's connection is open and in a transaction, too
                        asking = desk.asking(session, owner, now)
                        began = perf_counter()
                        ask(session, asking)
                        times.append(perf_counter() - began)
                    if number < _WARM_UP:
                        times.clear()
                measured[name] = each = spread(times)
                print(f"{name:<{width}} {each.p50:8.2f} {each.p99:8.2f} {each.most:8.2f}", flush=True)
    except WrongFolderError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json is not None:
        kinds: dict[str, JsonValue] = {name: {**each.as_json()} for name, each in measured.items()}
        write_figures(options.json, {"what": "complaints", "complaints": options.complaints, "kinds": kinds})
    return 0


Ask = Callable[[Session, Asking], object]


def _kinds(customer: UUID) -> Mapping[str, Ask]:
    """Return what is asked, by name; some of it about one customer."""

    def listed(sort: SortBy = SortBy.DEADLINE, *, descending: bool = False, pages: int = 1, **wanted: Any) -> Ask:
        def ask(session: Session, asking: Asking) -> object:
            asked = ListComplaints(filter=ComplaintFilter(**wanted), sort=sort, descending=descending, count=True)
            page = list_complaints(session, asked, asking)
            for _ in range(pages - 1):
                page = list_complaints(session, replace_after(asked, page.next), asking)
            return page

        return ask

    return {
        "mine by deadline": listed(scope=Scope.MINE),
        "my team's by deadline": listed(scope=Scope.TEAM),
        "my team's late ones": listed(scope=Scope.TEAM, standing=Standing.LATE),
        "all open by deadline": listed(scope=Scope.ALL),
        "all open by deadline, five pages": listed(scope=Scope.ALL, pages=5),
        "all open by severity": listed(SortBy.SEVERITY, scope=Scope.ALL),
        "all open by state": listed(SortBy.STATE, scope=Scope.ALL),
        "all open by owner": listed(SortBy.OWNER, scope=Scope.ALL),
        "a category, open and closed, newest first": listed(
            SortBy.RECORDED, descending=True, scope=Scope.ALL, standing=Standing.ALL, category="wealth.sale"
        ),
        "closed, newest first": listed(SortBy.RECORDED, descending=True, scope=Scope.ALL, standing=Standing.CLOSED),
        "critical and vulnerable, of all": listed(
            scope=Scope.ALL, standing=Standing.ALL, severities=frozenset({Severity.CRITICAL}), vulnerable=True
        ),
        "words, of all": listed(scope=Scope.ALL, standing=Standing.ALL, text="instalment 手续费"),
        "a customer's name, of all": listed(scope=Scope.ALL, standing=Standing.ALL, text="chan"),
        "a number": listed(scope=Scope.ALL, standing=Standing.ALL, kinds=frozenset(ComplaintKind), text="CMP-01-00042"),
        "the live numbers": counts,
        "a supervisor's figures": lambda session, asking: figures(session, Scope.ALL, asking),
        "a customer's own": lambda session, asking: complaints_of_customer(session, customer, asking),
    }


def replace_after(asked: ListComplaints, after: str) -> ListComplaints:
    """Return what asks for the page after this one."""
    return asked.model_copy(update={"after": after})


def _owners() -> list[UUID]:
    return [uuid5(_SPACE, str(number)) for number in range(_OWNERS)]


def fill(engine: sa.Engine, count: int, now: datetime) -> int:
    """Fill in so many complaints, unless they are there."""
    with engine.begin() as connection:
        there: int = connection.scalar(sa.text("SELECT count(*) FROM complaints WHERE owner_name LIKE 'Owner %'")) or 0
        if there < count:
            customers = connection.scalars(sa.text("SELECT customer_id FROM customers ORDER BY customer_number")).all()
            book = load_book(load_settings(None))
            leaves = [code for code, each in book.categories.items() if each.is_leaf and "complaint" in each.kinds]
            values = {
                "customers": list(customers), "customer_count": len(customers), "categories": leaves,
                "category_count": len(leaves), "owners": _owners(), "owner_count": _OWNERS, "team_count": _TEAMS,
                "open_of": _OPEN_OF, "now": now, "count": count,
            }  # fmt: skip
            connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
            connection.execute(sa.text("DELETE FROM complaints"))
            connection.execute(sa.text(_FILL), values)
            there = count
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text("SET statement_timeout = 0"))
        connection.execute(sa.text("VACUUM ANALYZE complaints"))
        connection.execute(sa.text("RESET statement_timeout"))
    return there


class Desk:
    """What is the same for everybody who asks."""

    def __init__(self) -> None:
        settings = load_settings(None)
        calendars = load_calendars(settings)
        self._clocks = ComplaintClocks(load_rules(settings, calendars), calendars, CentrePeople(), ComplaintFile())
        self._book, self._options = load_book(settings), options_from(settings)

    def asking(self, session: Session, owner: UUID, now: datetime) -> Asking:
        """Return a question of somebody who handles complaints and supervises a team."""
        who = Who(owner, frozenset({Role.COMPLAINT_HANDLER, Role.SUPERVISOR}), f"Team {owner.int % _TEAMS}")
        people, at = PeopleOfCentre(session), now + timedelta(seconds=1)
        return Asking(who, at, self._book, self._options, people, self._clocks, RecordEvents())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure lists of complaints.")
    parser.add_argument("--complaints", type=int, default=100_000, help="how many there are (%(default)s)")
    parser.add_argument("--customers", type=int, default=10_000, help="the size of the bank (%(default)s)")
    parser.add_argument("--data-folder", type=Path, metavar="DIR", help="a filled database of this size")
    parser.add_argument("--count", type=int, default=50, help="how often each is asked (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="other people ask (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""Ctrl+K over a bank: how long each kind of search takes in the database and its code, and whether it finds.

``python benchmarks/bench_search.py --customers 1000000 --data-folder DIR --json FILE`` · docs/performance.md says what
is measured and how.
"""

import argparse
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.contract.customers import SearchHit
from agent_desktop.figures import this_machine, write_figures
from agent_desktop.records.customers.folding import fold_han, pinyin_readings, words_of
from agent_desktop.records.customers.search import search_customers
from benchmarks.pop.summary import Spread, spread
from benchmarks.pop.world import WrongFolderError, open_bank
from benchmarks.search.kinds import KINDS, Typed
from benchmarks.size.questions import Subject, choose_subjects

_WARM_UP = 20
_WIDTH = max(map(len, KINDS))


@dataclass(frozen=True, slots=True)
class Measured:
    """How long the searches of one kind took, and the share, 0 to 1, in which somebody of the name sought was found."""

    times: Spread
    found: float


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    options = _parser().parse_args(arguments)
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    try:
        with open_bank(options.data_folder, options.customers) as bank:
            subjects = choose_subjects(bank.engine, options.count + _WARM_UP)
            measured = {}
            print(f"{'milliseconds':<{_WIDTH}} {'p50':>8} {'p99':>8} {'max':>8} {'found':>8}")
            for name, typed in KINDS.items():
                if options.only not in name:
                    continue
                measured[name] = each = _measure(
                    bank.engine, typed, subjects, options.seed, by_sound=name.startswith("pinyin")
                )
                times = f"{each.times.p50:8.2f} {each.times.p99:8.2f} {each.times.most:8.2f}"
                print(f"{name:<{_WIDTH}} {times} {each.found:8.1%}", flush=True)
    except WrongFolderError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json is not None:
        figures: dict[str, JsonValue] = {
            name: {**each.times.as_json(), "found": round(each.found, 4)} for name, each in measured.items()
        }
        write_figures(options.json, {"what": "search", "customers": options.customers, "kinds": figures})
    return 0


def _measure(engine: sa.Engine, typed: Typed, subjects: list[Subject], seed: int, *, by_sound: bool) -> Measured:
    draw = random.Random(seed)
    seconds, found = [], []
    for subject in subjects:
        text = typed(subject, draw)
        if not text:
            continue
        with Session(engine) as session:
            session.connection()  # a server's connection is open and in a transaction, too
            began = perf_counter()
            hits = search_customers(session, text)
            seconds.append(perf_counter() - began)
        found.append(any(_is_meant(hit, subject, by_sound=by_sound) for hit in hits))
    first = min(_WARM_UP, len(seconds) // 2)
    return Measured(spread(seconds[first:]), sum(found) / len(found))


def _is_meant(hit: SearchHit, subject: Subject, *, by_sound: bool) -> bool:
    """Whether it is the customer, or one of the same name or sound: what was typed does not tell those apart."""
    if by_sound and pinyin_readings(hit.name_chinese.partition(" ")[0]) == pinyin_readings(subject.name_chinese):
        return True
    return (
        hit.customer_id == subject.customer_id
        or words_of(hit.name)[-len(words_of(subject.name_latin)) :] == words_of(subject.name_latin)
        or (bool(subject.name_chinese) and fold_han(hit.name_chinese).startswith(fold_han(subject.name_chinese)))
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure the search over customers, by what is typed.")
    parser.add_argument("--customers", type=int, default=10_000, help="the size of the bank (%(default)s)")
    parser.add_argument("--data-folder", type=Path, metavar="DIR", help="a filled database of this size")
    parser.add_argument("--count", type=int, default=500, help="how many customers are sought (%(default)s)")
    parser.add_argument("--only", default="", metavar="WORDS", help="only kinds whose name holds these words")
    parser.add_argument("--seed", type=int, default=1, help="plays other typing errors (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())

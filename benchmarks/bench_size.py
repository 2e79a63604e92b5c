"""What the screens ask of banks of several sizes: how long it takes, and that no table is read from end to end.

``python benchmarks/bench_size.py --customers 10000 --customers 1000000 --data-folder DIR`` · docs/performance.md says
what is measured and how.
"""

import argparse
import sys
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa
from pydantic import JsonValue
from sqlalchemy.orm import Session

from agent_desktop.demo.trial_bank.sizes import database_size
from agent_desktop.figures import this_machine, write_figures
from benchmarks.pop.summary import Spread, spread
from benchmarks.pop.world import WrongFolderError, check_durable, open_bank
from benchmarks.size.plans import noted_statements, whole_reads
from benchmarks.size.questions import QUESTIONS, Question, Subject, choose_subjects

_WARM_UP = 20
_USUAL_SIZES = (10_000, 50_000)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and return the exit status: 1 where a plan reads a large table from end to end."""
    options = _parser().parse_args(arguments)
    sizes = sorted(set(options.customers or _USUAL_SIZES))
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    figures: dict[str, JsonValue] = {"what": "size"}
    measured: dict[int, dict[str, Spread]] = {}
    faults: list[str] = []
    try:
        for size in sizes:
            # The folder is that of the largest bank: the one nobody makes in passing.
            with open_bank(options.data_folder if size == sizes[-1] else None, size) as bank:
                check_durable(bank.engine)
                subjects = choose_subjects(bank.engine, options.count + _WARM_UP)
                measured[size] = {name: _measure(bank.engine, asked, subjects) for name, asked in QUESTIONS.items()}
                found = _whole_reads(bank.engine, subjects)
                faults += [f"{size:,} customers: {fault}" for fault in found]
                figures[str(size)] = {
                    "database_bytes": database_size(bank.engine).size_bytes,
                    "whole_reads": list(found),
                    "questions": {name: each.as_json() for name, each in measured[size].items()},
                }
    except WrongFolderError as error:
        print(error, file=sys.stderr)
        return 1
    print(_table(measured))
    for fault in faults:
        print(fault, file=sys.stderr)
    if options.json is not None:
        write_figures(options.json, figures)
    return 1 if faults else 0


def _measure(engine: sa.Engine, question: Question, subjects: list[Subject]) -> Spread:
    seconds = []
    for subject in subjects:
        if not question.fits(subject):
            continue
        with Session(engine) as session:
            session.connection()  # a server's connection is open and in a transaction, too
            began = perf_counter()
            question.ask(session, subject)
            if question.writes:
                session.commit()
            seconds.append(perf_counter() - began)
    return spread(seconds[min(_WARM_UP, len(seconds) // 2) :])


def _whole_reads(engine: sa.Engine, subjects: list[Subject]) -> list[str]:
    faults: dict[str, None] = {}
    for name, question in QUESTIONS.items():
        for subject in [subject for subject in subjects if question.fits(subject)][:5]:
            with Session(engine) as session:
                with noted_statements() as noted:
                    question.ask(session, subject)
                for statement, parameters in noted:
                    for table in whole_reads(session, statement, parameters):
                        faults[f"{name} reads all of {table}"] = None
    return list(faults)


def _table(measured: dict[int, dict[str, Spread]]) -> str:
    width = max(map(len, QUESTIONS))
    heads = [f"{size:,}" for size in measured]
    lines = [f"{'customers':<{width}}" + "".join(f" {head:>17}" for head in heads)]
    lines.append(f"{'milliseconds':<{width}}" + "".join(f" {'p50':>8} {'p99':>8}" for _ in heads))
    for name in QUESTIONS:
        figures = "".join(f" {each[name].p50:8.2f} {each[name].p99:8.2f}" for each in measured.values())
        lines.append(f"{name:<{width}}{figures}")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Measure what the screens ask, by the size of the bank.")
    parser.add_argument(
        "--customers", type=int, action="append", help="a size; may be given several times (10000 and 50000)"
    )
    parser.add_argument("--data-folder", type=Path, metavar="DIR", help="the filled database of the largest size")
    parser.add_argument("--count", type=int, default=300, help="how often each is asked (%(default)s)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    return parser


if __name__ == "__main__":
    sys.exit(main())

"""How well accounts are put together whose owners the trial bank knows, and how long it takes.

    .venv/bin/python benchmarks/bench_consolidation.py --json figures.json --chart chart.svg

The weights in ``resources/consolidation/model.json`` and the two thresholds were chosen on seed 1 with ``light`` rates
of mistakes. Figures that count are of other seeds with ``heavy`` ones. A pair is two accounts of one person; precision
is the share of merged pairs that are, recall the share of such pairs that are merged. A chain counts by all its pairs.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID, uuid5

from pydantic import JsonValue

from agent_desktop.demo.trial_bank.bank import TrialBank, midnight
from agent_desktop.demo.trial_bank.second.records import second_records
from agent_desktop.demo.trial_bank.second.slips import RATES
from agent_desktop.figures import this_machine, write_figures
from agent_desktop.records.consolidation.evidence import Account, Evidence, gather
from agent_desktop.records.consolidation.grouping import Decisions, Pair, Thresholds, group, pairs_within
from agent_desktop.records.consolidation.pairs import ScoredPair
from agent_desktop.records.consolidation.scoring import Model, score, train
from agent_desktop.server.consolidation.options import link_options
from agent_desktop.settings import load_settings
from benchmarks.consolidation.chart import Curve, draw

_DAY = date(2026, 6, 16)
_NAMES = UUID("5a1c7f52-6d55-4a52-9f19-1f0d0a2f8a11")
_WEIGHTS = tuple(range(2, 37, 2))


@dataclass(frozen=True, slots=True)
class World:
    """Accounts, and the pairs among them that are one person's."""

    accounts: list[Account]
    true_pairs: set[Pair]


@dataclass(frozen=True, slots=True)
class Quality:
    precision: float
    recall: float
    wrong: int
    waiting: int
    reached: float
    """The share of a person's pairs that are merged or wait in the review list."""

    def as_json(self) -> dict[str, JsonValue]:
        return {
            "precision": round(self.precision, 5),
            "recall": round(self.recall, 5),
            "wrong_pairs": self.wrong,
            "waiting_pairs": self.waiting,
            "merged_or_waiting": round(self.reached, 5),
        }


def make_world(seed: int, customers: int, rates: str) -> World:
    """Make the accounts of a trial bank and of its second systems, and read the truth from their maker."""
    bank = TrialBank(seed, customers, midnight(_DAY))
    accounts: list[Account] = []
    of_person: defaultdict[str, list[UUID]] = defaultdict(list)
    for index in range(customers):
        person = bank.person(index)
        account_id = uuid5(_NAMES, f"crm {person.customer_number}")
        of_person[f"C{index}"].append(account_id)
        accounts.append(
            Account(
                account_id,
                "crm",
                person.kind == "business",
                person.name_latin,
                person.name_chinese,
                person.gender,
                person.birth_date,
                person.document_number,
                person.email,
                person.address,
                person.phones,
            )
        )
    for record in second_records(bank, RATES[rates]):
        account_id = uuid5(_NAMES, f"{record.system} {record.key}")
        of_person[record.who].append(account_id)
        phones = tuple((number, kind) for number, kind in ((record.mobile, "mobile"), (record.fixed, "home")) if number)
        accounts.append(
            Account(
                account_id,
                record.system,
                False,
                record.name_latin,
                record.name_chinese,
                record.gender,
                record.birth_date,
                record.document_number,
                record.email,
                record.address,
                phones,
            )
        )
    return World(accounts, pairs_within(frozenset(members) for members in of_person.values()))


def measure(world: World, evidence: Sequence[Evidence], pairs: Sequence[ScoredPair], thresholds: Thresholds) -> Quality:
    """Group the accounts and compare with the truth."""
    grouping = group({each.account_id: each for each in evidence}, pairs, thresholds, Decisions())
    merged = pairs_within(grouping.groups)
    waiting = {(each.pair.left, each.pair.right) for each in grouping.doubtful}
    right = merged & world.true_pairs
    return Quality(
        precision=len(right) / len(merged) if merged else 1.0,
        recall=len(right) / len(world.true_pairs),
        wrong=len(merged - world.true_pairs),
        waiting=len(waiting),
        reached=len((merged | waiting) & world.true_pairs) / len(world.true_pairs),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 7, 11])
    parser.add_argument("--rates", choices=tuple(RATES), help="for every seed (light for seed 1, else heavy)")
    parser.add_argument("--learn", type=Path, metavar="FILE", help="learn from the first seed, write the weights here")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--chart", type=Path, metavar="FILE", help="write the curves here, SVG")
    options = parser.parse_args(arguments)
    settings = link_options(load_settings(None))
    model = Model.load(settings.model)
    print(f"{this_machine()}")
    figures: dict[str, JsonValue] = {"customers": options.customers}
    curves: list[Curve] = []
    for place, seed in enumerate(options.seeds):
        rates = options.rates or ("light" if seed == 1 else "heavy")
        world = make_world(seed, options.customers, rates)
        began = time.monotonic()
        evidence = gather(world.accounts, settings.verified_by)
        prepared = time.monotonic()
        if options.learn is not None and place == 0:
            model = train(evidence)
            model.save(options.learn)
            print(f"learnt in {time.monotonic() - prepared:.1f} s: {options.learn}")
            prepared = time.monotonic()
        pairs = score(evidence, model, at_least=settings.thresholds.match)
        scored = time.monotonic()
        quality = measure(world, evidence, pairs, settings.thresholds)
        grouped = time.monotonic()
        seconds: dict[str, JsonValue] = {
            "preparing": round(prepared - began, 2),
            "scoring": round(scored - prepared, 2),
            "grouping": round(grouped - scored, 2),
        }
        print(
            f"seed {seed}, {rates}: {len(world.accounts):,} accounts, {len(world.true_pairs):,} pairs of one person;"
            f" precision {quality.precision:.4f}, recall {quality.recall:.4f}, {quality.wrong} wrong pairs;"
            f" {quality.waiting} pairs wait, merged or waiting {quality.reached:.4f}; seconds {seconds}"
        )
        figures[f"seed_{seed}_{rates}"] = {
            "accounts": len(world.accounts),
            "true_pairs": len(world.true_pairs),
            "seconds": seconds,
            **quality.as_json(),
        }
        if options.chart is not None:
            points = [
                measure(world, evidence, pairs, Thresholds(settings.thresholds.match, weight)) for weight in _WEIGHTS
            ]
            title = f"seed {seed}, {rates}" + (" (chosen on it)" if seed == 1 and rates == "light" else "")
            curves.append(Curve(title, [(w, p.precision, p.recall) for w, p in zip(_WEIGHTS, points, strict=True)]))
    if options.json is not None:
        write_figures(options.json, figures)
    if options.chart is not None:
        options.chart.write_text(draw(curves, chosen=settings.thresholds.merge), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

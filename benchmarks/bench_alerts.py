"""How well unusual payments are found that the trial bank's maker has planted, beside a fixed amount, and how long it
takes.

    .venv/bin/python benchmarks/bench_alerts.py --json figures.json

The rules in ``resources/alerts/main.yaml`` were chosen on seed 1; figures that count are of another seed. The naive
rule's fixed amount is the best there is on seed 1 too. What is judged is a customer in a month: an alarm is right where
a crime touches that month. The maker (`demo.trial_bank.planted`) shares no module with the detector.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from pydantic import JsonValue

from agent_desktop.figures import this_machine, write_figures
from agent_desktop.records.alerts.run import work_out_alerts
from agent_desktop.server.alerts.rules import alert_options
from agent_desktop.settings import load_settings
from benchmarks.alerts.quality import Quality, best_threshold, judge
from benchmarks.alerts.world import judged_months, made_world


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=1_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 7], help="the first is the one to choose on")
    parser.add_argument("--months", type=int, default=13)
    parser.add_argument("--judged", type=int, default=3, help="so many of the last months are judged")
    parser.add_argument("--fixed", type=float, metavar="AMOUNT", help="the naive rule's, chosen before on another seed")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    settings = load_settings(None)
    alerts = alert_options(settings)
    rules = alerts.rules.unusual
    print(", ".join(f"{name}: {value}" for name, value in this_machine().items()))
    figures: dict[str, JsonValue] = {"customers": options.customers, "months": options.months}
    fixed: float | None = options.fixed
    for seed in options.seeds:
        with made_world(settings, seed, options.customers, options.months) as world:
            began = time.monotonic()
            judged = judged_months(world, rules, alerts, options.judged)
            seconds = (time.monotonic() - began) / (5 * options.judged)
            truths = [each.is_crime for each in judged]
            scores, largest = [each.score for each in judged], [each.largest for each in judged]
            if fixed is None:
                fixed = best_threshold(largest, truths)
                print(f"on seed {seed} the best score to alert from would be {best_threshold(scores, truths):.2f}")
            ours, naive = judge(judged, scores, rules.alert_from), judge(judged, largest, fixed)
            began = time.monotonic()
            done = work_out_alerts(world.engine, alerts, now=lambda: world.bank.as_of)
            run_seconds = time.monotonic() - began
        print(
            f"seed {seed}: {options.customers:,} customers, {world.bookings:,} bookings; {len(judged):,} months"
            f", {sum(truths)} with a crime; {seconds:.1f} s a week's look, {run_seconds:.1f} s a whole run"
        )
        for name, quality in (("own past", ours), ("fixed amount", naive)):
            print(f"  {name:<13} {_told(quality)}")
        figures[f"seed_{seed}"] = {
            "bookings": world.bookings,
            "customer_months": len(judged),
            "with_a_crime": sum(truths),
            "look_seconds": round(seconds, 2),
            "run_seconds": round(run_seconds, 2),
            "run": done.as_json() if done is not None else None,
            "own_past": ours.as_json(),
            "fixed_amount": naive.as_json(),
        }
    if options.json is not None:
        write_figures(options.json, figures)
    return 0


def _told(quality: Quality) -> str:
    recalls = ", ".join(f"{kind} {value:.2f}" for kind, value in quality.recalls.items())
    false = ", ".join(f"{kind or 'ordinary'} {count}" for kind, count in quality.false_alarms.items())
    return (
        f"AUC {quality.auc:.3f}, precision {quality.precision:.3f}, recall {quality.recall:.3f} from"
        f" {quality.threshold:,.2f} on ({quality.alarms} alarms); recall of {recalls}; false: {false or 'none'}"
    )


if __name__ == "__main__":
    raise SystemExit(main())

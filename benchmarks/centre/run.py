"""Brings a centre to work and keeps it there: arrivals by chance at a rate, and what each second of it costs."""

import asyncio
import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from benchmarks.centre.carrier import BenchCarrier
from benchmarks.centre.desktops import Desktop, Floor, Heard, Pace
from benchmarks.centre.wire import Http
from benchmarks.pop.usage import memory_of, processor_seconds
from benchmarks.pop.world import HOST, Bank, Caller

_SETTLE_SECONDS: Final = 6.0
"""After the sign-ins: one whole round of beats and of the reconciler's first looks."""

_TICKS: Final = 100.0
_LONGEST_BACKLOG: Final = 400


@dataclass(frozen=True, slots=True)
class Wish:
    """How much is measured. `talk_seconds` is the mean; each call's is drawn between half and one and a half of it.
    Callers want the queues of `queue_codes` in turn."""

    rates: Sequence[float]
    seconds: float
    agents: int
    talk_seconds: float
    pace: Pace
    seed: int
    queue_codes: Sequence[str]


@dataclass(slots=True)
class Stretch:
    """What one rate did. Times of single calls are by the call's reason; `sent` has every call that came."""

    rate: float
    seconds: float = 0.0
    sent: dict[str, float] = field(default_factory=dict)
    event_ids: dict[str, str] = field(default_factory=dict)
    unoffered: int = 0
    server_processor: float = 0.0
    database_processor: float = 0.0
    load_processor: float = 0.0
    server_mib: float = 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that was measured."""

    stretches: Sequence[Stretch]
    heard: Heard
    answered_seconds: dict[str, float]
    report_failures: int
    come_in_seconds: float
    idle_server_processor: float
    idle_seconds: float


async def work_day(
    bank: Bank, key: str, names: list[str], password: str, callers: Sequence[Caller], wish: Wish,
    ports: Sequence[int], server_pids: Sequence[int], postgres_pid: int,
) -> Outcome:  # fmt: skip
    """Sign everybody in, ring for as long as wished at each rate, and return what was seen."""
    chance = Random(wish.seed)
    https, heard = [Http(HOST, port) for port in ports], Heard()
    carrier = BenchCarrier(https, key, lambda: chance.uniform(0.5, 1.5) * wish.talk_seconds)
    listening = await carrier.listen(HOST, bank.carrier_port)
    floor = Floor(
        [
            Desktop(https[number % len(ports)], (HOST, ports[number % len(ports)]), wish.pace, heard, chance)
            for number in range(len(names))
        ]
    )
    began = time.monotonic()
    beats = asyncio.create_task(floor.beat())
    await floor.come_in(names, password, lambda said: print(said, flush=True))
    await asyncio.sleep(_SETTLE_SECONDS)
    idle_began, idle_used = time.monotonic(), _processor_of_all(server_pids)
    await asyncio.sleep(_SETTLE_SECONDS)
    idle = (_processor_of_all(server_pids) - idle_used, time.monotonic() - idle_began)
    await floor.get_ready()
    come_in_seconds = time.monotonic() - began
    print(f"everybody ready after {come_in_seconds:.1f} s", flush=True)
    gc.collect()
    gc.freeze()
    stretches, number = [], 0
    for rate in wish.rates:
        stretch, number = await _ring(rate, wish, carrier, heard, callers, chance, number, (server_pids, postgres_pid))
        stretches.append(stretch)
        if stretch.unoffered > _LONGEST_BACKLOG:
            print(f"at {rate:g} calls a second {stretch.unoffered} wait: nothing more is asked of it", flush=True)
            break
    beats.cancel()
    await asyncio.gather(beats, return_exceptions=True)
    floor.leave()
    await carrier.close()
    listening.close()
    for http in https:
        http.close()
    return Outcome(stretches, heard, carrier.answered_seconds, carrier.failures, come_in_seconds, *idle)


async def _ring(
    rate: float, wish: Wish, carrier: BenchCarrier, heard: Heard, callers: Sequence[Caller], chance: Random,
    number: int, pids: tuple[Sequence[int], int],
) -> tuple[Stretch, int]:  # fmt: skip
    stretch = Stretch(rate)
    server_pids, postgres_pid = pids
    before = (_processor_of_all(server_pids), processor_of_tree(postgres_pid), processor_seconds())
    began = next_at = time.monotonic()
    while (now := time.monotonic()) < began + wish.seconds:
        while next_at <= now:
            number += 1
            reason = f"bench-{number}"
            _, event_id, sent = carrier.ring(
                callers[number % len(callers)].number, reason, wish.queue_codes[number % len(wish.queue_codes)]
            )
            stretch.sent[reason], stretch.event_ids[reason] = sent, event_id
            next_at += chance.expovariate(rate)
        await asyncio.sleep(max(0.0005, next_at - time.monotonic()))
    stretch.seconds = time.monotonic() - began
    stretch.server_processor = _processor_of_all(server_pids) - before[0]
    stretch.database_processor = processor_of_tree(postgres_pid) - before[1]
    stretch.load_processor = processor_seconds() - before[2]
    stretch.server_mib = sum(memory_of(pid)["rss_mib"] or 0.0 for pid in server_pids)
    await asyncio.sleep(1.0)
    stretch.unoffered = len(stretch.sent.keys() - heard.offers.keys())
    return stretch, number


def _processor_of_all(pids: Sequence[int]) -> float:
    return sum(_processor_of(pid) for pid in pids)


def _processor_of(pid: int) -> float:
    """Return the processor seconds that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def processor_of_tree(pid: int) -> float:
    """Return those of a process and of its children, with what children that have ended used."""
    total = 0.0
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            if int(folder.name) == pid:
                total += sum(int(each) for each in fields[11:15]) / _TICKS
            elif int(fields[1]) == pid:
                total += (int(fields[11]) + int(fields[12])) / _TICKS
    return total

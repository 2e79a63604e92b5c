"""Rings, waits for the paint, hangs up, and sums up where the time went."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import JsonValue

from benchmarks.pop.lines import ChildFailedError, Line
from benchmarks.pop.summary import Spread, spread, table
from benchmarks.pop.world import Bank, Caller, Floor, count_audited, open_floor

MENU: Final = ({"en": "Cards", "zh": "信用卡"}, {"en": "I don't know this charge", "zh": "不认识的交易"})
REASON: Final = "card_charge"
_SETTLE_SECONDS: Final = 0.03


@dataclass(frozen=True, slots=True)
class Wish:
    """How much is measured. The pause between two pops is random, so that they meet no timer in step."""

    pops: int
    warm_up: int
    answers: int
    pause_seconds: float
    idle_seconds: float
    seed: int


@dataclass(frozen=True, slots=True)
class Pop:
    """One pop: when each stage was passed, seconds of the one monotonic clock. Server stages come at the end."""

    call_id: str
    event_id: str
    stages: dict[str, float]
    paints: int


_STAGES: Final[Sequence[tuple[str, str, str]]] = (
    ("carrier → report received", "sent", "received"),
    ("received → committed", "received", "committed"),
    ("committed → encoded", "committed", "encoded"),
    ("encoded → message sent", "encoded", "message_sent"),
    ("sent → bytes in the desktop", "message_sent", "bytes_at"),
    ("bytes → message read", "bytes_at", "parsed_at"),
    ("read → UI thread", "parsed_at", "taken_at"),
    ("UI thread → state set", "taken_at", "shown_at"),
    ("state set → paint begins", "shown_at", "paint_began"),
    ("paint", "paint_began", "painted"),
)
_HALVES: Final[Sequence[tuple[str, str, str]]] = (
    ("server: received → message sent", "received", "message_sent"),
    ("desktop: bytes → painted", "bytes_at", "painted"),
    ("POP: carrier sent → painted", "sent", "painted"),
)


def measure_pops(bank: Bank, callers: Sequence[Caller], wish: Wish) -> dict[str, JsonValue]:
    """Measure the product; print and return the figures."""
    chance = random.Random(wish.seed)
    with open_floor(bank) as floor:
        pops = [_ring(floor, caller, wish, chance) for caller in callers[: wish.warm_up + wish.pops]]
        settled = _is_settled(floor, callers[0])
        answers = [
            _answer(floor, caller, wish, chance)
            for caller in callers[wish.warm_up + wish.pops : wish.warm_up + wish.pops + wish.answers]
        ]
        memory = floor.desktop.ask("usage")
        idle = _idle(floor, wish.idle_seconds)
        floor.server.close()
        noted = floor.server.hear("stages", seconds=30)["noted"]
    joined = _join(pops, noted)
    audited = count_audited(bank.engine, [pop.call_id for pop in joined])
    if audited != len(joined):
        raise ChildFailedError(f"{len(joined)} pops, and the audit has {audited} of them")
    return _told(joined, answers, wish, memory, idle, settled)


def _ring(floor: Floor, caller: Caller, wish: Wish, chance: random.Random) -> Pop:
    rung = floor.carrier.ask("ring", number=caller.number, menu=MENU, reason=REASON)
    painted = floor.desktop.hear("painted")
    time.sleep(_SETTLE_SECONDS)
    paints = floor.desktop.ask("paints")["paints"]
    _hang_up(floor, rung["call_sid"])
    floor.desktop.hear("gone")
    time.sleep(chance.uniform(0, 2 * wish.pause_seconds))
    stages = {name: value for name, value in painted.items() if isinstance(value, float)}
    stages |= {"sent": rung["sent"], "carrier_answered": rung["answered"], "last_paint": paints[-1][1]}
    return Pop(painted["call_id"], rung["event_id"], stages, len(paints))


def _is_settled(floor: Floor, caller: Caller) -> bool:
    """Ring once more; return whether the pixels on the screen are those of the state, with nothing left to draw."""
    rung = floor.carrier.ask("ring", number=caller.number, menu=MENU, reason=REASON)
    floor.desktop.hear("painted")
    time.sleep(_SETTLE_SECONDS)
    settled = bool(floor.desktop.ask("settled")["same"])
    _hang_up(floor, rung["call_sid"])
    floor.desktop.hear("gone")
    return settled


def _hang_up(floor: Floor, call_sid: str) -> None:
    floor.carrier.ask("hang_up", call_sid=call_sid)


def _answer(floor: Floor, caller: Caller, wish: Wish, chance: random.Random) -> float:
    """Ring and answer; return the seconds from the key to the painted profile."""
    rung = floor.carrier.ask("ring", number=caller.number, menu=MENU, reason=REASON)
    floor.desktop.hear("painted")
    time.sleep(chance.uniform(0.05, 0.15))
    floor.desktop.tell(what="answer")
    answered = floor.desktop.hear("answered")
    floor.carrier.hear("joined")
    _hang_up(floor, rung["call_sid"])
    floor.desktop.ask("finish")
    time.sleep(chance.uniform(0, 2 * wish.pause_seconds))
    return float(answered["painted"] - answered["bytes_at"])


def _idle(floor: Floor, seconds: float) -> float | None:
    """Return the share of one core, in per cent, that a desktop uses while nothing happens."""
    if seconds <= 0:
        return None
    time.sleep(2.0)
    before = floor.desktop.ask("usage")
    time.sleep(seconds)
    after = floor.desktop.ask("usage")
    used = after["processor_seconds"] - before["processor_seconds"]
    return float(100 * used / (after["at"] - before["at"]))


def _join(pops: Sequence[Pop], noted: Sequence[Sequence[Any]]) -> list[Pop]:
    """Give each pop the server's stages: those of its report by request, those of its message by call."""
    of_request: dict[tuple[str, str], float] = {}
    of_call: dict[tuple[str, str], float] = {}
    for stage, at, request_id, call_id in noted:
        if request_id:
            of_request.setdefault((request_id, stage), at)
        if call_id:
            of_call.setdefault((call_id, stage), at)
    joined = []
    for pop in pops:
        try:
            server = {
                "received": of_request[pop.event_id, "received"],
                "committed": of_call[pop.call_id, "committed"],
                "encoded": of_call[pop.call_id, "encoded"],
                "message_sent": of_call[pop.call_id, "sent"],
                "answered": of_request[pop.event_id, "answered"],
            }
        except KeyError as error:
            raise ChildFailedError(f"the server did not note {error.args[0]}") from None
        joined.append(Pop(pop.call_id, pop.event_id, pop.stages | server, pop.paints))
    return joined


def _told(
    pops: Sequence[Pop], answers: Sequence[float], wish: Wish, memory: Line, idle: float | None, settled: bool
) -> dict[str, JsonValue]:
    counted = pops[wish.warm_up :]
    first = pops[0].stages

    def spreads(parts: Sequence[tuple[str, str, str]]) -> dict[str, Spread]:
        return {name: _between(counted, begin, end) for name, begin, end in parts}

    stages, halves = spreads(_STAGES), spreads(_HALVES)
    print(f"\nFirst pop after the start, cold: {1000 * (first['painted'] - first['sent']):.1f} ms")
    print(f"{wish.warm_up} pops to warm up, not counted; {len(counted)} counted, each another customer\n")
    print(table("Stage, milliseconds", stages))
    print()
    whole = dict(halves)
    whole["carrier: sent → answer read"] = _between(counted, "sent", "carrier_answered")
    whole["sent → last paint of the pop"] = _between(counted, "sent", "last_paint")
    if answers:
        whole["answer pressed → whole profile painted"] = spread(answers)
    print(table("Together", whole))
    passes = [pop.paints for pop in counted]
    print(f"\nPaint passes a pop: {sum(passes) / len(passes):.2f} on average, at most {max(passes)}")
    if memory["rss_mib"] is not None:
        print(f"Desktop's memory after {len(pops) + len(answers)} pops: ", end="")
        print(f"{memory['rss_mib']:.0f} MiB resident, {memory['pss_mib']:.0f} MiB proportional")
    if idle is not None:
        print(f"Idle desktop: {idle:.2f} % of a core over {wish.idle_seconds:g} s")
    return {
        "pops": len(counted),
        "audited": len(pops),
        "warm_up": wish.warm_up,
        "cold_first_ms": round(1000 * (first["painted"] - first["sent"]), 2),
        "stages": {name: each.as_json() for name, each in stages.items()},
        "together": {name: each.as_json() for name, each in whole.items()},
        "paint_passes_average": round(sum(passes) / len(passes), 3),
        "paint_passes_most": max(passes),
        "screen_shows_the_last_state": settled,
        "desktop_rss_mib": memory["rss_mib"],
        "desktop_pss_mib": memory["pss_mib"],
        "idle_percent_of_a_core": idle,
    }


def _between(pops: Sequence[Pop], begin: str, end: str) -> Spread:
    return spread([pop.stages[end] - pop.stages[begin] for pop in pops])

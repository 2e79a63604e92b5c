"""Callers of a call log, played as a replay plays them, while servers are killed."""

import heapq
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from agent_desktop.demo.replay.log import CallLog, parse_log, read_log
from agent_desktop.demo.replay.plan import PlannedCall, PlanWish, customers_numbers, plan_replay
from telephony.providers.simulator.wire import CallView, RingRequest
from tests.demo.replay.support import log_of, served, waiting
from tests.proofs.kill.callers import CALLED, CallersByPlan

SPEED: Final = 60.0
"""Business seconds in one of the machine's."""

_LONGEST_GAP: Final = timedelta(minutes=4)
"""At night nobody calls: a pause longer than this is cut to it."""

_ZONE: Final = ZoneInfo("UTC")
_MADE_UP_DAYS: Final = 3
_CALLS_A_DAY: Final = 500


class LogCallers(CallersByPlan):
    """Who rings, in which queue and for how long stands in the log.

    Calls come `SPEED` times as fast as they did, and talks are that much shorter. Patience is not: a server that was
    killed takes as long as ever to come back, and whom it left in the queue is to be there still. A pause is a pause of
    the log too.
    """

    def __init__(self, carrier: str, calls: Sequence[PlannedCall]) -> None:
        super().__init__(carrier)
        self._planned = {call.call_sid: call for call in calls}
        self._agenda = _seconds_of(calls)
        self._at = 0.0
        self._looked_at: float | None = None
        self._goes_at: dict[tuple[str, bool], float] = {}

    @property
    def is_over(self) -> bool:
        """Whether everybody in the log has rung."""
        return not self._agenda

    def pause(self) -> None:
        super().pause()
        self._looked_at = None

    def ring(self, now: float, waiting: int) -> RingRequest | None:
        if self._looked_at is not None:
            self._at += now - self._looked_at
        self._looked_at = now
        if not self._agenda or self._agenda[0][0] > self._at:
            return None
        call = self._planned[heapq.heappop(self._agenda)[1]]
        return RingRequest(
            from_number=call.number,
            to_number=CALLED,
            queue=call.queue,
            menu_path=call.menu_path(),
            call_sid=call.call_sid,
        )

    def goes_at(self, view: CallView, now: float) -> float:
        call, waits = self._planned[view.call_sid], view.state == "waiting"
        seconds = call.patience_seconds if waits else call.talk_seconds / SPEED
        return self._goes_at.setdefault((view.call_sid, waits), now + seconds)

    def gone(self, call_sid: str) -> None:
        for waits in (True, False):
            self._goes_at.pop((call_sid, waits), None)


def planned_calls(file: Path | None, numbers: Sequence[str], seed: int) -> Sequence[PlannedCall]:
    """Plan all days of the log in `file`, or of a small made-up one; the busiest part of its first day comes first."""
    log = made_up_log(seed) if file is None else read_log(file)
    wish = PlanWish(log.days(), _ZONE, seed=seed)
    calls = plan_replay(log.calls, wish, customers_numbers(numbers)).calls
    first = next(place for place, call in enumerate(calls) if call.at - calls[0].at >= _warm_up(file))
    return calls[first:]


def made_up_log(seed: int) -> CallLog:
    """Return a log of some busy days in the form of the bank's: a call a minute, some of whom give up."""
    chance = Random(f"{seed}-log")
    return parse_log(log_of(*(row for day in range(1, _MADE_UP_DAYS + 1) for row in _made_up_rows(chance, day))))


def _made_up_rows(chance: Random, day: int) -> Iterator[str]:
    at = datetime(1999, 2, day, 8, tzinfo=UTC)
    for number in range(1, _CALLS_A_DAY + 1):
        at += timedelta(seconds=1 + round(min(chance.expovariate(1 / 60), 240)))
        who = {"customer_id": chance.choice((0, 7, 8, 9)), "priority": chance.choice((0, 1, 2))}
        which, waits = {"date": f"{at:%y%m%d}"} | who, round(chance.expovariate(1 / 40))
        if chance.random() < 0.1:
            gone = at + timedelta(seconds=waits + 1)
            yield waiting(number, _clock(at), _clock(gone), waits + 1, **which)
        else:
            talks = 5 + round(chance.expovariate(1 / 150))
            yield served(number, _clock(at), talks, chance.choice(("FIRST", "SECOND")), queue=waits, **which)


def _warm_up(file: Path | None) -> timedelta:
    """In the first two hours of the bank's day hardly anybody calls."""
    return timedelta() if file is None else timedelta(hours=2)


def _seconds_of(calls: Sequence[PlannedCall]) -> list[tuple[float, str]]:
    """Return how many of the machine's seconds after the first call each one comes: a heap already, being in order."""
    agenda, at = [(0.0, calls[0].call_sid)], timedelta()
    for before, call in pairwise(calls):
        at += min(call.at - before.at, _LONGEST_GAP)
        agenda.append((at.total_seconds() / SPEED, call.call_sid))
    return agenda


def _clock(at: datetime) -> str:
    return f"{at.hour}:{at:%M:%S}"

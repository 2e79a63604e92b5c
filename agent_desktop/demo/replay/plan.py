"""Turns days of a call log into who calls when, with how much patience, and which agents work when.

Everything that the log does not say is drawn by chance from what it says elsewhere, seeded by the call's own key: the
same seed gives the same call, whichever days are played.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from agent_desktop.demo.replay.log import AHEAD, OFFERED, LoggedCall, RowKind
from agent_desktop.demo.replay.patience import PatienceCurve, estimate_patience

QUEUE: Final = "replay"
QUEUE_AHEAD: Final = "replay_ahead"
"""The codes of the queues of a replay. They share their agents; the second one's callers go first."""

SUBJECTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "PS": MappingProxyType({"en": "Banking", "zh": "银行业务"}),
        "PE": MappingProxyType({"en": "Banking, in English", "zh": "银行业务（英语）"}),
        "IN": MappingProxyType({"en": "Internet help", "zh": "网上银行帮助"}),
        "NE": MappingProxyType({"en": "Stock exchange", "zh": "证券交易"}),
        "NW": MappingProxyType({"en": "New customer", "zh": "新客户"}),
        "TT": MappingProxyType({"en": "Returned call", "zh": "回拨来电"}),
    }
)
"""What callers chose in the menu, by the log's `type`."""

Numbers = Callable[[LoggedCall], str]
"""Gives a caller's number, E.164."""


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """One call to be offered. `call_sid` is its key in the log. Seconds are business time.

    Without a talk after `patience_seconds` the caller gives up; they hang up after `talk_seconds` of it.
    """

    call_sid: str
    at: datetime
    number: str
    subject: str
    ahead: bool
    patience_seconds: float
    talk_seconds: float

    @property
    def queue(self) -> str:
        return QUEUE_AHEAD if self.ahead else QUEUE

    def menu_path(self) -> tuple[dict[str, str], ...]:
        """Return the labels that the caller chose in the menu."""
        label = SUBJECTS.get(self.subject)
        return (dict(label),) if label is not None else ()


@dataclass(frozen=True, slots=True)
class Shift:
    """One agent at work, from when to when. `agent` is their number."""

    agent: int
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """A replay before it begins: calls and shifts in the order of their times."""

    calls: Sequence[PlannedCall]
    shifts: Sequence[Shift]

    @property
    def begins_at(self) -> datetime:
        return min(self.calls[0].at, self.shifts[0].begins_at if self.shifts else self.calls[0].at)

    @property
    def agents(self) -> Sequence[int]:
        """List the numbers of everybody who works."""
        return sorted({shift.agent for shift in self.shifts})

    @property
    def most_at_once(self) -> int:
        """The most agents who are at work at the same time."""
        # Who goes home at the moment at which another comes is not counted with them.
        changes = sorted(change for shift in self.shifts for change in ((shift.begins_at, 1), (shift.ends_at, -1)))
        return max(accumulate(change for _, change in changes), default=0)


@dataclass(frozen=True, slots=True)
class PlanWish:
    """Which days, and how. `agents` None takes the log's shifts; a number has that many work all day.

    The first of `days` is played on `on`, the others as long after it as in the log; None plays each on its own date.
    """

    days: Sequence[date]
    zone: ZoneInfo
    seed: int = 1
    agents: int | None = None
    on: date | None = None


def plan_replay(logged: Sequence[LoggedCall], wish: PlanWish, numbers: Numbers) -> Plan:
    """Plan the replay of some days of a log. The chances are estimated from the whole log, not only these days.

    Raises:
        ValueError: Nobody asked for an agent on these days, or nobody waited in the whole log.
    """
    offered = [call for call in logged if call.kind in OFFERED]
    chosen = frozenset(wish.days)
    played = [call for call in offered if call.day in chosen]
    if not played:
        raise ValueError("no calls on these days")
    patience = estimate_patience((call.queue_seconds, call.kind is RowKind.ABANDONED) for call in offered)
    talks = _talks_by_subject(offered)
    later = timedelta() if wish.on is None else wish.on - min(wish.days)

    def moment(local: datetime) -> datetime:
        return (local + later).replace(tzinfo=wish.zone).astimezone(UTC)

    calls = [_planned(call, moment(call.reached_at), patience, talks, wish.seed, numbers) for call in played]
    shifts = _shifts(played) if wish.agents is None else _long_shifts(played, wish.agents)
    return Plan(
        sorted(calls, key=lambda call: call.at),
        sorted(
            (Shift(agent, moment(begins), moment(ends)) for agent, begins, ends in shifts),
            key=lambda shift: (shift.begins_at, shift.agent),
        ),
    )


def made_up_numbers() -> Numbers:
    """Return numbers in +852 5, where no made-up bank of ours has a customer: one for each customer of the log, and
    for callers without a customer one each."""

    def number(call: LoggedCall) -> str:
        return f"+8525{_digits(call) % 10_000_000:07d}"

    return number


def customers_numbers(known: Sequence[str]) -> Numbers:
    """Return numbers of customers the bank knows, always the same one for a customer of the log.

    `known` are theirs. Callers without a customer are unknown to the bank: their numbers are made up.
    """
    unknown = made_up_numbers()

    def number(call: LoggedCall) -> str:
        return known[_digits(call) % len(known)] if call.customer_id else unknown(call)

    return number


def _digits(call: LoggedCall) -> int:
    who = f"customer {call.customer_id}" if call.customer_id else f"call {call.key}"
    return int.from_bytes(hashlib.sha256(who.encode()).digest()[:8]) % 1_000_000_000


def _planned(
    call: LoggedCall,
    at: datetime,
    patience: PatienceCurve,
    talks: Mapping[str, Sequence[int]],
    seed: int,
    numbers: Numbers,
) -> PlannedCall:
    chance = Random(f"{seed} {call.key}")
    # The log knows whole seconds. Some part of one keeps two callers from coming at the very same moment.
    begins_at = at + timedelta(microseconds=chance.randrange(1_000_000))
    given_patience = patience.draw(chance.random(), beyond=call.queue_seconds)
    drawn_talk = chance.choice(talks.get(call.subject) or talks[""])
    served = call.kind is RowKind.SERVED
    return PlannedCall(
        call_sid=call.key,
        at=begins_at,
        number=numbers(call),
        subject=call.subject,
        ahead=call.priority == AHEAD,
        patience_seconds=given_patience if served else float(call.queue_seconds),
        talk_seconds=max(1.0, float(call.talk_seconds if served else drawn_talk)),
    )


def _talks_by_subject(offered: Iterable[LoggedCall]) -> Mapping[str, Sequence[int]]:
    """Return how long talks took, by subject, and all of them under the empty one; in the order of the log."""
    talks: dict[str, list[int]] = defaultdict(list)
    for call in offered:
        if call.kind is RowKind.SERVED:
            talks[call.subject].append(call.talk_seconds)
            talks[""].append(call.talk_seconds)
    if not talks:
        talks[""] = [1]
    return talks


def _shifts(played: Iterable[LoggedCall]) -> list[tuple[int, datetime, datetime]]:
    """Return (agent, begin, end) local: from the first to the last service of each server on each day."""
    work: dict[tuple[date, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    for call in played:
        if call.server is not None and call.served_from is not None and call.served_until is not None:
            work[call.day, call.server].append((call.served_from, call.served_until))
    return [
        (server, min(began for began, _ in talks), max(ended for _, ended in talks))
        for (_, server), talks in sorted(work.items())
    ]


def _long_shifts(played: Sequence[LoggedCall], agents: int) -> list[tuple[int, datetime, datetime]]:
    """Return (agent, begin, end) local: so many agents from each day's first call until an hour after its last."""
    days: dict[date, list[datetime]] = defaultdict(list)
    for call in played:
        days[call.day].append(call.reached_at)
    midnight = {day: datetime.combine(day + timedelta(days=1), time()) for day in days}
    return [
        (agent, min(times), max(max(times), min(max(times) + timedelta(hours=1), midnight[day])))
        for day, times in sorted(days.items())
        for agent in range(1, agents + 1)
    ]

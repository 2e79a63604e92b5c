"""Faults on demand, seeded (issue 8 point 8; telephony.md 0.6, 3.1 to 3.4).

Deliveries of events may be late, repeated, out of order or lost; each try of a webhook may find nobody, or get no
answer in its time; orders by REST may be refused, or carried out and their answer withheld. Each has a rate between 0
and 1, and a test may ask for the next one.
"""

import random
import re
from dataclasses import dataclass, field

ANSWERS = {
    404: (20404, "The requested resource was not found"),
    429: (20429, "Too Many Requests"),
    500: (20500, "Internal Server Error"),
    503: (20503, "Service unavailable"),
}


@dataclass(slots=True)
class RestFault:
    """What becomes of the next `times` requests that fit: `kind` is a status, or after the order is carried out
    `cut` (the connection ends without an answer) or `silence` (no answer within the client's time)."""

    kind: str
    method: str = ""
    path: str = ""
    times: int = 1
    skip: int = 0

    def fits(self, method: str, path: str) -> bool:
        return (not self.method or self.method == method) and re.search(self.path, path) is not None


@dataclass(slots=True)
class DeliveryFault:
    """What becomes of the next `times` deliveries whose kind and fields fit: lost, repeated or late."""

    kind: str
    about: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    times: int = 1
    late_seconds: float = 5

    def fits(self, about: str, params: dict[str, str]) -> bool:
        return (not self.about or self.about == about) and all(params.get(k) == v for k, v in self.fields.items())


@dataclass(slots=True)
class Faults:
    """The faults that are switched on. None at first."""

    seed: int = 1
    late: float = 0
    repeated: float = 0
    reordered: float = 0
    lost: float = 0
    late_seconds: float = 20
    unheard: float = 0
    """Of each try of a webhook, a document's too: no connection comes about, and its time is waited for in vain."""
    unanswered: float = 0
    """Likewise: it arrives, is worked on, and the answer does not come within its time."""
    rest: dict[str, float] = field(default_factory=dict)
    """Rates by kind: `404`, `429`, `500`, `503`, `cut`, `silence`."""
    wrong_events_accepted: bool = False
    """Trap 14: a wrong StatusCallbackEvent gets 201 and then no event ever comes. Without this it is refused."""
    next_rest: list[RestFault] = field(default_factory=list)
    next_deliveries: list[DeliveryFault] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    _chance: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self.reseed(self.seed)

    def reseed(self, seed: int) -> None:
        """Begin the chances anew."""
        self.seed = seed
        self._chance = random.Random(seed)

    def for_rest(self, method: str, path: str) -> str:
        """Return what becomes of a request: empty, a status, `cut` or `silence`."""
        for fault in self.next_rest:
            if fault.fits(method, path):
                if fault.skip:
                    fault.skip -= 1
                    continue
                fault.times -= 1
                if not fault.times:
                    self.next_rest.remove(fault)
                return self._count(fault.kind)
        for kind, rate in self.rest.items():
            if rate and self._chance.random() < rate:
                return self._count(kind)
        return ""

    def for_delivery(self, about: str, params: dict[str, str]) -> tuple[float, ...]:
        """Return after how many seconds a delivery is made, each time that it is; () if it is lost. 0 is at once and
        in its turn; a late one is overtaken."""
        for fault in self.next_deliveries:
            if fault.fits(about, params):
                fault.times -= 1
                if not fault.times:
                    self.next_deliveries.remove(fault)
                self._count(fault.kind)
                return {"lost": (), "repeated": (0.0, fault.late_seconds), "late": (fault.late_seconds,)}[fault.kind]
        if not (self.lost or self.late or self.repeated or self.reordered):
            return (0.0,)
        if self._chance.random() < self.lost:
            self._count("lost")
            return ()
        times = [0.0]
        if self._chance.random() < self.late:
            self._count("late")
            times = [self._chance.uniform(1, self.late_seconds)]
        elif self._chance.random() < self.reordered:
            self._count("reordered")
            times = [self._chance.uniform(0.05, 2)]
        if self._chance.random() < self.repeated:
            self._count("repeated")
            times.append(times[0] + self._chance.uniform(0.05, self.late_seconds))
        return tuple(times)

    def for_try(self) -> str:
        """Return what becomes of one try of a webhook: empty, `unheard` or `unanswered`."""
        for kind, rate in (("unheard", self.unheard), ("unanswered", self.unanswered)):
            if rate and self._chance.random() < rate:
                return self._count(kind)
        return ""

    def _count(self, kind: str) -> str:
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return kind

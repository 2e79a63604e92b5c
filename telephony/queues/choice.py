"""Which queue a caller goes to, and whether it takes them. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from uuid import UUID

from telephony.queues.hours import OpeningHours, is_open, next_opening


@dataclass(frozen=True, slots=True)
class Door:
    """What decides who goes to a queue. Empty `service`, `languages` and `tiers` are for everybody.

    `reasons` are the menu reasons that lead here whatever queue was chosen. `position` is the place in the settings.
    `closed_to` and `full_to` are the codes of the queues that take its callers outside its hours and beyond `most`
    waiting; empty sends them away. `most` 0 is no limit.
    """

    queue_id: UUID
    code: str
    position: int = 0
    service: str = ""
    languages: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    reasons: frozenset[str] = frozenset()
    hours: OpeningHours | None = None
    most: int = 0
    closed_to: str = ""
    full_to: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of a caller before anybody speaks; each is empty where it is not known."""

    reason: str = ""
    tier: str = ""
    language: str = ""


class Turned(StrEnum):
    """Why a caller was sent away."""

    CLOSED = "closed"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a caller came to: the queue, and why and until when they were sent away, if they were."""

    door: Door
    turned: Turned | None = None
    opens_at: datetime | None = None


def choose_queue(doors: Collection[Door], wanted: Door, caller: Caller) -> Door:
    """Return the queue for a caller who chose `wanted` in the menu.

    The menu reason decides first, then the tier, then the language; a queue of the wanted service goes before one for
    all services, the wanted queue before its equals, then the settings' order. Nobody is sent to a queue for other
    tiers, languages or services than theirs; where none is for them it is the wanted one. Who is in a queue for its
    reasons stays there.
    """
    by_reason = [door for door in doors if caller.reason and caller.reason in door.reasons]
    if wanted.reasons and not by_reason:
        return wanted
    fitting = [door for door in doors if not door.reasons and _fits(door, wanted, caller)]
    return min(by_reason or fitting or [wanted], key=lambda door: _distance(door, wanted, caller))


def enter(
    doors: Mapping[str, Door], door: Door, waiting: Callable[[Door], int], *, at: datetime, zone: tzinfo
) -> Entry:
    """Return the queue that takes a caller of `door`, following where it sends them while it is closed or full.

    `doors` are by code, `waiting` counts the callers of a queue. The queue that sent the caller away is the last one
    reached; two that send callers to each other are gone through once.
    """
    *_, (door, turned) = road_in(doors, door, waiting, at=at, zone=zone)
    closed = turned is Turned.CLOSED and door.hours is not None
    opens_at = next_opening(door.hours, at, zone) if closed and door.hours is not None else None
    return Entry(door, turned, opens_at)


def road_in(
    doors: Mapping[str, Door], door: Door, waiting: Callable[[Door], int], *, at: datetime, zone: tzinfo
) -> Iterator[tuple[Door, Turned | None]]:
    """Yield each queue that a caller of `door` comes to, and why it does not take them: see `enter`."""
    seen: set[str] = set()
    while True:
        seen.add(door.code)
        if not is_open(door.hours, at, zone):
            turned, further = Turned.CLOSED, door.closed_to
        elif door.most and waiting(door) >= door.most:
            turned, further = Turned.FULL, door.full_to
        else:
            yield door, None
            return
        yield door, turned
        if further in seen or further not in doors:
            return
        door = doors[further]


def _fits(door: Door, wanted: Door, caller: Caller) -> bool:
    return (
        (not door.service or door.service == wanted.service)
        and (not door.languages or caller.language in door.languages)
        and (not door.tiers or caller.tier in door.tiers)
    )


def _distance(door: Door, wanted: Door, caller: Caller) -> tuple[bool, bool, bool, bool, int]:
    return (
        caller.tier not in door.tiers,
        caller.language not in door.languages,
        door.service != wanted.service,
        door.queue_id != wanted.queue_id,
        door.position,
    )

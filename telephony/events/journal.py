"""What has happened in one unit of work, and how it gets its numbers.

Numbers are given in commit order: the advisory lock is taken as the last act before the commit and held through
it. A plain sequence would commit out of order, and a rule on transaction snapshots would stall every reader while
a bulk load is open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from telephony.contract import AgentState, DeskChange, EventKind
from telephony.events.repository import EventRepository, StoredEvent


def agent_topic(agent_id: UUID) -> str:
    """Return the topic on which one agent is told of their own state, call, offer and figures."""
    return f"agent:{agent_id}"


def queue_topic(queue_id: UUID) -> str:
    """Return the topic on which those who serve or watch a queue are told of it."""
    return f"queue:{queue_id}"


FLOOR_TOPIC: Final = f"floor:{UUID(int=0)}"
"""The topic on which supervisors are told that something on the floor is to be looked at anew."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `at` None takes the time of the unit of work. `payload` is that of the open offer in the
    change: it is not written, and told only to whoever the call is offered to. `written` is the change as the journal
    holds it, `ahead` what whoever tells of it has made of it before it was committed."""

    kind: EventKind
    subject_id: UUID
    topics: tuple[str, ...]
    change: DeskChange | None
    at: datetime | None
    written: Mapping[str, Any]
    payload: Mapping[str, Any] | None = None
    ahead: Any = None


class Journal:
    """Collects the events of one unit of work in the order in which they happened."""

    def __init__(self, going_ahead: Callable[[Entry], Any] = lambda _: None) -> None:
        """`going_ahead` is told of each open offer with a payload as soon as it is noted. What it gives back is kept as
        the entry's `ahead`; it must raise nothing."""
        self._going_ahead = going_ahead
        self._entries: list[Entry] = []

    def add(
        self,
        kind: EventKind,
        subject_id: UUID,
        *,
        topics: Sequence[str],
        change: DeskChange | None = None,
        at: datetime | None = None,
    ) -> None:
        """Note one event. `change` holds ids, states and times; a payload in its offer is not written."""
        payload = None
        if change is not None and change.offer is not None and change.offer.payload is not None:
            payload = change.offer.payload
            change = change.model_copy(update={"offer": change.offer.model_copy(update={"payload": None})})
        written = {} if change is None else change.model_dump(mode="json", exclude_defaults=True)
        entry = Entry(kind, subject_id, tuple(topics), change, at, written, payload)
        if payload is not None:
            entry = replace(entry, ahead=self._going_ahead(entry))
        self._entries.append(entry)

    def tells_of_ready(self) -> bool:
        """Say whether an agent has been noted who is ready: whoever becomes so is told of it."""
        return bool(self.list_ready())

    def list_ready(self) -> Sequence[UUID]:
        """List the agents of whom it has been noted that they are ready, each once."""
        changes = (entry.change for entry in self._entries if entry.change is not None)
        agents = (change.agent for change in changes if change.agent is not None)
        return list(dict.fromkeys(agent.agent_id for agent in agents if agent.state is AgentState.READY))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What has been noted so far."""
        return tuple(self._entries)


class Appended:
    """The events that one unit of work has written. Their numbers are known once it is committed, or looked at.

    Attributes:
        ready: What whoever tells of them has made of them already, before their numbers were known.
    """

    def __init__(self, entries: Sequence[Entry], rows: Sequence[Mapping[str, Any]], answer: sa.Result[Any]) -> None:
        self.entries = entries
        self._rows = rows
        self._answer = answer  # not looked at: it is to come with the commit
        self.ready: Any = None

    @cached_property
    def last_number(self) -> int:
        """The number of the last event."""
        number: int = self._answer.scalar_one()
        return number

    def stored(self) -> Sequence[StoredEvent]:
        """Return the events as `EventRepository.list_after` reads them."""
        return self._numbered(self.last_number - len(self._rows) + 1)

    def unnumbered(self) -> Sequence[StoredEvent]:
        """Return the events as `stored` does, numbered from 1, since their numbers are not known yet."""
        return self._numbered(1)

    def _numbered(self, first: int) -> Sequence[StoredEvent]:
        return [
            StoredEvent(number, **row, payload=entry.payload)
            for number, (row, entry) in enumerate(zip(self._rows, self.entries, strict=True), first)
        ]


def append_events(session: Session, journal: Journal, at: datetime) -> Appended | None:
    """Write the journal's events and ring the doorbell. Call it last, just before the commit.

    Returns:
        What was written, or None where there was nothing to write (no lock is taken then).
    """
    entries = journal.entries
    if not entries:
        return None
    session.flush()
    rows = [
        {
            "at": entry.at or at,
            "kind": entry.kind,
            "subject_id": entry.subject_id,
            "topics": entry.topics,
            "change": entry.written,
        }
        for entry in entries
    ]
    return Appended(entries, rows, EventRepository(session).append(rows))

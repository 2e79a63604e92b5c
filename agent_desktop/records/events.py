"""What changed in the records, gathered for the journal of the unit of work."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """One change: `kind` in the past tense (``note.saved``), and ids only."""

    kind: str
    subject_id: UUID
    agent_id: UUID | None
    customer_id: UUID | None


class RecordEvents:
    """Collects the events of one transaction. Services add; the unit of work reads and journals them."""

    def __init__(self) -> None:
        self._events: list[RecordEvent] = []

    def add(
        self, kind: str, subject_id: UUID, *, agent_id: UUID | None = None, customer_id: UUID | None = None
    ) -> None:
        """Say that `kind` happened to the record `subject_id`, by or for `agent_id`, about `customer_id`."""
        self._events.append(RecordEvent(kind, subject_id, agent_id, customer_id))

    def take(self, others: "RecordEvents") -> None:
        """Add all that another one has."""
        self._events += others

    def __iter__(self) -> Iterator[RecordEvent]:
        return iter(tuple(self._events))

    def __len__(self) -> int:
        return len(self._events)

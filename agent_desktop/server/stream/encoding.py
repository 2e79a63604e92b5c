"""Journal rows as the stream sends them: encoded once, the offer's payload joined on the way out.

The journal holds no payload. Whoever the call is offered to gets it with the event, as long as the offer is open;
everybody else who hears the event gets it without. The words are those of `telephony.contract.StreamMessage`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic_core import to_json

from telephony.contract import EventKind
from telephony.events.journal import agent_topic, queue_topic
from telephony.events.repository import StoredEvent

_EVENT: Final = '{"type":"event",'
_AHEAD: Final = '{"number":0,"type":"ahead",'


@dataclass(frozen=True, slots=True)
class EncodedEvent:
    """One event, ready to be sent. `own` is what the one agent hears whom `own_topic` names, `other` everybody else.

    Neither text holds the number: an event is encoded before it has one. `offered_call_id` is the call where the event
    says that one is offered. `tells_all_of` names what the event says everything of, so that a later one of the same
    name makes this one worthless; empty where there is no such thing. `serves` are the topics of all queues that
    whoever hears the event serves from now on; None where it says nothing of that.
    """

    number: int
    topics: tuple[str, ...]
    other: str
    own: str
    own_topic: str = ""
    offered_call_id: UUID | None = None
    kind: EventKind | None = None
    tells_all_of: str = ""
    serves: frozenset[str] | None = None

    def text_for(self, topics: frozenset[str], previous: int) -> str:
        """Return the message for a subscription to `topics` whose last number is `previous`."""
        body = self.own if self.own_topic in topics else self.other
        return f'{{"previous":{previous},"number":{self.number},{body[1:]}'

    @property
    def ahead(self) -> str:
        """The message that goes ahead of the event to the one agent who hears `own`: the same words after the type."""
        return _AHEAD + self.own.removeprefix(_EVENT)


def encode_events(events: Sequence[StoredEvent], *, server_at: datetime) -> list[EncodedEvent]:
    """Encode `events`, in order, each once however many hear it."""
    return [encode_event(event, server_at=server_at) for event in events]


def no_more_ahead(server_at: datetime) -> str:
    """Return the message which says that what went ahead does not come."""
    return f"{_AHEAD}{to_json({'server_at': server_at}).decode()[1:]}"


def encode_event(event: StoredEvent, *, server_at: datetime) -> EncodedEvent:
    """Encode one event."""
    message: dict[str, Any] = {
        "type": "event",
        "server_at": server_at,
        "kind": event.kind,
        "at": event.at,
        "subject_id": event.subject_id,
    }
    if event.change:
        message["change"] = event.change  # as it was dumped into the journal
    other = to_json(message).decode()
    topics = tuple(event.topics)
    offered_call_id = event.subject_id if event.kind is EventKind.CALL_OFFERED else None
    tells_all_of = str(event.subject_id) if event.kind is EventKind.QUEUE_CHANGED else ""
    serves = None
    if event.kind is EventKind.SERVING_CHANGED:
        serves = frozenset(queue_topic(UUID(queue["queue_id"])) for queue in event.change.get("queues", ()))
    if event.payload is None:
        return EncodedEvent(
            event.number,
            topics,
            other,
            other,
            offered_call_id=offered_call_id,
            kind=event.kind,
            tells_all_of=tells_all_of,
            serves=serves,
        )
    offer = event.change["offer"]
    message["change"] = {**event.change, "offer": {**offer, "payload": event.payload}}
    own = to_json(message).decode()
    own_topic = agent_topic(UUID(offer["agent_id"]))
    return EncodedEvent(event.number, topics, other, own, own_topic, offered_call_id, event.kind)

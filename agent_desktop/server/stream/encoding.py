"""Journal rows as the stream sends them: encoded once, the offer's payload joined on the way out.

The journal holds no payload. Whoever the call is offered to gets it with the event, as long as the offer is open;
everybody else who hears the event gets it without.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.contract import DeskChange, EventKind, OfferOutcome, StreamMessage
from telephony.events.journal import agent_topic
from telephony.events.models import EventRow
from telephony.offers.repository import OfferRepository


@dataclass(frozen=True, slots=True)
class EncodedEvent:
    """One event, ready to be sent. `own` is what the one agent hears whom `own_topic` names, `other` everybody else.

    `offered_call_id` is the call where the event says that one is offered.
    """

    number: int
    topics: tuple[str, ...]
    other: str
    own: str
    own_topic: str = ""
    offered_call_id: UUID | None = None

    def text_for(self, topics: frozenset[str], previous: int) -> str:
        """Return the message for a subscription to `topics` whose last number is `previous`."""
        body = self.own if self.own_topic in topics else self.other
        return f'{{"previous":{previous},{body[1:]}'


def encode_events(session: Session, rows: Sequence[EventRow], *, server_at: datetime) -> list[EncodedEvent]:
    """Encode `rows`, in order. One query for all payloads, none where no call was offered."""
    changes = [DeskChange.model_validate(row.change) if row.change else None for row in rows]
    payloads = OfferRepository(session).list_open_payloads([one for change in changes for one in _offered(change)])
    return [_encode(row, change, payloads, server_at) for row, change in zip(rows, changes, strict=True)]


def _offered(change: DeskChange | None) -> list[UUID]:
    if change is None or change.offer is None or change.offer.outcome is not OfferOutcome.OPEN:
        return []
    return [change.offer.offer_id]


def _encode(
    row: EventRow, change: DeskChange | None, payloads: Mapping[UUID, dict[str, Any]], server_at: datetime
) -> EncodedEvent:
    message = StreamMessage(
        type="event",
        number=row.number,
        server_at=server_at,
        kind=row.kind,
        at=row.at,
        subject_id=row.subject_id,
        change=change,
    )
    other = message.model_dump_json(exclude_defaults=True)
    topics = tuple(row.topics)
    offered_call_id = row.subject_id if row.kind is EventKind.CALL_OFFERED else None
    offer = change.offer if change is not None else None
    if change is None or offer is None or offer.offer_id not in payloads:
        return EncodedEvent(row.number, topics, other, other, offered_call_id=offered_call_id)
    with_payload = offer.model_copy(update={"payload": payloads[offer.offer_id]})
    own = message.model_copy(update={"change": change.model_copy(update={"offer": with_payload})})
    own_text = own.model_dump_json(exclude_defaults=True)
    return EncodedEvent(row.number, topics, other, own_text, agent_topic(offer.agent_id), offered_call_id)

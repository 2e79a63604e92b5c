"""Queues' rows as the pure policy sees them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from telephony.queues.choice import Door
from telephony.queues.hours import hours_from_json
from telephony.queues.models import QueueRow
from telephony.queues.policy import Overflow, QueueRules, Routing


def routing_of(rows: Sequence[QueueRow], point_seconds: int) -> Routing:
    """Return the rules of a group from all of its queues. Overflow to a queue that is not there any more is none."""
    ids = {row.code: row.queue_id for row in rows}
    return Routing({row.queue_id: _rules_of(row, ids) for row in rows}, point_seconds)


def door_of(row: QueueRow) -> Door:
    """Return what decides who goes to the queue."""
    return Door(
        queue_id=row.queue_id,
        code=row.code,
        position=row.position,
        service=row.service,
        languages=frozenset(row.languages),
        tiers=frozenset(row.tiers),
        reasons=frozenset(row.reasons),
        hours=None if row.hours is None else hours_from_json(row.hours),
        most=row.max_waiting,
        closed_to=row.closed_to,
        full_to=row.full_to,
    )


def _rules_of(row: QueueRow, ids: Mapping[str, UUID]) -> QueueRules:
    flows = [Overflow(seconds, ids[code]) for code, seconds in row.overflow.items() if code in ids]
    return QueueRules(
        needs=row.needs,
        overflow=tuple(sorted(flows, key=lambda each: each.after_seconds)),
        share=row.callback_share,
        late_share=row.callback_late_share,
    )

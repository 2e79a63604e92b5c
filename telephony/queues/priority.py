"""A call's place among those who wait. Pure.

Priority is counted in points, and a point is worth a stretch of waiting: whoever waits gains a point in each stretch,
so that nobody is overtaken for ever. Since everybody gains at the same pace, the order of two calls never changes
while they wait: it is that of their *place times*, when each would have entered had they no points. Nothing has to be
counted again as time goes by. Urgent calls go before all others, whatever those have gained.
"""

from datetime import datetime, timedelta
from uuid import UUID

Place = tuple[bool, datetime, UUID]
"""The sort key of a call: urgent calls first, then by place time, then by id, so that a tie is settled."""


def place_of(call_id: UUID, *, urgent: bool, points: int, enqueued_at: datetime, point_seconds: int) -> Place:
    """Return a call's place. The least goes first."""
    return (not urgent, enqueued_at - timedelta(seconds=points * point_seconds), call_id)

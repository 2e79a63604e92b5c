"""A seat as it crosses the wire."""

from telephony.contract import SeatSnapshot
from telephony.seats.models import SeatRow
from telephony.times import utc


def seat_snapshot(row: SeatRow) -> SeatSnapshot:
    """Return the seat."""
    return SeatSnapshot(session_id=row.session_id, taken_at=utc(row.taken_at), version=row.version)

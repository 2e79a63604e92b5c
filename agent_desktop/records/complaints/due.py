"""The next date of a complaint, kept with it for lists and alerts: clocks say it, here it is written."""

from datetime import UTC, datetime
from typing import Final

from agent_desktop.records.complaint_clocks.facts import ClockStanding, ComplaintFacts
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.states import END_STATES

NO_CLOCK: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""Where no clock runs, a complaint comes after all others in lists by deadline."""


def facts_of(row: ComplaintRow) -> ComplaintFacts:
    """Return what clocks have to know of a complaint."""
    return ComplaintFacts(
        complaint_id=row.complaint_id,
        kind=row.kind.value,
        region=row.region.value,
        registered_at=row.registered_at,
        state=row.state.value,
        severity=row.severity.value,
        channel=row.channel.value,
        vulnerable=row.vulnerable,
        regulatory=row.regulatory,
        flags=frozenset(row.flags),
        category=row.category_code,
        product_code=row.product_code,
        received_at=row.received_at,
        owner_id=row.owner_id,
        backup_id=row.backup_id,
        team=row.team,
    )


def keep_standing(row: ComplaintRow, standing: ClockStanding) -> None:
    """Write into a locked row what its clocks say. One that has ended has no next date."""
    due_at = standing.next_due_at if row.state not in END_STATES else None
    row.next_due_at = due_at
    row.due_order = due_at or NO_CLOCK
    row.next_limit = standing.next_limit.value if due_at is not None and standing.next_limit is not None else ""
    row.next_rule = standing.next_rule_id if due_at is not None else ""
    row.next_started_at = standing.next_started_at if due_at is not None else None
    row.next_provisional = standing.provisional and due_at is not None
    row.clocks_late, row.clocks_paused = standing.late, standing.paused

"""The next date of a complaint, kept with it for lists and alerts: clocks say it, here it is written."""

from datetime import UTC, date, datetime
from typing import Final

from agent_desktop.records.complaint_clocks.book import LEGAL
from agent_desktop.records.complaint_clocks.facts import ClockStanding, ComplaintFacts
from agent_desktop.records.complaints.models import ComplaintRow

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
        flags=frozenset(row.flags) | ({LEGAL} if row.legal else frozenset()),
        category=row.category_code,
        product_code=row.product_code,
        received_at=row.received_at,
        owner_id=row.owner_id,
        backup_id=row.backup_id,
        team=row.team,
        about_user_id=row.about_user_id,
    )


def keep_standing(row: ComplaintRow, standing: ClockStanding) -> None:
    """Write into a locked row what its clocks say; also of one that has ended: some may still run."""
    due_at = standing.next_due_at
    row.next_due_at, row.next_due_on = due_at, standing.next_due_on
    row.answer_due_at, row.answer_due_on = standing.answer_due_at, standing.answer_due_on
    row.due_order = due_at or NO_CLOCK
    row.next_limit = standing.next_limit.value if standing.next_limit is not None else ""
    row.next_rule = standing.next_rule_id
    row.next_started_at = standing.next_started_at
    row.next_provisional = standing.provisional
    row.clocks_late, row.clocks_paused = standing.late, standing.paused


def promised(due_at: datetime | None, due_on: date | None, at: datetime) -> date | None:
    """Return the day by which a customer can be told that the answer comes; None where none is owed, or it is past."""
    return due_on if due_at is not None and due_at >= at else None

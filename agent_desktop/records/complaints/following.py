"""A complaint's state is set, and its clocks follow what has become of it."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy.orm import Session

from agent_desktop.contract.complaints import ComplaintState
from agent_desktop.records.complaint_clocks.facts import ClockStanding, ComplaintChange
from agent_desktop.records.complaints.access import Asking
from agent_desktop.records.complaints.due import facts_of, keep_standing
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.complaints.states import END_STATES

PLACES: Final[Mapping[ComplaintState, int]] = {state: place for place, state in enumerate(ComplaintState)}
"""The place of each state in the flow, for lists."""


def set_state(row: ComplaintRow, state: ComplaintState, asking: Asking) -> None:
    """Have a complaint be in a state from now on; who ends one ends its time as well."""
    row.state, row.state_place, row.state_since = state, PLACES[state], asking.at
    row.ended_at = asking.at if state in END_STATES else None
    row.closed_at = asking.at if state is ComplaintState.CLOSED else None
    if state is not ComplaintState.JOINED:
        row.joined_into = None


def follow_clocks(session: Session, row: ComplaintRow, asking: Asking, marks: Collection[str] = ()) -> ClockStanding:
    """Have the clocks follow what has become of a complaint, keep its next date, and return how they stand."""
    session.flush()
    change = ComplaintChange(by=asking.who.user_id, marks=marks)
    standing = asking.clocks.clocks_after(session, facts_of(row), change, at=asking.at, events=asking.events)
    keep_standing(row, standing)
    session.flush()
    return standing

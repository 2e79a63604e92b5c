"""The recordings of the call in which somebody complained are kept for as long as somebody holds them."""

from sqlalchemy.orm import Session

from agent_desktop.contract.recordings import KeptState
from agent_desktop.records.complaints.access import Asking
from agent_desktop.records.complaints.models import ComplaintRow
from agent_desktop.records.recordings.repository import RecordingRepository
from agent_desktop.records.recordings.service import hold


def hold_recordings(session: Session, row: ComplaintRow, asking: Asking) -> int:
    """Have no time limit remove the recordings of the complaint's call; return how many are held for it now. One that
    another hold keeps already, or that is gone, stays as it is."""
    if row.call_id is None:
        return 0
    held = 0
    for recording in RecordingRepository(session).list_of_call(row.call_id):
        if recording.held_at is None and recording.state is not KeptState.REMOVED:
            hold(session, recording.recording_id, by=asking.who.user_id, why=row.number, at=asking.at)
            held += 1
    return held

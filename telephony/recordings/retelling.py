"""Tells the host once more of a recording, where its first word may have been lost. Nothing here commits."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.calls.repository import CallRepository
from telephony.deps import Deps
from telephony.providers.base import RecordedPart
from telephony.queues.repository import QueueRepository
from telephony.recordings.parts import tell_host, tell_host_of
from telephony.recordings.repository import CallRecordingRepository
from telephony.recordings.service import policy_of


def take_over(session: Session, deps: Deps, call_id: UUID, parts: Sequence[RecordedPart]) -> None:
    """Take over what the carrier says, long after a call, of its recordings. Without any, it counts as not recorded.

    Raises:
        CallNotFoundError: The call was removed meanwhile.
    """
    call = CallRepository(session).lock_call(call_id)
    if not parts:
        call.recording_starts = None
        return
    queue = QueueRepository(session).get_queue(call.queue_id)
    tell_host(session, deps, call, parts, policy_of(deps, call, queue), deps.now())


def tell_host_again(session: Session, deps: Deps, recording_id: UUID, parts: Sequence[RecordedPart]) -> None:
    """Take over how the carrier says that the recordings of a call stand, and tell the host of this one of them.

    Raises:
        CallNotFoundError: The call was removed meanwhile.
    """
    repository = CallRecordingRepository(session)
    found = repository.find(recording_id)
    if found is None:
        return
    call = CallRepository(session).lock_call(found.call_id)
    queue, at = QueueRepository(session).get_queue(call.queue_id), deps.now()
    if parts:
        tell_host(session, deps, call, parts, policy_of(deps, call, queue), at)
    row = next((each for each in repository.list_of(call.call_id) if each.recording_id == recording_id), None)
    if row is not None:
        tell_host_of(session, deps, call, row, at)

"""Recordings of calls, as the records keep them and a desktop plays them."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from agent_desktop.contract.base import Answer, Request


class KeptState(StrEnum):
    """How far what was recorded has come. The last four are its ends."""

    RUNNING = "running"  # the call is on, or the carrier has not finished
    WAITING = "waiting"  # it is at the carrier, and to be fetched
    STORED = "stored"
    FAILED = "failed"  # the carrier has no sound of it
    REFUSED = "refused"  # the caller refused: what the carrier had was deleted and never kept
    REMOVED = "removed"  # its time was over


class ListenReason(StrEnum):
    """Why somebody plays a recording; it is kept with each play."""

    QUALITY = "quality"
    COMPLAINT = "complaint"
    DISPUTE = "dispute"
    CUSTOMER_ASKED = "customer_asked"
    OWN_NOTES = "own_notes"


class Recording(Answer):
    """One recording of a call. `keep_until` is the last day it is kept; `held`: it is kept beyond that, for `held_why`.
    `seconds` of sound are known once the carrier said them. `playable`: it is stored, and whoever asks may play it."""

    recording_id: UUID
    state: KeptState
    began_at: datetime
    seconds: int | None = None
    channels: int = 1
    basis: str = ""
    announced: bool = False
    keep_until: date | None = None
    held: bool = False
    held_why: str = ""
    playable: bool = False
    problem: str = ""


class CallRecordings(Answer):
    """`GET /v1/contacts/{contact_id}/recordings`: what there is of the call that a contact was, oldest first."""

    recordings: tuple[Recording, ...] = ()


class PlayRecording(Request):
    """`POST /v1/recordings/{recording_id}/play`: the answer is the sound, a WAV file. Each play is audited."""

    reason: ListenReason

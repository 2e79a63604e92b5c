"""The recording of a call as it crosses the wire. Import it from `telephony.contract`."""

from telephony.answers import Answer
from telephony.terms import PausedBy, RecordingDeed, RecordingProblem, RecordingState, RecordingStop


class RecordingSnapshot(Answer):
    """`state` is what the carrier has confirmed, and nothing else is ever shown as paused.

    `asked` is what it was asked and has not confirmed; `problem` what it did not do in time, or refused. `paused_by` is
    who wants it paused, None where nobody does; `in_consult`: it is to be paused since a colleague is asked.
    `stopped_by` says why it is recorded no more. `transcribed`: what is said is written down for the note, now.
    """

    state: RecordingState = RecordingState.OFF
    asked: RecordingDeed | None = None
    problem: RecordingProblem | None = None
    paused_by: PausedBy | None = None
    in_consult: bool = False
    stopped_by: RecordingStop | None = None
    transcribed: bool = False

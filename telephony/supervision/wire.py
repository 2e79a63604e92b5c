"""A supervisor in a call, as it crosses the wire. Import it from `telephony.contract`."""

from datetime import datetime
from uuid import UUID

from telephony.answers import Answer, Request
from telephony.terms import CallDirection, CallState, SupervisionMode, SupervisionOutcome, SupervisionState


class Supervise(Request):
    """`POST /v1/calls/{id}/supervision`: begin to listen, whisper or barge in, or change from one to another."""

    command_id: UUID
    mode: SupervisionMode


class SupervisionSnapshot(Answer):
    """A supervisor's own part in a call. `pending` is what the carrier is asked for and has not confirmed; `allowed`
    are the modes that may be asked for now. `outcome` says why it is over."""

    supervision_id: UUID
    call_id: UUID
    agent_id: UUID
    agent_name: str = ""
    state: SupervisionState
    pending: SupervisionMode | None = None
    allowed: frozenset[SupervisionMode] = frozenset()
    outcome: SupervisionOutcome | None = None
    began_at: datetime
    since_at: datetime


class Supervised(Answer):
    """`GET /v1/supervision/calls`: a call that may be listened to; `supervisor_id` is who does so now."""

    call_id: UUID
    agent_id: UUID
    agent_name: str = ""
    team: str = ""
    queue_name: dict[str, str]
    direction: CallDirection
    state: CallState
    since_at: datetime
    supervisor_id: UUID | None = None


class OwnSupervision(Answer):
    """`POST /v1/supervision/beats`: the supervisor's own part, on or just over, asked for every few seconds while it is
    on: a desktop that does not ask any more is gone, and its line leaves the call. None where there was none."""

    supervision: SupervisionSnapshot | None = None


class RemoveColleague(Request):
    """`POST /v1/calls/{id}/colleague/removal`: take whoever was called into a call out of it."""

    command_id: UUID

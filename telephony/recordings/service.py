"""Has calls recorded as their policy says. Nothing here commits; the group of the call's queue is locked.

How a recording is to stand follows from the call (`states.Recorded`). It is compared with what the carrier confirmed
after every report, deed and failure, and again `recording_seconds` after each order, so that nothing that is lost in
between leaves a call recorded which should not be.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from telephony.asking import ask_host
from telephony.calls.models import CallRow
from telephony.calls.snapshots import call_snapshot
from telephony.contract import (
    CallAction,
    CallState,
    DeskChange,
    EndCause,
    EventKind,
    PausedBy,
    RecordingDeed,
    RecordingProblem,
    RecordingState,
    RecordingStop,
)
from telephony.database import update_later
from telephony.deps import Deps
from telephony.errors import CallTransitionRefusedError
from telephony.events.journal import agent_topic
from telephony.menu.walk import Spoken
from telephony.providers.base import OrderKind, PartState, RoomState
from telephony.providers.repository import OutboxRepository
from telephony.queues.models import QueueRow
from telephony.queues.repository import QueueRepository
from telephony.recordings.begun import Start, begun_by, with_start
from telephony.recordings.parts import tell_host, tell_host_of_refusal
from telephony.recordings.policy import TRANSCRIBES, RecordingPolicy, policy_for
from telephony.recordings.repository import CallRecordingRepository
from telephony.recordings.snapshots import recorded_of, recording_actions
from telephony.recordings.states import LEADS_TO, PROBLEMS, Recorded
from telephony.timers.models import TimerKind
from telephony.timers.repository import TimerRepository

_D: Final = RecordingDeed
ORDERS: Final[Mapping[RecordingDeed, OrderKind]] = MappingProxyType(
    {
        _D.START: OrderKind.RECORD_START,
        _D.PAUSE: OrderKind.RECORD_PAUSE,
        _D.RESUME: OrderKind.RECORD_RESUME,
        _D.STOP: OrderKind.RECORD_STOP,
    }
)

ANY_LANGUAGE: Final = "any"
AGAIN_SECONDS: Final = 10
"""How soon the carrier is asked again for what it did not do."""

_ANY_PAUSE: Final = frozenset({CallAction.PAUSE_RECORDING})
_PAUSES: Final = frozenset({CallAction.PAUSE_RECORDING, CallAction.RESUME_RECORDING})
_SPEAKING: Final = frozenset({CallState.TALKING, CallState.HELD})


def policy_of(deps: Deps, call: CallRow, queue: QueueRow) -> RecordingPolicy | None:
    """Return the policy by which a call of this queue is recorded; None where it is not, and where its ground does not
    hold: who has not been asked has not agreed."""
    policies = deps.settings.recording_policies
    policy = policy_for(policies, queue.code, call.menu_reason, call.direction) if policies else None
    if policy is None or call.recording_stopped_by is RecordingStop.CALLER:
        return policy
    return policy if policy.may_record(passed_question=call.recording_agreed == policy.code) else None


def announcement(deps: Deps, call: CallRow, queue: QueueRow) -> tuple[Spoken, ...]:
    """Return what the caller is to hear before they are recorded; nothing where they were told of this policy already,
    have refused, or are not recorded. That they heard it is noted by whoever knows."""
    policy, stop = policy_of(deps, call, queue), call.recording_stopped_by
    if policy is None or call.recording_announced == policy.code or (stop is not None and policy.heeds(stop)):
        return ()
    return policy.spoken_joining(call.menu_language)


def announce_joining(deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> tuple[Spoken, ...]:
    """Return what the caller is to hear as they are joined with an agent, and note that they do (`not_heard`)."""
    said, policy = announcement(deps, call, queue), policy_of(deps, call, queue)
    if said and policy is not None:
        call.recording_announced, call.recording_announced_at = policy.code, at
    return said


def will_be_recorded(deps: Deps, call: CallRow, queue: QueueRow) -> bool:
    """Say whether something of the call is recorded, or may be as long as the agent has it."""
    if call.recording is not RecordingState.OFF or call.recording_asked is not None:
        return True
    policy, stop = policy_of(deps, call, queue), call.recording_stopped_by
    if call.state is CallState.ENDED or (stop is not None and policy is not None and policy.heeds(stop)):
        return False
    return policy is not None or (bool(call.recording_policy) and recorded_of(call).stopped_by is None)


def follow_recording(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Ask the carrier for what is next so that the recording stands as it is wanted; nothing where it does."""
    if call.state in _SPEAKING and call.recording is RecordingState.OFF and call.recording_asked is None:
        _choose_policy(session, deps, call, queue, at)
    gone = call.state is CallState.ENDED and call.end_cause is not EndCause.HANDED_OVER
    if not call.recording_policy or gone:
        return
    deed = _recorded(deps, call, queue).next_deed()
    if deed is None:
        return
    # Told again with each start that was not confirmed: nobody knows whether they heard it.
    spoken = announcement(deps, call, queue) if deed is RecordingDeed.START else ()
    if call.recording_problem is not PROBLEMS[deed]:
        call.recording_problem = None
    call.recording_asked = deed
    if deed is RecordingDeed.START:
        start = Start(call.recording_policy, call.recording_allows, call.agent_id, at)
        call.recording_starts = [dict(each) for each in with_start(call.recording_starts or (), start)]
    OutboxRepository(session).add_order(call, ORDERS[deed], "", at, spoken=spoken, transcribe=_transcribe(call, deed))
    _look_again(session, deps, call, at)
    _tell(session, deps, call, queue, at)


def _transcribe(call: CallRow, deed: RecordingDeed) -> str:
    """Return in which language what is said is to be written down from this deed on; empty where it is not."""
    runs = LEADS_TO[deed] is RecordingState.ON
    return call.menu_language or ANY_LANGUAGE if runs and TRANSCRIBES in call.recording_allows.split() else ""


def not_heard(call: CallRow) -> None:
    """The agent's line was not joined: what the caller was to hear with it may not have been heard. What they were
    asked in the menu they were."""
    if call.recording is RecordingState.OFF and call.recording_agreed != call.recording_announced:
        call.recording_announced, call.recording_announced_at = "", None


def take_room(session: Session, deps: Deps, call: CallRow, queue: QueueRow, room: RoomState, at: datetime) -> None:
    """Take over how the recordings of a room stand, and ask for what is next."""
    if not room.recordings and not call.recording_policy and call.state not in _SPEAKING:
        return
    before = call.recording, call.recording_asked, call.recording_problem
    call.recording = room.recording
    _goes_by_its_own_policy(session, call, room)
    recorded = _recorded(deps, call, queue)
    over = call.state is CallState.ENDED and room.recording is RecordingState.OFF
    if recorded.confirmed() or over:
        if recorded.confirmed():
            if call.recording_asked is RecordingDeed.START and recorded.is_ours:
                announce_joining(deps, call, queue, at)  # it was begun after these words
            _note(session, deps, call, f"{call.recording_asked}_confirmed", None, at)
        call.recording_asked = None
    if call.recording_asked is None and (over or recorded.known is recorded.wanted()):
        call.recording_problem = None
        if before[1] is not None:
            TimerRepository(session).clear_timer(TimerKind.RECORDING_CONFIRMS, call.call_id)
    if before != (call.recording, call.recording_asked, call.recording_problem):
        _tell(session, deps, call, queue, at)
    if room.recordings:
        tell_host(session, deps, call, room.recordings, policy_of(deps, call, queue), at)
    follow_recording(session, deps, call, queue, at)


def act_on_recording(
    session: Session,
    deps: Deps,
    call: CallRow,
    queue: QueueRow,
    action: CallAction,
    *,
    by: UUID,
    paused_by: PausedBy = PausedBy.AGENT,
) -> None:
    """Do what the agent who has the call asks of its recording. A script may before caller and agent are joined: then
    the call is recorded as it wishes from its first word.

    Raises:
        CallTransitionRefusedError: The policy or how the recording stands does not allow it.
    """
    by_script = paused_by is PausedBy.SCRIPT  # what the script says is the bank's word, whatever the agent may do
    at, allowed = deps.now(), recorded_of(call).allowed(_ANY_PAUSE) if by_script else recording_actions(call)
    if by_script and call.state not in _SPEAKING and will_be_recorded(deps, call, queue):
        _choose_policy(session, deps, call, queue, at)
        allowed = _PAUSES
    if action not in allowed:
        raise CallTransitionRefusedError(state=call.state.value, action=action.value)
    match action:
        case CallAction.PAUSE_RECORDING:
            call.recording_paused_by, call.recording_paused_for = paused_by, call.agent_id
            due_at = at + timedelta(seconds=deps.settings.recording_pause_seconds)
            TimerRepository(session).set_timer(TimerKind.RECORDING_PAUSE_OVER, call.call_id, due_at)
        case CallAction.RESUME_RECORDING:
            _end_pause(session, call)
        case CallAction.STOP_RECORDING:
            call.recording_stopped_by = RecordingStop.AGENT
        case _:
            call.recording_stopped_by = RecordingStop.CALLER
            tell_host_of_refusal(session, deps, call, at)
    if call.recording_problem is not None:
        call.recording_asked = None  # what the carrier did not do is asked for anew
    _note(session, deps, call, action.value, by, at)
    before = call.version
    follow_recording(session, deps, call, queue, at)
    if call.version == before:
        _tell(session, deps, call, queue, at)


def recording_failed(session: Session, deps: Deps, call: CallRow, queue: QueueRow, kind: OrderKind) -> None:
    """The carrier will not do what it was asked of the recording: it stands as before, and that is told. It is asked
    again after a while, for as long as it is wanted."""
    deed = next(each for each, order in ORDERS.items() if order is kind)
    if call.recording_asked is deed:
        call.recording_asked = None
        _problem(session, deps, call, queue, PROBLEMS[deed], deps.now())
        _look_again(session, deps, call, deps.now())


def recording_over(session: Session, deps: Deps, call: CallRow, queue: QueueRow) -> None:
    """The carrier has the call no more: nothing of it is recorded, and nothing is asked for again. The group is
    locked."""
    TimerRepository(session).clear_timer(TimerKind.RECORDING_CONFIRMS, call.call_id)
    before = call.recording, call.recording_asked, call.recording_problem
    call.recording, call.recording_asked, call.recording_problem = RecordingState.OFF, None, None
    if before != (RecordingState.OFF, None, None):
        _tell(session, deps, call, queue, deps.now())


def not_confirmed(session: Session, deps: Deps, call: CallRow) -> None:
    """The carrier has not confirmed in time what it was asked of the recording. The group is locked."""
    queue, at = QueueRepository(session).get_queue(call.queue_id), deps.now()
    asked = call.recording_asked
    if asked is not None and LEADS_TO[asked] is not call.recording:
        _problem(session, deps, call, queue, PROBLEMS[asked], at)
        call.recording_asked = None
    follow_recording(session, deps, call, queue, at)


def pause_over(session: Session, deps: Deps, call: CallRow) -> None:
    """Nobody has ended a pause in time: it is recorded again. The group is locked."""
    if call.recording_paused_by is None or call.state is CallState.ENDED:
        return
    queue, at, before = QueueRepository(session).get_queue(call.queue_id), deps.now(), call.version
    _end_pause(session, call)
    _note(session, deps, call, TimerKind.RECORDING_PAUSE_OVER.value.removeprefix("recording_"), None, at)
    follow_recording(session, deps, call, queue, at)
    if call.version == before:
        _tell(session, deps, call, queue, at)


def _recorded(deps: Deps, call: CallRow, queue: QueueRow) -> Recorded:
    """Return what decides how the call is to be recorded. What another policy had begun than the one that holds by now
    is to end first."""
    recorded, policy = recorded_of(call), policy_of(deps, call, queue)
    return replace(recorded, is_ours=policy is not None and policy.code == call.recording_policy)


def _choose_policy(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    """Nothing is recorded of the call now: whoever has it now, its queue's policy holds, and no pause of another."""
    before = call.recording_policy, call.recording_allows, call.recording_paused_by
    policy = policy_of(deps, call, queue)
    call.recording_policy, call.recording_allows = ("", "") if policy is None else (policy.code, policy.allows())
    if call.recording_paused_by is not None and call.recording_paused_for != call.agent_id:
        _end_pause(session, call)
    if before != (call.recording_policy, call.recording_allows, call.recording_paused_by):
        _tell(session, deps, call, queue, at)


def _goes_by_its_own_policy(session: Session, call: CallRow, room: RoomState) -> None:
    """What is recorded now may be what another policy had asked for, whose START counted as failed: then it goes by
    that one, and has to end before the present one's begins."""
    starts = call.recording_starts or []
    if room.recording is RecordingState.OFF or len(starts) < 2:
        return
    known = {row.recording_sid for row in CallRecordingRepository(session).list_of(call.call_id)}
    live = [each for each in room.recordings if each.state in (PartState.RUNNING, PartState.PAUSED)]
    new = next((each for each in live if each.recording_sid not in known), None)
    start = None if new is None else begun_by(starts, new.began_at)
    if start is not None and start.policy != call.recording_policy:
        call.recording_policy, call.recording_allows = start.policy, start.allows


def _end_pause(session: Session, call: CallRow) -> None:
    call.recording_paused_by = call.recording_paused_for = None
    TimerRepository(session).clear_timer(TimerKind.RECORDING_PAUSE_OVER, call.call_id)


def _look_again(session: Session, deps: Deps, call: CallRow, at: datetime) -> None:
    wait = AGAIN_SECONDS if call.recording_problem is not None else deps.settings.recording_seconds
    due_at = at + timedelta(seconds=wait)
    TimerRepository(session).set_timer(TimerKind.RECORDING_CONFIRMS, call.call_id, due_at)


def _problem(
    session: Session, deps: Deps, call: CallRow, queue: QueueRow, problem: RecordingProblem, at: datetime
) -> None:
    if call.recording_problem is problem:
        return
    call.recording_problem = problem
    _note(session, deps, call, problem.value, None, at)
    _tell(session, deps, call, queue, at)


def _note(session: Session, deps: Deps, call: CallRow, what: str, by: UUID | None, at: datetime) -> None:
    call_id = call.call_id
    update_later(session, call)
    ask_host(
        session,
        "recording_asked",
        lambda: deps.host.recording_asked(session, call_id, what, by=by, at=at),
        otherwise=None,
    )


def _tell(session: Session, deps: Deps, call: CallRow, queue: QueueRow, at: datetime) -> None:
    call.version += 1
    update_later(session, call)
    topics = [] if call.agent_id is None else [agent_topic(call.agent_id)]
    change = DeskChange(call=call_snapshot(call, queue)) if topics else None
    deps.journal.add(EventKind.RECORDING_CHANGED, call.call_id, topics=topics, change=change, at=at)

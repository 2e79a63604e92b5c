"""Calls, agents, offers and queues as they cross the wire. No customer is known here.

Every snapshot names the actions that are allowed now; a desktop enables nothing else. Times are aware
UTC from the business clock. `server_at` in a stream message lets a desktop run its timers by the server's clock.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from telephony.acting.wire import HelpState as HelpState
from telephony.acting.wire import MoveOutcome as MoveOutcome
from telephony.acting.wire import StateEffect as StateEffect
from telephony.acting.wire import StateWhen as StateWhen
from telephony.agents.wire import AgentHistory as AgentHistory
from telephony.agents.wire import AgentStretch as AgentStretch
from telephony.agents.wire import Colleague as Colleague
from telephony.agents.wire import DeclineReason as DeclineReason
from telephony.agents.wire import NotCallable as NotCallable
from telephony.answers import Answer as Answer
from telephony.answers import Request as Request
from telephony.events.wire import BEAT_SECONDS as BEAT_SECONDS
from telephony.events.wire import StreamBeat as StreamBeat
from telephony.events.wire import StreamClose as StreamClose
from telephony.events.wire import StreamHello as StreamHello
from telephony.events.wire import StreamRenew as StreamRenew
from telephony.events.wire import StreamWatch as StreamWatch
from telephony.recordings.wire import RecordingSnapshot as RecordingSnapshot
from telephony.supervision.wire import OwnSupervision as OwnSupervision
from telephony.supervision.wire import RemoveColleague as RemoveColleague
from telephony.supervision.wire import Supervise as Supervise
from telephony.supervision.wire import Supervised as Supervised
from telephony.supervision.wire import SupervisionSnapshot as SupervisionSnapshot
from telephony.telling.wire import LONGEST_DIGITS as LONGEST_DIGITS
from telephony.telling.wire import Announcement as Announcement
from telephony.telling.wire import DigitsSent as DigitsSent
from telephony.telling.wire import PlayAnnouncement as PlayAnnouncement
from telephony.telling.wire import SendDigits as SendDigits
from telephony.terms import LONGEST_PLANNED_SECONDS as LONGEST_PLANNED_SECONDS
from telephony.terms import SHIPPED_REASONS as SHIPPED_REASONS
from telephony.terms import AgentAction as AgentAction
from telephony.terms import AgentActivity as AgentActivity
from telephony.terms import AgentState as AgentState
from telephony.terms import CallAction as CallAction
from telephony.terms import CallDirection as CallDirection
from telephony.terms import CallerTold as CallerTold
from telephony.terms import CallRole as CallRole
from telephony.terms import CallState as CallState
from telephony.terms import ChosenReason as ChosenReason
from telephony.terms import ColleagueOutcome as ColleagueOutcome
from telephony.terms import ColleagueState as ColleagueState
from telephony.terms import EndCause as EndCause
from telephony.terms import NotReadyReason as NotReadyReason
from telephony.terms import NumberCheck as NumberCheck
from telephony.terms import OfferOutcome as OfferOutcome
from telephony.terms import PartyView as PartyView
from telephony.terms import PausedBy as PausedBy
from telephony.terms import Reached as Reached
from telephony.terms import RecordingDeed as RecordingDeed
from telephony.terms import RecordingProblem as RecordingProblem
from telephony.terms import RecordingState as RecordingState
from telephony.terms import RecordingStop as RecordingStop
from telephony.terms import StateCause as StateCause
from telephony.terms import SupervisionMode as SupervisionMode
from telephony.terms import SupervisionOutcome as SupervisionOutcome
from telephony.terms import SupervisionState as SupervisionState
from telephony.terms import SystemReason as SystemReason
from telephony.terms import TransferKind as TransferKind
from telephony.terms import TransferOutcome as TransferOutcome
from telephony.terms import TransferState as TransferState
from telephony.terms import WrapUpMode as WrapUpMode
from telephony.transcripts.wire import HeardLine as HeardLine
from telephony.transcripts.wire import HeardWords as HeardWords
from telephony.transcripts.wire import Speaker as Speaker
from telephony.transfers.wire import AskedNext as AskedNext
from telephony.transfers.wire import AskNext as AskNext
from telephony.transfers.wire import PartySnapshot as PartySnapshot
from telephony.transfers.wire import StartTransfer as StartTransfer
from telephony.transfers.wire import TransferSnapshot as TransferSnapshot


class NextState(Answer):
    """What an agent will be once the work of their present call is done: ready, not ready, or offline.

    `planned_seconds` is how long they mean to be not ready, counted from then.
    """

    state: AgentState
    reason: ChosenReason | None = None
    planned_seconds: int | None = None


class WrapUp(Answer):
    """How the wrap-up of the present call goes; known from the answer on, running once the agent is in wrap-up.

    `limit_at` is when the server ends it (None: the agent does). `overdue`: the time is up, and only the outcome is
    missing; choosing one ends the wrap-up. `requested`: the agent asked for it, where it is on request.
    """

    mode: WrapUpMode
    outcome_required: bool = True
    limit_at: datetime | None = None
    overdue: bool = False
    requested: bool = False
    extensions_left: int = 0
    extension_seconds: int = 0


class AgentSnapshot(Answer):
    """`misses` counts offers not answered in a row; at `miss_limit` the state turns not ready.

    `next` is what was chosen for after the call, None where that is ready by itself. `allowed` are actions for now,
    `allowed_next` those that may be chosen for after the call. `asked` are the calls whose agents have asked for this
    one next, the first of them first.
    """

    agent_id: UUID
    state: AgentState
    reason: NotReadyReason | None = None
    since_at: datetime
    planned_end_at: datetime | None = None
    next: NextState | None = None
    wrap_up: WrapUp | None = None
    misses: int = 0
    miss_limit: int = 2
    allowed: frozenset[AgentAction] = frozenset()
    allowed_next: frozenset[AgentAction] = frozenset()
    asked: tuple[AskedNext, ...] = ()
    version: int = 0


class CallSnapshot(Answer):
    """`since_at` is when `state` began. `pending` is an action asked of the carrier and not yet confirmed.

    `menu_language` is what the caller chose to hear (``zh-HK``), `callback_wished_at` when they said, while they
    waited, that they would rather be called back; `carried` is what came with the call over SIP or from an app.
    `waited_seconds` is the wait up to `since_at` until somebody answered, and the whole wait from then on. `agent_id`
    is whose call it is, `role` what it is to who is shown it, `colleague_id` who was called into it last, `colleague`
    how far they have come (None: they are not in it) and `colleague_outcome` why they are not. `outgoing_number` is
    ours that the customer of an agent's call sees. `transfer` is the last one, with how its `parties` stand, or none.
    `supervised` is what a supervisor does in it now, as far as the agent is told.
    `asks_next` is the busy colleague who is to be called into it once they are free. `item_id` is the callback that it
    makes, `preview_ends_at` until when the agent who has taken that may look at it before it is given to others.
    """

    call_id: UUID
    direction: CallDirection = CallDirection.INBOUND
    role: CallRole = CallRole.OWN
    state: CallState
    queue_id: UUID
    queue_name: dict[str, str]
    agent_id: UUID | None = None
    arrived_at: datetime
    enqueued_at: datetime
    since_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    waited_seconds: int = 0
    menu_path: tuple[dict[str, str], ...] = ()
    menu_reason: str = ""
    menu_language: str = ""
    carried: dict[str, str] = Field(default_factory=dict)
    callback_wished_at: datetime | None = None
    number_check: NumberCheck = NumberCheck.NONE
    muted: bool = False
    pending: CallAction | None = None
    allowed: frozenset[CallAction] = frozenset()
    end_cause: EndCause | None = None
    colleague_id: UUID | None = None
    colleague: ColleagueState | None = None
    colleague_outcome: ColleagueOutcome | None = None
    outgoing_number: str = ""
    parties: tuple[PartySnapshot, ...] = ()
    transfer: TransferSnapshot | None = None
    supervised: SupervisionMode | None = None
    asks_next: AskedNext | None = None
    item_id: UUID | None = None
    preview_ends_at: datetime | None = None
    recording: RecordingSnapshot | None = None
    version: int = 0


class OfferSnapshot(Answer):
    """A call offered to one agent. `payload` is the host's, opaque here, and only while the offer is open.

    `pops`: the call is offered to this agent for the first time. One that came before rings and moves nothing.
    """

    offer_id: UUID
    call_id: UUID
    agent_id: UUID
    offered_at: datetime
    expires_at: datetime
    outcome: OfferOutcome = OfferOutcome.OPEN
    ended_at: datetime | None = None
    pops: bool = True
    payload: dict[str, Any] | None = None


class QueueSnapshot(Answer):
    queue_id: UUID
    name: dict[str, str]
    waiting: int = 0
    longest_enqueued_at: datetime | None = None


class AgentDay(Answer):
    """The agent's own figures since local midnight. `average_seconds` is talk + hold + wrap-up a handled call."""

    handled: int = 0
    average_seconds: int | None = None
    missed: int = 0


class SeatSnapshot(Answer):
    """Which of a person's desktops is the active one: that of the sign-in `session_id`, None while none is.

    `version` grows each time the seat goes to another desktop; `taken_at` is when it did.
    """

    session_id: UUID | None = None
    taken_at: datetime
    version: int = 0


class DeskSnapshot(Answer):
    """Everything an agent's desktop shows of telephony.

    `call` is the call that rings at this agent (with `offer`), or that they are handling, through wrap-up. `seat` is
    None for an agent who has never signed in at a desktop.
    """

    agent: AgentSnapshot
    call: CallSnapshot | None = None
    offer: OfferSnapshot | None = None
    queues: tuple[QueueSnapshot, ...] = ()
    day: AgentDay = Field(default_factory=AgentDay)
    seat: SeatSnapshot | None = None


class EventKind(StrEnum):
    """The name says what has happened; it is written in the transaction in which it happened."""

    CALL_QUEUED = "call.queued"
    CALL_OFFERED = "call.offered"
    CALL_KEYED = "call.keyed"  # the caller keyed while it rang, and the desk says something else of them now
    CALL_ACCEPTED = "call.accepted"
    CALL_ANSWERED = "call.answered"
    CALL_HELD = "call.held"
    CALL_RESUMED = "call.resumed"
    CALL_MUTED = "call.muted"
    CALL_UNMUTED = "call.unmuted"
    CALL_ACTION_ASKED = "call.action_asked"
    CALL_REQUEUED = "call.requeued"
    CALL_ENDED = "call.ended"
    CALL_DIALLED = "call.dialled"
    CALL_ALERTING = "call.alerting"
    COLLEAGUE_CHANGED = "call.colleague_changed"
    SUPERVISION_CHANGED = "call.supervision_changed"
    TRANSFER_CHANGED = "transfer.changed"  # any step of a transfer; the call in the change has it
    ASKED_NEXT = "call.asked_next"  # a busy colleague is asked for, asked for no more, or stands elsewhere in the line
    RECORDING_CHANGED = "recording.changed"  # what is asked of the carrier, what it confirmed, what it did not
    WORDS_HEARD = "call.words_heard"  # one more line of what is said was written down
    OFFER_ENDED = "offer.ended"
    AGENT_STATE_CHANGED = "agent.state_changed"
    SERVING_CHANGED = "agent.serving_changed"  # they serve other queues, or with other skills
    MOVE_CHANGED = "agent.move_changed"  # they do so for a while, or do so no more
    HELP_CHANGED = "agent.help_changed"  # an agent calls for help, or that stands otherwise
    NOTICE_CHANGED = "notice.changed"  # a supervisor's notice has come, was read or was withdrawn
    FLOOR_ALERT_CHANGED = "floor_alert.changed"
    WRAP_UP_FINISHED = "wrap_up.finished"
    QUEUE_CHANGED = "queue.changed"
    DAY_CHANGED = "agent.day_changed"
    SEAT_CHANGED = "seat.changed"
    CONFIGURATION_CHANGED = "configuration.changed"  # a new version of the routing or of the entry menu; nobody's topic
    # records' events, carried with ids only
    CUSTOMER_LINKED = "customer.linked"
    NOTE_SAVED = "note.saved"
    SCRIPT_RUN_SAVED = "script_run.saved"
    HANDOVER_SAVED = "handover.saved"  # a note was kept, sent or changed; the subject is the call
    HANDOVER_READ = "handover.read"
    MESSAGE_CHANGED = "message.changed"  # a short message was asked for, or stands otherwise
    HANDOVER_SETTLED = "handover.settled"  # whoever took a call over is done with it; told to who passed it on
    CALLBACK_CHANGED = "callback.changed"  # the subject is the callback
    CALLBACK_REMINDED = "callback.reminded"  # it is due soon, or now
    FOLLOW_UP_CHANGED = "follow_up.changed"  # the subject is the plan
    OWED_CALL_CHANGED = "owed_call.changed"  # the subject is the call in which it was promised
    QUALITY_CHANGED = "quality.changed"  # a review or a coaching note of the agent; the subject is it
    COMPLAINT_CHANGED = "complaint.changed"
    COMPLAINT_WARNED = "complaint.warned"  # a clock of it has warned whoever is told of this


class DeskChange(Answer):
    """What one event changes of a desk: a part that is None is as it was.

    `queues` are all that the agent serves from now on; `queue` is how one of them stands.
    `call_gone` and `offer_gone` say that the desk has none any more; `call` and `offer` then still say how it ended.
    """

    agent: AgentSnapshot | None = None
    call: CallSnapshot | None = None
    offer: OfferSnapshot | None = None
    queue: QueueSnapshot | None = None
    queues: tuple[QueueSnapshot, ...] | None = None
    day: AgentDay | None = None
    seat: SeatSnapshot | None = None
    call_gone: bool = False
    offer_gone: bool = False


class StreamMessage(Answer):
    """One message of the stream.

    `number` is the event's journal number, `previous` the number of the message before it on this subscription:
    a reader whose last number is not `previous` has lost something and resumes. A `snapshot` starts afresh.
    `heartbeat` comes every 5 s and carries the last number. `ahead` is no event yet: its `change` is being committed as
    it is sent, to the one agent to whom a call is being offered. It is shown to nobody; a desktop may make ready what
    the event will show, which follows in the same words. An `ahead` without a change takes the one before it back.
    A `board` is no event either: it answers the watch `watch_id` and is the host's, opaque here.
    """

    type: Literal["snapshot", "event", "heartbeat", "ahead", "board"]
    number: int
    previous: int | None = None
    server_at: datetime
    kind: EventKind | None = None
    at: datetime | None = None
    subject_id: UUID | None = None
    desk: DeskSnapshot | None = None
    change: DeskChange | None = None
    watch_id: str | None = None
    board: dict[str, Any] | None = None


class AgentCommand(Request):
    """`POST /v1/agent/commands`. `after_call`: not now, but once the work of the present call is done.

    `planned_seconds` is how long the agent means to be not ready.
    """

    command_id: UUID
    action: AgentAction
    reason: ChosenReason | None = None
    planned_seconds: int | None = Field(default=None, ge=60, le=LONGEST_PLANNED_SECONDS)
    after_call: bool = False


class TakeSeat(Request):
    """`POST /v1/agent/seat`: make the desktop of this sign-in the active one."""

    command_id: UUID


class CallCommand(Request):
    """`POST /v1/calls/{id}/commands`. `reason` is the code of a `DeclineReason`, where the action is to decline.

    `role` is what the call was to the agent as their desk showed it, so that a colleague who leaves does not hang up on
    a customer who has become theirs meanwhile; None says nothing of it.
    """

    command_id: UUID
    action: CallAction
    reason: str = Field(default="", max_length=40)
    role: CallRole | None = None


def apply_change(desk: DeskSnapshot, change: DeskChange) -> DeskSnapshot:
    """Return the desk after `change`: *snapshot + events = new snapshot*."""
    queues = desk.queues if change.queues is None else change.queues
    if change.queue is not None:
        changed = change.queue
        queues = tuple(changed if queue.queue_id == changed.queue_id else queue for queue in queues)
    return DeskSnapshot(
        agent=change.agent or desk.agent,
        call=None if change.call_gone else change.call or desk.call,
        offer=None if change.offer_gone else change.offer or desk.offer,
        queues=queues,
        day=change.day or desk.day,
        seat=change.seat or desk.seat,
    )

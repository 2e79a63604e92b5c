"""The terms of the field as they cross the wire: states, deeds and reasons. Import them from `telephony.contract`."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar, Final


class CallState(StrEnum):
    QUEUED = "queued"
    RINGING = "ringing"  # offered to an agent
    PREVIEWING = "previewing"  # an agent has taken a callback, and looks at it before it is dialled
    CONNECTING = "connecting"  # the agent answered; the carrier has not yet joined the agent's line
    DIALLING = "dialling"  # the agent calls somebody; the carrier has not said yet that it rings there
    ALERTING = "alerting"  # it rings at whoever is called
    TALKING = "talking"
    HELD = "held"
    ENDED = "ended"


class CallAction(StrEnum):
    ANSWER = "answer"
    DECLINE = "decline"
    HOLD = "hold"
    RESUME = "resume"
    MUTE = "mute"
    UNMUTE = "unmute"
    HANG_UP = "hang_up"
    CONSULT = "consult"  # ask a colleague while the customer is on hold
    END_CONSULT = "end_consult"  # cancel and return: the colleague's part ends, and the caller is the agent's again
    COMPLETE_TRANSFER = "complete_transfer"  # the colleague has the caller from now on
    CONFER = "conference"  # all hear each other
    LEAVE_CONFERENCE = "leave_conference"  # the others go on without the agent
    KEEP_GUEST = "keep_guest"  # the colleague stays in the call as a guest, and another may be asked
    REMOVE_GUEST = "remove_guest"
    SEND_DIGITS = "send_digits"  # keys for whoever was called outside; a request of its own
    RECOVER_CALLER = "recover_caller"  # whatever is on: the caller is with the agent, and with nobody else
    PAUSE_RECORDING = "pause_recording"
    RESUME_RECORDING = "resume_recording"
    STOP_RECORDING = "stop_recording"  # for the rest of the call
    REFUSE_RECORDING = "refuse_recording"  # the caller said so: stopped, and what was recorded is not kept
    DIAL = "dial"  # of a callback that is previewed; a request of its own
    GIVE_BACK = "give_back"  # a callback that is previewed: to its queue, at its place


class CallDirection(StrEnum):
    INBOUND = "inbound"
    OUTBOUND = "outbound"  # an agent called a customer
    INTERNAL = "internal"  # an agent called a colleague; there is no customer in it


class CallRole(StrEnum):
    """What a call is to the agent whose desk shows it: theirs, or one into which a colleague has called them."""

    OWN = "own"
    COLLEAGUE = "colleague"


class ColleagueState(StrEnum):
    """How far a colleague has come into a call. Joined, they hear the agent whenever the customer is on hold."""

    RINGING = "ringing"
    JOINING = "joining"  # they answered; the carrier has not yet joined their line
    JOINED = "joined"


class ColleagueOutcome(StrEnum):
    """Why a colleague is in a call no more, or never was."""

    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    AWAY = "away"  # their desktop or their line went away, or they changed their state
    LEFT = "left"
    ENDED = "ended"  # the agent ended it


class TransferKind(StrEnum):
    """How a caller is passed on: after a word with whoever gets them (warm), or without one (cold)."""

    WARM = "warm"
    COLD_AGENT = "cold_agent"
    COLD_QUEUE = "cold_queue"
    COLD_NUMBER = "cold_number"


class TransferState(StrEnum):
    """How far a transfer has come. The last four are its ends.

    A blind one goes on without the agent who began it: the caller waits for whoever is asked.
    """

    STARTING = "starting"  # the caller is being put on hold
    RINGING = "ringing"
    CONSULTING = "consulting"
    CONFERRING = "conferring"
    COMPLETING = "completing"
    BLIND = "blind"
    DONE = "done"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    FAILED = "failed"


class TransferOutcome(StrEnum):
    """Why a transfer ended as it did."""

    COMPLETED = "completed"
    CANCELLED = "cancelled"
    CALLER_GONE = "caller_gone"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    SPECIALIST_LEFT = "specialist_left"
    SPECIALIST_AWAY = "specialist_away"
    AGENT_GONE_COMPLETED = "agent_gone_completed"  # the agent went while they consulted: as if completed
    AGENT_GONE_BLIND = "agent_gone_blind"  # the agent went while it rang: whoever was asked took the caller
    REQUEUED = "requeued"  # nobody was left with the caller
    CARRIER_FAILED = "carrier_failed"
    STAYED = "stayed"  # whoever was asked stays in the call as a guest


class SupervisionMode(StrEnum):
    """What a supervisor does in somebody's call: nobody hears who listens, only the agent hears who whispers, and
    everybody hears who barges in."""

    LISTEN = "listen"
    WHISPER = "whisper"
    BARGE = "barge"


class SupervisionState(StrEnum):
    """How a supervisor stands in a call; `left` is the end."""

    JOINING = "joining"  # the carrier is to join their line
    LISTENING = "listening"
    WHISPERING = "whispering"
    BARGED = "barged"
    LEFT = "left"


class SupervisionOutcome(StrEnum):
    """Why a supervisor is in a call no more, or never was."""

    LEFT = "left"  # they asked to
    CALL_ENDED = "call_ended"
    PASSED_ON = "passed_on"  # the call went on with another agent, or waits again
    LINE_LOST = "line_lost"
    DESKTOP_LOST = "desktop_lost"
    NOT_JOINED = "not_joined"  # the carrier did not join their line
    TOOK_CALLS = "took_calls"  # they turned ready, or called somebody
    RECORDING_PAUSED = "recording_paused"


class PartyView(StrEnum):
    """How one party of a call stands, as a desk shows it."""

    RINGING = "ringing"
    ACCEPTED = "accepted"  # they answered, and are not joined yet
    TALKING = "talking"
    HELD = "held"
    LEFT = "left"


class CallerTold(StrEnum):
    """What the caller was last told during a transfer."""

    NOTHING = "nothing"
    PLEASE_WAIT = "please_wait"
    STILL_LOOKING = "still_looking"
    BACK_WITH_AGENT = "back_with_agent"
    SPECIALIST_COMING = "specialist_coming"
    BACK_IN_QUEUE = "back_in_queue"


class Reached(StrEnum):
    """How far a call that an agent makes has come to whoever is called, as the carrier says."""

    NOT_YET = "not_yet"
    RINGING = "ringing"
    HERE = "here"


class RecordingState(StrEnum):
    """How the recordings of a call stand, all of them together, as the carrier has confirmed."""

    OFF = "off"
    ON = "on"  # one of them, at least, records
    PAUSED = "paused"  # none of them records, and what is said now is in none


class PartState(StrEnum):
    """How one recording of a room stands; the last two are its ends."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # over, and its sound is not ready yet
    READY = "ready"
    FAILED = "failed"  # there is no sound and will be none


class RecordingDeed(StrEnum):
    """What a carrier is asked to do to the recordings of a call."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class RecordingProblem(StrEnum):
    """What the carrier was asked and has not done in time, or has refused: it is as it was before."""

    NOT_STARTED = "not_started"
    NOT_PAUSED = "not_paused"
    NOT_RESUMED = "not_resumed"
    NOT_STOPPED = "not_stopped"


class PausedBy(StrEnum):
    AGENT = "agent"
    SCRIPT = "script"


class RecordingStop(StrEnum):
    """Why a call is recorded no more, whoever has it."""

    CALLER = "caller"  # they refused
    AGENT = "agent"


class EndCause(StrEnum):
    CALLER_HUNG_UP = "caller_hung_up"
    AGENT_HUNG_UP = "agent_hung_up"
    ABANDONED_WAITING = "abandoned_waiting"
    ABANDONED_RINGING = "abandoned_ringing"
    CARRIER_FAILED = "carrier_failed"
    TURNED_AWAY_CLOSED = "turned_away_closed"  # the queue was closed, and no other takes its callers
    TURNED_AWAY_FULL = "turned_away_full"  # as many waited as may
    BUSY = "busy"  # of calls that an agent makes, this and the next four
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"  # no such number, or out of reach
    CANCELLED = "cancelled"  # the agent hung up before anybody answered
    HANDED_OVER = "handed_over"  # of an agent's part: the caller went on with somebody else
    CALLBACK_CLOSED = "callback_closed"  # it was closed, or is to be made at another time: nobody dialled it


class AgentState(StrEnum):
    OFFLINE = "offline"
    READY = "ready"
    ON_CALL = "on_call"
    WRAP_UP = "wrap_up"
    NOT_READY = "not_ready"


class AgentActivity(StrEnum):
    """What an agent does, as those who look after them see it: their state, and in a call how that stands."""

    OFFLINE = "offline"
    READY = "ready"
    RINGING = "ringing"  # a call is offered to them
    PREVIEWING = "previewing"  # they look at a callback
    DIALLING = "dialling"  # they answered, or called, and nobody is there yet
    ON_CALL = "on_call"
    ON_HOLD = "on_hold"
    CONSULTING = "consulting"  # with a colleague, while the customer is on hold
    WRAP_UP = "wrap_up"
    NOT_READY = "not_ready"


class AgentAction(StrEnum):
    GO_READY = "go_ready"
    GO_NOT_READY = "go_not_ready"
    GO_OFFLINE = "go_offline"
    CANCEL_NEXT = "cancel_next"  # what was chosen for after the call is not wanted any more
    WANT_WRAP_UP = "want_wrap_up"  # during a call of a queue where wrap-up is on request
    CANCEL_WRAP_UP = "cancel_wrap_up"
    EXTEND_WRAP_UP = "extend_wrap_up"


class SystemReason(StrEnum):
    """Why an agent is not ready where they did not choose it. Nobody can ask for one of these."""

    SIGNED_IN = "signed_in"
    NO_ANSWER = "no_answer"
    CONNECTION = "connection"


class ChosenReason(str):
    """Why an agent is not ready, as they chose it themselves: a code of the host's list, which may have any.

    Those below are in every list that the program comes with. Which may be chosen now, the settings say.
    """

    __slots__ = ()
    BREAK: ClassVar["ChosenReason"]
    LUNCH: ClassVar["ChosenReason"]
    TRAINING: ClassVar["ChosenReason"]
    MEETING: ClassVar["ChosenReason"]
    BACK_OFFICE: ClassVar["ChosenReason"]

    def __new__(cls, code: str) -> "ChosenReason":
        """Raises ValueError: No code has this form, or the system gives this reason by itself."""
        if not _REASON_CODE.fullmatch(code) or code in _GIVEN:
            raise ValueError(code)
        return super().__new__(cls, code)

    @property
    def value(self) -> str:
        """The code as plain text."""
        return str(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: Callable[[type], object]) -> dict[str, object]:
        """Tell pydantic, which this module does not load, that text becomes a reason."""
        function = {"type": "no-info", "function": cls}
        return {"type": "function-after", "function": function, "schema": handler(str)}


_REASON_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_GIVEN: Final = frozenset(reason.value for reason in SystemReason)

ChosenReason.BREAK = ChosenReason("break")
ChosenReason.LUNCH = ChosenReason("lunch")
ChosenReason.TRAINING = ChosenReason("training")
ChosenReason.MEETING = ChosenReason("meeting")
ChosenReason.BACK_OFFICE = ChosenReason("back_office")

SHIPPED_REASONS: Final = (
    ChosenReason.BREAK,
    ChosenReason.LUNCH,
    ChosenReason.TRAINING,
    ChosenReason.MEETING,
    ChosenReason.BACK_OFFICE,
)

NotReadyReason = ChosenReason | SystemReason
"""No word is in both: a reason says by itself whose it is."""

LONGEST_PLANNED_SECONDS: Final = 12 * 3600


class WrapUpMode(StrEnum):
    """What the end of a call means for its agent; the five of Genesys Cloud. A required outcome goes before all."""

    OPTIONAL = "optional"  # ready at once
    AGENT_ENDS = "agent_ends"  # as long as they need
    TIMED = "timed"  # a limit; they may end it before
    FIXED = "fixed"  # a limit, and not before: to cool down
    ON_REQUEST = "on_request"  # ready at once, unless they asked for wrap-up during the call: then as AGENT_ENDS


class StateCause(StrEnum):
    """What brought an agent into a state: they themselves, a call, a rule of the system, or a supervisor."""

    CHOSEN = "chosen"
    SIGNED_IN = "signed_in"
    CALL_ANSWERED = "call_answered"
    CALL_DIALLED = "call_dialled"
    CALL_ENDED = "call_ended"
    WRAPPED_UP = "wrapped_up"
    NO_ANSWER = "no_answer"
    GIVEN_BACK = "given_back"  # a callback of theirs, as they asked or because it was closed
    LINE_NOT_JOINED = "line_not_joined"
    DESKTOP_LOST = "desktop_lost"
    MENDED = "mended"  # records contradicted each other, and were set right
    SUPERVISOR = "supervisor"
    SYSTEM = "system"


class OfferOutcome(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    DECLINED = "declined"
    NOT_ANSWERED = "not_answered"
    WITHDRAWN = "withdrawn"  # the caller hung up, or the agent went away
    GIVEN_BACK = "given_back"  # a callback that the agent had taken, and dialled not


class NumberCheck(StrEnum):
    """What the carrier says of the caller's number (STIR/SHAKEN); it identifies, it never proves."""

    PASSED = "passed"
    FAILED = "failed"
    NONE = "none"

"""Every expected failure of telephony, each a class with its stable code.

The codes are those of the product's error table; a host maps them to HTTP and to words.
"""

from typing import ClassVar

from pydantic import JsonValue


class TelephonyError(Exception):
    """An expected failure. `details` holds what the words need: states and ids, never a caller's values."""

    code: ClassVar[str] = ""

    def __init__(self, **details: JsonValue) -> None:
        super().__init__(self.code)
        self.details: dict[str, JsonValue] = details


class CallNotFoundError(TelephonyError):
    """No such call."""

    code = "call_not_found"


class CallTransitionRefusedError(TelephonyError):
    """The call's state does not allow it now. Details: `state`, `action`."""

    code = "call_transition_refused"


class AgentNotFoundError(TelephonyError):
    """This person has never signed in as an agent."""

    code = "agent_not_found"


class AgentTransitionRefusedError(TelephonyError):
    """The agent's state does not allow it now. Details: `state`, `action`."""

    code = "agent_transition_refused"


class MendOvertakenError(TelephonyError):
    """Something else would come of a mend by hand now than what whoever asks for it was told."""

    code = "mend_overtaken"


class OfferGoneError(TelephonyError):
    """The offer has ended: the caller hung up, or the time ran out. Details: `outcome`."""

    code = "offer_gone"


class NotYourCallError(TelephonyError):
    """Another agent has this call, or nobody."""

    code = "not_your_call"


class ReasonNeededError(TelephonyError):
    """Not ready needs one of the reasons that an agent may choose."""

    code = "reason_needed"


class ReasonNotOfferedError(TelephonyError):
    """Not ready for a reason that nobody may choose now: `reason`."""

    code = "reason_not_offered"


class DeclineReasonNeededError(TelephonyError):
    """A call is declined without one of the reasons of the settings."""

    code = "decline_reason_needed"


class WrapUpNotOverError(TelephonyError):
    """The queue's wrap-up has a fixed time, and only that ends it. Details: `until`, a moment in ISO 8601."""

    code = "wrap_up_not_over"


class SeatElsewhereError(TelephonyError):
    """Another desktop of the same person is the active one. Details: `taken_at`, when it became so."""

    code = "seat_elsewhere"


class StateChangesTooFastError(TelephonyError):
    """The agent has changed their state too often just now. Details: `seconds` to wait."""

    code = "state_changes_too_fast"


class CallIsRingingError(TelephonyError):
    """A call is offered to this agent: that one goes first."""

    code = "call_is_ringing"


class NumberNotCallableError(TelephonyError):
    """What is to be called is no telephone number, or one of our own."""

    code = "number_not_callable"


class OutgoingNumberUnknownError(TelephonyError):
    """The agent may call nobody from that number of ours, or from none at all."""

    code = "outgoing_number_unknown"


class CallbackTakenError(TelephonyError):
    """Somebody has this callback: it is offered to them, they look at it, or it is being dialled."""

    code = "callback_taken"


class CallbackGoneError(TelephonyError):
    """There is no such callback to be made any more: it was made, or closed."""

    code = "callback_gone"


class CallbackRefusedError(TelephonyError):
    """The host has something against dialling it now. Details: `problem`, the host's own code."""

    code = "callback_refused"


class ColleagueNotFreeError(TelephonyError):
    """The colleague is not ready, or has a call. Details: `state`."""

    code = "colleague_not_free"


class ColleagueElsewhereError(TelephonyError):
    """The colleague serves queues of another group, whose calls are apart from the agent's."""

    code = "colleague_elsewhere"


class ColleagueAskedEnoughError(TelephonyError):
    """As many ask for the colleague next, or are with them, as the settings allow. Details: `asked`, how many ask."""

    code = "colleague_asked_enough"


class TransferAlreadyStartedError(TelephonyError):
    """Another transfer of this call is on. Details: `state`."""

    code = "transfer_already_started"


class HandoverMissingError(TelephonyError):
    """A caller is not handed over before the host has what it wants of whoever hands them over."""

    code = "handover_missing"


class QueueElsewhereError(TelephonyError):
    """The queue is of another group: those who serve it cannot take callers of this one."""

    code = "queue_elsewhere"


class QueueUnknownError(TelephonyError):
    """There is no such queue to which the call could go: none of this code, or closed now."""

    code = "queue_unknown"


class MessageReusedError(TelephonyError):
    """The id of a message is that of another one. Details: `message_id`."""

    code = "command_reused"


class AnnouncementUnknownError(TelephonyError):
    """There is no announcement of this code. Details: `code`."""

    code = "announcement_unknown"


class SupervisedAlreadyError(TelephonyError):
    """Another supervisor is in this call."""

    code = "supervised_already"


class SupervisingError(TelephonyError):
    """This person is in another agent's call as a supervisor: they leave it first."""

    code = "supervising"


class MoveRefusedError(TelephonyError):
    """An agent cannot be moved so: it changes nothing, or is over. Details: `problem`."""

    code = "move_refused"


class HelpOverError(TelephonyError):
    """There is no such call for help, somebody has answered it, or it is over. Details: `state`."""

    code = "help_over"


class RecordingPausedError(TelephonyError):
    """Nobody listens to a call whose recording is paused, since a card number may be said now."""

    code = "recording_paused"


class SignatureWrongError(TelephonyError):
    """A message that claims to come from the carrier is not signed with the shared key, or is too old."""

    code = "signature_wrong"


class ReportNotUnderstoodError(TelephonyError):
    """A signed message of the carrier does not have the agreed form. Details: `field`."""

    code = "request_not_understood"


class RecordingGoneError(TelephonyError):
    """The carrier has no recording of this name, or none any more."""

    code = "recording_gone"


class CarrierAwayError(TelephonyError):
    """The carrier did not take an order in time."""

    code = "carrier_away"


class CarrierRefusedError(TelephonyError):
    """The carrier understood and does not do it. Details: `status`, `carrier_code`, its own number of the reason."""

    code = "carrier_refused"


class SoftphoneNotSetUpError(TelephonyError):
    """There are no softphones here: another carrier, or something is not set. Details: `missing`."""

    code = "softphone_not_set_up"

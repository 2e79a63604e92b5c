"""What a supervisor does to agents and waiting calls, in words that cross the wire. Import it from
`telephony.contract`."""

from enum import StrEnum


class StateWhen(StrEnum):
    """When an agent's state is to change. After the call is what is proposed: it cuts nobody off."""

    AFTER_CALL = "after_call"  # once the work of their present call is done
    NOW = "now"


class StateEffect(StrEnum):
    """What comes of changing an agent's state."""

    CALL_GOES_ON = "call_goes_on"  # their call is not touched, nor its wrap-up
    WRAP_UP_GOES_ON = "wrap_up_goes_on"
    CHOICE_REPLACED = "choice_replaced"  # what was chosen for after the call before counts no more
    GETS_CALLS = "gets_calls"  # callers may ring at them from then on
    GETS_NO_CALLS = "gets_no_calls"
    OFFER_RETURNS = "offer_returns"  # what rings at them goes back to its queue, at its place
    CALLBACK_RETURNS = "callback_returns"  # likewise, a callback that they look at
    WRAP_UP_ENDS = "wrap_up_ends"  # with the outcome that was chosen, or as unfinished work
    CALLER_RETURNS = "caller_returns"  # the customer they speak with goes to the front of their queue
    ASKED_LOSE_THEM = "asked_lose_them"  # colleagues have asked for them next
    CALLBACKS_WAIT = "callbacks_wait"  # promised by them, soon due; they go to the queue when their time comes


class MoveOutcome(StrEnum):
    """Why an agent serves other queues no more for a while."""

    TIME_UP = "time_up"
    ENDED = "ended"  # by a supervisor
    WENT_OFF = "went_off"  # the agent went off the telephone
    REPLACED = "replaced"  # by another move
    OVERTAKEN = "overtaken"  # an administrator has said what they serve from now on


class HelpState(StrEnum):
    """How an agent's call for help stands; the last three are its ends."""

    OPEN = "open"
    ESCALATED = "escalated"  # nobody answered in time: every supervisor of the centre is told
    ANSWERED = "answered"
    CANCELLED = "cancelled"
    OVER = "over"  # the agent's call has ended, or they went off the telephone

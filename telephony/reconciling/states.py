"""What looks wrong, and what is done about it, as tables. Pure: no database, no carrier, no clock of its own.

Each transaction leaves calls, agents, offers and timers agreeing with each other, and the database holds most of that
by constraints. What is looked for here is what a fault of ours, a hand in the tables or a carrier that lost a message
would leave behind: the list of the field's own accidents (`features.md` B15, `performance.md` A4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from telephony.callbacks.states import ItemState
from telephony.calls.states import CALLING, HANDLED
from telephony.contract import AgentState, CallState, ColleagueState


class Finding(StrEnum):
    """What looks wrong."""

    AGENT_ON_ENDED_CALL = "agent_on_ended_call"
    AGENT_ON_OTHERS_CALL = "agent_on_others_call"  # held by a call that is not theirs, or not there
    AGENT_WRAPS_UP_LIVE_CALL = "agent_wraps_up_live_call"
    AGENT_RESERVED_FOR_NOTHING = "agent_reserved_for_nothing"  # by an offer that is over
    WRAP_UP_WITHOUT_TIMER = "wrap_up_without_timer"  # its time runs, and nobody will see that it is up
    CALL_RINGS_NOWHERE = "call_rings_nowhere"  # ringing, and offered to nobody
    CALL_WITHOUT_ITS_AGENT = "call_without_its_agent"  # its agent's own row says something else
    COLLEAGUE_NOT_THERE = "colleague_not_there"  # in a call, and their own row says something else, or it rings nowhere
    CONNECTING_WITHOUT_TIMER = "connecting_without_timer"
    OFFER_WITHOUT_RINGING_CALL = "offer_without_ringing_call"
    OFFER_WITHOUT_AGENT = "offer_without_agent"  # the agent it was made to is not reserved by it
    OFFER_WITHOUT_TIMER = "offer_without_timer"
    PREVIEW_WITHOUT_TIMER = "preview_without_timer"
    CALLBACK_WITHOUT_TIMER = "callback_without_timer"  # its time will come, and nobody will see
    CALLBACK_WITHOUT_CALL = "callback_without_call"  # it counts as under way, and is not
    CALLBACK_ASTRAY = "callback_astray"  # its call says that it has come further, or not so far
    TIMER_NOT_RUN = "timer_not_run"
    CALL_NOT_OFFERED = "call_not_offered"  # it waits, and one who may have it is free
    # the carrier's rooms beside our calls
    ROOM_GONE = "room_gone"
    ROOM_UNKNOWN = "room_unknown"  # a caller is on the line, and we know of none
    REPORT_MISSING = "report_missing"  # the room has moved on, and we were not told
    ROOM_OF_ENDED_CALL = "room_of_ended_call"
    STRANGER_IN_ROOM = "stranger_in_room"  # the line of an agent who does not have the call
    CALLER_ALONE = "caller_alone"  # the agent's line has left, and the call counts as talking
    CONFIRMATION_MISSING = "confirmation_missing"  # asked of the carrier, done, and never confirmed
    # no fault that was found: a person saw it
    BY_HAND = "by_hand"


class Deed(StrEnum):
    """What was done."""

    BEGIN_WRAP_UP = "begin_wrap_up"
    FREE_AGENT = "free_agent"
    PUT_ON_CALL = "put_on_call"
    END_RESERVATION = "end_reservation"
    RETURN_CALL = "return_call"  # to its queue, at its place
    SET_TIMER = "set_timer"
    END_OFFER = "end_offer"
    PLACE_CALLBACK = "place_callback"  # at its place, once more
    FOLLOW_CALL = "follow_call"  # a callback stands as its call does
    RUN_TIMER = "run_timer"
    OFFER_CALL = "offer_call"
    LOOK_UP_ROOM = "look_up_room"  # and take its last report once more
    END_ROOM = "end_room"
    REMOVE_LINE = "remove_line"
    END_COLLEAGUE = "end_colleague"
    JOIN_LINE = "join_line"
    GIVE_UP_ASKED = "give_up_asked"


_F = Finding
DEEDS: Final[Mapping[Finding, Deed]] = MappingProxyType(
    {
        _F.AGENT_ON_ENDED_CALL: Deed.BEGIN_WRAP_UP,
        _F.AGENT_ON_OTHERS_CALL: Deed.FREE_AGENT,
        _F.AGENT_WRAPS_UP_LIVE_CALL: Deed.PUT_ON_CALL,
        _F.AGENT_RESERVED_FOR_NOTHING: Deed.END_RESERVATION,
        _F.WRAP_UP_WITHOUT_TIMER: Deed.SET_TIMER,
        _F.CALL_RINGS_NOWHERE: Deed.RETURN_CALL,
        _F.CALL_WITHOUT_ITS_AGENT: Deed.PUT_ON_CALL,
        _F.COLLEAGUE_NOT_THERE: Deed.END_COLLEAGUE,
        _F.CONNECTING_WITHOUT_TIMER: Deed.SET_TIMER,
        _F.OFFER_WITHOUT_RINGING_CALL: Deed.END_OFFER,
        _F.OFFER_WITHOUT_AGENT: Deed.RETURN_CALL,
        _F.OFFER_WITHOUT_TIMER: Deed.SET_TIMER,
        _F.PREVIEW_WITHOUT_TIMER: Deed.SET_TIMER,
        _F.CALLBACK_WITHOUT_TIMER: Deed.SET_TIMER,
        _F.CALLBACK_WITHOUT_CALL: Deed.PLACE_CALLBACK,
        _F.CALLBACK_ASTRAY: Deed.FOLLOW_CALL,
        _F.TIMER_NOT_RUN: Deed.RUN_TIMER,
        _F.CALL_NOT_OFFERED: Deed.OFFER_CALL,
        _F.ROOM_GONE: Deed.LOOK_UP_ROOM,
        _F.ROOM_UNKNOWN: Deed.LOOK_UP_ROOM,
        _F.REPORT_MISSING: Deed.LOOK_UP_ROOM,
        _F.ROOM_OF_ENDED_CALL: Deed.END_ROOM,
        _F.STRANGER_IN_ROOM: Deed.REMOVE_LINE,
        _F.CALLER_ALONE: Deed.JOIN_LINE,
        _F.CONFIRMATION_MISSING: Deed.GIVE_UP_ASKED,
    }
)


@dataclass(frozen=True, slots=True)
class AgentFacts:
    """An agent beside the call and the offer that their row names. `call_state` is None where there is no such call.
    `limit_runs`: their wrap-up is to end by the clock, and has not been found overdue yet. `wraps_up_part`: they have
    passed the call on, and it is theirs for that alone."""

    state: AgentState
    call_state: CallState | None = None
    call_is_theirs: bool = False
    reserved: bool = False
    offer_is_open: bool = False
    limit_runs: bool = False
    has_limit_timer: bool = False
    wraps_up_part: bool = False


def agent_finding(agent: AgentFacts) -> Finding | None:
    """Return what is wrong with an agent."""
    if agent.reserved and not agent.offer_is_open:
        return _F.AGENT_RESERVED_FOR_NOTHING
    if agent.state not in {AgentState.ON_CALL, AgentState.WRAP_UP}:
        return None
    if not agent.call_is_theirs:
        return _F.AGENT_ON_OTHERS_CALL
    if agent.state is AgentState.ON_CALL:
        return _F.AGENT_ON_ENDED_CALL if agent.call_state is CallState.ENDED else None
    if agent.call_state in HANDLED and not agent.wraps_up_part:
        return _F.AGENT_WRAPS_UP_LIVE_CALL
    return _F.WRAP_UP_WITHOUT_TIMER if agent.limit_runs and not agent.has_limit_timer else None


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A live call. `agent_is_on_it`: the agent it names is on a call, and on this one. `has_connect_timer`: the one for
    the state it is in, where one ends that. `colleague_is_there`: it rings at, or is on, whoever was called into it."""

    state: CallState
    is_offered: bool = False
    agent_is_on_it: bool = False
    has_connect_timer: bool = False
    colleague: ColleagueState | None = None
    colleague_is_there: bool = False


def call_finding(call: CallFacts) -> Finding | None:
    """Return what is wrong with a call."""
    if call.state is CallState.RINGING and not call.is_offered:
        return _F.CALL_RINGS_NOWHERE
    if call.state in HANDLED and not call.agent_is_on_it:
        return _F.CALL_WITHOUT_ITS_AGENT
    if call.colleague is not None and not call.colleague_is_there:
        return _F.COLLEAGUE_NOT_THERE
    if call.state in CALLING | {CallState.CONNECTING} and not call.has_connect_timer:
        return _F.CONNECTING_WITHOUT_TIMER
    if call.state is CallState.PREVIEWING and not call.has_connect_timer:
        return _F.PREVIEW_WITHOUT_TIMER
    return None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A callback that is not over. `call_state` is that of its call, None where it has none; `undialled`: no carrier
    knows of that call. `is_asked`: the host wants it otherwise, which a timer is to see to."""

    state: ItemState
    call_state: CallState | None = None
    undialled: bool = False
    is_asked: bool = False
    has_timer: bool = False


def item_finding(item: ItemFacts) -> Finding | None:
    """Return what is wrong with a callback."""
    if (item.state is ItemState.PLACED or item.is_asked) and not item.has_timer:
        return _F.CALLBACK_WITHOUT_TIMER
    if item.state is ItemState.PLACED:
        return None
    if item.call_state is None or item.call_state is CallState.ENDED:
        return _F.CALLBACK_WITHOUT_CALL
    return None if item.state is item_state_of(item.call_state, undialled=item.undialled) else _F.CALLBACK_ASTRAY


def item_state_of(call_state: CallState, *, undialled: bool) -> ItemState:
    """Return how a callback stands whose call is so."""
    if not undialled:
        return ItemState.DIALLED
    return ItemState.PREVIEWED if call_state is CallState.PREVIEWING else ItemState.QUEUED


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """An open offer. `holds_agent`: the agent it was made to is reserved by it."""

    call_state: CallState
    holds_agent: bool = False
    has_timer: bool = False


def offer_finding(offer: OfferFacts) -> Finding | None:
    """Return what is wrong with an open offer."""
    if offer.call_state is not CallState.RINGING:
        return _F.OFFER_WITHOUT_RINGING_CALL
    if not offer.holds_agent:
        return _F.OFFER_WITHOUT_AGENT
    return None if offer.has_timer else _F.OFFER_WITHOUT_TIMER


@dataclass(frozen=True, slots=True)
class CallBeside:
    """A call as it is compared with its room. `endpoint` is the line of the agent who handles it, empty for none;
    `busy`: the carrier is still to be told something about it; `pending`: it is still to confirm something.
    `in_survey`: it is over for us, and its caller is asked how it was."""

    call_id: UUID
    state: CallState
    last_sequence: int
    since_at: datetime
    endpoint: str = ""
    pending: bool = False
    busy: bool = False
    colleague_endpoint: str = ""
    supervisor_endpoint: str = ""
    guest_endpoint: str = ""
    in_survey: bool = False


@dataclass(frozen=True, slots=True)
class RoomBeside:
    """A live room as the carrier lists it; `changed_at` is when its last report was made. `is_outside`: whoever has the
    caller in it is not one of ours, so that the call is over for us."""

    sequence: int
    changed_at: datetime
    agent_endpoint: str = ""
    colleague_endpoint: str = ""
    supervisor_endpoint: str = ""
    guest_endpoint: str = ""
    is_outside: bool = False


def room_finding(call: CallBeside | None, room: RoomBeside | None, settled_before: datetime) -> Finding | None:
    """Return what is wrong between a call and its room; None for `room` says that the carrier lists none.

    What has changed at `settled_before` or later is let be: its report may be on the way.
    """
    if room is None:
        if call is None or call.state is CallState.ENDED or call.since_at >= settled_before:
            return None
        if call.busy and not call.last_sequence:
            return None  # the carrier is still to be told to make it
        return _F.ROOM_GONE
    if room.changed_at >= settled_before:
        return None
    if call is None:
        return _F.ROOM_UNKNOWN
    if call.state is CallState.ENDED:
        if room.is_outside and room.supervisor_endpoint and not call.busy:
            return _F.STRANGER_IN_ROOM  # who listened is not to hear what is said outside
        return None if call.busy or call.in_survey or room.is_outside else _F.ROOM_OF_ENDED_CALL
    if room.sequence > call.last_sequence:
        return _F.REPORT_MISSING
    return None if call.busy else _who_is_in(call, room)


def _who_is_in(call: CallBeside, room: RoomBeside) -> Finding | None:
    if room.agent_endpoint and room.agent_endpoint != call.endpoint:
        return _F.STRANGER_IN_ROOM
    if room.colleague_endpoint and room.colleague_endpoint != call.colleague_endpoint:
        return _F.STRANGER_IN_ROOM
    if room.guest_endpoint and room.guest_endpoint != call.guest_endpoint:
        return _F.STRANGER_IN_ROOM
    if room.supervisor_endpoint and room.supervisor_endpoint != call.supervisor_endpoint:
        return _F.STRANGER_IN_ROOM
    if call.state in {CallState.TALKING, CallState.HELD} and not room.agent_endpoint:
        return _F.CALLER_ALONE
    return _F.CONFIRMATION_MISSING if call.pending else None


SETTLES_IN: Final = timedelta(seconds=5)
"""How long a change may be on its way before it is missed: a report takes a moment, and is sent again when it fails."""

TIMER_LATE: Final = timedelta(seconds=10)
"""A timer due for so long was not run by whoever runs timers."""

"""What an administrator sets for telephony, handed over by the host as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo

from telephony.contract import SHIPPED_REASONS, ChosenReason, DeclineReason, WrapUpMode
from telephony.menu.schema import Menu
from telephony.queues.hours import OpeningHours
from telephony.recordings.policy import RecordingPolicy


@dataclass(frozen=True, slots=True)
class QueueSettings:
    """One queue. Queues that share agents have the same `group`. `name` is by language code.

    Who comes here: callers of `service`, `languages` and `tiers` (empty: of all), and those whose menu reason is among
    `reasons`. `urgent` callers go before all others, the rest by `priority` points and waiting. Who serves it: members
    with the least level of each skill in `needs`; first the caller's relationship manager for `manager_seconds` and
    their team for `team_seconds`; after the seconds of `overflow` those of that queue (by code) too. Outside `hours`
    (None: never closed) and beyond `max_waiting` (0: no limit) callers go to the queues `closed_to` and `full_to`, or
    where these are empty are told so and the call ends. Queues of one `overflow`, `closed_to` or `full_to` are of one
    group.

    Of the choices between a caller and a callback that is due, `callback_share` percent go to the callback, and
    `callback_late_share` once its promised time is over; an agent may look at one for `preview_seconds` before it is
    given to others.

    `wrap_up_mode` is how the wrap-up of its calls ends, `wrap_up_seconds` its planned time or its limit, which the
    agent may put off `wrap_up_extensions` times by `wrap_up_extension_seconds`. Where `outcome_required`, nobody is
    free of a call before its outcome is chosen, whatever the time.
    """

    code: str
    group: str
    name: Mapping[str, str]
    ring_seconds: int = 20
    wrap_up_mode: WrapUpMode = WrapUpMode.AGENT_ENDS
    wrap_up_seconds: int = 60
    wrap_up_extensions: int = 0
    wrap_up_extension_seconds: int = 60
    outcome_required: bool = True
    service: str = ""
    languages: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    urgent: bool = False
    priority: int = 0
    needs: Mapping[str, int] = field(default_factory=dict)
    manager_seconds: int = 0
    team_seconds: int = 0
    overflow: Mapping[str, int] = field(default_factory=dict)
    hours: OpeningHours | None = None
    closed_to: str = ""
    max_waiting: int = 0
    full_to: str = ""
    callback_share: int = 20
    callback_late_share: int = 50
    preview_seconds: int = 120


@dataclass(frozen=True, slots=True)
class OutgoingNumber:
    """A number of ours that customers see when they are called, E.164. `name` is by language code.

    Who serves one of `queues` (by code; none: everybody) may call from it, and the call belongs to the first of them
    that they serve: its wrap-up goes as that queue says.
    """

    code: str
    number: str
    name: Mapping[str, str]
    queues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnnouncementSettings:
    """What an agent may have played to a caller. `name` is by language code, `words` by the tag of the spoken language
    (``zh-HK``)."""

    code: str
    name: Mapping[str, str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TelephonySettings:
    """Limits on the business clock, in seconds.

    `connect_seconds` is how long an answered call may wait for the carrier to join the agent's line before it goes
    back to its queue; `order_seconds` how long an order is tried again while the carrier is away. `local_zone` says
    where an agent's day begins and a queue opens. `default_region` reads numbers without a country code.
    `consult_seconds` is how long it rings at a colleague, or at somebody outside, who is to take a caller over.
    `point_seconds` is the waiting that a point of priority is worth. `handle_seconds` is what a call takes (talk,
    hold, wrap-up) until enough were handled to know better. `menu` is the entry menu; None where callers hear none.
    `listening_shown`: an agent is told when a supervisor only listens; whom they hear they are told of in any case.
    `announcements` are what agents may have played.
    `ask_next_limit` is how many calls may ask for one busy colleague next, `consult_limit` how many a colleague may
    have before them in all: the one they are in, and those.
    `not_ready_reasons` are the codes that agents may choose now; others stand in what was before.
    `help_seconds` is how long an agent's call for help waits for a supervisor of theirs before every one is told.
    `contact_days` is how far back an agent's list of contacts goes. `decline_reasons` are those of which a declined
    call needs one; where there are none it needs none. `dial_seconds` is how long it rings at whoever an agent calls, a
    customer or a colleague. Without `outgoing_numbers` no customer is called. `asks_by_keypad`: the host may want
    callers asked after a call, and where an agent's line is down for `survey_after_drop_seconds` (None: however long)
    their part of it is over.
    """

    default_queue: str
    default_region: str = "HK"
    miss_limit: int = 2
    decline_pause_seconds: int = 30
    consult_limit: int = 3
    ask_next_limit: int = 2
    connect_seconds: int = 15
    order_seconds: int = 30
    local_zone: tzinfo = field(default=UTC)
    point_seconds: int = 60
    handle_seconds: int = 300
    menu: Menu | None = None
    decline_reasons: tuple[DeclineReason, ...] = ()
    not_ready_reasons: tuple[ChosenReason, ...] = SHIPPED_REASONS
    dial_seconds: int = 45
    consult_seconds: int = 30
    outgoing_numbers: tuple[OutgoingNumber, ...] = ()
    contact_days: int = 14
    listening_shown: bool = True
    announcements: tuple[AnnouncementSettings, ...] = ()
    recording_policies: tuple[RecordingPolicy, ...] = ()
    recording_seconds: int = 3
    recording_pause_seconds: int = 300
    help_seconds: int = 60
    asks_by_keypad: bool = False
    survey_after_drop_seconds: int | None = None

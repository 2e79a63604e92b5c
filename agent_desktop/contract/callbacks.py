"""Callbacks: a customer is to be called, by somebody, within a window of time, at a lawful hour where they are.

Numbers are masked; a callback is dialled by its id. Times are aware UTC. `reason` is for whoever calls, and is not to
be said before the person has shown who they are.
"""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.customers import Tier

WORDS_LIMIT: Final = 500
"""The most characters of why somebody is called, of a word that joins it, and of a note on an attempt."""
LONGEST_DAYS: Final = 30
"""So far ahead a callback may be promised."""
DEFAULT_MINUTES: Final = 30
"""So long from now one is due where nobody says when."""


class CallbackKind(StrEnum):
    """Where a callback comes from."""

    PROMISED = "promised"  # by an agent, in a call or out of it
    QUEUE = "queue"  # asked for by a caller who waited: they keep their place
    ABANDONED = "abandoned"  # the caller gave up
    ALERT = "alert"
    RELATIONSHIP = "relationship"  # a regular visit, a greeting, a survey, an interest in a product
    COMPLAINT = "complaint"


class CallbackState(StrEnum):
    """How a callback stands. `expired` is open too: nobody kept it, or all attempts are used; a supervisor decides."""

    OPEN = "open"
    DUE = "due"  # within its window, or past it
    OFFERED = "offered"  # somebody has it before them
    DIALLING = "dialling"  # is being called, or talked with, until the outcome is said
    EXPIRED = "expired"
    DONE = "done"
    CANCELLED = "cancelled"
    JOINED = "joined"  # another open one of the same person and reason has it now


OPEN_STATES: Final = frozenset(
    {CallbackState.OPEN, CallbackState.DUE, CallbackState.OFFERED, CallbackState.DIALLING, CallbackState.EXPIRED}
)


class CallbackOutcome(StrEnum):
    """What an attempt came to. `failed` is the carrier's word and counts as no attempt to reach anybody."""

    REACHED = "reached"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    MACHINE = "machine"
    WRONG_PERSON = "wrong_person"
    REFUSED = "refused"  # they do not wish to be called about this
    FAILED = "failed"


class CallbackEnd(StrEnum):
    """Why a callback is open no more."""

    REACHED = "reached"
    REFUSED = "refused"
    CALLED_IN = "called_in"  # the customer called first
    BY_HAND = "by_hand"  # done outside the desktop, as its owner says
    CANCELLED = "cancelled"
    JOINED = "joined"


class Obstacle(StrEnum):
    """Why a customer is not called now, or at a time that was asked for."""

    UNLAWFUL_HOUR = "unlawful_hour"
    HOLIDAY = "holiday"
    AGAINST_WISH = "against_wish"
    DO_NOT_CALL = "do_not_call"
    PLACE_UNKNOWN = "place_unknown"  # there is no hour that is lawful wherever they may be
    TIME_PAST = "time_past"
    TIME_TOO_FAR = "time_too_far"
    ATTEMPTS_USED = "attempts_used"
    WRONG_NUMBER = "wrong_number"  # somebody else answered there: another number is needed
    ON_THE_LINE = "on_the_line"  # they are calling us at this moment
    IN_OTHER_HANDS = "in_other_hands"
    NOT_OPEN = "not_open"
    NO_NUMBER = "no_number"
    TOO_EARLY = "too_early"  # before its window, and the customer was told when
    RESTS = "rests"  # what it was made for is paused
    OUTSIDE_SHIFT = "outside_shift"  # of its owner, where that is known; it warns and forbids nothing


class PlaceBasis(StrEnum):
    """How it is known where the person called is; whatever is not `given` is assumed."""

    GIVEN = "given"
    ADDRESS = "address"
    NUMBER = "number"
    UNKNOWN = "unknown"


class CallbackStep(StrEnum):
    """What may be done to a callback."""

    TAKE = "take"
    GIVE_BACK = "give_back"
    DIAL = "dial"
    FINISH = "finish"
    MOVE = "move"
    HAND_OVER = "hand_over"
    CANCEL = "cancel"
    ADD_WORD = "add_word"
    DONE_BY_HAND = "done_by_hand"
    REOPEN = "reopen"


class CalledPlace(Answer):
    """Where the person called is, as far as known. `region` is ISO 3166 (``HK``, ``US-FL``), empty where unknown.

    `zones` are all the time zones that they may be in; `local_at` is what their clock shows at the time asked about,
    None where they may have several. `lawful` are the hours of that day in which they may be called, empty where there
    are none.
    """

    region: str = ""
    name: LocalText = Field(default_factory=dict)
    zones: tuple[str, ...] = ()
    basis: PlaceBasis
    local_at: datetime | None = None
    lawful: tuple["LawfulSpan", ...] = ()


class LawfulSpan(Answer):
    """From, and until before."""

    from_at: datetime
    until_at: datetime


class CallbackAttempt(Answer):
    """One attempt. `outcome` is None while it is under way."""

    attempt_id: UUID
    at: datetime
    by_name: str = ""
    number_masked: str
    call_id: UUID | None = None
    outcome: CallbackOutcome | None = None
    ended_at: datetime | None = None
    note: str = ""
    next_at: datetime | None = None


class CallbackEventKind(StrEnum):
    """What happened to a callback."""

    MADE = "made"
    JOINED = "joined"  # another wish for the same came, with its words
    WORD_ADDED = "word_added"
    MOVED = "moved"
    HANDED_OVER = "handed_over"
    TO_TEAM = "to_team"  # its owner's time was over
    TO_QUEUE = "to_queue"
    EXPIRED = "expired"
    OFFERED = "offered"
    RETURNED = "returned"  # who had it before them called nobody
    DIALLED = "dialled"
    ATTEMPTED = "attempted"
    CALLED_IN = "called_in"
    CANCELLED = "cancelled"
    DONE = "done"
    REOPENED = "reopened"
    JOINED_AWAY = "joined_away"  # it goes on in another one
    RELINKED = "relinked"  # the call in which it was made was another customer's
    RESTED = "rested"  # what it was made for was paused
    WOKEN = "woken"
    MADE_FROM = "made_from"  # it was kept in another form before


class CallbackEvent(Answer):
    """One line of a callback's history. `by_name` is empty for the server itself."""

    at: datetime
    kind: CallbackEventKind
    by_name: str = ""
    words: str = ""
    from_at: datetime | None = None
    to_at: datetime | None = None
    from_name: str = ""
    to_name: str = ""
    outcome: CallbackOutcome | None = None


class Callback(Answer):
    """One callback. `customer_id` is the person's leading account, None for somebody unknown.

    `due_at` lies in the window `window_from` to `window_to`: the customer was told so. `owner_name` is empty where it
    is anybody's of `team`, or of the queue `queue_code`; an owner has it for themselves until `owner_until`. `minutes`
    are those until it is due (negative: late), as of the answer. `rests`: what it was made for is paused, and nobody
    calls. `steps` may be done to it now, by who asks.
    """

    callback_id: UUID
    version: int
    kind: CallbackKind
    state: CallbackState
    customer_id: UUID | None = None
    customer_name: str = ""
    name_chinese: str = ""
    tier: Tier = Tier.STANDARD
    number_masked: str
    reason_code: str
    reason_name: LocalText = Field(default_factory=dict)
    reason: str = ""
    due_at: datetime
    window_from: datetime
    window_to: datetime
    place: CalledPlace
    wishes: tuple[LocalText, ...] = ()
    language: str = ""
    owner_id: UUID | None = None
    owner_name: str = ""
    owner_until: datetime | None = None
    is_mine: bool = False
    team: str = ""
    queue_code: str = ""
    held_by_name: str = ""
    held_by_me: bool = False
    attempts: int = 0
    attempts_most: int = 3
    last_outcome: CallbackOutcome | None = None
    is_late: bool = False
    rests: bool = False
    minutes: int = 0
    told: bool = False
    call_id: UUID | None = None
    complaint_id: UUID | None = None
    alert_id: UUID | None = None
    made_at: datetime
    by_name: str = ""
    ended_at: datetime | None = None
    ended_as: CallbackEnd | None = None
    steps: frozenset[CallbackStep] = frozenset()


class CallbackDetail(Answer):
    """`GET /v1/callbacks/{id}`: with its attempts and all that happened to it, oldest first."""

    callback: Callback
    attempts: tuple[CallbackAttempt, ...] = ()
    history: tuple[CallbackEvent, ...] = ()


class SayFirst(Answer):
    """What may be said while it is not known who answers: `opening` to whoever picks up, `to_others` where it is
    somebody else, `to_machine` to one that records, empty where no message may be left."""

    opening: LocalText
    to_others: LocalText
    to_machine: LocalText = Field(default_factory=dict)


class CallbackNumber(Answer):
    """One number that the person may be called on. `number_id` is None for the one that the callback came with."""

    number_id: UUID | None = None
    label: LocalText = Field(default_factory=dict)
    masked: str
    obstacles: tuple[Obstacle, ...] = ()


class CallbackPreview(Answer):
    """Before it is dialled: everything at hand beside the customer's profile, which the card of its call has.

    `own_numbers` are those of ours that they may be called from, by code. `obstacles` speak against dialling now; with
    any but OUTSIDE_SHIFT the server will not dial. `next_at` is the next lawful time then.
    `script_id` is the script that guides the call, empty where there is none.
    """

    detail: CallbackDetail
    numbers: tuple[CallbackNumber, ...] = ()
    own_numbers: tuple[str, ...] = ()
    say_first: SayFirst
    script_id: str = ""
    obstacles: tuple[Obstacle, ...] = ()
    next_at: datetime | None = None


class MakeCallback(Request):
    """`POST /v1/callbacks`. Who: a customer, or whoever was in a call, or a typed number; on `number_id` of theirs, or
    a `number` that they gave. Without `due_at` it is due in `DEFAULT_MINUTES`, or at the first lawful time after.

    `region` says where they are, where they said so. Whose: `owner_id`, else `team`, else the queue of the reason. One
    that is open for the same person and reason is joined: `reason` goes to it, and a `due_at` that is given moves it.
    """

    command_id: UUID
    kind: CallbackKind = CallbackKind.PROMISED
    customer_id: UUID | None = None
    call_id: UUID | None = None
    number_id: UUID | None = None
    number: str = Field(default="", max_length=40)
    reason_code: str = Field(max_length=40)
    reason: str = Field(default="", max_length=WORDS_LIMIT)
    due_at: AwareDatetime | None = None
    region: str = Field(default="", max_length=10)
    owner_id: UUID | None = None
    team: str = Field(default="", max_length=100)
    complaint_id: UUID | None = None
    alert_id: UUID | None = None
    told: bool = False


class CallbackMade(Answer):
    """`joined`: there was an open one, and it has this one's words now."""

    callback: Callback
    joined: bool = False


class ChangeCallback(Request):
    """`POST /v1/callbacks/{id}/changes`: MOVE needs `due_at` and may give `region` or another number; HAND_OVER needs
    an owner, a team or a queue; CANCEL and ADD_WORD need `words`. TAKE, DIAL and FINISH have routes of their own."""

    command_id: UUID
    seen_version: int
    step: CallbackStep
    words: str = Field(default="", max_length=WORDS_LIMIT)
    due_at: AwareDatetime | None = None
    region: str = Field(default="", max_length=10)
    number_id: UUID | None = None
    number: str = Field(default="", max_length=40)
    owner_id: UUID | None = None
    team: str = Field(default="", max_length=100)
    queue_code: str = Field(default="", max_length=40)


class TakeCallback(Request):
    """`POST /v1/callbacks/{id}/take`: have it before oneself, alone; the answer is a `CallbackPreview`. Nothing is
    dialled."""

    command_id: UUID
    seen_version: int


class DialCallback(Request):
    """`POST /v1/callbacks/{id}/dial`: call them, by whoever has taken it; the answer is the desk, as of any call."""

    command_id: UUID
    seen_version: int
    number_id: UUID | None = None
    own_number: str = Field(default="", max_length=40)


class FinishCallback(Request):
    """`POST /v1/callbacks/{id}/finish`: what the attempt came to. Where nobody was reached it is due again at
    `next_at`, or at the next lawful time by the rule of the outcome. `do_not_call`: they wish no such calls any
    more."""

    command_id: UUID
    seen_version: int
    outcome: CallbackOutcome
    note: str = Field(default="", max_length=WORDS_LIMIT)
    next_at: AwareDatetime | None = None
    do_not_call: bool = False


class CalledIn(Request):
    """`POST /v1/callbacks/{id}/called-in`: the customer of the call `call_id` has called before we did. `closes`: that
    was it; else the words are joined to it, and it stays."""

    command_id: UUID
    seen_version: int
    call_id: UUID
    closes: bool
    words: str = Field(default="", max_length=WORDS_LIMIT)

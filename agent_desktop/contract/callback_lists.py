"""Lists of callbacks, what one is planned by, figures, who is not to be called, and when colleagues work."""

from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import AwareDatetime, Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackKind,
    CallbackNumber,
    CallbackOutcome,
    CalledPlace,
    Obstacle,
)

CALLBACKS_MOST: Final = 500
"""How many are listed at most; the counts tell how many there are."""
SHIFTS_MOST: Final = 200
"""How many shifts are given at once at most."""


class CallbackScope(StrEnum):
    """Whose callbacks are listed."""

    MINE = "mine"  # that one owns or has before oneself
    OURS = "ours"  # and those of one's team and queues that one may take
    EXPIRED = "expired"  # of those a supervisor looks after
    ALL = "all"  # supervisors


class ReasonChoice(Answer):
    """One reason to call somebody back, as the bank has it. `queue_code` is who has it where nobody owns it."""

    code: str
    kind: CallbackKind
    name: LocalText
    queue_code: str
    is_marketing: bool = False


class RegionChoice(Answer):
    """One place that somebody may say they are in."""

    code: str
    name: LocalText
    zones: tuple[str, ...]


class CallbackForm(Answer):
    """`GET /v1/callback-form`: what a callback is made with."""

    reasons: tuple[ReasonChoice, ...]
    regions: tuple[RegionChoice, ...]
    default_minutes: int
    longest_days: int
    window_minutes: int
    reminder_minutes: tuple[int, ...]
    attempts_most: int


class CallbackTaker(Answer):
    """Somebody who calls customers."""

    user_id: UUID
    name: str
    team: str = ""


class CallbackQueue(Answer):
    """One queue, by whose agents a callback is made where nobody owns it."""

    code: str
    name: LocalText


class CallbackTakers(Answer):
    """`GET /v1/callback-takers`: to whom a supervisor may give a callback."""

    people: tuple[CallbackTaker, ...] = ()
    teams: tuple[str, ...] = ()
    queues: tuple[CallbackQueue, ...] = ()


class PlanCallback(Request):
    """`POST /v1/callbacks/plan`: look before one is made or moved; nothing is kept. Not a GET: it may hold a number."""

    kind: CallbackKind = CallbackKind.PROMISED
    callback_id: UUID | None = None  # of one that is to be moved: its customer, number and reason are meant
    customer_id: UUID | None = None
    call_id: UUID | None = None
    number_id: UUID | None = None
    number: str = Field(default="", max_length=40)
    reason_code: str = Field(default="", max_length=40)
    due_at: AwareDatetime | None = None
    outcome: CallbackOutcome | None = None  # of the attempt on `callback_id`: when they are tried next after it
    region: str = Field(default="", max_length=10)
    owner_id: UUID | None = None
    complaint_id: UUID | None = None
    alert_id: UUID | None = None


class CallbackPlan(Answer):
    """`due_at` is the time asked for, or the default. `obstacles` speak against it; `next_at` is the first time from
    then on against which nothing does, None where there is none within the days. `slots` are more such times, of the
    days that follow. After an `outcome` there are none where that was the last attempt, or the last that is needed.
    `open` is the one that a new one would join."""

    due_at: datetime
    window_from: datetime
    window_to: datetime
    place: CalledPlace
    wishes: tuple[LocalText, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    next_at: datetime | None = None
    slots: tuple[datetime, ...] = ()
    numbers: tuple[CallbackNumber, ...] = ()
    latest_at: datetime
    open: Callback | None = None


class CallbackCounts(Answer):
    """How many there are of the person's own and of those they may take; `expired` only where they decide on these."""

    mine_open: int = 0
    mine_today: int = 0
    mine_late: int = 0
    ours_due: int = 0
    expired: int = 0


class Callbacks(Answer):
    """`GET /v1/callbacks?scope=…&from=…&until=…&customer_id=…`: by the time they are due. `also_ended=true` brings
    those that are over too (in the time asked for), as a calendar shows them; `count_only=true` none at all. Also
    `POST /v1/board/callbacks`: those that a board of such a `BoardFilter` counts, without `counts`."""

    counts: CallbackCounts
    callbacks: tuple[Callback, ...] = ()
    total: int = 0


class CallbackFigure(Answer):
    """Figures of one agent, queue or kind (`name` by language for a kind), or of all.

    `promised` are those whose window ended within the time asked about; `kept_percent` is the share of them with an
    attempt, or a word of the customer's own, within the window. `attempts_to_reach` is the mean number of attempts of
    those who were reached; `median_late_minutes` the median of how long after its window the first attempt came, 0 for
    within.
    """

    key: str
    name: LocalText = Field(default_factory=dict)
    promised: int = 0
    kept: int = 0
    kept_percent: float | None = None
    reached: int = 0
    attempts_to_reach: float | None = None
    median_late_minutes: float | None = None
    open_late: int = 0


class CallbackFigures(Answer):
    """`GET /v1/callback-figures?since=…&until=…`: supervisors."""

    since_at: datetime
    until_at: datetime
    all: CallbackFigure
    agents: tuple[CallbackFigure, ...] = ()
    queues: tuple[CallbackFigure, ...] = ()
    kinds: tuple[CallbackFigure, ...] = ()


class DoNotCallScope(StrEnum):
    """What somebody wishes not to be called for."""

    MARKETING = "marketing"
    ALL = "all"


class DoNotCall(Answer):
    """One wish not to be called, of a customer or of whoever has a number."""

    entry_id: UUID
    scope: DoNotCallScope
    number_masked: str = ""
    since_at: datetime
    by_name: str = ""
    words: str = ""


class DoNotCallList(Answer):
    """`GET /v1/customers/{id}/do-not-call`."""

    entries: tuple[DoNotCall, ...] = ()


class AddDoNotCall(Request):
    """`POST /v1/do-not-call`: a customer, or a number that is nobody's we know."""

    command_id: UUID
    customer_id: UUID | None = None
    number: str = Field(default="", max_length=40)
    scope: DoNotCallScope = DoNotCallScope.MARKETING
    words: str = Field(default="", max_length=300)


class EndDoNotCall(Request):
    """`POST /v1/do-not-call/{id}/end`: they may be called again; it needs to be said why."""

    command_id: UUID
    words: str = Field(min_length=1, max_length=300)


class Shift(Answer):
    from_at: AwareDatetime
    until_at: AwareDatetime


class PutShifts(Request):
    """`PUT /v1/agents/{id}/shifts`: when somebody works within `from_at` to `until_at`; what was there before in it
    goes. Who has no shift on record may have any time."""

    command_id: UUID
    from_at: AwareDatetime
    until_at: AwareDatetime
    shifts: tuple[Shift, ...] = Field(default=(), max_length=SHIFTS_MOST)


class Shifts(Answer):
    """`GET /v1/agents/{id}/shifts?from=…&until=…`."""

    shifts: tuple[Shift, ...] = ()

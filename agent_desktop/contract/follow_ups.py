"""Follow-up plans: a relationship contact in four phases, each with its next step, its day and whose it is.

A plan that somebody hands to the customer's relationship manager is a referral; what came of it comes back to them.
Times are aware UTC, days those of the bank.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, Request
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.prospect_cards import Interest

STEP_LIMIT: Final = 300
"""The most characters of a next step, and of what came of a plan."""
FARTHEST_DAYS: Final = 730
FOLLOW_UPS_MOST: Final = 200
"""So many are listed at most; the counts tell how many there are."""


class Phase(StrEnum):
    """Where a contact stands, in this order."""

    NEED = "need"  # find the need
    OFFER = "offer"  # design the offer
    PROPOSE = "propose"
    FOLLOW_UP = "follow_up"


class FollowUpState(StrEnum):
    OPEN = "open"
    WON = "won"  # the customer has taken something up
    LOST = "lost"  # they do not wish it
    CANCELLED = "cancelled"  # it was none


class FollowUpStep(StrEnum):
    """What may be done to a plan. TAKE and HAND_OVER change whose it is, NOTICE says that one has seen what came of
    the referral that one gave."""

    PLAN = "plan"
    TAKE = "take"
    HAND_OVER = "hand_over"
    WIN = "win"
    LOSE = "lose"
    CANCEL = "cancel"
    NOTICE = "notice"


class FollowUpEventKind(StrEnum):
    """What happened to a plan."""

    MADE = "made"
    REFERRED = "referred"
    PLANNED = "planned"
    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    WON = "won"
    LOST = "lost"
    CANCELLED = "cancelled"
    NOTICED = "noticed"


class FollowUpSpan(StrEnum):
    """Until when what is to be done is listed; what is late always is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class FollowUp(Answer):
    """One plan. `customer_id` is the person's leading account. `owner_name` is empty where it is anybody's of `team`.

    `referred_by_name` gave it; `referral_seen` says whether they have seen what came of it. `days` are those until
    its next step (negative: late). `result` is what was said with its end. `steps` may be done to it by who asks.
    """

    follow_up_id: UUID
    version: int
    state: FollowUpState
    phase: Phase
    customer_id: UUID
    customer_name: str
    name_chinese: str = ""
    tier: Tier = Tier.STANDARD
    topic: Interest
    next_step: str
    next_on: date
    days: int = 0
    owner_id: UUID | None = None
    owner_name: str = ""
    is_mine: bool = False
    team: str = ""
    referred_by_name: str = ""
    referred_by_me: bool = False
    referred_at: datetime | None = None
    referral_seen: bool = False
    made_at: datetime
    by_name: str = ""
    ended_at: datetime | None = None
    ended_by_name: str = ""
    result: str = ""
    steps: frozenset[FollowUpStep] = frozenset()


class FollowUpEvent(Answer):
    """One line of a plan's history, oldest first."""

    at: datetime
    kind: FollowUpEventKind
    by_name: str = ""
    phase: Phase | None = None
    words: str = ""
    next_on: date | None = None
    to_name: str = ""


class FollowUpDetail(Answer):
    """`GET /v1/follow-ups/{id}`."""

    follow_up: FollowUp
    history: tuple[FollowUpEvent, ...] = ()


class CustomerFollowUps(Answer):
    """`GET /v1/customers/{id}/follow-ups`: those of a person, the open ones first. `manager_name` is who looks after
    them; `may_refer` False: there is nobody to hand a plan to."""

    follow_ups: tuple[FollowUp, ...] = ()
    manager_name: str = ""
    may_refer: bool = False


class FollowUpList(Answer):
    """`GET /v1/follow-ups?span=…`: one's own that are to be done within a span of days, and those of one's team that
    nobody has; late ones first. `results` are referrals that one gave and that came to an end since one looked;
    `given` counts one's referrals that are open."""

    as_of: datetime
    follow_ups: tuple[FollowUp, ...] = ()
    late: int = 0
    day: int = 0
    week: int = 0
    month: int = 0
    results: tuple[FollowUp, ...] = ()
    given: int = 0


class MakeFollowUp(Request):
    """`POST /v1/follow-ups`. A person has one open plan a topic: where there is one it is planned on."""

    command_id: UUID
    customer_id: UUID
    topic: Interest
    phase: Phase = Phase.NEED
    next_step: str = Field(min_length=1, max_length=STEP_LIMIT)
    next_on: date
    call_id: UUID | None = None


class Refer(Request):
    """`POST /v1/referrals`: hand it to the customer's relationship manager. Where there is an open plan of the topic it
    goes on there, with these words."""

    command_id: UUID
    customer_id: UUID
    topic: Interest = Interest.OTHER
    words: str = Field(default="", max_length=STEP_LIMIT)
    call_id: UUID | None = None


class ChangeFollowUp(Request):
    """`POST /v1/follow-ups/{id}/changes`: PLAN needs `next_step` and `next_on`, and may have a `phase`; HAND_OVER an
    owner; LOSE and CANCEL need `words`."""

    command_id: UUID
    seen_version: int
    step: FollowUpStep
    phase: Phase | None = None
    next_step: str = Field(default="", max_length=STEP_LIMIT)
    next_on: date | None = None
    owner_id: UUID | None = None
    words: str = Field(default="", max_length=STEP_LIMIT)


class ReferralFigure(Answer):
    """Of one agent who gave referrals, or one manager who has them (`key` is their id; empty: all)."""

    key: str
    name: str = ""
    given: int
    won: int
    lost: int
    open: int
    won_percent: float | None = None


class ReferralFigures(Answer):
    """`GET /v1/referral-figures?since=…&until=…`: of referrals given in that time, as they stand now; cancelled ones
    count for nothing. `won_percent` is of those that came to an end."""

    since_at: datetime
    until_at: datetime
    all: ReferralFigure
    givers: tuple[ReferralFigure, ...] = ()
    managers: tuple[ReferralFigure, ...] = ()

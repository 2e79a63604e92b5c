"""Campaigns: many customers are greeted, asked or written to, by call, short message, e-mail or letter.

Who is meant is chosen once, by tier and consent, and spread over days by how many a day can bear; a campaign goes on by
itself until all of them are seen to, and can be paused, gone on with and ended. Each customer is seen to once, whatever
is killed. Addresses and numbers are masked. Times are aware UTC, days those of the bank.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, Language, LocalText, Request
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.prospect_cards import ConsentChannel

NAME_LIMIT: Final = 100
PICKED_MOST: Final = 1_000
"""So many customers may be picked by hand at once."""
MEMBERS_MOST: Final = 20_000
"""So many a campaign may have."""
LONGEST_DAYS: Final = 92
A_PAGE: Final = 100

CampaignWay = ConsentChannel
"""How customers are reached: it is also what they consent to."""


class Occasion(StrEnum):
    """What a campaign is for. BIRTHDAY: each on their own day."""

    BIRTHDAY = "birthday"
    HOLIDAY = "holiday"
    SURVEY = "survey"
    NEWS = "news"


class CampaignState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class MemberState(StrEnum):
    """How far it is with one customer. `uncertain`: an e-mail may have gone out; a person decides."""

    WAITING = "waiting"
    SENDING = "sending"
    DONE = "done"  # called for (there is a callback), or sent
    SKIPPED = "skipped"  # see `WhyNot`
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    CANCELLED = "cancelled"


class WhyNot(StrEnum):
    """Why a customer is left out, or was not reached."""

    NO_CONSENT = "no_consent"
    DO_NOT_CALL = "do_not_call"
    OPTED_OUT = "opted_out"  # of short messages
    UNWISHED = "unwished"  # no advertising, by their wishes
    NO_NUMBER = "no_number"
    NO_EMAIL = "no_email"
    NO_ADDRESS = "no_address"
    NO_BIRTHDAY = "no_birthday"  # within the days
    ASKED_LATELY = "asked_lately"
    NO_ROOM = "no_room"  # more than the days can bear
    NO_LAWFUL_HOUR = "no_lawful_hour"
    REFUSED = "refused"  # by the mail server or the carrier
    NOT_SET_UP = "not_set_up"
    TOO_LATE = "too_late"  # a greeting whose day is long over
    GONE = "gone"  # the customer is no more


class CampaignStep(StrEnum):
    """What may be done to a campaign; SEND_AGAIN and LEAVE decide about the uncertain ones."""

    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    SEND_AGAIN = "send_again"
    LEAVE = "leave"


class CampaignTemplate(Answer):
    """What may be written, or a call be for. `reason_code` is the callback's, of those that can be calls."""

    code: str
    name: LocalText
    occasion: Occasion
    ways: tuple[CampaignWay, ...]
    is_marketing: bool = False
    asked_again_days: int = 0
    needs_text: bool = False
    reason_code: str = ""


class CampaignForm(Answer):
    """`GET /v1/campaign-form`: what a campaign is made of. `ways` are those that are set up here; `queues` may have its
    calls."""

    templates: tuple[CampaignTemplate, ...]
    ways: tuple[CampaignWay, ...]
    managers: tuple[str, ...] = ()
    capacity: int
    today: date


class Audience(Request):
    """Whom a campaign is for: these tiers, of this manager (empty: anybody's), or those picked by hand."""

    tiers: frozenset[Tier] = frozenset(Tier)
    manager_name: str = Field(default="", max_length=100)
    customer_ids: tuple[UUID, ...] = Field(default=(), max_length=PICKED_MOST)


class PlanCampaign(Request):
    """`POST /v1/campaigns/plan`: look before one is started; nothing is kept. `capacity` is the most a day. `text` is
    what the writer adds, where the template has room for it."""

    template: str = Field(max_length=40)
    way: CampaignWay
    audience: Audience
    from_on: date
    until_on: date
    capacity: int = Field(ge=1, le=10_000)
    text: dict[Language, str] = Field(default_factory=dict)


class DayShare(Answer):
    """So many on a day."""

    on: date
    count: int


class LeftOut(Answer):
    why: WhyNot
    count: int


class CampaignPlan(Answer):
    """How it would go. `sample` is how the first of them would read it, in their language: a subject and a text, and
    for letters the PDF (base64)."""

    chosen: int
    reached: int
    days: tuple[DayShare, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    languages: dict[Language, int] = Field(default_factory=dict)
    sample_language: Language = "en"
    sample_to: str = ""
    sample_subject: str = ""
    sample_text: str = ""
    sample_pdf: str = ""


class StartCampaign(PlanCampaign):
    """`POST /v1/campaigns`. `seen_reached` is what the plan said: where it is otherwise now, it is looked at again."""

    command_id: UUID
    name: str = Field(min_length=1, max_length=NAME_LIMIT)
    seen_reached: int

    def as_plan(self) -> PlanCampaign:
        """Return what it is planned by."""
        return PlanCampaign(**{name: getattr(self, name) for name in PlanCampaign.model_fields})


class Campaign(Answer):
    """One campaign. `counts` say of how many it is how far, `left_out` why not. Of calls `reached` are those who were
    spoken with. `late`: waiting ones whose day is over. `problem` is why nothing goes out at the moment."""

    campaign_id: UUID
    version: int
    name: str
    state: CampaignState
    template: str
    template_name: LocalText
    occasion: Occasion
    way: CampaignWay
    tiers: tuple[Tier, ...] = ()
    manager_name: str = ""
    picked: int = 0
    from_on: date
    until_on: date
    capacity: int
    made_at: datetime
    by_name: str = ""
    ended_at: datetime | None = None
    total: int
    counts: dict[MemberState, int] = Field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    days: tuple[DayShare, ...] = ()
    reached: int = 0
    joined: int = 0
    late: int = 0
    problem: str = ""
    steps: frozenset[CampaignStep] = frozenset()


class Campaigns(Answer):
    """`GET /v1/campaigns`: the newest first."""

    as_of: datetime
    campaigns: tuple[Campaign, ...] = ()


class CampaignMember(Answer):
    """One customer of a campaign."""

    member_id: UUID
    customer_id: UUID
    customer_name: str
    name_chinese: str = ""
    tier: Tier = Tier.STANDARD
    state: MemberState
    why: WhyNot | None = None
    language: Language = "en"
    planned_on: date | None = None
    done_at: datetime | None = None
    has_letter: bool = False


class CampaignMembers(Answer):
    """`GET /v1/campaigns/{id}/members?state=…&after=…`: a page; `more` says whether there are others."""

    members: tuple[CampaignMember, ...] = ()
    more: bool = False


class ChangeCampaign(Request):
    """`POST /v1/campaigns/{id}/changes`."""

    command_id: UUID
    seen_version: int
    step: CampaignStep

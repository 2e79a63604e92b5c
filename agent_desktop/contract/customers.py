"""A customer as the desktop may see one: masked values only; a clear one comes from a reveal.

Money is a decimal in the currency's main unit with its ISO 4217 code beside it. Times are aware UTC.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from agent_desktop.contract.base import Answer, LocalText, Request
from agent_desktop.contract.complaints import ComplaintGlance, ComplaintKind, ComplaintState
from agent_desktop.contract.interactions import Direction
from agent_desktop.contract.prospect_cards import ProspectCard


class CustomerKind(StrEnum):
    PERSONAL = "personal"
    BUSINESS = "business"
    PROSPECT = "prospect"


class Tier(StrEnum):
    STANDARD = "standard"
    GOLD = "gold"
    PLATINUM = "platinum"


class HoldingGroup(StrEnum):
    """The groups of the holdings tree, in the order they are shown."""

    DEPOSITS = "deposits"
    CARDS = "cards"
    LOANS = "loans"
    WEALTH = "wealth"
    INSURANCE = "insurance"
    ORDERS = "orders"


class Freshness(StrEnum):
    """How new a group's figures are."""

    LOADED = "loaded"  # from the last load of the source system, at `as_of_at`
    LIVE = "live"  # answered just now by the source system
    OLD = "old"  # older than the source system's own limit
    AWAY = "away"  # the source system did not answer; the figures are of `as_of_at`


class StatusKind(StrEnum):
    """Which meaning colour a status chip takes."""

    PLAIN = "plain"
    INFO = "info"
    GOOD = "good"
    CAUTION = "caution"
    PROBLEM = "problem"


class Holding(Answer):
    """One product. `number_masked` shows the last digits only. `balance` is None where there is none to show."""

    holding_id: UUID
    group: HoldingGroup
    product: LocalText
    number_masked: str
    currency: str
    balance: Decimal | None
    status: LocalText = Field(default_factory=dict)
    status_kind: StatusKind = StatusKind.PLAIN
    role: str = "owner"


class HoldingsPart(Answer):
    """One source system's products of one customer: the unit in which live answers arrive.

    `total` is in `total_currency` by the rates of the server's settings; None where no balance is known, or where
    there is no rate for one of the currencies, which `rates_missing` then names. `end_of_day`: loaded figures are those
    of a day's close; in an extract that was written before noon, the day before.
    """

    system: str
    system_name: LocalText
    group: HoldingGroup
    holdings: tuple[Holding, ...]
    total: Decimal | None
    total_currency: str
    freshness: Freshness
    as_of_at: datetime | None
    end_of_day: bool = False
    rates_missing: tuple[str, ...] = ()


class Channel(StrEnum):
    PHONE = "phone"
    APP = "app"
    BRANCH = "branch"
    WEB = "web"
    EMAIL = "email"
    MESSAGE = "message"  # a short message to a mobile telephone
    LETTER = "letter"


class ContactOwedCall(Answer):
    owner_name: str
    due_at: datetime
    done_at: datetime | None = None


class ContactComplaint(Answer):
    """A complaint, suggestion or praise that was recorded in a contact, as it stands now."""

    complaint_id: UUID
    number: str
    kind: ComplaintKind
    state: ComplaintState
    due_at: datetime | None = None


class ContactRow(Answer):
    """One past contact over any channel, newest first in lists. A call that was handed over is one, told as its first
    agent left it; `leg_count` is how many agents had it. `owed_call` says who owes the customer a call since, by when,
    or that it was made; `complaint` is what was recorded in it, the last where there are several."""

    contact_id: UUID
    at: datetime
    channel: Channel
    direction: Direction = Direction.INBOUND
    subject: LocalText
    outcome: LocalText = Field(default_factory=dict)
    duration_seconds: int | None = None
    leg_count: int = 1
    owed_call: ContactOwedCall | None = None
    complaint: ContactComplaint | None = None


class Identifier(StrEnum):
    """The masked values of the customer column; each can be revealed, which is audited."""

    CUSTOMER_NUMBER = "customer_number"
    IDENTITY_DOCUMENT = "identity_document"
    MOBILE = "mobile"
    EMAIL = "email"
    ADDRESS = "address"


class MaskedValue(Answer):
    identifier: Identifier
    label: LocalText
    masked: str


class AlertRow(Answer):
    """One thing the agent should know before speaking.

    `alert_id` is that of a kept alert (`contract.alerts`), with what it is `about` and its `reasons`; None for what is
    read from the record alone and has no state.
    """

    kind: StatusKind
    icon: str
    title: LocalText
    detail: LocalText = Field(default_factory=dict)
    alert_id: UUID | None = None
    about: str = ""
    is_new: bool = False
    reasons: tuple[LocalText, ...] = ()


class NeedKind(StrEnum):
    """What a customer may need of whoever serves them (FCA FG21/1: health, life events, resilience, capability)."""

    HEARING = "hearing"
    SIGHT = "sight"
    SPEECH = "speech"
    MEMORY = "memory"
    MENTAL_HEALTH = "mental_health"
    ILLNESS = "illness"
    BEREAVEMENT = "bereavement"
    MONEY_WORRIES = "money_worries"
    SCAM_VICTIM = "scam_victim"
    LANGUAGE = "language"
    DIGITAL = "digital"
    HELPER = "helper"


class CustomerNeed(Answer):
    """One need. It is noted only with the customer's consent, given on `consent_on`, and looked at again on
    `review_on`: days of the bank's own calendar."""

    need: NeedKind
    consent_on: date
    review_on: date


class NoteNeeds(Request):
    """`PUT /v1/customers/{id}/needs`: these are the customer's needs now. `seen` are those that were shown before."""

    command_id: UUID
    seen: tuple[CustomerNeed, ...]
    needs: tuple[CustomerNeed, ...] = Field(max_length=12)


class Profile(Answer):
    """One customer on one screen. Masked values only. `name_chinese` carries the form of address: 何詠詩 女士.

    `prospect` is what was kept of them while they were no customer, where anything was. `complaints` are their open
    ones, what is due first before the others. `contacts_usual` is how often they are in touch in 90 days
    otherwise, None where nobody knows; `calls_7_days` how often they called in the seven days before.
    """

    customer_id: UUID
    version: int
    kind: CustomerKind
    name: str
    name_chinese: str = ""
    salutation: LocalText = Field(default_factory=dict)
    age_years: int | None = None
    tier: Tier = Tier.STANDARD
    customer_since: date | None = None
    languages: tuple[str, ...] = ()
    manager_name: str = ""
    wishes: tuple[LocalText, ...] = ()
    needs: tuple[CustomerNeed, ...] = ()
    identifiers: tuple[MaskedValue, ...] = ()
    alerts: tuple[AlertRow, ...] = ()
    parts: tuple[HoldingsPart, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    contact_count: int = 0
    contacts_90_days: dict[Channel, int] = Field(default_factory=dict)
    contacts_usual: float | None = None
    calls_7_days: int = 0
    prospect: ProspectCard | None = None
    complaints: tuple[ComplaintGlance, ...] = ()


class CallerOutcome(StrEnum):
    """What the number said about who is calling. A number identifies, it never proves."""

    MATCHED = "matched"
    SEVERAL = "several"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"
    OWN = "own"  # one of the bank's own numbers, put through by a branch: it is no customer's, whoever has it noted


class Candidate(Answer):
    """One of several customers whom the number may belong to, most likely first."""

    customer_id: UUID
    name: str
    name_chinese: str = ""
    tier: Tier = Tier.STANDARD
    number_masked: str
    reason: LocalText


class ScriptChoice(Answer):
    """The service script that opens with the call."""

    script_id: str
    version: str
    title: LocalText


class CallerCard(Answer):
    """Everything an offer carries about who is calling: the opaque payload of telephony's offer.

    `facts` are the values that script variables take, already formatted by language:
    ``{"customer_name": {"en": "Ms Ho", "zh": "何女士"}}``. `candidate_count` is how many may be calling: of a line that
    more share than there are keys, `candidates` are the likeliest. `deed_id` is the person's own
    last word on whom the call is with, which they can undo.
    """

    call_id: UUID
    outcome: CallerOutcome
    number_masked: str
    number_country: str = ""
    profile: Profile | None = None
    candidates: tuple[Candidate, ...] = ()
    candidate_count: int = 0
    script: ScriptChoice | None = None
    facts: dict[str, LocalText] = Field(default_factory=dict)
    deed_id: UUID | None = None


class Search(Request):
    """`POST /v1/customers/search`: find customers. Every word of `text` must fit; at most `limit` are found.

    A desktop has one search at a time: the next ends the one before, which fails with SEARCH_STOPPED. By its
    `search_id` it can be ended without a next one.
    """

    search_id: UUID | None = None
    text: str = Field(max_length=200)
    limit: int = Field(default=20, ge=1, le=50)


class StopSearch(Request):
    """`POST /v1/customers/search/stop`: end this search of one's own. What has ended by itself stays as it is."""

    search_id: UUID


class SearchHit(Answer):
    """One customer found by Ctrl+K.

    `matched` says by what: name, pinyin, initials, number (the customer's), phone, account; complaint: the
    number of theirs; similar: by name or pinyin, but for one typing error.
    """

    customer_id: UUID
    name: str
    name_chinese: str = ""
    kind: CustomerKind = CustomerKind.PERSONAL
    tier: Tier
    number_masked: str
    matched: str


class Reveal(Request):
    """`POST /v1/customers/{id}/reveals`: show one value clear. Always audited.

    `call_id` is the call it is for, one of the agent's own now; None outside a call.
    """

    command_id: UUID
    identifier: Identifier
    call_id: UUID | None = None


class Revealed(Answer):
    identifier: Identifier
    value: str


class LinkCustomer(Request):
    """`PUT /v1/calls/{id}/customer`: this call is from this customer (None takes the link back)."""

    command_id: UUID
    customer_id: UUID | None

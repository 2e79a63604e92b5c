"""The states that the pictures show, one value a panel."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from agent_desktop.client.away_reasons import SHIPPED
from agent_desktop.client.errors import Problem
from agent_desktop.client.link import LinkState, LinkStatus
from agent_desktop.contract.customers import CallerOutcome, Freshness, Identifier, Profile, SearchHit, Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_customers import CANDIDATES, CONTACTS, FUNG, HO, NOW, PARTS, caller_card, made_id
from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.customer.presenter import CustomerKindShown, CustomerState, RevealedValue
from agent_desktop.ui.holdings.presenter import HoldingsState, PartState
from agent_desktop.ui.offer.presenter import OfferState
from agent_desktop.ui.palette.presenter import PaletteCommand, PaletteState
from agent_desktop.ui.presence.presenter import PresenceState, QueueFigure
from agent_desktop.ui.timeline.presenter import TimelineKind, TimelineState
from telephony.contract import (
    AgentAction,
    AgentState,
    CallAction,
    ChosenReason,
    DeclineReason,
    NextState,
    NumberCheck,
    SystemReason,
)

CARDS: Final = {"en": "Cards", "zh": "信用卡"}
CARDS_QUEUE: Final = UUID(int=0xCA2D5)
_CAME: Final = NOW - timedelta(minutes=2, seconds=48)
_QUEUES: Final = (
    QueueFigure(CARDS, 6, _CAME, CARDS_QUEUE, _CAME + timedelta(seconds=60), _CAME + timedelta(seconds=180)),
)
_ALL: Final = frozenset({AgentAction.GO_READY, AgentAction.GO_NOT_READY, AgentAction.GO_OFFLINE})
_NONE: Final[frozenset[AgentAction]] = frozenset()


def _ago(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


def presence(state: AgentState, seconds: int, **changes: object) -> PresenceState:
    """Return the top bar `seconds` into `state`."""
    made = PresenceState(
        state=state,
        since_at=NOW - _ago(seconds),
        allowed=_ALL,
        reasons=SHIPPED,
        display_name="Amy Wong",
        initials="AW",
        extension="4021",
        team="Cards",
        queues=_QUEUES,
        handled=14,
        average_seconds=312,
        missed=0,
        link=LinkState(status=LinkStatus.UP, since_at=NOW - timedelta(hours=2), latency_seconds=0.024),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


READY: Final = presence(AgentState.READY, 46)
ON_CALL: Final = presence(AgentState.ON_CALL, 277)
ON_CALL_THEN_LUNCH: Final = presence(
    AgentState.ON_CALL,
    277,
    next=NextState(state=AgentState.NOT_READY, reason=ChosenReason.LUNCH, planned_seconds=3600),
    allowed=frozenset({AgentAction.CANCEL_NEXT}),
    allowed_next=_ALL,
)
ON_CALL_OF_REQUEST: Final = presence(
    AgentState.ON_CALL, 277, allowed=frozenset({AgentAction.WANT_WRAP_UP}), allowed_next=_ALL
)
LUNCH_UNTIL: Final = presence(
    AgentState.NOT_READY,
    610,
    reason=ChosenReason.LUNCH,
    planned_end_at=NOW + _ago(2990),
    caution_at=NOW + _ago(2990),
    problem_at=NOW + _ago(3110),
)
NO_ANSWER: Final = presence(AgentState.NOT_READY, 45, reason=SystemReason.NO_ANSWER, missed=2)
ON_HOLD: Final = presence(
    AgentState.ON_CALL,
    96,
    on_hold=True,
    caution_at=NOW - _ago(16),
    problem_at=NOW + _ago(24),
)
WRAP_UP: Final = presence(
    AgentState.WRAP_UP, 21, caution_at=NOW + _ago(39), problem_at=NOW + _ago(69), planned_end_at=NOW + _ago(39)
)
NOT_READY: Final = presence(
    AgentState.NOT_READY, 4325, reason=ChosenReason.LUNCH, caution_at=NOW - _ago(725), problem_at=NOW - _ago(605)
)
LINK_LOST: Final = presence(
    AgentState.ON_CALL,
    277,
    link=LinkState(status=LinkStatus.LOST, since_at=NOW - _ago(6), attempt=2, retry_at=NOW + _ago(8)),
)
SIGNED_OUT: Final = presence(
    AgentState.ON_CALL, 277, link=LinkState(status=LinkStatus.SIGNED_OUT, since_at=NOW - _ago(6))
)
REFUSED: Final = presence(AgentState.READY, 46, problem=Problem(ErrorCode.AGENT_TRANSITION_REFUSED))
FLAPPING: Final = presence(
    AgentState.NOT_READY,
    3,
    reason=ChosenReason.BREAK,
    problem=Problem(ErrorCode.STATE_CHANGES_TOO_FAST, {"seconds": 42}),
)
NOTHING_ALLOWED: Final = presence(AgentState.READY, 46, allowed=frozenset())
DESKTOP_LOST: Final = presence(AgentState.NOT_READY, 95, reason=SystemReason.CONNECTION)

NO_CALL: Final = CallSlotState(since_at=NOW - _ago(46), agent_state=AgentState.READY, queue_names=(CARDS,))
NO_CALL_AWAY: Final = CallSlotState(since_at=NOW - _ago(4325), agent_state=AgentState.NOT_READY, queue_names=(CARDS,))


def slot_of(shown: PresenceState) -> CallSlotState:
    """Return the empty slot beside this top bar."""
    return replace(NO_CALL_AWAY, since_at=shown.since_at)


RINGING: Final = CallSlotState(
    kind=SlotKind.RINGING,
    caller_name="Mr Derek Fung",
    name_chinese="馮德偉",
    tier=Tier.GOLD,
    outcome=CallerOutcome.MATCHED,
    number_masked="+852 9••• 0736",
    number_check=NumberCheck.PASSED,
    queue_name=CARDS,
    waited_seconds=52,
    menu_path=({"en": "Loans", "zh": "贷款"}, {"en": "Pay off my home loan early", "zh": "提前还清按揭"}),
    since_at=NOW - _ago(6),
    expires_at=NOW + _ago(14),
    ring_seconds=20,
    enabled=frozenset({CallAction.ANSWER, CallAction.DECLINE}),
    decline_reasons=(
        DeclineReason(code="not_at_desk", name={"en": "Not at my desk", "zh": "不在座位"}),
        DeclineReason(code="finishing_work", name={"en": "Still finishing work", "zh": "正在处理事务"}),
        DeclineReason(code="sound_trouble", name={"en": "Trouble with the headset", "zh": "耳机故障"}),
        DeclineReason(code="conflict", name={"en": "I know the caller", "zh": "与客户相识需回避"}),
    ),
)
TALKING: Final = CallSlotState(
    kind=SlotKind.CONNECTED,
    caller_name="Ms Grace Ho",
    name_chinese="何詠詩",
    tier=Tier.PLATINUM,
    outcome=CallerOutcome.MATCHED,
    number_masked="+852 6••• 4182",
    number_check=NumberCheck.PASSED,
    queue_name=CARDS,
    waited_seconds=72,
    menu_path=(
        CARDS,
        {"en": "Transactions", "zh": "交易"},
        {"en": "I don’t know this charge", "zh": "我不认识这笔消费"},
    ),
    since_at=NOW - _ago(277),
    caution_at=NOW + _ago(323),
    problem_at=NOW + _ago(443),
    enabled=frozenset({CallAction.HOLD, CallAction.MUTE, CallAction.HANG_UP}),
)
CONNECTING: Final = replace(
    TALKING, kind=SlotKind.CONNECTING, since_at=NOW - _ago(1), enabled=frozenset({CallAction.HANG_UP})
)
HELD: Final = replace(
    TALKING,
    kind=SlotKind.HOLD,
    since_at=NOW - _ago(96),
    caution_at=NOW - _ago(16),
    problem_at=NOW + _ago(24),
    enabled=frozenset({CallAction.RESUME, CallAction.MUTE, CallAction.HANG_UP}),
)
MUTED: Final = replace(TALKING, muted=True, enabled=frozenset({CallAction.HOLD, CallAction.UNMUTE, CallAction.HANG_UP}))
HOLDING: Final = replace(TALKING, pending=CallAction.HOLD, enabled=frozenset())
LINE_LOST: Final = replace(
    TALKING, kind=SlotKind.LINE_LOST, since_at=NOW - _ago(6), enabled=frozenset({CallAction.HANG_UP})
)
AFTER: Final = replace(
    TALKING,
    kind=SlotKind.WRAP_UP,
    since_at=NOW - _ago(21),
    caution_at=NOW + _ago(39),
    problem_at=NOW + _ago(69),
    enabled=frozenset(),
)
AFTER_TIMED: Final = replace(AFTER, limit_at=NOW + _ago(39))
REFUSED_SLOT: Final = replace(TALKING, problem=Problem(ErrorCode.CARRIER_AWAY))
LAST_SECONDS: Final = replace(RINGING, expires_at=NOW + _ago(4))
NOT_HERE: Final = replace(TALKING, enabled=frozenset())
CUT_OFF: Final = replace(TALKING, link_lost=True)


def talking_with(outcome: CallerOutcome) -> CallSlotState:
    """Return the slot of a call with somebody who is not known, or not yet."""
    card = caller_card(outcome)
    return replace(
        TALKING,
        caller_name="",
        name_chinese="",
        tier=Tier.STANDARD,
        outcome=outcome,
        number_masked=card.number_masked,
        number_check=NumberCheck.NONE,
    )


def talking_to(profile: Profile) -> CallSlotState:
    """Return the slot of a call with this customer."""
    return replace(TALKING, caller_name=profile.name, name_chinese=profile.name_chinese, tier=profile.tier)


def ringing_from(outcome: CallerOutcome) -> CallSlotState:
    """Return the ringing slot for a caller of this `outcome`."""
    if outcome is CallerOutcome.MATCHED:
        return RINGING
    card = caller_card(outcome)
    return replace(
        RINGING,
        caller_name="",
        name_chinese="",
        tier=Tier.STANDARD,
        outcome=outcome,
        number_masked=card.number_masked,
        number_check=NumberCheck.NONE,
    )


def offer_from(outcome: CallerOutcome) -> OfferState:
    """Return the offer's card for a caller of this `outcome`."""
    card = caller_card(outcome)
    matched = outcome is CallerOutcome.MATCHED
    return OfferState(
        visible=True,
        offer_id=made_id(8),
        call_id=made_id(9),
        card=card,
        profile=card.profile,
        why=RINGING.menu_path[-1],
        owed=FUNG.parts if matched else (),
        last_contact=FUNG.contacts[0] if matched else None,
        script=card.script,
        offered_at=NOW - _ago(6),
        expires_at=NOW + _ago(14),
        ring_seconds=20,
        misses=0 if matched else 1,
        miss_limit=2,
        missed_today=0 if matched else 1,
    )


NO_OFFER: Final = OfferState()
TWO_DEBTS_OFFER: Final = replace(
    offer_from(CallerOutcome.MATCHED), owed=tuple(part for part in PARTS if part.total is not None and part.total < 0)
)
LAST_SECONDS_OFFER: Final = replace(
    offer_from(CallerOutcome.MATCHED), expires_at=NOW + _ago(4), misses=1, missed_today=1
)

NOBODY: Final = CustomerState()
CUSTOMER: Final = CustomerState(kind=CustomerKindShown.PARTLY_FAILED, profile=HO, linked=True,
                                failed_systems=({"en": "Insurance", "zh": "保险系统"},))  # fmt: skip
CALLER_ON_OFFER: Final = CustomerState(kind=CustomerKindShown.READY, profile=FUNG, linked=True)
REVEALED: Final = replace(
    CUSTOMER,
    kind=CustomerKindShown.READY,
    failed_systems=(),
    revealed={Identifier.MOBILE: RevealedValue("+852 6000 4182", NOW + _ago(9))},
    revealing=frozenset({Identifier.EMAIL}),
    refused={Identifier.ADDRESS: Problem(ErrorCode.FIELD_NOT_REVEALABLE)},
)
FOUND: Final = CustomerState(kind=CustomerKindShown.READY, profile=FUNG, linkable=True, found=True)
SEVERAL: Final = CustomerState(
    kind=CustomerKindShown.SEVERAL, candidates=CANDIDATES, number_masked="+852 9••• 0736", number_country="HK"
)
SHARED_LINE: Final = replace(SEVERAL, candidate_count=37)
UNKNOWN: Final = CustomerState(kind=CustomerKindShown.UNKNOWN, number_masked="+852 9••• 0736", number_country="HK")
WITHHELD: Final = CustomerState(kind=CustomerKindShown.WITHHELD)
OWN: Final = CustomerState(kind=CustomerKindShown.OWN, number_masked="+852 2••• 0000", number_country="HK")
GETTING: Final = CustomerState(kind=CustomerKindShown.LOADING)
FAILED: Final = CustomerState(kind=CustomerKindShown.FAILED, problem=Problem(ErrorCode.SERVER_AWAY))


_WORTH: Final = {PARTS[0].holdings[1].holding_id: Decimal("168012.00")}


def _parts(loading: int = 0) -> tuple[PartState, ...]:
    return tuple(
        PartState(
            system=part.system,
            system_name=part.system_name,
            group=part.group,
            part=part,
            total=part.total,
            converted=_WORTH,
            loading=number >= len(PARTS) - loading,
            problem=Problem(ErrorCode.SYSTEM_AWAY) if part.freshness is Freshness.AWAY and not loading else None,
            tries=3 if part.freshness is Freshness.AWAY else 0,
            failed_since_at=NOW - _ago(66) if part.freshness is Freshness.AWAY else None,
        )
        for number, part in enumerate(PARTS)
    )


NO_HOLDINGS: Final = HoldingsState()
NO_PRODUCTS: Final = HoldingsState(shown=True)
HOLDINGS: Final = HoldingsState(
    shown=True,
    parts=_parts(),
    product_count=sum(len(part.holdings) for part in PARTS),
    loaded_count=len(PARTS),
    total_currency="HKD",
    base_currency="HKD",
    wanted_currency="HKD",
    currencies=("HKD", "CNY", "USD"),
    rates_on=NOW.date(),
    rates_source={"en": "treasury", "zh": "资金部"},
)
HOLDINGS_COMING: Final = replace(
    HOLDINGS, parts=_parts(3), loading_count=3, loaded_count=2, loading_since_at=NOW - _ago(3)
)

NO_TIMELINE: Final = TimelineState()
NO_CONTACTS: Final = TimelineState(kind=TimelineKind.EMPTY)
TIMELINE: Final = TimelineState(
    kind=TimelineKind.READY,
    rows=CONTACTS,
    latest=CONTACTS,
    total_count=42,
    found_count=42,
    contacts_90_days=HO.contacts_90_days,
    contacts_90_days_count=9,
    contacts_usual=3.0,
)
NO_PALETTE: Final = PaletteState()
_COMMANDS: Final = (
    PaletteCommand("hold", "Hold, resume", "F3", "ph.pause"),
    PaletteCommand("mute", "Mute, unmute", "F4", "ph.microphone-slash"),
    PaletteCommand("notes", "Notes", "Alt+N", "ph.note-pencil"),
)
PALETTE: Final = PaletteState(
    open=True,
    query="ho",
    hits=tuple(
        SearchHit(
            customer_id=profile.customer_id,
            name=profile.name,
            name_chinese=profile.name_chinese,
            tier=profile.tier,
            number_masked=number,
            matched=matched,
        )
        for profile, number, matched in ((HO, "•••• 2086", "name"), (FUNG, "•••• 1846", "similar"))
    ),
    commands=_COMMANDS,
    selected=0,
)
PALETTE_SLOW: Final = PaletteState(
    open=True, query="hp", hits=PALETTE.hits, commands=_COMMANDS, selected=0, searching=True, waited_seconds=2
)
PALETTE_CALLING: Final = PaletteState(
    open=True,
    calling=True,
    commands=(
        PaletteCommand("colleague:1", "Call Adrian Tse: Ready", icon="ph.user"),
        PaletteCommand("colleague:2", "Call Joyce Yip: On a call", icon="ph.user", enabled=False),
    ),
    selected=0,
)
PALETTE_NOTHING: Final = PaletteState(open=True, query="zzyx", nothing=True)

TIMELINE_COMING: Final = TimelineState(kind=TimelineKind.LOADING)

"""Calls that an agent makes, in the pictures: the preview, what the call bar says, a colleague in the call."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from agent_desktop.contract.customers import Tier
from agent_desktop.contract.outgoing import CallableNumber, CallPreview, CallWarning, OwnNumber
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import NOW
from agent_desktop.ui.call_bar.presenter import CallSlotState, SlotKind
from agent_desktop.ui.outgoing.presenter import OutgoingState
from telephony.contract import (
    CallAction,
    CallDirection,
    CallRole,
    ColleagueOutcome,
    ColleagueState,
    EndCause,
    NumberCheck,
)

_NIGHT: Final = NOW.replace(hour=12, minute=41)
_LATE: Final = (CallWarning.OUTSIDE_HOURS, CallWarning.AGAINST_WISH)
NO_PREVIEW: Final = OutgoingState()
PREVIEW: Final = OutgoingState(
    visible=True,
    preview=CallPreview(
        customer_id=UUID(int=7),
        name="Ms Grace Ho",
        name_chinese="何詠詩",
        tier=Tier.PLATINUM,
        wishes=(
            {"en": "No sales calls", "zh": "请勿推销"},
            {"en": "No calls after 20:00", "zh": "20:00后请勿致电"},
        ),
        numbers=(
            CallableNumber(
                number_id=UUID(int=1),
                label={"en": "Mobile", "zh": "手机"},
                masked="+852 6••• 4182",
                country="HK",
                local_at=_NIGHT,
            ),
            CallableNumber(
                number_id=UUID(int=2),
                label={"en": "Home", "zh": "住宅"},
                masked="+852 2••• 0917",
                country="HK",
                local_at=_NIGHT,
            ),
        ),
        own_numbers=(
            OwnNumber(code="hotline", name={"en": "Service hotline", "zh": "客户服务热线"}, number="+85228880000"),
            OwnNumber(code="cards", name={"en": "Card centre", "zh": "信用卡中心"}, number="+85228880001"),
        ),
    ),
    number=0,
    own=0,
)


def _late() -> OutgoingState:
    preview = PREVIEW.preview
    if preview is None:
        return PREVIEW
    numbers = tuple(
        each.model_copy(update={"local_at": _NIGHT.replace(hour=21, minute=41), "warnings": _LATE})
        for each in preview.numbers
    )
    return replace(PREVIEW, preview=preview.model_copy(update={"numbers": numbers}))


PREVIEW_LATE: Final = _late()
PREVIEW_COMING: Final = OutgoingState(visible=True, loading=True)
PREVIEW_UNKNOWN: Final = replace(
    PREVIEW,
    preview=CallPreview(
        numbers=(CallableNumber(masked="+44 20 7946 0018", country="GB", local_at=_NIGHT.replace(hour=4)),),
        own_numbers=(),
    ),
    own=-1,
)

DIALLING: Final = replace(
    samples.TALKING,
    kind=SlotKind.DIALLING,
    since_at=NOW - timedelta(seconds=3),
    caution_at=None,
    problem_at=None,
    number_check=NumberCheck.NONE,
    menu_path=(),
    direction=CallDirection.OUTBOUND,
    outgoing_number="+85228880000",
    enabled=frozenset({CallAction.HANG_UP}),
)
ALERTING: Final = replace(DIALLING, kind=SlotKind.ALERTING)
OUTGOING_TALK: Final = replace(
    samples.TALKING, direction=CallDirection.OUTBOUND, number_check=NumberCheck.NONE, menu_path=()
)
NOT_ANSWERED: Final = replace(
    samples.AFTER, direction=CallDirection.OUTBOUND, end_cause=EndCause.NO_ANSWER, menu_path=()
)
BUSY: Final = replace(NOT_ANSWERED, end_cause=EndCause.BUSY)

_COLLEAGUE: Final = "Adrian Tse"
CONSULT: Final = replace(
    samples.TALKING,
    kind=SlotKind.CONSULT,
    since_at=NOW - timedelta(seconds=34),
    colleague=ColleagueState.JOINED,
    colleague_name=_COLLEAGUE,
    enabled=frozenset({CallAction.RESUME, CallAction.END_CONSULT}),
)
CONSULT_RINGING: Final = replace(CONSULT, kind=SlotKind.HOLD, colleague=ColleagueState.RINGING)
CONSULT_NOT_ANSWERED: Final = replace(
    CONSULT_RINGING,
    colleague=None,
    colleague_outcome=ColleagueOutcome.NO_ANSWER,
    enabled=frozenset({CallAction.RESUME, CallAction.HANG_UP, CallAction.CONSULT}),
)
COLLEAGUE_RINGS: Final = CallSlotState(
    kind=SlotKind.RINGING,
    role=CallRole.COLLEAGUE,
    colleague_name=_COLLEAGUE,
    since_at=NOW - timedelta(seconds=6),
    expires_at=NOW + timedelta(seconds=39),
    ring_seconds=45,
    enabled=frozenset({CallAction.ANSWER, CallAction.DECLINE}),
)
COLLEAGUE_TALKS: Final = replace(
    COLLEAGUE_RINGS,
    kind=SlotKind.CONNECTED,
    expires_at=None,
    enabled=frozenset({CallAction.HANG_UP}),
)

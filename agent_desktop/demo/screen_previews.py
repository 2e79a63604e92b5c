"""A callback in the pictures: offered, and before it is dialled."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from agent_desktop.contract.callback_cards import CallbackCard
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackAttempt,
    CallbackDetail,
    CallbackEvent,
    CallbackEventKind,
    CallbackKind,
    CallbackOutcome,
    CallbackPreview,
    CallbackState,
    CalledPlace,
    Obstacle,
    PlaceBasis,
    SayFirst,
)
from agent_desktop.contract.customers import CallerOutcome
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import NOW, made_id
from agent_desktop.ui.call_bar.state import CallSlotState, SlotKind
from agent_desktop.ui.offer.presenter import OfferState
from telephony.contract import CallAction, CallDirection, NumberCheck

_CARD: Final = samples.offer_from(CallerOutcome.MATCHED).card
_MINUTES: Final = timedelta(minutes=1)

CALLBACK: Final = Callback(
    callback_id=made_id(41),
    version=3,
    kind=CallbackKind.PROMISED,
    state=CallbackState.DUE,
    number_masked="+852 9••• 0736",
    reason_code="loan_figures",
    reason_name={"en": "Early repayment figures", "zh": "提前还款金额"},
    reason="The exact amount for 30 November, and whether the fee can be waived.",
    due_at=NOW - 4 * _MINUTES,
    window_from=NOW - 19 * _MINUTES,
    window_to=NOW + 11 * _MINUTES,
    place=CalledPlace(
        region="HK", name={"en": "Hong Kong", "zh": "香港"}, zones=("Asia/Hong_Kong",), basis=PlaceBasis.ADDRESS
    ),
    attempts=1,
    last_outcome=CallbackOutcome.BUSY,
    made_at=NOW - timedelta(hours=5),
)
_PREVIEW: Final = CallbackPreview(
    detail=CallbackDetail(
        callback=CALLBACK,
        attempts=(
            CallbackAttempt(
                attempt_id=made_id(42),
                at=NOW - timedelta(hours=2),
                number_masked=CALLBACK.number_masked,
                outcome=CallbackOutcome.BUSY,
                note="Try the mobile number in the afternoon",
            ),
        ),
        history=(CallbackEvent(at=NOW - timedelta(minutes=50), kind=CallbackEventKind.CALLED_IN, by_name="Ken Yip"),),
    ),
    say_first=SayFirst(
        opening={
            "en": "Good afternoon, may I speak to Mr Fung? It is about a call you asked for.",
            "zh": "您好，请问是冯先生吗？您之前希望我们致电给您。",
        },
        to_others={"en": "It is a private matter. When may I call again?", "zh": "这是私人事务，请问何时方便再致电？"},
    ),
)


def _offer() -> OfferState:
    base = samples.offer_from(CallerOutcome.MATCHED)
    card = None if _CARD is None else CallbackCard(**dict(_CARD), callback=_PREVIEW)
    return replace(base, card=card, why={}, owed=(), last_contact=None, callback=_PREVIEW)


OFFER: Final = _offer()
LOOKED_AT: Final = replace(OFFER, preview=True, offer_id=None, expires_at=NOW + timedelta(seconds=96))
FORBIDDEN: Final = replace(
    LOOKED_AT, callback=_PREVIEW.model_copy(update={"obstacles": (Obstacle.UNLAWFUL_HOUR, Obstacle.OUTSIDE_SHIFT)})
)

RINGS: Final = replace(
    samples.RINGING,
    direction=CallDirection.OUTBOUND,
    number_check=NumberCheck.NONE,
    menu_path=(),
    waited_seconds=0,
)
BEFORE_THE_CALL: Final[CallSlotState] = replace(
    RINGS,
    kind=SlotKind.PREVIEW,
    since_at=NOW - timedelta(seconds=24),
    expires_at=None,
    ring_seconds=0.0,
    limit_at=NOW + timedelta(seconds=96),
    enabled=frozenset({CallAction.DIAL, CallAction.GIVE_BACK}),
)

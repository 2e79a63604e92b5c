"""What a customer had with the bank before, as the pictures show it: the call before, complaints, callbacks."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from agent_desktop.client.errors import Problem
from agent_desktop.client.profile_parts import PartKind, ProfilePart
from agent_desktop.contract.callback_lists import CallbackCounts, Callbacks
from agent_desktop.contract.callbacks import CallbackEnd, CallbackOutcome, CallbackState
from agent_desktop.contract.complaint_lists import CustomerComplaints
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_callbacks import TSE
from agent_desktop.demo.screen_complaints import EARLIER
from agent_desktop.demo.screen_customers import CONTACTS, HO, NOW, made_id
from agent_desktop.ui.timeline.again.presenter import AgainState
from agent_desktop.ui.window.centre import CALLBACKS, COMPLAINTS

NOT_AGAIN: Final = AgainState()
AGAIN: Final = AgainState(2, same=True, contact=CONTACTS[1], taken_by="Ken Yip")
NO_COMPLAINTS: Final[ProfilePart[CustomerComplaints]] = ProfilePart()
NO_CALLBACKS: Final[ProfilePart[Callbacks]] = ProfilePart()

_TOLD: Final = {
    "en": "It is being looked into. You hear from us by 18 June.",
    "zh": "正在调查，6月18日前答复您。",
}
_COMPLAINTS: Final = ProfilePart(
    PartKind.READY,
    HO.customer_id,
    CustomerComplaints(
        open=(EARLIER[0].model_copy(update={"say": _TOLD}),),
        ended=EARLIER[1:],
        ended_count=2,
        repeats_90_days=1,
    ),
)
_PROMISED: Final = TSE.model_copy(
    update={
        "callback_id": made_id(721),
        "state": CallbackState.OPEN,
        "reason": "",
        "reason_name": {"en": "Instalment fee: what was found", "zh": "分期手续费：调查结果"},
        "due_at": NOW + timedelta(days=1, hours=4),
        "minutes": 1680,
        "is_late": False,
        "attempts": 0,
        "last_outcome": None,
        "is_mine": True,
    }
)
_KEPT: Final = _PROMISED.model_copy(
    update={
        "callback_id": made_id(722),
        "state": CallbackState.DONE,
        "reason_name": {"en": "Mortgage rate at renewal", "zh": "按揭续期利率"},
        "due_at": NOW - timedelta(days=12, hours=2),
        "ended_at": NOW - timedelta(days=12, hours=2),
        "ended_as": CallbackEnd.REACHED,
        "attempts": 2,
        "last_outcome": CallbackOutcome.REACHED,
        "is_mine": False,
        "owner_name": "Ken Yip",
    }
)
_CALLBACKS: Final = ProfilePart(
    PartKind.READY, HO.customer_id, Callbacks(counts=CallbackCounts(), callbacks=(_PROMISED, _KEPT), total=2)
)
_COMING: Final[ProfilePart[Any]] = ProfilePart(PartKind.LOADING, HO.customer_id, since_at=NOW)
_FAILED: Final[ProfilePart[Any]] = ProfilePart(PartKind.FAILED, HO.customer_id, problem=Problem(ErrorCode.SERVER_AWAY))

LOOKED_BACK: Final[Mapping[str, dict[str, Any]]] = {
    "call-again-third": {"again": AgainState(3, contact=CONTACTS[1])},
    "call-complaints": {"tab": COMPLAINTS, "customer_complaints": _COMPLAINTS},
    "call-complaints-none": {
        "tab": COMPLAINTS,
        "customer_complaints": ProfilePart(PartKind.READY, HO.customer_id, CustomerComplaints()),
    },
    "call-complaints-coming": {"tab": COMPLAINTS, "customer_complaints": _COMING},
    "call-complaints-failed": {"tab": COMPLAINTS, "customer_complaints": _FAILED},
    "call-callbacks": {"tab": CALLBACKS, "customer_callbacks": _CALLBACKS},
    "call-callbacks-none": {
        "tab": CALLBACKS,
        "customer_callbacks": ProfilePart(PartKind.READY, HO.customer_id, Callbacks(counts=CallbackCounts())),
    },
}

"""The states of the list of customers to turn to, as the pictures show them."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.alerts import AlertKind
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.customers import AlertRow, StatusKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.outreach import OutreachTask, TaskState, TaskStep
from agent_desktop.demo.screen_customers import FUNG, HO, NOW, made_id
from agent_desktop.ui.outreach.presenter import OutreachState

_MINE: Final = frozenset({TaskStep.POSTPONE, TaskStep.FINISH, TaskStep.CANCEL, TaskStep.GIVE_BACK})
_UNUSUAL: Final[tuple[LocalText, ...]] = (
    {
        "en": "A cash withdrawal of HKD 8,000.00 at 02:14 today is 6.7 times the customer's usual cash withdrawal of"
        " HKD 1,200.00 (median of 23).",
        "zh": "今天 02:14取现 HKD 8,000.00，是该客户通常取现 HKD 1,200.00 的6.7倍（23笔的中位数）。",
    },
    {
        "en": "The first time in Macau: HKD 8,000.00 at 02:14 today. Of 141 bookings before, none was there; most were"
        " in Hong Kong.",
        "zh": "首次在中国澳门交易：今天 02:14支出 HKD 8,000.00。此前141笔均不在当地，多数在中国香港。",
    },
)


def _task(place: int, **values: object) -> OutreachTask:
    given: dict[str, object] = {
        "task_id": made_id(500 + place),
        "version": 1,
        "state": TaskState.OPEN,
        "alert_id": made_id(520 + place),
        "status": StatusKind.CAUTION,
        "icon": "ph.timer-fill",
        "started_at": NOW - timedelta(hours=2),
        **values,
    }
    return OutreachTask.model_validate(given)


_TASKS: Final = (
    _task(
        0,
        customer_id=HO.customer_id,
        customer_name=HO.name,
        name_chinese=HO.name_chinese,
        kind=AlertKind.UNUSUAL,
        status=StatusKind.PROBLEM,
        icon="ph.warning-octagon-fill",
        title={"en": "Unusual cash withdrawal 02:14 today", "zh": "今天 02:14异常取现"},
        detail={"en": "HKD 8,000.00 · Macau · •••• 4417", "zh": "HKD 8,000.00 · 中国澳门 · •••• 4417"},
        reasons=_UNUSUAL,
        note="She may be asleep until nine.",
        by_name="Ken Yip",
        owner_name="Amy Wong",
        is_mine=True,
        team="Cards",
        due_at=NOW - timedelta(minutes=12),
        is_late=True,
        calls_until=time(20),
        steps=_MINE,
    ),
    _task(
        1,
        customer_id=FUNG.customer_id,
        customer_name=FUNG.name,
        name_chinese=FUNG.name_chinese,
        kind=AlertKind.DEPOSIT_MATURING,
        title={"en": "Deposit matures Tue 30 Jun", "zh": "定期存款6月30日 周二到期"},
        detail={
            "en": "CNY time deposit · •••• 6614 · CNY 425,000.00",
            "zh": "CNY 定期存款 · •••• 6614 · CNY 425,000.00",
        },
        team="Wealth",
        due_at=NOW + timedelta(days=2),
        steps=frozenset({TaskStep.TAKE}),
    ),
)

NO_OUTREACH: Final = OutreachState()
OUTREACH: Final = OutreachState(open=True, count=2, tasks=_TASKS, selected=_TASKS[0].task_id, may_dial=True, finished=1)
OUTREACH_FREE: Final = replace(OUTREACH, selected=_TASKS[1].task_id, finished=0)
OUTREACH_REFUSED: Final = replace(
    OUTREACH, problem=Problem(ErrorCode.TASK_REFUSED, {"problem": "reason_given"}), may_dial=False
)
OUTREACH_NONE: Final = OutreachState(open=True)
OUTREACH_COMING: Final = OutreachState(open=True, loading=True)
OUTREACH_FAILED: Final = OutreachState(open=True, list_problem=Problem(ErrorCode.SERVER_AWAY))

HO_WATCHED: Final = HO.model_copy(
    update={
        "alerts": (
            AlertRow(
                kind=StatusKind.PROBLEM,
                icon="ph.warning-octagon-fill",
                title=_TASKS[0].title,
                detail=_TASKS[0].detail,
                alert_id=made_id(520),
                about=AlertKind.UNUSUAL.value,
                reasons=_UNUSUAL,
            ),
            *HO.alerts[1:],
        )
    }
)
"""The customer with an alert that is kept: with its reason, and what can be done about it."""

"""The states of the list of calls without an outcome, as the pictures show them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import UnfinishedPart
from agent_desktop.demo.screen_customers import FUNG, HO, NOW, made_id
from agent_desktop.ui.wrap_up.unfinished.presenter import UnfinishedState

_CALLS: Final[tuple[tuple[str, LocalText, int, str], ...]] = (
    (
        HO.name,
        {"en": "I don’t know this charge", "zh": "我不认识这笔消费"},
        1_500,
        "Card blocked; dispute form to follow. 客户要求短信通知。",
    ),
    ("", {}, 340, ""),
    (FUNG.name, {"en": "Pay off my home loan early", "zh": "提前还清按揭"}, 95, "Asked for the figure as of 30 June."),
)
_PARTS: Final = tuple(
    UnfinishedPart(
        interaction_id=made_id(200 + place),
        call_id=made_id(300 + place),
        customer_name=name,
        subject=subject,
        started_at=NOW - timedelta(minutes=minutes),
        ended_at=NOW - timedelta(minutes=minutes - 6),
        note=note,
    )
    for place, (name, subject, minutes, note) in enumerate(_CALLS)
)

NOTHING_OPEN: Final = UnfinishedState()
UNFINISHED_SOME: Final = UnfinishedState(count=len(_PARTS), parts=_PARTS, selected=_PARTS[0].interaction_id)
UNFINISHED: Final = replace(UNFINISHED_SOME, open=True)
UNFINISHED_CHOSEN: Final = replace(UNFINISHED, chosen="dispute_opened", finished=1)
UNFINISHED_NEEDED: Final = replace(
    UNFINISHED, selected=_PARTS[1].interaction_id, problem=Problem(ErrorCode.DISPOSITION_NEEDED)
)
UNFINISHED_NONE: Final = UnfinishedState(open=True, finished=3)
UNFINISHED_COMING: Final = UnfinishedState(open=True, loading=True)
UNFINISHED_FAILED: Final = UnfinishedState(open=True, list_problem=Problem(ErrorCode.SERVER_AWAY))

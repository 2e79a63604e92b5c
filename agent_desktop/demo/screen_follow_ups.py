"""The states of follow-up plans, as the pictures show them: on the page of tasks, under the customer, in the form."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.callback_lists import DoNotCall, DoNotCallScope
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.follow_ups import (
    CustomerFollowUps,
    FollowUp,
    FollowUpList,
    FollowUpSpan,
    FollowUpState,
    FollowUpStep,
    Phase,
)
from agent_desktop.contract.prospect_cards import Interest
from agent_desktop.demo.screen_customers import FUNG, HO, NOW, made_id
from agent_desktop.ui.callback_office.not_to_call import NotToCallState
from agent_desktop.ui.follow_ups.kept import PlanWords
from agent_desktop.ui.follow_ups.presenter import FollowUpsState, PlansState, Whose

_MINE: Final = frozenset(
    {FollowUpStep.PLAN, FollowUpStep.HAND_OVER, FollowUpStep.WIN, FollowUpStep.LOSE, FollowUpStep.CANCEL}
)
_TODAY: Final = NOW.date()


def _plan(place: int, days: int, step: str, **values: object) -> FollowUp:
    given: dict[str, object] = {
        "follow_up_id": made_id(800 + place),
        "version": 1,
        "state": FollowUpState.OPEN,
        "phase": Phase.NEED,
        "customer_id": HO.customer_id,
        "customer_name": HO.name,
        "name_chinese": HO.name_chinese,
        "tier": Tier.PLATINUM,
        "topic": Interest.WEALTH,
        "next_step": step,
        "next_on": _TODAY + timedelta(days=days),
        "days": days,
        "owner_name": "Amy Wong",
        "is_mine": True,
        "made_at": NOW - timedelta(days=9),
        "by_name": "Amy Wong",
        "steps": _MINE,
        **values,
    }
    return FollowUp.model_validate(given)


_FUNG: Final = {
    "customer_id": FUNG.customer_id,
    "customer_name": FUNG.name,
    "name_chinese": FUNG.name_chinese,
    "tier": Tier.GOLD,
}
_PLANS: Final = (
    _plan(0, -2, "Send the two bond funds we spoke of", phase=Phase.PROPOSE),
    _plan(1, 0, "Wants to buy a flat in Tai Po, asks what she can borrow", topic=Interest.MORTGAGES, **_FUNG,
          referred_by_name="Ken Yip", referred_at=NOW - timedelta(days=1)),
    _plan(2, 1, "", topic=Interest.INSURANCE, is_mine=False, owner_name="", team="Wealth",
          referred_by_name="May Chan", referred_at=NOW - timedelta(hours=3), steps=frozenset({FollowUpStep.TAKE})),
    _plan(3, 3, "Ask how the first statement was", topic=Interest.ACCOUNTS, phase=Phase.FOLLOW_UP, **_FUNG),
)  # fmt: skip
_WON: Final = _plan(
    4,
    0,
    "",
    state=FollowUpState.WON,
    is_mine=False,
    owner_name="Raymond Lau",
    topic=Interest.LOANS,
    result="Car loan of HKD 200,000",
    referred_by_name="Amy Wong",
    referred_by_me=True,
    referred_at=NOW - timedelta(days=6),
    ended_at=NOW - timedelta(hours=1),
    steps=frozenset({FollowUpStep.NOTICE}),
    **_FUNG,
)

NONE: Final = FollowUpsState()
LISTED: Final = FollowUpsState(
    listed=FollowUpList(as_of=NOW, follow_ups=_PLANS, late=1, day=2, week=4, month=7, results=(_WON,), given=2),
    span=FollowUpSpan.WEEK,
    selected=_PLANS[1].follow_up_id,
)
LISTED_FREE: Final = replace(
    LISTED,
    selected=_PLANS[2].follow_up_id,
    problem=Problem(ErrorCode.FOLLOW_UP_REFUSED, {"problem": "step_not_possible"}),
)
LISTED_EMPTY: Final = FollowUpsState(listed=FollowUpList(as_of=NOW, week=2, month=5))
LIST_FAILED: Final = FollowUpsState(list_problem=Problem(ErrorCode.SERVER_AWAY))

_WHOSE: Final = Whose(HO.customer_id, HO.name, HO.name_chinese)
_FOUND: Final = CustomerFollowUps(follow_ups=_PLANS[:1], manager_name="Raymond Lau", may_refer=True)
NO_PLANS: Final = PlansState()
PLAN_SHOWN: Final = PlansState(whose=_WHOSE, found=_FOUND)
PLAN_NOTHING: Final = PlansState(whose=_WHOSE, found=CustomerFollowUps(manager_name="Raymond Lau", may_refer=True))
PLAN_FORM: Final = replace(
    PLAN_SHOWN,
    open=True,
    planning=_PLANS[0].follow_up_id,
    words=PlanWords(Interest.WEALTH, Phase.PROPOSE, _PLANS[0].next_step, _PLANS[0].next_on),
)
PLAN_NEW: Final = replace(
    PLAN_NOTHING,
    open=True,
    words=PlanWords(Interest.MORTGAGES, Phase.NEED, "Ask what she earns", None),
    problem=Problem(ErrorCode.FOLLOW_UP_REFUSED, {"problem": "day_needed"}),
)
PLAN_REFERRED: Final = replace(
    PLAN_NOTHING,
    open=True,
    referred=_plan(
        5, 1, "", owner_name="Raymond Lau", is_mine=False, referred_by_me=True, steps=frozenset({FollowUpStep.CANCEL})
    ),
)

NO_WISHES: Final = NotToCallState()
WISHES: Final = NotToCallState(
    open=True,
    customer_id=HO.customer_id,
    name=HO.name,
    entries=(
        DoNotCall(
            entry_id=made_id(830),
            scope=DoNotCallScope.MARKETING,
            since_at=NOW - timedelta(days=40),
            by_name="Ken Yip",
            words="Said so on the telephone",
        ),
    ),
)
WISHES_REFUSED: Final = replace(WISHES, problem=Problem(ErrorCode.CALLBACK_REFUSED, {"problem": "words_needed"}))

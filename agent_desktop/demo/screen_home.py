"""What people have before them without a call, and a call-back that is noted, as the pictures show them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from agent_desktop.client.errors import Problem
from agent_desktop.client.notices import NoticesView
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.directory import EntrySkill, Favourite
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.home import ConsultDay, ConsultWaiting, HandedCase, Home, MyDay, QueueLevel
from agent_desktop.contract.notices import NoticePriority, OwnNotice
from agent_desktop.contract.owed_calls import OwedCall
from agent_desktop.contract.staffing import PlanActivity, PlannedTime
from agent_desktop.demo import screen_handovers as handovers
from agent_desktop.demo import screen_samples as samples
from agent_desktop.demo.screen_customers import FUNG, HO, NOW, made_id
from agent_desktop.ui.home.presenter import HomeState
from agent_desktop.ui.transfer.call_back.presenter import CallBackState

_FRAUD: Final[LocalText] = {
    "en": "Cards / Fraud / Cash withdrawal not theirs",
    "zh": "信用卡 / 欺诈 / 非本人取现",
}
_CHARGEBACK: Final[LocalText] = {"en": "Cards / Disputes / Chargeback", "zh": "信用卡 / 争议 / 退单"}
_CARDS: Final[LocalText] = {"en": "Cards", "zh": "信用卡"}
_FOLLOW_UP: Final[LocalText] = {"en": "Needs follow-up", "zh": "需要跟进"}
_BLOCKED: Final[LocalText] = {"en": "Card blocked", "zh": "已挂失"}
_RESOLVED: Final[LocalText] = {"en": "Resolved", "zh": "已解决"}


def _ago(**past: int) -> datetime:
    return NOW - timedelta(**past)


def _skill(code: str, en: str, zh: str, level: int) -> EntrySkill:
    return EntrySkill(code=code, name={"en": en, "zh": zh}, level=level)


def _asked(place: int, name: str, about: LocalText, asked: str, seconds: int, *, rings: bool = False) -> ConsultWaiting:
    return ConsultWaiting(
        call_id=made_id(900 + place), by_name=name, rings=rings, place=0 if rings else place, about=about, asked=asked,
        queue_name=_CARDS, since_at=_ago(seconds=seconds),
    )  # fmt: skip


_ASKED: Final = (
    _asked(1, "Amy Wong", _FRAUD, "Open the fraud case, explain provisional credit", 102),
    _asked(2, "Ken Yip", _CHARGEBACK, "", 34),
)
_OWED: Final = (
    OwedCall(
        owed_call_id=made_id(920), version=1, call_id=made_id(921), customer_id=FUNG.customer_id,
        customer_name=FUNG.name, number_masked="+852 9••• 0736", reason="When the chargeback money comes",
        owner_id=UUID(int=12), owner_name="Zhang Min", by_name="Amy Wong", asked_at=_ago(minutes=50),
        due_at=_ago(minutes=5), is_late=True, told=True, note_reason=_CHARGEBACK,
        summary="The shop agreed to pay back. He wants to know when.", asked="Say by when the money is there",
        promised="A call before eleven",
    ),
    OwedCall(
        owed_call_id=made_id(922), version=1, call_id=made_id(923), number_masked="+852 5••• 8112",
        reason="Fraud form for the police", owner_id=UUID(int=12), owner_name="Zhang Min", by_name="Ken Yip",
        asked_at=_ago(minutes=20), due_at=NOW + timedelta(minutes=40),
    ),
    OwedCall(
        owed_call_id=made_id(924), version=2, call_id=made_id(925), customer_id=HO.customer_id, customer_name=HO.name,
        number_masked="+852 6••• 4182", reason="New card is on its way", owner_id=UUID(int=12),
        owner_name="Zhang Min", by_name="Amy Wong", asked_at=_ago(hours=3), due_at=_ago(hours=1), told=True,
        done_at=_ago(hours=2),
    ),
)  # fmt: skip
_FOLLOW_UPS: Final = (
    HandedCase(
        call_id=made_id(930), customer_id=HO.customer_id, customer_name=HO.name, other_name="Amy Wong",
        at=_ago(days=1, hours=2), outcome=_FOLLOW_UP, promised="A word on the provisional credit by Thursday",
    ),
)  # fmt: skip
_GIVEN: Final = (
    HandedCase(
        call_id=made_id(940), customer_id=HO.customer_id, customer_name=HO.name, other_name="Zhang Min",
        at=_ago(minutes=25), outcome=_FOLLOW_UP, later_outcome=_BLOCKED,
    ),
    HandedCase(
        call_id=made_id(941), customer_id=FUNG.customer_id, customer_name=FUNG.name, other_name="Deepa Raman",
        at=_ago(minutes=8), outcome=_FOLLOW_UP,
    ),
    HandedCase(call_id=made_id(942), other_name="Cards", at=_ago(days=1), later_outcome=_RESOLVED),
)  # fmt: skip

MY_DAY: Final = MyDay(
    team_average_seconds=330,
    satisfaction=4.6,
    surveys=11,
    ready_percent=78.2,
    callbacks_done=3,
    callbacks_of=8,
    callbacks_late=1,
    next_break=PlannedTime(
        from_at=NOW + timedelta(minutes=78), until_at=NOW + timedelta(minutes=108), activity=PlanActivity.MEAL
    ),
    levels=(QueueLevel(queue_id=samples.CARDS_QUEUE, percent=71.2, seconds=20, warn_percent=80, act_percent=70),),
    handled_target=40,
    ready_target_percent=75,
)
NOTES: Final = NoticesView(
    notices=(
        OwnNotice(
            notice_id=made_id(960),
            text="ATM network in Macau was down 01:50–02:40",
            priority=NoticePriority.URGENT,
            by_name="Helen Mak",
            sent_at=NOW - timedelta(minutes=37),
            expires_at=NOW + timedelta(hours=6),
        ),
        OwnNotice(
            notice_id=made_id(961),
            text="Friday 19 June is a public holiday. Deadlines skip it on their own.",
            by_name="Helen Mak",
            sent_at=NOW - timedelta(hours=2),
            expires_at=NOW + timedelta(days=3),
        ),
    )
)
_HOME: Final = Home(
    figures=MY_DAY,
    consults=_ASKED,
    load=2,
    consult_limit=3,
    ask_next_limit=2,
    skills=(
        _skill("fraud", "Fraud", "欺诈处理", 5),
        _skill("chargeback", "Chargeback", "退单", 4),
        _skill("english", "English", "英语", 3),
    ),
    languages=("yue", "cmn"),
    day=ConsultDay(asked=9, came=8, taken_over=5),
    owed=_OWED,
    follow_ups=_FOLLOW_UPS,
    given=_GIVEN[1:2],
)
NO_HOME: Final = HomeState()
HOME: Final = HomeState(is_specialist=True, home=_HOME, may_dial=True)
HOME_RINGS: Final = replace(
    HOME,
    home=_HOME.model_copy(
        update={"consults": (_asked(0, "Amy Wong", _FRAUD, _ASKED[0].asked, 6, rings=True), _ASKED[1]), "load": 2}
    ),
    may_dial=False,
)
HOME_QUIET: Final = HomeState(
    is_specialist=True, home=Home(consult_limit=3, ask_next_limit=2, skills=_HOME.skills[:1]), may_dial=True
)
HOME_FAILED: Final = replace(HOME_QUIET, home=None, problem=Problem(ErrorCode.SERVER_AWAY))
AGENT_HOME: Final = HomeState(home=Home(given=_GIVEN, figures=MY_DAY), may_dial=True)

AWAY_CHOSEN: Final = replace(handovers.FREE, selected=9)
_AWAY: Final = handovers.PEOPLE[8]
NO_CALL_BACK: Final = CallBackState()
CALL_BACK: Final = CallBackState(
    open=True,
    call_id=made_id(1),
    owner_id=UUID(_AWAY.entry_id),
    owner_name=_AWAY.name,
    reason="Explain provisional credit",
    due_at=NOW + timedelta(minutes=30),
)
CALL_BACK_REFUSED: Final = replace(
    CALL_BACK, reason="", problem=Problem(ErrorCode.OWED_CALL_REFUSED, {"problem": "reason_missing"})
)
NOTED: Final = replace(AWAY_CHOSEN, owed="Cheung Mei: Tue 16 Jun 11:13")
_STARRED: Final = {13: Favourite.OWN, 14: Favourite.SHARED, 17: Favourite.BOTH}
FAVOURITES: Final = replace(
    handovers.FREE,
    selected=2,
    may_share=True,
    directory=handovers.FREE.directory.model_copy(
        update={
            "entries": tuple(
                each.model_copy(update={"favourite": _STARRED.get(UUID(each.entry_id).int, Favourite.NONE)})
                for each in handovers.FREE.directory.entries
            )
        }
    )
    if handovers.FREE.directory is not None
    else None,
)

"""The states of callbacks, as the pictures show them: due, promised, tried, by day and week."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from agent_desktop.client.callback_words import OutcomeWords
from agent_desktop.client.errors import Problem
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.callback_lists import CallbackCounts, CallbackForm, CallbackPlan, ReasonChoice, RegionChoice
from agent_desktop.contract.callbacks import (
    Callback,
    CallbackEvent,
    CallbackEventKind,
    CallbackKind,
    CallbackNumber,
    CallbackOutcome,
    CallbackState,
    CallbackStep,
    CalledPlace,
    Obstacle,
    PlaceBasis,
)
from agent_desktop.contract.customers import Tier
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_customers import FUNG, HO, NOW, made_id
from agent_desktop.ui.callbacks.calendar.presenter import CalendarState, Span
from agent_desktop.ui.callbacks.outcome.presenter import OutcomeState
from agent_desktop.ui.callbacks.presenter import CallbacksState, Deed
from agent_desktop.ui.callbacks.promise.presenter import PromiseState, PromiseWords, Whom

_HOME: Final = CalledPlace(
    region="HK", name={"en": "Hong Kong", "zh": "中国香港"}, zones=("Asia/Hong_Kong",), basis=PlaceBasis.ADDRESS
)
_VANCOUVER: Final = CalledPlace(
    region="CA-BC",
    name={"en": "Vancouver", "zh": "温哥华"},
    zones=("America/Vancouver",),
    basis=PlaceBasis.NUMBER,
    local_at=datetime.fromisoformat("2026-06-15T20:15:00-07:00"),
)
_STEPS: Final = frozenset(
    {
        CallbackStep.TAKE,
        CallbackStep.MOVE,
        CallbackStep.HAND_OVER,
        CallbackStep.CANCEL,
        CallbackStep.ADD_WORD,
        CallbackStep.DONE_BY_HAND,
    }
)


def _callback(place: int, minutes: int, name: str, reason: LocalText, number: str, **values: object) -> Callback:
    due = NOW + timedelta(minutes=minutes)
    given: dict[str, object] = {
        "callback_id": made_id(700 + place),
        "version": 1,
        "kind": CallbackKind.PROMISED,
        "state": CallbackState.DUE if minutes < 15 else CallbackState.OPEN,
        "customer_name": name,
        "number_masked": number,
        "reason_code": "follow_up",
        "reason_name": reason,
        "due_at": due,
        "window_from": due - timedelta(minutes=15),
        "window_to": due + timedelta(minutes=15),
        "place": _HOME,
        "minutes": minutes,
        "is_late": minutes < -5,
        "made_at": NOW - timedelta(hours=20),
        "steps": _STEPS,
        **values,
    }
    return Callback.model_validate(given)


TSE: Final = _callback(
    0, -12, "Mr Tse Wai Lun", {"en": "Loan letter for visa application", "zh": "签证用贷款证明"},
    "+852 5••• 2290", attempts=2, name_chinese="谢伟麟 先生", last_outcome=CallbackOutcome.NO_ANSWER,
    queue_code="loans",
)  # fmt: skip
_LISTED: Final = (
    TSE,
    _callback(
        1, 3, "Ms Joyce Kwan", {"en": "Time deposit rate at renewal", "zh": "定期存款续存利率"}, "+852 6••• 7714",
        tier=Tier.PLATINUM, name_chinese="关咏恩 女士", is_mine=True, owner_name="Amy Wong",
    ),
    _callback(
        2, 33, "Mr Imran Shah", {"en": "Card limit for trip to Japan", "zh": "赴日旅行信用卡额度"}, "+852 9••• 3308",
        kind=CallbackKind.QUEUE,
    ),
    _callback(
        3, 198, "Mdm Lee Suk Fan", {"en": "Branch complaint: reply", "zh": "网点投诉：答复"}, "+852 2••• 6143",
        attempts=1, name_chinese="李淑芬 女士", kind=CallbackKind.COMPLAINT, is_mine=True, owner_name="Amy Wong",
    ),
    _callback(
        4, 348, "Ms Chen Yufei", {"en": "Mortgage rate review", "zh": "按揭利率调整"}, "+86 138 •••• 5521",
        tier=Tier.GOLD, name_chinese="陈羽菲 女士", kind=CallbackKind.RELATIONSHIP, owner_name="Ken Yip",
    ),
)  # fmt: skip

HISTORY: Final = (
    CallbackEvent(at=NOW - timedelta(hours=22), kind=CallbackEventKind.MADE, by_name="Amy Wong",
                  to_at=NOW - timedelta(hours=6), words="Card limit for trip to Japan"),
    CallbackEvent(at=NOW - timedelta(hours=7), kind=CallbackEventKind.MOVED, by_name="Amy Wong",
                  from_at=NOW - timedelta(hours=6), to_at=NOW - timedelta(hours=5), words="In a meeting until then"),
    CallbackEvent(at=NOW - timedelta(hours=5), kind=CallbackEventKind.DIALLED, by_name="Ken Yip"),
    CallbackEvent(at=NOW - timedelta(hours=5), kind=CallbackEventKind.ATTEMPTED, by_name="Ken Yip",
                  outcome=CallbackOutcome.NO_ANSWER, to_at=NOW - timedelta(hours=4), words="Rang out after 30 s"),
    CallbackEvent(at=NOW - timedelta(hours=4), kind=CallbackEventKind.TO_QUEUE, to_name="cards"),
    CallbackEvent(at=NOW - timedelta(hours=3), kind=CallbackEventKind.EXPIRED),
)  # fmt: skip

NOTHING_DUE: Final = CallbacksState(callbacks=(), may_dial=True)
DUE: Final = CallbacksState(
    callbacks=_LISTED,
    counts=CallbackCounts(mine_open=2, mine_today=2, mine_late=1, ours_due=5),
    selected=TSE.callback_id,
    may_dial=True,
)
DUE_SELECTED: Final = replace(DUE, may_dial=False)
COMING: Final = CallbacksState(loading=True)
FAILED: Final = CallbacksState(list_problem=Problem(ErrorCode.SERVER_AWAY))
OLD: Final = replace(DUE, list_problem=Problem(ErrorCode.SERVER_AWAY))
_MOVED = _LISTED[1].model_copy(update={"due_at": NOW + timedelta(days=1, minutes=18)})
MOVED: Final = replace(DUE, deed=Deed(_MOVED, CallbackStep.MOVE, CallbackStep.MOVE, _LISTED[1].due_at), history=HISTORY)
REFUSED: Final = replace(DUE, problem=Problem(ErrorCode.CALLBACK_REFUSED, {"problem": "in_other_hands"}))

NO_OUTCOME: Final = OutcomeState()
_WORDS: Final = OutcomeWords(
    callback_id=TSE.callback_id,
    outcome=CallbackOutcome.NO_ANSWER,
    note="Second try, rang out after 30 s. Letter is ready at Kowloon Tong branch, ask him to bring his passport",
    changed_at=NOW,
)
OUTCOME_NO_ANSWER: Final = OutcomeState(
    open=True, callback=TSE, words=_WORDS, proposed_at=NOW + timedelta(minutes=48), tries_left=1
)
OUTCOME_REACHED: Final = replace(
    OUTCOME_NO_ANSWER, words=_WORDS.model_copy(update={"outcome": CallbackOutcome.REACHED, "note": ""})
)
OUTCOME_REFUSED: Final = replace(
    OUTCOME_NO_ANSWER,
    words=_WORDS.model_copy(update={"outcome": CallbackOutcome.REFUSED, "note": "", "do_not_call": True}),
    problem=Problem(ErrorCode.SERVER_AWAY),
)

_FORM: Final = CallbackForm(
    reasons=(
        ReasonChoice(
            code="follow_up", kind=CallbackKind.PROMISED, name={"en": "What was asked", "zh": "答复询问"},
            queue_code="cards",
        ),
        ReasonChoice(
            code="documents", kind=CallbackKind.PROMISED, name={"en": "Documents are ready", "zh": "文件已备好"},
            queue_code="cards",
        ),
    ),
    regions=(
        RegionChoice(code="HK", name={"en": "Hong Kong", "zh": "中国香港"}, zones=("Asia/Hong_Kong",)),
        RegionChoice(
            code="CA-BC", name={"en": "British Columbia", "zh": "不列颠哥伦比亚省"}, zones=("America/Vancouver",)
        ),
    ),
    default_minutes=30, longest_days=30, window_minutes=15, reminder_minutes=(10, 2, 0), attempts_most=3,
)  # fmt: skip
_DUE_AT: Final = NOW + timedelta(minutes=33) - timedelta(seconds=6)
_PLAN: Final = CallbackPlan(
    due_at=_DUE_AT,
    window_from=_DUE_AT - timedelta(minutes=15),
    window_to=_DUE_AT + timedelta(minutes=15),
    place=_HOME,
    slots=(_DUE_AT + timedelta(hours=4), _DUE_AT + timedelta(hours=22, minutes=15), _DUE_AT + timedelta(days=1)),
    numbers=(
        CallbackNumber(label={"en": "mobile", "zh": "手机"}, masked="+852 6••• 4182", number_id=made_id(760)),
        CallbackNumber(label={"en": "office", "zh": "办公"}, masked="+852 2••• 0017", number_id=made_id(761)),
    ),
    latest_at=NOW + timedelta(days=30),
)
NO_PROMISE: Final = PromiseState()
PROMISE: Final = PromiseState(
    open=True,
    whom=Whom(customer_id=HO.customer_id, call_id=made_id(1), name=HO.name, name_chinese=HO.name_chinese),
    form=_FORM,
    words=PromiseWords(reason_code="follow_up", reason="When the new card is sent"),
    plan=_PLAN,
)
PROMISE_ABROAD: Final = replace(
    PROMISE,
    words=replace(PROMISE.words, due_at=_DUE_AT, for_anyone=True),
    plan=_PLAN.model_copy(
        update={
            "place": _VANCOUVER,
            "obstacles": (Obstacle.UNLAWFUL_HOUR,),
            "next_at": _DUE_AT + timedelta(hours=13, minutes=15),
            "wishes": ({"en": "no calls after 20:00", "zh": "20:00 后请勿致电"},),
        }
    ),
)
PROMISE_JOINS: Final = replace(PROMISE, plan=_PLAN.model_copy(update={"open": _LISTED[1]}))
MOVING: Final = replace(
    PROMISE,
    moves=_LISTED[0],
    whom=Whom(customer_id=FUNG.customer_id, name=TSE.customer_name),
    words=PromiseWords(reason_code="follow_up", reason="Loan letter for visa application"),
)

NO_CALENDAR: Final = CalendarState()
_PAST: Final = (
    _callback(
        10, -1400, "Mr Paul Tsang", {"en": "ATM kept his cash", "zh": "取款机吞钞"}, "+852 9••• 1811",
        state=CallbackState.DONE, is_late=False,
    ),
    _callback(
        11, -1330, "Ms Grace Ho", {"en": "Wire fee", "zh": "电汇手续费"}, "+852 6••• 1843",
        state=CallbackState.CANCELLED, is_late=False,
    ),
    _callback(12, 1500, "Ms Priya Nair", {"en": "App is locked", "zh": "手机银行被锁"}, "+852 5••• 1879"),
    _callback(13, 1510, "Mr Derek Fung", {"en": "Pay off home loan", "zh": "提前还清房贷"}, "+852 9••• 0736"),
    _callback(14, 1512, "Mr Lam Chi Ho", {"en": "Fund maturity", "zh": "基金到期"}, "+852 9••• 1204"),
    _callback(15, 3 * 1440 + 60, "Mdm Lee Suk Fan", {"en": "Quarterly visit call", "zh": "季度回访"}, "+852 2••• 6143"),
)  # fmt: skip
WEEK: Final = CalendarState(
    open=True,
    span=Span.WEEK,
    first=date(2026, 6, 15),
    today=date(2026, 6, 16),
    callbacks=(*_LISTED, *_PAST),
    selected=TSE.callback_id,
)
DAY: Final = replace(WEEK, span=Span.DAY, first=date(2026, 6, 16), callbacks=_LISTED)

"""A floor of a picture: the queues, agents and callers of the drawing, with its numbers."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.contract.board import (
    Activity,
    Board,
    BoardAct,
    BoardAgent,
    BoardCallbacks,
    BoardComplaints,
    BoardDay,
    BoardFigures,
    BoardHelp,
    BoardQueue,
    BoardSlot,
    BoardWaiting,
)
from agent_desktop.contract.floor_alerts import FloorAlert
from agent_desktop.demo.screen_customers import NOW

_ROOT: Final = UUID("0f6c2b1a-7d53-4c4e-9a60-6d0c7e1b5a42")
_TARGET: Final = {"target_percent": 80, "seconds": 20, "variant": "v4"}
DISPUTES: Final = {"en": "Cards – Disputes", "zh": "信用卡 – 争议"}
_SERVICES: Final = {"en": "Cards – Services", "zh": "信用卡 – 服务"}
_PLATINUM: Final = {"en": "Platinum line", "zh": "白金专线"}
_HOME: Final = {"en": "Home loans", "zh": "房屋贷款"}
_NEW: Final = {"en": "Loans – New", "zh": "贷款 – 新申请"}
_ONLINE: Final = {"en": "Online banking help", "zh": "网上银行支持"}
_MANDARIN: Final = {"en": "Mandarin – Cards", "zh": "普通话 – 信用卡"}
_FOLLOW: Final = {"en": "Complaints follow-up", "zh": "投诉跟进"}
_UNKNOWN_CHARGE: Final = {"en": "Charge not known", "zh": "不明扣款"}
_STATE_ONLY: Final = {BoardAct.CHANGE_STATE}
_ALL: Final = {BoardAct.LISTEN, BoardAct.WHISPER, BoardAct.BARGE, BoardAct.CHANGE_STATE}


def _ago(minutes: float = 0, seconds: float = 0) -> datetime:
    return NOW - timedelta(minutes=minutes, seconds=seconds)


def id_of(of: object) -> UUID:
    return uuid5(_ROOT, str(of))


def _share(percent: float | None) -> dict[str, object]:
    level = "ok" if percent is None or percent >= 80 else "warning" if percent >= 70 else "bad"
    return {"percent": percent, "level": level, **_TARGET}


def _queue(number: int, name: dict[str, str], row: tuple[float, ...], level: str = "ok") -> BoardQueue:
    """`row`: waiting, longest, today, lately, offered, answered, abandoned, ready, busy, not ready."""
    waiting, longest, today, lately, offered, answered, abandoned, ready, busy, away = row
    return BoardQueue.model_validate(
        {
            "queue_id": id_of(name["en"]),
            "name": name,
            "position": number,
            "level": level,
            "waiting": waiting,
            "longest_enqueued_at": _ago(seconds=longest) if waiting else None,
            "longest_level": "bad" if longest > 180 else "warning" if longest > 90 else "ok",
            "service": _share(today),
            "service_lately": _share(lately),
            "offered": offered,
            "answered": answered,
            "abandoned": abandoned,
            "abandoned_percent": 100 * abandoned / offered,
            "abandoned_level": "bad" if abandoned / offered > 0.08 else "ok",
            "ready": ready,
            "ready_level": "bad" if waiting and not ready else "ok",
            "busy": busy,
            "not_ready": away,
        }
    )


_HELP: Final = BoardHelp(queue_id=id_of(_NEW["en"]), code="new", name=_NEW, agent_ids=(id_of("Carmen Lo"),))
QUEUES: Final = (
    _queue(0, DISPUTES, (8, 252, 61.2, 52.4, 214, 188, 18, 0, 9, 3), "bad").model_copy(
        update={"code": "disputes", "help": _HELP}
    ),
    _queue(1, _PLATINUM, (2, 48, 88.1, 79.2, 96, 93, 1, 0, 5, 1), "warning"),
    _queue(2, _SERVICES, (5, 96, 76.4, 74.0, 248, 235, 8, 1, 8, 2), "warning"),
    _queue(3, _HOME, (3, 52, 84.3, 86.0, 122, 116, 3, 1, 4, 1)),
    _queue(4, _NEW, (2, 21, 91.0, 90.2, 88, 85, 1, 2, 2, 1)),
    _queue(5, _ONLINE, (1, 9, 86.0, 89.3, 104, 100, 3, 1, 2, 1)),
    _queue(6, _MANDARIN, (0, 0, 93.0, 95.0, 46, 46, 0, 1, 1, 0)),
    _queue(7, _FOLLOW, (0, 0, 97.0, 100.0, 16, 16, 0, 1, 0, 0)),
)


def _agent(name: str, activity: Activity, seconds: int, handled: int, average: int, **more: object) -> BoardAgent:
    known: dict[str, object] = {
        "agent_id": id_of(name),
        "name": name,
        "team": "Cards",
        "site": "hk",
        "activity": activity,
        "since_at": _ago(seconds=seconds),
        "handled": handled,
        "average_seconds": average,
        "acts": _ALL if "caller" in more and activity is not Activity.WRAP_UP else _STATE_ONLY,
        "call_id": id_of("call " + name) if "caller" in more else None,
    }
    return BoardAgent.model_validate(known | more)


def _caller(name: str, en: str, zh: str, **more: object) -> dict[str, object]:
    number = name.startswith("+")
    return {
        "name": "" if number else name,
        "number_masked": name if number else "",
        "reason": {"en": en, "zh": zh},
        **more,
    }


_A: Final = Activity
_SOME: Final = (
    _agent("Ken Yip", _A.ON_CALL, 892, 11, 400, level="bad", concern="long_call", queue_name=DISPUTES,
           caller=_caller("Mr Lam Kwok Hung", "card blocked", "卡被锁")),
    _agent("Joey Tam", _A.NOT_READY, 3850, 17, 295, level="bad", concern="past_planned_end", reason="lunch",
           planned_end_at=_ago(4, 10)),
    _agent("Rita So", _A.WRAP_UP, 158, 12, 331, level="bad", concern="wrap_up_over", queue_name=DISPUTES,
           caller=_caller("Ms Ivy Poon", "refund not received", "未收到退款")),
    _agent("Mei Lin Goh", _A.WRAP_UP, 104, 15, 298, level="bad", concern="wrap_up_over", queue_name=_SERVICES,
           caller=_caller("Mr Chiu Man Fai", "lost card", "失卡")),
    _agent("Priscilla Yu", _A.ON_HOLD, 86, 10, 375, level="warning", concern="long_hold", queue_name=_HOME,
           caller=_caller("Ms Wong Lai Ha", "rate change", "利率变动")),
    _agent("Sam Leung", _A.NOT_READY, 1325, 6, 320, reason="training", planned_end_at=NOW + timedelta(minutes=18)),
    _agent("Amy Wong", _A.ON_CALL, 277, 14, 312, queue_name=DISPUTES,
           caller=_caller("Ms Grace Ho", "withdrawal not hers", "非本人取款")),
    _agent("Zhou Ting", _A.CONSULTING, 200, 9, 422, queue_name=_PLATINUM, colleague_name="Zhang Min",
           caller=_caller("Mr Au", "wire recall", "汇款撤回")),
    _agent("Alan Kwok", _A.ON_CALL, 131, 16, 280, queue_name=_SERVICES,
           caller=_caller("Mr S. Rahman", "new limit", "新额度")),
    _agent("Grace Pang", _A.ON_CALL, 72, 15, 301, queue_name=_SERVICES,
           caller=_caller("+852 9••• 4451", "card not working", "卡不能用")),
    _agent("Luo Yan", _A.ON_CALL, 58, 13, 337, queue_name=DISPUTES,
           caller=_caller("Ms Emma Ko", "dispute status", "争议进度")),
    _agent("He Jing", _A.READY, 46, 13, 305, queue_name=_HOME),
    _agent("Carmen Lo", _A.READY, 31, 12, 344, queue_name=_NEW),
    _agent("Dennis Ma", _A.ON_CALL, 22, 11, 363, queue_name=_NEW,
           caller=_caller("Mr Yip Tin Lok", "new loan", "新贷款")),
)  # fmt: skip
AGENTS: Final = (
    *_SOME,
    *(
        _agent(
            f"Agent {number}",
            _A.ON_CALL if number % 3 else _A.NOT_READY,
            20 - number % 20,
            8 + number % 9,
            280 + number,
            queue_name=_SERVICES,
            **({} if number % 3 == 0 else {"caller": _caller("+852 6••• 3310", "limit", "额度")}),
        )
        for number in range(1, 40)
    ),
)


def _waiting(name: str, tier: str, reason: dict[str, str], queue: dict[str, str], seconds: int) -> BoardWaiting:
    number = name.startswith("+")
    return BoardWaiting.model_validate(
        {
            "call_id": id_of(f"waits {name}{seconds}"),
            "caller": {
                "name": "" if number else name,
                "number_masked": name if number else "",
                "tier": tier,
                "reason": reason,
            },
            "queue_id": id_of(queue["en"]),
            "queue_name": queue,
            "enqueued_at": _ago(seconds=seconds),
            "level": "bad" if seconds > 180 else "warning" if seconds > 90 else "ok",
            "acts": {BoardAct.MOVE_TO_FRONT, BoardAct.GIVE, BoardAct.END_STUCK},
        }
    )


_REFUND: Final = {"en": "Refund not received", "zh": "未收到退款"}
_BROKEN: Final = {"en": "Card not working", "zh": "卡不能用"}
WAITING: Final = (
    _waiting("+852 6••• 9914", "standard", _UNKNOWN_CHARGE, DISPUTES, 252),
    _waiting("Ms Olivia Tang", "gold", _REFUND, DISPUTES, 220),
    _waiting("+852 5••• 1180", "standard", _UNKNOWN_CHARGE, DISPUTES, 175),
    _waiting("Mr Kevin Siu", "standard", _BROKEN, _SERVICES, 96),
    _waiting("Ms Fiona Yeung", "standard", {"en": "Early repayment", "zh": "提前还款"}, _HOME, 52),
    _waiting("Mr Henry Au", "platinum", {"en": "Wire limit", "zh": "汇款限额"}, _PLATINUM, 48),
    _waiting("+86 139 •••• 2045", "standard", {"en": "Change phone number", "zh": "更改电话"}, _SERVICES, 33),
    *(_waiting(f"+852 9••• {4000 + each}", "standard", _BROKEN, DISPUTES, 30 - each) for each in range(14)),
)

_FORECAST: Final = (96, 126, 166, 202, 230, 240, 232, 204, 189, 197, 214, 227, 219, 206, 189, 166, 146, 122, 99, 80)
_COUNTED: Final = ((98, 92, 2), (128, 121, 3), (155, 147, 5), (200, 188, 8), (230, 214, 12), (123, 100, 4))
_OPENED: Final = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
"""08:00 in Hong Kong."""
DAY: Final = BoardDay(
    time_zone="Asia/Hong_Kong",
    forecast_made_at=_ago(167),
    slots=tuple(
        BoardSlot(
            began_at=_OPENED + timedelta(minutes=30 * number),
            forecast=foreseen,
            **dict(zip(("offered", "answered", "abandoned"), _COUNTED[number], strict=True))
            if number < len(_COUNTED)
            else {},
        )
        for number, foreseen in enumerate(_FORECAST)
    ),
)


def _alert(rule: tuple[str, str], measure: str, unit: str, value: float, limit: float, **more: object) -> FloorAlert:
    known: dict[str, object] = {
        "alert_id": id_of(f"{rule}{value}"),
        "rule": measure,
        "rule_name": {"en": rule[0], "zh": rule[1]},
        "measure": measure,
        "unit": unit,
        "level": "act",
        "subject": "queue",
        "value": value,
        "peak": value,
        "threshold": limit,
        "raised_at": _ago(24),
        "level_since_at": _ago(24),
        "seen_at": NOW,
    }
    return FloorAlert.model_validate(known | more)


ALERTS: Final = (
    _alert(("service level", "服务水平"), "service_level", "percent", 61, 80, subject_id=id_of(DISPUTES["en"]),
           subject_name=DISPUTES),
    _alert(("one call for too long", "单次通话过长"), "call_seconds", "seconds", 892, 720, subject="agent",
           subject_id=id_of("Ken Yip"), subject_name={"": "Ken Yip"}, raised_at=_ago(3), owner_name="Helen Mak"),
    _alert(("nobody ready", "无人就绪"), "nobody_ready", "seconds", 126, 60, level="warn", raised_at=_ago(2),
           subject_id=id_of(_PLATINUM["en"]), subject_name=_PLATINUM),
)  # fmt: skip
OVER: Final = (
    _alert(("longest wait", "最长等待"), "longest_wait", "seconds", 58, 60, peak=251, level="warn", raised_at=_ago(74),
           ended_at=_ago(61), subject_id=id_of(_HOME["en"]), subject_name=_HOME, acknowledged_at=_ago(72),
           acknowledged_by_name="Helen Mak"),
    _alert(("callbacks are late", "回电逾期"), "callbacks_late", "number", 0, 1, peak=3, level="warn",
           raised_at=_ago(128), ended_at=_ago(97), subject_id=id_of(_NEW["en"]), subject_name=_NEW,
           owner_name="Omar Reyes"),
    _alert(("a complaint’s time runs out", "投诉时限将到"), "complaint_clock", "percent", 90, 75, peak=90,
           subject="complaint", subject_id=id_of("complaint"), subject_name={"": "C-2026-000318"},
           raised_at=_ago(60 * 19), ended_at=_ago(60 * 17)),
)  # fmt: skip
ASLEEP: Final = OVER[0].model_copy(
    update={
        "alert_id": uuid5(_ROOT, "asleep"),
        "snoozed_until_at": NOW + timedelta(minutes=44),
        "acknowledged_at": NOW - timedelta(minutes=15),
        "acknowledged_by_name": "Omar Reyes",
        "ended_at": None,
        "on": False,
    }
)


def steps_of(alert: FloorAlert) -> list[dict[str, object]]:
    """Return what happened to an alert of a picture."""
    steps: list[dict[str, object]] = [
        {"at": alert.raised_at, "deed": "raised", "level": "warn", "value": alert.threshold},
        {"at": alert.raised_at + timedelta(minutes=2), "deed": "acknowledged", "by_name": "Helen Mak"},
        {"at": alert.raised_at + timedelta(minutes=3), "deed": "level_changed", "level": "act", "value": alert.peak},
    ]
    if alert.snoozed_until_at is not None:
        steps.append({"at": NOW, "deed": "snoozed", "by_name": "Omar Reyes", "until_at": alert.snoozed_until_at})
    if alert.ended_at is not None:
        steps.append({"at": alert.ended_at, "deed": "ended"})
    return steps


FIGURES: Final = BoardFigures.model_validate(
    {
        "waiting": 21,
        "waiting_before": 14,
        "waiting_before_at": _ago(12, 6),
        "waiting_level": "warning",
        "longest_enqueued_at": _ago(seconds=252),
        "longest_queue_id": id_of(DISPUTES["en"]),
        "longest_queue_name": DISPUTES,
        "longest_level": "bad",
        "service": {**_share(78.6), "level": "warning"},
        "offered": 934,
        "answered": 879,
        "abandoned": 34,
        "abandoned_percent": 3.6,
        "abandoned_limit_percent": 5,
        "forecast_offered": 868,
        "signed_in": 53,
        "ready": 7,
        "on_call": 31,
        "wrap_up": 6,
        "wrap_up_over": 2,
        "wrap_up_limit_seconds": 90,
        "not_ready": 9,
        "not_ready_over": 1,
    }
)
BOARD: Final = Board(
    as_of=NOW,
    figures=FIGURES,
    queues=QUEUES,
    agents=AGENTS,
    waiting=WAITING,
    day=DAY,
    alerts=ALERTS,
    complaints=BoardComplaints(
        late=1,
        oldest_due_at=_ago(19 * 60),
        today=3,
        next_due_at=NOW + timedelta(hours=6, minutes=18),
        next_days=6,
        to_acknowledge=2,
        later=17,
    ),
    callbacks=BoardCallbacks(late=2, oldest_due_at=_ago(12), next_hour=5, next_hour_unowned=3, later_today=12),
)

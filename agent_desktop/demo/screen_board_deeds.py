"""What a server says of deeds from the board, in a picture."""

# ruff: noqa: ARG002  a picture does nothing with what it is told

from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from pydantic import AwareDatetime

from agent_desktop.client.away_reasons import SHIPPED
from agent_desktop.contract.acting import (
    AgentOptions,
    CallGiven,
    ChangeState,
    EndMove,
    GiveCall,
    MoveAgents,
    MoveToFront,
    QueueMoves,
    WaitingOptions,
)
from agent_desktop.contract.board import BoardFilter
from agent_desktop.contract.callback_lists import CallbackCounts, Callbacks
from agent_desktop.contract.callbacks import Callback, ChangeCallback
from agent_desktop.contract.figures import AboutCell, ExplainedFigure, ItemPage, ListItems
from agent_desktop.contract.floor_alerts import (
    AcknowledgeAlert,
    FloorAlert,
    FloorAlertHistory,
    FloorAlerts,
    FloorAlertSteps,
    FloorRules,
    OwnAlert,
    SnoozeAlert,
)
from agent_desktop.contract.notices import AnswerHelp, HelpCall, HelpCalls, Notice, Notices, SendNotice, WithdrawNotice
from agent_desktop.demo.screen_board_facts import ALERTS, ASLEEP, OVER, steps_of
from agent_desktop.demo.screen_callbacks import DUE
from agent_desktop.demo.screen_customers import NOW
from telephony.contract import SupervisionMode

_ROOT: Final = UUID("6c1d0f54-91a2-4a36-8a2f-0a4ef0a7d911")
_QUEUES: Final = (
    ("disputes", {"en": "Cards – Disputes", "zh": "信用卡 – 争议"}),
    ("services", {"en": "Cards – Services", "zh": "信用卡 – 服务"}),
    ("platinum", {"en": "Platinum line", "zh": "白金专线"}),
    ("home", {"en": "Home loans", "zh": "房屋贷款"}),
)


class NothingIsDoneError(Exception):
    """A picture does nothing."""


def _ago(minutes: float) -> str:
    return (NOW - timedelta(minutes=minutes)).isoformat()


class StillFloor:
    """Says what may be done, and does nothing."""

    def agent(self, agent_id: UUID) -> AgentOptions:
        def option(state: str, when: str, *effects: str, proposed: bool = False) -> dict[str, object]:
            return {"state": state, "when": when, "effects": effects, "proposed": proposed}

        return AgentOptions.model_validate(
            {
                "agent_id": agent_id,
                "name": "Ken Yip",
                "state": "on_call",
                "since_at": _ago(14.8),
                "callbacks_due": 2,
                "queues": ("disputes", "services"),
                "reasons": SHIPPED,
                "options": (
                    option("ready", "after_call", "call_goes_on", "gets_calls", proposed=True),
                    option("not_ready", "after_call", "call_goes_on", "gets_no_calls"),
                    option("offline", "after_call", "call_goes_on", "gets_no_calls", "callbacks_wait"),
                    option("offline", "now", "caller_returns", "gets_no_calls", "callbacks_wait"),
                ),
            }
        )

    def change_state(self, agent_id: UUID, command: ChangeState) -> AgentOptions:
        raise NothingIsDoneError

    def call(self, call_id: UUID) -> WaitingOptions:
        takers = (
            ("He Jing", "ready", 0.8, True, True),
            ("Carmen Lo", "ready", 0.5, True, False),
            ("Amy Wong", "on_call", 4.6, False, True),
            ("Luo Yan", "on_call", 1.0, False, True),
        )
        return WaitingOptions.model_validate(
            {
                "call_id": call_id,
                "queue": "disputes",
                "queue_name": _QUEUES[0][1],
                "enqueued_at": _ago(3.7),
                "place": 2,
                "waiting": 8,
                "may_move": True,
                "takers": [
                    {
                        "agent_id": uuid5(_ROOT, name),
                        "name": name,
                        "state": state,
                        "since_at": _ago(minutes),
                        "free": free,
                        "serves": serves,
                    }
                    for name, state, minutes, free, serves in takers
                ],
            }
        )

    def move_to_front(self, call_id: UUID, command: MoveToFront) -> WaitingOptions:
        raise NothingIsDoneError

    def give(self, call_id: UUID, command: GiveCall) -> CallGiven:
        raise NothingIsDoneError

    def moves(self) -> QueueMoves:
        return QueueMoves.model_validate(
            {
                "queues": [{"code": code, "name": name, "group": "cards"} for code, name in _QUEUES],
                "moves": [
                    {
                        "move_id": uuid5(_ROOT, "move " + name),
                        "agent_id": uuid5(_ROOT, name),
                        "agent_name": name,
                        "queues": queues,
                        "before": ("home",),
                        "until_at": until,
                        "began_at": _ago(25),
                    }
                    for name, queues, until in (
                        ("Amy Wong", ("disputes", "services"), NOW + timedelta(minutes=35)),
                        ("Luo Yan", ("platinum",), None),
                    )
                ],
            }
        )

    def move(self, command: MoveAgents) -> QueueMoves:
        raise NothingIsDoneError

    def end_move(self, move_id: UUID, command: EndMove) -> QueueMoves:
        raise NothingIsDoneError

    is_on = False
    agent_name = ""

    def supervise(self, call_id: UUID, mode: SupervisionMode) -> None:
        """Nobody is in any call."""

    def leave(self) -> None:
        """Nobody is in any call."""


class StillNotices:
    """One message that was sent, and who has read it."""

    def notices(self) -> Notices:
        names = ("Amy Wong", "Luo Yan", "Ken Yip")
        receipts = [
            {"agent_id": uuid5(_ROOT, name), "name": name, "read_at": _ago(20) if number else None}
            for number, name in enumerate(names)
        ]
        return Notices.model_validate(
            {
                "notices": [
                    {
                        "notice_id": uuid5(_ROOT, "notice"),
                        "text": "Refunds of Saturday are booked tonight. 周六的退款今晚入账。",
                        "priority": "normal",
                        "by_id": uuid5(_ROOT, "Helen Mak"),
                        "by_name": "Helen Mak",
                        "sent_at": _ago(32),
                        "expires_at": (NOW + timedelta(minutes=28)).isoformat(),
                        "receipts": receipts,
                        "may_withdraw": True,
                    }
                ]
            }
        )

    def send(self, command: SendNotice) -> Notice:
        raise NothingIsDoneError

    def withdraw(self, notice_id: UUID, command: WithdrawNotice) -> Notice:
        raise NothingIsDoneError


class StillAlerts:
    """Tells of alerts, and does nothing about them."""

    def alerts(self) -> FloorAlerts:
        return FloorAlerts(alerts=ALERTS, snoozed=(ASLEEP,))

    def history(self, *, rule: str = "", before: AwareDatetime | None = None) -> FloorAlertHistory:
        if before is not None:
            return FloorAlertHistory(alerts=(OVER[-1].model_copy(update={"alert_id": uuid5(_ROOT, "older")}),))
        return FloorAlertHistory(alerts=tuple(each for each in OVER if rule in ("", each.rule)), more=True)

    def alert(self, alert_id: UUID) -> FloorAlertSteps:
        alert = next(each for each in (ASLEEP, *ALERTS, *OVER) if each.alert_id == alert_id)
        return FloorAlertSteps.model_validate({"alert": alert, "steps": steps_of(alert)})

    def rules(self) -> FloorRules:
        rules = {each.rule: each for each in (*ALERTS, *OVER)}
        return FloorRules.model_validate(
            {
                "rules": [
                    {"code": code, "name": each.rule_name, "measure": each.measure, "unit": each.unit}
                    for code, each in rules.items()
                ]
            }
        )

    def acknowledge(self, alert_id: UUID, command: AcknowledgeAlert) -> FloorAlert:
        raise NothingIsDoneError

    def own(self, alert_id: UUID, command: OwnAlert) -> FloorAlert:
        raise NothingIsDoneError

    def snooze(self, alert_id: UUID, command: SnoozeAlert) -> FloorAlert:
        raise NothingIsDoneError


class StillDue:
    """Callbacks that are late, or due today, of which Helen has none."""

    def callbacks(self, asks: BoardFilter) -> Callbacks:
        listed = tuple(each.model_copy(update={"is_mine": False}) for each in DUE.callbacks or ())
        return Callbacks(counts=CallbackCounts(), callbacks=listed, total=len(listed))

    def change(self, callback_id: UUID, command: ChangeCallback) -> Callback:
        raise NothingIsDoneError


class StillHelp:
    """Two who ask for help."""

    def calls(self) -> HelpCalls:
        def call(name: str, minutes: float, words: str, *, may_listen: bool) -> dict[str, object]:
            return {
                "help_id": uuid5(_ROOT, "help " + name),
                "state": "open",
                "agent_id": uuid5(_ROOT, name),
                "agent_name": name,
                "team": "Cards",
                "words": words,
                "call_id": uuid5(_ROOT, "call " + name) if may_listen else None,
                "queue_name": _QUEUES[0][1],
                "may_listen": may_listen,
                "asked_at": _ago(minutes),
            }

        return HelpCalls.model_validate(
            {
                "calls": [
                    call("Ken Yip", 1.2, "Customer asks for a manager 客户要求主管", may_listen=True),
                    call("Rita So", 0.4, "", may_listen=False),
                ]
            }
        )

    def answer(self, help_id: UUID, command: AnswerHelp) -> HelpCall:
        raise NothingIsDoneError


class StillFigures:
    """A service level as it was counted, and its first calls."""

    def explained(self, about: AboutCell) -> ExplainedFigure:
        def part(code: str, symbol: str, en: str, zh: str, value: float) -> dict[str, object]:
            return {"part": {"code": code, "symbol": symbol, "name": {"en": en, "zh": zh}}, "value": value}

        parts = [
            part("level_above", "A≤T", "Answered in time", "及时接通", 126),
            part("answered", "A", "Answered", "已接通", 188),
            part("abandoned", "B", "Abandoned", "已放弃", 18),
            part("waiting_late", "W", "Waiting past T", "等待超过 T", 5),
            part("abandoned_in_time", "B≤T", "Abandoned in time", "T 内放弃", 5),
        ]
        return ExplainedFigure.model_validate(
            {
                "figure": {
                    "id": about.figure,
                    "subjects": ["queues"],
                    "name": {"en": "Service level", "zh": "服务水平"},
                    "unit": "percent",
                    "formula": {
                        "en": "Calls answered within T, of all that were answered, abandoned after T, or wait past T.",
                        "zh": "在 T 内接通的来电，占已接通、T 后放弃及等待超过 T 的来电之比例。",
                    },
                    "symbols": "A≤T ÷ (A + B + W − B≤T) × 100",
                    "parts": [each["part"] for each in parts],
                },
                "value": 61.17,
                "parts": parts,
                "left_out": [
                    {"name": {"en": "Left to be called back", "zh": "选择回电"}, "count": 3},
                    {"name": {"en": "Turned away", "zh": "未进入队列"}, "count": 1},
                ],
                "levels": [
                    {
                        "version": 3,
                        "queue": "disputes",
                        "from_day": date(2026, 4, 1),
                        "variant": "late_abandoned_hurt",
                        "answer_seconds": 20,
                        "short_seconds": 5,
                        "target_percent": 80,
                    }
                ],
                "since_at": _ago(162),
                "until_at": NOW.isoformat(),
                "counted": 206,
                "as_of": NOW.isoformat(),
            }
        )

    def items(self, about: ListItems) -> ItemPage:
        rows = (
            ("+852 6••• 9914", "answered", 12, True, 160),
            ("+852 9••• 4451", "answered", 47, False, 158),
            ("+86 139 •••• 2045", "abandoned", 31, False, 151),
            ("+852 5••• 1180", "answered", 4, True, 149),
        )
        outcomes = {"answered": {"en": "Answered", "zh": "已接通"}, "abandoned": {"en": "Abandoned", "zh": "已放弃"}}
        items = [
            {
                "kind": "call",
                "item_id": uuid5(_ROOT, label),
                "at": _ago(minutes),
                "label": label,
                "queue": _QUEUES[0][1],
                "outcome": outcomes[outcome],
                "seconds": seconds,
                "above": above,
            }
            for label, outcome, seconds, above, minutes in rows
        ]
        return ItemPage.model_validate({"items": items, "total": 206, "next": "more"})

"""One complaint of the pictures, with its clocks, tasks, redress and history."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from agent_desktop.contract.complaint_cases import (
    Case,
    CaseHistory,
    CasePerson,
    CaseReply,
    CaseSubject,
    EventKind,
    FieldChange,
    HistoryEntry,
    Right,
)
from agent_desktop.contract.complaint_clocks import (
    Clock,
    ClockLimit,
    ClockRule,
    ClockStage,
    ClockState,
    ClockUnit,
    ComplaintClocks,
    StageState,
)
from agent_desktop.contract.complaint_parts import (
    ComplaintTask,
    ComplaintTaskState,
    ComplaintTaskStep,
    Redress,
    RedressDecision,
    RedressState,
)
from agent_desktop.contract.complaint_work import ComplaintLink, LinkKind, Move, MoveOffer, Need
from agent_desktop.contract.complaints import ComplaintChannel, ComplaintState, Region, ReplyChannel
from agent_desktop.demo.screen_case_samples import MINE, named
from agent_desktop.demo.screen_customers import NOW

GLANCE: Final = MINE[2].glance
ID: Final = GLANCE.complaint_id
_DAY: Final = timedelta(days=1)
RECEIVED: Final = GLANCE.recorded_at
LETTER_SENT: Final = RECEIVED + _DAY + timedelta(minutes=4)
_DUE: Final = RECEIVED + 30 * _DAY
AMY: Final = CasePerson(user_id=named("Amy Wong"), name="Amy Wong", team="Cards")
KEN: Final = CasePerson(user_id=named("Ken Yip"), name="Ken Yip", team="Cards")

TASK: Final = ComplaintTask(
    task_id=named("task"),
    version=2,
    complaint_id=ID,
    department="payments",
    department_name={"en": "Payments", "zh": "支付"},
    state=ComplaintTaskState.TAKEN,
    words="When was the wire of 15 May sent, and who was told of the fee of the bank between?",
    due_at=NOW + _DAY,
    asked_at=NOW - 2 * _DAY,
    asked_by="Amy Wong",
    taken_by_id=named("Rita So"),
    taken_by="Rita So",
    steps=frozenset({ComplaintTaskStep.MOVE, ComplaintTaskStep.CANCEL}),
)
DONE_TASK: Final = TASK.model_copy(
    update={
        "task_id": named("task done"),
        "department_name": {"en": "Branches", "zh": "网点管理"},
        "state": ComplaintTaskState.DONE,
        "words": "Was the customer told of the fee at the counter?",
        "result": "Yes, but only after the form was signed.",
        "ended_at": NOW - _DAY,
        "steps": frozenset(),
    }
)
REDRESS: Final = Redress(
    redress_id=named("redress"),
    version=1,
    kind="refund",
    kind_name={"en": "Refund", "zh": "退款"},
    state=RedressState.PROPOSED,
    amount=Decimal("260.00"),
    currency="HKD",
    reason="The fee was not named before the order was signed.",
    proposed_at=NOW - timedelta(hours=3),
    proposed_by="Amy Wong",
    needs_limit=Decimal("500.00"),
    decisions=frozenset({RedressDecision.APPROVE, RedressDecision.REFUSE}),
)
CASE: Final = Case(
    complaint_id=ID,
    version=9,
    glance=GLANCE,
    customer_id=named("Ms Grace Ho"),
    customer_name="Ms Grace Ho Wing Sze",
    customer_name_chinese="何詠詩 女士",
    customer_language="yue",
    channel=ComplaintChannel.PHONE,
    what_happened=(
        "Ms Ho sent HKD 18,000 to her sister in Vancouver on 15 May. HKD 260 were taken as a fee of the bank between. "
        "At the Central branch nobody had told her of it, and the form that she signed names only our own fee."
    ),
    happened_on=date(2026, 5, 15),
    amount=Decimal("260.00"),
    currency="HKD",
    asked_amount=Decimal("260.00"),
    outcomes=("refund", "explain"),
    reply=CaseReply(channel=ReplyChannel.PHONE, masked="+852 9••• 4417", hours_from="18:00", hours_until="20:00"),
    region=Region.HK,
    note="She was calm. She wants to know why the form does not say it.",
    recorded_by=CasePerson(user_id=named("Joey Tam"), name="Joey Tam", team="Branches"),
    owner=AMY,
    backup=KEN,
    team="Cards",
    subjects=(
        CaseSubject(
            product={"en": "HKD account", "zh": "港币账户"},
            number_masked="•••• 2086",
            booked_at=NOW - 32 * _DAY,
            amount=Decimal("18260.00"),
            currency="HKD",
        ),
    ),
    tasks=(TASK, DONE_TASK),
    redress=(REDRESS,),
    links=(
        ComplaintLink(
            kind=LinkKind.REPEAT_OF,
            at=NOW - 27 * _DAY,
            by_name="Amy Wong",
            other_id=named("CMP-26-00717"),
            number="CMP-26-00717",
            state=ComplaintState.CLOSED.value,
        ),
    ),
    moves=(
        MoveOffer(move=Move.PROPOSE_ANSWER, to_state="investigating", asks=(Need.ANSWER, Need.ROOT_CAUSE, Need.RESULT)),
        MoveOffer(move=Move.WAIT_FOR_CUSTOMER, to_state="waiting_customer", asks=(Need.REASON, Need.UNTIL)),
        MoveOffer(move=Move.WAIT_FOR_THIRD_PARTY, to_state="waiting_third_party", asks=(Need.REASON, Need.UNTIL)),
        MoveOffer(move=Move.ESCALATE_INTERNAL, to_state="escalated_internal", asks=(Need.REASON,)),
        MoveOffer(move=Move.CLOSE, to_state="closed", lacks=(Need.REDRESS_DECIDED, Need.TASKS_DONE)),
    ),
    rights=frozenset(set(Right) - {Right.UNDO}),
)
HISTORY: Final = CaseHistory(
    entries=(
        HistoryEntry(
            event_id=named("e1"), number=1, version=1, at=RECEIVED, by_name="Joey Tam", kind=EventKind.RECORDED
        ),
        HistoryEntry(
            event_id=named("e2"),
            number=2,
            version=2,
            at=RECEIVED + timedelta(hours=1),
            by_name="Susan Mak",
            kind=EventKind.ASSIGNED,
            words="Cards has the wire desk this week",
            detail={"to_name": "Amy Wong"},
        ),
        HistoryEntry(
            event_id=named("e3"),
            number=3,
            version=3,
            at=RECEIVED + _DAY,
            by_name="Amy Wong",
            kind=EventKind.MOVED,
            state="acknowledged",
            detail={"move": "acknowledge"},
        ),
        HistoryEntry(
            event_id=named("e4"),
            number=4,
            version=4,
            at=LETTER_SENT,
            by_name="Amy Wong",
            kind=EventKind.LETTER,
            detail={"template": "acknowledgement"},
        ),
        HistoryEntry(
            event_id=named("e5"),
            number=5,
            version=5,
            at=RECEIVED + 2 * _DAY,
            by_name="Amy Wong",
            kind=EventKind.MOVED,
            state="investigating",
            detail={"move": "investigate"},
        ),
        HistoryEntry(
            event_id=named("e6"),
            number=6,
            version=6,
            at=NOW - 2 * _DAY + timedelta(minutes=10),
            by_name="Amy Wong",
            kind=EventKind.TASK,
            words=TASK.words,
            detail={"step": "add", "department_name": "Payments"},
        ),
        HistoryEntry(
            event_id=named("e7"),
            number=7,
            version=8,
            at=NOW - timedelta(hours=4),
            by_name="Ken Yip",
            kind=EventKind.EDITED,
            changes=(FieldChange(field="amount", before="250.00", after="260.00"),),
        ),
        HistoryEntry(
            event_id=named("e8"),
            number=8,
            version=9,
            at=NOW - timedelta(hours=3),
            by_name="Amy Wong",
            kind=EventKind.REDRESS,
            words=REDRESS.reason,
            detail={"decision": "propose"},
        ),
    )
)


def _rule(code: str, en: str, zh: str, limit: ClockLimit, amount: int, unit: ClockUnit) -> ClockRule:
    return ClockRule(
        rule_id=f"hk.{code}",
        version="1",
        set_code="hk",
        set_name={"en": "Hong Kong", "zh": "香港"},
        name={"en": en, "zh": zh},
        limit=limit,
        amount=amount,
        unit=unit,
        time_zone="Asia/Hong_Kong",
        source={"en": "HKMA IC-4", "zh": "金管局 IC-4"},
        effective_from=date(2023, 4, 5),
    )


_ACK: Final = _rule("acknowledge", "Acknowledge", "确认收到", ClockLimit.ACKNOWLEDGE, 7, ClockUnit.CALENDAR_DAYS)
_ANSWER: Final = _rule("answer", "Answer", "答复处理结果", ClockLimit.ANSWER, 30, ClockUnit.CALENDAR_DAYS)
CLOCKS: Final = ComplaintClocks(
    complaint_id=ID,
    at=NOW,
    set_code="hk",
    set_name={"en": "Hong Kong", "zh": "香港"},
    received_at=RECEIVED,
    received_on=RECEIVED.date(),
    clocks=(
        Clock(
            clock_id=named("clock answer"),
            version=1,
            rule=_ANSWER,
            state=ClockState.RUNNING,
            started_at=RECEIVED,
            due_on=(RECEIVED + 30 * _DAY).date(),
            due_at=_DUE,
            percent=90,
            because=(
                {
                    "en": "30 calendar days from 19 May; the day itself does not count.",
                    "zh": "自5月19日起30个自然日，当日不计。",
                },
            ),
            stages=(
                ClockStage(
                    code="60",
                    name={"en": "60 days in all", "zh": "共60日"},
                    amount=60,
                    unit=ClockUnit.CALENDAR_DAYS,
                    due_on=(RECEIVED + 60 * _DAY).date(),
                    due_at=_DUE + 30 * _DAY,
                    state=StageState.OPEN,
                    approvers=("supervisor", "compliance"),
                    needs_notice=True,
                ),
            ),
        ),
        Clock(
            clock_id=named("clock ack"),
            version=2,
            rule=_ACK,
            state=ClockState.MET,
            started_at=RECEIVED,
            due_on=(RECEIVED + 7 * _DAY).date(),
            due_at=_DUE - 23 * _DAY,
            met_at=RECEIVED + _DAY,
        ),
    ),
)
EARLIER: Final = MINE[3].glance.model_copy(
    update={
        "complaint_id": named("CMP-26-00717"),
        "number": "CMP-26-00717",
        "state": ComplaintState.CLOSED,
        "recorded_at": NOW - 60 * _DAY,
        "closed_at": NOW - 50 * _DAY,
    }
)
OPEN_OTHER: Final = MINE[1].glance

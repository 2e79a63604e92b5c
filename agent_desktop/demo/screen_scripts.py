"""The states of the guide column that the pictures show."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from agent_desktop.client.draft_records import Draft, RunDraft
from agent_desktop.client.errors import Problem
from agent_desktop.client.kept_note import NoteStatus
from agent_desktop.client.script_runs import ScriptSaving
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.interactions import Disposition, DispositionGroup
from agent_desktop.contract.scripts import ListedScript
from agent_desktop.demo.screen_customers import CARD_SCRIPT, NOW, made_id
from agent_desktop.service_scripts.schema import Option, QuestionKind
from agent_desktop.service_scripts.variables import Piece
from agent_desktop.ui.notes.presenter import NotesState
from agent_desktop.ui.script_panel.state import (
    BlockedBy,
    Fault,
    MustSayState,
    QuestionState,
    ScriptKind,
    ScriptState,
    StepMark,
    StepStatus,
)
from agent_desktop.ui.wrap_up.presenter import WrapUpState
from telephony.contract import AgentState, ChosenReason, EndCause, NextState, WrapUp, WrapUpMode

_DONE, _NOW, _LATER = StepStatus.DONE, StepStatus.CURRENT, StepStatus.TO_DO


def pieces_of(*texts: str) -> tuple[Piece, ...]:
    """Every second piece is a fact filled in."""
    return tuple(Piece(text, number % 2 == 1) for number, text in enumerate(texts) if text)


def _said(english: str, chinese: str, seconds: int | None, number: str) -> MustSayState:
    return MustSayState(
        must_say_id=number,
        pieces={"en": pieces_of(english), "zh": pieces_of(chinese)},
        said_at=None if seconds is None else NOW - timedelta(seconds=277 - seconds),
        said_call_seconds=seconds,
    )


_GENERAL: Final = ListedScript(
    script_id="general-enquiry", version="2.0", title={"en": "General enquiry", "zh": "一般查询"}
)

NO_SCRIPT: Final = ScriptState()
SCRIPT_COMING: Final = ScriptState(kind=ScriptKind.LOADING)
SCRIPT_FAILED: Final = ScriptState(kind=ScriptKind.FAILED, problem=Problem(ErrorCode.SERVER_AWAY))
SCRIPT: Final = ScriptState(
    kind=ScriptKind.READY,
    script_id=CARD_SCRIPT.script_id,
    version=CARD_SCRIPT.version,
    title=CARD_SCRIPT.title,
    steps=tuple(
        StepMark(step_id=step, title={"en": english, "zh": chinese}, status=status)
        for step, english, chinese, status in (
            ("greet", "Greet", "问候", _DONE),
            ("verify", "Verify", "核实", _DONE),
            ("confirm", "Confirm", "确认", _NOW),
            ("block", "Block", "冻结", _LATER),
            ("dispute", "Dispute", "争议", _LATER),
            ("explain", "Explain", "说明", _LATER),
            ("close", "Close", "结束", _LATER),
        )
    ),
    step_id="confirm",
    step_number=3,
    step_title={"en": "Confirm the transaction", "zh": "确认交易"},
    say={
        "en": pieces_of(
            "", "Ms Ho", ", I can see a withdrawal of ", "HKD 8,000.00", " in ", "Macau", " at ", "02:14 today",
            " with your card ending ", "4417", ". Did you make this withdrawal?",
        ),
        "zh": pieces_of(
            "", "何女士", "，我看到", "今天 02:14", "在", "澳门", "有一笔", "HKD 8,000.00", "的提款，卡号末四位是",
            "4417", "。这笔提款是您本人操作的吗？",
        ),
    },
    main_question=QuestionState(
        question_id="made_it",
        kind=QuestionKind.CHOICE,
        label={"en": "What does the customer say?", "zh": "客户怎么说？"},
        required=True,
        options=(
            Option(id="yes", label={"en": "Yes, it was the customer", "zh": "是本人操作"}),
            Option(id="no", label={"en": "No, it was not", "zh": "不是本人操作"}),
            Option(id="unsure", label={"en": "Someone known, or not sure", "zh": "认识的人，或不确定"}),
        ),
        limit=500,
        answer="no",
    ),
    questions=(
        QuestionState(
            question_id="card_here",
            kind=QuestionKind.YES_NO,
            label={"en": "Is the card there now?", "zh": "卡现在在身边吗？"},
            required=True,
            options=(),
            limit=500,
            answer="yes",
        ),
        QuestionState(
            question_id="last_used",
            kind=QuestionKind.DATE,
            label={"en": "Last time it was used", "zh": "上次用卡日期"},
            required=True,
            options=(),
            limit=500,
            answer="2026-06-15",
        ),
    ),
    must_says=(
        _said("This call is recorded.", "本次通话将被录音。", 21, "recorded"),
        _said(
            "If we block the card, it cannot be used again. A new card takes 5 working days.",
            "卡一旦冻结就不能再用，新卡需要 5 个工作日。",
            None,
            "blocked",
        ),
    ),
    must_left=1,
    can_go_back=True,
    can_go_on=False,
    next_title={"en": "Block card", "zh": "冻结卡片"},
    blocked_by=BlockedBy.MUST_SAY,
    saved_at=NOW,
    choices=(ListedScript(**CARD_SCRIPT.model_dump(), is_suggested=True), _GENERAL),
    minutes_left=3,
)  # fmt: skip

SCRIPT_BLOCKED: Final = replace(
    SCRIPT,
    steps=tuple(replace(step, status=StepStatus.BLOCKED) if step.step_id == "block" else step for step in SCRIPT.steps),
    main_question=replace(SCRIPT.main_question, answer="") if SCRIPT.main_question is not None else None,
    questions=tuple(
        replace(each, answer="15/16", fault=Fault.NOT_A_DATE) if each.question_id == "last_used" else each
        for each in SCRIPT.questions
    ),
    blocked_by=BlockedBy.ANSWER,
    blocked_question="last_used",
)
SCRIPT_NOBODY: Final = replace(  # before it is known who calls: nothing of any customer can be filled in
    SCRIPT,
    steps=tuple(replace(step, status=_NOW if step.step_id == "greet" else _LATER) for step in SCRIPT.steps),
    step_id="greet",
    step_number=1,
    step_title={"en": "Greet", "zh": "问候"},
    say={
        "en": pieces_of(
            "Good day. You are speaking with ", "Amy Wong", " at ", "Harbour Bank", ". How may I help you?"
        ),
        "zh": pieces_of("您好，", "海港银行", "，我是", "Amy Wong", "。请问有什么可以帮您？"),
    },
    main_question=None,
    questions=(),
    must_says=(_said("This call is recorded.", "本次通话将被录音。", None, "recorded"),),
    can_go_back=False,
    next_title={"en": "Verify", "zh": "核实"},
    minutes_left=6,
)
SCRIPT_DONE: Final = replace(
    SCRIPT,
    steps=tuple(
        replace(
            step,
            status=_NOW if step.step_id == "close" else StepStatus.SKIPPED if step.step_id == "dispute" else _DONE,
        )
        for step in SCRIPT.steps
    ),
    step_id="close",
    step_number=7,
    step_title={"en": "Close the call", "zh": "结束通话"},
    say={
        "en": pieces_of("Your card is blocked, ", "Ms Ho", ". Is there anything else I can do for you?"),
        "zh": pieces_of("您的卡已冻结，", "何女士", "。还有什么可以帮您？"),
    },
    main_question=None,
    questions=(),
    must_says=(),
    must_left=0,
    next_title={},
    blocked_by=BlockedBy.LAST_STEP,
    finished=True,
    outcome="card_blocked",
)
SCRIPT_NOT_SAVED: Final = replace(SCRIPT, saving=ScriptSaving.REFUSED, problem=Problem(ErrorCode.SCRIPT_ANSWER_REFUSED))

NO_NOTES: Final = NotesState()
NOTES_BEGUN: Final = NotesState(open=True)
NOTES: Final = NotesState(
    open=True,
    text="Customer at home in Kowloon Tong last night, card in purse. Says no one else knows PIN. "
    "Wants card stopped now and money back before mortgage on 28 Jun.",
    text_number=1,
    status=NoteStatus.SAVED,
    saved_at=NOW,
)
NOTES_KEPT_HERE: Final = replace(NOTES, status=NoteStatus.KEPT_HERE, waiting_count=1)
NOTES_CONFLICT: Final = replace(
    NOTES,
    status=NoteStatus.CONFLICT,
    server_text="Caller says the card never left the purse. Statement of the ATM asked for.",
)
NOTES_REFUSED: Final = replace(
    NOTES, status=NoteStatus.REFUSED, problem=Problem(ErrorCode.NOTE_TOO_LONG, {"limit": NOTES.limit})
)
NOTES_RECOVERED: Final = replace(NOTES, recovered=True)
NOT_KEPT: Final = Problem(ErrorCode.JOURNAL_NOT_WRITTEN)
NOTES_NOT_KEPT: Final = replace(NOTES, journal_problem=NOT_KEPT)
NOTES_STRANDED: Final = replace(
    NOTES,
    stranded=tuple(
        Draft(
            interaction_id=made_id(60 + number),
            call_id=made_id(70 + number),
            text=text,
            seen_version=1,
            changed_at=NOW - timedelta(hours=hours),
        )
        for number, (hours, text) in enumerate(
            (
                (19, "Asked for the rate at renewal. Call back after Thursday, she is travelling until then."),
                (1, "Wants the annual fee back. Said he was told so in the branch in Mong Kok."),
            )
        )
    ),
)
NOTE_STRANDED: Final = replace(NOTES_STRANDED, stranded=NOTES_STRANDED.stranded[:1])
_LABELS: Final = {
    "": CARD_SCRIPT.title,
    "made_it": {"en": "What does the customer say?", "zh": "客户怎么说？"},
    "made_it=unsure": {"en": "Someone known, or not sure", "zh": "认识的人，或不确定"},
    "card_here": {"en": "Is the card there now?", "zh": "卡现在在身边吗？"},
    "what_happened": {"en": "What the customer knows", "zh": "客户所知的情况"},
}
RUNS_STRANDED: Final = tuple(
    RunDraft(
        interaction_id=made_id(80 + number),
        call_id=made_id(90 + number),
        script_id=CARD_SCRIPT.script_id,
        version=CARD_SCRIPT.version,
        step_id="",
        answers=answers,
        labels=_LABELS,
        seen_version=1,
        aside_id=made_id(100 + number),
        finished=finished,
        changed_at=NOW - timedelta(hours=hours),
    )
    for number, (hours, finished, answers) in enumerate(
        (
            (
                3,
                True,
                {"card_here": "no", "what_happened": "Her son was with her and may have seen the PIN."},
            ),
            (1, False, {"made_it": "unsure", "card_here": "yes"}),
        )
    )
)

_CARDS: Final = DispositionGroup(code="cards", name={"en": "Cards", "zh": "信用卡"})
_DISPUTES: Final = DispositionGroup(code="disputes", name={"en": "Disputes", "zh": "争议交易"})
_NONE: Final = DispositionGroup(code="no_service", name={"en": "No service given", "zh": "未提供服务"})
_OUTCOMES: Final[tuple[tuple[str, str, str, tuple[DispositionGroup, ...]], ...]] = (
    ("resolved", "Resolved", "已解决", ()),
    ("information", "Information given", "已提供资料", ()),
    ("follow_up", "Needs follow-up", "需要跟进", ()),
    ("card_blocked", "Card blocked", "已冻结卡片", (_CARDS,)),
    ("card_replaced", "New card ordered", "已补发卡片", (_CARDS,)),
    ("dispute_opened", "Dispute opened", "已提交争议", (_CARDS, _DISPUTES)),
    ("charge_recognised", "Charge recognised after all", "客户认可交易", (_CARDS, _DISPUTES)),
    ("wrong_number", "Wrong number", "打错电话", (_NONE,)),
    ("nobody_spoke", "Nobody spoke", "无人应答", (_NONE,)),
)
NO_WRAP_UP: Final = WrapUpState()
WRAP_UP: Final = WrapUpState(
    visible=True,
    dispositions=tuple(
        Disposition(code=code, name={"en": english, "zh": chinese}, groups=groups)
        for code, english, chinese, groups in _OUTCOMES
    ),
    chosen="card_blocked",
    caller_name="Ms Grace Ho",
    end_cause=EndCause.CALLER_HUNG_UP,
    since_at=NOW - timedelta(seconds=21),
    planned_end_at=NOW + timedelta(seconds=39),
    problem_at=NOW + timedelta(seconds=69),
    rules=WrapUp(mode=WrapUpMode.AGENT_ENDS),
)
OUTCOME_IN_CALL: Final = WrapUpState(in_call=True, dispositions=WRAP_UP.dispositions)
OUTCOME_CHOSEN_IN_CALL: Final = replace(OUTCOME_IN_CALL, chosen="dispute_opened", kept=True)
OUTCOME_WAITING: Final = replace(OUTCOME_IN_CALL, chosen="card_blocked")
OUTCOME_NOT_KEPT: Final = replace(
    OUTCOME_IN_CALL,
    chosen="card_blocked",
    problem=Problem(ErrorCode.DISPOSITION_UNKNOWN),
)
_TIMED: Final = WrapUp(
    mode=WrapUpMode.TIMED, limit_at=NOW + timedelta(seconds=39), extensions_left=1, extension_seconds=60
)
WRAP_UP_TIMED: Final = replace(
    WRAP_UP, chosen="", rules=_TIMED, can_extend=True, caution_at=NOW + timedelta(seconds=29)
)
WRAP_UP_LAST_SECONDS: Final = replace(
    WRAP_UP_TIMED,
    chosen="dispute_opened",
    rules=_TIMED.model_copy(update={"limit_at": NOW + timedelta(seconds=7)}),
    caution_at=NOW - timedelta(seconds=3),
    next=NextState(state=AgentState.NOT_READY, reason=ChosenReason.LUNCH),
)
WRAP_UP_FIXED: Final = replace(WRAP_UP_TIMED, rules=_TIMED.model_copy(update={"mode": WrapUpMode.FIXED}))
WRAP_UP_OVERDUE: Final = replace(
    WRAP_UP,
    chosen="",
    since_at=NOW - timedelta(seconds=74),
    planned_end_at=NOW - timedelta(seconds=14),
    problem_at=NOW + timedelta(seconds=16),
    rules=_TIMED.model_copy(update={"overdue": True}),
)
WRAP_UP_NOT_REQUIRED: Final = replace(
    WRAP_UP, chosen="", rules=WrapUp(mode=WrapUpMode.ON_REQUEST, requested=True, outcome_required=False)
)
WRAP_UP_NEEDED: Final = replace(WRAP_UP, chosen="", problem=Problem(ErrorCode.DISPOSITION_NEEDED))
WRAP_UP_NOT_SAVED: Final = replace(WRAP_UP, problem=Problem(ErrorCode.SERVER_AWAY))
WRAP_UP_NO_LIST: Final = replace(
    WRAP_UP, chosen="", dispositions=(), disposition_problem=Problem(ErrorCode.SERVER_AWAY)
)

"""Steps of a script that the pictures show: every kind of answer, the check, actions, and what an answer alters."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from agent_desktop.contract.sessions import Role
from agent_desktop.contract.verification import Level
from agent_desktop.demo.screen_customers import made_id
from agent_desktop.demo.screen_scripts import SCRIPT, pieces_of
from agent_desktop.service_scripts.schema import Option, QuestionKind
from agent_desktop.ui.script_panel.state import (
    AccountChoice,
    ActionDrawn,
    ActionStage,
    Alteration,
    BlockedBy,
    Fault,
    QuestionState,
    StepMark,
    StepStatus,
    VerifyState,
)

_TODAY: Final = date(2026, 6, 16)
_ACCOUNTS: Final = (
    AccountChoice(str(made_id(1)), {"en": "Platinum debit", "zh": "白金借记卡"}, "•••• 4417"),
    AccountChoice(str(made_id(2)), {"en": "World credit", "zh": "环球信用卡"}, "•••• 9021"),
)


def _at(step_id: str) -> tuple[StepMark, ...]:
    """The steps with this one open; those before it are done."""
    ids = [mark.step_id for mark in SCRIPT.steps]
    here = ids.index(step_id)
    return tuple(
        replace(
            mark,
            status=StepStatus.DONE if at < here else StepStatus.CURRENT if at == here else StepStatus.TO_DO,
        )
        for at, mark in enumerate(SCRIPT.steps)
    )


def _question(question_id: str, kind: QuestionKind, english: str, chinese: str, answer: str = "") -> QuestionState:
    return QuestionState(
        question_id=question_id,
        kind=kind,
        label={"en": english, "zh": chinese},
        required=True,
        options=(),
        limit=500,
        answer=answer,
        today=_TODAY,
    )


_STEP: Final = replace(
    SCRIPT, main_question=None, questions=(), must_says=(), must_left=0, blocked_by=None, can_go_on=True
)
_ASKING: Final = replace(
    _STEP,
    steps=_at("dispute"),
    step_id="dispute",
    step_number=5,
    step_title={"en": "Dispute", "zh": "争议"},
    say={
        "en": pieces_of("Let me take the details down, ", "Ms Ho", "."),
        "zh": pieces_of("我来记下详细情况，", "何女士", "。"),
    },
    minutes_left=2,
    next_title={"en": "Explain", "zh": "说明"},
)
_KINDS: Final = (
    replace(
        _question("told", QuestionKind.MULTI_CHOICE, "Whom has the customer told?", "客户已告知了谁？", "police"),
        options=(
            Option(id="police", label={"en": "The police", "zh": "警方"}),
            Option(id="shop", label={"en": "The shop or website", "zh": "商户或网站"}),
        ),
        first_key=1,
        required=False,
    ),
    _question("made_on", QuestionKind.DATE, "Day of the transaction", "交易日期", "2026-06-15"),
    _question("count", QuestionKind.NUMBER, "How many", "笔数", "2"),
    replace(
        _question("amount", QuestionKind.MONEY, "Amount in dispute", "争议金额", "8000.00 HKD"),
        currencies=("HKD", "USD", "MOP"),
    ),
    replace(
        _question("card", QuestionKind.ACCOUNT, "Which card", "哪张卡", str(made_id(1))),
        accounts=_ACCOUNTS,
    ),
    _question("phone", QuestionKind.PHONE, "Number to call back", "回电号码", "+85291234567"),
)
SCRIPT_KINDS: Final = replace(_ASKING, questions=_KINDS)
SCRIPT_FAULTS: Final = replace(
    _ASKING,
    questions=(
        replace(_KINDS[1], answer="2026-06-20", fault=Fault.TOO_LATE, most="2026-06-16"),
        replace(_KINDS[2], answer="two", fault=Fault.NOT_A_NUMBER),
        replace(_KINDS[3], answer="80000.00 HKD", fault=Fault.TOO_LARGE, most="50000"),
        replace(_KINDS[5], answer="12", fault=Fault.NOT_A_PHONE),
    ),
    can_go_on=False,
    blocked_by=BlockedBy.ANSWER,
    blocked_question="made_on",
)
_VERIFY: Final = replace(
    _STEP,
    steps=_at("verify"),
    step_id="verify",
    step_number=2,
    step_title={"en": "Verify the caller", "zh": "核实身份"},
    say={
        "en": pieces_of("Before we go on, ", "Ms Ho", ", may I ask you two questions to be sure it is you?"),
        "zh": pieces_of("", "何女士", "，为保障您的账户，请先回答两个问题。"),
    },
    verify=VerifyState(needed=Level.FULL, reached=Level.BASIC, can_check=True),
    can_go_on=False,
    blocked_by=BlockedBy.VERIFY,
    next_title={"en": "Confirm", "zh": "确认"},
    minutes_left=4,
)
SCRIPT_VERIFY: Final = _VERIFY
SCRIPT_VERIFIED: Final = replace(
    _VERIFY, verify=VerifyState(needed=Level.FULL, reached=Level.FULL), can_go_on=True, blocked_by=None
)
SCRIPT_NOT_VERIFIED: Final = replace(
    _VERIFY,
    verify=VerifyState(needed=Level.FULL, reached=Level.BASIC, failed=True),
    can_go_on=True,
    blocked_by=None,
    next_title={"en": "Close", "zh": "结束"},
)
_BLOCK: Final = ActionDrawn(
    action_id="block_card",
    label={"en": "Block card", "zh": "冻结卡片"},
    stage=ActionStage.READY,
    required=True,
    needed=Level.FULL,
    reached=Level.FULL,
    need={"en": "block a card", "zh": "冻结卡片"},
    confirm={
        "en": pieces_of("Card ending ", "4417", " cannot be used again. Block it?"),
        "zh": pieces_of("尾号 ", "4417", " 的卡将不能再用。确定冻结吗？"),
    },
    key=1,
    of_bank=True,
)
_DISPUTE: Final = replace(
    _BLOCK,
    action_id="open_dispute",
    label={"en": "Open a dispute for HKD 8,000.00", "zh": "提交 HKD 8,000.00 的争议"},
    key=2,
)
_TEXT: Final = replace(
    _BLOCK,
    action_id="text",
    label={"en": "Send a text to confirm", "zh": "发送确认短信"},
    stage=ActionStage.HAND_ONLY,
    required=False,
    key=3,
    of_bank=False,
)
_BLOCKING: Final = replace(
    _STEP,
    steps=_at("block"),
    step_id="block",
    step_number=4,
    step_title={"en": "Block card", "zh": "冻结卡片"},
    say={
        "en": pieces_of("I block your card ending ", "4417", " now and order a new one."),
        "zh": pieces_of("我现在为您冻结尾号 ", "4417", " 的卡，并补发新卡。"),
    },
    can_go_on=False,
    blocked_by=BlockedBy.ACTION,
    blocked_question="block_card",
    next_title={"en": "Dispute", "zh": "争议"},
    minutes_left=2,
)


def _stage(action: ActionDrawn, stage: ActionStage, seconds: int = 0, **words: str) -> ActionDrawn:
    detail = {"en": words["en"], "zh": words["zh"]} if words else {}
    return replace(action, stage=stage, detail=detail, call_seconds=seconds or None)


SCRIPT_ACTIONS: Final = replace(_BLOCKING, actions=(_BLOCK, _DISPUTE, _TEXT))
SCRIPT_ACTION_LEVEL: Final = replace(
    _BLOCKING,
    actions=tuple(replace(each, stage=ActionStage.LEVEL_NEEDED, reached=Level.BASIC) for each in (_BLOCK, _DISPUTE)),
)
SCRIPT_ACTION_CONFIRM: Final = replace(_BLOCKING, actions=(_stage(_BLOCK, ActionStage.CONFIRM), _DISPUTE))
SCRIPT_ACTION_WORKING: Final = replace(_BLOCKING, actions=(_stage(_BLOCK, ActionStage.WORKING), _DISPUTE))
SCRIPT_ACTION_RESULTS: Final = replace(
    _BLOCKING,
    actions=(
        _stage(
            _BLOCK,
            ActionStage.DONE,
            214,
            en="Blocked. New card on its way, ref. B-20417.",
            zh="已冻结，新卡已寄出，编号 B-20417。",
        ),
        _stage(
            _DISPUTE,
            ActionStage.REFUSED,
            231,
            en="The card system: this transaction is still pending.",
            zh="卡系统：该笔交易尚未入账。",
        ),
        _stage(_TEXT, ActionStage.BY_HAND, 240),
    ),
    can_go_on=True,
    blocked_by=None,
)
SCRIPT_ACTION_UNKNOWN: Final = replace(
    _BLOCKING, actions=(_stage(_BLOCK, ActionStage.UNKNOWN, 214), _DISPUTE), can_go_on=True, blocked_by=None
)
SCRIPT_ACTION_RIGHT: Final = replace(
    _BLOCKING,
    actions=(
        replace(_BLOCK, stage=ActionStage.NOT_ALLOWED, allowed=frozenset({Role.SPECIALIST, Role.SUPERVISOR})),
        replace(
            _stage(
                _TEXT,
                ActionStage.DONE,
                222,
                en="It goes out at 14:03:52. Until then it can be taken back.",
                zh="将于 14:03:52 发出，此前可以撤回。",
            ),
            label={"en": "E-mail what happens next", "zh": "邮件告知后续步骤"},
            undo_until=datetime(2999, 1, 1, tzinfo=UTC),  # pictures wait for no half minute
        ),
    ),
)
SCRIPT_ALTERED: Final = replace(
    SCRIPT,
    alteration=Alteration(
        question={"en": "What does the customer say?", "zh": "客户怎么说？"},
        dropped=({"en": "Block card", "zh": "冻结卡片"}, {"en": "Dispute", "zh": "争议"}),
        added=({"en": "Reassure", "zh": "说明"},),
        answers=2,
        statements=1,
    ),
)
STEPS: Final = {
    "kinds": SCRIPT_KINDS,
    "faults": SCRIPT_FAULTS,
    "verify": SCRIPT_VERIFY,
    "verified": SCRIPT_VERIFIED,
    "not-verified": SCRIPT_NOT_VERIFIED,
    "actions": SCRIPT_ACTIONS,
    "action-level": SCRIPT_ACTION_LEVEL,
    "action-asked": SCRIPT_ACTION_CONFIRM,
    "action-working": SCRIPT_ACTION_WORKING,
    "action-results": SCRIPT_ACTION_RESULTS,
    "action-unknown": SCRIPT_ACTION_UNKNOWN,
    "action-right": SCRIPT_ACTION_RIGHT,
    "altered": SCRIPT_ALTERED,
}
"""By what the pictures are called."""

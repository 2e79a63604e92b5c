"""The checks of the pictures: from nothing asked to locked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from agent_desktop.client.errors import Problem
from agent_desktop.contract.customers import CustomerNeed, NeedKind
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.contract.verification import (
    ActionNeed,
    AnswerForm,
    CheckMethod,
    CheckResult,
    CheckShown,
    Level,
    LevelNeed,
    Verification,
)
from agent_desktop.demo.screen_customers import NOW, made_id
from agent_desktop.demo.screen_samples import CUSTOMER
from agent_desktop.ui.customer.checks.presenter import ChecksState

_BORN: Final = CheckShown(
    code="birth_date",
    name={"en": "Date of birth", "zh": "出生日期"},
    question={"en": "What is your date of birth?", "zh": "请问您的出生日期是哪一天？"},
    method=CheckMethod.COMPARED,
    points=2,
    form=AnswerForm.DATE,
)
_DOCUMENT: Final = CheckShown(
    code="document_end",
    name={"en": "Identity document", "zh": "身份证件"},
    question={
        "en": "What are the last four characters of your identity document, with the one in brackets?",
        "zh": "请说出您身份证件的最后四位，包括括号里的一位。",
    },
    method=CheckMethod.COMPARED,
    points=2,
    characters=4,
)
_USE: Final = CheckShown(
    code="recent_use",
    name={"en": "Recent transaction", "zh": "近期交易"},
    question={
        "en": "Please name one payment of the last few days, with its amount.",
        "zh": "请说出最近几天的一笔交易及其金额。",
    },
    method=CheckMethod.SAID,
    points=1,
)


def _seen(level: Level, *results: CheckResult | None, locked: bool = False) -> Verification:
    asked = zip((_BORN, _DOCUMENT, _USE), results, strict=True)
    checks = tuple(check.model_copy(update={"result": result}) for check, result in asked)
    right = [check.points for check in checks if check.result is CheckResult.RIGHT]
    return Verification(
        call_id=made_id(900),
        customer_id=made_id(1),
        level=level,
        points=sum(right),
        passed=len(right),
        attempts_left=0 if locked else 3 - sum(check.result is CheckResult.WRONG for check in checks),
        locked_until=NOW + timedelta(minutes=28) if locked else None,
        checks=checks,
        levels=(LevelNeed(level=Level.BASIC, points=2, checks=1), LevelNeed(level=Level.FULL, points=5, checks=3)),
        actions=(
            ActionNeed(code="tell_balances", name={"en": "tell balances", "zh": "告知余额"}, level=Level.BASIC),
            ActionNeed(code="block_card", name={"en": "block a card", "zh": "冻结卡片"}, level=Level.FULL),
        ),
    )


_RIGHT, _WRONG = CheckResult.RIGHT, CheckResult.WRONG

NOT_CHECKED: Final = ChecksState()
NOTHING_ASKED: Final = ChecksState(verification=_seen(Level.NONE, None, None, None))
BASIC: Final = ChecksState(verification=_seen(Level.BASIC, _RIGHT, None, None))
ASKING: Final = replace(BASIC, open=True, asked=_DOCUMENT)
ASKING_WRONG: Final = ChecksState(verification=_seen(Level.BASIC, _RIGHT, _WRONG, None), open=True, asked=_USE)
NOT_UNDERSTOOD: Final = replace(ASKING, problem=Problem(ErrorCode.CHECK_NOT_UNDERSTOOD))
FULL: Final = ChecksState(verification=_seen(Level.FULL, _RIGHT, _RIGHT, _RIGHT))
LOCKED: Final = ChecksState(verification=_seen(Level.NONE, _WRONG, _WRONG, _WRONG, locked=True))
AWAY: Final = ChecksState(problem=Problem(ErrorCode.SERVER_AWAY))

NEEDS: Final = replace(
    CUSTOMER,
    profile=CUSTOMER.profile
    and CUSTOMER.profile.model_copy(
        update={
            "needs": (
                CustomerNeed(need=NeedKind.HEARING, consent_on=date(2026, 1, 5), review_on=date(2027, 1, 5)),
                CustomerNeed(need=NeedKind.BEREAVEMENT, consent_on=date(2025, 5, 2), review_on=date(2026, 5, 2)),
            )
        }
    ),
)

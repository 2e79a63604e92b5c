"""What the form of a complaint offers in the pictures: a small tree of categories, wishes, severities."""

from typing import Final

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaint_form import (
    Category,
    ComplaintForm,
    Named,
    OutcomeWish,
    RootCause,
    SeverityChoice,
)
from agent_desktop.contract.complaints import ComplaintKind, Region, Severity

_P: Final = frozenset({ComplaintKind.PRAISE, ComplaintKind.SUGGESTION})


def _cat(
    code: str, en: str, zh: str, initials: str, hint: tuple[str, str] = ("", ""), *, leaf: bool = True
) -> Category:
    return Category(
        code=code,
        parent_code=code.rpartition(".")[0],
        name={"en": en, "zh": zh},
        hint={"en": hint[0], "zh": hint[1]} if hint[0] else {},
        initials=initials,
        products=("cards",) if code.startswith("cards") else (),
        kinds=_P if code.startswith("praise") else frozenset({ComplaintKind.COMPLAINT}),
        severity=Severity.MINOR,
        is_leaf=leaf,
    )


CATEGORIES: Final = (
    _cat("cards", "Credit cards", "信用卡", "xyk", leaf=False),
    _cat("cards.fees", "Accounts and fees", "账务与费用", "zwyfy", leaf=False),
    _cat(
        "cards.fees.instalment", "Instalment fee", "分期手续费", "fqsxf",
        (
            "The customer disputes the rate, the day it was charged, or whether they agreed to instalments.",
            "客户对分期费率、收费日期或是否同意分期有异议。",
        ),
    ),
    _cat("cards.fees.annual", "Annual fee", "年费", "nf"),
    _cat("cards.fees.interest", "Interest and late charges", "利息与违约金", "lxywyj"),
    _cat("cards.fees.unposted", "Payment not credited", "还款未入账", "hkwrz"),
    _cat("cards.fraud", "Fraud and safety", "盗刷与安全", "dsyaq", leaf=False),
    _cat("cards.fraud.unknown", "Charge not recognised", "不认识的交易", "brsdjy"),
    _cat("cards.collection", "Collection", "催收行为", "csxw"),
    _cat("cards.rewards", "Benefits and points", "权益与积分", "qyyjf"),
    _cat("loans", "Personal loans", "个人贷款", "grdk"),
    _cat("deposits", "Deposits and accounts", "存款与账户", "ckyzh"),
    _cat("wealth", "Wealth and funds", "理财与基金", "lcyjj"),
    _cat("service", "Service and waiting", "服务与等候", "fwydh"),
    _cat("online", "Mobile and online banking", "手机银行与系统", "sjyhyxt"),
    _cat("praise", "Praise and suggestions", "表扬与建议", "byyjy", leaf=False),
    _cat("praise.staff", "A member of staff", "员工", "yg"),
    _cat("praise.product", "A product", "产品", "cp"),
)  # fmt: skip


def _named(code: str, en: str, zh: str) -> Named:
    name: LocalText = {"en": en, "zh": zh}
    return Named(code=code, name=name)


def _wish(code: str, en: str, zh: str, *, money: bool = False) -> OutcomeWish:
    return OutcomeWish(code=code, name={"en": en, "zh": zh}, asks_amount=money)


FORM: Final = ComplaintForm(
    digest="1",
    categories=CATEGORIES,
    severities=(
        SeverityChoice(severity=Severity.MINOR, name={"en": "Minor", "zh": "一般"}),
        SeverityChoice(severity=Severity.MAJOR, name={"en": "Major", "zh": "较重"}),
        SeverityChoice(
            severity=Severity.CRITICAL,
            name={"en": "Critical, tell a supervisor now", "zh": "重大，马上通知主管"},
            tells_supervisor=True,
        ),
    ),
    channels=(
        _named("phone", "Telephone", "电话"),
        _named("branch", "Branch", "网点"),
        _named("email", "E-mail", "电子邮件"),
        _named("letter", "Letter", "信函"),
    ),
    reply_channels=(_named("phone", "Telephone", "电话"),),
    outcomes=(
        _wish("refund_fee", "Refund the fee", "退还费用", money=True),
        _wish("cancel_instalment", "Cancel the instalments", "取消分期"),
        _wish("explain", "Written explanation", "书面说明"),
        _wish("apology", "Apology", "道歉"),
        _wish("compensation", "Compensation", "赔偿", money=True),
    ),
    states=(),
    root_causes=(
        RootCause(code="unclear_fee", name={"en": "Fee not made clear", "zh": "收费说明不清"}, group="information"),
        RootCause(code="booking", name={"en": "Booked wrongly", "zh": "入账错误"}, group="process"),
    ),
    root_cause_groups=(_named("information", "Information", "信息"), _named("process", "Process", "流程")),
    results=(_named("upheld", "Upheld", "成立"), _named("not_upheld", "Not upheld", "不成立")),
    departments=(),
    redress_kinds=(),
    redress_limits=(),
    limits_currency="CNY",
    currencies=("CNY", "HKD", "USD", "GBP", "EUR"),
    regions=(
        _named("cn", "Mainland China", "中国内地"),
        _named("hk", "Hong Kong", "中国香港"),
        _named("house", "The bank's own", "本行"),
    ),
    default_region=Region.CN,
    undo_seconds=300,
)

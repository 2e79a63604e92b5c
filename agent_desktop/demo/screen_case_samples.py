"""Complaints of the pictures: lines of lists, figures, and the words that forms choose from."""

from datetime import timedelta
from typing import Final
from uuid import UUID, uuid5

from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaint_form import (
    Category,
    ComplaintForm,
    Department,
    Named,
    OutcomeWish,
    OwnerChoice,
    RedressKindChoice,
    RedressLimit,
    RootCause,
    SeverityChoice,
)
from agent_desktop.contract.complaint_lists import (
    ComplaintCounts,
    ComplaintFigures,
    ComplaintFilter,
    ComplaintLine,
    DeadlineBand,
    NextClock,
    OwnerLoad,
    SavedFilter,
    Scope,
    Standing,
)
from agent_desktop.contract.complaints import (
    ComplaintChannel,
    ComplaintGlance,
    ComplaintKind,
    ComplaintState,
    Region,
    ReplyChannel,
    Severity,
)
from agent_desktop.demo.screen_customers import NOW

ROOT: Final = UUID("8b1d5b5e-7f0e-4b2b-9f0a-1c6a5d2f9e11")
_S: Final = ComplaintState


def named(name: str) -> UUID:
    """Return the id of something of the pictures."""
    return uuid5(ROOT, name)


OWNERS: Final = tuple(
    OwnerChoice(owner_id=named(name), name=name, team=team, open_count=count, proposed=name == "Amy Wong")
    for name, team, count in (
        ("Amy Wong", "Cards", 4),
        ("Ken Yip", "Cards", 9),
        ("Joey Tam", "Branches", 3),
        ("Rita So", "Payments", 6),
    )
)
_CATEGORIES: Final[tuple[tuple[str, str, str, str, bool], ...]] = (
    ("cards", "Cards", "信用卡", "xyk", False),
    ("cards.fees", "Fees and billing", "账务与费用", "zwyfy", False),
    ("cards.fees.instalment", "Instalment fee", "分期手续费", "fqsxf", True),
    ("cards.fees.annual", "Annual fee", "年费", "nf", True),
    ("cards.fraud", "Fraud and security", "盗刷与安全", "dsyaq", True),
    ("accounts", "Accounts", "存款与账户", "ckyzh", False),
    ("accounts.atm", "Cash machines", "自动柜员机", "zdgyj", True),
    ("accounts.transfers", "Transfers", "转账", "zz", True),
    ("loans", "Loans", "贷款", "dk", False),
    ("loans.home", "Home loans", "房屋贷款", "fwdk", True),
    ("service", "Service and waiting", "服务与等待", "fwydd", False),
    ("service.branch", "Branches", "网点", "wd", True),
    ("digital", "App and online", "手机银行与网银", "sjyhywy", False),
    ("digital.login", "Sign-in", "登录", "dl", True),
)
CATEGORY_NAMES: Final[dict[str, LocalText]] = {code: {"en": en, "zh": zh} for code, en, zh, _, _ in _CATEGORIES}


def _named(*pairs: tuple[str, str, str]) -> tuple[Named, ...]:
    return tuple(Named(code=code, name={"en": en, "zh": zh}) for code, en, zh in pairs)


FORM: Final = ComplaintForm(
    digest="pictures",
    categories=tuple(
        Category(
            code=code,
            parent_code=code.rpartition(".")[0],
            name={"en": en, "zh": zh},
            initials=initials,
            is_leaf=leaf,
        )
        for code, en, zh, initials, leaf in _CATEGORIES
    ),
    severities=tuple(
        SeverityChoice(
            severity=each, name={"en": each.value, "zh": each.value}, second_person=each is not Severity.MINOR
        )
        for each in Severity
    ),
    channels=_named(*((each.value, each.value, each.value) for each in ComplaintChannel)),
    reply_channels=_named(*((each.value, each.value, each.value) for each in ReplyChannel)),
    outcomes=tuple(
        OutcomeWish(code=code, name={"en": en, "zh": zh}, asks_amount=asks)
        for code, en, zh, asks in (
            ("refund", "Money back", "退还费用", True),
            ("cancel", "Cancel the instalments", "取消分期", False),
            ("explain", "An explanation in writing", "书面说明", False),
            ("apology", "An apology", "道歉", False),
        )
    ),
    states=_named(*((each.value, each.value, each.value) for each in _S)),
    root_causes=tuple(
        RootCause(code=code, name={"en": en, "zh": zh}, group=group)
        for code, en, zh, group in (
            ("unclear_fee", "Fee not explained", "费用没有说清", "process"),
            ("outage", "System outage", "系统故障", "system"),
            ("wrong_advice", "Wrong advice", "建议有误", "people"),
            ("late_work", "Work not done in time", "办理不及时", "process"),
            ("outside", "Another bank or firm", "他行或第三方", "outside"),
        )
    ),
    root_cause_groups=_named(
        ("process", "How we work", "流程"),
        ("system", "Systems", "系统"),
        ("people", "People", "人员"),
        ("outside", "Outside the bank", "行外"),
    ),
    results=_named(
        ("upheld", "The customer is right", "投诉成立"),
        ("partly", "Right in part", "部分成立"),
        ("not_upheld", "Not upheld", "投诉不成立"),
    ),
    departments=tuple(
        Department(code=code, name={"en": en, "zh": zh}, team=en, days=days)
        for code, en, zh, days in (
            ("cards", "Card operations", "信用卡运营", 3),
            ("branches", "Branches", "网点管理", 5),
            ("payments", "Payments", "支付", 2),
        )
    ),
    redress_kinds=tuple(
        RedressKindChoice(code=code, name={"en": en, "zh": zh}, has_amount=amount)
        for code, en, zh, amount in (
            ("refund", "Refund", "退款", True),
            ("goodwill", "Goodwill payment", "补偿", True),
            ("apology", "Apology", "道歉", False),
            ("none", "Nothing is given", "不予补偿", False),
        )
    ),
    redress_limits=(RedressLimit(role="complaint_handler", alone=None, approve=None),),
    limits_currency="HKD",
    currencies=("HKD", "CNY", "USD"),
    regions=_named(
        ("hk", "Hong Kong", "香港"), ("cn", "Mainland China", "中国内地"), ("house", "House rule", "本行规则")
    ),
    default_region=Region.HK,
    undo_seconds=300,
)


def line(
    number: str,
    customer: str,
    about: LocalText,
    category: str,
    state: ComplaintState,
    hours: float,
    next_move: str,
    *,
    owner: str = "Amy Wong",
    severity: Severity = Severity.MINOR,
    chinese: str = "",
    paused: bool = False,
    language: str = "en",
) -> ComplaintLine:
    """Return a line that has `hours` left of the days that Hong Kong's rules give; negative: it is late."""
    due = NOW + timedelta(hours=hours)
    rule, days = ("hk.acknowledge", 7) if state is _S.REGISTERED else ("hk.answer", 30)
    began = due - timedelta(days=days)
    glance = ComplaintGlance(
        complaint_id=named(number),
        number=number,
        kind=ComplaintKind.COMPLAINT,
        state=state,
        category_code=category,
        category=CATEGORY_NAMES[category],
        severity=severity,
        about=about.get(language, about["en"]),
        recorded_at=began,
        owner_id=named(owner) if owner else None,
        owner_name=owner,
        due_at=due,
        is_late=hours < 0,
    )
    return ComplaintLine(
        glance=glance,
        version=3,
        customer_id=named(customer),
        customer_name=customer,
        customer_name_chinese=chinese,
        team="Cards",
        channel=ComplaintChannel.PHONE,
        region=Region.HK,
        clock=NextClock(rule=rule, started_at=began, due_at=due, paused=paused),
        next_move=next_move,
    )


MINE: Final = (
    line(
        "CMP-26-01811",
        "Mr Paul Tsang",
        {"en": "ATM kept HKD 2,000"},
        "accounts.atm",
        _S.ANSWER_APPROVED,
        6.3,
        "answer",
    ),
    line(
        "CMP-26-01879",
        "Ms Priya Nair",
        {"en": "Locked out of the app"},
        "digital.login",
        _S.REGISTERED,
        26,
        "acknowledge",
    ),
    line(
        "CMP-26-01843",
        "Ms Grace Ho",
        {"en": "HKD 260 wire fee"},
        "accounts.transfers",
        _S.INVESTIGATING,
        52,
        "propose_answer",
        chinese="何詠詩",
    ),
    line(
        "CMP-26-01870",
        "Mdm Lee Suk Fan",
        {"en": "45 min wait at Mong Kok branch"},
        "service.branch",
        _S.WAITING_THIRD_PARTY,
        200,
        "go_on",
        chinese="李淑芬",
    ),
)
_MORE: Final = (
    (
        "CMP-26-01702",
        "Mr Chan Ka Ming",
        "Charged twice for one purchase",
        "cards.fees.instalment",
        _S.DISPUTED,
        -19.4,
        "escalate_internal",
        "Ken Yip",
        Severity.CRITICAL,
    ),
    (
        "CMP-26-01811",
        "Mr Paul Tsang",
        "ATM kept HKD 2,000",
        "accounts.atm",
        _S.ANSWER_APPROVED,
        6.3,
        "answer",
        "Amy Wong",
        Severity.MINOR,
    ),
    (
        "CMP-26-01855",
        "Mrs Clara Hartley",
        "Statement sent to the old address",
        "service.branch",
        _S.INVESTIGATING,
        7.1,
        "propose_answer",
        "Ken Yip",
        Severity.MAJOR,
    ),
    (
        "CMP-26-01861",
        "Mr Imran Shah",
        "Card blocked while abroad",
        "cards.fraud",
        _S.ACKNOWLEDGED,
        11.6,
        "investigate",
        "Ken Yip",
        Severity.MAJOR,
    ),
    (
        "CMP-26-01879",
        "Ms Priya Nair",
        "Locked out of the app",
        "digital.login",
        _S.REGISTERED,
        26,
        "acknowledge",
        "Amy Wong",
        Severity.MINOR,
    ),
    (
        "CMP-26-01843",
        "Ms Grace Ho",
        "HKD 260 wire fee",
        "accounts.transfers",
        _S.INVESTIGATING,
        52,
        "propose_answer",
        "Amy Wong",
        Severity.MINOR,
    ),
    (
        "CMP-26-01890",
        "Ms Joyce Kwan",
        "Instalment plan never agreed to",
        "cards.fees.instalment",
        _S.REGISTERED,
        47,
        "acknowledge",
        "",
        Severity.MAJOR,
    ),
    (
        "CMP-26-01866",
        "Mr Tse Wai Lun",
        "Loan letter too late for the visa",
        "loans.home",
        _S.WAITING_CUSTOMER,
        120,
        "go_on",
        "Joey Tam",
        Severity.MINOR,
    ),
    (
        "CMP-26-01870",
        "Mdm Lee Suk Fan",
        "45 min wait at Mong Kok branch",
        "service.branch",
        _S.WAITING_THIRD_PARTY,
        200,
        "go_on",
        "Amy Wong",
        Severity.MINOR,
    ),
    (
        "CMP-26-01884",
        "Mr Lam Kwok Hung",
        "Rate of the home loan not as quoted",
        "loans.home",
        _S.INVESTIGATING,
        310,
        "propose_answer",
        "Rita So",
        Severity.MINOR,
    ),
)
TEAM: Final = tuple(
    line(number, who, {"en": about}, category, state, hours, step, owner=owner, severity=severity)
    for number, who, about, category, state, hours, step, owner, severity in _MORE
)
COUNTS: Final = ComplaintCounts(mine_open=4, mine_late=0, mine_today=1, team_open=27, team_late=1, team_today=3)
FIGURES: Final = ComplaintFigures(
    bands={DeadlineBand.LATE: 1, DeadlineBand.TODAY: 3, DeadlineBand.NEXT_DAYS: 6, DeadlineBand.LATER: 17},
    owners=(
        OwnerLoad(owner_id=named("Ken Yip"), name="Ken Yip", team="Cards", open=14, late=1, today=2, limit=10),
        OwnerLoad(owner_id=named("Rita So"), name="Rita So", team="Payments", open=6, limit=10),
        OwnerLoad(owner_id=named("Amy Wong"), name="Amy Wong", team="Cards", open=4, today=1, limit=10),
        OwnerLoad(owner_id=named("Joey Tam"), name="Joey Tam", team="Branches", open=2, limit=10),
        OwnerLoad(open=1),
    ),
    as_of_at=NOW,
)
SAVED: Final = (
    SavedFilter(
        filter_id=named("filter"),
        name="Card fees, late",
        filter=ComplaintFilter(scope=Scope.TEAM, standing=Standing.LATE, category="cards.fees"),
    ),
)

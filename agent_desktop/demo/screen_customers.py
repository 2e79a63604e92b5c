"""Made-up customers for the pictures: the same on every run, and nobody's data."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from agent_desktop.contract.customers import (
    AlertRow,
    CallerCard,
    CallerOutcome,
    Candidate,
    Channel,
    ContactRow,
    CustomerKind,
    Freshness,
    Holding,
    HoldingGroup,
    HoldingsPart,
    Identifier,
    MaskedValue,
    Profile,
    ScriptChoice,
    StatusKind,
    Tier,
)

NOW: Final = datetime(2026, 6, 16, 2, 42, 6, tzinfo=UTC)
"""The moment of every picture: Tuesday 16 June 2026, 10:42 in Hong Kong."""

CARD_SCRIPT: Final = ScriptChoice(
    script_id="transaction-not-recognised",
    version="3.2",
    title={"en": "Transaction not recognised", "zh": "不认识的交易"},
)


def made_id(number: int) -> UUID:
    """Return the UUID that stands for `number` in every picture."""
    return UUID(int=number)


def _holding(
    number: int,
    group: HoldingGroup,
    product: tuple[str, str],
    masked: str,
    balance: str | None,
    status: tuple[str, str] = ("", ""),
    kind: StatusKind = StatusKind.PLAIN,
    currency: str = "HKD",
) -> Holding:
    return Holding(
        holding_id=made_id(number),
        group=group,
        product={"en": product[0], "zh": product[1]},
        number_masked=f"•••• {masked}",
        currency=currency,
        balance=None if balance is None else Decimal(balance),
        status={"en": status[0], "zh": status[1]} if status[0] else {},
        status_kind=kind,
    )


def _part(
    system: str,
    name: tuple[str, str],
    group: HoldingGroup,
    holdings: tuple[Holding, ...],
    total: str | None,
    freshness: Freshness = Freshness.LIVE,
    as_of_at: datetime | None = None,
) -> HoldingsPart:
    return HoldingsPart(
        system=system,
        system_name={"en": name[0], "zh": name[1]},
        group=group,
        holdings=holdings,
        total=None if total is None else Decimal(total),
        total_currency="HKD",
        freshness=freshness,
        as_of_at=as_of_at or NOW - timedelta(minutes=1),
    )


PARTS: Final = (
    _part(
        "core",
        ("Core banking", "核心系统"),
        HoldingGroup.DEPOSITS,
        (
            _holding(
                101, HoldingGroup.DEPOSITS, ("HKD integrated account", "港币综合户口"), "0382", "1284310.55",
                ("Salary 28th each month", "每月 28 日发薪"),
            ),
            _holding(102, HoldingGroup.DEPOSITS, ("USD savings", "美元储蓄"), "0390", "21540.00", currency="USD"),
            _holding(
                103, HoldingGroup.DEPOSITS, ("CNY time deposit", "人民币定期存款"), "6614", "425833.33",
                ("Matures 30 Jun", "6月30日到期"), StatusKind.INFO, "CNY",
            ),
        ),
        "1912222.55",
        Freshness.LOADED,
    ),
    _part(
        "cards",
        ("Card system", "卡系统"),
        HoldingGroup.CARDS,
        (
            _holding(
                111, HoldingGroup.CARDS, ("Platinum debit", "白金借记卡"), "4417", None,
                ("Disputed, not blocked", "有争议，未冻结"), StatusKind.PROBLEM,
            ),
            _holding(
                112, HoldingGroup.CARDS, ("World credit", "环球信用卡"), "9021", "-86240.18",
                ("Pay by 25 Jun · limit 300,000", "6月25日前还款 · 额度 300,000"),
            ),
        ),
        "-86240.18",
    ),
    _part(
        "loans",
        ("Loan system", "贷款系统"),
        HoldingGroup.LOANS,
        (
            _holding(
                121, HoldingGroup.LOANS, ("Home mortgage", "住房按揭"), "7750", "-4120000.00",
                ("Next 21,340.00 on 28 Jun", "下期 21,340.00，6月28日"),
            ),
        ),
        "-4120000.00",
        Freshness.LOADED,
        NOW - timedelta(minutes=2),
    ),
    _part(
        "wealth",
        ("Advisory", "理财系统"),
        HoldingGroup.WEALTH,
        (
            _holding(
                131, HoldingGroup.WEALTH, ("Funds (4) and bonds (1)", "基金 4 只、债券 1 只"), "5108", "3361870.40",
                ("Balanced risk", "平衡型"),
            ),
        ),
        "3361870.40",
        Freshness.OLD,
        NOW - timedelta(hours=16, minutes=42),
    ).model_copy(update={"end_of_day": True}),
    _part("insurance", ("Insurance", "保险系统"), HoldingGroup.INSURANCE, (), None, Freshness.AWAY),
)  # fmt: skip


def _contact(
    number: int,
    ago: timedelta,
    channel: Channel,
    subject: tuple[str, str],
    outcome: tuple[str, str],
    seconds: int | None = None,
) -> ContactRow:
    return ContactRow(
        contact_id=made_id(number),
        at=NOW - ago,
        channel=channel,
        subject={"en": subject[0], "zh": subject[1]},
        outcome={"en": outcome[0], "zh": outcome[1]} if outcome[0] else {},
        duration_seconds=seconds,
    )


CONTACTS: Final = (
    _contact(
        201, timedelta(minutes=44), Channel.APP,
        ("Opened “Report a transaction”, left at step 2", "打开“举报交易”，停在第 2 步"), ("", ""),
    ),
    _contact(
        202, timedelta(days=3, hours=16, minutes=22), Channel.PHONE,
        ("Asked about card payments abroad", "询问境外刷卡"), ("Information given", "已提供资料"), 660,
    ),
    _contact(
        203, timedelta(days=11, hours=23, minutes=37), Channel.BRANCH,
        ("Complained about HKD 260 wire fee", "投诉 260 港元电汇费"), ("Needs follow-up", "需要跟进"),
    ),
    _contact(
        204, timedelta(days=20, hours=2), Channel.WEB,
        ("Changed the daily transfer limit", "更改每日转账限额"), ("Done", "已完成"),
    ),
    _contact(
        205, timedelta(days=33, hours=5), Channel.EMAIL,
        ("Asked for last year's statements", "索取去年的结单"), ("Resolved", "已解决"),
    ),
    _contact(
        206, timedelta(days=47, hours=1), Channel.PHONE,
        ("Mortgage rate at renewal", "按揭续期利率"), ("Resolved", "已解决"), 425,
    ),
    _contact(
        207, timedelta(days=61, hours=7), Channel.PHONE,
        ("Lost the app password", "忘记手机银行密码"), ("Resolved", "已解决"), 310,
    ),
    _contact(
        208, timedelta(days=200), Channel.BRANCH,
        ("Opened the CNY time deposit", "开立人民币定期存款"), ("Done", "已完成"),
    ),
)  # fmt: skip

HO: Final = Profile(
    customer_id=made_id(1),
    version=3,
    kind=CustomerKind.PERSONAL,
    name="Ms Grace Ho Wing Sze",
    name_chinese="何詠詩 女士",
    salutation={"en": "Ms Ho", "zh": "何女士"},
    age_years=46,
    tier=Tier.PLATINUM,
    customer_since=date(2009, 3, 2),
    languages=("yue", "en"),
    manager_name="Raymond Lau",
    wishes=(
        {"en": "No sales calls", "zh": "不接推销电话"},
        {"en": "No calls after 20:00", "zh": "20:00 后不要来电"},
    ),
    identifiers=tuple(
        MaskedValue(identifier=identifier, label={"en": english, "zh": chinese}, masked=masked)
        for identifier, english, chinese, masked in (
            (Identifier.CUSTOMER_NUMBER, "Customer no.", "客户号", "•••• •••• 2086"),
            (Identifier.IDENTITY_DOCUMENT, "HKID", "身份证", "Z•••••3(•)"),
            (Identifier.MOBILE, "Mobile", "手机", "+852 •••• 4182"),
            (Identifier.EMAIL, "Email", "电邮", "g•••••@•••••.hk"),
            (Identifier.ADDRESS, "Home", "住址", "••••, Kowloon Tong"),
        )
    ),
    alerts=(
        AlertRow(
            kind=StatusKind.PROBLEM,
            icon="ph.warning-octagon-fill",
            title={"en": "Unusual withdrawal today 02:14", "zh": "今天 02:14 有异常提款"},
            detail={"en": "HKD 8,000 · Macau ATM · card •••• 4417", "zh": "HKD 8,000 · 澳门柜员机 · 卡 •••• 4417"},
        ),
        AlertRow(
            kind=StatusKind.CAUTION,
            icon="ph.timer-fill",
            title={"en": "Card payment due in 9 days", "zh": "信用卡 9 天后到期还款"},
            detail={"en": "World credit •••• 9021 · by 25 Jun", "zh": "环球信用卡 •••• 9021 · 6月25日前"},
        ),
        AlertRow(
            kind=StatusKind.INFO,
            icon="ph.cake-fill",
            title={"en": "Birthday on Sunday", "zh": "星期日生日"},
            detail={"en": "21 June", "zh": "6月21日"},
        ),
    ),
    parts=PARTS,
    contacts=CONTACTS,
    contact_count=42,
    contacts_90_days={Channel.PHONE: 5, Channel.APP: 2, Channel.BRANCH: 1, Channel.EMAIL: 1},
    contacts_usual=3.0,
)

FUNG: Final = Profile(
    customer_id=made_id(2),
    version=1,
    kind=CustomerKind.PERSONAL,
    name="Mr Derek Fung Tak Wai",
    name_chinese="馮德偉 先生",
    salutation={"en": "Mr Fung", "zh": "馮先生"},
    age_years=52,
    tier=Tier.GOLD,
    customer_since=date(2020, 1, 15),
    languages=("yue",),
    alerts=(
        AlertRow(
            kind=StatusKind.CAUTION,
            icon="ph.warning-fill",
            title={"en": "Hung up while waiting at 10:12", "zh": "10:12 等候时挂断"},
        ),
        AlertRow(
            kind=StatusKind.CAUTION,
            icon="ph.trend-down",
            title={"en": "Another bank asked for his credit file, 9 Jun", "zh": "另一家银行 6月9日 查过信贷档案"},
        ),
    ),
    parts=(
        _part(
            "loans",
            ("Loan system", "贷款系统"),
            HoldingGroup.LOANS,
            (_holding(301, HoldingGroup.LOANS, ("Home mortgage", "住房按揭"), "1846", "-1846200.00"),),
            "-1846200.00",
        ),
    ),
    contacts=(
        _contact(
            302, timedelta(hours=1, minutes=28), Channel.APP,
            ("“What is my final amount?”", "“我最后要还多少？”"), ("Not answered yet", "尚未答复"),
        ),
    ),
    contact_count=11,
    contacts_90_days={Channel.APP: 2, Channel.PHONE: 1},
)  # fmt: skip

CANDIDATES: Final = tuple(
    Candidate(
        customer_id=made_id(40 + number),
        name=name,
        name_chinese=chinese,
        tier=tier,
        number_masked=masked,
        reason={"en": english, "zh": reason},
    )
    for number, (name, chinese, tier, masked, english, reason) in enumerate(
        (
            ("Mr Tse Wai Lun", "謝偉倫", Tier.GOLD, "•••• 2290", "Called last week", "上周来电"),
            ("Mdm Lee Suk Fan", "李淑芬", Tier.STANDARD, "•••• 6143", "Same household", "同一住户"),
            ("Wai Lun Trading Ltd", "偉倫貿易", Tier.STANDARD, "•••• 8801", "Company number", "公司电话"),
        )
    )
)


def caller_card(outcome: CallerOutcome) -> CallerCard:
    """Return what an offer carries about a caller of this `outcome`."""
    withheld = outcome is CallerOutcome.WITHHELD
    return CallerCard(
        call_id=made_id(9),
        outcome=outcome,
        number_masked="" if withheld else "+852 9••• 0736",
        number_country="" if withheld else "Hong Kong",
        profile=FUNG if outcome is CallerOutcome.MATCHED else None,
        candidates=CANDIDATES if outcome is CallerOutcome.SEVERAL else (),
        script=ScriptChoice(
            script_id="general-enquiry", version="2.0", title={"en": "General enquiry", "zh": "一般查询"}
        )
        if outcome is not CallerOutcome.MATCHED
        else ScriptChoice(
            script_id="early-repayment", version="2.0", title={"en": "Early loan repayment", "zh": "提前还款"}
        ),
    )

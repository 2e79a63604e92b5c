"""The form of a complaint in the pictures: Mr Derek Fung's instalment fee, as in the mockup, in all its states."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from agent_desktop.client.complaint_reading import FormField, Mistake, Wrong
from agent_desktop.client.complaint_words import ComplaintWords, FileWords, SubjectWords
from agent_desktop.client.errors import Problem
from agent_desktop.client.kept_complaint import ComplaintStatus, KeeperView
from agent_desktop.contract.base import LocalText
from agent_desktop.contract.complaint_cases import Case, CasePerson
from agent_desktop.contract.complaint_clocks import (
    Clock,
    ClockLimit,
    ClockRule,
    ClockStage,
    ClockState,
    ClockUnit,
    ComplaintClocks,
    SkippedDay,
    SkipReason,
    StageState,
)
from agent_desktop.contract.complaint_form import (
    ComplaintPrefill,
    OwnerChoice,
    ReplyWay,
    SameComplaint,
    SameReason,
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
from agent_desktop.contract.errors import ErrorCode
from agent_desktop.demo.screen_complaint_form import FORM
from agent_desktop.demo.screen_customers import HO, NOW
from agent_desktop.ui.complaints.form.starting import holdings_of
from agent_desktop.ui.complaints.form.state import Around, FormState

TODAY: Final = date(2026, 6, 16)
_OWNER: Final = UUID(int=901)
_CARD: Final = UUID(int=112)
NO_COMPLAINT: Final = FormState()


def _days_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


def _glance(
    number: str, category: tuple[str, str], days_ago: int, about: str = "", *, took: int | None = None
) -> ComplaintGlance:
    return ComplaintGlance(
        complaint_id=UUID(int=700 + days_ago),
        number=number,
        kind=ComplaintKind.COMPLAINT,
        state=ComplaintState.INVESTIGATING if took is None else ComplaintState.CLOSED,
        category_code="cards.fees.instalment",
        category={"en": category[0], "zh": category[1]},
        severity=Severity.MINOR,
        about=about,
        recorded_at=_days_ago(days_ago),
        owner_name="李志强",
        due_at=NOW + timedelta(days=2) if took is None else None,
        closed_at=None if took is None else _days_ago(days_ago - took),
        days=took,
    )


EARLIER: Final = (
    _glance("CMP-26-00932", ("Instalment fee", "分期手续费"), 17),
    _glance("CMP-25-07715", ("Points not credited", "积分没有到账"), 215, took=6),
    _glance("CMP-24-03108", ("Waited 50 minutes", "网点等候 50 分钟"), 672, took=3),
)
SAME: Final = SameComplaint(
    glance=EARLIER[0].model_copy(update={"about": "账单分期手续费，扣款日不对"}),
    reasons=frozenset({SameReason.SAME_ACCOUNT, SameReason.SAME_CATEGORY}),
)


def _rule(code: str, name: tuple[str, str], limit: ClockLimit, amount: int, unit: ClockUnit) -> ClockRule:
    return ClockRule(
        rule_id=code,
        version="1",
        set_code="cn",
        set_name={"en": "Mainland consumer", "zh": "内地消费投诉"},
        name={"en": name[0], "zh": name[1]},
        limit=limit,
        amount=amount,
        unit=unit,
        time_zone="Asia/Shanghai",
        source={"en": "CBIRC order 2020 No. 3", "zh": "银保监会令 2020 年第 3 号"},
        effective_from=date(2020, 3, 1),
    )


def _stage(code: str, name: tuple[str, str], amount: int, on: date, *, notice: bool) -> ClockStage:
    return ClockStage(
        code=code,
        name={"en": name[0], "zh": name[1]},
        amount=amount,
        unit=ClockUnit.CALENDAR_DAYS,
        due_on=on,
        due_at=NOW,
        state=StageState.OPEN,
        approvers=() if notice else ("supervisor",),
        needs_notice=notice,
    )


CLOCKS: Final = ComplaintClocks(
    at=NOW,
    set_code="cn",
    set_name={"en": "Mainland consumer", "zh": "内地消费投诉"},
    received_on=TODAY,
    received_at=NOW,
    clocks=(
        Clock(
            rule=_rule("ack", ("Acknowledge", "确认收到"), ClockLimit.ACKNOWLEDGE, 2, ClockUnit.WORKING_DAYS),
            state=ClockState.RUNNING,
            due_on=date(2026, 6, 18),
            skipped=(
                SkippedDay(
                    on=date(2026, 6, 19),
                    why=SkipReason.HOLIDAY,
                    name={"en": "Dragon Boat Festival", "zh": "端午节"},
                ),
            ),
            because=({"en": "2 working days after 16 June.", "zh": "6月16日之后 2 个工作日。"},),
        ),
        Clock(
            rule=_rule("answer", ("Answer", "答复处理结果"), ClockLimit.ANSWER, 15, ClockUnit.CALENDAR_DAYS),
            state=ClockState.RUNNING,
            due_on=date(2026, 7, 1),
            stages=(
                _stage("complex", ("Complex: until", "复杂情况延长到"), 30, date(2026, 7, 16), notice=True),
                _stage("special", ("Special approval: until", "特别批准的上限"), 60, date(2026, 8, 15), notice=False),
            ),
        ),
    ),
)
PREFILL: Final = ComplaintPrefill(
    customer_id=HO.customer_id,
    customer_name=HO.name,
    channel=ComplaintChannel.PHONE,
    currency="HKD",
    region=Region.CN,
    reply_ways=(
        ReplyWay(channel=ReplyChannel.PHONE, way_id="mobile", masked="138 •••• 6621"),
        ReplyWay(channel=ReplyChannel.MESSAGE, way_id="mobile", masked="138 •••• 6621"),
        ReplyWay(channel=ReplyChannel.LETTER, way_id="address", masked="上海市徐汇区 ••••"),
    ),
    owners=(
        OwnerChoice(owner_id=_OWNER, name="李志强", team="信用卡组", open_count=6, proposed=True),
        OwnerChoice(owner_id=UUID(int=902), name="Karen Tam", team="Cards", open_count=11),
    ),
    earlier=EARLIER,
    earlier_count=3,
)
_WHAT: Final[LocalText] = {
    "en": "The May statement was 12,864.00. On 12 June a message said that it had been put into 12 instalments, with a "
    "fee of 1,286.40. The customer says that she neither agreed in the app nor was called. She wants it cancelled.",
    "zh": "客户 5 月账单 12,864.00 元，6 月 12 日收到短信称已办理 12 期分期，手续费 1,286.40 元。客户说没有在手机银行"
    "确认过，也没有接到电话。要求取消分期。",
}
EMPTY_WORDS: Final = ComplaintWords(
    complaint_id=UUID(int=600),
    customer_id=HO.customer_id,
    customer_name=HO.name,
    call_id=UUID(int=40),
    currency="HKD",
    owner=str(_OWNER),
    reply_way="phone:mobile",
    attach_recording=True,
    tell_number=True,
)
WORDS: Final = EMPTY_WORDS.model_copy(
    update={
        "category": "cards.fees.instalment",
        "severity": Severity.MAJOR,
        "subjects": (SubjectWords(holding_id=_CARD, label={"en": "World credit •••• 9021"}),),
        "amount": "1,286.40",
        "currency": "CNY",
        "happened_on": "2026-06-12",
        "what": _WHAT["zh"],
        "outcomes": ("refund_fee", "cancel_instalment"),
        "asked_amount": "12,864.00",
        "reply_when": "工作日 18 点后",
        "note": "客户情绪平稳。短信截图她会从手机银行上传，请先查 6 月 10 日至 12 日的分期申请记录。",
    }
)
_KEPT: Final = KeeperView(
    words=WORDS, words_number=1, touched=True, status=ComplaintStatus.KEPT, kept_at=NOW - timedelta(seconds=46)
)
_BASE: Final = FormState(
    open=True,
    kept=_KEPT,
    today=TODAY,
    form=FORM,
    prefill=PREFILL,
    holdings=holdings_of(HO),
    asks_amount=True,
    around=Around(clocks=CLOCKS, same=(SAME,)),
)
_MORE: Final = Mistake(FormField.ASKED_AMOUNT, Wrong.MORE_THAN_DISPUTED, text="1,286.40", live=True)


def _with(words: ComplaintWords, **more: object) -> KeeperView:
    return replace(_KEPT, words=words, **more)  # type: ignore[arg-type]


MORE: Final = replace(_BASE, mistakes=(_MORE,), asks_more=True)
RIGHT: Final = replace(
    _BASE, kept=_with(WORDS.model_copy(update={"asked_amount": "1,286.40", "kept_apart": (SAME.glance.complaint_id,)}))
)
BEGUN: Final = replace(
    _BASE, kept=KeeperView(words=EMPTY_WORDS), asks_amount=False, around=Around(clocks=CLOCKS), focus_number=1
)
COMING: Final = replace(BEGUN, form=None, prefill=None, loading=True, around=Around(clocks_loading=True))
MISSING: Final = replace(
    BEGUN,
    mistakes=tuple(
        Mistake(field, Wrong.MISSING)
        for field in (
            FormField.CATEGORY, FormField.SUBJECTS, FormField.HAPPENED_ON, FormField.SEVERITY, FormField.WHAT,
            FormField.OUTCOMES,
        )
    ),
)  # fmt: skip
AWAY: Final = replace(
    _BASE,
    kept=_with(
        WORDS, status=ComplaintStatus.WAITING, problem=Problem(ErrorCode.SERVER_AWAY, {"origin": "https://bank"})
    ),
    around=Around(clocks_problem=Problem(ErrorCode.SERVER_AWAY, {"origin": "https://bank"})),
)
NOTHING_KNOWN: Final = replace(
    BEGUN,
    prefill=None,
    problem=Problem(ErrorCode.DATABASE_AWAY),
    around=Around(clocks_problem=Problem(ErrorCode.DATABASE_AWAY)),
)
LEAVING: Final = replace(RIGHT, leaving=True)
RECOVERED: Final = replace(RIGHT, kept=replace(RIGHT.kept, recovered=True))
_FILES: Final = (
    FileWords(file_id=UUID(int=801), name="分期短信截图.png", size=412_330, checksum="0" * 64),
    FileWords(file_id=UUID(int=802), name="statement-2026-05.pdf", size=1_830_000, checksum="0" * 64),
)
_SECOND: Final = SubjectWords(
    holding_id=_CARD,
    transaction_id=UUID(int=811),
    label={"en": "2026-06-12 · CNY 1,286.40 · Instalment fee", "zh": "2026-06-12 · CNY 1,286.40 · 分期手续费"},
)
FILES: Final = replace(
    RIGHT,
    kept=_with(
        WORDS.model_copy(
            update={
                "asked_amount": "1,286.40",
                "files": _FILES,
                "subjects": (*WORDS.subjects, _SECOND),
                "vulnerable": True,
                "severity": Severity.CRITICAL,
            }
        )
    ),
    refused_file=("film.mp4", Problem(ErrorCode.ATTACHMENT_REFUSED, {"problem": "type_unknown"})),
)
PRAISE: Final = replace(
    _BASE,
    kept=_with(
        EMPTY_WORDS.model_copy(
            update={
                "kind": ComplaintKind.PRAISE,
                "category": "praise.staff",
                "what": "Ms Chan at the Mong Kok branch found the lost passbook within ten minutes.",
                "about_whom": "Ms Chan, Mong Kok branch",
            }
        )
    ),
    asks_amount=False,
    around=Around(clocks=CLOCKS.model_copy(update={"clocks": ()})),
)
CASE: Final = Case(
    complaint_id=WORDS.complaint_id,
    version=1,
    glance=_glance("CMP-26-01811", ("Instalment fee", "分期手续费"), 0).model_copy(
        update={
            "state": ComplaintState.REGISTERED,
            "say": {
                "en": "Your complaint is recorded under CMP-26-01811. We confirm it by 18 June and answer by 1 July.",
                "zh": "您的投诉已登记，编号 CMP-26-01811。我们会在 6月18日前确认收到，7月1日前答复处理结果。",
            },
        }
    ),
    customer_id=HO.customer_id,
    customer_language="zh",
    channel=ComplaintChannel.PHONE,
    what_happened=WORDS.what,
    region=Region.CN,
    owner=CasePerson(user_id=_OWNER, name="李志强", team="信用卡组"),
    undo_until_at=NOW + timedelta(seconds=272),
)
RECORDED: Final = replace(
    RIGHT, kept=_with(WORDS, status=ComplaintStatus.RECORDED, number="CMP-26-01811", case=CASE), mistakes=()
)
